//! Laws of the timeline of an item: any history of any acts, by both methods, in both scopes, short or not.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use proptest::prelude::*;
use tillbook::costing::{
    Act, CostScope, Edit, ItemCost, Move, NegativeStock, Outcome, Refusal, Replay, Rules, UnitCost, cost_moves,
    revalue, revalue_keeping,
};
use tillbook::ledger::{CostingMethod, LineKey, LocationNo};
use tillbook::value::{Money, Quantity, Timestamp};

/// An act before it is known which sale or receipt it is about.
#[derive(Debug, Clone, Copy)]
struct Raw {
    at: i64,
    location: u32,
    kind: u8,
    quantity: i64,
    value: i64,
    of: usize,
}

fn raw() -> impl Strategy<Value = Raw> {
    let quantity = prop_oneof![1..=4_i64, 1..=40_i64];
    // A bigger value than quantity, or a smaller one: both round.
    let value = prop_oneof![0..=9_i64, 0..=100_000_i64];
    (0..30_i64, 1..=3_u32, 0..16_u8, quantity, value, 0..12_usize)
        .prop_map(|(at, location, kind, quantity, value, of)| Raw { at, location, kind, quantity, value, of })
}

fn rules() -> impl Strategy<Value = Rules> {
    let cost = (0..=900_i64, 1..=7_i64).prop_map(|(value, quantity)| {
        UnitCost::new(Money::from_minor(value), Quantity::from_micros(quantity)).unwrap()
    });
    (any::<bool>(), any::<bool>(), any::<bool>(), prop::option::of(cost)).prop_map(|(fifo, item, allow, cost)| Rules {
        method: if fifo { CostingMethod::Fifo } else { CostingMethod::MovingAverage },
        scope: if item { CostScope::Item } else { CostScope::Location },
        negative: if allow { NegativeStock::Allow } else { NegativeStock::Forbid },
        default_unit_cost: cost,
    })
}

fn key(index: usize) -> LineKey {
    LineKey::from_column(i64::try_from(index).unwrap())
}

/// The move of `raw` that is entered as number `index`; it may be about any number below `about`.
fn one_move(index: usize, raw: Raw, about: usize) -> Move {
    let (quantity, value) = (Quantity::from_micros(raw.quantity), Money::from_minor(raw.value));
    let of = Some(key(raw.of % about.max(1)));
    let act = match raw.kind {
        0..=3 => Act::Receive { quantity, value },
        4..=7 => Act::Issue { quantity },
        8 => Act::Found { quantity },
        9..=10 => Act::Return { of, quantity: Quantity::from_micros(raw.quantity.min(3)), value: None },
        11 => Act::Return { of: None, quantity, value: raw.of.is_multiple_of(2).then_some(value) },
        12 => Act::SendBack { of, quantity },
        13 => Act::Count { counted: Quantity::from_micros(raw.quantity - 1) },
        14 => Act::Transfer { to: LocationNo(raw.location % 3 + 1), quantity },
        _ if raw.of.is_multiple_of(3) => Act::WriteDown { value: Money::from_minor(raw.value % 50) },
        _ if raw.of % 3 == 1 => Act::Realizable { unit: UnitCost::new(value, Quantity::from_micros(40)).unwrap() },
        _ => Act::WriteUp { value: Money::from_minor(raw.value % 9) },
    };
    Move { item: 7, key: key(index), at: Timestamp::from_micros(raw.at), location: LocationNo(raw.location), act }
}

/// All moves that can be, in order.
fn history(rules: Rules, raws: &[Raw]) -> Vec<Move> {
    let mut moves: Vec<Move> = raws.iter().enumerate().map(|(index, raw)| one_move(index, *raw, raws.len())).collect();
    moves.sort_by_key(Move::place);
    let mut replay = watching(rules, &moves);
    moves.retain(|one| {
        let before = replay.clone();
        let done = replay.apply(one).is_ok();
        assert!(done || (replay == before && replay.place() == before.place()), "a refusal leaves no trace");
        done
    });
    moves
}

