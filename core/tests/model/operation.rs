//! Random days: what is tried, before it is known what is there.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tillbook::ledger::{CostingMethod, TenderMethod};

use super::request::Off;
use super::world::{Number, PLACES, Rules, SUPPLIERS, WARES};

/// A shop and what happens in it.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) rules: Rules,
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// How long after the step before; the clock may be set back.
    pub(crate) wait_minutes: i64,
    /// A time of the caller's own, so long before the clock's.
    pub(crate) minutes_ago: Option<i64>,
    pub(crate) approved: bool,
    pub(crate) again: Again,
    pub(crate) operation: Operation,
}

/// Whether a request is made once more.
#[derive(Debug, Clone)]
pub(crate) enum Again {
    No,
    /// The same one, which must change nothing.
    Same,
    /// Another one under its id, which must be refused.
    Altered,
    /// One of those that were made before.
    Older(Index),
}

#[derive(Debug, Clone)]
pub(crate) enum Operation {
    Open { lines: Vec<Arriving> },
    Order { supplier: usize, lines: Vec<Arriving> },
    Receive { order: Option<Index>, supplier: usize, place: usize, lines: Vec<Arriving> },
    Return { receipt: Index, lines: Vec<Leaving> },
    Sell { place: usize, lines: Vec<Leaving>, paying: Paying },
    Refund { sale: Index, lines: Vec<Leaving>, to: Option<TenderMethod> },
    Void { sale: Index },
    Count { place: usize, lines: Vec<Leaving> },
    WriteOff { place: usize, lines: Vec<Leaving> },
    Transfer { from: usize, to: usize, lines: Vec<Leaving> },
    Edit { ware: usize, price: Number, on_shelf: bool },
    Recost { ware: usize, method: CostingMethod },
}

/// How much.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Share {
    Micros(Number),
    /// Thousandths of what there is.
    Permille(Number),
}

#[derive(Debug, Clone)]
pub(crate) struct Arriving {
    pub(crate) ware: usize,
    pub(crate) quantity: Number,
    pub(crate) cost: Number,
    pub(crate) as_ordered: bool,
    pub(crate) short: bool,
    pub(crate) batch: Option<u8>,
    pub(crate) made_days_ago: Option<i32>,
    pub(crate) good_days: Option<i32>,
}

#[derive(Debug, Clone)]
pub(crate) struct Leaving {
    /// Which of the wares that are there, or which line of the document that it is about.
    pub(crate) which: usize,
    pub(crate) share: Share,
    pub(crate) batch: Option<u8>,
    /// A price by hand, or what a supplier gives back.
    pub(crate) price: Option<Number>,
    pub(crate) discounts: Vec<Off>,
}

/// How a customer pays.
#[derive(Debug, Clone)]
pub(crate) struct Paying {
    /// Methods, each with the thousandths it pays of what the others before left; the last one pays the rest.
    pub(crate) parts: Vec<(TenderMethod, Number)>,
    /// What is handed over beyond that, with the last part; negative for too little.
    pub(crate) beyond: Number,
}

/// Days of up to `most` steps.
pub(crate) fn plans(most: usize) -> impl Strategy<Value = Plan> {
    let methods = select(vec![CostingMethod::Fifo, CostingMethod::MovingAverage]);
    let rules =
        (any::<bool>(), methods).prop_map(|(prices_include_tax, costing)| Rules { prices_include_tax, costing });
    (rules, vec(step(), 1..=most)).prop_map(|(rules, steps)| Plan { rules, steps })
}

fn step() -> impl Strategy<Value = Step> {
    let wait = prop_oneof![3 => Just(0), 6 => 1..180_i64, 1 => 180..4_320_i64, 1 => -120..0_i64];
    let minutes_ago = weighted(0.08, prop_oneof![Just(0), 1..600_i64]);
    let again = prop_oneof![
        10 => Just(Again::No),
        1 => Just(Again::Same),
        1 => Just(Again::Altered),
        1 => any::<Index>().prop_map(Again::Older),
    ];
    (wait, minutes_ago, weighted(0.1, Just(())), again, operation()).prop_map(
        |(wait_minutes, minutes_ago, approved, again, operation)| {
            let approved = approved.is_some();
            Step { wait_minutes, minutes_ago, approved, again, operation }
        },
    )
}

