//! The data of the corner shop, so that the wheel has it.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

macro_rules! files {
    ($($name:literal),*) => {
        /// Names and contents.
        const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../examples/data/corner-shop/", $name)))),*];
    };
}

files!(
    "counts.csv",
    "opening.csv",
    "products.csv",
    "purchases.csv",
    "returns.csv",
    "sales.csv",
    "shop.json",
    "suppliers.csv",
    "taxes.csv",
    "tenders.csv",
    "writeoffs.csv"
);

/// The text of a file of the corner shop.
#[pyfunction]
#[pyo3(signature = (name: "str") -> "str")]
pub(crate) fn corner_shop_file(name: &str) -> PyResult<&'static str> {
    let found = FILES.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text).ok_or_else(|| PyKeyError::new_err(name.to_string()))
}
