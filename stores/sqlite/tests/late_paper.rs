//! Paper that comes late into a shop on a file: the order of entry changes nothing.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/late_paper/mod.rs"]
mod late_paper;

use std::sync::Arc;

use late_paper::amended::entries_amended;
use late_paper::config;
use late_paper::laws::{entered_in_any_order, entries_voided, voided_again};
use late_paper::plan::plans;
use late_paper::what_if::{costed_by_the_other_method, valued_at_any_time};
use proptest::proptest;
use tempfile::TempDir;
use tillbook::storage::Store;
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

/// A shop's file in the folder. The process survives its test, and with it what the system was given to write.
fn file(folder: &TempDir) -> Arc<dyn Store> {
    let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
    let name = format!("{}.db", std::fs::read_dir(folder.path()).unwrap().count());
    Arc::new(SqliteStore::open_with(folder.path().join(name), options).unwrap())
}

proptest! {
    // Fewer histories than in memory: each document is written to a disk.
    #![proptest_config(config(12))]

    #[test]
    fn the_order_of_entry_does_not_matter(plan in plans(30)) {
        let folder = tempfile::tempdir().unwrap();
        entered_in_any_order(&plan, &|| file(&folder));
    }

    #[test]
    fn a_late_sale_that_is_voided_leaves_no_trace(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        voided_again(&plan, &|| file(&folder));
    }

    #[test]
    fn entries_that_are_voided_leave_no_trace(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        entries_voided(&plan, &|| file(&folder));
    }

    #[test]
    fn entries_that_are_amended_are_as_if_entered_right(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        entries_amended(&plan, &|| file(&folder));
    }

    #[test]
    fn the_stock_of_any_time_is_known_as_of_any_document(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        valued_at_any_time(&plan, &|| file(&folder));
    }

    #[test]
    fn the_other_method_gives_what_a_shop_with_it_would_have(plan in plans(20)) {
        let folder = tempfile::tempdir().unwrap();
        costed_by_the_other_method(&plan, &|| file(&folder));
    }
}
