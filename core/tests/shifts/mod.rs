//! Shifts at the drawers of a shop: stories and laws.
//!
//! The crate of a store runs them too: it includes this module by its path and calls them with its own stores.
#![allow(clippy::unwrap_used, clippy::panic)] // what does not hold fails the test by panicking
#![allow(dead_code)] // not every crate that includes it runs everything
#![allow(clippy::inconsistent_digit_grouping)] // 100_00 is an amount with its cents

pub(crate) mod days;
pub(crate) mod laws;
pub(crate) mod tills;
