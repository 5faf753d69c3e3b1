//! Tillbook: the engine of a small shop.
#![forbid(unsafe_code)]

pub mod document;
pub mod error;
pub mod ledger;
pub mod storage;
pub mod value;

pub use error::{Error, Expected, Language, Noun, Result};
