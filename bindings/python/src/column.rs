//! Columns of a table, filled by what the engine's records serialize.

use std::fmt::{self, Display};
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{Array, ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field as ArrowField, Fields};
use rust_decimal::Decimal;
use serde::ser::{self, Impossible, Serialize, Serializer};
use tillbook::value::{Currency, Date};

use super::types::{Field, Type};

/// Digits of an amount, quantity or price: all that 64 bits hold.
const DIGITS: u8 = 19;
/// Digits of a share or margin, and how many of them stand behind the point.
const SHARE: (u8, i8) = (28, 6);
/// The same of a rate.
const RATE: (u8, i8) = (15, 12);

/// What tables are shown by.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) currency: Currency,
    /// Name of the time zone.
    pub(crate) zone: Arc<str>,
}

/// A column that is being filled.
pub(crate) enum Column {
    Bool(BooleanBuilder),
    Int(Int64Builder),
    /// A decimal number, and how many digits stand behind its point.
    Decimal(Decimal128Builder, i8),
    Text(StringBuilder),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    List {
        items: Box<Column>,
        ends: Vec<i32>,
        valid: Vec<bool>,
    },
    Record {
        fields: &'static [Field],
        columns: Vec<Column>,
        valid: Vec<bool>,
    },
}

/// A record does not fit its columns: a mistake of this package.
#[derive(Debug)]
pub(crate) struct Misfit(String);

impl std::error::Error for Misfit {}

