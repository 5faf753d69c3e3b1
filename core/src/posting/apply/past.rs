//! What documents say of the past: lines are put into it, taken out, raised, amended.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::late::{Booking, Revised, correcting, revise, write};
use super::lines::Moving;
use super::lock::Open;
use super::revalue;
use crate::costing::Act;
use crate::ledger::{LineKey, Movement, MovementKind};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::timeline::{Amendment, Batches, Fact, Picks, Place};
use crate::value::{BusinessDay, Money, Quantity};
use crate::{Error, Result};

/// Puts lines of one variant into its past.
pub(super) fn insert(gate: &mut Gate<'_>, rows: &Rows, lines: &[(usize, &Moving, LineKey)]) -> Result<Revised> {
    let Some(((_, line, key), (_, _, last))) = lines.first().zip(lines.last()) else { return Err(Error::Closed) };
    let card = Arc::clone(&line.card);
    let (mut first, last) = ((rows.at, *key), (rows.at, *last));
    for (_, line, _) in lines {
        if let (Some(of), MovementKind::Refund) = (line.of, line.kind) {
            let sale = revalue::movement(gate, rows, of)?;
            first = first.min((sale.effective_at, of));
        }
    }
    revise(gate, rows, card, first..=last, Booking::Affected, |facts, batches| {
        for (_, line, key) in lines {
            facts.push(fact(rows, line, *key, batches)?);
        }
        Ok(())
    })
}

/// What is there more without a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Removed {
    pub(super) quantity: Quantity,
    pub(super) value: Money,
}

/// Takes lines of one variant, of one document, out of its past.
pub(super) fn remove(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    card: &Arc<Card>,
    lines: &[Place],
) -> Result<FxHashMap<LineKey, Removed>> {
    let Some((first, last)) = lines.iter().min().zip(lines.iter().max()) else { return Ok(FxHashMap::default()) };
    let is_one = |fact: &Fact| lines.iter().any(|(_, key)| *key == fact.key);
    let revised = revise(gate, rows, Arc::clone(card), *first..=*last, Booking::Affected, |facts, _| {
        facts.retain(|fact| !is_one(fact));
        Ok(())
    })?;
    let mut removed = FxHashMap::default();
    for fact in revised.timeline.facts.iter().filter(|fact| is_one(fact)) {
        let value = revised.edited.get(&(fact.key, fact.at)).copied().unwrap_or_default();
        write_opposite(rows, card, fact, MovementKind::Void, value, &revised.timeline.batches)?;
        removed.insert(fact.key, Removed { quantity: fact.picks.total()?.neg()?, value });
    }
    write(gate, rows, revised)?;
    Ok(removed)
}

/// The opposite of what a line moved.
fn write_opposite(
    rows: &mut Rows,
    card: &Card,
    fact: &Fact,
    kind: MovementKind,
    mut value: Money,
    batches: &Batches,
) -> Result<()> {
    // A count that found what was expected moved nothing, and is taken back all the same.
    let nothing = fact.picks.is_empty().then_some((0, Quantity::ZERO));
    for (batch, quantity) in fact.picks.iter().chain(nothing) {
        let number = batches.number(batch);
        let back = [(fact.location, quantity.neg()?)];
        let there = fact.to.map(|to| (to, quantity));
        for (location, quantity) in back.into_iter().chain(there) {
            let value = std::mem::take(&mut value);
            let place = (fact.at, fact.day);
            let row = correcting(rows, card, fact, kind, (location, number.to_string()), place)?;
            rows.movements.push(Movement { quantity, value, ..row });
        }
    }
    Ok(())
}

/// By how much the stock is worth more because a line was otherwise, on a day. One that happened at another time makes it
/// worth less from when it was said to have happened, then more from when it did.
pub(super) struct Amended {
    pub(super) key: LineKey,
    pub(super) day: BusinessDay,
    pub(super) value: Money,
    /// It happened when it was said to have happened.
    pub(super) is_only: bool,
    pub(super) is_last: bool,
}

