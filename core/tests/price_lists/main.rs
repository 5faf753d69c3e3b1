//! Price lists, in memory.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use proptest::prelude::*;
use tillbook::storage::{MemoryStore, Store};

mod laws;
mod stories;

#[test]
fn every_story_comes_out_as_told() {
    for (name, story) in stories::ALL {
        println!("{name}");
        story(&|| Arc::new(MemoryStore::default()) as Arc<dyn Store>);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_line_gets_the_lowest_price_that_holds(plan in laws::plans()) {
        laws::lowest(&plan);
    }
}
