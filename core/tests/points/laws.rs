//! Laws of points over random sales that are all taken back.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::pricing::{Quote, QuotedLine};
use tillbook::shop::{RefundLine, Sale};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, SaleId};

use super::counter::Counter;

/// Sales, and how each of them comes back.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    sales: Vec<Visit>,
    /// The order in which the parts come back.
    order: Vec<u16>,
}

#[derive(Debug, Clone)]
struct Visit {
    /// Tea and cups by the piece, rice by the gram.
    quantities: (u8, u8, u16),
    /// Hundreds of points, as far as the sale takes them.
    redeem: u8,
    /// It never was, instead of coming back.
    is_void: bool,
    /// Where the line of tea and that of rice are cut, in parts of a hundred.
    cut: u8,
    /// The first of its refunds never was, and is made again.
    again: bool,
}

pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    let quantities = (0u8..9, 0u8..4, 1u16..9_000);
    let visit = (quantities, 0u8..12, prop::bool::weighted(0.2), 0u8..=100, prop::bool::weighted(0.3))
        .prop_map(|(quantities, redeem, is_void, cut, again)| Visit { quantities, redeem, is_void, cut, again });
    (prop::collection::vec(visit, 1..5), prop::collection::vec(any::<u16>(), 24))
        .prop_map(|(sales, order)| Plan { sales, order })
}

/// A part of a sale that comes back.
struct Part {
    sale: SaleId,
    lines: Vec<RefundLine>,
    again: bool,
}

/// Sells all, and takes all back in any parts and order: the lots are what they were.
pub(crate) fn returned(store: Arc<dyn Store>, plan: &Plan) {
    let counter = Counter::new(store);
    for (day, points) in [("2026-03-11", 700), ("2026-04-12", 250), ("2026-06-01", 1_000)] {
        counter.on(day);
        counter.adjust(points).unwrap();
    }
    let before = counter.standing();
    let mut parts = Vec::new();
    let mut voided = Vec::new();
    for visit in &plan.sales {
        let (tea, cups, grams) = visit.quantities;
        let cart = counter.cart([tea.into(), cups.into(), Decimal::new(grams.into(), 3)]);
        let without = counter.shop.till().price(&cart).unwrap();
        let cart = cart.redeem((i64::from(visit.redeem) * 100).min(without.points.unwrap().most));
        let quote = counter.shop.till().price(&cart).unwrap();
        takes_what_points_are_worth(&without, &quote);
        let sale = counter.sell(&cart);
        assert_eq!((sale.total, counter.shop.till().sale(sale.id).unwrap()), (quote.total, sale.clone()));
        if visit.is_void {
            voided.push(sale.id);
        } else {
            parts.extend(cut(&sale, visit));
        }
    }
    let mut ordered: Vec<(u16, Part)> = plan.order.iter().copied().cycle().zip(parts).collect();
    ordered.sort_by_key(|(place, _)| *place);
    for (_, part) in &ordered {
        let refund = counter.refund(part.sale, &part.lines);
        if part.again {
            counter.shop.office().void(DocumentId::new(), refund.id.into(), "never was").unwrap();
            counter.refund(part.sale, &part.lines);
        }
    }
    for sale in voided {
        counter.shop.till().void(DocumentId::new(), sale, "never was").unwrap();
    }
    assert_eq!(counter.standing(), before);
    counter.proved();
}

/// Points take off what they are worth and no more, and the lines add up.
fn takes_what_points_are_worth(without: &Quote, quote: &Quote) {
    let points = quote.points.unwrap();
    assert_eq!(without.total.sub(quote.total).unwrap(), points.worth);
    assert_eq!(points.worth.minor(), points.redeemed);
    assert!(quote.lines.iter().all(|line| !line.net.is_negative() && line.points.redeemed >= 0));
    let sum = |of: fn(&QuotedLine) -> i64| quote.lines.iter().map(of).sum::<i64>();
    assert_eq!(sum(|line| line.points.redeemed), points.redeemed);
    assert_eq!(sum(|line| line.points.earned), points.earned);
    assert_eq!(sum(|line| line.net.minor()), quote.total.minor());
    assert_eq!(points.earned, quote.total.minor() / 100);
}

/// Two parts of each line, or one where nothing is left for the other.
fn cut(sale: &Sale, visit: &Visit) -> Vec<Part> {
    let mut halves = [Vec::new(), Vec::new()];
    for (index, line) in sale.lines.iter().enumerate() {
        let whole = line.quantity.to_decimal();
        let decimals = if whole.fract().is_zero() { 0 } else { 3 };
        let first = (whole * Decimal::new(visit.cut.into(), 2)).trunc_with_scale(decimals);
        for (half, quantity) in halves.iter_mut().zip([first, whole - first]) {
            if !quantity.is_zero() {
                half.push(RefundLine::new(index, quantity));
            }
        }
    }
    let again = visit.again;
    let parts = halves.into_iter().filter(|lines| !lines.is_empty());
    parts.map(|lines| Part { sale: sale.id, lines, again }).collect()
}
