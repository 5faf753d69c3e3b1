//! What lies where along a timeline: the differences of counts, and what would fall below zero.

use rustc_hash::FxHashMap;

use super::{Counted, Fact, Picks};
use crate::Result;
use crate::ledger::{LineKey, LocationNo};
use crate::value::{Date, Quantity};

/// Batches in the order in which they leave: the last good day, then the age.
pub(in crate::posting) struct BatchFacts {
    pub(in crate::posting) expires_on: Option<Date>,
    pub(in crate::posting) since: LineKey,
}

/// What would be below zero: a location, a batch, how much there would be, and the fact that takes it.
pub(in crate::posting) struct Below {
    pub(in crate::posting) location: LocationNo,
    pub(in crate::posting) batch: u32,
    pub(in crate::posting) level: Quantity,
    pub(in crate::posting) fact: LineKey,
}

/// Walks along the facts: makes the difference of each count what it is now, and tells the first level that falls below
/// zero and lower than `before`.
pub(in crate::posting) fn recount(
    facts: &mut [Fact],
    mut levels: FxHashMap<(LocationNo, u32), Quantity>,
    batches: &[BatchFacts],
) -> Result<Option<Below>> {
    let mut below = None;
    for fact in facts {
        if let Some(counted) = fact.count {
            // As long as the difference is the same it lies where it lay.
            if let Some(picks) = difference(fact, counted, &levels, batches)? {
                fact.set_difference(picks)?;
            }
        }
        let key = fact.key;
        fact.each_level(|place, quantity| {
            let level = levels.entry(place).or_default();
            *level = level.add(quantity)?;
            if level.is_negative() && quantity.is_negative() && below.is_none() {
                below = Some(Below { location: place.0, batch: place.1, level: *level, fact: key });
            }
            Ok(())
        })?;
    }
    Ok(below)
}

/// In which batches the difference lies, if it is another one: missing goods leave like goods that are sold, found goods
/// are put to what expires last.
fn difference(
    fact: &Fact,
    counted: Counted,
    levels: &FxHashMap<(LocationNo, u32), Quantity>,
    batches: &[BatchFacts],
) -> Result<Option<Picks>> {
    let location = fact.location;
    let wanted = |batch: u32| counted.batch.is_none_or(|only| only == batch);
    let here = levels.iter().filter(|((at, batch), level)| *at == location && wanted(*batch) && !level.is_zero());
    let mut here: Vec<(u32, Quantity)> = here.map(|((_, batch), level)| (*batch, *level)).collect();
    here.sort_unstable_by_key(|(batch, _)| {
        let facts = usize::try_from(*batch).ok().and_then(|batch| batches.get(batch));
        facts.map(|facts| (facts.expires_on.is_none(), facts.expires_on, facts.since))
    });
    let expected = Quantity::sum(here.iter().map(|(_, level)| *level))?;
    let difference = counted.counted.sub(expected)?;
    if difference == fact.picks.total()? {
        return Ok(None);
    }
    let mut picks = Picks::default();
    if difference.is_positive() {
        let last = counted.batch.or_else(|| here.last().map(|(batch, _)| *batch));
        picks.add(last.unwrap_or(0), difference)?;
        return Ok(Some(picks));
    }
    let mut missing = difference.neg()?;
    for (batch, level) in here {
        if !missing.is_positive() {
            break;
        }
        let taken = missing.min(level);
        missing = missing.sub(taken)?;
        picks.add(batch, taken.neg()?)?;
    }
    Ok(Some(picks))
}
