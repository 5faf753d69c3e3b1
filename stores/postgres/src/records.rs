//! Records: the catalog, parties and settings, and what they are found by.

use rustc_hash::FxHashMap;
use tillbook::ledger::{RecordNo, VariantNo};
use tillbook::storage::{KeyKind, LowStock, Record, RecordKey, RecordKind, RecordQuery};
use tillbook::value::Quantity;
use tillbook::{Error, Result};
use tokio_postgres::Row;

use crate::row::{bytes, code, integer, optional_integer, record_no, rows, text, uuid};
use crate::session::{MOST_ROWS, Session};
use crate::sql::{Sql, statements};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT number, kind, id, name, code, reorder_point, keys, body FROM tillbook.record r ",
            "WHERE r.shop_id = $1 AND ",
            $rest
        )
    };
}

macro_rules! select_numbers {
    ($rest:literal) => {
        concat!("SELECT number FROM tillbook.record r WHERE r.shop_id = $1 AND ", $rest)
    };
}

macro_rules! both {
    ($rest:literal) => {
        (select!($rest), select_numbers!($rest))
    };
}

/// How records are found: as they are, and their numbers only.
const IDS: (&str, &str) = both!("kind = $2 AND id = ANY ($3) ORDER BY number");
const NUMBERS: (&str, &str) = both!("number = ANY ($2) ORDER BY number");
const KEYS: (&str, &str) = both!(
    "number IN (SELECT record FROM tillbook.record_key k WHERE k.shop_id = $1 AND k.text = ANY ($4) AND k.kind = $3 \
     AND k.record_kind = $2) ORDER BY number"
);
const PAGE: (&str, &str) = both!("kind = $2 AND number > $3 ORDER BY number LIMIT $4");
const STARTING: (&str, &str) = both!("kind = $2 AND folded >= $3 AND folded < $4 ORDER BY folded, number LIMIT $5");
const CONTAINING: (&str, &str) = both!("kind = $2 AND position($3 IN folded) > 0 ORDER BY number LIMIT $4");

statements! {
    PUT = "INSERT INTO tillbook.record (shop_id, number, kind, id, name, folded, code, reorder_point, keys, body) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10) \
        ON CONFLICT (shop_id, kind, id) DO UPDATE SET name = excluded.name, folded = excluded.folded, \
        code = excluded.code, reorder_point = excluded.reorder_point, keys = excluded.keys, body = excluded.body \
        WHERE record.number = excluded.number";
    FORGET_KEYS = "DELETE FROM tillbook.record_key WHERE shop_id = $1 AND record = ANY ($2)";
    PUT_KEYS = "INSERT INTO tillbook.record_key (shop_id, record, record_kind, kind, text) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5) ON CONFLICT (shop_id, record, kind, text) DO NOTHING";
    CLEAR_KEYS = "DELETE FROM tillbook.record_key WHERE shop_id = $1";
    CLEAR = "DELETE FROM tillbook.record WHERE shop_id = $1";
    FIND_IDS = IDS.0;
    NUMBERS_OF_IDS = IDS.1;
    FIND_NUMBERS = NUMBERS.0;
    NUMBERS_OF_NUMBERS = NUMBERS.1;
    FIND_KEYS = KEYS.0;
    NUMBERS_OF_KEYS = KEYS.1;
    FIND_PAGE = PAGE.0;
    NUMBERS_OF_PAGE = PAGE.1;
    FIND_STARTING = STARTING.0;
    NUMBERS_STARTING = STARTING.1;
    FIND_CONTAINING = CONTAINING.0;
    NUMBERS_CONTAINING = CONTAINING.1;
    BODIES = "SELECT number, body FROM tillbook.record WHERE shop_id = $1 AND kind = $2 ORDER BY number";
    LOW_STOCK = "SELECT r.number, r.code, r.name, coalesce(p.quantity, 0), r.reorder_point FROM tillbook.record r \
        LEFT JOIN tillbook.pool p ON p.shop_id = $1 AND p.variant = r.number WHERE r.shop_id = $1 \
        AND r.kind = 'variant' AND r.reorder_point IS NOT NULL AND coalesce(p.quantity, 0) <= r.reorder_point \
        ORDER BY r.number LIMIT $2";
}

