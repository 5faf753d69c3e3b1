//! Worked examples of costing through the shop's public API, each in a file of its own.

#[path = "../../../core/tests/costing_vectors/mod.rs"]
mod costing_vectors;

mod common;

use std::path::Path;

use tillbook_postgres::Isolation;

#[test]
fn every_case_comes_out_as_worked() {
    let cases = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/tests/vectors/costing"));
    costing_vectors::run_all(cases, |_| common::any_store(Isolation::ReadCommitted));
}
