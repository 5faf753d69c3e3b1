//! Worked examples of costing, `vectors/costing/*.json`, through the shop's public API. The rules are in the README there.
//!
//! `TILLBOOK_COSTING_VECTORS` names another folder of cases.

#![allow(clippy::unwrap_used)]

mod costing_vectors {
    pub(crate) mod case;
    pub(crate) mod entering;
    pub(crate) mod looking;
}

use std::path::PathBuf;

use costing_vectors::case::Case;
use serde_json::Value;
use tillbook::storage::MemoryStore;

/// Runs all cases of the folder, each in a shop of its own in a store that `open` gives.
fn run_all() -> (usize, Vec<String>) {
    let other = std::env::var_os("TILLBOOK_COSTING_VECTORS").map(PathBuf::from);
    let folder = other.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/costing")));
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut failed = Vec::new();
    for path in &files {
        let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let differences = Case::open(&json, MemoryStore::default()).run(&json);
        if !differences.is_empty() {
            failed.push(format!("{}: {}", path.file_name().unwrap().display(), differences.join("; ")));
        }
    }
    (files.len(), failed)
}

#[test]
fn every_case_comes_out_as_worked() {
    let (cases, failed) = run_all();
    for line in &failed {
        println!("{line}");
    }
    println!("{cases} cases, {} failed", failed.len());
    assert!(cases > 0 && failed.is_empty(), "{} cases failed", failed.len());
}
