//! Stored figures that were changed behind the engine's back: `verify()` names each, and what it differs from.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::document::Settings;
use tillbook::ledger::{Account, Loose, Pool, RecordNo, TenderMethod};
use tillbook::party::Member;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{NewProduct, NewVariant, OpeningStockLine, Tender};
use tillbook::storage::{LevelQuery, MemoryStore, PoolQuery, RecordKind, RecordQuery, StateChange, Store, StoreExt};
use tillbook::value::{DocumentId, MemberId, Money, Quantity, SaleId};
use tillbook::{Error, Shop};

/// Tea in two batches and soap without; some of both was sold.
fn open() -> (Arc<dyn Store>, Shop) {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let shop = Shop::create(Arc::clone(&store), Settings::default()).unwrap();
    let ware = |sku: &str| NewProduct::new(sku).price(dec!(5)).variant(NewVariant::default().sku(sku));
    let tea = NewProduct { shelf_life_days: Some(30), ..ware("TEA") };
    let cards = shop.catalog().add_all(DocumentId::new(), &[tea, ware("SOAP")]).unwrap();
    let [tea, soap] = [cards[0].variants[0].id, cards[1].variants[0].id];
    let batch =
        |name: &str, cost| OpeningStockLine::new(tea, dec!(3), cost).batch(name, Some("2099-12-31".parse().unwrap()));
    let lines = [batch("A", dec!(1)), batch("B", dec!(2)), OpeningStockLine::new(soap, dec!(10), dec!(2))];
    shop.stockroom().open_with(DocumentId::new(), None, &lines).unwrap();
    let cart = Cart::new().line(CartLine::new(tea, dec!(1))).line(CartLine::new(soap, dec!(1)));
    shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(Money::from_minor(1_000))]).unwrap();
    (store, shop)
}

/// Each of `texts` stands in a violation of the rule `sums` after the change, none before.
fn named(change: impl Fn(&[Pool]) -> StateChange, texts: &[&str]) {
    let (store, shop) = open();
    assert!(shop.office().verify().unwrap().is_clean());
    let change = change(&store.read(|tx| tx.pools(&PoolQuery::All)).unwrap());
    store.write(|tx| tx.head("").and_then(|_| tx.set_state(&change))).unwrap();
    let report = shop.office().verify().unwrap();
    let sums: Vec<&str> = report.violations.iter().filter(|v| v.rule == "sums").map(|v| v.what.as_str()).collect();
    for text in texts {
        assert!(sums.iter().any(|what| what.contains(text)), "`{text}` in {sums:#?}");
    }
    assert_eq!(sums.len(), texts.len(), "{sums:#?}");
}

fn soap(pools: &[Pool], damage: impl Fn(&mut Pool)) -> StateChange {
    let mut pool = pools.last().unwrap().clone();
    damage(&mut pool);
    StateChange { pools: vec![pool], ..StateChange::default() }
}

#[test]
fn what_a_pool_is_worth() {
    let damage = |pool: &mut Pool| pool.value = Money::from_minor(1_801);
    let texts = ["movements of SOAP (record", "layers of SOAP (record"];
    named(|pools| soap(pools, damage), &texts);
}

#[test]
fn what_a_pool_holds() {
    let damage = |pool: &mut Pool| pool.quantity = Quantity::whole(8).unwrap();
    named(|pools| soap(pools, damage), &["9000000 in all, its pool holds 8000000", "layers of SOAP"]);
}

#[test]
fn what_lies_where() {
    let damage = |pool: &mut Pool| {
        pool.loose = pool.loose.map(|loose| Loose { quantity: Quantity::ONE, ..loose });
    };
    named(|pools| soap(pools, damage), &["move 8000000 more than its level"]);
    let (store, _) = open();
    let mut levels = store.read(|tx| tx.levels(&LevelQuery::All)).unwrap();
    levels.truncate(1);
    levels[0].quantity = Quantity::whole(5).unwrap();
    named(|_| StateChange { levels: levels.clone(), ..StateChange::default() }, &["batch `A` move -3000000 more"]);
}

#[test]
fn what_an_account_holds() {
    let (store, _) = open();
    let balances = store.read(|tx| tx.balances(None)).unwrap();
    for (account, text) in
        [(Account::Stock, "account stock"), (Account::Tender(TenderMethod::Wechat), "account tender")]
    {
        let mut balance = *balances.iter().find(|balance| balance.key.account == account).unwrap();
        balance.amount = Money::from_minor(1);
        named(|_| StateChange { balances: vec![balance], ..StateChange::default() }, &[text]);
    }
}

/// What is kept of a person, after it was changed from one text to another: `verify()` names the document, and `rebuild()` makes
/// nothing of it.
fn personal(from: &str, to: &str) {
    let (store, shop) = open();
    shop.members().put(DocumentId::new(), &[Member::new(MemberId::new(), "13912345678", "Zhao")]).unwrap();
    assert!(shop.office().verify().unwrap().is_clean());
    let query = RecordQuery::All { kind: RecordKind::Personal, after: RecordNo(0), limit: 9 };
    let mut kept = store.read(|tx| tx.records(&query)).unwrap();
    let body = String::from_utf8(kept[0].body.clone()).unwrap();
    assert!(body.contains(from), "{body}");
    kept[0].body = body.replace(from, to).into_bytes();
    store.write(|tx| tx.head("").and_then(|_| tx.put_records(&kept))).unwrap();
    let report = shop.office().verify().unwrap();
    let rules: Vec<&str> = report.violations.iter().filter(|v| v.document.is_some()).map(|v| v.rule).collect();
    assert_eq!(rules, ["personal"], "{:#?}", report.violations);
    assert_eq!(shop.office().rebuild().unwrap_err().code(), "corrupt");
    assert_eq!(shop.members().by_code("13912345678").unwrap().unwrap().name, "Zhao");
}

#[test]
fn what_is_kept_of_a_person() {
    personal("Zhao", "Qian");
    personal("\"data\"", "\"lost\"");
    let by = DocumentId::new();
    personal("\"data\"", &format!("\"erased_by\":\"{by}\",\"lost\""));
}

#[test]
fn a_repair_that_is_stopped_changes_nothing() {
    let (store, shop) = open();
    let change = soap(&store.read(|tx| tx.pools(&PoolQuery::All)).unwrap(), |pool| pool.value = Money::ZERO);
    store.write(|tx| tx.head("").and_then(|_| tx.set_state(&change))).unwrap();
    let found = shop.office().verify().unwrap();
    let mut told = Vec::new();
    let mut interrupt = |done, total| {
        told.push((done, total));
        Err(Error::Closed)
    };
    assert!(matches!(shop.office().verify_with(&mut interrupt), Err(Error::Closed)));
    assert!(matches!(shop.office().rebuild_with(&mut interrupt), Err(Error::Closed)));
    assert_eq!(told, [(found.documents, found.documents); 2]);
    assert_eq!(shop.office().verify().unwrap(), found);
    shop.office().rebuild().unwrap();
    assert!(shop.office().verify().unwrap().is_clean());
}
