//! Shifts at the drawers of a shop on a file.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/shifts/mod.rs"]
mod shifts;

use std::sync::Arc;

use proptest::prelude::ProptestConfig;
use proptest::proptest;
use shifts::days;
use shifts::laws::{plans, shifts_add_up};
use tempfile::TempDir;
use tillbook::storage::Store;
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

/// A shop's file in the folder. The process survives its test, and with it what the system was given to write.
fn file(folder: &TempDir) -> Arc<dyn Store> {
    let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
    let name = format!("{}.db", std::fs::read_dir(folder.path()).unwrap().count());
    Arc::new(SqliteStore::open_with(folder.path().join(name), options).unwrap())
}

#[test]
fn days_at_the_drawers() {
    let folder = tempfile::tempdir().unwrap();
    for day in [
        days::two_drawers,
        days::what_comes_later,
        days::between_shifts,
        days::counted_blind,
        days::rules,
        days::without_shifts,
        days::restored,
    ] {
        day(&file(&folder));
    }
}

proptest! {
    // Fewer days than in memory: each document is written to a disk.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(8) })]

    #[test]
    fn reports_of_shifts_add_up(plan in plans()) {
        let folder = tempfile::tempdir().unwrap();
        shifts_add_up(&file(&folder), &plan);
    }
}
