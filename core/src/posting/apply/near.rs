//! Whether all that a change of the past touches lies near it, so that what comes later need not be looked at.

use rustc_hash::{FxHashMap, FxHashSet};

use super::late::Revision;
use crate::Result;
use crate::costing::{NegativeStock, Revalued};
use crate::ledger::{LineKey, LocationNo};
use crate::posting::gate::Gate;
use crate::posting::snapshot::Card;
use crate::posting::timeline::{Differing, Fact, Levels, Place, is_counted_otherwise, recount, stated_by_counts};
use crate::value::Quantity;

/// How a change looks from the part of the past that is near it.
pub(super) enum Near {
    /// Nothing later is touched.
    Ended(Option<Box<Revalued>>),
    /// The costs are still other ones; they may be the same again a little later.
    Unknown,
    /// There is more or less of the goods, or it takes all of the past to tell.
    Lasting,
}

impl Near {
    /// How many kept states lie between the change and the one that is looked as far as, in turn.
    pub(super) const STATES: [u32; 2] = [1, 8];

    /// Looks at a revision of a part of the past. What lay where before it is not known, so that only changes are looked
    /// at which leave at no time less than there was; a change that takes goods out is refused or not by all of the past.
    pub(super) fn look(gate: &mut Gate<'_>, card: &Card, revision: &mut Revision) -> Result<Self> {
        // Where what a count found lies depends on what lay in each batch.
        if is_counted_otherwise(&revision.timeline.facts, &revision.facts) {
            return Ok(Self::Lasting);
        }
        let stated = stated_by_counts(&revision.timeline.facts, Levels::default())?;
        recount(&mut revision.facts, Levels::default(), &stated, &revision.timeline.batches, |_| ())?;
        revision.compare();
        if !levels_end(revision, card.rules.negative)? {
            return Ok(Self::Lasting);
        }
        // All of the past refuses it by what it knows of it.
        let every = gate.snapshot()?.settings.moves_per_checkpoint;
        let Ok(done) = revision.costs(card.no, every) else { return Ok(Self::Lasting) };
        let Some(done) = done else { return Ok(Self::Ended(None)) };
        if done.met.is_none() {
            return Ok(Self::Unknown);
        }
        if come_back_later(gate, card, revision, &done)? {
            return Ok(Self::Lasting);
        }
        Ok(Self::Ended(Some(Box::new(done))))
    }
}

/// Whether there is as much of everything at the end as there was, and, where nothing may be short, never less.
fn levels_end(revision: &Revision, negative: NegativeStock) -> Result<bool> {
    let may_be_short = negative == NegativeStock::Allow;
    let mut moved: Vec<(Place, (LocationNo, u32), Quantity)> = Vec::new();
    let mut takes = false;
    for Differing { before, now } in revision.differing.values() {
        if before.as_ref().zip(now.as_ref()).is_some_and(|(b, n)| b.at == n.at && b.picks == n.picks && b.to == n.to) {
            continue;
        }
        if let Some(now) = now {
            now.each_level(|place, quantity| {
                takes |= quantity.is_negative() && now.count.is_none();
                moved.push((now.place(), place, quantity));
                Ok(())
            })?;
        }
        if let Some(before) = before {
            before.each_level(|place, quantity| {
                moved.push((before.place(), place, quantity.neg()?));
                Ok(())
            })?;
        }
    }
    if takes && !may_be_short {
        return Ok(false);
    }
    moved.sort_unstable();
    let mut more: FxHashMap<(LocationNo, u32), Quantity> = FxHashMap::default();
    for same in moved.chunk_by(|(one, ..), (other, ..)| one == other) {
        for (_, place, quantity) in same {
            let sum = more.entry(*place).or_default();
            *sum = sum.add(*quantity)?;
        }
        if !may_be_short && same.iter().any(|(_, place, _)| more.get(place).is_some_and(|sum| sum.is_negative())) {
            return Ok(false);
        }
    }
    Ok(more.values().all(Quantity::is_zero))
}

/// Whether goods come back later of a sale that costs otherwise, or of which something comes back otherwise: what is left of
/// either is what they come back for.
fn come_back_later(gate: &mut Gate<'_>, card: &Card, revision: &Revision, done: &Revalued) -> Result<bool> {
    let changed = done.changes.iter().map(|change| change.key).chain(done.inserted.iter().map(|(key, _)| *key));
    let mut otherwise: FxHashSet<LineKey> = changed.collect();
    let facts = revision.timeline.facts.iter().chain(&revision.facts);
    let returned: Vec<LineKey> =
        facts.filter(|fact| otherwise.contains(&fact.key)).filter_map(Fact::comes_back_of).collect();
    otherwise.extend(returned);
    let Some((first, last)) = otherwise.iter().min().zip(otherwise.iter().max()) else { return Ok(false) };
    let came_back = gate.tx.came_back(card.no, *first..=*last, revision.timeline.until)?;
    Ok(came_back.iter().any(|key| otherwise.contains(key)))
}
