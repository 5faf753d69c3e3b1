use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use csv::{ErrorKind, ReaderBuilder, StringRecord};
use rust_decimal::Decimal;
use tillbook::value::{Currency, Money, Price, Quantity};
use tillbook::{Error, Expected, Result};

/// A CSV file with a header row.
pub(super) struct Sheet {
    file: &'static str,
    header: StringRecord,
    rows: Vec<(u64, StringRecord)>,
}

/// A row of a [`Sheet`].
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    sheet: &'a Sheet,
    line: u64,
    cells: &'a StringRecord,
}

/// Where a value stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: &'static str,
    pub(super) line: u64,
    /// What the row is about, where it is about goods.
    pub(super) sku: String,
}

impl Place {
    pub(super) fn refuse(&self, column: &str, value: impl Display, expected: Expected) -> Error {
        let value = format!("{value}");
        Error::Row { file: self.file.into(), line: self.line, column: column.into(), value: value.into(), expected }
    }
}

impl Sheet {
    /// Reads a file whose header has at least these columns, written as `a, b, c`.
    pub(super) fn read(folder: &Path, file: &'static str, columns: &'static str) -> Result<Self> {
        let reader = ReaderBuilder::new().has_headers(false).from_path(folder.join(file));
        let mut reader = reader.map_err(|error| unreadable(file, &error))?;
        let mut sheet = Self { file, header: StringRecord::new(), rows: Vec::new() };
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(|error| sheet.broken(&error))?;
            if index == 0 {
                sheet.header = record;
            } else {
                let line = record.position().map_or(0, csv::Position::line);
                sheet.rows.push((line, record));
            }
        }
        let missing = columns.split(", ").find(|column| sheet.column(column).is_none());
        match missing {
            Some(column) => {
                let header = sheet.header.iter().collect::<Vec<_>>().join(",");
                Err(sheet.place(1).refuse(column, header, Expected::OneOf(columns)))
            }
            None => Ok(sheet),
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { sheet: self, line: *line, cells })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    fn place(&self, line: u64) -> Place {
        Place { file: self.file, line, sku: String::new() }
    }

    /// A row with too few or too many cells, or with bytes that are no text.
    fn broken(&self, error: &csv::Error) -> Error {
        let line = error.position().map_or(0, csv::Position::line);
        let (cell, value, expected) = match error.kind() {
            ErrorKind::UnequalLengths { len, .. } => {
                let cells = usize::try_from(*len).unwrap_or(usize::MAX);
                (cells, format!("{len} cells"), Expected::ExactItems(self.header.len()))
            }
            ErrorKind::Utf8 { err, .. } => (err.field(), "bytes".into(), Expected::OneOf("UTF-8 text")),
            _ => return unreadable(self.file, error),
        };
        self.place(line).refuse(self.header.get(cell).unwrap_or_default(), value, expected)
    }
}

/// A file that is not there or cannot be read.
pub(super) fn unreadable(file: &str, error: &dyn std::error::Error) -> Error {
    Error::Storage { operation: "read the folder", reason: format!("{file}: {error}"), source: None }
}

impl Row<'_> {
    /// The place of this row.
    pub(super) fn place(&self) -> Place {
        let sku = self.cell("sku").to_string();
        Place { sku, ..self.sheet.place(self.line) }
    }

    /// The text of a cell, empty where the file has no such column.
    fn cell(&self, column: &str) -> &str {
        self.sheet.column(column).and_then(|index| self.cells.get(index)).unwrap_or_default()
    }

    pub(super) fn refuse(&self, column: &str, expected: Expected) -> Error {
        self.place().refuse(column, self.cell(column), expected)
    }

    /// A cell through a function that may refuse it.
    pub(super) fn read<T>(&self, column: &str, parse: impl FnOnce(&str) -> Result<T>) -> Result<T> {
        parse(self.cell(column)).map_err(|error| match error {
            Error::Invalid { expected, .. } => self.refuse(column, expected),
            Error::CheckDigit { .. } => self.refuse(column, Expected::OneOf("codes with a right check digit")),
            other => other,
        })
    }

    /// Text that is not empty.
    pub(super) fn text(&self, column: &str) -> Result<&str> {
        match self.cell(column) {
            "" => Err(self.refuse(column, Expected::NotEmpty)),
            text => Ok(text),
        }
    }

    /// Text, if there is some.
    pub(super) fn optional(&self, column: &str) -> Option<&str> {
        Some(self.cell(column)).filter(|text| !text.is_empty())
    }

    pub(super) fn parsed<T: FromStr<Err = Error>>(&self, column: &str) -> Result<T> {
        self.read(column, str::parse)
    }

    pub(super) fn parsed_if_there<T: FromStr<Err = Error>>(&self, column: &str) -> Result<Option<T>> {
        self.optional(column).map(|_| self.parsed(column)).transpose()
    }

    /// A whole number of zero or more.
    pub(super) fn whole<T: FromStr>(&self, column: &str) -> Result<T> {
        self.read(column, |text| text.parse().map_err(|_| Error::invalid(column, text, Expected::Whole)))
    }

    fn number<T>(&self, column: &str, check: impl FnOnce(Decimal) -> Result<T>) -> Result<Decimal> {
        self.read(column, |text| {
            let number: Decimal = text.parse().map_err(|_| Error::invalid(column, text, Expected::Number))?;
            check(number).map(|_| number)
        })
    }

    /// A quantity above zero.
    pub(super) fn quantity(&self, column: &str) -> Result<Decimal> {
        self.number(column, |number| Quantity::positive(number, column))
    }

    /// A quantity of zero or more.
    pub(super) fn quantity_or_none(&self, column: &str) -> Result<Decimal> {
        self.number(column, |number| Quantity::not_negative(number, column))
    }

    /// Money per unit, zero or more.
    pub(super) fn price(&self, column: &str) -> Result<Decimal> {
        self.number(column, |number| Price::not_negative(number, column))
    }

    /// An amount of zero or more, with the decimals of the currency.
    pub(super) fn amount(&self, column: &str, currency: Currency) -> Result<Decimal> {
        self.number(column, |number| Money::from_decimal(number, currency)?.not_negative(column))
    }

    /// Refuses a cell that differs from the same one in the first row of its group.
    pub(super) fn same_as(&self, first: Row<'_>, columns: &[&str]) -> Result<()> {
        match columns.iter().find(|column| self.cell(column) != first.cell(column)) {
            Some(column) => Err(self.refuse(column, Expected::OneOf("the values of the first row of its group"))),
            None => Ok(()),
        }
    }
}
