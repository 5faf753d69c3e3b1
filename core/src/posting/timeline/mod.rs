//! The past of one variant as it is known now: what every movement moved, in the order in which it happened.
//!
//! The stock ledger only grows: a document that says an earlier one was wrong adds rows that name what they put right.
//! Here these rows are brought together again, so that a replay sees each fact once, as it stands.

mod batches;
mod difference;
mod fact;
mod gathering;
mod picks;
mod reading;
mod recount;
mod standing;

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use batches::Batches;
pub(super) use difference::{Differing, differences};
pub(super) use fact::{Amendment, Counted, Fact};
pub(super) use picks::Picks;
pub(super) use reading::Reading;
pub(super) use recount::{Below, Levels, is_counted_otherwise, recount, state_anew, stated_by_counts};
pub(crate) use standing::{StandingMove, standing_moves};

use super::apply::{happened_at, is_void};
use super::gate::{Gate, Posted};
use super::snapshot::Card;
use super::stated::StatedLine;
use crate::costing::{Act, NegativeStock, Replay, Rules, UnitCost};
use crate::document::Body;
use crate::ledger::{Level, LevelKey, LineKey, LocationNo, MovementKind, PostNo};
use crate::storage::{DocumentQuery, LedgerFilter};
use crate::value::Timestamp;
use crate::{Error, Result};

/// A place in a timeline: effective time and movement.
pub(super) type Place = (Timestamp, LineKey);

/// The past of a variant from a checkpoint on.
pub(super) struct Timeline {
    /// The costs before the first fact.
    pub(super) start: Replay,
    /// By place.
    pub(super) facts: Vec<Fact>,
    pub(super) batches: Batches,
    /// Until when; all that happened later is left out.
    pub(super) until: Timestamp,
}

impl Timeline {
    /// Loads what a change at `place` can touch: everything after a checkpoint before it, and before every sale whose
    /// goods come back in what follows.
    pub(super) fn load(gate: &mut Gate<'_>, card: &Card, place: Place) -> Result<Self> {
        Self::load_until(gate, card, place, Timestamp::MAX)
    }

    /// As [`Timeline::load`], of what happened until a time. What later documents make of goods of locked days stands on
    /// later ones, so the span must end on a day that is open.
    pub(super) fn load_until(gate: &mut Gate<'_>, card: &Card, place: Place, until: Timestamp) -> Result<Self> {
        Reading::from(gate, card, place)?.timeline(gate, card, until)
    }

    /// The costs before the first fact, for a replay of what happened: it may be short by another rule than today's.
    pub(super) fn replay(&self) -> Replay {
        let mut costs = self.start.clone();
        costs.set_rules(Rules { negative: NegativeStock::Allow, ..*costs.rules() });
        self.returned().for_each(|sale| costs.watch(sale));
        costs
    }

    /// Sales whose goods come back.
    pub(super) fn returned(&self) -> impl Iterator<Item = LineKey> {
        self.facts.iter().filter_map(Fact::comes_back_of)
    }

    /// What counts and write-downs stated, and what goods that came back without a sale are worth, stands in their
    /// documents and in those that amended them.
    fn load_stated(&mut self, gate: &mut Gate<'_>) -> Result<()> {
        let mut elsewhere: FxHashSet<LineKey> = FxHashSet::default();
        let mut posts: Vec<PostNo> = self.facts.iter().filter(|f| f.is_stated()).map(|f| f.key.post()).collect();
        posts.sort_unstable();
        posts.dedup();
        let documents: FxHashMap<PostNo, Posted> =
            gate.documents(&DocumentQuery::Posts(&posts))?.into_iter().map(|d| (d.post_no, d)).collect();
        for fact in self.facts.iter_mut().filter(|fact| fact.is_stated()) {
            let unknown = || Error::Corrupt { what: format!("no document {}", fact.key.post()) };
            let line = usize::from(fact.document_line);
            let posted = documents.get(&fact.key.post()).ok_or_else(unknown)?;
            let stated =
                if fact.is_amended() { StatedLine::lines(gate, posted)? } else { StatedLine::posted(&posted.body) };
            let stated = stated.get(line).ok_or_else(unknown)?;
            if let Body::Count(body) = &posted.body {
                // It was said to have been at another time, which may lie before the first fact, or not at all.
                if fact.is_amended() && (happened_at(gate, posted)? != fact.at || is_void(gate, posted.header.id)?) {
                    elsewhere.insert(fact.key);
                }
                let batch = body.lines.get(line).and_then(|line| line.batch.as_ref());
                let batch = batch.map(|batch| self.batches.index(batch)).transpose()?;
                fact.count = Some(Counted { batch, counted: stated.quantity });
            } else if let (MovementKind::WriteDown, Some(price)) = (fact.kind, stated.unit_cost) {
                let unit = UnitCost::from_price(price, gate.snapshot()?.settings.currency)?;
                fact.act = Some(Act::Realizable { unit });
            } else if let Some(Act::Return { value, .. }) = &mut fact.act {
                *value = stated.unit_cost.map(|_| stated.value);
            }
        }
        self.facts.retain(|fact| !elsewhere.contains(&fact.key));
        Ok(())
    }

