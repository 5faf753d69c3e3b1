//! Carts priced with many live promotions: everyday ones, and one that is made to explode. Beside them a bare program that
//! applies the same promotions once, in the order that the engine chose.
#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use tillbook_benches::bare::offers::{Bare, total};
use tillbook_benches::offers::Basket;

fn promotions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("promotions");
    for (lines, offers) in [(5, 10), (50, 40)] {
        let basket = Basket::everyday(lines, offers);
        let evaluation = basket.priced();
        let bare = Bare::new(&basket, &evaluation);
        let net: i64 = evaluation.lines.iter().map(|line| line.net.minor()).sum();
        assert_eq!(total(&bare), net, "both come to the same total");
        group.bench_function(format!("{lines} lines, {offers} promotions/bare"), |bench| bench.iter(|| total(&bare)));
        group.bench_function(format!("{lines} lines, {offers} promotions/engine"), |bench| {
            bench.iter(|| basket.priced());
        });
    }
    let worst = Basket::explosive(100, 20);
    group.bench_function("20 multi-buys on 100 units", |bench| bench.iter(|| worst.priced()));
    group.finish();
    for offers in 3..=8 {
        let basket = Basket::explosive(100, offers);
        println!("{offers} of them: {:?}, {} off", basket.priced().search, basket.priced().discount.minor());
    }
}

criterion_group!(benches, promotions);
criterion_main!(benches);
