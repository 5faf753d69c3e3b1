//! Sales and refunds that happened on another day than was said.

use std::collections::BTreeMap;
use std::sync::Arc;

use tillbook::Shop;
use tillbook::costing::NegativeStock;
use tillbook::ledger::TenderMethod;
use tillbook::report::{By, MarginKey, Period, PurchaseTotals};
use tillbook::shop::Amendment;
use tillbook::storage::Store;
use tillbook::value::{BusinessDay, Date, DocumentId, Money, Quantity, Timestamp};

use super::amended::enter_wrong;
use super::desk::id_of;
use super::lane::Lane;
use super::plan::{Fact, Plan, Request};
use super::world::{MINUTE, OPENS_AT, Rules, document};

const DAY: i64 = 24 * 60 * MINUTE;

/// Till slips and their lines, units, what was paid, the tax in that.
type Sold = (i64, i64, Quantity, Money, Money);

/// What the till says of a day; costs where nothing may be short, since a shortage is booked on the day it is known on.
#[derive(Debug, PartialEq)]
struct Day {
    sales: Sold,
    refunds: Sold,
    in_a_row: (i64, Money, Money, Money),
    margins: BTreeMap<MarginKey, (Quantity, Money, Money)>,
    tenders: Vec<(TenderMethod, Money, Money)>,
    purchases: PurchaseTotals,
    /// Lines of counts, and what they missed and found.
    counts: (u64, Quantity, Quantity),
}

impl Day {
    fn of(shop: &Shop, day: BusinessDay, rules: Rules) -> Self {
        let (reports, period) = (shop.reports(), Period::day(day));
        let close = reports.day_close(day).unwrap();
        let (sales, back) = (&close.sales, close.sales.refunds);
        assert_eq!(*sales, reports.sales(period).unwrap());
        let tendered = close.tenders.iter().map(|t| (t.method, t.received, t.refunded));
        let in_a_row = reports.sales_by_day(period).unwrap()[0];
        let cost = |cost| if rules.negative == NegativeStock::Forbid { cost } else { Money::ZERO };
        let margins = reports.margin(period, By::Variant).unwrap().into_iter();
        let margins = margins.map(|row| (row.key, (row.quantity, row.net_sales, cost(row.cost))));
        let count = |count: u64| i64::try_from(count).unwrap();
        let purchases = reports.purchases_by_supplier(period).unwrap().total;
        let changes = reports.stock_changes(period).unwrap();
        Self {
            counts: (changes.lines_counted, changes.count_losses.quantity, changes.count_gains.quantity),
            purchases,
            sales: (sales.sales, sales.sale_lines, sales.units_sold, sales.net, cost(sales.cost_of_sales)),
            refunds: (count(back.documents), count(back.lines), back.units, back.amount, cost(back.cost)),
            in_a_row: (in_a_row.sales, in_a_row.net, in_a_row.refunds, cost(in_a_row.cogs)),
            margins: margins.filter(|(_, row)| *row != (Quantity::ZERO, Money::ZERO, Money::ZERO)).collect(),
            tenders: tendered.filter(|(_, came, went)| !came.is_zero() || !went.is_zero()).collect(),
        }
    }

    /// The first days of the shop.
    fn all(lane: &Lane, days: i32) -> Vec<Self> {
        let first: Date = "2026-03-02".parse().unwrap();
        (0..days).map(|day| Self::of(&lane.shop, BusinessDay(first.plus_days(day)), lane.rules)).collect()
    }
}

/// Every day reads as if all that happened on it, and nothing else, had been entered on it: sales and refunds that were amended,
/// and those that were amended and then voided.
pub(crate) fn days_read_right(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = plan.facts();
    facts.retain(|fact| fact.voided_after.is_none() && !fact.is_raise());
    // What is given back depends on what was given back before, to the last cent.
    let mut refunded = Vec::new();
    facts.retain(|fact| {
        !matches!(fact.request, Request::Refund { sale, .. } if refunded.contains(&sale) || {
            refunded.push(sale);
            false
        })
    });
    let (phantoms, mut real): (Vec<Fact>, Vec<Fact>) = facts.iter().cloned().partition(|fact| never_was(fact, &facts));
    let mut right: Vec<usize> = Vec::new();
    let (in_time, mut lane) = loop {
        let (mut in_time, mut lane) = (Lane::new(store(), plan.rules), Lane::new(store(), plan.rules));
        in_time.in_time(&real);
        real.retain(|fact| in_time.entered.contains(&fact.index));
        lane.amends = true;
        let stuck = enter_wrong(&mut lane, &real, &right);
        let count = real.len();
        real.retain(|fact| lane.entered.contains(&fact.index));
        if stuck.is_empty() && real.len() == count {
            break (in_time, lane);
        }
        right.extend(stuck);
    };
    for phantom in &phantoms {
        move_and_void(&mut lane, phantom);
    }
    let days = i32::try_from((facts.last().map_or(OPENS_AT, |fact| fact.at) - OPENS_AT) / DAY).unwrap() + 4;
    let expected = Day::all(&in_time, days);
    for (day, (read, expected)) in Day::all(&lane, days).into_iter().zip(expected).enumerate() {
        assert_eq!(read, expected, "day {day}: amended (left), right at once (right)");
    }
    lane.verify();
}

/// It is entered on the day after, amended to be of its own, and voided.
fn move_and_void(lane: &mut Lane, phantom: &Fact) {
    if !lane.enter(&Fact { at: phantom.at + DAY, ..phantom.clone() }) {
        return;
    }
    let at = Some(Timestamp::from_micros(phantom.at));
    let amendment = Amendment { at, reason: "misread".into(), ..Amendment::default() };
    let id: DocumentId = document("move", phantom.index);
    if let Err(error) = lane.shop.office().amend(id, id_of(phantom.index), &amendment) {
        assert!(["out_of_stock", "invalid"].contains(&error.code()), "{error}: {phantom:?}");
    }
    assert!(lane.void_entry(phantom), "{phantom:?}");
}

/// Refunds, and sales of which nothing comes back: all that changes is what the till says.
fn never_was(fact: &Fact, facts: &[Fact]) -> bool {
    let comes_back = || facts.iter().any(|other| other.after == Some(fact.index));
    match fact.request {
        Request::Sell { .. } => fact.index.is_multiple_of(3) && !comes_back(),
        Request::Refund { .. } => fact.index.is_multiple_of(2),
        _ => false,
    }
}
