//! Values for the cases: simple, told apart by small numbers.

use uuid::Uuid;

use crate::Result;
use crate::document::{Digest, Document, DocumentKind, Header, Slot};
use crate::ledger::{
    Account, Checkpoint, CostingMethod, Entry, Layer, Level, LevelKey, LineKey, LocationNo, Movement, MovementKind,
    Pool, PostNo, RecordNo, Revaluation, SaleLine, SaleLineKind, TaxNo, Unit, VariantNo,
};
use crate::storage::{ChainHead, Head, KeyKind, Posting, Record, RecordKey, RecordKind, Store, StoreExt, Transaction};
use crate::value::{BusinessDay, Date, DocumentId, Money, Quantity, Timestamp};

/// The device of a case that needs only one.
pub(super) const DEVICE: &str = "T1";

/// The batch numbers of random rows and of snapshots.
pub(super) const BATCHES: [&str; 4] = ["", "A", "a", "批"];

pub(super) fn id(number: u64) -> Uuid {
    Uuid::from_u128(u128::from(number) + (0xfe << 120))
}

pub(super) fn document_id(post: u64) -> DocumentId {
    DocumentId::from_uuid(id(post))
}

pub(super) fn day(number: i32) -> BusinessDay {
    BusinessDay(Date::from_days(20_000 + number))
}

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(1_750_000_000_000_000 + seconds * 1_000_000)
}

pub(super) fn quantity(micros: i64) -> Quantity {
    Quantity::from_micros(micros)
}

pub(super) fn key(post: u64, line: u16) -> LineKey {
    LineKey::new(PostNo(post), usize::from(line)).unwrap()
}

pub(super) fn record(kind: RecordKind, number: u32, name: &str) -> Record {
    Record {
        kind,
        id: id(number.into()),
        number: RecordNo(number),
        name: name.into(),
        code: String::new(),
        reorder_point: None,
        keys: Vec::new(),
        body: b"{}".to_vec(),
    }
}

/// A variant with keys.
pub(super) fn keyed(number: u32, keys: &[(KeyKind, &str)]) -> Record {
    let keys = keys.iter().map(|(kind, text)| RecordKey { kind: *kind, text: (*text).into() }).collect();
    Record { keys, ..record(RecordKind::Variant, number, "keyed") }
}

/// A sale without lines, with posting number `post`, the first of its device unless the caller changes its slot.
pub(super) fn document(post: u64) -> Document {
    let body = format!("{{\"post\":{post}}}").into_bytes();
    let mut header = Header {
        id: document_id(post),
        kind: DocumentKind::Sale,
        number: format!("S-{DEVICE}-{post:06}"),
        effective_at: at(i64::try_from(post).unwrap()),
        recorded_at: at(i64::try_from(post).unwrap() + 1),
        business_day: day(0),
        actor: "ann".into(),
        approver: None,
        slot: Slot { device: DEVICE.into(), epoch: 7, seq: post },
        prev_hash: Digest::NONE,
        hash: Digest::NONE,
        request: Digest::of(&post.to_be_bytes()),
        refers_to: None,
        party: None,
        schema: 1,
    };
    header.hash = header.hash_with(&body);
    Document { post_no: PostNo(post), header, body }
}

/// A document with other header fields; the hash follows.
pub(super) fn document_with(post: u64, change: impl FnOnce(&mut Header)) -> Document {
    let mut document = document(post);
    change(&mut document.header);
    document.header.hash = document.header.hash_with(&document.body);
    document
}

pub(super) fn movement(post: u64, line: u16, variant: u32) -> Movement {
    Movement {
        key: key(post, line),
        document_line: line,
        kind: MovementKind::Sale,
        variant: VariantNo(variant),
        kit: None,
        location: LocationNo(1),
        batch: String::new(),
        effective_at: at(0),
        business_day: day(0),
        quantity: quantity(-1_000_000),
        value: Money::from_minor(-350),
        of: None,
        corrects: None,
        takes: Vec::new(),
    }
}

pub(super) fn revaluation(post: u64, line: u16, variant: u32, corrects: LineKey) -> Revaluation {
    Revaluation {
        key: key(post, line),
        corrects,
        document_line: 0,
        kind: MovementKind::Sale,
        variant: VariantNo(variant),
        kit: None,
        by: None,
        effective_at: at(0),
        business_day: day(0),
        value: Money::from_minor(-50),
    }
}

pub(super) fn sale_line(post: u64, line: u16, variant: u32) -> SaleLine {
    SaleLine {
        key: key(post, line),
        kind: SaleLineKind::Sale,
        of: None,
        variant: VariantNo(variant),
        member: None,
        business_day: day(0),
        quantity: Quantity::ONE,
        gross: Money::from_minor(1_000),
        discount: Money::from_minor(100),
        coupon: Money::from_minor(50),
        total: Money::from_minor(850),
        tax: Money::from_minor(98),
        tax_code: TaxNo(1),
        cost: Money::from_minor(350),
    }
}

pub(super) fn entry(post: u64, line: u16) -> Entry {
    Entry {
        key: key(post, line),
        account: Account::Sales,
        owner: None,
        unit: Unit::Money,
        amount: Money::from_minor(-752),
        business_day: day(0),
    }
}

pub(super) fn pool(variant: u32, quantity: Quantity) -> Pool {
    Pool {
        variant: VariantNo(variant),
        method: CostingMethod::Fifo,
        quantity,
        value: Money::from_minor(900),
        last_quantity: Quantity::ONE,
        last_value: Money::from_minor(300),
        newest_at: at(0),
        moves: 1,
        sold_quantity: Quantity::ZERO,
        sold_total: Money::ZERO,
        sold_tax: Money::ZERO,
        sold_cost: Money::ZERO,
        front: None,
        loose: None,
        costs: None,
    }
}

pub(super) fn layer(variant: u32, seconds: i64, source: LineKey, quantity: Quantity) -> Layer {
    Layer { variant: VariantNo(variant), at: at(seconds), source, quantity, value: Money::from_minor(100) }
}

pub(super) fn checkpoint(variant: u32, seconds: i64, key: LineKey) -> Checkpoint {
    Checkpoint { variant: VariantNo(variant), at: at(seconds), key, body: b"{}".to_vec() }
}

pub(super) fn level(variant: u32, location: u32, batch: &str, quantity: Quantity) -> Level {
    let key = LevelKey { variant: VariantNo(variant), location: LocationNo(location), batch: batch.into() };
    Level { key, quantity, expires_on: None, since: self::key(1, 0) }
}

/// The head after the last of `postings`.
pub(super) fn head_after(postings: &[Posting]) -> Head {
    let newest = &postings.last().unwrap().document;
    Head {
        post_no: newest.post_no,
        hash: newest.header.hash,
        record_no: RecordNo(40),
        catalog: Digest::of(b"catalog"),
        chain: Some(ChainHead { slot: newest.header.slot.clone(), hash: newest.header.hash }),
    }
}

/// Runs `work` in a write transaction, the shop's lock first.
pub(super) fn write<T>(store: &dyn Store, mut work: impl FnMut(&mut dyn Transaction) -> Result<T>) -> Result<T> {
    store.write(|transaction| {
        transaction.head(DEVICE)?;
        work(transaction)
    })
}

pub(super) fn put(store: &dyn Store, records: &[Record]) {
    write(store, |transaction| transaction.put_records(records)).unwrap();
}

pub(super) fn post(store: &dyn Store, postings: &[Posting]) {
    write(store, |transaction| transaction.post(postings, &head_after(postings))).unwrap();
}