pub(crate) fn put(session: &mut Session<'_>, records: &[Record]) -> Result<()> {
    newest(records)?.chunks(MOST_ROWS).try_for_each(|records| put_some(session, records))
}

fn put_some(session: &mut Session<'_>, records: &[&Record]) -> Result<()> {
    let folded: Vec<String> = records.iter().map(|record| record.name.to_ascii_lowercase()).collect();
    let keys: Vec<String> = records.iter().map(|record| keys_text(&record.keys)).collect::<Result<_>>()?;
    let values = session
        .values()
        .integers(records.iter().map(|record| record.number.0.into()))
        .texts(records.iter().map(|record| record.kind.code()))
        .uuids(records.iter().map(|record| record.id))
        .texts(records.iter().map(|record| record.name.as_str()))
        .byte_strings(folded.iter().map(String::as_bytes))
        .texts(records.iter().map(|record| record.code.as_str()))
        .optional_integers(records.iter().map(|record| record.reorder_point.map(Quantity::micros)))
        .texts(keys.iter().map(String::as_str))
        .byte_strings(records.iter().map(|record| record.body.as_slice()));
    let written = session.now(&PUT, values)?;
    if usize::try_from(written) != Ok(records.len()) {
        return Err(Error::Corrupt { what: "a record came with another number than it has".into() });
    }
    put_keys(session, records)
}

fn put_keys(session: &mut Session<'_>, records: &[&Record]) -> Result<()> {
    let values = session.values().integers(records.iter().map(|record| record.number.0.into()));
    session.later(&FORGET_KEYS, values)?;
    let keys: Vec<(&Record, &RecordKey)> =
        records.iter().flat_map(|record| record.keys.iter().map(move |key| (*record, key))).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let values = session
        .values()
        .integers(keys.iter().map(|(record, _)| record.number.0.into()))
        .texts(keys.iter().map(|(record, _)| record.kind.code()))
        .texts(keys.iter().map(|(_, key)| key.kind.code()))
        .texts(keys.iter().map(|(_, key)| key.text.as_str()));
    session.later(&PUT_KEYS, values)
}

/// Of records with the same kind and id the last: one statement writes a row once.
fn newest(records: &[Record]) -> Result<Vec<&Record>> {
    let mut newest: Vec<&Record> = Vec::with_capacity(records.len());
    let mut places: FxHashMap<(RecordKind, uuid::Uuid), usize> = FxHashMap::default();
    for record in records {
        match places.get(&(record.kind, record.id)).and_then(|place| newest.get_mut(*place)) {
            None => {
                places.insert((record.kind, record.id), newest.len());
                newest.push(record);
            }
            Some(earlier) if earlier.number == record.number => *earlier = record,
            Some(_) => {
                return Err(Error::Corrupt { what: format!("record {} came with two numbers", record.id) });
            }
        }
    }
    Ok(newest)
}

pub(crate) fn clear(session: &mut Session<'_>) -> Result<()> {
    let (keys, records) = (session.values(), session.values());
    session.later(&CLEAR_KEYS, keys)?;
    session.later(&CLEAR, records)
}

pub(crate) fn find(session: &mut Session<'_>, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
    ask(session, query, |[find, _]| find)?.iter().map(record).collect()
}

pub(crate) fn numbers(session: &mut Session<'_>, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
    ask(session, query, |[_, numbers]| numbers)?.iter().map(|row| record_no(integer(row, 0)?)).collect()
}

