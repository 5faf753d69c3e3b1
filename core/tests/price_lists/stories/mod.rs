//! Stories of price lists that any store can be told.
#![allow(dead_code)] // each test program uses its part
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod choice;
mod kept;
pub(crate) mod market;
mod units;

use std::sync::Arc;

use tillbook::storage::Store;

/// A new, empty store.
pub(crate) type Open<'a> = &'a dyn Fn() -> Arc<dyn Store>;

/// What a shop on a new store goes through.
pub(crate) type Story = fn(Open<'_>);

/// All of them, by name.
pub(crate) const ALL: [(&str, Story); 12] = [
    ("a level has its prices", choice::by_level),
    ("a level that was reached by spending has its prices", choice::by_spend),
    ("prices of some hours and days", choice::by_time),
    ("the lowest price counts, the catalog's among them", choice::lowest),
    ("a list that overrides makes goods dearer", choice::overriding),
    ("promotions start from the list's price, and the lowest price guards both", choice::guarded),
    ("who buys more pays less for each", units::scales),
    ("a case is cheaper than its bottles, to the cent", units::cases),
    ("weighed goods reach a quantity too", units::weighed),
    ("what was sold keeps its price", kept::locked),
    ("a price by hand is measured against the list's", kept::by_hand),
    ("a list says more, and says no more", kept::edited),
];