/// Lines of one variant were otherwise.
pub(super) fn amend(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    card: &Arc<Card>,
    lines: &[Amendment],
) -> Result<Vec<Amended>> {
    let first = lines.iter().map(|line| (line.at.min(line.from), line.key)).min();
    let last = lines.iter().map(|line| (line.at.max(line.from), line.key)).max();
    let Some((first, last)) = first.zip(last) else { return Ok(Vec::new()) };
    let of = |key: LineKey| lines.iter().find(|line| line.key == key);
    let revised = revise(gate, rows, Arc::clone(card), first..=last, Booking::Affected, |facts, _| {
        for fact in facts {
            if let Some(line) = of(fact.key) {
                fact.amend(line)?;
            }
        }
        Ok(())
    })?;
    let mut amended = Vec::new();
    for before in revised.timeline.facts.iter().filter(|fact| of(fact.key).is_some()) {
        write_amended(rows, card, before, &revised, &mut amended)?;
    }
    write(gate, rows, revised)?;
    Ok(amended)
}

/// At the same time: the difference. At another one: the opposite of what was said, and what was.
fn write_amended(
    rows: &mut Rows,
    card: &Card,
    before: &Fact,
    revised: &Revised,
    amended: &mut Vec<Amended>,
) -> Result<()> {
    let after = revised.facts.iter().find(|after| after.key == before.key).unwrap_or(before);
    let value_at = |at| revised.edited.get(&(before.key, at)).copied().unwrap_or_default();
    let is_only = before.at == after.at;
    let batches = &revised.timeline.batches;
    let mut note = |fact: &Fact, value, is_last| {
        amended.push(Amended { key: fact.key, day: fact.day, value, is_only, is_last });
    };
    let value = value_at(before.at);
    note(before, value, is_only);
    if is_only {
        let less = Fact { picks: before.picks.less(&after.picks)?, ..before.clone() };
        return write_opposite(rows, card, &less, MovementKind::Amended, value, batches);
    }
    write_opposite(rows, card, before, MovementKind::Amended, value, batches)?;
    let value = value_at(after.at);
    note(after, value, true);
    let back = Fact { picks: Picks::default().less(&after.picks)?, ..after.clone() };
    write_opposite(rows, card, &back, after.kind, value, batches)
}

/// Goods of one variant that came in cost so much more, each by its movement. The movements that say so are of `kind`.
pub(super) fn revalue(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    card: &Arc<Card>,
    kind: MovementKind,
    more: &[(Place, Money)],
) -> Result<()> {
    let places = more.iter().map(|(place, _)| *place);
    let Some((first, last)) = places.clone().min().zip(places.max()) else { return Ok(()) };
    let changed = |fact: &Fact| more.iter().any(|((_, key), _)| *key == fact.key);
    let open = Open::of(gate)?;
    let revised = revise(gate, rows, Arc::clone(card), first..=last, Booking::Own, |facts, _| {
        for ((_, key), value) in more {
            let fact = facts.iter_mut().find(|fact| fact.key == *key);
            if let Some(Act::Receive { value: known, .. }) = fact.and_then(|fact| fact.act.as_mut()) {
                *known = known.add(*value)?.not_negative("value")?;
            }
        }
        Ok(())
    })?;
    for fact in revised.timeline.facts.iter().filter(|fact| changed(fact)) {
        let value = Money::sum(more.iter().filter(|((_, key), _)| *key == fact.key).map(|(_, value)| *value))?;
        let (_, at) = open.map_or((fact.day, fact.at), |open| open.not_before(fact.day, fact.at));
        let row = correcting(rows, card, fact, kind, (fact.location, String::new()), (at, rows.day))?;
        rows.movements.push(Movement { value, ..row });
    }
    write(gate, rows, revised)
}

fn fact(rows: &Rows, line: &Moving, key: LineKey, batches: &mut Batches) -> Result<Fact> {
    let mut picks = Picks::default();
    for pick in &line.picks {
        picks.add(batches.index(&pick.batch)?, pick.quantity)?;
    }
    Ok(Fact {
        key,
        at: rows.at,
        kind: line.kind,
        document_line: u16::try_from(line.document_line).map_err(|_| Error::too_large("number of lines"))?,
        day: rows.day,
        kit: line.kit,
        location: line.location,
        picks,
        to: line.to,
        act: line.act,
        // What it found was settled when it was decided; what comes before it later settles it anew.
        count: None,
        version: key.post(),
        stated_by: key.post(),
    })
}
