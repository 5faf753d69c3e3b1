//! A model test of the whole shop: random days at the desks, run against a shop on any store and, step by step,
//! against a naive reference that keeps plain lists and recomputes everything from them.
//!
//! The crate of a store runs it too: it includes this module by its path and calls [`run`] with its own stores.
#![allow(clippy::unwrap_used, clippy::panic)] // a disagreement fails the test by panicking

mod desk;
mod lots;
mod operation;
mod reference;
mod request;
mod resolve;
mod runner;
mod selling;
mod shelf;
mod stocking;
mod world;

pub(crate) use operation::plans;
pub(crate) use runner::{Lane, run};

use proptest::test_runner::Config;

/// How many random days are run: `TILLBOOK_MODEL_CASES`, else `default`.
pub(crate) fn config(default: u32) -> Config {
    let cases = std::env::var("TILLBOOK_MODEL_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    Config { cases, max_shrink_iters: 4_000, ..Config::default() }
}
