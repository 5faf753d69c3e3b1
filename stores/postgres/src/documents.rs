//! Documents, the chains of devices, and the lock of the shop.

use tillbook::document::{Digest, Document, DocumentKind, Header, Slot};
use tillbook::storage::{Access, ChainHead, DocumentQuery, Head, Posting};
use tillbook::value::{BusinessDay, DocumentId, Timestamp};
use tillbook::{Error, Result};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::row::{
    bytes, code, date, integer, optional_integer, optional_text, optional_uuid, post_column, post_no, record_no, rows,
    text, uuid,
};
use crate::scope::Values;
use crate::session::Session;
use crate::sql::{Sql, statements};

macro_rules! columns {
    ($rest:expr) => {
        concat!(
            "SELECT d.post_no, d.id, d.kind, d.number, d.effective_at, d.recorded_at, d.business_day, d.actor, ",
            "d.approver, d.device, d.epoch, d.seq, d.prev_hash, d.hash, d.request, d.refers_to, d.party, d.schema, ",
            "d.body",
            $rest
        )
    };
}

macro_rules! select {
    ($rest:literal) => {
        columns!(concat!(" FROM tillbook.document d WHERE d.shop_id = $1 AND ", $rest))
    };
}

macro_rules! mentioning {
    ($rest:literal) => {
        columns!(concat!(
            " FROM tillbook.mention m JOIN tillbook.document d ON d.shop_id = $1 AND d.post_no = m.post_no ",
            "WHERE m.shop_id = $1 AND m.id = $2 AND ",
            $rest
        ))
    };
}

/// Where the columns of a chain begin.
const CHAIN: usize = 0;
/// The same where they come after those of a document.
const CHAIN_BESIDE: usize = 19;

statements! {
    LOCK = "UPDATE tillbook.shop_head SET turn = turn + 1 WHERE shop_id = $1 RETURNING turn";
    // A shop's first write: nobody has made its row.
    SET_UP = "INSERT INTO tillbook.shop_head (shop_id, turn) VALUES ($1, 0) ON CONFLICT (shop_id) DO NOTHING";
    CHAINS = "SELECT device, post_no, record_no, catalog, epoch, seq, hash FROM tillbook.chain WHERE shop_id = $1";
    // The documents come beside the chain of the device that asks.
    CHAINS_AND_DOCUMENTS = columns!(", c.device, c.post_no, c.record_no, c.catalog, c.epoch, c.seq, c.hash \
        FROM tillbook.chain c LEFT JOIN tillbook.document d ON d.shop_id = $1 AND d.id = ANY ($2) AND c.device = $3 \
        WHERE c.shop_id = $1");
    END_CHAINS = "INSERT INTO tillbook.chain (shop_id, device, post_no, epoch, seq, hash, record_no, catalog) \
        SELECT $1, ends.*, $7, $8 FROM UNNEST($2, $3, $4, $5, $6) AS ends \
        ON CONFLICT (shop_id, device) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash, \
        post_no = excluded.post_no, record_no = excluded.record_no, catalog = excluded.catalog";
    INSERT = "INSERT INTO tillbook.document (shop_id, post_no, id, kind, number, effective_at, recorded_at, \
        business_day, actor, approver, device, epoch, seq, prev_hash, hash, request, refers_to, party, schema, body) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    INSERT_MENTIONS = "INSERT INTO tillbook.mention (shop_id, id, post_no) SELECT $1, * FROM UNNEST($2, $3)";
    BY_ID = select!("id = ANY ($2) ORDER BY post_no");
    BY_POST = select!("post_no = ANY ($2) ORDER BY post_no");
    BY_PLACE = select!("device = $2 AND seq = $3 ORDER BY post_no");
    BY_CHAIN = select!("device = $2 AND seq > $3 ORDER BY seq, post_no LIMIT $4");
    BY_REFERENCE = mentioning!("d.refers_to = $2 ORDER BY m.post_no");
    BY_PARTY = mentioning!("d.party = $2 AND m.post_no > $3 ORDER BY m.post_no LIMIT $4");
    AFTER = select!("post_no > $2 ORDER BY post_no LIMIT $3");
    BY_DAY = select!("business_day BETWEEN $2 AND $3 AND kind = $4 AND post_no > $5 ORDER BY post_no LIMIT $6");
}

/// The head. In a write it is the first call, and takes the shop's lock: what it reads then cannot change any more.
pub(crate) fn head(session: &mut Session<'_>, access: Access, device: &str) -> Result<Option<Head>> {
    let values = session.values();
    let chains = match access {
        Access::Read => session.ask(&CHAINS, values)?,
        Access::Write => locked(session, &CHAINS, |values| values)?,
    };
    with_chains(&chains, CHAIN, device)
}

