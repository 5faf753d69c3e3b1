//! The ledger of what earlier movements are worth more or less.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Row, params, params_from_iter};
use tillbook::Result;
use tillbook::ledger::{LineKey, MovementKind, Revaluation, VariantNo};
use tillbook::storage::LedgerFilter;
use tillbook::value::{BusinessDay, Money, Timestamp};

use crate::documents::date;
use crate::ledger::{document_line, scan};
use crate::link::{Link, integer, optional_integer, text};

/// So many revaluations go into one statement where there are many: each statement looks for the ends of the trees anew.
const REVALUATIONS_AT_ONCE: usize = 64;

macro_rules! insert_revaluations {
    ($rows:expr) => {
        concat!(
            "INSERT INTO revaluation (key, corrects, document_line, kind, variant, by, effective_at, business_day, value, \
             kit) VALUES ",
            $rows
        )
    };
}

macro_rules! four_times {
    ($rows:expr) => {
        concat!($rows, ", ", $rows, ", ", $rows, ", ", $rows)
    };
}

pub(crate) fn insert(link: &Link, rows: &[Revaluation]) -> Result<()> {
    let many = rows.chunks_exact(REVALUATIONS_AT_ONCE);
    let few = many.remainder();
    if rows.len() > few.len() {
        let mut statement = link
            .prepare(insert_revaluations!(four_times!(four_times!(four_times!("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")))))?;
        for rows in many {
            statement.execute(params_from_iter(rows.iter().flat_map(columns)))?;
        }
    }
    if !few.is_empty() {
        let mut statement = link.prepare(insert_revaluations!("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))?;
        for row in few {
            statement.execute(params_from_iter(columns(row)))?;
        }
    }
    Ok(())
}

fn columns(row: &Revaluation) -> [ToSqlOutput<'static>; 10] {
    let integer = |value| ToSqlOutput::Borrowed(ValueRef::Integer(value));
    [
        integer(row.key.column()),
        integer(row.corrects.column()),
        integer(row.document_line.into()),
        ToSqlOutput::Borrowed(ValueRef::Text(row.kind.code().as_bytes())),
        integer(row.variant.column()),
        ToSqlOutput::Borrowed(row.by.map_or(ValueRef::Null, |by| ValueRef::Integer(by.column()))),
        integer(row.effective_at.micros()),
        integer(row.business_day.date().days().into()),
        integer(row.value.minor()),
        ToSqlOutput::Borrowed(row.kit.map_or(ValueRef::Null, |kit| ValueRef::Integer(kit.column()))),
    ]
}

pub(crate) fn find(
    link: &Link,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT key, corrects, document_line, kind, variant, by, effective_at, business_day, value, kit FROM revaluation \
               WHERE key BETWEEN ?1 AND ?2 AND business_day BETWEEN ?3 AND ?4 ORDER BY key";
    match filter.variant.map(VariantNo::column) {
        None => scan(link, sql, filter, |row| sink(&revaluation(row)?)),
        Some(variant) => {
            scan(link, sql, filter, |row| if integer(row, 4)? == variant { sink(&revaluation(row)?) } else { Ok(()) })
        }
    }
}

pub(crate) fn find_of(link: &Link, movements: &[(VariantNo, LineKey)]) -> Result<Vec<Revaluation>> {
    let mut found = Vec::new();
    let mut statement = link.prepare(
        "SELECT key, corrects, document_line, kind, variant, by, effective_at, business_day, value, kit FROM revaluation \
         WHERE variant = ?1 AND corrects = ?2",
    )?;
    let mut movements = movements.to_vec();
    movements.sort_unstable();
    movements.dedup();
    for (variant, movement) in movements {
        statement.collect(params![variant.column(), movement.column()], &mut found, revaluation)?;
    }
    found.sort_by_key(|row| row.key);
    Ok(found)
}

fn revaluation(row: &Row<'_>) -> Result<Revaluation> {
    Ok(Revaluation {
        key: LineKey::from_column(integer(row, 0)?),
        corrects: LineKey::from_column(integer(row, 1)?),
        document_line: document_line(integer(row, 2)?)?,
        kind: MovementKind::from_code(text(row, 3)?)?,
        variant: VariantNo::from_column(integer(row, 4)?)?,
        by: optional_integer(row, 5)?.map(LineKey::from_column),
        effective_at: Timestamp::from_micros(integer(row, 6)?),
        business_day: BusinessDay(date(integer(row, 7)?)?),
        value: Money::from_minor(integer(row, 8)?),
        kit: optional_integer(row, 9)?.map(VariantNo::from_column).transpose()?,
    })
}
