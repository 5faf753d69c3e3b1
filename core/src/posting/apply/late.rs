//! The past of a variant is replayed with what a document says of it, and the differences are appended.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::checkpoint::keep_checkpoints;
use super::lines::refused;
use super::lock::Open;
use super::near::Near;
use super::revalue::{self, Correction};
use crate::costing::{Change, Edit, Move, NegativeStock, Outcome, Refusal, Revalued, revalue_keeping};
use crate::ledger::{LineKey, LocationNo, Movement, MovementKind, PostNo, VariantNo};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::timeline::{
    Batches, Below, Differing, Fact, Picks, Place, Reading, Timeline, differences, is_counted_otherwise, recount,
    sales_outside, state_anew, stated_by_counts,
};
use crate::value::{BusinessDay, Money, Quantity, Timestamp};
use crate::{Error, Result};

/// What a document about the past did to one variant.
pub(super) struct Revised {
    pub(super) card: Arc<Card>,
    /// What its own lines did, by their keys.
    pub(super) inserted: FxHashMap<LineKey, Outcome>,
    /// By how much the stock is worth more by what it took out of the past or changed there itself: by its key, and from
    /// when on.
    pub(super) edited: BTreeMap<(LineKey, Timestamp), Money>,
    /// The past as it was.
    pub(super) timeline: Timeline,
    /// The past as it is now.
    pub(super) facts: Vec<Fact>,
    corrections: Vec<Correction>,
    recounts: Vec<Recount>,
}

/// A count whose difference is another one now.
struct Recount {
    fact: Fact,
    /// By how much more was found in each batch.
    more: Picks,
    value: Money,
}

/// On which day a difference is booked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Booking {
    /// On that of the movement it belongs to: it should have been known then.
    Affected,
    /// On that of the document: nobody could know before.
    Own,
}

/// The past of a variant and what it is with a change.
pub(super) struct Revision {
    pub(super) timeline: Timeline,
    pub(super) facts: Vec<Fact>,
    /// What is otherwise, by key.
    pub(super) differing: FxHashMap<LineKey, Differing>,
}

impl Revision {
    fn new(mut timeline: Timeline, change: impl Fn(&mut Vec<Fact>, &mut Batches) -> Result<()>) -> Result<Self> {
        let mut facts = timeline.facts.clone();
        change(&mut facts, &mut timeline.batches)?;
        facts.sort_by_key(Fact::place);
        Ok(Self { timeline, facts, differing: FxHashMap::default() })
    }

    /// Notes what is otherwise: to be asked for once the counts are what they are now.
    pub(super) fn compare(&mut self) {
        self.differing = differences(&self.timeline.facts, &self.facts);
    }

    /// Whether every sale whose goods come back is looked at. One that was amended may have happened earlier than it was
    /// posted with.
    fn knows_all_sales(&self) -> bool {
        sales_outside(&self.facts).is_empty()
    }

    /// What the goods cost otherwise, and their states after every so many moves. Nothing to be changed is nothing changed.
    pub(super) fn costs(&self, variant: VariantNo, every: u32) -> Result<Option<Revalued>, Refusal> {
        let edits: Vec<Edit> = self.differing.iter().filter_map(|(key, fact)| edit(*key, fact, variant)).collect();
        if edits.is_empty() {
            return Ok(None);
        }
        let moves: Vec<Move> = self.timeline.facts.iter().filter_map(|fact| fact.cost_move(variant)).collect();
        let every = usize::try_from(every).ok().and_then(NonZeroUsize::new);
        revalue_keeping(&self.timeline.start, &moves, &edits, every).map(Some)
    }
}

/// Replays the past of a variant with a change of what happened `between` two places; no further than to where all is as it
/// was.
pub(super) fn revise(
    gate: &mut Gate<'_>,
    rows: &Rows,
    card: Arc<Card>,
    between: RangeInclusive<Place>,
    booking: Booking,
    change: impl Fn(&mut Vec<Fact>, &mut Batches) -> Result<()>,
) -> Result<Revised> {
    let (first, last) = between.into_inner();
    let mut reading = Reading::from(gate, &card, first)?;
    for states in Near::STATES {
        let Some(timeline) = reading.near(gate, &card, last, states)? else { break };
        let mut revision = Revision::new(timeline, &change)?;
        if !revision.knows_all_sales() {
            break;
        }
        match Near::look(gate, &card, &mut revision)? {
            Near::Ended(done) => return finish(gate, rows, card, revision, booking, done.map(|done| *done)),
            Near::Unknown => {}
            Near::Lasting => break,
        }
    }
    let mut revision = Revision::new(reading.timeline(gate, &card, Timestamp::MAX)?, &change)?;
    if !revision.knows_all_sales() {
        let first = (Timestamp::MIN, LineKey::default());
        revision = Revision::new(Timeline::load(gate, &card, first)?, &change)?;
    }
    check_levels(gate, &card, &mut revision)?;
    revision.compare();
    let every = gate.snapshot()?.settings.moves_per_checkpoint;
    let done = revision.costs(card.no, every).map_err(|refusal| refused(gate, &card, refusal))?;
    finish(gate, rows, card, revision, booking, done)
}

