//! From Rust to Python: a serializer that makes Python's objects.

use std::fmt::{self, Display};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};
use tillbook::value::Currency;

use super::tools::{Tools, tuple};
use super::types::{Choice, Field, Known, Shape, Type, Variant};

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

/// A tuple that is being made.
struct Many<'a, 'py> {
    maker: Maker<'a, 'py>,
    values: Vec<Py<PyAny>>,
}

impl Many<'_, '_> {
    fn push<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Failed> {
        let ty = match self.maker.ty {
            Type::List(ty) => ty,
            Type::Digest => &Type::Int,
            Type::Tuple(types) => types.get(self.values.len()).ok_or_else(|| self.maker.mismatch("one more"))?,
            _ => return Err(self.maker.mismatch("a list")),
        };
        self.values.push(value.serialize(self.maker.of(ty))?);
        Ok(())
    }

    fn finish(self) -> Made {
        let py = self.maker.py;
        let values = tuple(py, self.values)?;
        if matches!(self.maker.ty, Type::Digest) {
            let bytes = py.get_type::<PyBytes>().call1((values,))?;
            return Ok(bytes.call_method0("hex")?.unbind());
        }
        Ok(values.unbind())
    }
}

impl ser::SerializeSeq for Many<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Failed;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Failed> {
        self.push(value)
    }

    fn end(self) -> Made {
        self.finish()
    }
}

impl ser::SerializeTuple for Many<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Failed;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Failed> {
        self.push(value)
    }

    fn end(self) -> Made {
        self.finish()
    }
}

impl ser::SerializeTupleStruct for Many<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Failed;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Failed> {
        self.push(value)
    }

    fn end(self) -> Made {
        self.finish()
    }
}

/// A record that is being made.
struct Parts<'a, 'py> {
    maker: Maker<'a, 'py>,
    class: Option<Py<PyAny>>,
    fields: &'static [Field],
    /// Until its first field said which variant it is.
    choice: Option<&'static Choice>,
    told: Bound<'py, PyDict>,
}

impl Parts<'_, '_> {
    fn put<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<(), Failed> {
        let maker = self.maker;
        if let Some(choice) = self.choice.take() {
            let code = value.serialize(maker.of(&Type::Text))?;
            let code: String = code.bind(maker.py).extract()?;
            let (_, variant) = maker.variant(&code)?;
            let Shape::Fields(fields) = &variant.shape else { return Err(maker.mismatch(variant.name)) };
            self.fields = fields;
            self.class = Some(maker.class(choice, variant)?.unbind());
            return Ok(());
        }
        let field = self.fields.iter().find(|field| field.name == name).ok_or_else(|| maker.mismatch(name))?;
        let value = value.serialize(maker.of(&field.ty))?;
        self.told.set_item(field.attribute(), value)?;
        Ok(())
    }

    fn finish(self) -> Made {
        let class = self.class.ok_or_else(|| self.maker.mismatch("nothing"))?;
        let made = class.bind(self.maker.py).call(PyTuple::empty(self.maker.py), Some(&self.told))?;
        Ok(made.unbind())
    }
}

impl ser::SerializeStruct for Parts<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Failed;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        self.put(name, value)
    }

    fn end(self) -> Made {
        self.finish()
    }
}

impl ser::SerializeStructVariant for Parts<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Failed;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        self.put(name, value)
    }

    fn end(self) -> Made {
        self.finish()
    }
}

/// A record that comes as a map.
struct Flat<'a, 'py> {
    parts: Parts<'a, 'py>,
    key: Option<String>,
}

impl ser::SerializeMap for Flat<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Failed;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Failed> {
        let maker = self.parts.maker.of(&Type::Text);
        self.key = Some(key.serialize(maker)?.bind(maker.py).extract()?);
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Failed> {
        let key = self.key.take().ok_or_else(|| self.parts.maker.mismatch("a value without a key"))?;
        self.parts.put(&key, value)
    }

    fn end(self) -> Made {
        self.parts.finish()
    }
}
