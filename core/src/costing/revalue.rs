use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

use super::edit::{Next, Plan, Returns};
use super::moves::Place;
use super::stock::Step;
use super::{Act, Edit, Move, NegativeStock, Outcome, Reason, Refusal, Replay, TrueUp};
use crate::ledger::LineKey;
use crate::value::{Money, Quantity, Timestamp};

/// How many parts of two states may be compared for every move that is replayed: it costs about as much.
const COMPARED_PER_MOVE: usize = 64;

/// What a change of the past changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revalued {
    /// What other moves than the new ones did otherwise, in the order of their effect. What an edited move did is among
    /// them: all of it, less all that it did before; in two changes when its time changed.
    pub changes: Vec<Change>,
    /// What the inserted moves did, in the order of their places. Their true-ups are among the changes as well.
    pub inserted: Vec<(LineKey, Outcome)>,
    /// The state after all moves; nothing when old and new timeline met, so that what was true before still is.
    pub end: Option<Replay>,
    /// The place after which all is as before, when they met. States kept of later places still hold. Nothing without
    /// an edit.
    pub met: Option<Place>,
    /// States on the way, if they were asked for: each holds for its own [`Replay::place`].
    pub checkpoints: Vec<Replay>,
    /// How many moves of the new timeline were replayed.
    pub replayed: usize,
}

/// What one move did otherwise than before.
///
/// All changes and all inserted outcomes, added up, are the change of the quantity and value of the stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The move whose own quantity or value changed; or the one that was short, when what it really costs did.
    pub key: LineKey,
    /// Where it takes effect: when the move happened; of a true-up, when the goods came in that cover the shortage.
    pub at: Timestamp,
    /// Of a true-up: the move that covers.
    pub by: Option<LineKey>,
    /// By how much the quantity it moves is more than before; only counts and edited moves.
    pub quantity: Quantity,
    /// By how much the value of the stock is more than before because of it.
    pub value: Money,
    /// By how much the value it carried between cost pools is more than before; only transfers.
    pub moved: Money,
}

/// Changes the past: tells what else came otherwise because of it.
///
/// `start` is the state before `moves`, which are all later moves of the item as they are now, in order. Sales before
/// `start` that come back in `moves` or `edits` must be [known](Replay::known) to it. The old and the new timeline are
/// replayed side by side, from the first difference to where all edits lie behind and the states are equal again.
///
/// Under [`NegativeStock::Forbid`] no edit may leave less than nothing at its time or at any later one. What was short
/// before, when another rule held, may stay as short as it was at each time.
///
/// # Errors
/// [`Refusal`], which names the move of the new timeline that cannot be. Nothing changed.
///
/// ```
/// use tillbook::costing::{Act, Edit, Move, Replay, revalue};
/// use tillbook::ledger::{CostingMethod, LineKey, LocationNo};
/// use tillbook::value::{Money, Quantity, Timestamp};
///
/// let moved = |key, day, act| Move {
///     item: 1,
///     key: LineKey::from_column(key),
///     at: Timestamp::from_micros(day),
///     location: LocationNo(1),
///     act,
/// };
/// let five = Quantity::whole(5)?;
/// let receipt = |minor| Act::Receive { quantity: five, value: Money::from_minor(minor) };
/// let moves = [moved(1, 5, receipt(5_000)), moved(2, 7, Act::Issue { quantity: five })];
///
/// // A delivery note of day 4 turns up: the goods that were sold were those.
/// let late = Edit::Insert(moved(3, 4, receipt(10_000)));
/// let revalued = revalue(&Replay::new(CostingMethod::Fifo), &moves, &[late])?;
/// let [sale] = revalued.changes[..] else { panic!("one change") };
/// assert_eq!((sale.key, sale.value.minor()), (LineKey::from_column(2), -5_000));
/// assert_eq!(revalued.inserted[0].1.value.minor(), 10_000);
/// assert_eq!(revalued.end.unwrap().value()?.minor(), 5_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn revalue(start: &Replay, moves: &[Move], edits: &[Edit]) -> Result<Revalued, Refusal> {
    revalue_keeping(start, moves, edits, None)
}

/// As [`revalue`], and keeps the state of the new timeline after `every` so many moves.
///
/// # Errors
/// Those of [`revalue`].
pub fn revalue_keeping(
    start: &Replay,
    moves: &[Move],
    edits: &[Edit],
    every: Option<NonZeroUsize>,
) -> Result<Revalued, Refusal> {
    let plan = Plan::new(start.place(), moves, edits)?;
    let Some(parting) = plan.parting(moves) else { return Ok(Revalued::default()) };
    let (before, _) = moves.split_at_checked(parting).unwrap_or((moves, &[]));
    let mut lockstep = Lockstep::new(start, returned(&plan), every);
    for one in before {
        lockstep.both(one)?;
    }
    let mut old = lockstep.part(&plan, before);
    let mut steps = plan.steps(moves, parting);
    while let Some(next) = steps.next() {
        lockstep.step(&mut old, &next)?;
        if !steps.edits_ahead() && lockstep.met(&old) {
            lockstep.done.met = lockstep.new.replay.place.max(old.replay.place);
            return Ok(lockstep.done);
        }
    }
    lockstep.done.end = Some(lockstep.new.replay);
    Ok(lockstep.done)
}