fn returned(one: &Move) -> Option<LineKey> {
    if let Act::Return { of, .. } = one.act { of } else { None }
}

fn watching(rules: Rules, moves: &[Move]) -> Replay {
    let mut replay = Replay::new(rules);
    moves.iter().filter_map(returned).for_each(|sale| replay.watch(sale));
    replay
}

type Row = (Quantity, Money, Money);

/// What all moves did, with all true-ups.
#[derive(Debug, Clone, Default, PartialEq)]
struct Ledger(BTreeMap<LineKey, Row>);

impl Ledger {
    fn add(&mut self, key: LineKey, quantity: Quantity, value: Money, moved: Money) {
        let row = self.0.entry(key).or_default();
        *row = (row.0.add(quantity).unwrap(), row.1.add(value).unwrap(), row.2.add(moved).unwrap());
    }

    fn post(&mut self, key: LineKey, outcome: &Outcome) {
        self.add(key, outcome.quantity, outcome.value, outcome.moved);
        for true_up in &outcome.true_ups {
            self.add(true_up.sale, Quantity::ZERO, true_up.difference().neg().unwrap(), Money::ZERO);
        }
    }

    fn value(&self) -> Money {
        Money::sum(self.0.values().map(|(_, value, _)| *value)).unwrap()
    }

    fn quantity(&self) -> Quantity {
        Quantity::sum(self.0.values().map(|(quantity, ..)| *quantity)).unwrap()
    }
}

/// Replays from nothing; the end remembers no sales.
fn replayed(rules: Rules, moves: &[Move]) -> Result<(Ledger, Replay), Refusal> {
    let (mut replay, mut ledger) = (watching(rules, moves), Ledger::default());
    for one in moves {
        let outcome = replay.apply(one)?;
        ledger.post(one.key, &outcome);
    }
    moves.iter().filter_map(returned).for_each(|sale| replay.forget(sale));
    Ok((ledger, replay))
}

/// The moves after the edits, in order.
fn edited(moves: &[Move], edits: &[Edit]) -> Vec<Move> {
    let mut moves = moves.to_vec();
    for edit in edits {
        moves.retain(|one| one.key != edit.key());
        if let Edit::Insert(one) | Edit::Replace(one) = edit {
            moves.push(*one);
        }
    }
    moves.sort_by_key(Move::place);
    moves
}

/// Some edits of `moves`: each raw act inserts, replaces or removes.
fn edits(moves: &[Move], raws: &[(u8, Raw)]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (index, (kind, raw)) in raws.iter().enumerate() {
        let edit = match moves.get(raw.of * 5 % moves.len().max(1)) {
            Some(old) if *kind == 0 => Edit::Remove(old.key),
            Some(old) if *kind == 1 => Edit::Replace(Move { key: old.key, ..one_move(0, *raw, moves.len()) }),
            // The same at another time, or more or less of it: the edits that happen.
            Some(old) if *kind == 2 => Edit::Replace(Move { at: Timestamp::from_micros(raw.at), ..*old }),
            Some(Move { act: Act::Receive { quantity, .. }, .. }) if *kind == 3 => {
                let old = moves[raw.of * 5 % moves.len()];
                Edit::Replace(Move {
                    act: Act::Receive { quantity: *quantity, value: Money::from_minor(raw.value) },
                    ..old
                })
            }
            _ => Edit::Insert(one_move(1_000 + index, *raw, moves.len())),
        };
        if edits.iter().all(|other| other.key() != edit.key()) {
            edits.push(edit);
        }
    }
    edits
}

