//! Errors of the engine as Python's exceptions.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use rust_decimal::Decimal;
use tillbook::value::{Currency, Date, Money, Timestamp};
use tillbook::{Error, Language};

use super::tools::Tools;
use crate::facts::facts;

/// What an error holds.
pub(crate) enum Fact {
    Text(String),
    Texts(Vec<String>),
    Count(i128),
    Number(Decimal),
    Money(Money),
    Date(Option<Date>),
    Time(Timestamp),
}

static MADE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// The exception that says what the error says.
pub(crate) fn raised(py: Python<'_>, error: &Error, currency: Currency) -> PyErr {
    exception(py, error, currency).map_or_else(|failed| failed, PyErr::from_value)
}

fn exception<'py>(py: Python<'py>, error: &Error, currency: Currency) -> PyResult<Bound<'py, PyAny>> {
    let made = MADE.get_or_try_init(py, || py.import("tillbook.errors")?.getattr("_made").map(Bound::unbind))?;
    let told = PyDict::new(py);
    for (name, fact) in facts(error) {
        told.set_item(name, value(py, fact, currency)?)?;
    }
    let texts = (error.code(), error.text(Language::English), error.text(Language::Chinese), told);
    made.bind(py).call1(texts)
}

fn value(py: Python<'_>, fact: Fact, currency: Currency) -> PyResult<Py<PyAny>> {
    let tools = Tools::get(py)?;
    Ok(match fact {
        Fact::Text(text) => text.into_pyobject(py)?.into_any().unbind(),
        Fact::Texts(texts) => texts.into_pyobject(py)?.unbind(),
        Fact::Count(count) => count.into_pyobject(py)?.into_any().unbind(),
        Fact::Number(number) => tools.decimal(py, &number.to_string())?.unbind(),
        Fact::Money(money) => tools.money(py, money.minor(), currency)?.unbind(),
        Fact::Date(Some(date)) => tools.date(py, &date.to_string())?.unbind(),
        Fact::Date(None) => py.None(),
        Fact::Time(time) => {
            let utc = py.import("datetime")?.getattr("timezone")?.getattr("utc")?.unbind();
            tools.time(py, time.micros(), &utc)?.unbind()
        }
    })
}

/// What is wrong with a value that Python gave, and where it stands.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It is of the wrong type: what it must be, and what it is.
    Type { path: String, expected: String, found: String },
    /// It is no value that the engine takes.
    Value(Error),
    /// Python refused to look at it.
    Python(PyErr),
}

impl Problem {
    pub(crate) fn wrong(path: &str, expected: &str, found: &Bound<'_, PyAny>) -> Self {
        let name = found.get_type().name().map_or_else(|_| "object".to_string(), |name| name.to_string());
        let why = match name.as_str() {
            "float" => "float, which is not exact: write Decimal(\"1.50\")",
            "datetime" => "datetime without a time zone",
            other => other,
        };
        Self::Type { path: path.to_string(), expected: expected.to_string(), found: why.to_string() }
    }

    pub(crate) fn raised(self, py: Python<'_>, currency: Currency) -> PyErr {
        match self {
            Self::Type { path, expected, found } => {
                PyTypeError::new_err(format!("{path} must be {expected}, not {found}"))
            }
            Self::Value(error) => raised(py, &error, currency),
            Self::Python(error) => error,
        }
    }
}

impl From<PyErr> for Problem {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}
