//! Tillbook for Kotlin and Swift: the desks of [`tillbook`] under the same names, with lists in and lists out.
//!
//! Every record here mirrors one of the engine and says which; there is no logic besides.
#![allow(clippy::needless_pass_by_value)] // what comes from the other side is owned
#![allow(clippy::result_large_err)] // a refusal goes over whole, with all its facts

pub mod app;
pub mod desks;
pub mod errors;
mod file;
mod ids;
mod mirror;
pub mod pairs;
pub mod records;
mod shop;
mod values;
pub mod watch;

pub use errors::ShopError;
pub use shop::{Shop, ShopOptions, default_settings, derived_id, new_id};

/// The result of every call that can be refused.
pub type Result<T, E = ShopError> = std::result::Result<T, E>;

uniffi::setup_scaffolding!("tillbook");
