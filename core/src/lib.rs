//! Tillbook: the engine of a small shop.
#![forbid(unsafe_code)]

pub mod catalog;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod costing;
pub mod document;
pub mod error;
pub mod ledger;
pub mod party;
mod posting;
pub mod pricing;
pub mod promotion;
pub mod report;
pub mod shop;
pub mod storage;
pub mod value;

pub use error::{Error, Expected, Language, Noun, Result};
pub use posting::{Report as VerifyReport, Violation};
pub use shop::Shop;
