//! Carts that are put aside, goods that are exchanged, quotations and orders.

#[path = "mod.rs"]
mod carts;

use std::sync::Arc;

use carts::exchanges::{self, swaps, undone};
use carts::held;
use carts::orders::{self, add_up, parts};
use proptest::prelude::*;
use tillbook::storage::{MemoryStore, Store};

fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::default())
}

#[test]
fn a_cart_is_held_resumed_and_sold_once() {
    held::from_hold_to_sale(memory());
}

#[test]
fn what_costs_something_else_is_told_line_by_line() {
    held::told(memory());
}

#[test]
fn what_does_not_hold_any_more_does_not_lose_the_cart() {
    held::still_there(memory());
}

#[test]
fn carts_that_are_held_have_a_limit() {
    held::limit(memory());
}

#[test]
fn only_the_difference_of_an_exchange_is_paid() {
    exchanges::differences(memory());
}

#[test]
fn an_exchange_is_both_documents_or_none() {
    exchanges::both_or_none(memory());
}

#[test]
fn an_exchange_is_voided_as_a_whole() {
    exchanges::voided(memory());
}

#[test]
fn what_comes_back_in_an_exchange_can_be_used_again() {
    exchanges::limited_offers(memory());
}

#[test]
fn a_card_gets_back_what_it_paid_before_an_exchange() {
    exchanges::cards(memory());
}

#[test]
fn coins_of_an_exchange_are_rounded_where_cash_goes() {
    exchanges::coins(memory());
}

#[test]
fn an_order_is_fulfilled_in_parts_from_its_deposit() {
    orders::fulfilled(memory());
}

#[test]
fn an_order_is_cancelled_and_its_deposit_goes_back_or_is_kept() {
    orders::cancelled(memory());
}

#[test]
fn a_deposit_and_a_sale_of_an_order_are_voided() {
    orders::voided(memory());
}

#[test]
fn a_quotation_holds_until_its_last_day() {
    orders::quoted(memory());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sale_and_its_exchange_can_be_undone(swap in swaps()) {
        undone(memory(), &swap);
    }

    #[test]
    fn parts_of_an_order_add_up(story in parts()) {
        add_up(memory(), &story);
    }
}
