//! Tillbook: the engine of a small shop.
#![forbid(unsafe_code)]

pub mod catalog;
pub mod costing;
pub mod document;
pub mod error;
pub mod ledger;
pub mod party;
pub mod storage;
pub mod value;

pub use error::{Error, Expected, Language, Noun, Result};
