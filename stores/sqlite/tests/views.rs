//! The views for analysts.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use rusqlite::Connection;
use tillbook::ledger::{Level, LevelKey, LineKey, LocationNo, VariantNo};
use tillbook::storage::{StateChange, StoreExt};
use tillbook::value::Date;
use tillbook_sqlite::SqliteStore;

use common::{DEVICE, post_next, put_catalog, quantity};

/// A snapshot of a shop with two sales and a level, in this currency.
fn snapshot(currency: &str) -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("shop.db")).unwrap();
    put_catalog(&store, currency);
    post_next(&store).unwrap();
    post_next(&store).unwrap();
    let level = Level {
        key: LevelKey { variant: VariantNo(2), location: LocationNo(3), batch: "A1".into() },
        quantity: quantity(-10_250_000),
        expires_on: Some(Date::from_days(20_300)),
        since: LineKey::default(),
    };
    store
        .write(|transaction| {
            transaction.head(DEVICE)?;
            transaction.set_state(&StateChange { levels: vec![level.clone()], ..StateChange::default() })
        })
        .unwrap();
    let path = folder.path().join("snapshot.db");
    store.export_snapshot(&path).unwrap();
    let connection = Connection::open(path).unwrap();
    (folder, connection)
}

/// The rows of a question, columns joined by `|`.
fn rows(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let text = |row: &rusqlite::Row<'_>| -> rusqlite::Result<String> {
        let values = (0..columns).map(|column| {
            Ok(match row.get_ref(column)? {
                rusqlite::types::ValueRef::Null => String::new(),
                rusqlite::types::ValueRef::Integer(integer) => integer.to_string(),
                other => other.as_str().unwrap().to_string(),
            })
        });
        Ok(values.collect::<rusqlite::Result<Vec<_>>>()?.join("|"))
    };
    statement.query_map([], text).unwrap().map(Result::unwrap).collect()
}

#[test]
fn sale_lines_show_names_decimals_and_days() {
    let (_folder, connection) = snapshot("CNY");
    assert_eq!(
        rows(&connection, "SELECT * FROM v_sale_line WHERE post_no = 2"),
        ["2|0|S-T1-000002|sale|2025-06-15|2025-06-15T01:00:00Z|TEA-1|绿茶||1.5|4.00|0.95|0.00|3.05|0.35|2.00"]
    );
}

#[test]
fn stock_shows_negative_fractions_and_the_last_good_day() {
    let (_folder, connection) = snapshot("CNY");
    assert_eq!(rows(&connection, "SELECT * FROM v_stock"), ["TEA-1|绿茶|shelf|A1|2025-07-31|-10.25"]);
}

#[test]
fn the_stock_ledger_shows_signed_quantity_and_value() {
    let (_folder, connection) = snapshot("CNY");
    assert_eq!(
        rows(&connection, "SELECT * FROM v_stock_ledger WHERE post_no = 1"),
        ["1|0|S-T1-000001|sale|2025-06-15|2025-06-15T01:00:00Z|TEA-1|绿茶|shelf|A1|-1.5|-2.00"]
    );
}

#[test]
fn daily_totals_add_up_exactly() {
    let (_folder, connection) = snapshot("CNY");
    assert_eq!(rows(&connection, "SELECT * FROM v_daily_total"), ["2025-06-15|2|2|6.10|0.70|4.00|1.40"]);
}

#[test]
fn account_entries_show_debit_and_credit() {
    let (_folder, connection) = snapshot("CNY");
    assert_eq!(
        rows(&connection, "SELECT account, unit, amount FROM v_account_entry WHERE post_no = 1 ORDER BY line"),
        [
            "tender_cash|money|3.05",
            "sales|money|-2.70",
            "tax|money|-0.35",
            "cost_of_sales|money|2.00",
            "stock|money|-2.00"
        ]
    );
}

#[test]
fn decimals_follow_the_currency() {
    for (currency, total, tax) in
        [("JPY", "305", "-35"), ("KWD", "0.305", "-0.035"), ("BHD", "0.305", "-0.035"), ("EUR", "3.05", "-0.35")]
    {
        let (_folder, connection) = snapshot(currency);
        assert_eq!(rows(&connection, "SELECT total FROM v_sale_line LIMIT 1"), [total], "{currency}");
        assert_eq!(
            rows(&connection, "SELECT amount FROM v_account_entry WHERE account = 'tax' LIMIT 1"),
            [tax],
            "{currency}"
        );
        assert_eq!(rows(&connection, "SELECT code FROM v_currency"), [currency]);
    }
}
