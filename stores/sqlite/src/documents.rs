//! Documents, the chains of devices and the head.

use rusqlite::{Row, ToSql, params};
use tillbook::document::{Digest, Document, DocumentKind, Header, Slot};
use tillbook::ledger::{PostNo, RecordNo};
use tillbook::storage::{ChainHead, DocumentQuery, Head};
use tillbook::value::{BusinessDay, Date, DocumentId, Timestamp};
use tillbook::{Error, Result};
use uuid::Uuid;

use crate::link::{Link, body_text, bytes, integer, optional_bytes, optional_text, rows, text};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT post_no, id, kind, number, effective_at, recorded_at, business_day, actor, approver, device, ",
            "epoch, seq, prev_hash, hash, request, refers_to, party, schema, body FROM document ",
            $rest
        )
    };
}

pub(crate) fn head(link: &Link, device: &str) -> Result<Option<Head>> {
    let mut head: Option<Head> = None;
    let mut chain = None;
    let mut devices = link.prepare("SELECT device, post_no, record_no, catalog, epoch, seq, hash FROM head")?;
    devices.each([], |row| {
        let (post_no, hash) = (post_no(integer(row, 1)?)?, Digest::from_bytes(bytes(row, 6)?)?);
        if text(row, 0)? == device {
            let slot =
                Slot { device: device.into(), epoch: unsigned(integer(row, 4)?), seq: unsigned(integer(row, 5)?) };
            chain = Some(ChainHead { slot, hash });
        }
        if head.as_ref().is_none_or(|head| head.post_no < post_no) {
            let (record_no, catalog) = (record_no(integer(row, 2)?)?, Digest::from_bytes(bytes(row, 3)?)?);
            head = Some(Head { post_no, hash, record_no, catalog, chain: None });
        }
        Ok(())
    })?;
    Ok(head.map(|head| Head { chain, ..head }))
}

/// Ends a device's chain at this document, and moves the shop's head.
pub(crate) fn set_head(link: &Link, document: &Document, head: &Head) -> Result<()> {
    let header = &document.header;
    link.execute(
        "REPLACE INTO head (device, post_no, record_no, catalog, epoch, seq, hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            header.slot.device,
            post_column(document.post_no),
            i64::from(head.record_no.0),
            &head.catalog.bytes()[..],
            header.slot.epoch.cast_signed(),
            header.slot.seq.cast_signed(),
            &header.hash.bytes()[..]
        ],
    )
}

pub(crate) fn insert(link: &Link, document: &Document) -> Result<()> {
    let header = &document.header;
    link.execute(
        "INSERT INTO document (post_no, id, kind, number, effective_at, recorded_at, business_day, actor, approver, \
         device, epoch, seq, prev_hash, hash, request, refers_to, party, schema, body) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        params![
            post_column(document.post_no),
            &header.id.uuid().as_bytes()[..],
            header.kind.code(),
            header.number,
            header.effective_at.micros(),
            header.recorded_at.micros(),
            header.business_day.date().days(),
            header.actor,
            header.approver,
            header.slot.device,
            header.slot.epoch.cast_signed(),
            header.slot.seq.cast_signed(),
            &header.prev_hash.bytes()[..],
            &header.hash.bytes()[..],
            &header.request.bytes()[..],
            header.refers_to.map(|id| id.uuid().into_bytes().to_vec()),
            header.party.map(|id| id.into_bytes().to_vec()),
            header.schema,
            body_text(&document.body)?
        ],
    )
}

pub(crate) fn find(link: &Link, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
    match *query {
        DocumentQuery::Ids(ids) => {
            one_by_one(link, select!("WHERE id = ?1"), ids, |id| id.uuid().into_bytes().to_vec())
        }
        DocumentQuery::Posts(posts) => {
            one_by_one(link, select!("WHERE post_no = ?1"), posts, |post| post_column(*post))
        }
        DocumentQuery::Place { device, seq } => {
            list(link, select!("WHERE device = ?1 AND seq = ?2 ORDER BY post_no"), params![device, seq.cast_signed()])
        }
        DocumentQuery::Chain { device, after, limit } => list(
            link,
            select!("WHERE device = ?1 AND seq > ?2 ORDER BY seq, post_no LIMIT ?3"),
            params![device, i64::try_from(after).unwrap_or(i64::MAX), rows(limit)],
        ),
        DocumentQuery::ReferringTo(id) => {
            list(link, select!("WHERE refers_to = ?1 ORDER BY post_no"), params![&id.uuid().as_bytes()[..]])
        }
        DocumentQuery::Party { party, after, limit } => list(
            link,
            select!("WHERE party = ?1 AND post_no > ?2 ORDER BY post_no LIMIT ?3"),
            params![&party.as_bytes()[..], post_column(after), rows(limit)],
        ),
        DocumentQuery::After { after, limit } => list(
            link,
            select!("WHERE post_no > ?1 ORDER BY post_no LIMIT ?2"),
            params![post_column(after), rows(limit)],
        ),
        // The index alone tells which documents; only those of the page are fetched.
        DocumentQuery::Days { kind, from, to, after, limit } => list(
            link,
            select!(
                "WHERE post_no IN (SELECT post_no FROM document WHERE business_day BETWEEN ?1 AND ?2 AND kind = ?3 \
                 AND post_no > ?4 ORDER BY post_no LIMIT ?5) ORDER BY post_no"
            ),
            params![from.date().days(), to.date().days(), kind.code(), post_column(after), rows(limit)],
        ),
        _ => Err(Error::Corrupt { what: "a question about documents that this store does not know".into() }),
    }
}

