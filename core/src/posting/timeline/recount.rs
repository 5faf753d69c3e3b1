//! What lies where along a timeline: the differences of counts, and what would fall below zero.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Batches, Counted, Fact, Picks};
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
    batches: &Batches,
    mut below: impl FnMut(Below),
) -> Result<()> {
    for fact in facts {
        if let (Some(counted), Some(stated)) = (fact.count, stated.get(&fact.key)) {
            let counts =
                |(at, batch): (LocationNo, u32)| at == fact.location && counted.batch.is_none_or(|only| only == batch);
            let picks = difference(stated, &levels, batches, counts)?;
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

/// Whether counts are said to have found something else.
pub(in crate::posting) fn is_counted_otherwise(before: &[Fact], now: &[Fact]) -> bool {
    let known = found(before);
    let mut counts = now.iter().filter_map(|fact| Some((fact.key, fact.count?)));
    counts.any(|(key, count)| known.get(&key).is_some_and(|known| *known != count.counted))
}

fn found(facts: &[Fact]) -> FxHashMap<LineKey, Quantity> {
    facts.iter().filter_map(|fact| Some((fact.key, fact.count?.counted))).collect()
}

/// Counts that are said to have found something else: what lay where after them. What is found more lies in the batch that
/// their first difference is in, what is found less is missing there, then in the other batches as they leave. Where there
/// was no difference, it is as if they had been entered so: more lies in the batch that leaves last, less in the first ones.
pub(in crate::posting) fn state_anew(
    before: &[Fact],
    now: &[Fact],
    mut stated: FxHashMap<LineKey, Levels>,
    leaving: &[u32],
) -> Result<FxHashMap<LineKey, Levels>> {
    let known = found(before);
    for fact in now {
        let (Some(counted), Some(levels)) = (fact.count, stated.get_mut(&fact.key)) else { continue };
        let Some(known) = known.get(&fact.key) else { continue };
        let more = counted.counted.sub(*known)?;
        if !more.is_zero() {
            find_more(levels, fact, counted, leaving, more)?;
        }
    }
    Ok(stated)
}

fn find_more(levels: &mut Levels, fact: &Fact, counted: Counted, leaving: &[u32], mut more: Quantity) -> Result<()> {
    let lies_here = |batch: &u32| levels.get(&(fact.location, *batch)).is_some_and(|level| level.is_positive());
    let here: Vec<u32> = leaving.iter().copied().filter(|batch| counted.batch.is_none() && lies_here(batch)).collect();
    let difference = || fact.picks.iter().find(|(_, quantity)| !quantity.is_zero()).map(|(batch, _)| batch);
    let as_entered = || if more.is_positive() { here.last() } else { here.first() }.copied();
    let first = counted.batch.or_else(difference).or_else(as_entered).unwrap_or_default();
    for batch in std::iter::once(first).chain(here) {
        let level = levels.entry((fact.location, batch)).or_default();
        let change = if more.is_negative() { more.max(level.neg()?.min(Quantity::ZERO)) } else { more };
        *level = level.add(change)?;
        more = more.sub(change)?;
    }
    // What is missing of goods that were short already.
    let level = levels.entry((fact.location, first)).or_default();
    *level = level.add(more)?;
    Ok(())
}

/// How much more lies in each batch that counts than before: by batch number, without those of which as much does.
fn difference(
    stated: &Levels,
    before: &Levels,
    batches: &Batches,
    counts: impl Fn((LocationNo, u32)) -> bool,
) -> Result<Picks> {
    let mut more: BTreeMap<(&str, u32), Quantity> = BTreeMap::new();
    for ((_, batch), level) in stated.iter().filter(|(place, _)| counts(**place)) {
        more.insert((batches.number(*batch), *batch), *level);
    }
    for ((_, batch), level) in before.iter().filter(|(place, _)| counts(**place)) {
        let sum = more.entry((batches.number(*batch), *batch)).or_default();
        *sum = sum.sub(*level)?;
    }
    let mut picks = Picks::default();
    for ((_, batch), quantity) in more {
        picks.add(batch, quantity)?;
    }
    Ok(picks)
}
