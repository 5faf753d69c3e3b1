//! Laws of costing: any history of a cost pool, checked against the goods that went through it.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use proptest::prelude::*;
use tillbook::costing::{AverageBook, Book, FifoBook, Slice, return_value};
use tillbook::ledger::{CostingMethod, LineKey, Take};
use tillbook::value::{Money, Quantity, Timestamp};

/// One thing that happens to a pool.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Goods come in: days after the first, millionths of a unit, minor units.
    In(i64, i64, i64),
    /// Goods go out: parts per thousand of what is on hand; above 1,000 there is not enough.
    Out(i64),
    /// Goods go back to their supplier: which of the receipts, parts per thousand of what is on hand.
    Back(usize, i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Small numbers meet the roundings, large ones the limits of 64 bits.
    let quantity = prop_oneof![1..=9_i64, 1..=50_000_000_i64, 1..=1_000_000_000_000_000_i64];
    let value = prop_oneof![0..=9_i64, 0..=1_000_000_i64, 0..=1_000_000_000_000_000_i64];
    let permille = prop_oneof![4 => 0..=1_000_i64, 1 => Just(1_000_i64), 1 => 1_001..=3_000_i64];
    let step = prop_oneof![
        3 => (0..5_i64, quantity, value).prop_map(|(at, quantity, value)| Step::In(at, quantity, value)),
        4 => permille.clone().prop_map(Step::Out),
        1 => (any::<prop::sample::Index>(), permille).prop_map(|(i, permille)| Step::Back(i.index(40), permille)),
    ];
    prop::collection::vec(step, 1..40)
}

fn methods() -> impl Strategy<Value = CostingMethod> {
    prop::sample::select(vec![CostingMethod::Fifo, CostingMethod::MovingAverage])
}

fn slice(index: usize, at: i64, quantity: i64, value: i64) -> Slice {
    Slice {
        at: Timestamp::from_micros(at),
        source: LineKey::from_column(i64::try_from(index).unwrap()),
        quantity: Quantity::from_micros(quantity),
        value: Money::from_minor(value),
    }
}

/// How much a step asks for of what is on hand: at least the smallest quantity.
fn asked(on_hand: Quantity, permille: i64) -> Quantity {
    let micros = i128::from(on_hand.micros()) * i128::from(permille) / 1_000;
    Quantity::from_micros(i64::try_from(micros).unwrap().max(1))
}

/// What one step did.
struct Outcome {
    before: Book,
    after: Book,
    /// What came in; nothing for goods out.
    came: (Quantity, Money),
    /// What was asked for, the answer, and its takes; nothing for goods in.
    went: Option<(Quantity, Option<Money>, Vec<Take>)>,
    /// The source whose goods were to go first.
    own: Option<LineKey>,
}

fn play(method: CostingMethod, steps: &[Step]) -> Vec<Outcome> {
    let mut book = Book::new(method);
    let play_one = |(index, step): (usize, &Step)| {
        let before = book.clone();
        let mut outcome =
            Outcome { before, after: book.clone(), came: (Quantity::ZERO, Money::ZERO), went: None, own: None };
        let mut takes = Vec::new();
        match *step {
            Step::In(at, quantity, value) => {
                let goods = slice(index, at, quantity, value);
                book.add(goods).unwrap();
                outcome.came = (goods.quantity, goods.value);
            }
            Step::Out(permille) => {
                let quantity = asked(book.quantity(), permille);
                let cost = book.take(quantity, &mut takes).ok();
                outcome.went = Some((quantity, cost, takes));
            }
            Step::Back(source, permille) => {
                let quantity = asked(book.quantity(), permille);
                let source = LineKey::from_column(i64::try_from(source).unwrap());
                let cost = book.take_from(source, quantity, &mut takes).ok();
                (outcome.own, outcome.went) = (Some(source), Some((quantity, cost, takes)));
            }
        }
        outcome.after = book.clone();
        outcome
    };
    steps.iter().enumerate().map(play_one).collect()
}

fn fifo(book: &Book) -> Option<&FifoBook> {
    match book {
        Book::Fifo(book) => Some(book),
        Book::Average(_) => None,
    }
}

