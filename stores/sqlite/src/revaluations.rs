//! The ledger of what earlier movements are worth more or less.

use rusqlite::{Row, params};
use tillbook::Result;
use tillbook::ledger::{LineKey, MovementKind, Revaluation, VariantNo};
use tillbook::storage::LedgerFilter;
use tillbook::value::{BusinessDay, Money, Timestamp};

use crate::documents::date;
use crate::ledger::{document_line, scan};
use crate::link::{Link, integer, optional_integer, text};

pub(crate) fn insert(link: &Link, rows: &[Revaluation]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = link.prepare(
        "INSERT INTO revaluation (key, corrects, document_line, kind, variant, by, effective_at, business_day, value, \
         kit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for row in rows {
        statement.execute(params![
            row.key.column(),
            row.corrects.column(),
            row.document_line,
            row.kind.code(),
            row.variant.column(),
            row.by.map(LineKey::column),
            row.effective_at.micros(),
            row.business_day.date().days(),
            row.value.minor(),
            row.kit.map(VariantNo::column)
        ])?;
    }
    Ok(())
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
