//! Records: the catalog, parties and settings, and what they are found by.

use rusqlite::{Row, ToSql, params};
use tillbook::ledger::{RecordNo, VariantNo};
use tillbook::storage::{KeyKind, LowStock, Record, RecordKey, RecordKind, RecordQuery};
use tillbook::value::Quantity;
use tillbook::{Error, Result};

use crate::documents::{record_no, uuid};
use crate::link::{Link, body_text, bytes, integer, optional_integer, optional_text, rows, text};

/// The full-text index cuts names into pieces of so many characters; shorter texts are searched name by name.
const PIECE: usize = 3;

pub(crate) fn put(link: &Link, records: &[Record]) -> Result<()> {
    for record in records {
        put_one(link, record)?;
    }
    Ok(())
}

fn put_one(link: &Link, record: &Record) -> Result<()> {
    let number = i64::from(record.number.0);
    let old_name = link
        .prepare("SELECT name FROM record WHERE kind = ?1 AND id = ?2")?
        .first(params![record.kind.code(), &record.id.as_bytes()[..]], |row| Ok(text(row, 0)? == record.name))?;
    let sql = match old_name {
        Some(_) => {
            "UPDATE record SET name = ?4, code = ?5, reorder_point = ?6, body = ?7 \
             WHERE kind = ?2 AND id = ?3 AND number = ?1"
        }
        None => {
            "INSERT INTO record (number, kind, id, name, code, reorder_point, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        }
    };
    let changed = link.prepare(sql)?.execute(params![
        number,
        record.kind.code(),
        &record.id.as_bytes()[..],
        record.name,
        record.code,
        record.reorder_point.map(Quantity::micros),
        body_text(&record.body)?
    ])?;
    if changed != 1 {
        return Err(Error::Corrupt { what: format!("record {} came with number {number}", record.id) });
    }
    if old_name.is_some() {
        link.execute("DELETE FROM record_key WHERE record = ?1", [number])?;
    }
    put_keys(link, record)?;
    match old_name {
        Some(true) => return Ok(()),
        Some(false) => link.execute("DELETE FROM record_search WHERE rowid = ?1", [number])?,
        None => {}
    }
    // The index ends a name at a NUL; what it finds is compared again.
    let name = record.name.replace('\0', " ");
    link.execute("INSERT INTO record_search (rowid, name) VALUES (?1, ?2)", params![number, name])
}

fn put_keys(link: &Link, record: &Record) -> Result<()> {
    let mut statement =
        link.prepare("INSERT OR IGNORE INTO record_key (record, record_kind, kind, text) VALUES (?1, ?2, ?3, ?4)")?;
    for key in &record.keys {
        statement.execute(params![i64::from(record.number.0), record.kind.code(), key.kind.code(), key.text])?;
    }
    Ok(())
}

pub(crate) fn clear(link: &Link) -> Result<()> {
    link.execute("DELETE FROM record_key", [])?;
    link.execute("DELETE FROM record", [])?;
    link.execute("INSERT INTO record_search (record_search) VALUES ('delete-all')", [])
}

/// Replaces records, and writes all others anew: `secure_delete` zeroes a row that goes, but not the copies of it that are
/// left in the free space of pages when a tree was rearranged earlier. Tables that are dropped are zeroed page by page. The
/// full-text index keeps what it forgot until it is merged, so it is made anew too.
pub(crate) fn erase(link: &Link, records: &[Record]) -> Result<()> {
    put(link, records)?;
    let mut all = Vec::new();
    for kind in RecordKind::ALL {
        all.extend(find(link, &RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX })?);
    }
    let mut schema: Vec<String> = Vec::new();
    link.prepare(
        "SELECT sql FROM sqlite_schema WHERE tbl_name IN ('record', 'record_key') AND sql IS NOT NULL \
         ORDER BY type DESC, rowid",
    )?
    .collect([], &mut schema, |row| Ok(text(row, 0)?.to_string()))?;
    link.execute("DROP TABLE record_key", [])?;
    link.execute("DROP TABLE record", [])?;
    link.execute("INSERT INTO record_search (record_search) VALUES ('delete-all')", [])?;
    for sql in &schema {
        link.connection.execute_batch(sql).map_err(|error| link.failed(error))?;
    }
    put(link, &all)
}

pub(crate) fn find(link: &Link, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
    match *query {
        // Unknown ones are met when the records are read.
        RecordQuery::Numbers(numbers) => fetch(link, &unique(numbers.to_vec())),
        _ => fetch(link, &numbers(link, query)?),
    }
}

pub(crate) fn numbers(link: &Link, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
    match *query {
        RecordQuery::Ids(kind, ids) => {
            let mut statement = link.prepare("SELECT number FROM record WHERE kind = ?1 AND id = ?2")?;
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                statement.collect(params![kind.code(), &id.as_bytes()[..]], &mut found, number)?;
            }
            Ok(unique(found))
        }
        RecordQuery::Numbers(numbers) => {
            let mut statement = link.prepare("SELECT number FROM record WHERE number = ?1")?;
            let mut found = Vec::with_capacity(numbers.len());
            for asked in unique(numbers.to_vec()) {
                statement.collect([asked.0], &mut found, number)?;
            }
            Ok(found)
        }
        RecordQuery::Keys(kind, key_kind, texts) => {
            let mut statement =
                link.prepare("SELECT record FROM record_key WHERE text = ?1 AND kind = ?2 AND record_kind = ?3")?;
            let mut found = Vec::with_capacity(texts.len());
            for text in texts {
                statement.collect(params![text, key_kind.code(), kind.code()], &mut found, number)?;
            }
            Ok(unique(found))
        }
        RecordQuery::All { kind, after, limit } => numbers_of(
            link,
            "SELECT number FROM record WHERE kind = ?1 AND number > ?2 ORDER BY number LIMIT ?3",
            params![kind.code(), i64::from(after.0), rows(limit)],
        ),
        RecordQuery::NameStartsWith { kind, text, limit } => starting_with(link, kind, text, limit),
        RecordQuery::NameContains { kind, text, limit } => containing(link, kind, text, limit),
        _ => Err(Error::Corrupt { what: "a question about records that this store does not know".into() }),
    }
}