/// The sales that come back in either timeline.
fn returned(plan: &Plan) -> impl Iterator<Item = LineKey> {
    plan.old_returns.sales().chain(plan.new_returns.sales())
}

/// One timeline.
struct Timeline {
    replay: Replay,
    returns: Returns,
    /// What its last move did.
    out: Outcome,
}

impl Timeline {
    fn apply(&mut self, one: &Move) -> Result<(), Refusal> {
        self.out.clear();
        let Replay { rules, place, stock } = &mut self.replay;
        // Whether more may leave than is there depends on whether it did before: see `Lockstep::check_left`.
        stock.apply(Step { rules, negative: NegativeStock::Allow, one }, &mut self.out).map_err(|reason| Refusal {
            item: one.item,
            key: one.key,
            reason,
        })?;
        *place = Some(one.place());
        if let Some(sale) = self.returns.done(one) {
            self.replay.forget(sale);
        }
        Ok(())
    }
}

/// The new timeline, beside an old one.
struct Lockstep {
    new: Timeline,
    done: Revalued,
    every: Option<NonZeroUsize>,
    /// Moves to wait before the states are compared in full again: a comparison that failed is paid for by moves, so
    /// that all of them together cost no more than these.
    patience: usize,
}

impl Lockstep {
    fn new(start: &Replay, returned: impl Iterator<Item = LineKey>, every: Option<NonZeroUsize>) -> Self {
        let mut replay = start.clone();
        let known = std::mem::take(&mut replay.stock.sales);
        returned.for_each(|sale| replay.stock.sales.set(sale, known.get(sale)));
        let new = Timeline { replay, returns: Returns::default(), out: Outcome::default() };
        Self { new, done: Revalued::default(), every, patience: 0 }
    }

    /// A move before the timelines part.
    fn both(&mut self, one: &Move) -> Result<(), Refusal> {
        self.new.apply(one)?;
        self.count();
        Ok(())
    }

    /// The old timeline from where it parts, `before` which is the same in both.
    fn part(&mut self, plan: &Plan, before: &[Move]) -> Timeline {
        let [old, new] = [&plan.old_returns, &plan.new_returns].map(|returns| {
            let mut returns = returns.clone();
            for one in before {
                returns.done(one);
            }
            let mut replay = self.new.replay.clone();
            replay.stock.sales.retain(|sale| returns.contains(sale));
            Timeline { replay, returns, out: Outcome::default() }
        });
        self.new = new;
        old
    }

    fn step(&mut self, old: &mut Timeline, next: &Next<'_>) -> Result<(), Refusal> {
        match next {
            Next::Common(one) => {
                old.apply(one)?;
                self.apply_new(one, old)?;
                self.compare(one, &old.out)
            }
            Next::Changed(before, one) => {
                old.apply(before)?;
                self.apply_new(one, old)?;
                self.check_left(one, old)?;
                self.check_left(before, old)?;
                self.compare(one, &old.out)
            }
            Next::Gone(before) => {
                old.apply(before)?;
                self.new.out.clear();
                self.check_left(before, old)?;
                self.compare(before, &old.out)
            }
            Next::Fresh(one, inserted) => {
                self.apply_new(one, old)?;
                if *inserted {
                    self.done.inserted.push((one.key, self.new.out.clone()));
                    return self.compare_true_ups(one, &[]);
                }
                self.compare(one, &Outcome::default())
            }
        }
    }

    /// Applies a move to the new timeline.
    fn apply_new(&mut self, one: &Move, old: &Timeline) -> Result<(), Refusal> {
        self.new.apply(one)?;
        self.count();
        if self.new.out.missing.is_zero() { Ok(()) } else { self.check_left(one, old) }
    }

    /// Where `one` moved goods, no less than nothing may be there now, or no less than was there at that time before;
    /// unless anything may be missing.
    fn check_left(&self, one: &Move, old: &Timeline) -> Result<(), Refusal> {
        let (new, old) = (&self.new.replay, &old.replay);
        if new.rules.negative == NegativeStock::Allow {
            return Ok(());
        }
        let to = if let Act::Transfer { to, .. } = one.act { Some(to) } else { None };
        for location in std::iter::once(one.location).chain(to) {
            let left = |replay: &Replay| [replay.quantity_at(location), replay.pool_quantity(location)];
            let less = left(new).into_iter().zip(left(old)).find(|(now, was)| now.is_negative() && now < was);
            let Some((now, was)) = less else { continue };
            let gone = self.new.out.quantity;
            // What it takes; or what it brought before and does not bring now.
            let asked = if gone.is_negative() { gone.neg() } else { was.sub(now) };
            let available = asked.and_then(|asked| Ok((asked, asked.add(now)?)));
            let (asked, available) = available.map_err(|error| refusal(one, error.into()))?;
            return Err(refusal(one, Reason::Short { location, asked, available }));
        }
        Ok(())
    }

