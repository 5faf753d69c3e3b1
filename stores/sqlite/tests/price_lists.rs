//! Price lists in a shop on a file.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/price_lists/stories/mod.rs"]
mod stories;

use std::sync::Arc;

use tillbook::storage::Store;
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

#[test]
fn every_story_comes_out_as_told() {
    let folder = tempfile::tempdir().unwrap();
    for (number, (name, story)) in stories::ALL.into_iter().enumerate() {
        println!("{name}");
        // The process survives its test, and with it what the system was given to write.
        let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
        let path = folder.path().join(format!("{number}.db"));
        story(&|| Arc::new(SqliteStore::open_with(&path, options.clone()).unwrap()) as Arc<dyn Store>);
    }
}
