//! A past that is longer than what lies between two checkpoints.

use std::sync::Arc;

use tillbook::costing::{CostScope, NegativeStock};
use tillbook::ledger::CostingMethod;
use tillbook::storage::{CheckpointQuery, Store, StoreExt};

use super::lane::Lane;
use super::laws::agree;
use super::plan::{Fact, Part, Request};
use super::world::{MINUTE, OPENS_AT, Rules, document};

const FACTS: usize = 2_300;
/// One in so many facts comes late.
const LATE_ONE_IN: usize = 190;
/// By how many documents.
const LATE_BY: usize = 1_500;

const RULES: Rules = Rules {
    negative: NegativeStock::Allow,
    scope: CostScope::Item,
    batched: CostingMethod::Fifo,
    batches_named: true,
    places: 1,
    every: 1_000,
};

/// More than two thousand facts about the same goods, a dozen of them late; some sales come back after a checkpoint.
pub(crate) fn long_past(store: &dyn Fn() -> Arc<dyn Store>) {
    let facts: Vec<Fact> = (0..FACTS).map(fact).collect();
    let (mut in_time, mut late) = (Lane::new(store(), RULES), Lane::new(store(), RULES));
    in_time.in_time(&facts);
    late.in_order_of_entry(&facts);
    assert_eq!((in_time.entered.len(), late.entered.len()), (FACTS, FACTS));
    agree(&in_time, late, &facts);
}

/// The first fact that happens after 2026-03-16.
const FIRST_OPEN: usize = 704;

/// A lock keeps the states that it closes with. What comes later begins with them, or before them where it raises the cost of
/// goods of locked days, and comes out as in a shop without a lock.
pub(crate) fn long_locked(store: &dyn Fn() -> Arc<dyn Store>) {
    let land = |(number, receipt): (usize, usize)| {
        let index = FACTS / 2 + number;
        let request = Request::Land { receipt, minor: 777 };
        Fact { index, after: Some(receipt), request, ..fact(index) }
    };
    let (in_time, late): (Vec<Fact>, Vec<Fact>) = (0..FACTS / 2).map(fact).partition(|fact| !is_late(fact.index));
    let late = late.into_iter().filter(|fact| fact.index > FIRST_OPEN);
    let raises = [FIRST_OPEN - 2, FIRST_OPEN + 46].into_iter().enumerate().map(land);
    let facts: Vec<Fact> = in_time.into_iter().chain(late).chain(raises).collect();
    let (keeps, last_locked) = (store(), fact(FIRST_OPEN - 1).at);
    let (mut locked, mut open) = (Lane::new(Arc::clone(&keeps), RULES), Lane::new(store(), RULES));
    for fact in &facts {
        if fact.index == 1_000 {
            let through = "2026-03-16".parse().unwrap();
            locked.shop.approved_by("owner").office().lock(document("lock", 0), through).unwrap();
            let kept = keeps.read(|tx| tx.checkpoints(&CheckpointQuery::All)).unwrap();
            let places: Vec<i64> = kept.iter().map(|kept| kept.at.micros()).collect();
            assert_eq!(places, [last_locked; 2], "of both wares");
        }
        if fact.reopened {
            locked.reopen();
        }
        assert!(locked.enter(fact) && open.enter(fact), "{fact:?}");
    }
    let figures = locked.figures(&facts);
    figures.check_conserved();
    assert_eq!(figures.without_times(), open.figures(&facts).without_times(), "locked (left), open (right)");
    locked.verify();
}

fn fact(index: usize) -> Fact {
    let place = 0;
    // Goods of both methods, in amounts that leave a little, or are a little short.
    let parts = |most: usize| -> Vec<Part> {
        let part = |ware: usize| {
            let mix = (index + 7 * ware + 1).wrapping_mul(2_654_435_761) >> 7;
            let micros = i64::try_from(mix % most + 1).unwrap() * 500_000;
            Part { ware, micros, cost: i64::try_from(mix % 1_777).unwrap() * 10_000, batch: 0 }
        };
        vec![part(0), part(1)]
    };
    let sale_before = index.checked_sub(1_100).filter(|sale| is_sale(*sale) && !is_late(*sale));
    let (after, request) = match index % 6 {
        0 => (None, Request::Receive { place, lines: parts(34) }),
        3 if index.is_multiple_of(5) => (None, Request::Count { place, line: parts(20)[index / 30 % 2] }),
        4 if sale_before.is_some() => {
            let sale = sale_before.unwrap();
            (Some(sale), Request::Refund { sale, lines: vec![(0, 100_000), (1, 100_000)] })
        }
        _ => (None, Request::Sell { place, lines: parts(7) }),
    };
    let at = OPENS_AT + i64::try_from(index).unwrap() * 30 * MINUTE;
    let entered = if is_late(index) { index + LATE_BY } else { index };
    Fact { index, at, after, request, entered, reopened: index % 500 == 499, voided_after: None }
}

const fn is_late(index: usize) -> bool {
    index % LATE_ONE_IN == LATE_ONE_IN - 1
}

/// It has the lines of both wares.
const fn is_sale(index: usize) -> bool {
    !matches!(index % 6, 0 | 3 | 4)
}
