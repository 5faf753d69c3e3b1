//! Offers and coupons that are bounded over all sales, in a shop on a file.

#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/bounded_offers/stories/mod.rs"]
mod stories;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tillbook::storage::Store;
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

/// The process survives its test, and with it what the system was given to write.
fn open(path: &Path) -> Arc<dyn Store> {
    let options = SqliteOptions {
        durability: Durability::Normal,
        busy_timeout: Duration::from_secs(120),
        ..SqliteOptions::default()
    };
    Arc::new(SqliteStore::open_with(path, options).unwrap())
}

#[test]
fn every_story_comes_out_as_told() {
    let folder = tempfile::tempdir().unwrap();
    for (number, (name, story)) in stories::ALL.into_iter().enumerate() {
        println!("{name}");
        story(&|| open(&folder.path().join(format!("{number}.db"))));
    }
}

#[test]
fn the_last_uses_of_a_coupon_are_spent_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rush.db");
    // Each till has a connection of its own, as another program would.
    stories::rush::last_uses(&open(&path), || open(&path));
}