impl Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ser::Error for Misfit {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl From<ArrowError> for Misfit {
    fn from(error: ArrowError) -> Self {
        Self(error.to_string())
    }
}

impl Misfit {
    pub(crate) fn of(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

type Put = Result<(), Misfit>;

impl Column {
    pub(crate) fn new(ty: &'static Type, frame: &Frame) -> Result<Self, Misfit> {
        let decimal = |digits, places| -> Result<Self, Misfit> {
            let builder = Decimal128Builder::new().with_precision_and_scale(digits, places)?;
            Ok(Self::Decimal(builder, places))
        };
        Ok(match ty {
            Type::Bool => Self::Bool(BooleanBuilder::new()),
            Type::Int => Self::Int(Int64Builder::new()),
            Type::Money => decimal(DIGITS, i8::try_from(frame.currency.decimals()).unwrap_or(0))?,
            Type::Micros => decimal(DIGITS, 6)?,
            Type::Decimal => decimal(SHARE.0, SHARE.1)?,
            Type::Rate => decimal(RATE.0, RATE.1)?,
            // A choice is told by its name, or by what it holds.
            Type::Text | Type::Choice(_) => Self::Text(StringBuilder::new()),
            Type::Date => Self::Date(Date32Builder::new()),
            Type::Time => Self::Time(TimestampMicrosecondBuilder::new().with_timezone(Arc::clone(&frame.zone))),
            Type::Option(ty) => Self::new(ty, frame)?,
            Type::List(ty) => Self::List { items: Box::new(Self::new(ty, frame)?), ends: vec![0], valid: Vec::new() },
            Type::Tuple(_) | Type::Digest => return Err(Misfit("a tuple".into())),
            Type::Record(record) => {
                let columns =
                    record.fields.iter().map(|field| Self::new(&field.ty, frame)).collect::<Result<_, _>>()?;
                Self::Record { fields: record.fields, columns, valid: Vec::new() }
            }
        })
    }

    fn put_null(&mut self) {
        match self {
            Self::Bool(column) => column.append_null(),
            Self::Int(column) => column.append_null(),
            Self::Decimal(column, _) => column.append_null(),
            Self::Text(column) => column.append_null(),
            Self::Date(column) => column.append_null(),
            Self::Time(column) => column.append_null(),
            Self::List { ends, valid, .. } => {
                ends.push(ends.last().copied().unwrap_or_default());
                valid.push(false);
            }
            Self::Record { columns, valid, .. } => {
                columns.iter_mut().for_each(Self::put_null);
                valid.push(false);
            }
        }
    }

    /// What a field holds that was left out because it is nothing.
    fn put_nothing(&mut self, ty: &Type) -> Put {
        match (self, ty) {
            (column, Type::Option(_) | Type::Record(_)) => column.put_null(),
            (Self::Text(column), _) => column.append_value(""),
            (Self::Bool(column), _) => column.append_value(false),
            (Self::List { ends, valid, .. }, _) => {
                ends.push(ends.last().copied().unwrap_or_default());
                valid.push(true);
            }
            (column, _) => return column.put_number(0),
        }
        Ok(())
    }

    fn put_number(&mut self, number: i64) -> Put {
        match self {
            Self::Int(column) => column.append_value(number),
            Self::Decimal(column, _) => column.append_value(number.into()),
            Self::Time(column) => column.append_value(number),
            _ => return Err(Misfit(format!("the number {number}"))),
        }
        Ok(())
    }

    fn put_text(&mut self, text: &str) -> Put {
        let misfit = || Misfit(format!("the text `{text}`"));
        match self {
            Self::Text(column) => column.append_value(text),
            Self::Date(column) => column.append_value(text.parse::<Date>().map_err(|_| misfit())?.days()),
            Self::Decimal(column, places) => {
                let mut number: Decimal = text.parse().map_err(|_| misfit())?;
                number.rescale(u32::try_from(*places).unwrap_or(0));
                column.append_value(number.mantissa());
            }
            _ => return Err(misfit()),
        }
        Ok(())
    }

    /// The column as Arrow has it.
    fn finish(self) -> Result<ArrayRef, Misfit> {
        Ok(match self {
            Self::Bool(mut column) => Arc::new(column.finish()),
            Self::Int(mut column) => Arc::new(column.finish()),
            Self::Decimal(mut column, _) => Arc::new(column.finish()),
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Date(mut column) => Arc::new(column.finish()),
            Self::Time(mut column) => Arc::new(column.finish()),
            Self::List { items, ends, valid } => {
                let items = items.finish()?;
                let field = Arc::new(ArrowField::new("item", items.data_type().clone(), true));
                let ends = OffsetBuffer::new(ends.into());
                Arc::new(ListArray::try_new(field, ends, items, Some(NullBuffer::from(valid)))?)
            }
            Self::Record { fields, columns, valid } => {
                let arrays = columns.into_iter().map(Self::finish).collect::<Result<Vec<_>, _>>()?;
                let names = fields.iter().zip(&arrays);
                let fields: Fields = names.map(|(field, array)| named(field.name, array, true)).collect();
                Arc::new(StructArray::try_new(fields, arrays, Some(NullBuffer::from(valid)))?)
            }
        })
    }

    /// Columns of a table: the parts of a record within a record are columns of their own.
    pub(crate) fn finish_into(
        self,
        name: &str,
        is_null: bool,
        fields: &mut Vec<ArrowField>,
        arrays: &mut Vec<ArrayRef>,
    ) -> Put {
        if let Self::Record { fields: parts, columns, .. } = self {
            for (part, column) in parts.iter().zip(columns) {
                let optional = is_null || matches!(part.ty, Type::Option(_));
                column.finish_into(&format!("{name}_{}", part.name), optional, fields, arrays)?;
            }
            return Ok(());
        }
        let array = self.finish()?;
        fields.push(named(name, &array, is_null));
        arrays.push(array);
        Ok(())
    }
}

fn named(name: &str, array: &ArrayRef, is_null: bool) -> ArrowField {
    let ty: DataType = array.data_type().clone();
    ArrowField::new(name, ty, is_null)
}

/// Puts one value into a column.
pub(crate) struct Cell<'a> {
    pub(crate) column: &'a mut Column,
    pub(crate) ty: &'static Type,
}

impl<'a> Serializer for Cell<'a> {
    type Ok = ();
    type Error = Misfit;
    type SerializeSeq = Many<'a>;
    type SerializeTuple = Many<'a>;
    type SerializeTupleStruct = Impossible<(), Misfit>;
    type SerializeTupleVariant = Impossible<(), Misfit>;
    type SerializeMap = Impossible<(), Misfit>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Impossible<(), Misfit>;