/// The first and the last posting number of these business days; documents of other days may lie between.
pub(crate) fn posts_of_days(link: &Link, from: BusinessDay, to: BusinessDay) -> Result<Option<(PostNo, PostNo)>> {
    let span = link
        .prepare(
            "SELECT min(post_no), max(post_no) FROM document WHERE business_day BETWEEN ?1 AND ?2 HAVING count(*)",
        )?
        .first(params![from.date().days(), to.date().days()], |row| {
            Ok((post_no(integer(row, 0)?)?, post_no(integer(row, 1)?)?))
        })?;
    Ok(span)
}

fn list(link: &Link, sql: &'static str, parameters: &[&dyn ToSql]) -> Result<Vec<Document>> {
    let mut found = Vec::new();
    link.prepare(sql)?.collect(parameters, &mut found, document)?;
    Ok(found)
}

fn one_by_one<K, P: ToSql>(
    link: &Link,
    sql: &'static str,
    keys: &[K],
    parameter: impl Fn(&K) -> P,
) -> Result<Vec<Document>> {
    let mut found = Vec::with_capacity(keys.len());
    let mut statement = link.prepare(sql)?;
    for key in keys {
        statement.collect([parameter(key)], &mut found, document)?;
    }
    found.sort_unstable_by_key(|document| document.post_no);
    found.dedup_by_key(|document| document.post_no);
    Ok(found)
}

fn document(row: &Row<'_>) -> Result<Document> {
    let header = Header {
        id: DocumentId::from_uuid(uuid(bytes(row, 1)?)?),
        kind: DocumentKind::from_code(text(row, 2)?)?,
        number: text(row, 3)?.into(),
        effective_at: Timestamp::from_micros(integer(row, 4)?),
        recorded_at: Timestamp::from_micros(integer(row, 5)?),
        business_day: BusinessDay(date(integer(row, 6)?)?),
        actor: text(row, 7)?.into(),
        approver: optional_text(row, 8)?.map(Into::into),
        slot: Slot {
            device: text(row, 9)?.into(),
            epoch: unsigned(integer(row, 10)?),
            seq: unsigned(integer(row, 11)?),
        },
        prev_hash: Digest::from_bytes(bytes(row, 12)?)?,
        hash: Digest::from_bytes(bytes(row, 13)?)?,
        request: Digest::from_bytes(bytes(row, 14)?)?,
        refers_to: optional_bytes(row, 15)?.map(uuid).transpose()?.map(DocumentId::from_uuid),
        party: optional_bytes(row, 16)?.map(uuid).transpose()?,
        schema: u16::try_from(integer(row, 17)?).map_err(|_| Error::Corrupt { what: "schema of a document".into() })?,
    };
    Ok(Document { post_no: post_no(integer(row, 0)?)?, header, body: bytes(row, 18)?.to_vec() })
}

/// A posting number as a column holds it; larger ones are refused where keys are made.
pub(crate) fn post_column(post: PostNo) -> i64 {
    post.0.min(PostNo::MAX.0).cast_signed()
}

pub(crate) fn post_no(column: i64) -> Result<PostNo> {
    u64::try_from(column).map(PostNo).map_err(|_| Error::Corrupt { what: format!("posting number {column}") })
}

/// A record number out of a column.
pub(crate) fn record_no(column: i64) -> Result<RecordNo> {
    u32::try_from(column).map(RecordNo).map_err(|_| Error::Corrupt { what: format!("record number {column}") })
}

/// A UUID out of a column.
pub(crate) fn uuid(bytes: &[u8]) -> Result<Uuid> {
    Uuid::from_slice(bytes).map_err(|_| Error::Corrupt { what: format!("id of {} bytes", bytes.len()) })
}

/// A date out of a column.
pub(crate) fn date(column: i64) -> Result<Date> {
    let days = i32::try_from(column).map_err(|_| Error::Corrupt { what: format!("day {column}") })?;
    Ok(Date::from_days(days))
}

fn unsigned(column: i64) -> u64 {
    column.cast_unsigned()
}