/// Keeps the state that the change leads to.
fn finish(
    gate: &mut Gate<'_>,
    rows: &Rows,
    card: Arc<Card>,
    revision: Revision,
    booking: Booking,
    done: Option<Revalued>,
) -> Result<Revised> {
    let frozen = Open::of(gate)?;
    if let Some(done) = &done {
        keep_checkpoints(gate, &card, revision.timeline.start.place(), done)?;
    }
    let mut done = done.unwrap_or_default();
    move_levels(gate, &card, &revision, rows.next_movement()?)?;
    gate.state.goods_mut(card.no)?.replayed(done.end.take(), rows.at)?;
    let short = short_sales(gate, &revision, &done)?;
    sort_out(rows, card, revision, (booking, frozen), (done, &short))
}

/// What is said of a movement in a correction of it.
#[derive(Clone, Copy)]
struct Booked {
    kind: MovementKind,
    document_line: u16,
    kit: Option<VariantNo>,
    day: BusinessDay,
}

impl Booked {
    const fn of(fact: &Fact) -> Self {
        Self { kind: fact.kind, document_line: fact.document_line, kit: fact.kit, day: fact.day }
    }
}

/// What left short, and is covered otherwise: in the past that is looked at, or before it.
fn short_sales(gate: &mut Gate<'_>, revision: &Revision, done: &Revalued) -> Result<FxHashMap<LineKey, Booked>> {
    let covered: FxHashSet<LineKey> = done.changes.iter().filter(|c| c.by.is_some()).map(|c| c.key).collect();
    if covered.is_empty() {
        return Ok(FxHashMap::default());
    }
    let inside = revision.facts.iter().chain(&revision.timeline.facts).filter(|fact| covered.contains(&fact.key));
    let mut booked: FxHashMap<LineKey, Booked> = inside.map(|fact| (fact.key, Booked::of(fact))).collect();
    let short = revision.timeline.start.shortages().map(|(_, short)| (short.sale, short.at));
    let sold_at: FxHashMap<LineKey, Timestamp> =
        short.filter(|(sale, _)| covered.contains(sale) && !booked.contains_key(sale)).collect();
    let mut posts: Vec<PostNo> = sold_at.keys().map(|sale| sale.post()).collect();
    posts.sort_unstable();
    posts.dedup();
    let zone = gate.snapshot()?.zone.clone();
    let rows = if posts.is_empty() { Vec::new() } else { gate.movements_of(&posts)? };
    booked.extend(rows.iter().filter_map(|row| {
        let at = *sold_at.get(&row.key)?;
        // It may have been said since that it left at another time.
        let day = if row.effective_at == at { row.business_day } else { zone.business_day(at) };
        Some((row.key, Booked { kind: row.kind, document_line: row.document_line, kit: row.kit, day }))
    }));
    Ok(booked)
}

/// What the cost engine has to change of a fact.
fn edit(key: LineKey, Differing { before, now }: &Differing, variant: VariantNo) -> Option<Edit> {
    let [before, now] = [before, now].map(|fact| fact.as_ref().and_then(|fact| fact.cost_move(variant)));
    match (before, now) {
        (None, Some(now)) => Some(Edit::Insert(now)),
        (Some(_), None) => Some(Edit::Remove(key)),
        (Some(before), Some(now)) if before != now => Some(Edit::Replace(now)),
        _ => None,
    }
}

