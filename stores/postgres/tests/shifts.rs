//! Shifts at the drawers of a shop on a server.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/shifts/mod.rs"]
mod shifts;

mod common;

use std::sync::Arc;

use shifts::days;
use tillbook::storage::Store;
use tillbook_postgres::Isolation;

#[test]
fn days_at_the_drawers() {
    for day in [days::two_drawers, days::what_comes_later, days::between_shifts, days::counted_blind, days::restored] {
        let store: Arc<dyn Store> = Arc::new(common::any_store(Isolation::RepeatableRead));
        day(&store);
    }
}
