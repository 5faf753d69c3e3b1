//! Kits whose parts leave the stock, in a shop on a file.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "../../../core/tests/kits/mod.rs"]
mod kits;

use common::file;
use kits::history::{History, rules, steps};
use kits::{corrected, gifts, ordered, sold};
use proptest::prelude::*;

#[test]
fn the_stories_are_the_same_on_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for story in [
        sold::at_the_cost_of_its_parts,
        sold::by_the_recipe_of_its_time,
        sold::brought_back_in_parts,
        sold::short_of_a_part,
        sold::out_of_batches,
        corrected::late_paper,
        corrected::amended,
        gifts::of_kits,
        gifts::by_hand,
        ordered::collected_in_parts,
        ordered::held,
    ] {
        story(file(&folder));
    }
}

proptest! {
    // Fewer than in memory: each document is written to a disk.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_of_kits_adds_up(rule in rules(), steps in steps(14)) {
        let folder = tempfile::tempdir().unwrap();
        History::new(file(&folder), rule).live(&steps);
    }
}
