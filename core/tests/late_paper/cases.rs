//! Histories that once went wrong, told one by one.

use std::sync::Arc;

use tillbook::costing::{CostScope, NegativeStock};
use tillbook::ledger::{CostingMethod, MovementKind};
use tillbook::shop::{Amendment, LineAmendment};
use tillbook::storage::Store;

use super::desk::id_of;
use super::kept::{Ledgers, ledgers};
use super::lane::Lane;
use super::laws::agree;
use super::plan::{Fact, Part, Request};
use super::world::{BATCHED, MINUTE, NEVER, OPENS_AT, Rules, batch_name, document};

const RULES: Rules = Rules {
    negative: NegativeStock::Forbid,
    scope: CostScope::Item,
    batched: CostingMethod::Fifo,
    batches_named: false,
    places: 1,
    every: NEVER,
};

const UNIT: i64 = 1_000_000;

const fn part(ware: usize, batch: usize, units: i64) -> Part {
    Part { ware, micros: units * UNIT, cost: UNIT, batch }
}

fn receive(ware: usize, batch: usize, units: i64) -> Request {
    Request::Receive { place: 0, lines: vec![part(ware, batch, units)] }
}

fn sell(ware: usize, units: i64) -> Request {
    Request::Sell { place: 0, lines: vec![part(ware, 0, units)] }
}

/// Counts say one more than is found.
fn count(ware: usize, found: i64) -> Request {
    Request::Count { place: 0, line: part(ware, 0, found + 1) }
}

/// Facts that happen one after another, in this order of entry.
fn facts<const N: usize>(facts: [(usize, Request); N]) -> Vec<Fact> {
    let fact = |(index, (entered, request)): (usize, (usize, Request))| {
        let at = OPENS_AT + i64::try_from(index + 1).unwrap() * MINUTE;
        Fact { index, at, after: None, request, entered, reopened: false, voided_after: None }
    };
    facts.into_iter().enumerate().map(fact).collect()
}

/// All of them can be entered in both orders, and come out alike.
fn come_out_alike(store: Arc<dyn Store>, other: Arc<dyn Store>, rules: Rules, facts: &[Fact]) {
    let (mut in_time, mut late) = (Lane::new(store, rules), Lane::new(other, rules));
    in_time.in_time(facts);
    late.in_order_of_entry(facts);
    assert_eq!((in_time.entered.len(), late.entered.len()), (facts.len(), facts.len()), "{:?}", late.entered);
    agree(&in_time, late, facts);
}

/// A voided sale that was taken from two batches is gone with all its movements when older paper comes in.
pub(crate) fn voided_out_of_two_batches(store: Arc<dyn Store>) {
    let facts = facts([
        (0, receive(BATCHED, 0, 1)),
        (1, receive(BATCHED, 1, 1)),
        (3, receive(BATCHED, 2, 1)),
        (2, sell(BATCHED, 2)),
    ]);
    let mut lane = Lane::new(store, RULES);
    for fact in [0, 1, 3] {
        assert!(lane.enter(&facts[fact]));
    }
    lane.void(3);
    assert!(lane.enter(&facts[2]));
    lane.figures(&facts).check_conserved();
    lane.verify();
}

/// What leaves before a count is not missing from what was counted: the count takes its difference anew.
pub(crate) fn sold_before_a_count(store: Arc<dyn Store>, other: Arc<dyn Store>) {
    let facts =
        facts([(0, receive(0, 0, 3)), (4, sell(0, 1)), (1, count(0, 2)), (2, sell(0, 2)), (3, receive(0, 0, 1))]);
    come_out_alike(store, other, RULES, &facts);
}

/// A delivery of another batch before a count takes nothing from the goods that were sold after it.
pub(crate) fn received_before_a_count(store: Arc<dyn Store>, other: Arc<dyn Store>) {
    let facts = facts([
        (3, receive(BATCHED, 1, 1)),
        (0, receive(BATCHED, 0, 1)),
        (1, count(BATCHED, 6)),
        (2, sell(BATCHED, 2)),
    ]);
    come_out_alike(store, other, RULES, &facts);
}

/// A sale before a count can be voided, whatever left after it.
pub(crate) fn voided_before_a_count(store: Arc<dyn Store>) {
    let facts = facts([
        (0, receive(BATCHED, 1, 6)),
        (1, sell(BATCHED, 2)),
        (2, receive(BATCHED, 0, 1)),
        (3, count(BATCHED, 5)),
        (4, sell(BATCHED, 1)),
    ]);
    let mut lane = Lane::new(store, RULES);
    lane.in_order_of_entry(&facts);
    assert_eq!(lane.entered.len(), facts.len());
    lane.void(1);
    lane.figures(&facts).check_conserved();
    lane.verify();
}