    fn count(&mut self) {
        self.done.replayed += 1;
        if self.every.is_some_and(|every| self.done.replayed.is_multiple_of(every.get())) {
            self.done.checkpoints.push(self.new.replay.clone());
        }
    }

    /// Notes what `one` did otherwise than `before`.
    fn compare(&mut self, one: &Move, before: &Outcome) -> Result<(), Refusal> {
        let out = &self.new.out;
        if (out.quantity, out.value, out.moved) != (before.quantity, before.value, before.moved) {
            let difference = || {
                let Move { key, at, .. } = *one;
                let quantity = out.quantity.sub(before.quantity)?;
                let (value, moved) = (out.value.sub(before.value)?, out.moved.sub(before.moved)?);
                Ok(Change { key, at, by: None, quantity, value, moved })
            };
            self.done.changes.push(difference().map_err(|error: crate::Error| refusal(one, error.into()))?);
        }
        if out.true_ups == before.true_ups { Ok(()) } else { self.compare_true_ups(one, &before.true_ups) }
    }

    /// Notes for which sales `one` trues up otherwise than `before`.
    fn compare_true_ups(&mut self, one: &Move, before: &[TrueUp]) -> Result<(), Refusal> {
        let of = |true_up: &TrueUp| (true_up.sold_at, true_up.sale);
        let more = self.new.out.true_ups.iter().map(|now| (of(now), -i128::from(now.difference().minor())));
        let less = before.iter().map(|then| (of(then), i128::from(then.difference().minor())));
        let mut differences: Vec<_> = more.chain(less).collect();
        differences.sort_unstable_by_key(|(sale, _)| *sale);
        for same in differences.chunk_by(|(a, _), (b, _)| a == b) {
            let value = Money::try_from(same.iter().map(|(_, value)| value).sum::<i128>());
            let value = value.map_err(|error| refusal(one, error.into()))?;
            if let (Some(((_, key), _)), false) = (same.first(), value.is_zero()) {
                let (quantity, moved) = (Quantity::ZERO, Money::ZERO);
                self.done.changes.push(Change { key: *key, at: one.at, by: Some(one.key), quantity, value, moved });
            }
        }
        Ok(())
    }

    /// Whether the two states are equal. It may be told a few moves late.
    fn met(&mut self, old: &Timeline) -> bool {
        let (new, old) = (&self.new.replay.stock, &old.replay.stock);
        if self.patience > 0 {
            self.patience -= 1;
            return false;
        }
        if new.totals() != old.totals() {
            return false;
        }
        if new == old {
            return true;
        }
        self.patience = (new.size() + old.size()) / COMPARED_PER_MOVE;
        false
    }
}

