//! From Python to Rust: a deserializer that reads Python's objects and remembers where it is.

use std::fmt::{self, Display};

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString, PyTuple};
use rust_decimal::Decimal;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};
use tillbook::value::{Currency, Money, Quantity};
use tillbook::{Error, Expected};

use super::refusal::Problem;
use super::tools::Tools;
use super::types::{Choice, Field, Known, Shape, Type, Variant};

/// Items that one list may have: far more than any document may.
const MOST_ITEMS: usize = 1_000_000;

/// The value that a Python object says, under the name that the caller knows it by.
pub(crate) fn from_python<T: de::DeserializeOwned + Known>(
    value: &Bound<'_, PyAny>,
    name: &str,
    currency: Currency,
) -> Result<T, Problem> {
    let tools = Tools::get(value.py())?;
    let place = Place { value: value.clone(), ty: T::TYPE, path: name.to_string(), tools, currency };
    T::deserialize(place).map_err(|refused| refused.at(name))
}

/// Why an object was refused.
#[derive(Debug)]
pub(crate) enum Refused {
    Problem(Problem),
    /// Said by a type of the engine, which does not know where it stands.
    Unplaced(String),
    Unknown {
        name: String,
        known: &'static [&'static str],
    },
}

impl Refused {
    /// It stood there.
    fn at(self, path: &str) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Unplaced(text) => Problem::Value(Error::invalid(path, text, Expected::Known)),
            Self::Unknown { name, known } => {
                Problem::Value(Error::invalid(path, name, Expected::Among(known.join(", "))))
            }
        }
    }

    fn placed(self, path: &str) -> Self {
        Self::Problem(self.at(path))
    }
}

