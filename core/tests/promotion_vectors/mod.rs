//! Worked examples of promotions, `vectors/promotions/*.json`, through the shop's public API: a cart is priced, sold, and
//! taken back. The rules are in the README there.
//!
//! `TILLBOOK_PROMOTION_VECTORS` names another folder of cases.
#![allow(clippy::unwrap_used)]

mod case;
mod offers;
mod selling;

use std::path::{Path, PathBuf};

use case::Case;
use serde_json::Value;
use tillbook::storage::Store;

/// Runs all cases, each in a shop of its own in a store that `open` gives; one line for each that fails.
pub(crate) fn run_all<S: Store + 'static>(cases: &Path, mut open: impl FnMut(usize) -> S) {
    let other = std::env::var_os("TILLBOOK_PROMOTION_VECTORS").map(PathBuf::from);
    let folder = other.unwrap_or_else(|| cases.to_owned());
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut failed = 0;
    for (index, path) in files.iter().enumerate() {
        let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let differences = Case::open(&json, open(index)).run();
        if !differences.is_empty() {
            failed += 1;
            println!("{}: {}", path.file_name().unwrap().display(), differences.join("; "));
        }
    }
    println!("{} cases, {failed} failed", files.len());
    assert!(!files.is_empty() && failed == 0, "{failed} of {} cases failed", files.len());
}
