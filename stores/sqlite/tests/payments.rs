//! Stored value, credit and what suppliers are paid, in a shop on a file.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "../../../core/tests/payments/mod.rs"]
mod payments;

use common::file;
use payments::history::{History, stories};
use payments::mirrored::{mirrored, purchases};
use payments::{card, credit, moved, rounding, suppliers};
use proptest::prelude::*;

#[test]
fn the_stories_are_the_same_on_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for story in [
        card::from_top_up_to_cash_out,
        card::by_rule,
        card::voids,
        card::no_money_from_bonus,
        credit::oldest_first,
        credit::refunds,
        credit::limit,
        suppliers::paid,
        rounding::off,
        rounding::coins,
        moved::with_all_that_was_paid,
    ] {
        story(file(&folder));
    }
}

proptest! {
    // Fewer than in memory: each document is written to a disk.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sale_and_its_refund_leave_both_balances_where_they_were(purchase in purchases()) {
        let folder = tempfile::tempdir().unwrap();
        mirrored(file(&folder), &purchase);
    }

    #[test]
    fn any_history_adds_up(steps in stories(16)) {
        let folder = tempfile::tempdir().unwrap();
        History::new(file(&folder)).live(&steps);
    }
}
