//! Carts that are put aside.

#[path = "mod.rs"]
mod carts;

use std::sync::Arc;

use carts::held;
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
