//! Worked examples of promotions through the shop's public API, in memory.

#[path = "promotion_vectors/mod.rs"]
mod promotion_vectors;

use std::path::Path;

use tillbook::storage::MemoryStore;

#[test]
fn every_case_comes_out_as_worked() {
    let cases = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/promotions"));
    promotion_vectors::run_all(cases, |_| MemoryStore::default());
}
