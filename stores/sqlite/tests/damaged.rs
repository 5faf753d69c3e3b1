//! Ledger rows of a shop's file that were changed behind the engine's back: `verify()` says what does not add up.
#![allow(clippy::unwrap_used)]

use rusqlite::Connection;
use rust_decimal::Decimal;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
use tillbook::value::{DocumentId, Money, SaleId, Timestamp};
use tillbook_sqlite::SqliteStore;

/// Goods that were sold, and came in at another price before that: there is a revaluation.
fn trade(shop: &Shop) {
    let whole = Decimal::from;
    let cards = shop.catalog().add_all(DocumentId::new(), &[NewProduct::new("Tea").price(whole(5))]).unwrap();
    let tea = cards[0].variants[0].id;
    let open = |hour: u32, cost: i32| {
        let at: Timestamp = format!("2026-03-01T{hour:02}:00:00+08:00").parse().unwrap();
        let lines = [OpeningStockLine::new(tea, whole(3), whole(cost))];
        shop.at(at).stockroom().open_with(DocumentId::new(), None, &lines).unwrap();
    };
    open(9, 2);
    let cart = Cart::new().line(CartLine::new(tea, whole(1)));
    let noon = shop.at("2026-03-01T12:00:00+08:00".parse().unwrap());
    noon.till().sell(SaleId::new(), &cart, &[Tender::cash(Money::from_minor(500))]).unwrap();
    open(8, 1);
}

/// What `verify()` says does not add up after a statement that changes one row.
fn unsound(statement: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let settings = Settings { opened_on: "2026-01-01".parse().unwrap(), ..Settings::default() };
    let shop = Shop::create(SqliteStore::open(&path).unwrap(), settings).unwrap();
    trade(&shop);
    assert!(shop.office().verify().unwrap().is_clean());
    drop(shop);
    assert_eq!(Connection::open(&path).unwrap().execute(statement, []).unwrap(), 1, "{statement}");
    let report = Shop::open(SqliteStore::open(&path).unwrap()).unwrap().office().verify().unwrap();
    assert!(report.violations.iter().any(|violation| violation.rule == "ledger"), "{report:#?}");
    report.violations.into_iter().filter(|violation| violation.rule == "sums").map(|violation| violation.what).collect()
}

#[test]
fn rows_that_do_not_add_up_are_named() {
    let first = "WHERE key = (SELECT min(key) FROM";
    let value = unsound(&format!("UPDATE movement SET value = value + 7 {first} movement)"));
    assert_eq!(value.len(), 2, "{value:#?}");
    assert!(value[0].contains("the entries of the stock account") && value[1].contains("its pool"), "{value:#?}");
    let quantity = unsound(&format!("UPDATE movement SET quantity = quantity + 1 {first} movement)"));
    assert_eq!(quantity.len(), 2, "{quantity:#?}");
    assert!(quantity[0].contains("its pool holds") && quantity[1].contains("more than its level"), "{quantity:#?}");
    let revalued = unsound(&format!("UPDATE revaluation SET value = value + 7 {first} revaluation)"));
    assert_eq!(revalued.len(), 2, "{revalued:#?}");
    let entered = unsound(
        "UPDATE entry SET amount = amount + 7 WHERE key = (SELECT min(key) FROM entry WHERE account = 'sales')",
    );
    assert_eq!(entered.len(), 1, "{entered:#?}");
    assert!(entered[0].contains("account sales"), "{entered:#?}");
}
