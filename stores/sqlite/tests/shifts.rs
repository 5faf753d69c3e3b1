//! Shifts at the drawers of a shop on a file.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "../../../core/tests/shifts/mod.rs"]
mod shifts;

use common::file;
use proptest::prelude::ProptestConfig;
use proptest::proptest;
use shifts::days;
use shifts::laws::{plans, shifts_add_up};

#[test]
fn days_at_the_drawers() {
    let folder = tempfile::tempdir().unwrap();
    for day in [
        days::two_drawers,
        days::what_comes_later,
        days::between_shifts,
        days::counted_blind,
        days::rules,
        days::without_shifts,
        days::restored,
    ] {
        day(&file(&folder));
    }
}

proptest! {
    // Fewer days than in memory: each document is written to a disk.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(8) })]

    #[test]
    fn reports_of_shifts_add_up(plan in plans()) {
        let folder = tempfile::tempdir().unwrap();
        shifts_add_up(&file(&folder), &plan);
    }
}
