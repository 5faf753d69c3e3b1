//! Python's own classes, looked up once, and values made by them.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyInt, PyString, PyTuple};
use rust_decimal::Decimal;
use tillbook::value::{Currency, Date, Timestamp};

/// What values are made with.
pub(crate) struct Tools {
    decimal: Py<PyAny>,
    date: Py<PyAny>,
    datetime: Py<PyAny>,
    timedelta: Py<PyAny>,
    /// 1970-01-01 in UTC.
    epoch: Py<PyAny>,
    /// A microsecond.
    microsecond: Py<PyAny>,
    records: Py<PyAny>,
    pub(crate) unchanged: Py<PyAny>,
}

static TOOLS: PyOnceLock<Tools> = PyOnceLock::new();

impl Tools {
    pub(crate) fn get(py: Python<'_>) -> PyResult<&Self> {
        TOOLS.get_or_try_init(py, || {
            let datetime = py.import("datetime")?;
            let timedelta = datetime.getattr("timedelta")?;
            let utc = datetime.getattr("timezone")?.getattr("utc")?;
            Ok(Self {
                decimal: py.import("decimal")?.getattr("Decimal")?.unbind(),
                date: datetime.getattr("date")?.unbind(),
                epoch: datetime.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?.unbind(),
                datetime: datetime.getattr("datetime")?.unbind(),
                microsecond: timedelta.call1((0, 0, 1))?.unbind(),
                timedelta: timedelta.unbind(),
                records: py.import("tillbook.records")?.into_any().unbind(),
                unchanged: py.import("tillbook.unchanged")?.getattr("UNCHANGED")?.unbind(),
            })
        })
    }

    /// The class of a record.
    pub(crate) fn class<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.records.bind(py).getattr(name)
    }

    pub(crate) fn decimal<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        self.decimal.bind(py).call1((text,))
    }

    pub(crate) fn money<'py>(&self, py: Python<'py>, minor: i64, currency: Currency) -> PyResult<Bound<'py, PyAny>> {
        self.decimal(py, &Decimal::new(minor, currency.decimals()).to_string())
    }

    /// Without trailing zeros.
    pub(crate) fn micros<'py>(&self, py: Python<'py>, micros: i64) -> PyResult<Bound<'py, PyAny>> {
        self.decimal(py, &Decimal::new(micros, 6).normalize().to_string())
    }

    pub(crate) fn date<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        self.date.bind(py).call_method1("fromisoformat", (text,))
    }

    /// In the time zone `zone`.
    pub(crate) fn time<'py>(&self, py: Python<'py>, micros: i64, zone: &Py<PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let since = self.timedelta.bind(py).call1((0, 0, micros))?;
        self.epoch.bind(py).add(since)?.call_method1("astimezone", (zone.bind(py),))
    }

    /// True for what holds a number exactly: a `Decimal` or an `int`.
    pub(crate) fn is_exact(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(Self::is_int(value) || value.is_instance(self.decimal.bind(value.py()))?)
    }

    /// An `int`, and no `bool`.
    pub(crate) fn is_int(value: &Bound<'_, PyAny>) -> bool {
        value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>()
    }

    /// The day in a `date`; `None` for anything else.
    pub(crate) fn to_date(&self, value: &Bound<'_, PyAny>) -> PyResult<Option<Date>> {
        let py = value.py();
        if !value.is_instance(self.date.bind(py))? || value.is_instance(self.datetime.bind(py))? {
            return Ok(None);
        }
        let text = value.call_method0("isoformat")?;
        Ok(text.cast::<PyString>()?.to_cow()?.parse().ok())
    }

    /// The time in an aware `datetime`; `None` for anything else.
    pub(crate) fn to_time(&self, value: &Bound<'_, PyAny>) -> PyResult<Option<Timestamp>> {
        let py = value.py();
        if !value.is_instance(self.datetime.bind(py))? || value.call_method0("utcoffset")?.is_none() {
            return Ok(None);
        }
        let since = value.sub(self.epoch.bind(py))?.floor_div(self.microsecond.bind(py))?;
        Ok(Some(Timestamp::from_micros(since.extract()?)))
    }
}

/// A tuple of values.
pub(crate) fn tuple(py: Python<'_>, values: Vec<Py<PyAny>>) -> PyResult<Bound<'_, PyAny>> {
    Ok(PyTuple::new(py, values)?.into_any())
}
