//! A table: what reports, ledgers, levels and lists are answered as.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Date32Type, Decimal128Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchOptions};
use arrow_schema::{DataType, Schema, SchemaRef};
use pyo3::exceptions::{PyImportError, PyKeyError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use rust_decimal::Decimal;
use serde::Serialize;
use tillbook::value::Date;

use super::column::{Cell, Column, Frame, Misfit};
use super::tools::{Tools, tuple};
use super::types::{Known, Type};

/// Rows that a notebook shows.
const MOST_SHOWN: usize = 20;
/// Places of quantities and prices, whose trailing zeros say nothing.
const MICRO_PLACES: i8 = 6;

/// Rows and columns with exact types, which any data frame library reads through Arrow's C interface.
///
/// Amounts are ``decimal128`` with as many places as the currency has, quantities and prices have six, shares six, rates
/// twelve. Days are ``date32``, times are microseconds in the shop's time zone. Ids and names are texts.
///
/// >>> from tillbook import NewProduct, Shop
/// >>> with Shop.memory() as shop:
/// ...     card = shop.catalog.add(NewProduct("Green tea", price=12))
/// ...     table = shop.reports.stock_by_variant(of="all_variants")
/// >>> len(table), table.columns
/// (1, ('variant', 'sku', 'name', 'quantity', 'value'))
/// >>> table.to_dicts()[0]["value"]
/// Decimal('0.00')
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Table {
    batch: RecordBatch,
}

impl Table {
    /// One row for each record.
    pub(crate) fn of<T: Serialize + Known>(rows: &[T], frame: &Frame) -> Result<Self, Misfit> {
        let mut column = Column::new(T::TYPE, frame)?;
        for row in rows {
            row.serialize(Cell { column: &mut column, ty: T::TYPE })?;
        }
        let Type::Record(record) = T::TYPE else { return Err(Misfit::of("rows without fields")) };
        let Column::Record { columns, .. } = column else { return Err(Misfit::of("rows without fields")) };
        let (mut fields, mut arrays) = (Vec::new(), Vec::new());
        for (field, column) in record.fields.iter().zip(columns) {
            let optional = matches!(field.ty, Type::Option(_));
            column.finish_into(field.name, optional, &mut fields, &mut arrays)?;
        }
        Self::from_arrays(Schema::new(fields), arrays, rows.len())
    }

    pub(crate) fn from_arrays(schema: Schema, arrays: Vec<ArrayRef>, rows: usize) -> Result<Self, Misfit> {
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(Self { batch: RecordBatch::try_new_with_options(Arc::new(schema), arrays, &options)? })
    }

    pub(crate) fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    fn schema_ref(&self) -> SchemaRef {
        self.batch.schema()
    }

    fn module<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyModule>> {
        py.import(name).map_err(|_| {
            PyImportError::new_err(format!(
                "{name} is not installed: `pip install {name}`, or to_dicts() needs nothing"
            ))
        })
    }

    /// The rows as HTML or text shows them: at most so many.
    fn texts(&self, most: usize) -> Vec<Vec<String>> {
        let rows = self.batch.num_rows().min(most);
        (0..rows).map(|row| self.batch.columns().iter().map(|array| text(array, row)).collect()).collect()
    }
}

#[pymethods]
impl Table {
    /// Number of rows.
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// Names of the columns.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let schema = self.schema_ref();
        let names = schema.fields().iter().map(|field| Ok(field.name().into_pyobject(py)?.into_any().unbind()));
        tuple(py, names.collect::<PyResult<_>>()?)
    }

    /// Names of the columns with the names of their Arrow types.
    #[getter]
    fn schema<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let told = PyDict::new(py);
        for field in self.schema_ref().fields() {
            told.set_item(field.name(), type_name(field.data_type()))?;
        }
        Ok(told)
    }

    /// The schema as an Arrow C capsule, for data frame libraries.
    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema_ref().as_ref());
        let schema = schema.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The rows as an Arrow C stream, for data frame libraries.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol allows to answer with the own schema.
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.schema_ref());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    /// A ``polars.DataFrame``. Polars must be installed.
    #[pyo3(signature = () -> "polars.DataFrame")]
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::module(slf.py(), "polars")?.getattr("DataFrame")?.call1((slf,))
    }

    /// A ``pandas.DataFrame``. Pandas and PyArrow must be installed; decimals stay exact.
    #[pyo3(signature = () -> "pandas.DataFrame")]
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        Self::module(py, "pandas")?;
        Self::module(py, "pyarrow")?.getattr("table")?.call1((slf,))?.call_method0("to_pandas")
    }

    /// One dictionary for each row. Needs no other package.
    #[pyo3(signature = () -> "list[dict[str, Any]]")]
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let schema = self.schema_ref();
        let rows = PyList::empty(py);
        for row in 0..self.batch.num_rows() {
            let told = PyDict::new(py);
            for (field, array) in schema.fields().iter().zip(self.batch.columns()) {
                told.set_item(field.name(), value(py, array, row)?)?;
            }
            rows.append(told)?;
        }
        Ok(rows)
    }

    /// The values of one column.
    #[pyo3(signature = (name: "str") -> "list[Any]")]
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let array = self.batch.column_by_name(name).ok_or_else(|| PyKeyError::new_err(name.to_string()))?;
        let values = PyList::empty(py);
        for row in 0..array.len() {
            values.append(value(py, array, row)?)?;
        }
        Ok(values)
    }

    fn __repr__(&self) -> String {
        let schema = self.schema_ref();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let rows = self.batch.num_rows();
        format!("<Table: {rows} {}: {}>", if rows == 1 { "row" } else { "rows" }, names.join(", "))
    }

    fn _repr_html_(&self) -> String {
        let schema = self.schema_ref();
        let side = |ty: &DataType| if is_number(ty) { "right" } else { "left" };
        let cell = |tag: &str, (ty, text): (&DataType, &str)| {
            format!("<{tag} style=\"text-align:{}\">{}</{tag}>", side(ty), escaped(text))
        };
        let fields = schema.fields();
        let head: String = fields.iter().map(|field| cell("th", (field.data_type(), field.name()))).collect();
        let row = |texts: Vec<String>| {
            let cells = fields.iter().zip(&texts).map(|(field, text)| cell("td", (field.data_type(), text)));
            format!("<tr>{}</tr>", cells.collect::<String>())
        };
        let body: String = self.texts(MOST_SHOWN).into_iter().map(row).collect();
        let rows = self.batch.num_rows();
        let more = if rows > MOST_SHOWN { format!("<p>{MOST_SHOWN} of {rows} rows</p>") } else { String::new() };
        format!("<table class=\"tillbook\"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}")
    }
}

