//! A small shop's documents.
#![allow(dead_code)] // each test uses its part
#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::sync::Arc;

use tempfile::TempDir;
use tillbook::Result;
use tillbook::document::{Digest, Document, DocumentKind, Header, Slot};
use tillbook::ledger::{
    Account, Entry, LineKey, LocationNo, Movement, MovementKind, PostNo, RecordNo, SaleLine, SaleLineKind, TaxNo,
    TenderMethod, Unit, VariantNo,
};
use tillbook::storage::{
    ChainHead, DocumentQuery, Head, LedgerFilter, Posting, Record, RecordKind, Store, StoreExt, Transaction,
};
use tillbook::value::{BusinessDay, Date, DocumentId, Money, Quantity, Timestamp};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};
use uuid::Uuid;

pub(crate) const DEVICE: &str = "T1";
/// 2025-06-15.
const FIRST_DAY: i32 = 20_254;
const VARIANT: u32 = 2;
const LOCATION: u32 = 3;

/// A shop's file in the folder. The process survives its test, and with it what the system was given to write.
pub(crate) fn file(folder: &TempDir) -> Arc<dyn Store> {
    let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
    let name = format!("{}.db", std::fs::read_dir(folder.path()).unwrap().count());
    Arc::new(SqliteStore::open_with(folder.path().join(name), options).unwrap())
}

pub(crate) fn quantity(micros: i64) -> Quantity {
    Quantity::from_micros(micros)
}

pub(crate) fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

/// Sale number `post`: 1.5 pieces for 3.05, with tax 0.35 and cost 2.
pub(crate) fn sale(post: u64, prev_hash: Digest) -> Posting {
    let day = BusinessDay(Date::from_days(FIRST_DAY));
    let at = Timestamp::from_micros(i64::from(FIRST_DAY) * 86_400_000_000 + 3_600_000_000);
    let body = br#"{"lines":[]}"#.to_vec();
    let mut header = Header {
        id: DocumentId::derived("test", &post.to_string()),
        kind: DocumentKind::Sale,
        number: format!("S-{DEVICE}-{post:06}"),
        effective_at: at,
        recorded_at: at,
        business_day: day,
        actor: "xiaoli".into(),
        approver: None,
        slot: Slot { device: DEVICE.into(), epoch: u64::MAX, seq: post },
        prev_hash,
        hash: Digest::NONE,
        request: Digest::NONE,
        refers_to: None,
        party: None,
        schema: 1,
    };
    header.hash = header.hash_with(&body);
    let key = LineKey::first_of(PostNo(post));
    let movement = Movement {
        key,
        document_line: 0,
        kind: MovementKind::Sale,
        variant: VariantNo(VARIANT),
        kit: None,
        location: LocationNo(LOCATION),
        batch: "A1".into(),
        effective_at: at,
        business_day: day,
        quantity: quantity(-1_500_000),
        value: money(-200),
        of: None,
        corrects: None,
        takes: Vec::new(),
    };
    let line = SaleLine {
        key,
        kind: SaleLineKind::Sale,
        of: None,
        variant: VariantNo(VARIANT),
        member: None,
        business_day: day,
        quantity: quantity(1_500_000),
        gross: money(400),
        discount: money(95),
        coupon: money(0),
        total: money(305),
        tax: money(35),
        tax_code: TaxNo(1),
        cost: money(200),
    };
    Posting {
        document: Document { post_no: PostNo(post), header, body },
        movements: vec![movement],
        revaluations: Vec::new(),
        sale_lines: vec![line],
        entries: entries(PostNo(post), day),
    }
}

fn entries(post: PostNo, business_day: BusinessDay) -> Vec<Entry> {
    let amounts = [
        (Account::Tender(TenderMethod::Cash), 305),
        (Account::Sales, -270),
        (Account::Tax, -35),
        (Account::CostOfSales, 200),
        (Account::Stock, -200),
    ];
    let entry = |(line, (account, minor))| Entry {
        key: LineKey::new(post, line).unwrap(),
        account,
        owner: None,
        unit: Unit::Money,
        amount: money(minor),
        business_day,
    };
    amounts.into_iter().enumerate().map(entry).collect()
}

/// Posts the next sale and gives its posting number.
pub(crate) fn post_next(store: &dyn Store) -> Result<u64> {
    store.write(|transaction| {
        let head = transaction.head(DEVICE)?;
        let post = head.as_ref().map_or(1, |head| head.post_no.0 + 1);
        let prev_hash = head.and_then(|head| head.chain).map_or(Digest::NONE, |chain| chain.hash);
        let posting = sale(post, prev_hash);
        let header = &posting.document.header;
        let hash = header.hash;
        let chain = Some(ChainHead { slot: header.slot.clone(), hash });
        let head = Head { post_no: PostNo(post), hash, record_no: RecordNo(3), catalog: Digest::NONE, chain };
        transaction.post(&[posting], &head)?;
        Ok(post)
    })
}

/// Settings in this currency, a variant and a location.
pub(crate) fn put_catalog(store: &dyn Store, currency: &str) {
    let record = |number: u32, kind, name: &str, code: &str, body: String| Record {
        kind,
        id: Uuid::from_u128(u128::from(number)),
        number: RecordNo(number),
        name: name.into(),
        code: code.into(),
        reorder_point: None,
        keys: Vec::new(),
        body: body.into_bytes(),
    };
    let records = [
        record(1, RecordKind::Settings, "", "", format!(r#"{{"currency":"{currency}"}}"#)),
        record(VARIANT, RecordKind::Variant, "绿茶", "TEA-1", "{}".into()),
        record(LOCATION, RecordKind::Location, "shelf", "L1", "{}".into()),
    ];
    let put = |transaction: &mut dyn Transaction| {
        transaction.head(DEVICE)?;
        transaction.put_records(&records)
    };
    store.write(put).unwrap();
}

/// Checks that documents 1 to the newest are all there, chained, each with its ledger rows, and gives their number.
pub(crate) fn check_shop(store: &dyn Store) -> u64 {
    store
        .read(|transaction| {
            let Some(head) = transaction.head(DEVICE)? else { return Ok(0) };
            let all = DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX };
            let documents = transaction.documents(&all)?;
            let mut before = Digest::NONE;
            for (index, document) in documents.iter().enumerate() {
                let header = &document.header;
                assert_eq!((document.post_no.0, header.slot.seq), (index as u64 + 1, index as u64 + 1));
                assert_eq!(header.prev_hash, before);
                assert_eq!(header.hash, header.hash_with(&document.body));
                before = header.hash;
            }
            assert_eq!(head.post_no.0, documents.len() as u64);
            assert_eq!(head.chain.unwrap().hash, before);
            let mut rows = [0; 3];
            let filter = LedgerFilter::default();
            transaction.movements(&filter, &mut |_| {
                rows[0] += 1;
                Ok(())
            })?;
            transaction.sale_lines(&filter, &mut |_| {
                rows[1] += 1;
                Ok(())
            })?;
            transaction.entries(&filter, &mut |_| {
                rows[2] += 1;
                Ok(())
            })?;
            let count = documents.len();
            assert_eq!(rows, [count, count, 5 * count]);
            Ok(count as u64)
        })
        .unwrap()
}
