//! Worked examples of costing, `vectors/costing/*.json`, through the shop's public API. The rules are in the README there.
//!
//! `TILLBOOK_COSTING_VECTORS` names another folder of cases.
#![allow(clippy::unwrap_used)]

mod case;
mod entering;
mod looking;
#[path = "../vectors/mod.rs"]
mod vectors;

use std::path::Path;

use case::Case;
use tillbook::storage::Store;

/// Runs all cases, each in a shop of its own in a store that `open` gives.
pub(crate) fn run_all<S: Store + 'static>(cases: &Path, mut open: impl FnMut(usize) -> S) {
    vectors::run_all("TILLBOOK_COSTING_VECTORS", cases, |index, json| Case::open(json, open(index)).run(json));
}
