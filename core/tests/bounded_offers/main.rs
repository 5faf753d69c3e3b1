//! Offers and coupons that are bounded over all sales, in memory.

use std::sync::Arc;

use tillbook::storage::{MemoryStore, Store};

mod stories;

#[test]
fn every_story_comes_out_as_told() {
    for (name, story) in stories::ALL {
        println!("{name}");
        story(&|| Arc::new(MemoryStore::default()) as Arc<dyn Store>);
    }
}

#[test]
fn the_last_uses_of_a_coupon_are_spent_once() {
    let store = Arc::new(MemoryStore::default()) as Arc<dyn Store>;
    stories::rush::last_uses(&store, || Arc::clone(&store));
}
