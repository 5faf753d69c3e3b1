//! Read-only SQL on the documented views of a shop in a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Date32Array, Decimal128Array, Float64Array, Int64Array, StringArray, TimestampMicrosecondArray,
};
use arrow_schema::{Field, Schema};
use pyo3::prelude::*;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use rust_decimal::Decimal;
use tillbook::storage::copy;
use tillbook::value::{Currency, Date, Timestamp};
use tillbook_sqlite::SqliteStore;
use uuid::Uuid;

use super::column::Frame;
use super::handle::{Door, Given};
use super::refusal::Problem;
use super::table::Table;
use super::tools::Tools;

/// Columns of the views that hold amounts.
const AMOUNTS: &[&str] = &["gross", "discount", "coupon", "total", "tax", "cost", "margin", "value", "amount"];
/// Columns that hold quantities.
const QUANTITIES: &[&str] = &["quantity"];
/// Columns that hold days.
const DAYS: &[&str] = &["business_day", "expires_on"];
/// Columns that hold times.
const TIMES: &[&str] = &["sold_at", "effective_at"];
/// What a query may begin with.
const READING: &[&str] = &["select", "with", "values", "explain"];

/// Why a query was not answered.
pub(crate) enum Refused {
    /// Of the engine.
    Shop(tillbook::Error),
    /// Of SQLite, or because it is more than one question.
    Query(String),
}

impl From<tillbook::Error> for Refused {
    fn from(error: tillbook::Error) -> Self {
        Self::Shop(error)
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Query(match error {
            rusqlite::Error::MultipleStatement => "one statement at a time".into(),
            other => other.to_string(),
        })
    }
}

/// A file that is gone when it is no longer asked.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// The shop, copied into a file.
    pub(crate) fn of(door: &Door) -> tillbook::Result<Self> {
        let scratch = Self(std::env::temp_dir().join(format!("tillbook-{}.db", Uuid::new_v4())));
        let store = SqliteStore::open(&scratch.0)?;
        copy(door, &store)?;
        store.close()?;
        Ok(scratch)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.0.clone().into_os_string();
            name.push(ending);
            // What is left in the folder for temporary files harms nobody.
            let _ = std::fs::remove_file(name);
        }
    }
}

/// Asks the file; it is never written.
pub(crate) fn ask(path: &Path, query: &str, params: Vec<Value>, frame: &Frame) -> Result<Table, Refused> {
    let first = query.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if !READING.contains(&first.to_ascii_lowercase().as_str()) {
        return Err(Refused::Query("only questions: SELECT, WITH, VALUES, EXPLAIN".into()));
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "query_only", true)?;
    let mut statement = connection.prepare(query)?;
    if !statement.readonly() {
        return Err(Refused::Query("only questions: this statement writes".into()));
    }
    let names: Vec<String> = statement.column_names().map(str::to_string).collect();
    let mut columns: Vec<Vec<Value>> = names.iter().map(|_| Vec::new()).collect();
    let mut rows = statement.query(params_from_iter(params))?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        for (index, column) in columns.iter_mut().enumerate() {
            column.push(row.get(index)?);
        }
        count += 1;
    }
    let arrays: Vec<ArrayRef> = names.iter().zip(&columns).map(|(name, column)| array(name, column, frame)).collect();
    let fields = names.iter().zip(&arrays).map(|(name, array)| Field::new(name, array.data_type().clone(), true));
    let schema = Schema::new(fields.collect::<Vec<_>>());
    Table::from_arrays(schema, arrays, count).map_err(|misfit| Refused::Query(misfit.to_string()))
}

/// A column by its name and by what it holds: what the views name is typed, all else is as SQLite has it.
fn array(name: &str, values: &[Value], frame: &Frame) -> ArrayRef {
    let places = frame.currency.decimals();
    let known = match name {
        name if AMOUNTS.contains(&name) => decimals(values, places),
        name if QUANTITIES.contains(&name) => decimals(values, 6),
        name if DAYS.contains(&name) => days(values),
        name if TIMES.contains(&name) => times(values, frame),
        _ => None,
    };
    known.unwrap_or_else(|| plain(values))
}

fn plain(values: &[Value]) -> ArrayRef {
    let is = |kind: fn(&Value) -> bool| values.iter().all(|value| kind(value) || *value == Value::Null);
    if values.iter().any(|value| *value != Value::Null) {
        if is(|value| matches!(value, Value::Integer(_))) {
            let number = |value: &Value| if let Value::Integer(number) = value { Some(*number) } else { None };
            return Arc::new(values.iter().map(number).collect::<Int64Array>());
        }
        if is(|value| matches!(value, Value::Integer(_) | Value::Real(_))) {
            #[allow(clippy::cast_precision_loss)] // SQLite made a float of the others already
            let number = |value: &Value| match value {
                Value::Integer(number) => Some(*number as f64),
                Value::Real(number) => Some(*number),
                _ => None,
            };
            return Arc::new(values.iter().map(number).collect::<Float64Array>());
        }
    }
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    };
    Arc::new(values.iter().map(text).collect::<StringArray>())
}

/// Each text read as something; `None` if one of them is something else.
fn each<T>(values: &[Value], read: impl Fn(&str) -> Option<T>) -> Option<Vec<Option<T>>> {
    let one = |value: &Value| match value {
        Value::Null => Some(None),
        Value::Text(text) => read(text).map(Some),
        _ => None,
    };
    values.iter().map(one).collect()
}

fn decimals(values: &[Value], places: u32) -> Option<ArrayRef> {
    let read = |text: &str| {
        let mut number: Decimal = text.parse().ok()?;
        if number.normalize().scale() > places {
            return None;
        }
        number.rescale(places);
        Some(number.mantissa())
    };
    let array: Decimal128Array = each(values, read)?.into_iter().collect();
    let array = array.with_precision_and_scale(19, i8::try_from(places).ok()?).ok()?;
    Some(Arc::new(array))
}

fn days(values: &[Value]) -> Option<ArrayRef> {
    let days = each(values, |text| text.parse::<Date>().ok().map(Date::days))?;
    Some(Arc::new(Date32Array::from(days)))
}

fn times(values: &[Value], frame: &Frame) -> Option<ArrayRef> {
    let times = each(values, |text| text.parse::<Timestamp>().ok().map(Timestamp::micros))?;
    Some(Arc::new(TimestampMicrosecondArray::from(times).with_timezone(Arc::clone(&frame.zone))))
}

/// What stands for the question marks: exact values only.
pub(crate) fn values(params: Given<'_, '_>) -> PyResult<Vec<Value>> {
    let tools = Tools::get(params.py())?;
    let mut values = Vec::new();
    for (index, param) in params.try_iter()?.enumerate() {
        let param = param?;
        values.push(if param.is_none() {
            Value::Null
        } else if Tools::is_int(&param) {
            Value::Integer(param.extract()?)
        } else if tools.is_exact(&param)? || tools.to_date(&param)?.is_some() {
            Value::Text(param.str()?.extract()?)
        } else {
            Value::Text(param.extract().map_err(|_| {
                Problem::wrong(&format!("params[{index}]"), "str, int, Decimal, date or None", &param)
                    .raised(param.py(), Currency::CNY)
            })?)
        });
    }
    Ok(values)
}

/// The exception for a query that is no question.
pub(crate) fn refused(py: Python<'_>, text: &str) -> PyResult<PyErr> {
    Ok(PyErr::from_value(py.import("tillbook.errors")?.getattr("SqlRefused")?.call1((text,))?))
}
