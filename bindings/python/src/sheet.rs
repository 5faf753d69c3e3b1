//! What a data frame of any library holds, read through Arrow's C interface.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use rust_decimal::Decimal;
use tillbook::value::Date;

use super::tools::Tools;

/// Millionths of one.
const ONE: i64 = 1_000_000;
const DAY_MILLIS: i64 = 86_400_000;

/// A column.
pub(crate) enum Cells {
    Nothing,
    Bool(Vec<Option<bool>>),
    Int(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    /// Mantissas, and how many digits stand behind the point.
    Decimal(Vec<Option<i128>>, i8),
    Text(Vec<Option<String>>),
    Date(Vec<Option<i32>>),
    /// Microseconds, and whether the time zone is known.
    Time(Vec<Option<i64>>, bool),
}

/// A frame.
pub(crate) struct Sheet {
    names: Vec<String>,
    columns: Vec<Cells>,
    pub(crate) rows: usize,
}

impl Sheet {
    /// Reads anything that has `__arrow_c_stream__`.
    pub(crate) fn read(frame: &Bound<'_, PyAny>) -> PyResult<Self> {
        let Ok(stream) = frame.getattr("__arrow_c_stream__") else {
            let name = frame.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "frame must have __arrow_c_stream__, as data frames do; not {name}"
            )));
        };
        let capsule = stream.call0()?.cast_into::<PyCapsule>().map_err(PyErr::from)?;
        let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
        // SAFETY: a capsule of this name holds a stream by the Arrow PyCapsule interface; what is read from it moves here,
        // and the capsule keeps an empty one.
        #[allow(unsafe_code)]
        let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.cast::<FFI_ArrowArrayStream>().as_ptr()) };
        let wrong = |error: arrow_schema::ArrowError| PyValueError::new_err(error.to_string());
        let reader = reader.map_err(wrong)?;
        let mut sheet = Self { names: Vec::new(), columns: Vec::new(), rows: 0 };
        for field in reader.schema_fields() {
            sheet.columns.push(
                Cells::new(&field.1)
                    .map_err(|ty| PyTypeError::new_err(format!("column {}: {ty} is no type that is read", field.0)))?,
            );
            sheet.names.push(field.0);
        }
        for batch in reader {
            let batch = batch.map_err(wrong)?;
            sheet.rows += batch.num_rows();
            for (cells, array) in sheet.columns.iter_mut().zip(batch.columns()) {
                cells.extend(array);
            }
        }
        Ok(sheet)
    }

    /// The column of this name.
    pub(crate) fn column(&self, name: &str) -> Option<&Cells> {
        let index = self.names.iter().position(|known| known == name)?;
        self.columns.get(index)
    }

    /// The column of this name, which must be there.
    pub(crate) fn needed(&self, name: &str) -> PyResult<&Cells> {
        self.column(name).ok_or_else(|| {
            PyValueError::new_err(format!("frame needs a column `{name}`; it has {}", self.names.join(", ")))
        })
    }
}

/// Names and types of what a reader will bring.
trait SchemaFields {
    fn schema_fields(&self) -> Vec<(String, DataType)>;
}

impl SchemaFields for RecordBatchStreamReader {
    fn schema_fields(&self) -> Vec<(String, DataType)> {
        let schema = arrow_array::RecordBatchReader::schema(self);
        schema.fields().iter().map(|field| (field.name().clone(), field.data_type().clone())).collect()
    }
}

impl Cells {
    fn new(ty: &DataType) -> Result<Self, &DataType> {
        Ok(match ty {
            DataType::Null => Self::Nothing,
            DataType::Boolean => Self::Bool(Vec::new()),
            ty if ty.is_integer() => Self::Int(Vec::new()),
            DataType::Float32 | DataType::Float64 => Self::Float(Vec::new()),
            DataType::Decimal128(_, places) => Self::Decimal(Vec::new(), *places),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Self::Text(Vec::new()),
            DataType::Dictionary(_, values) if values.is_string() => Self::Text(Vec::new()),
            DataType::Date32 | DataType::Date64 => Self::Date(Vec::new()),
            DataType::Timestamp(_, zone) => Self::Time(Vec::new(), zone.is_some()),
            other => return Err(other),
        })
    }

