//! A past that is longer than what lies between two checkpoints.

use std::sync::Arc;

use tillbook::costing::{CostScope, NegativeStock};
use tillbook::ledger::CostingMethod;
use tillbook::storage::Store;

use super::lane::Lane;
use super::laws::agree;
use super::plan::{Fact, Part, Request};
use super::world::{MINUTE, OPENS_AT, Rules};

/// The engine keeps the state of a variant every thousand moves.
const FACTS: usize = 2_300;
/// One in so many facts comes late.
const LATE_ONE_IN: usize = 190;
/// By how many documents.
const LATE_BY: usize = 1_500;

/// More than two thousand facts about the same goods, a dozen of them late; some sales come back after a checkpoint.
pub(crate) fn long_past(store: &dyn Fn() -> Arc<dyn Store>) {
    let rules = Rules {
        negative: NegativeStock::Allow,
        scope: CostScope::Item,
        batched: CostingMethod::Fifo,
        batches_named: true,
        places: 1,
    };
    let facts: Vec<Fact> = (0..FACTS).map(fact).collect();
    let (mut in_time, mut late) = (Lane::new(store(), rules), Lane::new(store(), rules));
    in_time.in_time(&facts);
    late.in_order_of_entry(&facts);
    assert_eq!((in_time.entered.len(), late.entered.len()), (FACTS, FACTS));
    agree(&in_time, late, &facts);
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
