//! Stored value, credit and what suppliers are paid, on any store.
#![allow(dead_code)] // each store runs its part
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

pub(crate) mod card;
pub(crate) mod credit;
pub(crate) mod history;
pub(crate) mod mirrored;
pub(crate) mod moved;
pub(crate) mod rounding;
pub(crate) mod suppliers;
pub(crate) mod world;
