//! Barcodes by the column: no shop is needed.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use serde::Serialize;
use tillbook::catalog::Barcode;
use tillbook::value::Currency;
use tillbook::{Error, Language};

use super::column::Frame;
use super::handle::Given;
use super::table::Table;
use super::types::{Field, Known, Record, Type};

#[derive(Serialize)]
struct CodeRow {
    code: String,
    valid: bool,
    key: Option<String>,
    gtin14: Option<String>,
    problem: Option<&'static str>,
    text: Option<String>,
}

static CODE_ROW: Record = Record {
    name: "CodeRow",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "valid", ty: Type::Bool },
        Field { name: "key", ty: Type::Option(&Type::Text) },
        Field { name: "gtin14", ty: Type::Option(&Type::Text) },
        Field { name: "problem", ty: Type::Option(&Type::Text) },
        Field { name: "text", ty: Type::Option(&Type::Text) },
    ],
};

impl Known for CodeRow {
    const TYPE: &'static Type = &Type::Record(&CODE_ROW);
}

fn row(code: String) -> CodeRow {
    match Barcode::parse(&code) {
        Ok(barcode) => CodeRow {
            key: Some(barcode.key().to_string()),
            gtin14: barcode.gtin14().map(str::to_string),
            valid: true,
            code,
            problem: None,
            text: None,
        },
        Err(error) => {
            let (problem, text) = (error.code(), error.text(Language::English));
            CodeRow { code, valid: false, key: None, gtin14: None, problem: Some(problem), text: Some(text) }
        }
    }
}

/// Looks at barcodes: one row for each, in their order. Columns: ``code`` as given; ``valid``; ``key``, under which all
/// spellings of it are found; ``gtin14``, of a GTIN its form of 14 digits; ``problem``, ``bad_check_digit`` or ``invalid``; and
/// what is wrong as a ``text``. Codes are texts: what a spreadsheet made a number of is refused with ``TypeError``.
///
/// >>> from tillbook import barcode
/// >>> barcode.check(["6901234567892", "6901234567890"]).column("valid")
/// [True, False]
#[pyfunction]
#[pyo3(signature = (codes: "Sequence[str]") -> "Table")]
pub(crate) fn check_barcodes(py: Python<'_>, codes: Given<'_, '_>) -> PyResult<Table> {
    if codes.is_instance_of::<pyo3::types::PyString>() {
        return Err(PyTypeError::new_err("codes must be a list of str, not str"));
    }
    let mut given = Vec::new();
    for (index, code) in codes.try_iter()?.enumerate() {
        let code = code?;
        given.push(code.extract::<String>().map_err(|_| {
            let name = code.get_type().name().map_or_else(|_| "object".to_string(), |name| name.to_string());
            PyTypeError::new_err(format!("codes[{index}] must be str, not {name}: as a number it lost its zeros"))
        })?);
    }
    let frame = Frame { currency: Currency::CNY, zone: "UTC".into() };
    let table = py.detach(|| Table::of(&given.into_iter().map(row).collect::<Vec<_>>(), &frame));
    table.map_err(|misfit| pyo3::exceptions::PyRuntimeError::new_err(misfit.to_string()))
}

/// The check digit of a code without it: ``6901234567892`` ends in 2. Raises ``Invalid`` for what is not all digits.
///
/// >>> from tillbook import barcode
/// >>> barcode.check_digit("690123456789")
/// '2'
#[pyfunction]
#[pyo3(signature = (body: "str") -> "str")]
pub(crate) fn check_digit(py: Python<'_>, body: &str) -> PyResult<String> {
    let digit = tillbook::catalog::check_digit(body);
    digit.map(String::from).map_err(|error: Error| super::refusal::raised(py, &error, Currency::CNY))
}