fn ask(
    session: &mut Session<'_>,
    query: &RecordQuery<'_>,
    choose: impl Fn([&'static Sql; 2]) -> &'static Sql,
) -> Result<Vec<Row>> {
    let values = session.values();
    match *query {
        RecordQuery::Ids(kind, ids) => {
            let values = values.text(kind.code()).uuids(ids.iter().copied());
            session.ask(choose([&FIND_IDS, &NUMBERS_OF_IDS]), values)
        }
        RecordQuery::Numbers(numbers) => {
            let values = values.integers(numbers.iter().map(|number| number.0.into()));
            session.ask(choose([&FIND_NUMBERS, &NUMBERS_OF_NUMBERS]), values)
        }
        RecordQuery::Keys(kind, key_kind, texts) => {
            let values = values.text(kind.code()).text(key_kind.code()).texts(texts.iter().copied());
            session.ask(choose([&FIND_KEYS, &NUMBERS_OF_KEYS]), values)
        }
        RecordQuery::All { kind, after, limit } => {
            let values = values.text(kind.code()).integer(after.0.into()).integer(rows(limit));
            session.ask(choose([&FIND_PAGE, &NUMBERS_OF_PAGE]), values)
        }
        RecordQuery::NameStartsWith { kind, text, limit } => {
            let first = text.to_ascii_lowercase().into_bytes();
            let values = values.text(kind.code()).bytes(&first).bytes(&after_all(&first)).integer(rows(limit));
            session.ask(choose([&FIND_STARTING, &NUMBERS_STARTING]), values)
        }
        RecordQuery::NameContains { kind, text, limit } => {
            let part = text.to_ascii_lowercase();
            let values = values.text(kind.code()).bytes(part.as_bytes()).integer(rows(limit));
            session.ask(choose([&FIND_CONTAINING, &NUMBERS_CONTAINING]), values)
        }
        _ => Err(Error::Corrupt { what: "a question about records that this store does not know".into() }),
    }
}

/// The first bytes that come after all texts with this beginning: no byte of UTF-8 is 0xff.
fn after_all(beginning: &[u8]) -> Vec<u8> {
    let mut after = beginning.to_vec();
    match after.last_mut() {
        Some(last) => *last += 1,
        None => after.push(0xff),
    }
    after
}

pub(crate) fn bodies(
    session: &mut Session<'_>,
    kind: RecordKind,
    sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>,
) -> Result<()> {
    let values = session.values().text(kind.code());
    session.each(&BODIES, values, &mut |row| sink(record_no(integer(row, 0)?)?, bytes(row, 1)?))
}

pub(crate) fn low_stock(session: &mut Session<'_>, limit: usize) -> Result<Vec<LowStock>> {
    let values = session.values().integer(rows(limit));
    let low = |row: &Row| {
        Ok(LowStock {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            sku: text(row, 1)?,
            name: text(row, 2)?,
            on_hand: Quantity::from_micros(integer(row, 3)?),
            reorder_point: Quantity::from_micros(integer(row, 4)?),
        })
    };
    session.ask(&LOW_STOCK, values)?.iter().map(low).collect()
}

fn record(row: &Row) -> Result<Record> {
    Ok(Record {
        number: record_no(integer(row, 0)?)?,
        kind: RecordKind::from_code(code(row, 1)?)?,
        id: uuid(row, 2)?,
        name: text(row, 3)?,
        code: text(row, 4)?,
        reorder_point: optional_integer(row, 5)?.map(Quantity::from_micros),
        keys: keys(code(row, 6)?)?,
        body: bytes(row, 7)?.to_vec(),
    })
}

/// The keys of a record beside it, so that it is read with one statement. JSON has no character that the server cannot
/// hold.
fn keys_text(keys: &[RecordKey]) -> Result<String> {
    let pairs: Vec<(&str, &str)> = keys.iter().map(|key| (key.kind.code(), key.text.as_str())).collect();
    serde_json::to_string(&pairs).map_err(|error| wrong_keys(&error))
}

fn keys(text: &str) -> Result<Vec<RecordKey>> {
    let pairs: Vec<(String, String)> = serde_json::from_str(text).map_err(|error| wrong_keys(&error))?;
    pairs.into_iter().map(|(kind, text)| Ok(RecordKey { kind: KeyKind::from_code(&kind)?, text })).collect()
}

fn wrong_keys(error: &serde_json::Error) -> Error {
    Error::Corrupt { what: format!("keys of a record: {error}") }
}
