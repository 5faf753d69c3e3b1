//! Carts that are put aside, goods that are exchanged, quotations and orders, in a shop on a file.
#![allow(clippy::unwrap_used)]

#[path = "../../../core/tests/carts/mod.rs"]
mod carts;
mod common;

use carts::exchanges::{self, swaps, undone};
use carts::held;
use carts::orders::{self, add_up, parts};
use common::file;
use proptest::prelude::*;

#[test]
fn the_stories_are_the_same_on_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for story in [
        held::from_hold_to_sale,
        held::told,
        held::still_there,
        held::limit,
        exchanges::differences,
        exchanges::both_or_none,
        exchanges::voided,
        exchanges::limited_offers,
        exchanges::cards,
        exchanges::coins,
        orders::fulfilled,
        orders::cancelled,
        orders::voided,
        orders::quoted,
    ] {
        story(file(&folder));
    }
}

proptest! {
    // Fewer than in memory: each document is written to a disk.
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sale_and_its_exchange_can_be_undone(swap in swaps()) {
        let folder = tempfile::tempdir().unwrap();
        undone(file(&folder), &swap);
    }

    #[test]
    fn parts_of_an_order_add_up(story in parts()) {
        let folder = tempfile::tempdir().unwrap();
        add_up(file(&folder), &story);
    }
}