proptest! {
    /// What came in went out or is on hand, to the last millionth and the last minor unit.
    #[test]
    fn nothing_is_lost(method in methods(), steps in steps()) {
        let (mut quantity, mut value) = (0_i128, 0_i128);
        for Outcome { after, came, went, .. } in play(method, &steps) {
            quantity += i128::from(came.0.micros());
            value += i128::from(came.1.minor());
            if let Some((asked, Some(cost), _)) = went {
                quantity -= i128::from(asked.micros());
                value -= i128::from(cost.minor());
            }
            prop_assert_eq!((i128::from(after.quantity().micros()), i128::from(after.value().minor())), (quantity, value));
        }
    }

    /// Nothing on hand is worth nothing, and nothing is ever worth less.
    #[test]
    fn nothing_is_worth_nothing(method in methods(), steps in steps()) {
        for Outcome { after, .. } in play(method, &steps) {
            prop_assert!(!after.quantity().is_negative() && !after.value().is_negative());
            prop_assert!(after.value().is_zero() || after.quantity().is_positive());
            for slice in fifo(&after).iter().flat_map(|book| book.slices()) {
                prop_assert!(slice.quantity.is_positive() && !slice.value.is_negative());
            }
        }
    }

    /// The totals of a queue are those of its slices, which stand in order.
    #[test]
    fn totals_are_those_of_the_slices(steps in steps()) {
        for Outcome { after, .. } in play(CostingMethod::Fifo, &steps) {
            let book = fifo(&after).unwrap();
            prop_assert_eq!(book.quantity(), Quantity::sum(book.slices().map(|s| s.quantity)).unwrap());
            prop_assert_eq!(book.value(), Money::sum(book.slices().map(|s| s.value)).unwrap());
            prop_assert!(book.slices().is_sorted_by(|a, b| (a.at, a.source) < (b.at, b.source)));
        }
    }

    /// The takes of a line are its quantity and its cost; each source appears once.
    #[test]
    fn takes_add_up_to_the_line(steps in steps()) {
        for Outcome { went, .. } in play(CostingMethod::Fifo, &steps) {
            let Some((asked, Some(cost), takes)) = went else { continue };
            prop_assert_eq!(Quantity::sum(takes.iter().map(|t| t.quantity)).unwrap(), asked);
            prop_assert_eq!(Money::sum(takes.iter().map(|t| t.value)).unwrap(), cost);
            prop_assert!(takes.iter().all(|t| t.quantity.is_positive() && !t.value.is_negative()));
            let mut sources: Vec<_> = takes.iter().map(|t| t.source).collect();
            sources.sort_unstable();
            sources.dedup();
            prop_assert_eq!(sources.len(), takes.len());
        }
    }

    /// No slice is touched while an older one has goods, but the own one of goods that go back; and of that
    /// everything goes before another is touched.
    #[test]
    fn the_oldest_go_first(steps in steps()) {
        for Outcome { before, after, went, own, .. } in play(CostingMethod::Fifo, &steps) {
            let Some((_, Some(_), takes)) = went else { continue };
            let (before, after) = (fifo(&before).unwrap(), fifo(&after).unwrap());
            let own = own.filter(|own| before.slice(*own).is_some());
            let queue = || before.slices().filter(|slice| Some(slice.source) != own);
            let others: Vec<_> = takes.iter().filter(|take| Some(take.source) != own).collect();
            prop_assert!(queue().zip(&others).all(|(slice, take)| slice.source == take.source));
            let emptied = others.len().saturating_sub(1); // the last one may have some left
            prop_assert!(queue().zip(&others).take(emptied).all(|(slice, take)| slice.quantity == take.quantity));
            if let Some(own) = own {
                prop_assert_eq!(takes.first().map(|take| take.source), Some(own));
                prop_assert!(others.is_empty() || after.slice(own).is_none());
            }
        }
    }

    /// Each take costs its share of the slice, within half a minor unit; all of a slice costs exactly what is left.
    #[test]
    fn a_take_costs_its_share_of_the_slice(steps in steps()) {
        for Outcome { before, went, .. } in play(CostingMethod::Fifo, &steps) {
            let Some((_, Some(_), takes)) = went else { continue };
            for take in takes {
                let slice = fifo(&before).unwrap().slice(take.source).unwrap();
                prop_assert!(is_nearest(take.value, slice.value, take.quantity, slice.quantity));
                prop_assert!(take.quantity < slice.quantity || take.value == slice.value);
            }
        }
    }

    /// Under moving average goods cost their share of the pool, within half a minor unit.
    #[test]
    fn an_average_cost_is_the_share_of_the_pool(steps in steps()) {
        for Outcome { before, went, .. } in play(CostingMethod::MovingAverage, &steps) {
            let Some((asked, Some(cost), takes)) = went else { continue };
            prop_assert!(is_nearest(cost, before.value(), asked, before.quantity()));
            prop_assert!(takes.is_empty());
        }
    }

    /// Sold out piece by piece, goods cost exactly what they were bought for.
    #[test]
    fn selling_out_costs_what_was_paid(method in methods(), steps in steps(), pieces in prop::collection::vec(1..=1_000_i64, 0..20)) {
        let Some(Outcome { after: mut book, .. }) = play(method, &steps).pop() else { return Ok(()) };
        let (worth, mut takes, mut cost) = (book.value(), Vec::new(), Money::ZERO);
        for permille in pieces.into_iter().chain([1_000]) {
            if book.quantity().is_positive() {
                cost = cost.add(book.take(asked(book.quantity(), permille), &mut takes).unwrap()).unwrap();
            }
        }
        prop_assert_eq!((cost, book.quantity(), book.value()), (worth, Quantity::ZERO, Money::ZERO));
    }

    /// Exactly what is not there is refused, and a refusal leaves no trace.
    #[test]
    fn a_refusal_leaves_no_trace(method in methods(), steps in steps(), more in 1..=1_000_000_000_i64) {
        for Outcome { before, after, went, .. } in play(method, &steps) {
            if let Some((asked, cost, takes)) = went {
                prop_assert_eq!(cost.is_none(), asked > before.quantity());
                prop_assert!(cost.is_some() || (takes.is_empty() && after == before));
            }
            let (mut book, more) = (after.clone(), Quantity::from_micros(more));
            let shortfall = book.take(book.quantity().add(more).unwrap(), &mut Vec::new()).unwrap_err();
            prop_assert_eq!((shortfall.available, shortfall.missing()), (after.quantity(), more));
            prop_assert_eq!(book, after);
        }
    }

    /// Writing the changes over the old slices gives the new ones: a store needs nothing else.
    #[test]
    fn changes_are_all_a_store_needs(steps in steps(), from in any::<prop::sample::Index>()) {
        let outcomes = play(CostingMethod::Fifo, &steps);
        let (before, after) = (fifo(&outcomes[from.index(outcomes.len())].before).unwrap(), fifo(&outcomes[outcomes.len() - 1].after).unwrap());
        let mut stored: HashMap<LineKey, Slice> = before.slices().map(|slice| (slice.source, *slice)).collect();
        for change in after.changes_since(before) {
            prop_assert_ne!(stored.get(&change.source), Some(&change));
            if change.quantity.is_zero() {
                prop_assert!(change.value.is_zero());
                prop_assert!(stored.remove(&change.source).is_some());
            } else {
                stored.insert(change.source, change);
            }
        }
        prop_assert_eq!(&FifoBook::with_slices(stored.into_values()).unwrap(), after);
    }

    /// The oldest slices alone cost a line as the whole queue does.
    #[test]
    fn the_oldest_slices_are_enough(steps in steps(), permille in 1..=1_000_i64) {
        let Some(Outcome { after, .. }) = play(CostingMethod::Fifo, &steps).pop() else { return Ok(()) };
        let mut whole = fifo(&after).unwrap().clone();
        if whole.quantity().is_zero() {
            return Ok(()); // nothing to take; too many such histories to refuse them, see `max_global_rejects`
        }
        let (asked, mut covered) = (asked(whole.quantity(), permille), Quantity::ZERO);
        let oldest = whole.slices().take_while(|slice| {
            let needed = covered < asked;
            covered = covered.add(slice.quantity).unwrap();
            needed
        });
        let mut part = FifoBook::with_slices(oldest.copied()).unwrap();
        let (mut takes, mut part_takes) = (Vec::new(), Vec::new());
        prop_assert_eq!(whole.take(asked, &mut takes), part.take(asked, &mut part_takes));
        prop_assert_eq!(takes, part_takes);
    }

    /// However a sale line comes back, it comes back for what it cost.
    #[test]
    fn a_line_returned_in_pieces_leaves_no_cost(cost in 0..=1_000_000_000_i64, pieces in prop::collection::vec(1..=1_000_000_000_i64, 1..20)) {
        let (mut cost, mut left) = (Money::from_minor(cost), Quantity::from_micros(pieces.iter().sum()));
        for piece in pieces.into_iter().map(Quantity::from_micros) {
            cost = cost.sub(return_value(cost, piece, left).unwrap()).unwrap();
            left = left.sub(piece).unwrap();
        }
        prop_assert_eq!((cost, left), (Money::ZERO, Quantity::ZERO));
    }

    /// A pool out of a store is the pool that was put there.
    #[test]
    fn a_pool_survives_its_store(steps in steps()) {
        for Outcome { after, .. } in play(CostingMethod::MovingAverage, &steps) {
            let stored = AverageBook::with_pool(after.quantity(), after.value()).unwrap();
            prop_assert_eq!(Book::Average(stored), after);
        }
    }
}

/// Whether `cost` is `part / whole` of `value`, half away from zero.
fn is_nearest(cost: Money, value: Money, part: Quantity, whole: Quantity) -> bool {
    let [cost, value] = [cost, value].map(|money| i128::from(money.minor()));
    let [part, whole] = [part, whole].map(|quantity| i128::from(quantity.micros()));
    let too_little = 2 * (value * part - cost * whole);
    -whole <= too_little && too_little < whole
}
