//! Shops in one database: none sees another.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::Settings;
use tillbook::ledger::PostNo;
use tillbook::shop::{NewProduct, OpeningStockLine, ShopOptions};
use tillbook::storage::{DocumentQuery, Head, PoolQuery, RecordKind, RecordQuery, Store, StoreExt};
use tillbook::value::{DocumentId, ManualClock, ProductId, SaleId, SequentialIds, Timestamp, VariantId};
use tillbook::{Result, Shop};
use tillbook_postgres::Isolation;
use uuid::Uuid;

use common::counter::{PRICE, sell};

/// Opens a shop as its twin was opened: the same ids, the same names, the same moment.
fn twin(store: Arc<dyn Store>, pieces: Decimal) -> (Shop, VariantId) {
    let clock = ManualClock::new("2026-05-04T09:00:00+08:00".parse::<Timestamp>().unwrap());
    let options = ShopOptions { clock: Box::new(clock), ids: Box::new(SequentialIds::default()), ..Default::default() };
    let settings = Settings { shop: Uuid::from_u128(7), name: "Twin".into(), ..Settings::default() };
    let shop = Shop::create_with(store, settings, options).unwrap();
    let product = NewProduct { id: ProductId::derived("twin", "tea"), ..NewProduct::new("Tea").price(PRICE) };
    let card = shop.catalog().add_all(DocumentId::derived("twin", "tea"), &[product]).unwrap();
    let tea = card[0].variants[0].id;
    let line = OpeningStockLine::new(tea, pieces, dec!(1.25));
    shop.stockroom().open_with(DocumentId::derived("twin", "stock"), None, &[line]).unwrap();
    (shop, tea)
}

/// All that a shop can be asked for.
fn all_of(store: &dyn Store) -> Result<(Option<Head>, Vec<String>)> {
    store.read(|transaction| {
        let head = transaction.head("T1")?;
        let mut rows = Vec::new();
        let all = DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX };
        rows.extend(transaction.documents(&all)?.iter().map(|document| format!("{document:?}")));
        for kind in RecordKind::ALL {
            let query = RecordQuery::All { kind, after: tillbook::ledger::RecordNo(0), limit: usize::MAX };
            rows.extend(transaction.records(&query)?.iter().map(|record| format!("{record:?}")));
        }
        rows.extend(transaction.pools(&PoolQuery::All)?.iter().map(|pool| format!("{pool:?}")));
        let mut balances: Vec<String> = transaction.balances(None)?.iter().map(|row| format!("{row:?}")).collect();
        balances.sort();
        rows.extend(balances);
        Ok((head, rows))
    })
}

#[test]
fn twins_with_the_same_ids_know_nothing_of_each_other() {
    let Some(first) = common::new_shop(Isolation::ReadCommitted).map(Arc::new) else { return };
    let second = Arc::new(first.for_shop(Uuid::new_v4()).unwrap());
    let third = first.for_shop(Uuid::new_v4()).unwrap();
    let (one, tea) = twin(Arc::clone(&first) as Arc<dyn Store>, dec!(10));
    let (two, same_tea) = twin(Arc::clone(&second) as Arc<dyn Store>, dec!(20));
    assert_eq!(tea, same_tea);
    let before = all_of(&second).unwrap();
    let id = SaleId::from_uuid(Uuid::from_u128(99));
    sell(&one, id, &[tea]).unwrap();
    assert_eq!(two.till().sale(id).unwrap_err().code(), "not_found");
    assert!(one.office().rebuild().unwrap().is_clean(), "it removes and writes the state of one shop");
    first
        .write(|transaction| {
            transaction.head("T1")?;
            transaction.clear_state()
        })
        .unwrap();
    assert_eq!(all_of(&second).unwrap(), before);
    assert_eq!(all_of(&third).unwrap(), (None, vec![]));
    assert_eq!(two.stockroom().on_hand(tea).unwrap().0.to_string(), "20");
    assert!(two.office().verify().unwrap().is_clean());
    assert_eq!(first.for_shop(Uuid::nil()).unwrap_err().code(), "invalid");
}
