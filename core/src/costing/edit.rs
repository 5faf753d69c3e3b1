use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::moves::Place;
use super::{Act, Move, Reason, Refusal};
use crate::ledger::LineKey;

/// A change of the past of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Something was entered late.
    Insert(Move),
    /// A move was otherwise, and perhaps at another time: this one, of the same key, holds.
    Replace(Move),
    /// A move never was.
    Remove(LineKey),
}

impl Edit {
    /// The move it is about.
    pub const fn key(&self) -> LineKey {
        match self {
            Self::Insert(one) | Self::Replace(one) => one.key,
            Self::Remove(key) => *key,
        }
    }

    /// The move that holds from now on.
    const fn new_move(&self) -> Option<&Move> {
        match self {
            Self::Insert(one) | Self::Replace(one) => Some(one),
            Self::Remove(_) => None,
        }
    }
}

/// How often each sale is still to come back.
#[derive(Debug, Clone, Default)]
pub(super) struct Returns(FxHashMap<LineKey, usize>);

impl Returns {
    /// The sale that `one` returns, if it is known.
    fn sale(one: &Move) -> Option<LineKey> {
        if let Act::Return { of, .. } = one.act { of } else { None }
    }

    pub(super) fn add(&mut self, one: &Move) {
        if let Some(sale) = Self::sale(one) {
            *self.0.entry(sale).or_default() += 1;
        }
    }

    /// `one` happened: tells the sale of which no further return follows.
    pub(super) fn done(&mut self, one: &Move) -> Option<LineKey> {
        let sale = Self::sale(one)?;
        let left = self.0.get_mut(&sale)?;
        *left -= 1;
        if *left > 0 {
            return None;
        }
        self.0.remove(&sale);
        Some(sale)
    }

    pub(super) fn contains(&self, sale: LineKey) -> bool {
        self.0.contains_key(&sale)
    }

    pub(super) fn sales(&self) -> impl Iterator<Item = LineKey> {
        self.0.keys().copied()
    }
}

/// The old and the new timeline of an item, as far as they differ.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Indices of the old moves that are no longer, or no longer so.
    gone: Vec<usize>,
    /// Moves that are new, or now so, in order; true for those that are new.
    fresh: Vec<(Move, bool)>,
    pub(super) old_returns: Returns,
    pub(super) new_returns: Returns,
}

impl Plan {
    /// Reads moves and edits, each once. All must stand behind `start`.
    pub(super) fn new(start: Option<Place>, moves: &[Move], edits: &[Edit]) -> Result<Self, Refusal> {
        let item = moves.iter().chain(edits.iter().filter_map(Edit::new_move)).next().map_or(0, |one| one.item);
        let refusal = |key, reason| Refusal { item, key, reason };
        let mut waiting = FxHashMap::default();
        for edit in edits {
            if waiting.insert(edit.key(), edit).is_some() {
                return Err(refusal(edit.key(), Reason::Duplicate));
            }
        }
        let mut plan = Self::default();
        let mut last = start;
        for (index, one) in moves.iter().enumerate() {
            if last.is_some_and(|last| last >= one.place()) {
                return Err(refusal(one.key, Reason::OutOfOrder));
            }
            last = Some(one.place());
            plan.old_returns.add(one);
            match waiting.get(&one.key) {
                None => plan.new_returns.add(one),
                Some(Edit::Insert(_)) => return Err(refusal(one.key, Reason::Duplicate)),
                Some(Edit::Replace(_) | Edit::Remove(_)) => plan.gone.push(index),
            }
        }
        for index in &plan.gone {
            moves.get(*index).and_then(|one| waiting.remove(&one.key));
        }
        if let Some(edit) = waiting.into_values().find(|edit| !matches!(edit, Edit::Insert(_))) {
            return Err(refusal(edit.key(), Reason::NoSuchMove));
        }
        for edit in edits {
            let Some(one) = edit.new_move() else { continue };
            if start.is_some_and(|start| start >= one.place()) {
                return Err(refusal(one.key, Reason::OutOfOrder));
            }
            plan.new_returns.add(one);
            plan.fresh.push((*one, matches!(edit, Edit::Insert(_))));
        }
        plan.fresh.sort_unstable_by_key(|(one, _)| one.place());
        Ok(plan)
    }

    /// How many of `moves` stand before the first difference; nothing when there is none.
    pub(super) fn parting(&self, moves: &[Move]) -> Option<usize> {
        let fresh = self.fresh.first().map(|(one, _)| moves.partition_point(|other| other.place() < one.place()));
        [self.gone.first().copied(), fresh].into_iter().flatten().min()
    }

    /// The steps of both timelines from the move at `index` on.
    pub(super) fn steps<'a>(&'a self, moves: &'a [Move], index: usize) -> Steps<'a> {
        Steps { moves, index, gone: &self.gone, fresh: &self.fresh }
    }
}

/// What happens next in both timelines.
pub(super) enum Next<'a> {
    /// The same in both.
    Common(&'a Move),
    /// Something in the old one only.
    Gone(&'a Move),
    /// Something in the new one only; true when no edit replaced a move by it.
    Fresh(&'a Move, bool),
    /// At one place, one thing in the old one, another in the new one.
    Changed(&'a Move, &'a Move),
}

/// Both timelines, merged.
pub(super) struct Steps<'a> {
    moves: &'a [Move],
    index: usize,
    gone: &'a [usize],
    fresh: &'a [(Move, bool)],
}

impl Steps<'_> {
    /// True while there are differences ahead.
    pub(super) const fn edits_ahead(&self) -> bool {
        !(self.gone.is_empty() && self.fresh.is_empty())
    }
}

impl<'a> Iterator for Steps<'a> {
    type Item = Next<'a>;

    fn next(&mut self) -> Option<Next<'a>> {
        let old = self.moves.get(self.index);
        if let Some(((one, inserted), rest)) = self.fresh.split_first()
            && old.is_none_or(|old| one.place() <= old.place())
        {
            self.fresh = rest;
            // Nothing but a replaced move stands at the place of another.
            let Some(old) = old.filter(|old| one.place() == old.place()) else {
                return Some(Next::Fresh(one, *inserted));
            };
            self.gone = self.gone.get(1..).unwrap_or_default();
            self.index += 1;
            return Some(Next::Changed(old, one));
        }
        let old = old?;
        let gone = self.gone.first() == Some(&self.index);
        self.index += 1;
        if gone {
            self.gone = self.gone.get(1..).unwrap_or_default();
            return Some(Next::Gone(old));
        }
        Some(Next::Common(old))
    }
}
