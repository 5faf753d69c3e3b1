//! What the measurements share: the same goods and sales for the engine and for the bare programs.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a measurement that cannot be set up has nothing to say

pub mod bare;
pub mod plan;
pub mod shop;