impl std::error::Error for Refused {}

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl de::Error for Refused {
    fn custom<T: Display>(message: T) -> Self {
        Self::Unplaced(message.to_string())
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::Unknown { name: variant.to_string(), known: expected }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<PyErr> for Refused {
    fn from(error: PyErr) -> Self {
        Self::Problem(Problem::Python(error))
    }
}

/// An object, what it must be, and where it stands.
struct Place<'a, 'py> {
    value: Bound<'py, PyAny>,
    ty: &'static Type,
    path: String,
    tools: &'a Tools,
    currency: Currency,
}

impl<'py> Place<'_, 'py> {
    fn below(&self, value: Bound<'py, PyAny>, ty: &'static Type, step: fmt::Arguments<'_>) -> Self {
        Self { value, ty, path: format!("{}{step}", self.path), tools: self.tools, currency: self.currency }
    }

    fn wrong(&self, expected: &str) -> Refused {
        Problem::wrong(&self.path, expected, &self.value).into()
    }

    fn invalid(&self, error: Error) -> Refused {
        let error = match error {
            Error::Invalid { value, expected, .. } => Error::Invalid { field: self.path.clone(), value, expected },
            other => other.within(&self.path),
        };
        Problem::Value(error).into()
    }

    /// A number that is held exactly.
    fn decimal(&self) -> Result<Decimal, Refused> {
        decimal(self.tools, &self.value)?
            .ok_or_else(|| self.wrong("Decimal or int"))?
            .map_err(|error| self.invalid(error))
    }

    fn text(&self) -> Result<String, Refused> {
        match self.value.cast::<PyString>() {
            Ok(text) => Ok(text.to_cow()?.into_owned()),
            // An id made by Python's own module.
            Err(_) if self.value.get_type().name()? == "UUID" => Ok(self.value.str()?.to_cow()?.into_owned()),
            Err(_) => Err(self.wrong("str")),
        }
    }

    /// The variant that the object is of.
    fn variant(&self, choice: &'static Choice) -> Result<&'static Variant, Refused> {
        let class = self.tools.class(self.value.py(), choice.name)?;
        for variant in choice.variants.iter().filter(|variant| !matches!(variant.shape, Shape::Name)) {
            if self.value.is_instance(&class.getattr(variant.class)?)? {
                return Ok(variant);
            }
        }
        Err(self.wrong(&format!("one of the kinds of {}", choice.name)))
    }

    /// What the object says, as Rust's serialized form has it.
    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let path = self.path.clone();
        let visited = match self.ty {
            Type::Bool => match self.value.cast::<PyBool>() {
                Ok(value) => visitor.visit_bool(value.is_true()),
                Err(_) => Err(self.wrong("bool")),
            },
            Type::Int if Tools::is_int(&self.value) => match self.value.extract::<i64>() {
                Ok(number) => visitor.visit_i64(number),
                Err(_) => Err(self.invalid(Error::invalid("", &self.value, Expected::AtMost(i64::MAX.to_string())))),
            },
            Type::Int => Err(self.wrong("int")),
            Type::Text => visitor.visit_string(self.text()?),
            Type::Money => match Money::from_decimal(self.decimal()?, self.currency) {
                Ok(money) => visitor.visit_i64(money.minor()),
                Err(error) => Err(self.invalid(error)),
            },
            Type::Micros => match Quantity::try_from(self.decimal()?) {
                Ok(quantity) => visitor.visit_i64(quantity.micros()),
                Err(error) => Err(self.invalid(error)),
            },
            Type::Decimal | Type::Rate => visitor.visit_string(self.decimal()?.to_string()),
            Type::Date => match self.tools.to_date(&self.value)? {
                Some(date) => visitor.visit_string(date.to_string()),
                None => Err(self.wrong("date")),
            },
            Type::Time => match self.tools.to_time(&self.value)? {
                Some(time) => visitor.visit_i64(time.micros()),
                None => Err(self.wrong("datetime with a time zone")),
            },
            Type::Digest => Err(self.wrong("left out")),
            Type::Option(_) if self.value.is_none() => visitor.visit_none(),
            Type::Option(ty) => Place { ty, ..self }.visit(visitor),
            Type::List(ty) => visitor.visit_seq(Items::of(self, ListOf::One(ty))?),
            Type::Tuple(types) => visitor.visit_seq(Items::of(self, ListOf::Each(types))?),
            Type::Record(record) => {
                let class = self.tools.class(self.value.py(), record.name)?;
                if !self.value.is_instance(&class)? {
                    return Err(self.wrong(record.name));
                }
                visitor.visit_map(Parts { place: self, fields: record.fields.iter(), now: None, tag: None })
            }
            Type::Choice(choice) => self.visit_choice(choice, visitor),
        };
        visited.map_err(|refused| refused.placed(&path))
    }

    fn visit_choice<'de, V: Visitor<'de>>(self, choice: &'static Choice, visitor: V) -> Result<V::Value, Refused> {
        if self.value.is_instance_of::<PyString>() {
            return visitor.visit_string(self.text()?);
        }
        let variant = self.variant(choice)?;
        match &variant.shape {
            Shape::Fields(fields) if !choice.tag.is_empty() => {
                let tag = Some((choice.tag, variant.name));
                visitor.visit_map(Parts { place: self, fields: fields.iter(), now: None, tag })
            }
            _ => visitor.visit_map(Named { place: self, variant, is_told: false }),
        }
    }
}

/// The number in a `Decimal` or `int`; `None` for anything else.
pub(crate) fn decimal(tools: &Tools, value: &Bound<'_, PyAny>) -> PyResult<Option<Result<Decimal, Error>>> {
    if !tools.is_exact(value)? {
        return Ok(None);
    }
    let text = value.str()?;
    let text = text.to_cow()?;
    let exact = Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
    Ok(Some(exact.map_err(|_| Error::invalid("", &text, Expected::Number))))
}

/// What stands in a list.
enum ListOf {
    One(&'static Type),
    Each(&'static [&'static Type]),
}

struct Items<'a, 'py> {
    place: Place<'a, 'py>,
    what: ListOf,
    given: Bound<'py, PyTuple>,
    at: usize,
}

impl<'a, 'py> Items<'a, 'py> {
    fn of(place: Place<'a, 'py>, what: ListOf) -> Result<Self, Refused> {
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
struct Parts<'a, 'py> {
    place: Place<'a, 'py>,
    fields: std::slice::Iter<'static, Field>,
    now: Option<(&'static Field, Bound<'py, PyAny>)>,
    /// A name that stands among the fields.
    tag: Option<(&'static str, &'static str)>,
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

fn text(text: &'static str) -> StrDeserializer<'static, Refused> {
    text.into_deserializer()
}

/// A variant that holds something: its name and what it holds.
struct Named<'a, 'py> {
    place: Place<'a, 'py>,
    variant: &'static Variant,
    is_told: bool,
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

impl<'de> Deserializer<'de> for Place<'_, '_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.ty {
            Type::Option(_) if self.value.is_none() => visitor.visit_none(),
            Type::Option(ty) => visitor.visit_some(Place { ty, ..self }),
            // An option of an option: what is there was given.
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let path = self.path.clone();
        let visited = match self.ty {
            Type::Choice(choice) if !self.value.is_instance_of::<PyString>() => self
                .variant(choice)
                .and_then(|variant| visitor.visit_enum(Named { place: self, variant, is_told: false })),
            _ => self.text().and_then(|name| visitor.visit_enum(name.into_deserializer())),
        };
        visited.map_err(|refused: Refused| refused.placed(&path))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