fn is_number(ty: &DataType) -> bool {
    matches!(ty, DataType::Int64 | DataType::Float64 | DataType::Decimal128(..))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn type_name(ty: &DataType) -> String {
    match ty {
        DataType::Decimal128(digits, places) => format!("decimal128({digits}, {places})"),
        DataType::Timestamp(_, Some(zone)) => format!("timestamp[us, {zone}]"),
        DataType::Utf8 => "string".into(),
        DataType::Boolean => "bool".into(),
        DataType::Int64 => "int64".into(),
        DataType::Float64 => "double".into(),
        DataType::Date32 => "date32".into(),
        DataType::List(item) => format!("list<{}>", type_name(item.data_type())),
        DataType::Struct(fields) => {
            let told = fields.iter().map(|field| format!("{}: {}", field.name(), type_name(field.data_type())));
            format!("struct<{}>", told.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn number(mantissa: i128, places: i8) -> Decimal {
    let number = Decimal::try_from_i128_with_scale(mantissa, u32::try_from(places).unwrap_or(0)).unwrap_or_default();
    if places >= MICRO_PLACES { number.normalize() } else { number }
}

fn value(py: Python<'_>, array: &ArrayRef, row: usize) -> PyResult<Py<PyAny>> {
    if array.is_null(row) {
        return Ok(py.None());
    }
    let tools = Tools::get(py)?;
    Ok(match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any().unbind(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any().unbind(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any().unbind(),
        DataType::Decimal128(_, places) => {
            let number = number(array.as_primitive::<Decimal128Type>().value(row), *places);
            tools.decimal(py, &number.to_string())?.unbind()
        }
        DataType::Utf8 => array.as_string::<i32>().value(row).into_pyobject(py)?.into_any().unbind(),
        DataType::Date32 => {
            let date = Date::from_days(array.as_primitive::<Date32Type>().value(row));
            tools.date(py, &date.to_string())?.unbind()
        }
        DataType::Timestamp(_, zone) => {
            let zone = py.import("zoneinfo")?.getattr("ZoneInfo")?.call1((zone.as_deref().unwrap_or("UTC"),))?;
            let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
            tools.time(py, micros, &zone.unbind())?.unbind()
        }
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            let values = (0..items.len()).map(|item| value(py, &items, item)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, values)?.into_any().unbind()
        }
        DataType::Struct(fields) => {
            let told = PyDict::new(py);
            for (field, part) in fields.iter().zip(array.as_struct().columns()) {
                told.set_item(field.name(), value(py, part, row)?)?;
            }
            told.into_any().unbind()
        }
        other => return Err(PyRuntimeError::new_err(format!("a column of {other}"))),
    })
}

/// What a person reads.
fn text(array: &ArrayRef, row: usize) -> String {
    if array.is_null(row) {
        return String::new();
    }
    match array.data_type() {
        DataType::Boolean => if array.as_boolean().value(row) { "yes" } else { "no" }.to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Decimal128(_, places) => {
            number(array.as_primitive::<Decimal128Type>().value(row), *places).to_string()
        }
        DataType::Utf8 => array.as_string::<i32>().value(row).to_string(),
        DataType::Date32 => Date::from_days(array.as_primitive::<Date32Type>().value(row)).to_string(),
        DataType::Timestamp(..) => {
            let time = array.as_primitive::<TimestampMicrosecondType>().value(row);
            tillbook::value::Timestamp::from_micros(time).to_string()
        }
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            (0..items.len()).map(|item| text(&items, item)).collect::<Vec<_>>().join("; ")
        }
        DataType::Struct(_) => {
            array.as_struct().columns().iter().map(|part| text(part, row)).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
