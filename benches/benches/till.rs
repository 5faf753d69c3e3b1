//! Pricing a cart and posting a five-line sale, on the in-memory store and on SQLite.
#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use tillbook::storage::MemoryStore;
use tillbook_benches::plan::Plan;
use tillbook_benches::shop::{Ready, ready};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

fn till(criterion: &mut Criterion) {
    let plan = Plan::new(1_000, 1_000);
    let memory = ready(MemoryStore::default(), &plan);
    let cart = memory.request(&plan, &plan.sales[0]).cart;
    criterion.bench_function("price a cart of five lines", |bench| {
        bench.iter(|| memory.shop.till().price(&cart).unwrap());
    });
    sell(criterion, "sell five lines/memory", &memory, &plan);
    for (name, durability) in [("FULL", Durability::Full), ("NORMAL", Durability::Normal)] {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteOptions { durability, ..SqliteOptions::default() };
        let store = SqliteStore::open_with(folder.path().join("shop.db"), options).unwrap();
        sell(criterion, &format!("sell five lines/SQLite {name}"), &ready(store, &plan), &plan);
    }
}

fn sell(criterion: &mut Criterion, name: &str, ready: &Ready, plan: &Plan) {
    let mut sales = plan.sales.iter().cycle();
    criterion.bench_function(name, |bench| {
        // Little is taken of each article, so that the receipts last for as long as the measurement.
        let request = |sale: &Vec<_>| ready.request(plan, sale);
        bench.iter_batched(
            || request(sales.next().unwrap()),
            |sale| ready.sell(std::slice::from_ref(&sale)),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, till);
criterion_main!(benches);
