//! Shifts at the drawers of a shop, in memory.

#[path = "mod.rs"]
mod shifts;

use std::sync::Arc;

use proptest::prelude::ProptestConfig;
use proptest::proptest;
use shifts::laws::{plans, shifts_add_up};
use shifts::{days, tills};
use tillbook::storage::{MemoryStore, Store};

fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::default())
}

#[test]
fn a_day_at_two_drawers() {
    days::two_drawers(&memory());
}

#[test]
fn a_shift_belongs_to_whoever_posts() {
    days::what_comes_later(&memory());
}

#[test]
fn a_drawer_is_watched_between_shifts_too() {
    days::between_shifts(&memory());
}

#[test]
fn nothing_tells_what_a_count_should_be() {
    days::counted_blind(&memory());
}

#[test]
fn rules_are_the_shops() {
    days::rules(&memory());
}

#[test]
fn a_shop_without_shifts_knows_nothing_of_them() {
    days::without_shifts(&memory());
}

#[test]
fn a_shift_goes_on_in_a_restored_database() {
    days::restored(&memory());
}

#[test]
fn a_long_shift_is_read_in_pages() {
    days::long_shift(&tills::Tills::new(&memory()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn reports_of_shifts_add_up(plan in plans()) {
        shifts_add_up(&memory(), &plan);
    }
}
