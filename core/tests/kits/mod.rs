//! Kits whose parts leave the stock, on any store.
#![allow(dead_code)] // each store runs its part
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

pub(crate) mod corrected;
pub(crate) mod gifts;
pub(crate) mod history;
pub(crate) mod ordered;
pub(crate) mod sold;
pub(crate) mod world;
