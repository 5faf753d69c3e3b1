//! Points of members in a shop on a file.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "../../../core/tests/points/mod.rs"]
mod points;

use common::file;
use points::{config, plans, returned, stories};
use proptest::proptest;

#[test]
fn the_stories_of_points() {
    let folder = tempfile::tempdir().unwrap();
    stories(&mut || file(&folder));
}

proptest! {
    // Fewer than in memory: each document is written to a disk.
    #![proptest_config(config(8))]

    #[test]
    fn points_return_to_where_they_were(plan in plans()) {
        let folder = tempfile::tempdir().unwrap();
        returned(file(&folder), &plan);
    }
}
