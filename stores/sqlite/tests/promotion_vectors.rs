//! Worked examples of promotions through the shop's public API, each in a file of its own.

#[path = "../../../core/tests/promotion_vectors/mod.rs"]
mod promotion_vectors;

use std::path::Path;

use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

#[test]
fn every_case_comes_out_as_worked() {
    let folder = tempfile::tempdir().unwrap();
    let cases = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/tests/vectors/promotions"));
    promotion_vectors::run_all(cases, |case| {
        // The process survives its test, and with it what the system was given to write.
        let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
        SqliteStore::open_with(folder.path().join(format!("{case}.db")), options).unwrap()
    });
}
