//! Values out of rows.

use tillbook::ledger::{PostNo, RecordNo};
use tillbook::value::Date;
use tillbook::{Error, Result};
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;
use uuid::Uuid;

use crate::scope::given;

fn value<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T> {
    row.try_get(column).map_err(|_| {
        let name = row.columns().get(column).map_or("?", tokio_postgres::Column::name);
        Error::Corrupt { what: format!("column `{name}` holds another type of value") }
    })
}

/// The whole number in a column.
pub(crate) fn integer(row: &Row, column: usize) -> Result<i64> {
    value(row, column)
}

/// The whole number in a column that may be empty.
pub(crate) fn optional_integer(row: &Row, column: usize) -> Result<Option<i64>> {
    value(row, column)
}

/// The text in a column.
pub(crate) fn text(row: &Row, column: usize) -> Result<String> {
    value(row, column).map(given)
}

/// A name of the engine's own in a column.
pub(crate) fn code(row: &Row, column: usize) -> Result<&str> {
    value(row, column)
}

/// The text in a column that may be empty.
pub(crate) fn optional_text(row: &Row, column: usize) -> Result<Option<String>> {
    Ok(value::<Option<String>>(row, column)?.map(given))
}

/// The bytes in a column.
pub(crate) fn bytes(row: &Row, column: usize) -> Result<&[u8]> {
    value(row, column)
}

/// The id in a column.
pub(crate) fn uuid(row: &Row, column: usize) -> Result<Uuid> {
    value(row, column)
}

/// The id in a column that may be empty.
pub(crate) fn optional_uuid(row: &Row, column: usize) -> Result<Option<Uuid>> {
    value(row, column)
}

/// A posting number as a column holds it; larger ones are refused where keys are made.
pub(crate) fn post_column(post: PostNo) -> i64 {
    post.0.min(PostNo::MAX.0).cast_signed()
}

pub(crate) fn post_no(column: i64) -> Result<PostNo> {
    u64::try_from(column).map(PostNo).map_err(|_| Error::Corrupt { what: format!("posting number {column}") })
}

pub(crate) fn record_no(column: i64) -> Result<RecordNo> {
    u32::try_from(column).map(RecordNo).map_err(|_| Error::Corrupt { what: format!("record number {column}") })
}

pub(crate) fn date(column: i64) -> Result<Date> {
    let days = i32::try_from(column).map_err(|_| Error::Corrupt { what: format!("day {column}") })?;
    Ok(Date::from_days(days))
}

/// A limit as the server counts.
pub(crate) fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
