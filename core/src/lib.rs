//! Tillbook: the engine of a small shop.
#![forbid(unsafe_code)]

pub mod error;
pub mod value;

pub use error::{Error, Expected, Language, Noun, Result};
