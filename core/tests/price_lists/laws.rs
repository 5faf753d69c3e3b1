//! A line gets the lowest price that holds, however the goods are scanned.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::pricing::{Cart, PriceList};
use tillbook::shop::VariantPrices;
use tillbook::storage::MemoryStore;

use crate::stories::market::{Market, list};

/// Whether it overrides, and from how many units on it asks what, in tenths of a yuan; sometimes by the case.
type List = (bool, Vec<(u8, u8)>, Option<u16>);

/// Lists, and what is bought.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    lists: Vec<List>,
    /// Loose units by line, and cases by line.
    loose: Vec<u8>,
    cases: Vec<u8>,
}

pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    let steps = prop::collection::btree_map(0_u8..60, 75_u8..=130, 1..4);
    let steps = steps.prop_map(|steps| steps.into_iter().collect::<Vec<_>>());
    let one = (prop::bool::weighted(0.2), steps, prop::option::of(1_700_u16..3_000));
    let lists = prop::collection::vec(one, 0..4);
    let counts = || prop::collection::vec(1_u8..30, 0..3);
    let filled = (lists, counts(), counts()).prop_filter("nothing in it", |(_, a, b)| !(a.is_empty() && b.is_empty()));
    filled.prop_map(|(lists, loose, cases)| Plan { lists, loose, cases: cases.iter().map(|c| c % 3 + 1).collect() })
}

/// What so many units cost in tenths of a yuan, worked out the slow way.
fn cost(plan: &Plan, units: u64, cases: Option<u64>) -> u64 {
    let in_cart: u64 = plan.loose.iter().map(|n| u64::from(*n)).sum::<u64>()
        + plan.cases.iter().map(|n| 24 * u64::from(*n)).sum::<u64>();
    let mut usual = vec![units * 100];
    let mut overriding = Vec::new();
    for (overrides, steps, by_case) in &plan.lists {
        let reached = steps.iter().rev().find(|(from, _)| u64::from(*from) <= in_cart);
        let of_units = reached.map(|(_, price)| units * u64::from(*price));
        let of_cases = cases.and_then(|cases| by_case.map(|price| cases * u64::from(price)));
        if *overrides { &mut overriding } else { &mut usual }.extend(of_cases.or(of_units));
    }
    let lowest = overriding.iter().min().or(usual.iter().min());
    lowest.copied().unwrap()
}

pub(crate) fn lowest(plan: &Plan) {
    let market = Market::on(Arc::new(MemoryStore::default()));
    for (index, (overrides, steps, by_case)) in plan.lists.iter().enumerate() {
        let list = PriceList { overrides: *overrides, ..list(&format!("L{index}")) };
        let tenths = |tenths: u64| Decimal::new(i64::try_from(tenths).unwrap(), 1);
        market.put(&list, |tea: VariantPrices| {
            let tea = steps.iter().fold(tea, |tea, (from, price)| tea.from((*from).into(), tenths((*price).into())));
            by_case.iter().fold(tea, |tea, price| tea.pack("case", tenths((*price).into())))
        });
    }
    let cart = plan.loose.iter().fold(Cart::new(), |cart, units| cart.add(market.tea, (*units).into()));
    let cart = plan.cases.iter().fold(cart, |cart, cases| cart.line(market.cases((*cases).into())));
    let quote = market.shop.approved_by("boss").till().price(&cart).unwrap();
    let loose = plan.loose.iter().map(|units| cost(plan, (*units).into(), None));
    let cases = plan.cases.iter().map(|cases| cost(plan, 24 * u64::from(*cases), Some((*cases).into())));
    let expected: Vec<i64> = loose.chain(cases).map(|tenths| i64::try_from(tenths * 10).unwrap()).collect();
    assert_eq!(quote.lines.iter().map(|line| line.gross.minor()).collect::<Vec<_>>(), expected);
    let name = |line: &tillbook::pricing::QuotedLine| line.listed.is_some() != line.price_reason.is_empty();
    assert!(quote.lines.iter().all(name));
    // What is nearly reached is cheaper for the whole line.
    for line in &quote.lines {
        if let Some(next) = &line.next_price {
            assert!(next.missing.is_positive(), "{next:?}");
        }
    }
}
