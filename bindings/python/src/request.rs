//! From Python to Rust: a deserializer that reads Python's objects and remembers where it is.

use std::fmt::{self, Display};

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString};
use rust_decimal::Decimal;
use serde::de::{self, Deserializer, IntoDeserializer, Visitor};
use tillbook::value::{Currency, Money, Quantity};
use tillbook::{Error, Expected};

use super::refusal::Problem;
use super::tools::Tools;
use super::types::{Choice, Known, Shape, Type, Variant};
use parts::{Items, ListOf, Named, Parts};

mod parts;

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
