//! Points of members in a shop on a file.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/points/mod.rs"]
mod points;

use std::sync::Arc;

use points::{config, plans, returned, stories};
use proptest::proptest;
use tempfile::TempDir;
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

/// A store in a file of its own. The process survives its test, and with it what the system was given to write.
fn open(folder: &TempDir, number: usize) -> Arc<SqliteStore> {
    let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
    Arc::new(SqliteStore::open_with(folder.path().join(format!("{number}.db")), options).unwrap())
}

#[test]
fn the_stories_of_points() {
    let folder = tempfile::tempdir().unwrap();
    let mut opened = 0;
    stories(&mut || {
        opened += 1;
        open(&folder, opened)
    });
}

proptest! {
    // Fewer than in memory: each document is written to a disk.
    #![proptest_config(config(8))]

    #[test]
    fn points_return_to_where_they_were(plan in plans()) {
        let folder = tempfile::tempdir().unwrap();
        returned(open(&folder, 0), &plan);
    }
}