/// The head and these documents, with one question where it can be: see [`head`].
pub(crate) fn head_and_documents(
    session: &mut Session<'_>,
    access: Access,
    device: &str,
    ids: &[DocumentId],
) -> Result<(Option<Head>, Vec<Document>)> {
    let ask = |values: Values| values.uuids(ids.iter().map(|id| id.uuid())).text(device);
    let rows = match access {
        Access::Read => {
            let values = ask(session.values());
            session.ask(&CHAINS_AND_DOCUMENTS, values)?
        }
        Access::Write => locked(session, &CHAINS_AND_DOCUMENTS, ask)?,
    };
    let head = with_chains(&rows, CHAIN_BESIDE, device)?;
    // Nothing comes beside the chain of a device that has none.
    if head.as_ref().is_some_and(|head| head.chain.is_none()) {
        return Ok((head, find(session, &DocumentQuery::Ids(ids))?));
    }
    let mut found = Vec::new();
    for row in &rows {
        if optional_integer(row, 0)?.is_some() {
            found.push(document(row)?);
        }
    }
    found.sort_unstable_by_key(|document| document.post_no);
    Ok((head, found))
}

/// Takes the lock of the shop, and asks.
fn locked(session: &mut Session<'_>, sql: &'static Sql, ask: impl Fn(Values) -> Values) -> Result<Vec<Row>> {
    let (lock, values) = (session.values(), ask(session.values()));
    let (turn, rows) = session.ask_patiently((&LOCK, lock), (sql, values))?;
    if !turn.is_empty() {
        return Ok(rows);
    }
    // A new shop has no row that is its lock yet.
    let (set_up, lock, values) = (session.values(), session.values(), ask(session.values()));
    session.now(&SET_UP, set_up)?;
    let (turn, rows) = session.ask_patiently((&LOCK, lock), (sql, values))?;
    // Another till made it, in a moment that this transaction does not see.
    if turn.is_empty() { Err(Error::Conflict) } else { Ok(rows) }
}

/// The head, from the ends of all chains: that of the newest document, and where the chain of the device ends.
fn with_chains(rows: &[Row], at: usize, device: &str) -> Result<Option<Head>> {
    let (mut head, mut chain): (Option<Head>, Option<ChainHead>) = (None, None);
    for row in rows {
        let (post_no, hash) = (post_no(integer(row, at + 1)?)?, Digest::from_bytes(bytes(row, at + 6)?)?);
        if text(row, at)? == device {
            let (epoch, seq) = (integer(row, at + 4)?.cast_unsigned(), integer(row, at + 5)?.cast_unsigned());
            chain = Some(ChainHead { slot: Slot { device: device.into(), epoch, seq }, hash });
        }
        if head.as_ref().is_none_or(|head| head.post_no < post_no) {
            let (record_no, catalog) = (record_no(integer(row, at + 2)?)?, Digest::from_bytes(bytes(row, at + 3)?)?);
            head = Some(Head { post_no, hash, record_no, catalog, chain: None });
        }
    }
    Ok(head.map(|head| Head { chain, ..head }))
}

pub(crate) fn insert(session: &mut Session<'_>, postings: &[Posting]) -> Result<()> {
    let rows: Vec<(&Document, &Header)> =
        postings.iter().map(|posting| (&posting.document, &posting.document.header)).collect();
    session.put(&INSERT, &rows, |rows| {
        rows.integers(|(document, _)| post_column(document.post_no))
            .uuids(|(_, header)| header.id.uuid())
            .texts(|(_, header)| header.kind.code())
            .texts(|(_, header)| header.number.as_str())
            .integers(|(_, header)| header.effective_at.micros())
            .integers(|(_, header)| header.recorded_at.micros())
            .integers(|(_, header)| header.business_day.date().days().into())
            .texts(|(_, header)| header.actor.as_str())
            .optional_texts(|(_, header)| header.approver.as_deref())
            .texts(|(_, header)| header.slot.device.as_str())
            .integers(|(_, header)| header.slot.epoch.cast_signed())
            .integers(|(_, header)| header.slot.seq.cast_signed())
            .byte_strings(|(_, header)| &header.prev_hash.bytes()[..])
            .byte_strings(|(_, header)| &header.hash.bytes()[..])
            .byte_strings(|(_, header)| &header.request.bytes()[..])
            .optional_uuids(|(_, header)| header.refers_to.map(DocumentId::uuid))
            .optional_uuids(|(_, header)| header.party)
            .integers(|(_, header)| header.schema.into())
            .byte_strings(|(document, _)| document.body.as_slice())
    })?;
    insert_mentions(session, postings)
}

