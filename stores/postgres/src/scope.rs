//! Whose rows: no statement has values without a shop.

use std::borrow::Cow;

use bytes::BytesMut;
use tillbook::{Error, Expected, Result};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// Which shop's rows a statement is about. Values of statements begin with it and cannot be made without it, so that no
/// shop sees another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShopScope(Uuid);

impl ShopScope {
    pub(crate) fn new(shop: Uuid) -> Result<Self> {
        if shop.is_nil() {
            return Err(Error::invalid("shop", shop, Expected::NotEmpty));
        }
        Ok(Self(shop))
    }

    /// The values of a statement, the shop being the first.
    pub(crate) fn values(self) -> Values {
        Values { items: Vec::with_capacity(16), is_too_large: false }.with(&self.0, Type::UUID)
    }
}

/// The values of a statement, in the form in which they are sent: they outlive what they were made of.
#[derive(Debug)]
pub(crate) struct Values {
    items: Vec<(Encoded, Type)>,
    is_too_large: bool,
}

impl Values {
    fn with<T: ToSql>(mut self, value: &T, of: Type) -> Self {
        let mut bytes = BytesMut::new();
        match value.to_sql(&of, &mut bytes) {
            Ok(IsNull::No) => self.items.push((Encoded(Some(bytes)), of)),
            Ok(IsNull::Yes) => self.items.push((Encoded(None), of)),
            // The driver's only refusal of these types: more than two thousand million of something.
            Err(_) => self.is_too_large = true,
        }
        self
    }

    pub(crate) fn integer(self, value: i64) -> Self {
        self.with(&value, Type::INT8)
    }

    pub(crate) fn text(self, value: &str) -> Self {
        self.with(&kept(value), Type::TEXT)
    }

    pub(crate) fn bytes(self, value: &[u8]) -> Self {
        self.with(&value, Type::BYTEA)
    }

    pub(crate) fn uuid(self, value: Uuid) -> Self {
        self.with(&value, Type::UUID)
    }

    pub(crate) fn integers(self, values: impl IntoIterator<Item = i64>) -> Self {
        self.with(&values.into_iter().collect::<Vec<_>>(), Type::INT8_ARRAY)
    }

    pub(crate) fn optional_integers(self, values: impl IntoIterator<Item = Option<i64>>) -> Self {
        self.with(&values.into_iter().collect::<Vec<_>>(), Type::INT8_ARRAY)
    }

    pub(crate) fn texts<'a>(self, values: impl IntoIterator<Item = &'a str>) -> Self {
        self.with(&values.into_iter().map(kept).collect::<Vec<_>>(), Type::TEXT_ARRAY)
    }

    pub(crate) fn optional_texts<'a>(self, values: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        self.with(&values.into_iter().map(|text| text.map(kept)).collect::<Vec<_>>(), Type::TEXT_ARRAY)
    }

    pub(crate) fn byte_strings<'a>(self, values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        self.with(&values.into_iter().collect::<Vec<_>>(), Type::BYTEA_ARRAY)
    }

    pub(crate) fn uuids(self, values: impl IntoIterator<Item = Uuid>) -> Self {
        self.with(&values.into_iter().collect::<Vec<_>>(), Type::UUID_ARRAY)
    }

    pub(crate) fn optional_uuids(self, values: impl IntoIterator<Item = Option<Uuid>>) -> Self {
        self.with(&values.into_iter().collect::<Vec<_>>(), Type::UUID_ARRAY)
    }

    /// # Errors
    /// [`Error::TooLarge`] if a value does not fit into a message.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_too_large { Err(Error::too_large("amount")) } else { Ok(()) }
    }

    pub(crate) fn types(&self) -> Vec<Type> {
        self.items.iter().map(|(_, of)| of.clone()).collect()
    }

    pub(crate) fn typed(&self) -> impl ExactSizeIterator<Item = (&(dyn ToSql + Sync), Type)> {
        self.items.iter().map(|(value, of)| (value as &(dyn ToSql + Sync), of.clone()))
    }

    pub(crate) fn plain(&self) -> impl ExactSizeIterator<Item = &(dyn ToSql + Sync)> {
        self.items.iter().map(|(value, _)| value as &(dyn ToSql + Sync))
    }
}

/// The values of a statement that writes rows: a list for each column, in the order of its parameters.
pub(crate) struct Columns<'r, T> {
    rows: &'r [T],
    pub(crate) values: Values,
}

impl<'r, T> Columns<'r, T> {
    pub(crate) const fn of(rows: &'r [T], values: Values) -> Self {
        Self { rows, values }
    }

    pub(crate) fn integers(self, column: impl Fn(&'r T) -> i64) -> Self {
        Self { values: self.values.integers(self.rows.iter().map(column)), ..self }
    }

    pub(crate) fn optional_integers(self, column: impl Fn(&'r T) -> Option<i64>) -> Self {
        Self { values: self.values.optional_integers(self.rows.iter().map(column)), ..self }
    }

    pub(crate) fn texts(self, column: impl Fn(&'r T) -> &'r str) -> Self {
        Self { values: self.values.texts(self.rows.iter().map(column)), ..self }
    }

    pub(crate) fn optional_texts(self, column: impl Fn(&'r T) -> Option<&'r str>) -> Self {
        Self { values: self.values.optional_texts(self.rows.iter().map(column)), ..self }
    }

    pub(crate) fn byte_strings(self, column: impl Fn(&'r T) -> &'r [u8]) -> Self {
        Self { values: self.values.byte_strings(self.rows.iter().map(column)), ..self }
    }

    pub(crate) fn uuids(self, column: impl Fn(&'r T) -> Uuid) -> Self {
        Self { values: self.values.uuids(self.rows.iter().map(column)), ..self }
    }

    pub(crate) fn optional_uuids(self, column: impl Fn(&'r T) -> Option<Uuid>) -> Self {
        Self { values: self.values.optional_uuids(self.rows.iter().map(column)), ..self }
    }
}

/// A value as it is sent; `None` for NULL.
#[derive(Debug)]
struct Encoded(Option<BytesMut>);

impl ToSql for Encoded {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        let Some(bytes) = &self.0 else { return Ok(IsNull::Yes) };
        out.extend_from_slice(bytes);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// What stands for a NUL, which no text of the server can hold, ...
const NUL: &str = "\u{1}0";
/// ... and what stands for the first character of that.
const MARK: &str = "\u{1}1";

/// A text as the server keeps it.
fn kept(text: &str) -> Cow<'_, str> {
    if text.contains(['\0', '\u{1}']) {
        Cow::Owned(text.replace('\u{1}', MARK).replace('\0', NUL))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text that the server kept.
pub(crate) fn given(text: String) -> String {
    if text.contains('\u{1}') { text.replace(NUL, "\0").replace(MARK, "\u{1}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        for text in ["", "plain 茶", "\0", "\u{1}", "\u{1}0", "\u{1}\u{1}1\0", "a\0\u{1}b\0"] {
            let sent = kept(text).into_owned();
            assert!(!sent.contains('\0'));
            assert_eq!(given(sent), text, "{text:?}");
        }
    }

    #[test]
    fn a_shop_has_an_id() {
        assert_eq!(ShopScope::new(Uuid::nil()).unwrap_err().code(), "invalid");
        assert_eq!(ShopScope::new(Uuid::max()).unwrap().values().types(), [Type::UUID]);
    }
}