    fn extend(&mut self, array: &ArrayRef) {
        match self {
            Self::Nothing => {}
            Self::Bool(cells) => cells.extend(array.as_boolean().iter()),
            Self::Int(cells) => ints(cells, array),
            Self::Float(cells) => match array.data_type() {
                DataType::Float32 => cells.extend(array.as_primitive::<Float32Type>().iter().map(|f| f.map(f64::from))),
                _ => cells.extend(array.as_primitive::<Float64Type>().iter()),
            },
            Self::Decimal(cells, _) => cells.extend(array.as_primitive::<Decimal128Type>().iter()),
            Self::Text(cells) => texts(cells, array),
            Self::Date(cells) => match array.data_type() {
                DataType::Date64 => {
                    let days = |millis: i64| i32::try_from(millis.div_euclid(DAY_MILLIS)).ok();
                    cells.extend(array.as_primitive::<Date64Type>().iter().map(|millis| millis.and_then(days)));
                }
                _ => cells.extend(array.as_primitive::<Date32Type>().iter()),
            },
            Self::Time(cells, _) => times(cells, array),
        }
    }

    pub(crate) fn is_null(&self, row: usize) -> bool {
        fn none<T>(cells: &[Option<T>], row: usize) -> bool {
            cells.get(row).is_none_or(Option::is_none)
        }
        match self {
            Self::Nothing => true,
            Self::Bool(cells) => none(cells, row),
            Self::Int(cells) | Self::Time(cells, _) => none(cells, row),
            Self::Float(cells) => none(cells, row),
            Self::Decimal(cells, _) => none(cells, row),
            Self::Text(cells) => none(cells, row),
            Self::Date(cells) => none(cells, row),
        }
    }

    /// A number in millionths; `Err` says what would be right.
    pub(crate) fn micros(&self, row: usize) -> Result<Option<i64>, &'static str> {
        self.scaled(row, 6)
    }

    /// A number in units of so many digits behind the point.
    pub(crate) fn scaled(&self, row: usize, places: u32) -> Result<Option<i64>, &'static str> {
        const LARGE: &str = "a smaller number";
        const LONG: &str = "fewer digits behind the point";
        let wide = match self {
            Self::Int(cells) => cells.get(row).copied().flatten().map(|number| (i128::from(number), 0)),
            Self::Decimal(cells, own) => {
                cells.get(row).copied().flatten().map(|number| (number, u32::try_from(*own).unwrap_or(0)))
            }
            Self::Nothing => None,
            _ => return Err("a number that is exact: a whole one or a decimal"),
        };
        let Some((mantissa, own)) = wide else { return Ok(None) };
        let number = if own <= places {
            mantissa.checked_mul(10_i128.pow(places - own)).ok_or(LARGE)?
        } else {
            let factor = 10_i128.checked_pow(own - places).ok_or(LONG)?;
            if mantissa % factor != 0 {
                return Err(LONG);
            }
            mantissa / factor
        };
        i64::try_from(number).map(Some).map_err(|_| LARGE)
    }

    pub(crate) fn text(&self, row: usize) -> Option<&str> {
        if let Self::Text(cells) = self { cells.get(row)?.as_deref() } else { None }
    }

    /// A text, or a whole number as one.
    pub(crate) fn name(&self, row: usize) -> Option<String> {
        self.text(row).map(str::to_string).or_else(|| self.int(row).map(|number| number.to_string()))
    }

    pub(crate) fn int(&self, row: usize) -> Option<i64> {
        if let Self::Int(cells) = self { *cells.get(row)? } else { None }
    }

    /// Microseconds of a time whose zone is known, or of the beginning of a day in UTC.
    pub(crate) fn time(&self, row: usize) -> Option<i64> {
        match self {
            Self::Time(cells, true) => *cells.get(row)?,
            Self::Date(cells) => (*cells.get(row)?).map(|days| i64::from(days) * 86_400 * ONE),
            _ => None,
        }
    }

    /// The cell as Python has it.
    fn value(&self, py: Python<'_>, row: usize) -> PyResult<Py<PyAny>> {
        if self.is_null(row) {
            return Ok(py.None());
        }
        let tools = Tools::get(py)?;
        Ok(match self {
            Self::Nothing => py.None(),
            Self::Bool(cells) => cells.get(row).copied().flatten().into_pyobject(py)?.into_any().unbind(),
            Self::Int(cells) => cells.get(row).copied().flatten().into_pyobject(py)?.into_any().unbind(),
            Self::Float(cells) => cells.get(row).copied().flatten().into_pyobject(py)?.into_any().unbind(),
            Self::Text(cells) => cells.get(row).cloned().flatten().into_pyobject(py)?.into_any().unbind(),
            Self::Decimal(cells, places) => {
                let mantissa = cells.get(row).copied().flatten().unwrap_or_default();
                let number = Decimal::try_from_i128_with_scale(mantissa, u32::try_from(*places).unwrap_or(0));
                let number = number.map_err(|error| PyValueError::new_err(error.to_string()))?;
                tools.decimal(py, &number.to_string())?.unbind()
            }
            Self::Date(cells) => {
                let days = cells.get(row).copied().flatten().unwrap_or_default();
                tools.date(py, &Date::from_days(days).to_string())?.unbind()
            }
            Self::Time(cells, is_aware) => {
                let utc = py.import("datetime")?.getattr("timezone")?.getattr("utc")?.unbind();
                let time = tools.time(py, cells.get(row).copied().flatten().unwrap_or_default(), &utc)?;
                if *is_aware {
                    time.unbind()
                } else {
                    let naive = PyDict::new(py);
                    naive.set_item("tzinfo", py.None())?;
                    time.call_method("replace", (), Some(&naive))?.unbind()
                }
            }
        })
    }
}

