//! Paper that comes late into a shop on a file: the order of entry changes nothing.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "../../../core/tests/late_paper/mod.rs"]
mod late_paper;

use common::file;
use late_paper::amended::entries_amended;
use late_paper::batched::at_once_is_one_by_one;
use late_paper::by_day::days_read_right;
use late_paper::kept::kept_states_change_nothing;
use late_paper::known::known_for_ever;
use late_paper::laws::{entered_in_any_order, entries_voided, recosted, voided_again};
use late_paper::locked::locked_days;
use late_paper::plan::plans;
use late_paper::policies::policies_switched;
use late_paper::what_if::{costed_by_the_other_method, valued_at_any_time};
use late_paper::{cases, config};
use proptest::proptest;

proptest! {
    // Fewer histories than in memory: each document is written to a disk.
    #![proptest_config(config(12))]

    #[test]
    fn the_order_of_entry_does_not_matter(plan in plans(30)) {
        let folder = tempfile::tempdir().unwrap();
        entered_in_any_order(&plan, &|| file(&folder));
    }

    #[test]
    fn a_late_sale_that_is_voided_leaves_no_trace(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        voided_again(&plan, &|| file(&folder));
    }

    #[test]
    fn entries_that_are_voided_leave_no_trace(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        entries_voided(&plan, &|| file(&folder));
    }

    #[test]
    fn entries_that_are_amended_are_as_if_entered_right(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        entries_amended(&plan, &|| file(&folder));
    }

    #[test]
    fn the_stock_of_any_time_is_known_as_of_any_document(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        valued_at_any_time(&plan, &|| file(&folder));
    }

    #[test]
    fn the_other_method_gives_what_a_shop_with_it_would_have(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        costed_by_the_other_method(&plan, &|| file(&folder));
    }
}

proptest! {
    // What is asked after every document.
    #![proptest_config(config(4))]

    #[test]
    fn states_that_are_kept_change_nothing(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        kept_states_change_nothing(&plan, &|| file(&folder));
    }

    #[test]
    fn what_was_known_then_is_told_for_ever(plan in plans(12)) {
        let folder = tempfile::tempdir().unwrap();
        known_for_ever(&plan, &|| file(&folder));
    }

    #[test]
    fn locked_days_read_the_same_for_ever(plan in plans(16)) {
        let folder = tempfile::tempdir().unwrap();
        locked_days(&plan, &|| file(&folder));
    }

    #[test]
    fn sales_that_are_posted_at_once_are_sales_one_by_one(plan in plans(16)) {
        let folder = tempfile::tempdir().unwrap();
        at_once_is_one_by_one(&plan, &|| file(&folder));
    }

    #[test]
    fn days_read_as_if_sales_had_been_entered_on_them(plan in plans(16)) {
        let folder = tempfile::tempdir().unwrap();
        days_read_right(&plan, &|| file(&folder));
    }

    #[test]
    fn goods_that_are_costed_otherwise_add_up(plan in plans(16)) {
        let folder = tempfile::tempdir().unwrap();
        recosted(&plan, &|| file(&folder));
    }

    #[test]
    fn the_rule_on_shortages_decides_what_is_taken_and_not_what_it_costs(plan in plans(16)) {
        let folder = tempfile::tempdir().unwrap();
        policies_switched(&plan, &|| file(&folder));
    }
}

#[test]
fn a_count_is_taken_anew_in_the_same_batches_however_far_is_read() {
    let folder = tempfile::tempdir().unwrap();
    cases::recounted_in_two_batches(&|| file(&folder));
    cases::recounted_without_a_difference(&|| file(&folder));
    cases::found_otherwise_in_two_batches(&|| file(&folder));
}

#[test]
fn what_is_left_of_a_sale_is_what_a_later_refund_is_worth() {
    let folder = tempfile::tempdir().unwrap();
    cases::refunded_again(&|| file(&folder));
}
