//! What the measurements share: the same goods and sales for the engine and for the bare programs.
// A measurement that cannot be set up has nothing to say.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

pub mod bare;
pub mod big_shop;
pub mod history;
pub mod offers;
pub mod plan;
pub mod shop;
mod slip;