/// Makes the difference of each count what it is now. Refuses levels below zero, unless they may be: what was short before,
/// when another rule held, may stay as short as it was.
fn check_levels(gate: &mut Gate<'_>, card: &Card, revision: &mut Revision) -> Result<()> {
    let Revision { timeline, facts, .. } = revision;
    let levels = timeline.levels_before(gate, card)?;
    let stated = stated_by_counts(&timeline.facts, levels.clone())?;
    let restated = if is_counted_otherwise(&timeline.facts, facts) {
        state_anew(&timeline.facts, facts, stated.clone(), &leaving(gate, card, &timeline.batches)?)?
    } else {
        stated.clone()
    };
    if card.rules.negative == NegativeStock::Allow {
        return recount(facts, levels, &restated, &timeline.batches, |_| ());
    }
    let mut short: Vec<Below> = Vec::new();
    recount(facts, levels.clone(), &restated, &timeline.batches, |below| short.push(below))?;
    if short.is_empty() {
        return Ok(());
    }
    let mut before: FxHashMap<_, Quantity> = FxHashMap::default();
    recount(&mut timeline.facts.clone(), levels, &stated, &timeline.batches, |below| {
        before.insert((below.fact, below.location, below.batch), below.level);
    })?;
    let was_not = |now: &&Below| before.get(&(now.fact, now.location, now.batch)).is_none_or(|was| now.level < *was);
    let Some(&Below { location, batch, level, fact }) = short.iter().find(was_not) else { return Ok(()) };
    let taken = facts.iter().find(|other| other.key == fact).map(|fact| fact.picks.total()).transpose()?;
    let asked = taken.unwrap_or_default().neg()?;
    let place = match timeline.batches.number(batch) {
        "" => gate.place_name(location),
        batch => format!("{}, batch {batch}", gate.place_name(location)),
    };
    Err(Error::OutOfStock { sku: card.variant.sku.clone(), place, asked, available: asked.add(level)? })
}

/// Batches as they leave: by last good day, those without one last, then by when they first came in.
fn leaving(gate: &mut Gate<'_>, card: &Card, batches: &Batches) -> Result<Vec<u32>> {
    gate.state.load_batches(gate.tx, batches.iter().map(|(_, number)| (card.no, number)))?;
    let mut order = Vec::new();
    for (index, number) in batches.iter() {
        let known = if number.is_empty() { None } else { gate.state.batch(gate.tx, card.no, number)? };
        let (expires_on, since) = known.map(|known| (known.expires_on, known.since)).unwrap_or_default();
        order.push((expires_on.is_none(), expires_on, since, index));
    }
    order.sort_unstable();
    Ok(order.into_iter().map(|(.., index)| index).collect())
}

/// Moves what lies where by what the facts move otherwise than before.
fn move_levels(gate: &mut Gate<'_>, card: &Card, revision: &Revision, now: LineKey) -> Result<()> {
    let mut more: FxHashMap<_, Quantity> = FxHashMap::default();
    let mut add = |fact: &Fact, sign: i64| {
        fact.each_level(|place, quantity| {
            let sum = more.entry(place).or_default();
            *sum = if sign < 0 { sum.sub(quantity)? } else { sum.add(quantity)? };
            Ok(())
        })
    };
    for Differing { before, now } in revision.differing.values() {
        before.as_ref().map_or(Ok(()), |fact| add(fact, -1))?;
        now.as_ref().map_or(Ok(()), |fact| add(fact, 1))?;
    }
    let mut more: Vec<_> = more.into_iter().filter(|(_, quantity)| !quantity.is_zero()).collect();
    more.sort_unstable_by_key(|(place, _)| *place);
    for ((location, batch), quantity) in more {
        let number = revision.timeline.batches.number(batch);
        let facts = super::lines::batch_facts(gate, card, number, now)?;
        gate.state.goods_mut(card.no)?.move_level(location, number, quantity, facts)?;
    }
    Ok(())
}

/// Facts by place, asked for in their order.
struct InOrder<'a>(&'a [Fact]);

impl<'a> InOrder<'a> {
    fn at(&mut self, place: Place) -> Option<&'a Fact> {
        while self.0.first().is_some_and(|fact| fact.place() < place) {
            self.0.split_off_first();
        }
        self.0.first().filter(|fact| fact.place() == place)
    }
}

