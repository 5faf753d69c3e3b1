//! What lies where along a timeline: the differences of counts, and what would fall below zero.

use rustc_hash::FxHashMap;

use super::{Fact, Picks};
use crate::Result;
use crate::ledger::{LineKey, LocationNo};
use crate::value::Quantity;

/// On hand per location and batch; batches by their index.
pub(in crate::posting) type Levels = FxHashMap<(LocationNo, u32), Quantity>;

/// What is below zero: a location, a batch, how much there is, and the fact that takes it.
pub(in crate::posting) struct Below {
    pub(in crate::posting) location: LocationNo,
    pub(in crate::posting) batch: u32,
    pub(in crate::posting) level: Quantity,
    pub(in crate::posting) fact: LineKey,
}

/// Walks along the facts: makes the difference of each count what it is now, and hands out each level that a fact takes
/// from and leaves below zero. What lay in each batch after a count is what it stated; only the difference to what lay
/// there before may change.
pub(in crate::posting) fn recount(
    facts: &mut [Fact],
    mut levels: Levels,
    stated: &FxHashMap<LineKey, Levels>,
    mut below: impl FnMut(Below),
) -> Result<()> {
    for fact in facts {
        if let (Some(counted), Some(stated)) = (fact.count, stated.get(&fact.key)) {
            let counts =
                |(at, batch): (LocationNo, u32)| at == fact.location && counted.batch.is_none_or(|only| only == batch);
            let picks = difference(stated, &levels, counts)?;
            fact.set_difference(picks)?;
        }
        let key = fact.key;
        fact.each_level(|place, quantity| {
            let level = levels.entry(place).or_default();
            *level = level.add(quantity)?;
            if level.is_negative() && quantity.is_negative() {
                below(Below { location: place.0, batch: place.1, level: *level, fact: key });
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// What lay where after each count, at its location.
pub(in crate::posting) fn stated_by_counts(facts: &[Fact], mut levels: Levels) -> Result<FxHashMap<LineKey, Levels>> {
    let mut stated = FxHashMap::default();
    if facts.iter().all(|fact| fact.count.is_none()) {
        return Ok(stated);
    }
    for fact in facts {
        fact.each_level(|place, quantity| {
            let level = levels.entry(place).or_default();
            *level = level.add(quantity)?;
            Ok(())
        })?;
        if fact.count.is_some() {
            let here = levels.iter().filter(|((at, _), _)| *at == fact.location);
            stated.insert(fact.key, here.map(|(place, level)| (*place, *level)).collect());
        }
    }
    Ok(stated)
}

/// Counts that are said to have found something else: what lay where after them. What is found more lies in the batch that
/// their first difference is in, what is found less is missing there, then in the other batches.
pub(in crate::posting) fn state_anew(
    before: &[Fact],
    now: &[Fact],
    mut stated: FxHashMap<LineKey, Levels>,
) -> Result<FxHashMap<LineKey, Levels>> {
    let known: FxHashMap<LineKey, Quantity> =
        before.iter().filter_map(|fact| fact.count.map(|count| (fact.key, count.counted))).collect();
    for fact in now {
        let (Some(counted), Some(levels)) = (fact.count, stated.get_mut(&fact.key)) else { continue };
        let Some(known) = known.get(&fact.key) else { continue };
        let mut more = counted.counted.sub(*known)?;
        if more.is_zero() {
            continue;
        }
        let first = counted.batch.or_else(|| fact.picks.iter().next().map(|(batch, _)| batch)).unwrap_or_default();
        let mut batches: Vec<u32> = levels.keys().map(|(_, batch)| *batch).filter(|batch| *batch != first).collect();
        batches.sort_unstable();
        for batch in std::iter::once(first).chain(batches.into_iter().filter(|_| counted.batch.is_none())) {
            let level = levels.entry((fact.location, batch)).or_default();
            let change = if more.is_negative() { more.max(level.neg()?.min(Quantity::ZERO)) } else { more };
            *level = level.add(change)?;
            more = more.sub(change)?;
        }
        // What is missing of goods that were short already.
        let level = levels.entry((fact.location, first)).or_default();
        *level = level.add(more)?;
    }
    Ok(stated)
}

/// How much more lies in each batch that counts than before.
fn difference(stated: &Levels, before: &Levels, counts: impl Fn((LocationNo, u32)) -> bool) -> Result<Picks> {
    let mut more: Vec<((LocationNo, u32), Quantity)> =
        stated.iter().map(|(place, level)| (*place, *level)).filter(|(place, _)| counts(*place)).collect();
    for (place, level) in before.iter().filter(|(place, _)| counts(**place)) {
        more.push((*place, level.neg()?));
    }
    more.sort_unstable();
    let mut picks = Picks::default();
    for ((_, batch), quantity) in more {
        picks.add(batch, quantity)?;
    }
    Ok(picks)
}
