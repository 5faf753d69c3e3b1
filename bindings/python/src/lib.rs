//! The private module `_native` of the Python package `tillbook`: the shop and its desks, and tables.
//!
//! Records pass between Python and Rust through serde: `schema` says what each field is, `request` reads Python's
//! objects, `answer` makes them, `column` fills Arrow arrays. Python's lock is released around all that computes or waits.
#![allow(clippy::doc_link_with_quotes, clippy::doc_markdown)] // the comments of what Python sees are Python's
#![allow(clippy::too_many_arguments)] // Python names its arguments

mod answer;
mod authority;
mod barcode;
mod carts;
mod catalog;
mod column;
mod costing;
mod demo;
mod engine;
mod facts;
mod handle;
mod members;
mod office;
mod prices;
mod promotions;
mod proof;
mod purchasing;
mod refusal;
mod reports;
mod request;
mod schema;
mod sheet;
mod shifts;
mod shop;
mod sql;
mod stockroom;
mod table;
mod till;
mod tools;
mod types;

use pyo3::prelude::*;

/// The engine behind the package ``tillbook``.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::carts::Carts;
    #[pymodule_export]
    use super::catalog::Catalog;
    #[pymodule_export]
    use super::members::Members;
    #[pymodule_export]
    use super::office::Office;
    #[pymodule_export]
    use super::prices::Prices;
    #[pymodule_export]
    use super::promotions::Promotions;
    #[pymodule_export]
    use super::purchasing::Purchasing;
    #[pymodule_export]
    use super::reports::Reports;
    #[pymodule_export]
    use super::shifts::Shifts;
    #[pymodule_export]
    use super::shop::Shop;
    #[pymodule_export]
    use super::stockroom::Stockroom;
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::till::Till;

    #[pymodule_export]
    use super::barcode::{check_barcodes, check_digit};
    #[pymodule_export]
    use super::costing::{CostedMoves, cost_moves};
    #[pymodule_export]
    use super::demo::corner_shop_file;
    #[pymodule_export]
    use super::engine::{evaluate, price};
    #[pymodule_export]
    use super::sheet::read_frame;
}
