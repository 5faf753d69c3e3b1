//! Points of members: earned, redeemed, lapsed, taken back.
#![allow(clippy::unwrap_used)]

#[path = "mod.rs"]
mod points;

use std::sync::Arc;

use points::{config, plans, returned, stories};
use proptest::proptest;
use tillbook::storage::MemoryStore;

#[test]
fn the_stories_of_points() {
    stories(&mut || Arc::new(MemoryStore::default()));
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn points_return_to_where_they_were(plan in plans()) {
        returned(Arc::new(MemoryStore::default()), &plan);
    }
}
