//! Carts priced with many live promotions: everyday ones, and one that is made to explode. Beside them a bare program that
//! applies the same promotions once, in the order that the engine chose. At the end the plans of small cuts of the worst
//! cart are compared with the best ones there are.
#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::Decimal;
use tillbook::promotion::Search;
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
    let worst = Basket::explosive(100, 20, 7);
    group.bench_function("20 multi-buys on 100 units", |bench| bench.iter(|| worst.priced()));
    group.finish();
    for offers in 3..=7 {
        compare_cuts(offers);
    }
}

/// Carts of each size that are compared.
const CUTS: u64 = 40;

/// How much of what could be taken off the plans of cuts with so many offers take off.
fn compare_cuts(offers: u64) {
    let (mut proved, mut best, mut worst_share) = (0, 0, 1.0_f64);
    for seed in 0..CUTS {
        let basket = Basket::explosive(30, offers, seed);
        let (plan, most) = (basket.priced(), basket.most_off());
        let off = plan.discount.minor();
        proved += u64::from(plan.search == Search::Exhaustive);
        best += u64::from(off == most);
        assert!(off <= most && (off == most || plan.search == Search::Greedy), "{plan:?}");
        worst_share =
            worst_share.min(Decimal::from(off).checked_div(most.into()).map_or(1.0, |s| s.try_into().unwrap()));
    }
    println!(
        "{offers} multi-buys on 30 units: of {CUTS} plans {proved} proved, {best} best; the worst takes off {:.2} %",
        worst_share * 100.0
    );
}

criterion_group!(benches, promotions);
criterion_main!(benches);
