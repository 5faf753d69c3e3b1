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
use serde::ser;
use tillbook::value::{Currency, Date};

use super::types::{Field, Type};
pub(crate) use cell::Cell;

mod cell;

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
