//! Paper that comes late changes nothing but the order of entry: random histories, entered in order of time and in
//! another order, come out alike.

#[path = "mod.rs"]
mod late_paper;

use std::sync::Arc;

use late_paper::amended::entries_amended;
use late_paper::batched::at_once_is_one_by_one;
use late_paper::by_day::days_read_right;
use late_paper::kept::kept_states_change_nothing;
use late_paper::known::known_for_ever;
use late_paper::laws::{entered_in_any_order, entries_voided, recosted, voided_again};
use late_paper::locked::locked_days;
use late_paper::long::{long_locked, long_past};
use late_paper::plan::plans;
use late_paper::policies::policies_switched;
use late_paper::what_if::{costed_by_the_other_method, valued_at_any_time};
use late_paper::{cases, config};
use proptest::proptest;
use tillbook::storage::{MemoryStore, Store};

fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::default())
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn the_order_of_entry_does_not_matter(plan in plans(30)) {
        entered_in_any_order(&plan, &memory);
    }

    #[test]
    fn a_late_sale_that_is_voided_leaves_no_trace(plan in plans(20)) {
        voided_again(&plan, &memory);
    }

    #[test]
    fn entries_that_are_voided_leave_no_trace(plan in plans(20)) {
        entries_voided(&plan, &memory);
    }

    #[test]
    fn entries_that_are_amended_are_as_if_entered_right(plan in plans(20)) {
        entries_amended(&plan, &memory);
    }

    #[test]
    fn days_read_as_if_sales_had_been_entered_on_them(plan in plans(24)) {
        days_read_right(&plan, &memory);
    }

    #[test]
    fn goods_that_are_costed_otherwise_add_up(plan in plans(20)) {
        recosted(&plan, &memory);
    }

    #[test]
    fn the_rule_on_shortages_decides_what_is_taken_and_not_what_it_costs(plan in plans(24)) {
        policies_switched(&plan, &memory);
    }

    #[test]
    fn what_was_known_then_is_told_for_ever(plan in plans(16)) {
        known_for_ever(&plan, &memory);
    }

    #[test]
    fn locked_days_read_the_same_for_ever(plan in plans(24)) {
        locked_days(&plan, &memory);
    }

    #[test]
    fn states_that_are_kept_change_nothing(plan in plans(30)) {
        kept_states_change_nothing(&plan, &memory);
    }

    #[test]
    fn sales_that_are_posted_at_once_are_sales_one_by_one(plan in plans(24)) {
        at_once_is_one_by_one(&plan, &memory);
    }

    #[test]
    fn the_stock_of_any_time_is_known_as_of_any_document(plan in plans(30)) {
        valued_at_any_time(&plan, &memory);
    }

    #[test]
    fn the_other_method_gives_what_a_shop_with_it_would_have(plan in plans(30)) {
        costed_by_the_other_method(&plan, &memory);
    }
}

#[test]
fn a_past_of_more_than_one_checkpoint_is_replayed_from_the_nearest() {
    long_past(&memory);
}

#[test]
fn a_lock_keeps_the_states_that_it_closes_with() {
    long_locked(&memory);
}

#[test]
fn a_voided_sale_is_gone_from_all_its_batches() {
    cases::voided_out_of_two_batches(memory());
}

#[test]
fn a_late_sale_before_a_count_is_taken() {
    cases::sold_before_a_count(memory(), memory());
}

#[test]
fn a_late_receipt_before_a_count_is_taken() {
    cases::received_before_a_count(memory(), memory());
}

#[test]
fn a_sale_before_a_count_can_be_voided() {
    cases::voided_before_a_count(memory());
}

#[test]
fn a_voided_count_without_a_difference_is_gone() {
    cases::voided_count_without_difference(memory());
}

#[test]
fn a_count_is_taken_anew_in_the_same_batches_however_far_is_read() {
    cases::recounted_in_two_batches(&memory);
}

#[test]
fn a_count_without_a_difference_in_a_batch_is_taken_anew_the_same_however_far_is_read() {
    cases::recounted_without_a_difference(&memory);
}

#[test]
fn what_a_count_really_found_lies_in_the_same_batches_however_far_is_read() {
    cases::found_otherwise_in_two_batches(&memory);
}

#[test]
fn what_is_left_of_a_sale_is_what_a_later_refund_is_worth() {
    cases::refunded_again(&memory);
}
