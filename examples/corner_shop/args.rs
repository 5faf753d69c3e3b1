use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use tillbook::ledger::CostingMethod;

/// Three months of a grocery shop: posts every document of a folder of CSV files in its order, then shows the books.
///
/// A run that was stopped goes on when it is started again with the same `--db` or `--url`.
#[derive(Debug, Clone, Parser)]
pub struct Args {
    /// The folder with shop.json and the CSV files.
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/corner-shop"), hide_default_value = true)]
    pub data_dir: PathBuf,
    /// The database; if it is there, its shop goes on. Default: a new file in the system's folder for temporary ones.
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// The address of a PostgreSQL database, such as `postgresql://user@host:5432/database`; if its shop is there, it goes on.
    #[arg(long, required_if_eq("store", "postgres"))]
    pub url: Option<String>,
    /// How goods that leave are costed.
    #[arg(long, value_enum, default_value = "fifo")]
    pub method: Method,
    /// Writes the figures to this file.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Where the shop is kept.
    #[arg(long, value_enum, default_value = "sqlite")]
    pub store: StoreKind,
}

/// How goods that leave are costed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// First in, first out.
    Fifo,
    /// Moving weighted average.
    MovingAverage,
}

impl Method {
    pub(super) const fn costing(self) -> CostingMethod {
        match self {
            Self::Fifo => CostingMethod::Fifo,
            Self::MovingAverage => CostingMethod::MovingAverage,
        }
    }
}

/// Where a shop is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StoreKind {
    /// In memory, gone when the program ends.
    Memory,
    /// In a SQLite file.
    Sqlite,
    /// In a PostgreSQL database, which may keep other shops too.
    Postgres,
}
