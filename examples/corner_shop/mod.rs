//! Three months of a grocery shop: every document of a folder of CSV files, posted in the order of events.

mod args;
mod books;
mod buying;
mod event;
mod figures;
mod folder;
mod goods;
mod selling;
mod sheet;
mod stock;
mod tables;

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use tillbook::report::Period;
use tillbook::storage::{MemoryStore, Store};
use tillbook::value::BusinessDay;
use tillbook::{Error, Result, Shop};
use tillbook_postgres::{PostgresOptions, PostgresStore};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

pub use args::{Args, Method, StoreKind};
pub use books::Books;

use event::Event;
use folder::Folder;
use goods::Goods;
use selling::Selling;

/// Posts the folder and shows the books.
///
/// # Errors
/// [`Error::Row`] for a value in a file that cannot be; nothing is posted then. Failures of the storage.
pub fn run(args: &Args) -> Result<()> {
    let books = post(args)?;
    books.show()?;
    if let Some(path) = &args.json {
        books.write_figures(path)?;
    }
    Ok(())
}

/// Posts the folder.
///
/// # Errors
/// Those of [`run`].
pub fn post(args: &Args) -> Result<Books> {
    let story = Story::read(&args.data_dir)?;
    if args.store == StoreKind::Memory {
        return story.post(MemoryStore::default(), args.method, "posting");
    }
    // Rehearsed in memory first: a folder that the shop refuses leaves nothing behind.
    story.post(MemoryStore::default(), args.method, "checking")?;
    if args.store == StoreKind::Postgres {
        let options = PostgresOptions::for_shop(story.folder.shop(args.method).uuid());
        let server = PostgresStore::connect(args.url.as_deref().unwrap_or_default(), options)?;
        return story.post(server, args.method, "posting");
    }
    let path = match &args.db {
        Some(path) => path.clone(),
        None => fresh_file()?,
    };
    eprintln!("database: {}", path.display());
    // What a power cut takes of an import, the next run posts again.
    let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
    story.post(SqliteStore::open_with(path, options)?, args.method, "posting")
}

/// A file that is not there yet, in the system's folder for temporary ones.
fn fresh_file() -> Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("tillbook-corner-shop-{}.db", std::process::id()));
    for left_over in ["", "-wal", "-shm"] {
        let mut name = path.clone().into_os_string();
        name.push(left_over);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                let operation = "make a new database";
                return Err(Error::Storage { operation, reason: error.to_string(), source: None });
            }
            _ => {}
        }
    }
    Ok(path)
}

/// The folder, read.
struct Story {
    folder: Folder,
    goods: Goods,
    selling: Selling,
    stock: Vec<Event>,
    buying: Vec<Event>,
}

impl Story {
    fn read(path: &Path) -> Result<Self> {
        let folder = Folder::open(path)?;
        let goods = Goods::read(&folder)?;
        let selling = Selling::read(&folder, &goods)?;
        let (stock, buying) = (stock::read(&folder, &goods)?, buying::read(&folder, &goods)?);
        Ok(Self { folder, goods, selling, stock, buying })
    }

    /// All events in their order.
    fn events(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.stock.iter().chain(&self.buying).chain(&self.selling.events).collect();
        events.sort_by_key(|event| event.order());
        events
    }

    fn post(&self, store: impl Store + 'static, method: Method, doing: &'static str) -> Result<Books> {
        let shop = Shop::create(store, self.folder.settings(method))?;
        let opening = shop.at(self.folder.opening());
        self.goods.post(&self.folder, &opening)?;
        self.selling.post_members(&self.folder, &opening)?;
        let events = self.events();
        let style = ProgressStyle::with_template("{msg:>8} {wide_bar} {pos}/{len} documents, {elapsed}");
        let bar = ProgressBar::new(events.len() as u64)
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            .with_message(doing);
        for event in bar.wrap_iter(events.into_iter()) {
            event.post(&shop, self.folder.currency)?;
        }
        Ok(Books { shop, period: self.period()?, method })
    }

    /// From the first day to that of the last event.
    fn period(&self) -> Result<Period> {
        let last = self.events().last().map_or(self.folder.opened_on, |event| self.folder.day(event.at));
        Period::new(BusinessDay(self.folder.opened_on), BusinessDay(last.plus_days(1)))
    }
}
