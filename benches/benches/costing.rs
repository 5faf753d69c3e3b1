//! A million movements through the pure books, beside bare loops over integers.
#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tillbook::costing::{Book, Slice};
use tillbook::ledger::{CostingMethod, LineKey};
use tillbook::value::{Money, Quantity, Timestamp};
use tillbook_benches::bare::books::{Move, average, fifo, moves};

const ARTICLES: usize = 10_000;
const MOVES: usize = 1_000_000;

/// The cost of all goods that left, by the engine's books.
fn books(method: CostingMethod, moves: &[Move]) -> i64 {
    let mut books = vec![Book::new(method); ARTICLES];
    let (mut takes, mut sum) = (Vec::new(), 0);
    for (serial, one) in (0_i64..).zip(moves) {
        let book = &mut books[one.article];
        if one.quantity > 0 {
            let quantity = Quantity::from_micros(one.quantity * 1_000_000);
            let value = Money::from_minor(one.quantity * one.cost);
            let (at, source) = (Timestamp::from_micros(serial), LineKey::from_column(serial));
            book.add(Slice { at, source, quantity, value }).unwrap();
        } else {
            takes.clear();
            sum += book.take(Quantity::from_micros(-one.quantity * 1_000_000), &mut takes).unwrap().minor();
        }
    }
    sum
}

fn costing(criterion: &mut Criterion) {
    let moves = moves(ARTICLES, MOVES);
    assert_eq!(books(CostingMethod::Fifo, &moves), fifo(ARTICLES, &moves), "both cost the same");
    assert_eq!(books(CostingMethod::MovingAverage, &moves), average(ARTICLES, &moves), "both cost the same");
    let mut group = criterion.benchmark_group("costing");
    group.throughput(Throughput::Elements(MOVES as u64)).sample_size(20);
    group.bench_function("fifo/bare loop", |bench| bench.iter(|| fifo(ARTICLES, &moves)));
    group.bench_function("fifo/books", |bench| bench.iter(|| books(CostingMethod::Fifo, &moves)));
    group.bench_function("average/bare loop", |bench| bench.iter(|| average(ARTICLES, &moves)));
    group.bench_function("average/books", |bench| bench.iter(|| books(CostingMethod::MovingAverage, &moves)));
    group.finish();
}

criterion_group!(benches, costing);
criterion_main!(benches);