/// A count that found what was expected and is voided states nothing any more when older paper comes in.
pub(crate) fn voided_count_without_difference(store: Arc<dyn Store>) {
    let facts = facts([(0, receive(1, 0, 6)), (2, receive(1, 0, 1)), (1, count(1, 6))]);
    let mut lane = Lane::new(store, RULES);
    assert!(lane.enter(&facts[0]) && lane.enter(&facts[2]));
    assert!(lane.void_entry(&facts[2]));
    assert!(lane.enter(&facts[1]));
    assert_eq!(lane.figures(&facts).on_hand[1], (7 * UNIT, 700));
    lane.verify();
}

/// The same paper in a shop that keeps the state after every move, and in one that keeps none: the goods of two batches
/// first came in in one order, and last in the other.
fn kept_or_not(store: &dyn Fn() -> Arc<dyn Store>, rules: Rules, facts: &[Fact], then: impl Fn(&Lane)) -> [Ledgers; 2] {
    [1, NEVER].map(|every| {
        let keeps = store();
        let mut lane = Lane::new(Arc::clone(&keeps), Rules { every, ..rules });
        lane.in_order_of_entry(facts);
        assert_eq!(lane.entered.len(), facts.len(), "{:?}", lane.entered);
        then(&lane);
        lane.verify();
        ledgers(&*keeps)
    })
}

/// A late sale out of two batches before a count that found them: the count's difference is in both of them, in one order.
pub(crate) fn recounted_in_two_batches(store: &dyn Fn() -> Arc<dyn Store>) {
    let facts = facts([
        (0, receive(BATCHED, 1, 1)),
        (1, receive(BATCHED, 0, 1)),
        (2, receive(BATCHED, 1, 1)),
        (3, receive(BATCHED, 0, 1)),
        (5, sell(BATCHED, 4)),
        (4, count(BATCHED, 4)),
    ]);
    let [kept, never] = kept_or_not(store, RULES, &facts, |_| ());
    assert_eq!(kept, never);
}

/// A late sale takes what a count had missed of one batch, and more: what lies of it is known from the beginning on, and not
/// from a state on.
pub(crate) fn recounted_without_a_difference(store: &dyn Fn() -> Arc<dyn Store>) {
    let facts = facts([
        (0, receive(BATCHED, 0, 2)),
        (1, receive(BATCHED, 1, 3)),
        (6, sell(BATCHED, 3)),
        (2, count(BATCHED, 3)),
        (3, receive(BATCHED, 1, 1)),
        (4, receive(BATCHED, 1, 1)),
        (5, receive(BATCHED, 1, 1)),
    ]);
    let rules = Rules { negative: NegativeStock::Allow, batched: CostingMethod::MovingAverage, ..RULES };
    let [kept, never] = kept_or_not(store, rules, &facts, |_| ());
    assert_eq!(kept, never);
}

/// What a count of two batches really found less is missing in the one that leaves first, what it found more lies in the one
/// that leaves last: as if it had been entered so.
pub(crate) fn found_otherwise_in_two_batches(store: &dyn Fn() -> Arc<dyn Store>) {
    let facts = facts([(0, receive(BATCHED, 1, 2)), (1, receive(BATCHED, 0, 2)), (2, count(BATCHED, 4))]);
    for (found, batch) in [(3, 0), (5, 1)] {
        let [kept, never] = kept_or_not(store, RULES, &facts, |lane| {
            let line = LineAmendment { quantity: Some(found.into()), ..LineAmendment::default() };
            let amendment = Amendment { lines: vec![line], reason: "misread".into(), ..Amendment::default() };
            lane.shop.office().amend(document("amend", 2), id_of(2), &amendment).unwrap();
        });
        assert_eq!(kept, never);
        let amended = kept.0.iter().find(|row| row.kind == MovementKind::Amended).unwrap();
        assert_eq!(amended.batch, batch_name(batch), "{found} found");
    }
}

/// A late refund of a sale that was short undoes what it was short of: what a later one is worth is what is left of it then.
pub(crate) fn refunded_again(store: &dyn Fn() -> Arc<dyn Store>) {
    let given = |ware, units| Request::Receive { place: 0, lines: vec![Part { cost: 0, ..part(ware, 0, units) }] };
    let refund = |micros| Request::Refund { sale: 0, lines: vec![(0, micros)] };
    let mut facts = facts([
        (3, sell(1, 2)),
        (0, given(1, 1)),
        (5, refund(UNIT)),
        (1, count(1, 0)),
        (2, count(1, 1)),
        (4, refund(UNIT / 4)),
    ]);
    facts[2].after = Some(0);
    facts[5].after = Some(0);
    let rules = Rules { negative: NegativeStock::Allow, every: 1, ..RULES };
    come_out_alike(store(), store(), rules, &facts);
}