/// What the ledger is after the edits, by what they are said to have changed.
fn posted(before: &Ledger, revalued: &tillbook::costing::Revalued, edits: &[Edit]) -> Ledger {
    let mut ledger = before.clone();
    for (key, outcome) in &revalued.inserted {
        ledger.add(*key, outcome.quantity, outcome.value, outcome.moved);
    }
    for change in &revalued.changes {
        ledger.add(change.key, change.quantity, change.value, change.moved);
    }
    for edit in edits {
        if let Edit::Remove(key) = edit {
            assert_eq!(ledger.0.remove(key), Some(Row::default()), "nothing is left of what never was");
        }
    }
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, ..ProptestConfig::default() })]

    /// What came in went out or is there, to the last minor unit, and nothing is worth nothing.
    #[test]
    fn nothing_is_lost(rules in rules(), raws in prop::collection::vec(raw(), 1..60)) {
        let moves = history(rules, &raws);
        let (mut replay, mut ledger) = (watching(rules, &moves), Ledger::default());
        for one in &moves {
            ledger.post(one.key, &replay.apply(one).unwrap());
            prop_assert_eq!(replay.value().unwrap(), ledger.value());
            prop_assert_eq!(replay.quantity().unwrap(), ledger.quantity());
            let levels = replay.locations().map(|location| replay.quantity_at(location));
            prop_assert_eq!(Quantity::sum(levels).unwrap(), ledger.quantity());
            for location in (1..=3).map(LocationNo) {
                let (quantity, value) = (replay.pool_quantity(location), replay.pool_value(location));
                prop_assert!(!value.is_negative() || quantity.is_negative());
                prop_assert!(value.is_zero() || value.is_negative() == quantity.is_negative());
                prop_assert!(!quantity.is_zero() || value.is_zero());
                let forbidden = rules.negative == NegativeStock::Forbid;
                prop_assert!(!(forbidden && replay.quantity_at(location).is_negative()));
            }
            let both = replay.slices().any(|(at, _)| replay.shortages().any(|(other, _)| other == at));
            prop_assert!(!both, "goods and shortages in one pool");
            prop_assert!(!replay.written_down().unwrap().is_negative());
        }
    }

    /// However the past is changed, what is said to have changed makes the old figures those of a replay from nothing;
    /// and what a replay refuses is refused.
    #[test]
    fn changing_the_past_is_replaying_it(
        rules in rules(),
        raws in prop::collection::vec(raw(), 1..60),
        changes in prop::collection::vec((0..6_u8, raw()), 1..4),
    ) {
        let moves = history(rules, &raws);
        let edits = edits(&moves, &changes);
        let (before, old_end) = replayed(rules, &moves).unwrap();
        let revalued = revalue(&Replay::new(rules), &moves, &edits);
        match (replayed(rules, &edited(&moves, &edits)), revalued) {
            (Ok((after, new_end)), Ok(revalued)) => {
                prop_assert_eq!(posted(&before, &revalued, &edits), after);
                prop_assert_eq!(revalued.met.is_some(), revalued.end.is_none());
                let end = revalued.end.unwrap_or(old_end);
                prop_assert!(end == new_end, "{:?} / {:?}", end, new_end);
            }
            (Err(one), Err(other)) => prop_assert_eq!((one.key, one.reason.code()), (other.key, other.reason.code())),
            (one, other) => prop_assert!(false, "replay {:?}, revalue {:?}", one.err(), other.err()),
        }
    }

    /// From a state on the way, kept in a store, the past is changed as from the beginning.
    #[test]
    fn a_checkpoint_is_as_good_as_the_beginning(
        rules in rules(),
        raws in prop::collection::vec(raw(), 2..60),
        change in (0..6_u8, raw()),
        cut in any::<prop::sample::Index>(),
    ) {
        let moves = history(rules, &raws);
        let cut = cut.index(moves.len() + 1);
        let mut start = watching(rules, &moves);
        moves[..cut].iter().for_each(|one| { start.apply(one).unwrap(); });
        // Behind the start, and no return of a sale before it that nobody watched.
        let behind = start.place().map_or(0, |(at, _)| at.micros() + 1);
        let (kind, raw) = change;
        let raw = Raw { at: behind + raw.at, kind: if (9..=10).contains(&raw.kind) { 4 } else { raw.kind }, ..raw };
        let edits = edits(&moves[cut..], &[(kind, raw)]);
        let json = serde_json::to_string(&start).unwrap();
        let start: Replay = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&start).unwrap(), json);
        match (revalue(&Replay::new(rules), &moves, &edits), revalue(&start, &moves[cut..], &edits)) {
            (Ok(whole), Ok(tail)) => {
                prop_assert_eq!(&whole.changes, &tail.changes);
                prop_assert_eq!(&whole.inserted, &tail.inserted);
                prop_assert_eq!((whole.end, whole.met), (tail.end, tail.met));
            }
            (Err(one), Err(other)) => prop_assert_eq!((one.key, one.reason.code()), (other.key, other.reason.code())),
            (one, other) => prop_assert!(false, "whole {:?}, tail {:?}", one.err(), other.err()),
        }
    }

    /// States that are kept on the way are those of the new timeline.
    #[test]
    fn kept_states_are_those_of_the_new_timeline(
        rules in rules(),
        raws in prop::collection::vec(raw(), 1..40),
        change in (0..6_u8, raw()),
        every in 1..10_usize,
    ) {
        let moves = history(rules, &raws);
        let edits = edits(&moves, &[change]);
        let every = NonZeroUsize::new(every).unwrap();
        let Ok(revalued) = revalue_keeping(&Replay::new(rules), &moves, &edits, Some(every)) else { return Ok(()) };
        let after = edited(&moves, &edits);
        prop_assert_eq!(revalued.checkpoints.len(), revalued.replayed / every);
        for (kept, index) in revalued.checkpoints.iter().zip((every.get()..).step_by(every.get())) {
            let mut replay = watching(rules, &after);
            after[..index].iter().for_each(|one| { replay.apply(one).unwrap(); });
            prop_assert_eq!(kept.place(), replay.place());
            let sales: Vec<LineKey> = after.iter().filter_map(returned).collect();
            let ahead: Vec<LineKey> = after[index..].iter().filter_map(returned).collect();
            let (mut kept, mut replay) = (kept.clone(), replay);
            for sale in sales.iter().chain(moves.iter().filter_map(returned).collect::<Vec<_>>().iter()) {
                if ahead.contains(sale) {
                    prop_assert_eq!(kept.sale_left(*sale), replay.sale_left(*sale));
                }
                kept.forget(*sale);
                replay.forget(*sale);
            }
            prop_assert!(kept == replay);
        }
    }

    /// What was entered and taken back leaves the state as it was.
    #[test]
    fn insert_and_remove_leave_no_trace(rules in rules(), raws in prop::collection::vec(raw(), 1..60), late in raw()) {
        let moves = history(rules, &raws);
        let insert = [Edit::Insert(one_move(1_000, late, moves.len()))];
        let start = Replay::new(rules);
        let Ok(there) = revalue(&start, &moves, &insert) else { return Ok(()) };
        let (before, end) = replayed(rules, &moves).unwrap();
        let between = posted(&before, &there, &insert);
        let remove = [Edit::Remove(key(1_000))];
        let back = revalue(&start, &edited(&moves, &insert), &remove).unwrap();
        prop_assert_eq!(posted(&between, &back, &remove), before);
        prop_assert!(back.end.or(there.end).is_none_or(|back| back == end));
    }

    /// Late or not: one by one in any order, each move leads to the state that all of them lead to.
    #[test]
    fn the_order_of_entry_does_not_matter(
        rules in rules(),
        (raws, order) in prop::collection::vec(raw(), 1..30).prop_flat_map(|raws| {
            let order: Vec<usize> = (0..raws.len()).collect();
            (Just(raws), Just(order).prop_shuffle())
        }),
    ) {
        // Acts that depend on no other one, so that no order is refused.
        let rules = Rules { negative: NegativeStock::Allow, ..rules };
        let free = |raw: &Raw| matches!(raw.kind, 0..=8 | 11..=13);
        let moves = history(rules, &raws.into_iter().filter(free).collect::<Vec<_>>());
        let (mut entered, mut ledger, mut end) = (Vec::new(), Ledger::default(), Replay::new(rules));
        for one in order.iter().filter_map(|index| moves.iter().find(|one| one.key == key(*index))) {
            let insert = [Edit::Insert(*one)];
            let revalued = revalue(&Replay::new(rules), &entered, &insert).unwrap();
            ledger = posted(&ledger, &revalued, &insert);
            end = revalued.end.unwrap_or(end);
            entered = edited(&entered, &insert);
        }
        let (all, whole) = replayed(rules, &moves).unwrap();
        prop_assert_eq!(ledger, all);
        prop_assert!(end == whole);
    }

    /// All items at once, in any order, cost what they cost one by one.
    #[test]
    fn all_at_once_is_one_at_a_time(
        rules in rules(),
        items in prop::collection::vec(prop::collection::vec(raw(), 0..30), 1..5),
        seed in any::<u64>(),
        sorted in any::<bool>(),
    ) {
        let histories: Vec<Vec<Move>> = items.iter().zip(1..).map(|(raws, item)| {
            history(rules, raws).into_iter().map(|one| Move { item, ..one }).collect()
        }).collect();
        let mut moves = histories.concat();
        if !sorted {
            moves.sort_by_key(|one| (u64::from(one.item) ^ one.key.column().cast_unsigned()).wrapping_mul(seed | 1));
        }
        let costed = cost_moves(rules, &moves).unwrap();
        prop_assert_eq!(costed.costs.len(), moves.len());
        for (history, item) in histories.iter().zip(1..) {
            let Ok((ledger, end)) = replayed(rules, history) else { unreachable!("a history") };
            for (one, cost) in moves.iter().zip(&costed.costs).filter(|(one, _)| one.item == item) {
                prop_assert_eq!((cost.quantity, cost.final_value), (ledger.0[&one.key].0, ledger.0[&one.key].1));
            }
            let Some(cost) = costed.items.iter().find(|cost| cost.item == item) else {
                prop_assert!(history.is_empty());
                continue;
            };
            prop_assert_eq!((cost.quantity, cost.value), (end.quantity().unwrap(), end.value().unwrap()));
            let ItemCost { received, issued, returned, sent_back, counted, written_down, .. } = *cost;
            let came = Money::sum([received, returned, counted]).unwrap();
            let went = Money::sum([issued, sent_back, written_down]).unwrap();
            prop_assert_eq!(came.sub(went).unwrap(), cost.value);
        }
    }

    /// A write-down that is reversed at once leaves the state as it was, and no more than it can be reversed.
    #[test]
    fn a_write_down_can_be_reversed_and_no_more(
        rules in rules(),
        raws in prop::collection::vec(raw(), 1..40),
        permille in 1..=1_000_i64,
        location in 1..=3_u32,
    ) {
        let raws: Vec<Raw> = raws.into_iter().filter(|raw| raw.kind < 15).collect();
        let moves = history(rules, &raws);
        let (_, before) = replayed(rules, &moves).unwrap();
        let location = LocationNo(location);
        let value = Money::from_minor(before.pool_value(location).minor() * permille / 1_000);
        if value <= Money::ZERO {
            return Ok(()); // nothing to write down
        }
        let at = Timestamp::from_micros(1_000);
        let act = |index, act| Move { item: 7, key: key(index), at, location, act };
        let mut replay = before.clone();
        let down = replay.apply(&act(2_000, Act::WriteDown { value })).unwrap();
        prop_assert_eq!(down.value, value.neg().unwrap());
        prop_assert_eq!(replay.written_down().unwrap(), value);
        let more = value.add(Money::from_minor(1)).unwrap();
        let refused = replay.apply(&act(2_001, Act::WriteUp { value: more })).unwrap_err();
        prop_assert_eq!(refused.reason.code(), "write_down_exceeds");
        replay.apply(&act(2_001, Act::WriteUp { value })).unwrap();
        prop_assert!(replay == before);
    }
}
