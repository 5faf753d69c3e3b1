//! The corner shop's books: cent by cent what a separate program worked out, whatever store, method and accidents.
#![allow(clippy::unwrap_used, clippy::panic)]

// A server for the tests of the store.
#[path = "../../stores/postgres/tests/common/server.rs"]
#[allow(dead_code)]
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tillbook::report::Period;
use tillbook::storage::copy;
use tillbook::value::{SaleId, Timestamp};
use tillbook::{Error, Expected, Shop};
use tillbook_examples::corner_shop::{Args, Method, StoreKind, post};
use tillbook_postgres::{PostgresOptions, PostgresStore};
use tillbook_sqlite::SqliteStore;

/// Set for the process that is to be killed: its database.
const DOOMED: &str = "TILLBOOK_CORNER_SHOP_DOOMED";

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/corner-shop")
}

fn in_memory(folder: &Path, method: Method) -> Args {
    Args { data_dir: folder.to_path_buf(), db: None, url: None, method, json: None, store: StoreKind::Memory }
}

fn in_file(folder: &Path, db: &Path, method: Method) -> Args {
    Args { db: Some(db.to_path_buf()), store: StoreKind::Sqlite, ..in_memory(folder, method) }
}

/// `None` where PostgreSQL is not installed.
fn on_server(folder: &Path, method: Method) -> Option<Args> {
    let url = server::Server::shared()?.url();
    Some(Args { url: Some(url), store: StoreKind::Postgres, ..in_memory(folder, method) })
}

fn expected() -> Value {
    serde_json::from_str(&std::fs::read_to_string(shipped().join("expected.json")).unwrap()).unwrap()
}

