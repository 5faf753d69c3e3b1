//! The private module `_native` of the Python package `tillbook`: the shop and its desks, and tables.
//!
//! Records pass between Python and Rust through serde: `schema` says what each field is, `request` reads Python's
//! objects, `answer` makes them, `column` fills Arrow arrays. Python's lock is released around all that computes or waits.

mod answer;
mod catalog;
mod column;
mod demo;
mod facts;
mod handle;
mod members;
mod office;
mod promotions;
mod proof;
mod purchasing;
mod refusal;
mod reports;
mod request;
mod schema;
mod shifts;
mod shop;
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
    use super::catalog::Catalog;
    #[pymodule_export]
    use super::members::Members;
    #[pymodule_export]
    use super::office::Office;
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
    use super::demo::corner_shop_file;
}