    /// The place of the earliest sale before the first fact whose goods come back in a later one.
    fn earliest_sale_outside(&self, gate: &mut Gate<'_>, card: &Card) -> Result<Option<Place>> {
        let mut posts: Vec<PostNo> = sales_outside(&self.facts).into_iter().map(LineKey::post).collect();
        posts.sort_unstable();
        posts.dedup();
        if posts.is_empty() {
            return Ok(None);
        }
        let mut earliest = None;
        let filter = LedgerFilter { posts: Some(&posts), days: None, variant: Some(card.no) };
        gate.tx.movements(&filter, &mut |row| {
            let place = (row.effective_at, row.key);
            if earliest.is_none_or(|earliest| place < earliest) {
                earliest = Some(place);
            }
            Ok(())
        })?;
        Ok(earliest)
    }

    /// What lies where before the first fact: what lies there now, less what the facts moved.
    pub(super) fn levels_before(&self, gate: &Gate<'_>, card: &Card) -> Result<Levels> {
        let mut levels = Levels::default();
        for level in gate.state.goods(card.no)?.levels() {
            if let Some(batch) = self.batches.known(&level.key.batch) {
                levels.insert((level.key.location, batch), level.quantity);
            }
        }
        for fact in &self.facts {
            fact.each_level(|place, quantity| {
                let level = levels.entry(place).or_default();
                *level = level.sub(quantity)?;
                Ok(())
            })?;
        }
        Ok(levels)
    }
}

/// What lay where at one time, and what of it is there until now.
pub(super) struct Moments {
    /// At that time.
    pub(super) then: Vec<Level>,
    /// The least there was from then on.
    pub(super) left: Vec<Level>,
}

impl Timeline {
    /// Looks at the time after all facts up to `place`.
    pub(super) fn moments(&self, gate: &mut Gate<'_>, card: &Card, place: Place) -> Result<Moments> {
        let mut levels = self.levels_before(gate, card)?;
        let split = self.facts.partition_point(|fact| fact.place() <= place);
        let (before, after) = self.facts.split_at_checked(split).unwrap_or((&self.facts, &[]));
        let add = |levels: &mut Levels, place, quantity| {
            let level = levels.entry(place).or_default();
            *level = level.add(quantity)?;
            Ok::<_, Error>(*level)
        };
        for fact in before {
            fact.each_level(|place, quantity| add(&mut levels, place, quantity).map(drop))?;
        }
        let then = levels.clone();
        let mut left = levels.clone();
        let mut settled: Vec<(LocationNo, Option<u32>)> = Vec::new();
        for fact in after {
            // What was taken before a count is in its difference.
            if let Some(counted) = fact.count {
                settled.push((fact.location, counted.batch));
            }
            fact.each_level(|place, quantity| {
                let level = add(&mut levels, place, quantity)?;
                let is_settled = |(at, batch): &(LocationNo, Option<u32>)| {
                    *at == place.0 && batch.is_none_or(|batch| batch == place.1)
                };
                if settled.iter().any(is_settled) {
                    return Ok(());
                }
                let least = left.entry(place).or_default();
                *least = (*least).min(level);
                Ok(())
            })?;
        }
        let then = self.as_levels(gate, card, then)?;
        let left = self.as_levels(gate, card, left)?.into_iter().filter(|level| level.quantity.is_positive()).collect();
        Ok(Moments { then, left })
    }

    fn as_levels(&self, gate: &mut Gate<'_>, card: &Card, levels: Levels) -> Result<Vec<Level>> {
        let mut answer = Vec::with_capacity(levels.len());
        let mut levels: Vec<_> = levels.into_iter().filter(|(_, quantity)| !quantity.is_zero()).collect();
        levels.sort_unstable_by_key(|(place, _)| *place);
        for ((location, batch), quantity) in levels {
            let batch = self.batches.number(batch).to_string();
            let known = if batch.is_empty() { None } else { gate.state.batch(gate.tx, card.no, &batch)? };
            let since = known.as_ref().map(|known| known.since).unwrap_or_default();
            let expires_on = known.and_then(|known| known.expires_on);
            let key = LevelKey { variant: card.no, location, batch };
            answer.push(Level { key, quantity, expires_on, since });
        }
        Ok(answer)
    }
}

/// Sales whose goods come back in facts that they are not among.
pub(super) fn sales_outside(facts: &[Fact]) -> FxHashSet<LineKey> {
    let mut outside: FxHashSet<LineKey> = facts.iter().filter_map(Fact::comes_back_of).collect();
    if !outside.is_empty() {
        for fact in facts {
            outside.remove(&fact.key);
        }
    }
    outside
}
