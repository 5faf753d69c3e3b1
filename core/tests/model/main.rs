//! Random days in a shop agree with a naive reference, also on a store that loses races.
#![cfg(feature = "conformance")]

#[path = "mod.rs"]
mod model;

use std::sync::Arc;

use model::{Lane, config, plans, run};
use proptest::proptest;
use tillbook::conformance::Flaky;
use tillbook::storage::{MemoryStore, Store};

/// One in so many calls of the flaky store loses its race.
const LOST_ONE_IN: u64 = 60;

proptest! {
    #![proptest_config(config(64))]

    /// The second lane proves that a closure that runs again has no side effects.
    #[test]
    fn random_days_agree_with_the_reference(plan in plans(120), seed in 1..u64::MAX) {
        let kept: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let memory = Lane::new("memory", Arc::clone(&kept), kept);
        let kept: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let flaky = Lane::new("flaky", Arc::new(Flaky::new(Arc::clone(&kept), seed, LOST_ONE_IN)), kept);
        run(&plan, vec![memory, flaky]);
    }
}
