//! Carts that are put aside, in a shop on a file.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/carts/mod.rs"]
mod carts;

use std::sync::Arc;

use carts::held;
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
fn the_stories_are_the_same_on_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for story in [held::from_hold_to_sale, held::told, held::still_there] {
        story(file(&folder));
    }
}