/// Every difference, by its path; so that a failure tells where to look.
fn differences(path: &str, expected: &Value, got: &Value, found: &mut Vec<String>) {
    match (expected, got) {
        (Value::Object(a), Value::Object(b)) => {
            let extra = b.keys().filter(|key| !a.contains_key(*key));
            for key in a.keys().chain(extra) {
                let (a, b) = (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                differences(&format!("{path}/{key}"), a, b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{path}/{index}"), a, b, found);
            }
        }
        _ if expected == got => {}
        _ => found.push(format!("{path}: expected {expected}, got {got}")),
    }
}

/// The figures are those of the separate program: all its keys, and no others.
fn assert_expected(method: Method, figures: &Value) {
    let section = if method == Method::Fifo { "fifo" } else { "moving_average" };
    let (expected, mut found) = (expected(), Vec::new());
    assert_eq!(figures.as_object().unwrap().len(), 3);
    for part in ["totals", section, "closing_by_expiry"] {
        differences(part, &expected[part], &figures[part], &mut found);
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

fn books_are_right(args: &Args) {
    let books = post(args).unwrap();
    assert_expected(args.method, &books.figures().unwrap());
    let report = books.shop.office().verify().unwrap();
    assert!(report.is_clean(), "{report:?}");
}

#[test]
fn books_are_right_with_fifo_in_memory() {
    books_are_right(&in_memory(&shipped(), Method::Fifo));
}

#[test]
fn books_are_right_with_moving_average_in_memory() {
    books_are_right(&in_memory(&shipped(), Method::MovingAverage));
}

#[test]
fn books_are_right_with_fifo_in_sqlite() {
    let folder = TempDir::new().unwrap();
    let args = in_file(&shipped(), &folder.path().join("shop.db"), Method::Fifo);
    books_are_right(&args);
    // Once more: every document is recognised, nothing is posted twice.
    books_are_right(&args);
}

#[test]
fn books_are_right_with_moving_average_in_sqlite() {
    let folder = TempDir::new().unwrap();
    books_are_right(&in_file(&shipped(), &folder.path().join("shop.db"), Method::MovingAverage));
}

#[test]
fn books_are_right_with_fifo_in_postgres() {
    let Some(args) = on_server(&shipped(), Method::Fifo) else { return };
    books_are_right(&args);
    // Once more: every document is recognised, nothing is posted twice.
    books_are_right(&args);
}

#[test]
fn books_are_right_with_moving_average_in_postgres() {
    let Some(args) = on_server(&shipped(), Method::MovingAverage) else { return };
    books_are_right(&args);
}

#[test]
fn the_shop_moves_from_a_file_to_a_server_and_back() {
    let Some(server) = server::Server::shared() else { return };
    let folder = TempDir::new().unwrap();
    let old = in_file(&shipped(), &folder.path().join("old.db"), Method::Fifo);
    post(&old).unwrap();
    let old = SqliteStore::open(old.db.unwrap()).unwrap();
    let options = PostgresOptions::for_shop(SaleId::new().uuid());
    let server = PostgresStore::connect(&server.url(), options).unwrap();
    copy(&old, &server).unwrap();
    let path = folder.path().join("new.db");
    copy(&server, &SqliteStore::open(&path).unwrap()).unwrap();
    assert!(Shop::open(server).unwrap().office().verify().unwrap().is_clean());
    // The story is told once more: every document is there.
    books_are_right(&in_file(&shipped(), &path, Method::Fifo));
}

/// This test starts itself as another process, and kills that at three moments.
#[test]
fn a_killed_import_goes_on_where_it_was() {
    if let Some(db) = std::env::var_os(DOOMED) {
        post(&in_file(&shipped(), Path::new(&db), Method::Fifo)).unwrap();
        return;
    }
    let folder = TempDir::new().unwrap();
    let db = folder.path().join("shop.db");
    let mut killed_after = 0;
    for _ in 0..3 {
        kill_after(&db, killed_after + 150);
        let shop = Shop::open(SqliteStore::open(&db).unwrap()).unwrap();
        let sales = shop.reports().sales(Period::all()).unwrap().sales;
        let reached = usize::try_from(sales).unwrap();
        assert!(killed_after < reached && reached < 840, "killed after {reached} sales, before after {killed_after}");
        killed_after = reached;
    }
    books_are_right(&in_file(&shipped(), &db, Method::Fifo));
}

/// Starts an import and kills it (on Unix: SIGKILL) as soon as it has posted so many sales.
fn kill_after(db: &Path, sales: usize) {
    let last = SaleId::derived("corner-shop:Corner shop", &receipts()[sales]);
    let mut import = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_killed_import_goes_on_where_it_was"])
        .env(DOOMED, db)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let since = Instant::now();
    let mut shop: Option<Shop> = None;
    while shop.as_ref().is_none_or(|shop| shop.till().sale(last).is_err()) {
        if import.try_wait().unwrap().is_some() {
            let said = import.wait_with_output().unwrap().stdout;
            panic!("the import ended before it could be killed: {}", String::from_utf8_lossy(&said));
        }
        assert!(since.elapsed() < Duration::from_secs(300), "the import does not get on");
        if shop.is_none() && db.exists() {
            // Refused while the other process sets it up.
            shop = SqliteStore::open(db).and_then(Shop::open).ok();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    import.kill().unwrap();
    import.wait().unwrap();
}

/// The receipts in the order of time.
fn receipts() -> Vec<String> {
    let text = std::fs::read_to_string(shipped().join("sales.csv")).unwrap();
    let of = |line: &str| {
        let mut cells = line.split(',').map(str::to_string);
        let (receipt, sold_at) = (cells.next().unwrap(), cells.next().unwrap());
        (sold_at.parse::<Timestamp>().unwrap(), receipt)
    };
    let mut receipts: Vec<(Timestamp, String)> = text.lines().skip(1).map(of).collect();
    receipts.sort();
    receipts.dedup();
    receipts.into_iter().map(|(_, receipt)| receipt).collect()
}

/// A copy of the shipped folder with one text of one line of a file replaced.
fn spoilt(file: &str, line: usize, from: &str, to: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for entry in std::fs::read_dir(shipped()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    assert!(lines[line - 1].contains(from), "{}", lines[line - 1]);
    lines[line - 1] = lines[line - 1].replacen(from, to, 1);
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    folder
}

/// The import of a spoilt folder is refused in these words, and leaves no database behind.
fn refused(file: &str, line: usize, from: &str, to: &str, text: &str) -> Error {
    let folder = spoilt(file, line, from, to);
    let db = folder.path().join("shop.db");
    let Err(error) = post(&in_file(folder.path(), &db, Method::Fifo)) else {
        panic!("{file}, line {line}: `{to}` for `{from}` was accepted");
    };
    assert_eq!(error.to_string(), format!("{file}, line {line}, column {text}"));
    assert_eq!(error.code(), "row");
    assert!(!db.exists(), "{file}: something was left behind");
    error
}

#[test]
fn a_bad_value_is_named_with_its_place_and_what_would_be_right() {
    let error =
        refused("sales.csv", 2, ",1,2.49,", ",-1,2.49,", "qty: `-1` is not accepted; expected a number above zero");
    let Error::Row { file, line: 2, column, value, expected: Expected::Positive } = &error else { panic!("{error:?}") };
    assert_eq!((&**file, &**column, &**value), ("sales.csv", "qty", "-1"));

    for (file, line, from, to, text) in [
        ("sales.csv", 3, ",2.49,", ",2.4x,", "unit_price: `2.4x` is not accepted; expected a number"),
        ("sales.csv", 4, "0185-1", "9999-9", "sku: `9999-9` is not accepted; expected one that is on record"),
        (
            "sales.csv",
            2,
            "2017-09-01T00:48:45-04:00",
            "2017-09-01 00:48",
            "sold_at: `2017-09-01 00:48` is not accepted; expected a time with its offset, such as \
             2026-01-31T09:30:00+08:00",
        ),
        ("sales.csv", 2, ",0.82,", ",0.825,", "discount: `0.825` is not accepted; expected at most 2 decimals"),
        ("tenders.csv", 3, "35638412678", "1", "receipt: `1` is not accepted; expected one that is on record"),
        (
            "tenders.csv",
            3,
            "cash",
            "cheque",
            "method: `cheque` is not accepted; expected one of cash, card, wechat, alipay, union_pay, bank, coupon, \
             stored_value, on_account, exchange, deposit",
        ),
        ("purchases.csv", 2, "S01", "S99", "supplier: `S99` is not accepted; expected one that is on record"),
        (
            "purchases.csv",
            2,
            ",4,4,",
            ",4,-4,",
            "qty_received: `-4` is not accepted; expected zero or a number above it",
        ),
        (
            "purchases.csv",
            2,
            "2017-09-10",
            "2017-9-10",
            "expires_on: `2017-9-10` is not accepted; expected a date such as 2026-01-31",
        ),
        (
            "returns.csv",
            2,
            "35665278515",
            "35665278516",
            "receipt: `35665278516` is not accepted; expected one that is on record",
        ),
        ("returns.csv", 2, ",1,1.89", ",9,1.89", "qty: `9` is not accepted; expected at most 1"),
        ("counts.csv", 2, ",0,", ",-1,", "counted_qty: `-1` is not accepted; expected zero or a number above it"),
        ("opening.csv", 2, "0001-1", "1-0001", "sku: `1-0001` is not accepted; expected one that is on record"),
        ("writeoffs.csv", 2, ",1,", ",,", "qty: `` is not accepted; expected a number"),
        ("taxes.csv", 2, "0.13", "13 %", "rate: `13 %` is not accepted; expected a number"),
        ("shop.json", 3, "USD", "dollars", "currency: `dollars` is not accepted; expected an ISO 4217 currency code"),
    ] {
        refused(file, line, from, to, text);
    }
}

#[test]
fn a_missing_column_or_cell_is_named() {
    refused(
        "tenders.csv",
        1,
        "amount",
        "sum",
        "amount: `receipt,method,sum` is not accepted; expected one of receipt, method, amount",
    );
    refused("tenders.csv", 2, ",17.50", "", "amount: `2 cells` is not accepted; expected exactly 3 items");
}

/// These fit the files, but not the shop: it is the engine that refuses them.
#[test]
fn what_the_books_refuse_is_named_and_leaves_nothing_behind() {
    refused("tenders.csv", 3, "10.00", "9.00", "amount: `9.00` is not accepted; expected 10.00 to 10.00");
    refused("returns.csv", 2, "1.89", "1.88", "refund: `1.88` is not accepted; expected 1.89 to 1.89");
    refused("sales.csv", 2, ",0.82,", ",2.50,", "discount: `2.50` is not accepted; expected at most 2.49");
    refused("sales.csv", 2, ",0.82,0.00", ",0.82,1.68", "coupon: `1.68` is not accepted; expected at most 1.67");
    refused("writeoffs.csv", 2, ",1,", ",100,", "qty: `100` is not accepted; expected at most 1");
}

/// A folder without members, in a currency without decimals, with the same goods twice on a receipt.
#[test]
fn another_shop_of_the_same_form_works_too() {
    let folder = TempDir::new().unwrap();
    for (file, text) in [
        (
            "shop.json",
            r#"{"name": "角", "currency": "JPY", "time_zone": "Asia/Tokyo", "opened_on": "2026-03-01", "prices_include_tax": true}"#,
        ),
        ("taxes.csv", "tax_code,rate\nfood,0.08\n"),
        ("suppliers.csv", "supplier,name,lead_time_days,review_weekday\nA,Akiko,1,\n"),
        (
            "products.csv",
            "sku,barcode,product,brand,size,department,category,unit,price,tax_code,supplier,shelf_life_days,pack_size,reorder_point\n\
             T1,,Tea,,,,,each,300,food,A,,1,\nT2,,Tea,,Large,,,each,500,food,A,,1,2\n",
        ),
        ("opening.csv", "sku,qty,unit_cost,batch,expires_on\nT1,3,100,,\nT1,3,200,,\n"),
        (
            "purchases.csv",
            "order,ordered_on,received_on,supplier,sku,qty_ordered,qty_received,unit_cost,batch,expires_on\n\
             P1,2026-03-01,2026-03-02,A,T2,4,1,250,,\nP1,2026-03-01,2026-03-04,A,T2,0,2,250,,\nP1,2026-03-01,,A,T1,5,0,120,,\n",
        ),
        (
            "sales.csv",
            "receipt,sold_at,sku,qty,unit_price,discount,coupon\n\
             1,2026-03-02T23:30:00+09:00,T1,1,300,0,0\n1,2026-03-02T23:30:00+09:00,T1,2,250,1,0\n",
        ),
        ("tenders.csv", "receipt,method,amount\n1,card,799\n"),
        (
            "returns.csv",
            "return,returned_at,receipt,sku,qty,refund\nR1,2026-03-03T10:00:00+09:00,1,T1,1,300\n\
             R1,2026-03-03T10:00:00+09:00,1,T1,1,250\nR2,2026-03-03T11:00:00+09:00,1,T1,1,249\n",
        ),
        ("counts.csv", "counted_on,sku,counted_qty,reason\n"),
        ("writeoffs.csv", "date,sku,qty,batch,reason\n2026-03-05,T2,1,,damaged\n"),
    ] {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let books = post(&in_memory(folder.path(), Method::MovingAverage)).unwrap();
    let figures = books.figures().unwrap();
    let (totals, costs) = (&figures["totals"], &figures["moving_average"]);
    // 3 of 6 units worth 900 were sold, and all came back.
    assert_eq!(costs["cost_of_sales"], "450");
    assert_eq!(costs["cogs"], "0");
    assert_eq!((&totals["net_sales"], &totals["refunds"]), (&"799".into(), &"799".into()));
    assert_eq!(totals["tax"], totals["refund_tax"]);
    assert_eq!(totals["members"], 0);
    assert_eq!((&totals["units_on_order"], &totals["units_delivered_short"]), (&5.into(), &1.into()));
    assert_eq!(costs["closing"]["T2"], serde_json::json!([2, "500"]));
    assert_eq!(costs["per_day"].as_object().unwrap().len(), 5);
    assert!(books.shop.office().verify().unwrap().is_clean());
}
