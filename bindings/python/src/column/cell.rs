//! One value on its way into a column.

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::{Column, Misfit, Put};
use crate::types::{Field, Type};

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
