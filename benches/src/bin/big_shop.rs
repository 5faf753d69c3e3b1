//! A shop of 100,000 variants and 1,000,000 sale lines: the engine's reports and look-ups beside bare programs, in turn,
//! round by round; medians.
//!
//! `cargo run --release -p tillbook-benches --bin big_shop -- [FOLDER]`
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use tillbook::Shop;
use tillbook::report::{AbcRule, By, Period};
use tillbook::storage::StoreExt;
use tillbook_benches::bare::big_shop as bare;
use tillbook_benches::big_shop::make;
use tillbook_sqlite::SqliteStore;

const ROUNDS: usize = 7;

fn main() {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(folder).unwrap();
    let (file, bare_file) = (folder.path().join("engine.db"), folder.path().join("bare.db"));
    let started = Instant::now();
    let store = Arc::new(SqliteStore::open(&file).unwrap());
    let articles = make(&store);
    drop(store);
    bare::ready(&bare_file, &articles);
    println!("made in {:.1} s", started.elapsed().as_secs_f64());

    let store = Arc::new(SqliteStore::open(&file).unwrap());
    let shop = Shop::open(Arc::clone(&store)).unwrap();
    let reports = shop.reports();
    let (scan, tables) = (bare::open(&file), bare::open(&bare_file));
    let products = products(&articles);
    println!("{:<34}{:>12}{:>12}{:>9}", "", "engine ms", "bare ms", "ratio");
    pair(
        "a. margin by product and day",
        1,
        |_| reports.margin_by_product_and_day(Period::all()).unwrap().len(),
        |_| bare::by_product_and_day(&scan, &products).len(),
    );
    pair(
        "a. margin by product",
        1,
        |_| reports.margin(Period::all(), By::Product).unwrap().len(),
        |_| bare::by_product(&scan, &products).len(),
    );
    pair(
        "b. low stock, store",
        1,
        |_| store.read(|tx| tx.low_stock(usize::MAX)).unwrap().len(),
        |_| bare::low_stock(&tables),
    );
    pair(
        "b. low stock, report",
        1,
        |_| reports.below_reorder_point(usize::MAX).unwrap().len(),
        |_| bare::low_stock(&tables),
    );
    let code = |i: usize| articles[i * 7_919 % articles.len()].barcode.as_str();
    pair(
        "c. barcode",
        2_000,
        |i| usize::from(shop.catalog().by_barcode(code(i)).unwrap().is_some()),
        |i| bare::by_barcode(&tables, code(i)).1.len(),
    );
    let prefixes = ["apple", "frozen piz", "organic b", "jar", "mini chick"];
    pair(
        "c. 20 names by prefix",
        500,
        |i| shop.catalog().starting_with(prefixes[i % 5], 20).unwrap().len(),
        |i| bare::prefix(&tables, prefixes[i % 5]),
    );
    let parts = ["oom 1", "lemon soap", "zza 2", "butter", "ini chick"];
    pair(
        "c. 20 names by substring",
        100,
        |i| shop.catalog().search(parts[i % 5], 20).unwrap().len(),
        |i| bare::substring(&tables, parts[i % 5]),
    );
    pair(
        "d. open and first look",
        20,
        |_| {
            let shop = Shop::open(SqliteStore::open(&file).unwrap()).unwrap();
            usize::from(shop.catalog().by_sku("none").unwrap().is_some())
        },
        |_| {
            bare::first_look(&bare_file);
            0
        },
    );
    alone("e. top 100", || reports.top_products(100).unwrap().len());
    alone("e. ABC", || reports.abc(AbcRule::default()).unwrap().len());
}

/// The product of each variant by number: a new one begins with each first size.
fn products(articles: &[bare::Article]) -> Vec<usize> {
    let most = articles.iter().map(|article| article.sku).max().unwrap_or(0);
    let mut products = vec![0; usize::try_from(most).unwrap() + 1];
    let mut product = 0;
    for article in articles {
        product += usize::from(article.name.ends_with("size 0"));
        products[usize::try_from(article.sku).unwrap()] = product;
    }
    products
}

/// Milliseconds of a call, over `times` calls.
fn time(times: usize, work: &mut impl FnMut(usize) -> usize) -> f64 {
    let start = Instant::now();
    for i in 0..times {
        black_box(work(i));
    }
    #[allow(clippy::cast_precision_loss)]
    let times = times as f64;
    start.elapsed().as_secs_f64() * 1e3 / times
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn pair(name: &str, times: usize, mut engine: impl FnMut(usize) -> usize, mut bare: impl FnMut(usize) -> usize) {
    let rounds: Vec<[f64; 2]> = (0..ROUNDS).map(|_| [time(times, &mut engine), time(times, &mut bare)]).collect();
    let of = |who: usize| median(rounds.iter().map(|round| round[who]).collect());
    let ratio = median(rounds.iter().map(|round| round[0] / round[1]).collect());
    println!("{name:<34}{:>12.4}{:>12.4}{ratio:>9.2}   first {:.2}", of(0), of(1), rounds[0][0]);
}

fn alone(name: &str, mut engine: impl FnMut() -> usize) {
    let rounds: Vec<f64> = (0..ROUNDS).map(|_| time(1, &mut |_| engine())).collect();
    println!("{name:<34}{:>12.4}{:>33.2}", median(rounds.clone()), rounds[0]);
}
