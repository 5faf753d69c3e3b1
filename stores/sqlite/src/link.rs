//! A connection that speaks the engine's errors.

use std::cell::Cell;

use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Params, Row};
use tillbook::{Error, Result};

use crate::failure;

/// One connection. Its statements are prepared once and kept.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) connection: Connection,
    operation: Cell<&'static str>,
    broken: Cell<bool>,
    erased: Cell<bool>,
}

impl Link {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, operation: Cell::new("open the store"), broken: Cell::new(false), erased: Cell::new(false) }
    }

    /// Names what is being done, for errors.
    pub(crate) fn during(&self, operation: &'static str) -> &Self {
        self.operation.set(operation);
        self
    }

    /// True after an error that leaves the state of the file unknown.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// True if the log may hold what was erased.
    pub(crate) fn has_erased(&self) -> bool {
        self.erased.get()
    }

    pub(crate) fn set_erased(&self, erased: bool) {
        self.erased.set(erased);
    }

    pub(crate) fn failed(&self, error: rusqlite::Error) -> Error {
        if failure::is_fatal(&error) {
            self.broken.set(true);
        }
        failure::translated(error, self.operation.get())
    }

    pub(crate) fn prepare(&self, sql: &'static str) -> Result<Prepared<'_>> {
        let statement = self.connection.prepare_cached(sql).map_err(|error| self.failed(error))?;
        Ok(Prepared { link: self, statement })
    }

    pub(crate) fn execute(&self, sql: &'static str, parameters: impl Params) -> Result<()> {
        self.prepare(sql)?.execute(parameters).map(|_| ())
    }

    /// Ends a transaction without its writes, if one is open: SQLite ends it itself after some errors.
    pub(crate) fn roll_back(&self) {
        if !self.connection.is_autocommit() && self.execute("ROLLBACK", []).is_err() {
            self.broken.set(true);
        }
    }
}

/// A statement of a [`Link`].
pub(crate) struct Prepared<'a> {
    link: &'a Link,
    statement: CachedStatement<'a>,
}

impl Prepared<'_> {
    /// Runs it; gives how many rows changed.
    pub(crate) fn execute(&mut self, parameters: impl Params) -> Result<usize> {
        self.statement.execute(parameters).map_err(|error| self.link.failed(error))
    }

    /// Gives each row to `sink`, until it answers `false` or an error.
    pub(crate) fn each_while(
        &mut self,
        parameters: impl Params,
        mut sink: impl FnMut(&Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let mut rows = self.statement.query(parameters).map_err(|error| self.link.failed(error))?;
        while let Some(row) = rows.next().map_err(|error| self.link.failed(error))? {
            if !sink(row)? {
                break;
            }
        }
        Ok(())
    }

    /// Gives each row to `sink`.
    pub(crate) fn each(&mut self, parameters: impl Params, mut sink: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        self.each_while(parameters, |row| sink(row).map(|()| true))
    }

    /// Appends what `read` makes of each row to `found`.
    pub(crate) fn collect<T>(
        &mut self,
        parameters: impl Params,
        found: &mut Vec<T>,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<()> {
        self.each(parameters, |row| {
            found.push(read(row)?);
            Ok(())
        })
    }

    /// What `read` makes of the first row.
    pub(crate) fn first<T>(
        &mut self,
        parameters: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.each_while(parameters, |row| {
            found = Some(read(row)?);
            Ok(false)
        })?;
        Ok(found)
    }
}

/// A limit as SQLite counts.
pub(crate) fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

#[cold]
fn wrong(row: &Row<'_>, column: usize) -> Error {
    let name = row.as_ref().column_name(column).unwrap_or("?");
    Error::Corrupt { what: format!("column `{name}` holds another type of value") }
}

#[inline]
fn value<'a>(row: &'a Row<'_>, column: usize) -> Result<ValueRef<'a>> {
    row.get_ref(column).map_err(|_| wrong(row, column))
}

/// The whole number in a column.
#[inline]
pub(crate) fn integer(row: &Row<'_>, column: usize) -> Result<i64> {
    match value(row, column)? {
        ValueRef::Integer(integer) => Ok(integer),
        _ => Err(wrong(row, column)),
    }
}

/// The whole number in a column that may be empty.
#[inline]
pub(crate) fn optional_integer(row: &Row<'_>, column: usize) -> Result<Option<i64>> {
    match value(row, column)? {
        ValueRef::Integer(integer) => Ok(Some(integer)),
        ValueRef::Null => Ok(None),
        _ => Err(wrong(row, column)),
    }
}

/// The text in a column.
#[inline]
pub(crate) fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str> {
    optional_text(row, column)?.ok_or_else(|| wrong(row, column))
}

/// The text in a column that may be empty.
#[inline]
pub(crate) fn optional_text<'a>(row: &'a Row<'_>, column: usize) -> Result<Option<&'a str>> {
    match value(row, column)? {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).map(Some).map_err(|_| wrong(row, column)),
        ValueRef::Null => Ok(None),
        _ => Err(wrong(row, column)),
    }
}

/// The bytes in a column: a blob, or a text as it is.
#[inline]
pub(crate) fn bytes<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a [u8]> {
    optional_bytes(row, column)?.ok_or_else(|| wrong(row, column))
}

/// The bytes in a column that may be empty.
#[inline]
pub(crate) fn optional_bytes<'a>(row: &'a Row<'_>, column: usize) -> Result<Option<&'a [u8]>> {
    match value(row, column)? {
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => Ok(Some(bytes)),
        ValueRef::Null => Ok(None),
        _ => Err(wrong(row, column)),
    }
}

/// A body, which a store of texts can only keep if it is one.
pub(crate) fn body_text(body: &[u8]) -> Result<&str> {
    std::str::from_utf8(body).map_err(|_| Error::Corrupt { what: "a body that is no UTF-8".into() })
}
