//! Laws of late paper: random histories of a small shop, each entered in order of time into one shop and in another
//! order into a second one.
//!
//! The crate of a store runs it too: it includes this module by its path and calls the laws with its own stores.
//!
//! What the laws cannot say: which batch goods leave from is chosen when a document is entered, and is part of the fact.
//! Goods of several batches of which the document names none may thus lie in other batches when the order of entry is
//! another one, and a sale of them may be refused that could have been entered in order of time. So levels of such goods
//! are compared by location; by batch only where each document names the batch. Costs never depend on batches.
#![allow(clippy::unwrap_used, clippy::panic)] // a broken law fails the test by panicking
#![allow(dead_code)] // not every crate that includes it runs every law

pub(crate) mod amended;
pub(crate) mod batched;
pub(crate) mod by_day;
pub(crate) mod cases;
mod desk;
mod figures;
pub(crate) mod kept;
pub(crate) mod known;
mod lane;
pub(crate) mod laws;
pub(crate) mod locked;
pub(crate) mod long;
pub(crate) mod plan;
pub(crate) mod policies;
pub(crate) mod what_if;
mod world;

use proptest::test_runner::Config;

/// How many histories are run: `PROPTEST_CASES`, else `default`.
pub(crate) fn config(default: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    Config { cases, max_shrink_iters: 20_000, failure_persistence: None, ..Config::default() }
}