pub(crate) fn bodies(link: &Link, kind: RecordKind, sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>) -> Result<()> {
    link.prepare("SELECT number, body FROM record WHERE kind = ?1 ORDER BY number")?
        .each([kind.code()], |row| sink(number(row)?, bytes(row, 1)?))
}

pub(crate) fn low_stock(link: &Link, limit: usize) -> Result<Vec<LowStock>> {
    let mut found = Vec::new();
    link.prepare(
        "SELECT r.number, r.code, r.name, coalesce(p.quantity, 0), r.reorder_point \
         FROM record r INDEXED BY record_reorder LEFT JOIN pool p ON p.variant = r.number \
         WHERE r.kind = 'variant' AND r.reorder_point IS NOT NULL AND coalesce(p.quantity, 0) <= r.reorder_point ORDER BY r.number LIMIT ?1",
    )?
    .collect([rows(limit)], &mut found, |row| {
        Ok(LowStock {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            sku: text(row, 1)?.into(),
            name: text(row, 2)?.into(),
            on_hand: Quantity::from_micros(integer(row, 3)?),
            reorder_point: Quantity::from_micros(integer(row, 4)?),
        })
    })?;
    Ok(found)
}

/// The index is in the order of the names, so those that begin with the text come in one run.
fn starting_with(link: &Link, kind: RecordKind, prefix: &str, limit: usize) -> Result<Vec<RecordNo>> {
    let prefix = prefix.to_ascii_lowercase();
    let mut found = Vec::new();
    if limit == 0 {
        return Ok(found);
    }
    link.prepare(
        "SELECT number, lower(name) FROM record INDEXED BY record_name WHERE kind = ?1 AND lower(name) >= ?2 \
         ORDER BY lower(name), number",
    )?
    .each_while(params![kind.code(), prefix], |row| {
        if !text(row, 1)?.starts_with(&prefix) {
            return Ok(false);
        }
        found.push(number(row)?);
        Ok(found.len() < limit)
    })?;
    Ok(found)
}

/// The index folds more letters than asked for, so each name it finds is compared again.
fn containing(link: &Link, kind: RecordKind, part: &str, limit: usize) -> Result<Vec<RecordNo>> {
    let part = part.to_ascii_lowercase();
    let mut found = Vec::new();
    if limit == 0 {
        return Ok(found);
    }
    if part.chars().count() < PIECE || part.contains('\0') {
        return numbers_of(
            link,
            "SELECT number FROM record INDEXED BY record_name WHERE kind = ?1 AND instr(lower(name), ?2) \
             ORDER BY number LIMIT ?3",
            params![kind.code(), part, rows(limit)],
        );
    }
    let phrase = format!("\"{}\"", part.replace('"', "\"\""));
    link.prepare(
        "SELECT r.number, lower(r.name) FROM record_search s CROSS JOIN record r ON r.number = s.rowid \
         WHERE s.record_search MATCH ?2 AND r.kind = ?1 ORDER BY s.rowid",
    )?
    .each_while(params![kind.code(), phrase], |row| {
        if text(row, 1)?.contains(&part) {
            found.push(number(row)?);
        }
        Ok(found.len() < limit)
    })?;
    Ok(found)
}

fn numbers_of(link: &Link, sql: &'static str, parameters: &[&dyn ToSql]) -> Result<Vec<RecordNo>> {
    let mut found = Vec::new();
    link.prepare(sql)?.collect(parameters, &mut found, number)?;
    Ok(found)
}

/// The records with these numbers, in their order. A record comes once for each of its keys.
fn fetch(link: &Link, numbers: &[RecordNo]) -> Result<Vec<Record>> {
    let mut found: Vec<Record> = Vec::with_capacity(numbers.len());
    let mut records = link.prepare(
        "SELECT k.kind, k.text, r.number, r.kind, r.id, r.name, r.code, r.reorder_point, r.body \
         FROM record r LEFT JOIN record_key k ON k.record = r.number WHERE r.number = ?1",
    )?;
    for number in numbers {
        let mut is_first = true;
        records.each([number.0], |row| {
            if std::mem::take(&mut is_first) {
                found.push(record(row)?);
            }
            if let (Some(kind), Some(record)) = (optional_text(row, 0)?, found.last_mut()) {
                record.keys.push(RecordKey { kind: KeyKind::from_code(kind)?, text: text(row, 1)?.into() });
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn unique(mut numbers: Vec<RecordNo>) -> Vec<RecordNo> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn number(row: &Row<'_>) -> Result<RecordNo> {
    record_no(integer(row, 0)?)
}

fn record(row: &Row<'_>) -> Result<Record> {
    Ok(Record {
        kind: RecordKind::from_code(text(row, 3)?)?,
        id: uuid(bytes(row, 4)?)?,
        number: record_no(integer(row, 2)?)?,
        name: text(row, 5)?.into(),
        code: text(row, 6)?.into(),
        reorder_point: optional_integer(row, 7)?.map(Quantity::from_micros),
        keys: Vec::new(),
        body: bytes(row, 8)?.to_vec(),
    })
}
