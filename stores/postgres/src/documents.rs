//! Documents, the chains of devices, and the lock of the shop.

use tillbook::document::{Digest, Document, DocumentKind, Header, Slot};
use tillbook::storage::{Access, ChainHead, DocumentQuery, Head, Posting};
use tillbook::value::{BusinessDay, DocumentId, Timestamp};
use tillbook::{Error, Result};
use tokio_postgres::Row;

use crate::row::{
    bytes, code, date, integer, optional_text, optional_uuid, post_column, post_no, record_no, rows, text, uuid,
};
use crate::session::Session;
use crate::sql::statements;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT post_no, id, kind, number, effective_at, recorded_at, business_day, actor, approver, device, ",
            "epoch, seq, prev_hash, hash, request, refers_to, party, schema, body FROM tillbook.document ",
            "WHERE shop_id = $1 AND ",
            $rest
        )
    };
}

statements! {
    LOCK = "UPDATE tillbook.shop_head SET turn = turn + 1 WHERE shop_id = $1 RETURNING turn";
    // A shop's first write: nobody has made its row.
    SET_UP = "INSERT INTO tillbook.shop_head (shop_id, turn) VALUES ($1, 0) ON CONFLICT (shop_id) DO NOTHING";
    CHAINS = "SELECT device, post_no, record_no, catalog_no, epoch, seq, hash FROM tillbook.chain WHERE shop_id = $1";
    END_CHAINS = "INSERT INTO tillbook.chain (shop_id, device, epoch, seq, hash, post_no, record_no, catalog_no) \
        SELECT $1, device, epoch, seq, hash, $6, $7, $8 FROM UNNEST($2, $3, $4, $5) AS given (device, epoch, seq, hash) \
        ON CONFLICT (shop_id, device) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash, \
        post_no = excluded.post_no, record_no = excluded.record_no, catalog_no = excluded.catalog_no";
    INSERT = "INSERT INTO tillbook.document (shop_id, post_no, id, kind, number, effective_at, recorded_at, \
        business_day, actor, approver, device, epoch, seq, prev_hash, hash, request, refers_to, party, schema, body) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    BY_ID = select!("id = ANY ($2) ORDER BY post_no");
    BY_POST = select!("post_no = ANY ($2) ORDER BY post_no");
    BY_PLACE = select!("device = $2 AND seq = $3 ORDER BY post_no");
    BY_CHAIN = select!("device = $2 AND seq > $3 ORDER BY seq, post_no LIMIT $4");
    BY_REFERENCE = select!("refers_to = $2 ORDER BY post_no");
    BY_PARTY = select!("party = $2 AND post_no > $3 ORDER BY post_no LIMIT $4");
    AFTER = select!("post_no > $2 ORDER BY post_no LIMIT $3");
    BY_DAY = select!("business_day BETWEEN $2 AND $3 AND kind = $4 AND post_no > $5 ORDER BY post_no LIMIT $6");
}

/// The head. In a write it is the first call, and takes the shop's lock: what it reads then cannot change any more.
pub(crate) fn head(session: &mut Session<'_>, access: Access, device: &str) -> Result<Option<Head>> {
    let values = session.values();
    let chains = match access {
        Access::Read => session.ask(&CHAINS, values)?,
        Access::Write => {
            let lock = (&LOCK, session.values());
            let (locked, chains) = session.ask_patiently(lock, (&CHAINS, values))?;
            if locked.is_empty() { first_turn(session)? } else { chains }
        }
    };
    chains.iter().try_fold(None, |head, row| with_chain(head, row, device).map(Some))
}

/// Makes the row that is the lock of a new shop, and takes it.
fn first_turn(session: &mut Session<'_>) -> Result<Vec<Row>> {
    let (set_up, lock, chains) = (session.values(), session.values(), session.values());
    session.now(&SET_UP, set_up)?;
    let (locked, chains) = session.ask_patiently((&LOCK, lock), (&CHAINS, chains))?;
    // Another till made it, in a moment that this transaction does not see.
    if locked.is_empty() { Err(Error::Conflict) } else { Ok(chains) }
}

fn with_chain(head: Option<Head>, row: &Row, device: &str) -> Result<Head> {
    let numbers = (post_no(integer(row, 1)?)?, record_no(integer(row, 2)?)?, post_no(integer(row, 3)?)?);
    let mut head =
        head.unwrap_or(Head { post_no: numbers.0, record_no: numbers.1, catalog_no: numbers.2, chain: None });
    head.post_no = head.post_no.max(numbers.0);
    head.record_no = head.record_no.max(numbers.1);
    head.catalog_no = head.catalog_no.max(numbers.2);
    if text(row, 0)? == device {
        let slot = Slot {
            device: device.into(),
            epoch: integer(row, 4)?.cast_unsigned(),
            seq: integer(row, 5)?.cast_unsigned(),
        };
        head.chain = Some(ChainHead { slot, hash: Digest::from_bytes(bytes(row, 6)?)? });
    }
    Ok(head)
}

pub(crate) fn insert(session: &mut Session<'_>, postings: &[Posting]) -> Result<()> {
    let documents = || postings.iter().map(|posting| &posting.document);
    let headers = || documents().map(|document| &document.header);
    let values = session
        .values()
        .integers(documents().map(|document| post_column(document.post_no)))
        .uuids(headers().map(|header| header.id.uuid()))
        .texts(headers().map(|header| header.kind.code()))
        .texts(headers().map(|header| header.number.as_str()))
        .integers(headers().map(|header| header.effective_at.micros()))
        .integers(headers().map(|header| header.recorded_at.micros()))
        .integers(headers().map(|header| header.business_day.date().days().into()))
        .texts(headers().map(|header| header.actor.as_str()))
        .optional_texts(headers().map(|header| header.approver.as_deref()))
        .texts(headers().map(|header| header.slot.device.as_str()))
        .integers(headers().map(|header| header.slot.epoch.cast_signed()))
        .integers(headers().map(|header| header.slot.seq.cast_signed()))
        .byte_strings(headers().map(|header| &header.prev_hash.bytes()[..]))
        .byte_strings(headers().map(|header| &header.hash.bytes()[..]))
        .byte_strings(headers().map(|header| &header.request.bytes()[..]))
        .optional_uuids(headers().map(|header| header.refers_to.map(DocumentId::uuid)))
        .optional_uuids(headers().map(|header| header.party))
        .integers(headers().map(|header| header.schema.into()))
        .byte_strings(documents().map(|document| document.body.as_slice()));
    session.later(&INSERT, values)
}

/// Ends the chain of each device at its last document, and moves the shop's head.
pub(crate) fn end_chains(session: &mut Session<'_>, postings: &[Posting], head: &Head) -> Result<()> {
    let mut ends: Vec<&Header> = Vec::new();
    for posting in postings {
        let header = &posting.document.header;
        ends.retain(|end| end.slot.device != header.slot.device);
        ends.push(header);
    }
    let values = session
        .values()
        .texts(ends.iter().map(|end| end.slot.device.as_str()))
        .integers(ends.iter().map(|end| end.slot.epoch.cast_signed()))
        .integers(ends.iter().map(|end| end.slot.seq.cast_signed()))
        .byte_strings(ends.iter().map(|end| &end.hash.bytes()[..]))
        .integer(post_column(head.post_no))
        .integer(head.record_no.0.into())
        .integer(post_column(head.catalog_no));
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
