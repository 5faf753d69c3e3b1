//! Tuples and records that are being made.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use serde::Serialize;
use serde::ser;

use super::{Failed, Made, Maker};
use crate::tools::tuple;
use crate::types::{Choice, Field, Shape, Type};

/// A tuple that is being made.
pub(super) struct Many<'a, 'py> {
    pub(super) maker: Maker<'a, 'py>,
    pub(super) values: Vec<Py<PyAny>>,
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
pub(super) struct Parts<'a, 'py> {
    pub(super) maker: Maker<'a, 'py>,
    pub(super) class: Option<Py<PyAny>>,
    pub(super) fields: &'static [Field],
    /// Until its first field said which variant it is.
    pub(super) choice: Option<&'static Choice>,
    pub(super) told: Bound<'py, PyDict>,
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
pub(super) struct Flat<'a, 'py> {
    pub(super) parts: Parts<'a, 'py>,
    pub(super) key: Option<String>,
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