fn refusal(one: &Move, reason: Reason) -> Refusal {
    Refusal { item: one.item, key: one.key, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::costing::Rules;
    use crate::ledger::{CostingMethod, LocationNo};

    fn one(key: i64, at: i64, act: Act) -> Move {
        let (key, at) = (LineKey::from_column(key), Timestamp::from_micros(at));
        Move { item: 1, key, at, location: LocationNo(1), act }
    }

    fn receive(micros: i64, minor: i64) -> Act {
        Act::Receive { quantity: Quantity::from_micros(micros), value: Money::from_minor(minor) }
    }

    fn issue(micros: i64) -> Act {
        Act::Issue { quantity: Quantity::from_micros(micros) }
    }

    fn allowing() -> Replay {
        Replay::new(Rules { negative: NegativeStock::Allow, ..Rules::from(CostingMethod::Fifo) })
    }

    #[test]
    fn edits_must_fit_the_moves() {
        let moves = [one(1, 10, receive(5, 50)), one(2, 20, issue(5))];
        let mut start = Replay::new(CostingMethod::Fifo);
        let code =
            |start: &Replay, moves: &[Move], edits: &[Edit]| revalue(start, moves, edits).unwrap_err().reason.code();
        let (late, gone) = (Edit::Insert(one(3, 15, issue(1))), Edit::Remove(LineKey::from_column(9)));
        assert_eq!(code(&start, &moves, &[late]), "insufficient_stock");
        assert_eq!(code(&start, &moves, &[gone]), "no_such_move");
        assert_eq!(code(&start, &moves, &[late, late]), "duplicate");
        assert_eq!(code(&start, &moves, &[Edit::Insert(one(1, 30, issue(1)))]), "duplicate");
        assert_eq!(code(&start, &[moves[1], moves[0]], &[late]), "out_of_order");
        start.apply(&moves[0]).unwrap();
        assert_eq!(code(&start, &moves[1..], &[Edit::Insert(one(3, 5, receive(1, 1)))]), "out_of_order");
        let nothing = revalue(&start, &moves[1..], &[]).unwrap();
        assert!(nothing.changes.is_empty() && nothing.end.is_none() && nothing.replayed == 0);
    }

    #[test]
    fn it_stops_where_the_timelines_meet() {
        // Sold out every second move; the late receipt is gone with the count of move 7.
        let acts = |serial: i64| match serial {
            7 => Act::Count { counted: Quantity::ZERO },
            _ if serial % 2 == 1 => receive(2, 20 + serial),
            _ => issue(2),
        };
        let moves: Vec<Move> = (1..1_000).map(|serial| one(serial, serial * 10, acts(serial))).collect();
        let late = Edit::Insert(one(2_000, 15, receive(1, 100)));
        let revalued = revalue(&Replay::new(CostingMethod::Fifo), &moves, &[late]).unwrap();
        assert_eq!(revalued.met, Some(moves[6].place()));
        assert!(revalued.end.is_none() && revalued.replayed == 8);
    }

    #[test]
    fn a_moved_entry_takes_its_cost_along() {
        let moves = [one(1, 10, receive(4, 40)), one(2, 20, issue(1)), one(3, 30, receive(1, 5))];
        let later = Edit::Replace(Move { at: Timestamp::from_micros(40), ..moves[1] });
        let revalued = revalue(&Replay::new(CostingMethod::MovingAverage), &moves, &[later]).unwrap();
        let changes: Vec<_> =
            revalued.changes.iter().map(|c| (c.key.column(), c.at.micros(), c.value.minor())).collect();
        assert_eq!(changes, [(2, 20, 10), (2, 40, -9)]);
    }

    #[test]
    fn another_receipt_covers_the_shortage() {
        let moves = [one(1, 10, issue(2)), one(2, 30, receive(2, 20))];
        let revalued = revalue(&allowing(), &moves, &[Edit::Insert(one(3, 20, receive(1, 7)))]).unwrap();
        let changes: Vec<_> =
            revalued.changes.iter().map(|c| (c.key.column(), c.by.unwrap().column(), c.value.minor())).collect();
        assert_eq!(changes, [(1, 3, -7), (1, 2, 10)]);
        assert_eq!(revalued.inserted[0].1.true_ups.len(), 1);
        assert_eq!(revalued.end.unwrap().value().unwrap().minor(), 10);
    }

    #[test]
    fn what_was_short_under_another_rule_may_stay_so_and_get_no_worse() {
        let moves = [one(1, 10, issue(2)), one(2, 30, receive(2, 20)), one(3, 40, issue(2))];
        let start = Replay::new(CostingMethod::Fifo);
        let better = revalue(&start, &moves, &[Edit::Insert(one(4, 5, receive(1, 6)))]).unwrap();
        assert_eq!(better.changes.len(), 2); // of the first sale: what it took, and what covers the rest
        let worse = Edit::Insert(one(4, 35, issue(1)));
        let refused = revalue(&start, &moves, &[worse]).unwrap_err();
        assert_eq!((refused.key, refused.reason.code()), (LineKey::from_column(4), "insufficient_stock"));
    }

    #[test]
    fn goods_that_cover_what_was_short_cannot_be_gone() {
        let moves = [one(1, 10, issue(2)), one(2, 30, receive(2, 20)), one(3, 40, receive(2, 20))];
        let start = Replay::new(CostingMethod::Fifo);
        let refused = |edit| revalue(&start, &moves, &[edit]).unwrap_err();
        // Between the two receipts two would be missing again that were there.
        let Refusal { key, reason, .. } = refused(Edit::Remove(moves[1].key));
        let Reason::Short { asked, available, .. } = reason else { panic!("{reason:?}") };
        assert_eq!((key, asked.micros(), available.micros()), (moves[1].key, 2, 0));
        assert_eq!(refused(Edit::Replace(one(2, 30, receive(1, 10)))).reason.code(), "insufficient_stock");
        assert_eq!(refused(Edit::Replace(one(2, 50, receive(2, 20)))).reason.code(), "insufficient_stock");
        revalue(&start, &moves, &[Edit::Remove(moves[2].key)]).unwrap();
        revalue(&start, &moves, &[Edit::Replace(one(2, 20, receive(2, 20)))]).unwrap();
        revalue(&allowing(), &moves, &[Edit::Remove(moves[1].key)]).unwrap();
    }
}
