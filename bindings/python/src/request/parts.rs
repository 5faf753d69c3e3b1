//! What lists, records and variants are made of.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use tillbook::{Error, Expected};

use super::{Place, Refused};
use crate::types::{Field, Shape, Type, Variant};

/// Items that one list may have: far more than any document may.
const MOST_ITEMS: usize = 1_000_000;

/// What stands in a list.
pub(super) enum ListOf {
    One(&'static Type),
    Each(&'static [&'static Type]),
}

pub(super) struct Items<'a, 'py> {
    pub(super) place: Place<'a, 'py>,
    pub(super) what: ListOf,
    pub(super) given: Bound<'py, PyTuple>,
    pub(super) at: usize,
}

impl<'a, 'py> Items<'a, 'py> {
    pub(super) fn of(place: Place<'a, 'py>, what: ListOf) -> Result<Self, Refused> {
        if place.value.is_instance_of::<PyString>() || place.value.hasattr("items")? {
            return Err(place.wrong("a list"));
        }
        let items = place.value.py().get_type::<PyTuple>().call1((&place.value,));
        let items = items.map_err(|_| place.wrong("a list"))?.cast_into::<PyTuple>().map_err(PyErr::from)?;
        if items.len() > MOST_ITEMS {
            return Err(place.invalid(Error::invalid("", items.len(), Expected::AtMostItems(MOST_ITEMS))));
        }
        if let ListOf::Each(types) = &what
            && items.len() != types.len()
        {
            return Err(place.invalid(Error::invalid("", items.len(), Expected::ExactItems(types.len()))));
        }
        Ok(Self { place, what, given: items, at: 0 })
    }
}

impl<'de> de::SeqAccess<'de> for Items<'_, '_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        let at = self.at;
        if at >= self.given.len() {
            return Ok(None);
        }
        self.at += 1;
        let Some(ty) = (match self.what {
            ListOf::One(ty) => Some(ty),
            ListOf::Each(types) => types.get(at).copied(),
        }) else {
            return Ok(None);
        };
        let place = self.place.below(self.given.get_item(at)?, ty, format_args!("[{at}]"));
        let path = place.path.clone();
        seed.deserialize(place).map(Some).map_err(|refused| refused.placed(&path))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.given.len() - self.at)
    }
}

/// The fields of a record, by name.
pub(super) struct Parts<'a, 'py> {
    pub(super) place: Place<'a, 'py>,
    pub(super) fields: std::slice::Iter<'static, Field>,
    pub(super) now: Option<(&'static Field, Bound<'py, PyAny>)>,
    /// A name that stands among the fields.
    pub(super) tag: Option<(&'static str, &'static str)>,
}

impl<'de> de::MapAccess<'de> for Parts<'_, '_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        if let Some((tag, _)) = self.tag {
            return seed.deserialize(text(tag)).map(Some);
        }
        for field in self.fields.by_ref() {
            let value = self.place.value.getattr(field.attribute())?;
            if value.is(&self.place.tools.unchanged) {
                continue;
            }
            self.now = Some((field, value));
            return seed.deserialize(text(field.name)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        if let Some((_, name)) = self.tag.take() {
            return seed.deserialize(text(name));
        }
        let Some((field, value)) = self.now.take() else { return Err(de::Error::custom("a value without a key")) };
        let place = self.place.below(value, &field.ty, format_args!(".{}", field.attribute()));
        let path = place.path.clone();
        seed.deserialize(place).map_err(|refused| refused.placed(&path))
    }
}

pub(super) fn text(text: &'static str) -> StrDeserializer<'static, Refused> {
    text.into_deserializer()
}

/// A variant that holds something: its name and what it holds.
pub(super) struct Named<'a, 'py> {
    pub(super) place: Place<'a, 'py>,
    pub(super) variant: &'static Variant,
    pub(super) is_told: bool,
}

impl Named<'_, '_> {
    fn held<'de, T: DeserializeSeed<'de>>(&self, seed: T) -> Result<T::Value, Refused> {
        let Shape::Value(ty) = &self.variant.shape else { return Err(de::Error::custom("fields")) };
        let value = self.place.value.getattr(Variant::VALUE)?;
        let place = self.place.below(value, ty, format_args!(".{}", Variant::VALUE));
        let path = place.path.clone();
        seed.deserialize(place).map_err(|refused| refused.placed(&path))
    }
}

impl<'de> de::MapAccess<'de> for Named<'_, '_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        if std::mem::replace(&mut self.is_told, true) {
            return Ok(None);
        }
        seed.deserialize(text(self.variant.name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        self.held(seed)
    }
}

impl<'de> de::EnumAccess<'de> for Named<'_, '_> {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Refused> {
        Ok((seed.deserialize(text(self.variant.name))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Named<'_, '_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refused> {
        self.held(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Refused> {
        Err(de::Error::custom("a tuple"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        let Shape::Fields(fields) = &self.variant.shape else { return Err(de::Error::custom("no fields")) };
        visitor.visit_map(Parts { place: self.place, fields: fields.iter(), now: None, tag: None })
    }
}