fn insert_mentions(session: &mut Session<'_>, postings: &[Posting]) -> Result<()> {
    let mut mentions: Vec<(Uuid, i64)> = Vec::new();
    for Posting { document, .. } in postings {
        let Header { refers_to, party, .. } = &document.header;
        let ids = [refers_to.map(DocumentId::uuid), *party];
        mentions.extend(ids.into_iter().flatten().map(|id| (id, post_column(document.post_no))));
    }
    mentions.dedup();
    session.put(&INSERT_MENTIONS, &mentions, |rows| rows.uuids(|(id, _)| *id).integers(|(_, post)| *post))
}

/// Ends the chain of each device at its last document, and moves the shop's head.
pub(crate) fn end_chains(session: &mut Session<'_>, postings: &[Posting], head: &Head) -> Result<()> {
    let mut ends: Vec<&Document> = Vec::new();
    for Posting { document, .. } in postings {
        ends.retain(|end| end.header.slot.device != document.header.slot.device);
        ends.push(document);
    }
    let slots = || ends.iter().map(|end| &end.header.slot);
    let values = session
        .values()
        .texts(slots().map(|slot| slot.device.as_str()))
        .integers(ends.iter().map(|end| post_column(end.post_no)))
        .integers(slots().map(|slot| slot.epoch.cast_signed()))
        .integers(slots().map(|slot| slot.seq.cast_signed()))
        .byte_strings(ends.iter().map(|end| &end.header.hash.bytes()[..]))
        .integer(head.record_no.0.into())
        .bytes(head.catalog.bytes());
    session.later(&END_CHAINS, values)
}

pub(crate) fn find(session: &mut Session<'_>, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
    let values = session.values();
    let found = match *query {
        DocumentQuery::Ids(ids) => session.ask(&BY_ID, values.uuids(ids.iter().map(|id| id.uuid()))),
        DocumentQuery::Posts(posts) => {
            session.ask(&BY_POST, values.integers(posts.iter().map(|post| post_column(*post))))
        }
        DocumentQuery::Place { device, seq } => session.ask(&BY_PLACE, values.text(device).integer(seq.cast_signed())),
        DocumentQuery::Chain { device, after, limit } => {
            let after = i64::try_from(after).unwrap_or(i64::MAX);
            session.ask(&BY_CHAIN, values.text(device).integer(after).integer(rows(limit)))
        }
        DocumentQuery::ReferringTo(id) => session.ask(&BY_REFERENCE, values.uuid(id.uuid())),
        DocumentQuery::Party { party, after, limit } => {
            session.ask(&BY_PARTY, values.uuid(party).integer(post_column(after)).integer(rows(limit)))
        }
        DocumentQuery::After { after, limit } => {
            session.ask(&AFTER, values.integer(post_column(after)).integer(rows(limit)))
        }
        DocumentQuery::Days { kind, from, to, after, limit } => {
            let values = values.integer(from.date().days().into()).integer(to.date().days().into()).text(kind.code());
            session.ask(&BY_DAY, values.integer(post_column(after)).integer(rows(limit)))
        }
        _ => return Err(Error::Corrupt { what: "a question about documents that this store does not know".into() }),
    }?;
    found.iter().map(document).collect()
}

fn document(row: &Row) -> Result<Document> {
    let header = Header {
        id: DocumentId::from_uuid(uuid(row, 1)?),
        kind: DocumentKind::from_code(code(row, 2)?)?,
        number: text(row, 3)?,
        effective_at: Timestamp::from_micros(integer(row, 4)?),
        recorded_at: Timestamp::from_micros(integer(row, 5)?),
        business_day: BusinessDay(date(integer(row, 6)?)?),
        actor: text(row, 7)?,
        approver: optional_text(row, 8)?,
        slot: Slot {
            device: text(row, 9)?,
            epoch: integer(row, 10)?.cast_unsigned(),
            seq: integer(row, 11)?.cast_unsigned(),
        },
        prev_hash: Digest::from_bytes(bytes(row, 12)?)?,
        hash: Digest::from_bytes(bytes(row, 13)?)?,
        request: Digest::from_bytes(bytes(row, 14)?)?,
        refers_to: optional_uuid(row, 15)?.map(DocumentId::from_uuid),
        party: optional_uuid(row, 16)?,
        schema: u16::try_from(integer(row, 17)?).map_err(|_| Error::Corrupt { what: "schema of a document".into() })?,
    };
    Ok(Document { post_no: post_no(integer(row, 0)?)?, header, body: bytes(row, 18)?.to_vec() })
}