/// What came otherwise, by what is to be written for it.
fn sort_out(
    rows: &Rows,
    card: Arc<Card>,
    revision: Revision,
    (booking, frozen): (Booking, Option<Open>),
    (done, short): (Revalued, &FxHashMap<LineKey, Booked>),
) -> Result<Revised> {
    let Revision { timeline, facts, differing } = revision;
    let is_new = |key: LineKey| differing.get(&key).is_none_or(|fact| fact.before.is_none());
    let (mut inserted, mut edited) = (FxHashMap::default(), BTreeMap::new());
    let (mut corrections, mut recounted) = (Vec::new(), FxHashMap::<LineKey, Money>::default());
    // It says otherwise itself; a count that finds another difference says the same.
    let says_otherwise = |key: LineKey| match differing.get(&key) {
        Some(Differing { before: Some(before), now: Some(now) }) if now.count.is_some() => {
            before.count != now.count || before.at != now.at
        }
        fact => fact.is_some(),
    };
    let mut edit = |key, at, value| {
        let sum: &mut Money = edited.entry((key, at)).or_default();
        *sum = sum.add(value)?;
        Ok::<_, Error>(())
    };
    for (key, outcome) in done.inserted {
        match differing.get(&key).and_then(|fact| fact.now.as_ref()) {
            _ if is_new(key) => drop(inserted.insert(key, outcome)),
            // A count that found nothing before is there already.
            Some(now) if says_otherwise(key) => edit(key, now.at, outcome.value)?,
            _ => drop(recounted.insert(key, outcome.value)),
        }
    }
    let mut known = InOrder(&timeline.facts);
    for change in done.changes {
        let Change { key, at, by, value, .. } = change;
        let fact = if by.is_none() { known.at((at, key)) } else { None };
        if by.is_none() && says_otherwise(key) {
            edit(key, at, value)?;
        } else if fact.is_some_and(|fact| fact.count.is_some()) && !change.quantity.is_zero() {
            recounted.insert(key, value);
        } else if !value.is_zero() {
            let booked = fact.map(Booked::of).or_else(|| short.get(&key).copied());
            let unknown = || Error::Corrupt { what: format!("no movement {}.{}", key.post(), key.line()) };
            let Booked { kind, document_line, kit, day } = booked.ok_or_else(unknown)?;
            let day = if booking == Booking::Own { rows.day } else { day };
            let (day, effective_at) = frozen.map_or((day, at), |open| open.not_before(day, at));
            corrections.push(Correction { corrects: key, document_line, kind, kit, by, effective_at, day, value });
        }
    }
    let mut recounts = Vec::new();
    for fact in facts.iter().filter(|fact| fact.count.is_some()) {
        let before = differing.get(&fact.key).and_then(|fact| fact.before.as_ref());
        let Some(before) = before.filter(|before| before.picks != fact.picks) else { continue };
        if !says_otherwise(fact.key) {
            let (more, value) = (fact.picks.less(&before.picks)?, recounted.remove(&fact.key).unwrap_or_default());
            recounts.push(Recount { fact: fact.clone(), more, value });
        }
    }
    Ok(Revised { card, inserted, edited, timeline, facts, corrections, recounts })
}

/// Appends the differences, after the document's own movements.
pub(super) fn write(gate: &mut Gate<'_>, rows: &mut Rows, revised: Revised) -> Result<()> {
    for recount in revised.recounts {
        write_recount(rows, &revised.card, recount, &revised.timeline.batches)?;
    }
    revalue::book_all(gate, rows, &revised.card, revised.corrections)
}

fn write_recount(rows: &mut Rows, card: &Card, recount: Recount, batches: &Batches) -> Result<()> {
    let Recount { fact, more, mut value } = recount;
    revalue::enter(rows, fact.kind, fact.day, value);
    for (batch, quantity) in more.iter().filter(|(_, quantity)| !quantity.is_zero()) {
        let (place, value) = ((fact.location, batches.number(batch).to_string()), std::mem::take(&mut value));
        let row = correcting(rows, card, &fact, MovementKind::Recounted, place, (fact.at, fact.day))?;
        rows.movements.push(Movement { quantity, value, ..row });
    }
    Ok(())
}

/// A movement of nothing that puts `fact` right.
pub(super) fn correcting(
    rows: &Rows,
    card: &Card,
    fact: &Fact,
    kind: MovementKind,
    (location, batch): (LocationNo, String),
    (effective_at, business_day): (Timestamp, BusinessDay),
) -> Result<Movement> {
    Ok(Movement {
        key: rows.next_movement()?,
        document_line: fact.document_line,
        kind,
        variant: card.no,
        kit: fact.kit,
        location,
        batch,
        effective_at,
        business_day,
        quantity: Quantity::ZERO,
        value: Money::ZERO,
        of: fact.of(),
        corrects: Some(fact.key),
        takes: Vec::new(),
    })
}
