//! Worked examples of promotions, `vectors/promotions/*.json`, through the shop's public API: a cart is priced, sold, and
//! taken back. The rules are in the README there.
//!
//! `TILLBOOK_PROMOTION_VECTORS` names another folder of cases.
#![allow(clippy::unwrap_used)]

mod case;
mod offers;
mod selling;
#[path = "../vectors/mod.rs"]
mod vectors;

use std::path::Path;

use case::Case;
use tillbook::storage::Store;

/// Runs all cases, each in a shop of its own in a store that `open` gives.
pub(crate) fn run_all<S: Store + 'static>(cases: &Path, mut open: impl FnMut(usize) -> S) {
    vectors::run_all("TILLBOOK_PROMOTION_VECTORS", cases, |index, json| Case::open(json, open(index)).run());
}
