//! From Rust to Python: a serializer that makes Python's objects.

use std::fmt::{self, Display};

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};
use tillbook::value::Currency;

use super::tools::Tools;
use super::types::{Choice, Known, Shape, Type, Variant};
use parts::{Flat, Many, Parts};

mod parts;

/// What values are shown by.
pub(crate) struct Shown<'a> {
    pub(crate) currency: Currency,
    /// The shop's time zone: a `tzinfo`.
    pub(crate) zone: &'a Py<PyAny>,
}

/// The value as Python has it.
pub(crate) fn to_python<T: Serialize + Known>(py: Python<'_>, value: &T, shown: &Shown<'_>) -> PyResult<Py<PyAny>> {
    let maker = Maker { py, tools: Tools::get(py)?, ty: T::TYPE, shown };
    value.serialize(maker).map_err(|failed| failed.0)
}

/// Python refused to make an object.
#[derive(Debug)]
pub(crate) struct Failed(PyErr);

impl std::error::Error for Failed {}

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ser::Error for Failed {
    fn custom<T: Display>(message: T) -> Self {
        Self(pyo3::exceptions::PyRuntimeError::new_err(message.to_string()))
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

type Made = Result<Py<PyAny>, Failed>;

/// Makes one object.
#[derive(Clone, Copy)]
struct Maker<'a, 'py> {
    py: Python<'py>,
    tools: &'a Tools,
    ty: &'static Type,
    shown: &'a Shown<'a>,
}

impl<'py> Maker<'_, 'py> {
    fn of(self, ty: &'static Type) -> Self {
        Self { ty, ..self }
    }

    fn number(self, number: i64) -> Made {
        let Self { py, tools, shown, .. } = self;
        Ok(match self.ty {
            Type::Money => tools.money(py, number, shown.currency)?.unbind(),
            Type::Micros => tools.micros(py, number)?.unbind(),
            Type::Time => tools.time(py, number, shown.zone)?.unbind(),
            _ => number.into_pyobject(py).map_err(PyErr::from)?.into_any().unbind(),
        })
    }

    fn mismatch(self, found: &str) -> Failed {
        ser::Error::custom(format!("{found} where {:?} should be", self.ty))
    }

    /// The class of a variant of a choice.
    fn class(self, choice: &Choice, variant: &Variant) -> PyResult<Bound<'py, PyAny>> {
        self.tools.class(self.py, choice.name)?.getattr(variant.class)
    }

    fn variant(self, name: &str) -> Result<(&'static Choice, &'static Variant), Failed> {
        let Type::Choice(choice) = self.ty else { return Err(self.mismatch(name)) };
        let found = choice.variants.iter().find(|variant| variant.name == name);
        found.map(|variant| (*choice, variant)).ok_or_else(|| self.mismatch(name))
    }
}

impl<'a, 'py> Serializer for Maker<'a, 'py> {
    type Ok = Py<PyAny>;
    type Error = Failed;
    type SerializeSeq = Many<'a, 'py>;
    type SerializeTuple = Many<'a, 'py>;
    type SerializeTupleStruct = Many<'a, 'py>;
    type SerializeTupleVariant = Impossible<Py<PyAny>, Failed>;
    type SerializeMap = Flat<'a, 'py>;
    type SerializeStruct = Parts<'a, 'py>;
    type SerializeStructVariant = Parts<'a, 'py>;

    fn serialize_bool(self, value: bool) -> Made {
        Ok(pyo3::types::PyBool::new(self.py, value).to_owned().into_any().unbind())
    }

    fn serialize_i8(self, value: i8) -> Made {
        self.number(value.into())
    }

    fn serialize_i16(self, value: i16) -> Made {
        self.number(value.into())
    }

    fn serialize_i32(self, value: i32) -> Made {
        self.number(value.into())
    }

    fn serialize_i64(self, value: i64) -> Made {
        self.number(value)
    }

    fn serialize_u8(self, value: u8) -> Made {
        self.number(value.into())
    }

    fn serialize_u16(self, value: u16) -> Made {
        self.number(value.into())
    }

    fn serialize_u32(self, value: u32) -> Made {
        self.number(value.into())
    }

    fn serialize_u64(self, value: u64) -> Made {
        Ok(value.into_pyobject(self.py).map_err(PyErr::from)?.into_any().unbind())
    }

    fn serialize_f32(self, _: f32) -> Made {
        Err(self.mismatch("a float"))
    }

    fn serialize_f64(self, _: f64) -> Made {
        Err(self.mismatch("a float"))
    }

    fn serialize_char(self, value: char) -> Made {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Made {
        Ok(match self.ty {
            Type::Decimal | Type::Rate => self.tools.decimal(self.py, value)?.unbind(),
            Type::Date => self.tools.date(self.py, value)?.unbind(),
            _ => value.into_pyobject(self.py).map_err(PyErr::from)?.into_any().unbind(),
        })
    }

    fn serialize_bytes(self, _: &[u8]) -> Made {
        Err(self.mismatch("bytes"))
    }

    fn serialize_none(self) -> Made {
        Ok(self.py.None())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Made {
        match self.ty {
            Type::Option(inner) => value.serialize(self.of(inner)),
            _ => value.serialize(self),
        }
    }

    fn serialize_unit(self) -> Made {
        Ok(self.py.None())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made {
        Ok(self.py.None())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Made {
        let (choice, variant) = self.variant(variant)?;
        let Shape::Value(ty) = &variant.shape else { return Err(self.mismatch(variant.name)) };
        let value = value.serialize(self.of(ty))?;
        Ok(self.class(choice, variant)?.call1((value,))?.unbind())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Many<'a, 'py>, Failed> {
        Ok(Many { maker: self, values: Vec::with_capacity(length.unwrap_or_default()) })
    }

    fn serialize_tuple(self, length: usize) -> Result<Many<'a, 'py>, Failed> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Many<'a, 'py>, Failed> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(self.mismatch(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Failed> {
        // A record with another one flattened into it.
        Ok(Flat { parts: self.serialize_struct("a map", 0)?, key: None })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'a, 'py>, Failed> {
        match self.ty {
            Type::Record(record) => {
                let class = Some(self.tools.class(self.py, record.name)?.unbind());
                Ok(Parts { maker: self, class, fields: record.fields, choice: None, told: PyDict::new(self.py) })
            }
            // The variant's name comes first, as a field.
            Type::Choice(choice) if !choice.tag.is_empty() => {
                let choice = Some(*choice);
                Ok(Parts { maker: self, class: None, fields: &[], choice, told: PyDict::new(self.py) })
            }
            _ => Err(self.mismatch(name)),
        }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a, 'py>, Failed> {
        let (choice, variant) = self.variant(variant)?;
        let Shape::Fields(fields) = &variant.shape else { return Err(self.mismatch(variant.name)) };
        let class = Some(self.class(choice, variant)?.unbind());
        Ok(Parts { maker: self, class, fields, choice: None, told: PyDict::new(self.py) })
    }
}