/// Whole numbers of any width; one that 64 bits do not hold is as good as none.
fn ints(cells: &mut Vec<Option<i64>>, array: &ArrayRef) {
    fn all<T: ArrowPrimitiveType>(cells: &mut Vec<Option<i64>>, array: &ArrayRef)
    where
        T::Native: TryInto<i64>,
    {
        cells.extend(array.as_primitive::<T>().iter().map(|number| number.and_then(|number| number.try_into().ok())));
    }
    match array.data_type() {
        DataType::Int8 => all::<Int8Type>(cells, array),
        DataType::Int16 => all::<Int16Type>(cells, array),
        DataType::Int32 => all::<Int32Type>(cells, array),
        DataType::UInt8 => all::<UInt8Type>(cells, array),
        DataType::UInt16 => all::<UInt16Type>(cells, array),
        DataType::UInt32 => all::<UInt32Type>(cells, array),
        DataType::UInt64 => all::<UInt64Type>(cells, array),
        _ => all::<Int64Type>(cells, array),
    }
}

fn texts(cells: &mut Vec<Option<String>>, array: &ArrayRef) {
    match array.data_type() {
        DataType::LargeUtf8 => cells.extend(array.as_string::<i64>().iter().map(|text| text.map(str::to_string))),
        DataType::Utf8View => cells.extend(array.as_string_view().iter().map(|text| text.map(str::to_string))),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let mut values = Vec::new();
            texts(&mut values, dictionary.values());
            let keys = dictionary.normalized_keys();
            let value = |(row, key): (usize, usize)| {
                if array.is_null(row) { None } else { values.get(key).cloned().flatten() }
            };
            cells.extend(keys.into_iter().enumerate().map(value));
        }
        _ => cells.extend(array.as_string::<i32>().iter().map(|text| text.map(str::to_string))),
    }
}

fn times(cells: &mut Vec<Option<i64>>, array: &ArrayRef) {
    let DataType::Timestamp(unit, _) = array.data_type() else { return };
    match unit {
        TimeUnit::Second => {
            let seconds = array.as_primitive::<TimestampSecondType>().iter();
            cells.extend(seconds.map(|time| time.and_then(|time| time.checked_mul(ONE))));
        }
        TimeUnit::Millisecond => {
            let millis = array.as_primitive::<TimestampMillisecondType>().iter();
            cells.extend(millis.map(|time| time.and_then(|time| time.checked_mul(1_000))));
        }
        TimeUnit::Microsecond => cells.extend(array.as_primitive::<TimestampMicrosecondType>().iter()),
        TimeUnit::Nanosecond => {
            let nanos = array.as_primitive::<TimestampNanosecondType>().iter();
            cells.extend(nanos.map(|time| time.map(|time| time.div_euclid(1_000))));
        }
    }
}

/// The rows of a frame of any library as dictionaries: what imports read.
#[pyfunction]
#[pyo3(signature = (frame: "object") -> "list[dict[str, Any]]")]
pub(crate) fn read_frame<'py>(py: Python<'py>, frame: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let sheet = Sheet::read(frame)?;
    let rows = PyList::empty(py);
    for row in 0..sheet.rows {
        let told = PyDict::new(py);
        for (name, cells) in sheet.names.iter().zip(&sheet.columns) {
            told.set_item(name, cells.value(py, row)?)?;
        }
        rows.append(told)?;
    }
    Ok(rows)
}