fn operation() -> impl Strategy<Value = Operation> {
    let (ware, place, supplier) = (0..WARES.len(), 0..PLACES, 0..SUPPLIERS);
    let method = select(vec![CostingMethod::Fifo, CostingMethod::MovingAverage]);
    let price = prop_oneof![0..100_000_000_i64, (0..10_000_i64).prop_map(|minor| minor * 10_000)];
    let out = || vec(leaving(), 1..4);
    prop_oneof![
        2 => vec(arriving(), 1..4).prop_map(|lines| Operation::Open { lines }),
        2 => (supplier.clone(), vec(arriving(), 1..4)).prop_map(|(supplier, lines)| Operation::Order { supplier, lines }),
        10 => (of(any::<Index>()), supplier, place.clone(), vec(arriving(), 1..5))
            .prop_map(|(order, supplier, place, lines)| Operation::Receive { order, supplier, place, lines }),
        4 => (any::<Index>(), out()).prop_map(|(receipt, lines)| Operation::Return { receipt, lines }),
        20 => (weighted(0.3, Just(())), vec(leaving(), 1..5), paying()).prop_map(|(back_room, lines, paying)| {
            Operation::Sell { place: usize::from(back_room.is_some()), lines, paying }
        }),
        8 => (any::<Index>(), out(), weighted(0.3, tender_method()))
            .prop_map(|(sale, lines, to)| Operation::Refund { sale, lines, to }),
        3 => any::<Index>().prop_map(|sale| Operation::Void { sale }),
        4 => (place.clone(), out()).prop_map(|(place, lines)| Operation::Count { place, lines }),
        4 => (place.clone(), out()).prop_map(|(place, lines)| Operation::WriteOff { place, lines }),
        6 => (place, weighted(0.05, Just(())), out()).prop_map(|(from, nowhere, lines)| {
            let to = if nowhere.is_some() { from } else { (from + 1) % PLACES };
            Operation::Transfer { from, to, lines }
        }),
        2 => (ware.clone(), price, weighted(0.93, Just(())))
            .prop_map(|(ware, price, on_shelf)| {
                Operation::Edit { ware, price: Number::from(price), on_shelf: on_shelf.is_some() }
            }),
        1 => (ware, method).prop_map(|(ware, method)| Operation::Recost { ware, method }),
    ]
}

fn micros() -> impl Strategy<Value = Number> {
    prop_oneof![
        4 => (1..=40_i64).prop_map(|whole| whole * 1_000_000),
        2 => (1..=20_000_i64).prop_map(|grams| grams * 1_000),
        1 => 1..=9_999_999_i64,
        1 => 1..=9_i64,
    ]
    .prop_map(Number::from)
}

fn arriving() -> impl Strategy<Value = Arriving> {
    let cost =
        prop_oneof![1 => Just(0_i64), 4 => (0..5_000_i64).prop_map(|minor| minor * 10_000), 2 => 0..9_999_999_i64];
    let goods = (0..WARES.len(), micros(), cost);
    let (batch, made, good) = (weighted(0.95, 1..6_u8), weighted(0.9, 0..3_i32), weighted(0.1, -2..8_i32));
    (goods, any::<bool>(), weighted(0.1, Just(())), batch, made, good).prop_map(
        |((ware, quantity, cost), as_ordered, short, batch, made_days_ago, good_days)| Arriving {
            ware,
            quantity,
            cost: Number::from(cost),
            as_ordered,
            short: short.is_some(),
            batch,
            made_days_ago,
            good_days,
        },
    )
}

fn leaving() -> impl Strategy<Value = Leaving> {
    let permille = prop_oneof![24 => 1..=400_i64, 2 => Just(1_000_i64), 1 => 1_001..=1_300_i64];
    let share = prop_oneof![
        1 => micros().prop_map(Share::Micros),
        12 => permille.prop_map(|permille| Share::Permille(Number::from(permille))),
    ];
    let off = prop_oneof![
        (0..50_i64).prop_map(|minor| Off::Amount(Number::from(minor))),
        (0..30_i64).prop_map(|minor| Off::Coupon(Number::from(minor))),
        (0..=1_000_i64).prop_map(|permille| Off::Permille(Number::from(permille))),
    ];
    let price = weighted(0.2, (0..60_000_000_i64).prop_map(Number::from));
    let discounts = prop_oneof![6 => Just(Vec::new()), 1 => vec(off, 1..3)];
    (0..20_usize, share, weighted(0.05, 0..6_u8), price, discounts)
        .prop_map(|(which, share, batch, price, discounts)| Leaving { which, share, batch, price, discounts })
}

fn tender_method() -> impl Strategy<Value = TenderMethod> {
    select(TenderMethod::MONEY.to_vec())
}

/// Parts of one method stand side by side: the reference gives back by method, in the order of the first parts.
fn paying() -> impl Strategy<Value = Paying> {
    let part = (tender_method(), 0..=1_000_i64).prop_map(|(method, permille)| (method, Number::from(permille)));
    let beyond = prop_oneof![8 => Just(0_i64), 2 => 1..10_000_i64, 1 => -300..0_i64];
    (vec(part, 1..4), beyond).prop_map(|(mut parts, beyond)| {
        // Cash comes last, so that there is often change.
        parts.sort_by_key(|(method, _)| std::cmp::Reverse(*method));
        Paying { parts, beyond: Number::from(beyond) }
    })
}
