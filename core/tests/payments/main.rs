//! Stored value, credit and what suppliers are paid.

#[path = "mod.rs"]
mod payments;

use std::sync::Arc;

use payments::history::{History, stories};
use payments::mirrored::{mirrored, purchases};
use payments::{card, credit, moved, rounding, suppliers};
use proptest::prelude::*;
use tillbook::storage::{MemoryStore, Store};

fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::default())
}

#[test]
fn a_card_is_topped_up_spent_refunded_and_paid_out() {
    card::from_top_up_to_cash_out(memory());
}

#[test]
fn bonuses_come_by_the_rule_that_holds() {
    card::by_rule(memory());
}

#[test]
fn what_was_spent_cannot_be_unmade() {
    card::voids(memory());
}

#[test]
fn a_bonus_never_becomes_money() {
    card::no_money_from_bonus(memory());
}

#[test]
fn debts_are_settled_oldest_first() {
    credit::oldest_first(memory());
}

#[test]
fn goods_bought_on_account_come_back() {
    credit::refunds(memory());
}

#[test]
fn a_credit_limit_is_kept_or_approved() {
    credit::limit(memory());
}

#[test]
fn suppliers_are_paid_what_they_are_owed() {
    suppliers::paid(memory());
}

#[test]
fn totals_are_rounded_off() {
    rounding::off(memory());
}

#[test]
fn cash_is_rounded_to_coins() {
    rounding::coins(memory());
}

#[test]
fn a_sale_of_another_day_moves_with_all_that_was_paid() {
    moved::with_all_that_was_paid(memory());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sale_and_its_refund_leave_both_balances_where_they_were(purchase in purchases()) {
        mirrored(memory(), &purchase);
    }

    #[test]
    fn any_history_adds_up(steps in stories(24)) {
        History::new(memory()).live(&steps);
    }
}
