//! Kits whose parts leave the stock.

#[path = "mod.rs"]
mod kits;

use std::sync::Arc;

use kits::history::{History, rules, steps};
use kits::{corrected, gifts, ordered, sold};
use proptest::prelude::*;
use tillbook::storage::{MemoryStore, Store};

fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::default())
}

#[test]
fn a_kit_costs_what_its_parts_do() {
    sold::at_the_cost_of_its_parts(memory());
}

#[test]
fn a_sale_keeps_its_recipe() {
    sold::by_the_recipe_of_its_time(memory());
}

#[test]
fn refunds_of_a_kit_bring_back_all_its_parts() {
    sold::brought_back_in_parts(memory());
}

#[test]
fn parts_that_are_not_there() {
    sold::short_of_a_part(memory());
}

#[test]
fn batches_of_parts_leave_by_their_last_day() {
    sold::out_of_batches(memory());
}

#[test]
fn late_paper_of_a_part_changes_what_the_kit_cost() {
    corrected::late_paper(memory());
}

#[test]
fn sales_and_refunds_of_kits_that_were_otherwise() {
    corrected::amended(memory());
}

#[test]
fn kits_that_are_given() {
    gifts::of_kits(memory());
}

#[test]
fn gifts_by_hand() {
    gifts::by_hand(memory());
}

#[test]
fn kits_of_a_customer_order() {
    ordered::collected_in_parts(memory());
}

#[test]
fn kits_in_a_held_cart() {
    ordered::held(memory());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_of_kits_adds_up(rule in rules(), steps in steps(20)) {
        History::new(memory(), rule).live(&steps);
    }
}
