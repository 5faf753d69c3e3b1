//! Paper that comes late into a shop on a server: the order of entry changes nothing.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/late_paper/mod.rs"]
mod late_paper;

mod common;

use std::sync::Arc;

use late_paper::config;
use late_paper::laws::entered_in_any_order;
use late_paper::plan::plans;
use proptest::proptest;
use tillbook_postgres::Isolation;

proptest! {
    // Fewer histories than in memory: each document travels to a server.
    #![proptest_config(config(6))]

    #[test]
    fn the_order_of_entry_does_not_matter(plan in plans(30)) {
        entered_in_any_order(&plan, &|| Arc::new(common::any_store(Isolation::RepeatableRead)));
    }
}