    fn serialize_bool(self, value: bool) -> Put {
        match self.column {
            Column::Bool(column) => column.append_value(value),
            _ => return Err(Misfit(format!("{value}"))),
        }
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Put {
        self.column.put_number(value.into())
    }

    fn serialize_i16(self, value: i16) -> Put {
        self.column.put_number(value.into())
    }

    fn serialize_i32(self, value: i32) -> Put {
        self.column.put_number(value.into())
    }

    fn serialize_i64(self, value: i64) -> Put {
        self.column.put_number(value)
    }

    fn serialize_u8(self, value: u8) -> Put {
        self.column.put_number(value.into())
    }

    fn serialize_u16(self, value: u16) -> Put {
        self.column.put_number(value.into())
    }

    fn serialize_u32(self, value: u32) -> Put {
        self.column.put_number(value.into())
    }

    fn serialize_u64(self, value: u64) -> Put {
        let number = i64::try_from(value).map_err(|_| Misfit(format!("the number {value}")))?;
        self.column.put_number(number)
    }

    fn serialize_f32(self, value: f32) -> Put {
        Err(Misfit(format!("the float {value}")))
    }

    fn serialize_f64(self, value: f64) -> Put {
        Err(Misfit(format!("the float {value}")))
    }

    fn serialize_char(self, value: char) -> Put {
        self.column.put_text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Put {
        self.column.put_text(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Put {
        Err(Misfit("bytes".into()))
    }

    fn serialize_none(self) -> Put {
        self.column.put_null();
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Put {
        let ty = if let Type::Option(inner) = self.ty { inner } else { self.ty };
        value.serialize(Cell { column: self.column, ty })
    }

    fn serialize_unit(self) -> Put {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Put {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Put {
        self.column.put_text(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Put {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Put {
        value.serialize(Cell { column: self.column, ty: &Type::Text })
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Many<'a>, Misfit> {
        match (self.column, self.ty) {
            (Column::List { items, ends, valid }, Type::List(ty)) => Ok(Many { items, ends, valid, ty, length: 0 }),
            _ => Err(Misfit("a list".into())),
        }
    }

    fn serialize_tuple(self, length: usize) -> Result<Many<'a>, Misfit> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Misfit> {
        Err(Misfit(name.into()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Misfit> {
        Err(Misfit(variant.into()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Misfit> {
        Err(Misfit("a map".into()))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'a>, Misfit> {
        match self.column {
            Column::Record { fields, columns, valid } => {
                valid.push(true);
                Ok(Parts { fields, columns, at: 0 })
            }
            _ => Err(Misfit(name.into())),
        }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Misfit> {
        Err(Misfit(variant.into()))
    }
}

/// The items of one list.
pub(crate) struct Many<'a> {
    items: &'a mut Column,
    ends: &'a mut Vec<i32>,
    valid: &'a mut Vec<bool>,
    ty: &'static Type,
    length: i32,
}

impl ser::SerializeSeq for Many<'_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Put {
        self.length = self.length.saturating_add(1);
        value.serialize(Cell { column: self.items, ty: self.ty })
    }

    fn end(self) -> Put {
        let last = self.ends.last().copied().unwrap_or_default();
        self.ends.push(last.checked_add(self.length).ok_or_else(|| Misfit("too many items".into()))?);
        self.valid.push(true);
        Ok(())
    }
}

impl ser::SerializeTuple for Many<'_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Put {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Put {
        ser::SerializeSeq::end(self)
    }
}

/// The fields of one record.
pub(crate) struct Parts<'a> {
    fields: &'static [Field],
    columns: &'a mut [Column],
    /// Fields come in their order.
    at: usize,
}

impl Parts<'_> {
    fn next(&mut self, name: &'static str) -> Result<(&'static Field, &mut Column), Misfit> {
        let at = self.at;
        self.at += 1;
        match (self.fields.get(at), self.columns.get_mut(at)) {
            (Some(field), Some(column)) if field.name == name => Ok((field, column)),
            _ => Err(Misfit(format!("the field {name}"))),
        }
    }
}

impl ser::SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Put {
        let (field, column) = self.next(name)?;
        value.serialize(Cell { column, ty: &field.ty }).map_err(|misfit| Misfit(format!("{name}: {misfit}")))
    }

    fn skip_field(&mut self, name: &'static str) -> Put {
        let (field, column) = self.next(name)?;
        column.put_nothing(&field.ty)
    }

    fn end(self) -> Put {
        Ok(())
    }
}
