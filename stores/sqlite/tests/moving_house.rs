//! A shop that is carried into a file which does not keep all that it is given.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rusqlite::Connection;
use rust_decimal::Decimal;
use tempfile::TempDir;
use tillbook::document::Settings;
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
use tillbook::storage::{MemoryStore, Store, copy};
use tillbook::value::{DocumentId, Money, SaleId, VariantId};
use tillbook::{Error, Shop};
use tillbook_sqlite::SqliteStore;

/// A shop that sold, and learned of an earlier delivery after that.
fn trade(shop: &Shop) {
    let whole = Decimal::from;
    let tea = shop.catalog().add(NewProduct::new("Tea").price(whole(5))).unwrap().variants[0].id;
    let open = |shop: &Shop, tea: VariantId, cost: i32| {
        let lines = [OpeningStockLine::new(tea, whole(3), whole(cost))];
        shop.stockroom().open_with(DocumentId::new(), None, &lines).unwrap();
    };
    let at = |hour: &str| shop.at(format!("2026-03-01T{hour}:00:00+08:00").parse().unwrap());
    open(&at("09"), tea, 2);
    let cash = Tender::cash(Money::from_minor(500));
    at("12").till().sell(SaleId::new(), &Cart::new().add(tea, whole(1)), &[cash]).unwrap();
    open(&at("08"), tea, 1);
}

fn file(folder: &TempDir, name: &str) -> SqliteStore {
    SqliteStore::open(folder.path().join(name)).unwrap()
}

/// Carries the shop into a file that loses the rows of a table for which this holds, as soon as it has them.
fn carried(from: &dyn Store, folder: &TempDir, table: &str, lost: &str) -> tillbook::Result<u64> {
    let name = format!("{table}.db");
    drop(file(folder, &name));
    let trigger = format!(
        "CREATE TRIGGER lose AFTER INSERT ON {table} BEGIN DELETE FROM {table} WHERE rowid = new.rowid AND {lost}; END"
    );
    Connection::open(folder.path().join(&name)).unwrap().execute_batch(&trigger).unwrap();
    let outcome = copy(from, &file(folder, &name));
    let opened = Shop::open(file(folder, &name)).map(drop);
    assert_eq!(opened.map_err(|error| error.code()), outcome.as_ref().map(|_| ()).map_err(|_| "no_shop"), "{table}");
    outcome
}

#[test]
fn a_row_that_is_lost_on_the_way_is_missed() {
    let from = Arc::new(MemoryStore::default());
    let settings = Settings { opened_on: "2026-01-01".parse().unwrap(), ..Settings::default() };
    trade(&Shop::create(Arc::clone(&from), settings).unwrap());
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(carried(&from, &folder, "document", "false").unwrap(), 5);
    for table in ["movement", "revaluation", "sale_line", "entry"] {
        let error = carried(&from, &folder, table, "true").unwrap_err();
        assert!(matches!(&error, Error::Corrupt { what } if what.contains("verify()")), "{table}: {error:?}");
    }
}
