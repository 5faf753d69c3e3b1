use rustc_hash::FxHashMap;

use super::Place;
use crate::costing::{Act, Move};
use crate::ledger::{CostingMethod, LineKey, LocationNo, Movement, MovementKind, PostNo, VariantNo};
use crate::value::{BusinessDay, Money, Quantity, Timestamp};
use crate::{Error, Result};

/// What one line of a document did, as it is known now.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::posting) struct Fact {
    /// The first movement of the line; it keeps its name when the line is amended.
    pub(in crate::posting) key: LineKey,
    pub(in crate::posting) at: Timestamp,
    pub(in crate::posting) kind: MovementKind,
    pub(in crate::posting) document_line: u16,
    /// The kit that it is a part of.
    pub(in crate::posting) kit: Option<VariantNo>,
    /// The day it is booked on.
    pub(in crate::posting) day: BusinessDay,
    pub(in crate::posting) location: LocationNo,
    /// Signed quantities of batches.
    pub(in crate::posting) picks: Picks,
    /// Where the goods come in again that are only carried.
    pub(in crate::posting) to: Option<LocationNo>,
    /// What it does to the costs; a count that found what was expected does nothing.
    pub(in crate::posting) act: Option<Act>,
    pub(in crate::posting) count: Option<Counted>,
    /// The document that it is as of.
    pub(in crate::posting) version: PostNo,
    /// The last document that said what it is itself.
    pub(in crate::posting) stated_by: PostNo,
}

/// What a line really was.
#[derive(Debug, Clone, Copy)]
pub(in crate::posting) struct Amendment {
    pub(in crate::posting) key: LineKey,
    /// When it was said to have happened.
    pub(in crate::posting) from: Timestamp,
    /// When it happened, and the day that is.
    pub(in crate::posting) at: Timestamp,
    pub(in crate::posting) day: BusinessDay,
    /// How much more moved, signed like what moved.
    pub(in crate::posting) quantity: Quantity,
    /// What goods that came in cost more themselves.
    pub(in crate::posting) value: Money,
    /// What a count really found.
    pub(in crate::posting) counted: Option<Quantity>,
    /// True if what goods that came back without a sale are worth was said.
    pub(in crate::posting) is_valued: bool,
}

/// What a count stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::posting) struct Counted {
    /// The one batch that was counted.
    pub(in crate::posting) batch: Option<u32>,
    pub(in crate::posting) counted: Quantity,
}

/// Signed quantities of batches, by the index of the batch. Nearly always one.
#[derive(Debug, Clone, Default)]
pub(in crate::posting) struct Picks {
    first: Option<(u32, Quantity)>,
    more: Vec<(u32, Quantity)>,
}

/// Batches of which nothing is moved make no difference.
impl PartialEq for Picks {
    fn eq(&self, other: &Self) -> bool {
        let within = |some: &Self, all: &Self| {
            some.iter().filter(|(_, quantity)| !quantity.is_zero()).all(|pick| all.iter().any(|other| other == pick))
        };
        within(self, other) && within(other, self)
    }
}

impl Picks {
    /// Adds a quantity to what is there of its batch; one of zero is left out.
    pub(in crate::posting) fn add(&mut self, batch: u32, quantity: Quantity) -> Result<()> {
        if let Some((_, sum)) = self.first.iter_mut().chain(&mut self.more).find(|(known, _)| *known == batch) {
            *sum = sum.add(quantity)?;
        } else if self.first.is_none() {
            self.first = Some((batch, quantity)).filter(|_| !quantity.is_zero());
        } else if !quantity.is_zero() {
            self.more.push((batch, quantity));
        }
        Ok(())
    }

    /// Moves so much more: of the batch that was moved last. What is less comes off the last batches.
    fn extend(&mut self, mut more: Quantity) -> Result<()> {
        let is_less = more.is_negative();
        let picks = self.first.iter_mut().chain(&mut self.more);
        for (_, quantity) in picks.rev().filter(|(_, quantity)| quantity.is_negative() != is_less) {
            let all = quantity.neg()?;
            let change = if more.is_negative() { more.max(all) } else { more.min(all) };
            (*quantity, more) = (quantity.add(change)?, more.sub(change)?);
        }
        let last = self.iter().last().map_or(0, |(batch, _)| batch);
        self.add(last, more)
    }

    /// By how much it moves more than `other`.
    pub(in crate::posting) fn less(&self, other: &Self) -> Result<Self> {
        let mut difference = self.clone();
        for (batch, quantity) in other.iter() {
            difference.add(batch, quantity.neg()?)?;
        }
        Ok(difference)
    }

    pub(in crate::posting) fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, Quantity)> {
        self.first.iter().chain(&self.more).copied()
    }

    pub(in crate::posting) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(in crate::posting) fn total(&self) -> Result<Quantity> {
        Quantity::sum(self.iter().map(|(_, quantity)| quantity))
    }
}

impl Fact {
    pub(in crate::posting) const fn place(&self) -> Place {
        (self.at, self.key)
    }

    /// Part of what it does stands in its document alone.
    pub(super) const fn is_stated(&self) -> bool {
        matches!(self.kind, MovementKind::Count | MovementKind::WriteDown)
            || matches!(self.act, Some(Act::Return { of: None, .. }))
    }

    /// A later document said what it is itself.
    pub(super) fn is_amended(&self) -> bool {
        self.stated_by != self.key.post()
    }

    /// As the cost engine sees it.
    pub(in crate::posting) fn cost_move(&self, variant: VariantNo) -> Option<Move> {
        let Self { key, at, location, .. } = *self;
        self.act.map(|act| Move { item: variant.0, key, at, location, act })
    }

    /// Hands out each level that it moves, and by how much.
    pub(in crate::posting) fn each_level(
        &self,
        mut sink: impl FnMut((LocationNo, u32), Quantity) -> Result<()>,
    ) -> Result<()> {
        for (batch, quantity) in self.picks.iter() {
            sink((self.location, batch), quantity)?;
            if let Some(to) = self.to {
                sink((to, batch), quantity.neg()?)?;
            }
        }
        Ok(())
    }

    /// Nothing was moved, and nothing else happened.
    fn is_empty(&self) -> bool {
        matches!(
            self.act,
            Some(
                Act::Receive { quantity, .. }
                    | Act::Return { quantity, .. }
                    | Act::SendBack { quantity, .. }
                    | Act::Issue { quantity }
                    | Act::Transfer { quantity, .. },
            ) if quantity.is_zero()
        )
    }

    /// What it does to the costs is done to as much as its batches say.
    pub(in crate::posting) fn set_quantity(&mut self) -> Result<()> {
        let total = Quantity::from_micros(self.picks.total()?.micros().saturating_abs());
        if let Some(
            Act::Receive { quantity, .. }
            | Act::Return { quantity, .. }
            | Act::SendBack { quantity, .. }
            | Act::Issue { quantity }
            | Act::Transfer { quantity, .. },
        ) = &mut self.act
        {
            *quantity = total;
        }
        Ok(())
    }

    /// It was otherwise.
    pub(in crate::posting) fn amend(&mut self, really: &Amendment) -> Result<()> {
        (self.at, self.day) = (really.at, really.day);
        if let (Some(count), Some(counted)) = (&mut self.count, really.counted) {
            count.counted = counted;
        }
        if !really.quantity.is_zero() {
            self.picks.extend(really.quantity)?;
            self.set_quantity()?;
        }
        match &mut self.act {
            Some(Act::Receive { value, .. }) => *value = value.add(really.value)?.not_negative("value")?,
            Some(Act::Return { of: None, value, .. }) if really.is_valued => {
                *value = Some(value.unwrap_or_default().add(really.value)?.not_negative("value")?);
            }
            _ => {}
        }
        Ok(())
    }

    /// The sale whose goods it brings back.
    pub(in crate::posting) const fn comes_back_of(&self) -> Option<LineKey> {
        match self.act {
            Some(Act::Return { of, .. }) => of,
            _ => None,
        }
    }

    /// The movement that it refers to.
    pub(in crate::posting) const fn of(&self) -> Option<LineKey> {
        match self.act {
            Some(Act::Return { of, .. } | Act::SendBack { of, .. }) => of,
            _ => None,
        }
    }

    /// The quantities of a count, and what they do to the costs.
    pub(in crate::posting) fn set_difference(&mut self, picks: Picks) -> Result<()> {
        let total = picks.total()?;
        self.act = if total.is_positive() {
            Some(Act::Found { quantity: total })
        } else if total.is_negative() {
            Some(Act::Issue { quantity: total.neg()? })
        } else {
            None
        };
        self.picks = picks;
        Ok(())
    }
}

/// The index of a batch number, which is added if it is new.
pub(in crate::posting) fn index_of(batches: &mut Vec<String>, number: &str) -> Result<u32> {
    let index = batches.iter().position(|known| known == number).unwrap_or_else(|| {
        batches.push(number.to_string());
        batches.len() - 1
    });
    u32::try_from(index).map_err(|_| Error::too_large("number of batches"))
}

/// Brings the rows of a timeline, which come by place, together: facts that stand after `begin`, and batch numbers.
pub(super) fn gather(rows: &[Movement], begin: Option<Place>) -> Result<(Vec<Fact>, Vec<String>)> {
    let mut gathering = Gathering { batches: vec![String::new()], ..Gathering::default() };
    for row in rows {
        if let (MovementKind::Void, Some(root)) = (row.kind, row.corrects) {
            let newest = gathering.gone.entry(root).or_insert(PostNo::NONE);
            *newest = (*newest).max(row.key.post());
        }
    }
    for row in rows {
        gathering.take(row)?;
    }
    gathering.finish(begin)
}

#[derive(Default)]
struct Gathering {
    batches: Vec<String>,
    batch_indices: FxHashMap<String, u32>,
    /// Movements that never were, and since which document.
    gone: FxHashMap<LineKey, PostNo>,
    facts: Vec<Fact>,
    /// The line that was left out last: its further rows are left out too.
    skipped: Option<(PostNo, u16, MovementKind)>,
    /// What later documents put right.
    later: Vec<Later>,
}

/// What a later document puts right: by how much more was moved, of which batch, and what that is worth.
struct Later {
    root: LineKey,
    post: PostNo,
    location: LocationNo,
    batch: u32,
    quantity: Quantity,
    value: Money,
    /// It says what the line is itself.
    amends: bool,
}

impl Gathering {
    fn take(&mut self, row: &Movement) -> Result<()> {
        let batch = self.batch(&row.batch)?;
        match (row.kind, row.corrects) {
            (MovementKind::Void, Some(_)) => Ok(()),
            (
                MovementKind::Landed | MovementKind::Repriced | MovementKind::Amended | MovementKind::Recounted,
                Some(root),
            ) => {
                let (post, location, quantity, value) = (row.key.post(), row.location, row.quantity, row.value);
                let amends = row.kind == MovementKind::Amended;
                self.later.push(Later { root, post, location, batch, quantity, value, amends });
                Ok(())
            }
            (_, corrects) => self.line(row, corrects, batch),
        }
    }

    /// A row of a line as it stands; rows of one line follow each other.
    fn line(&mut self, row: &Movement, corrects: Option<LineKey>, batch: u32) -> Result<()> {
        let key = corrects.unwrap_or(row.key);
        if let Some(last) = self.facts.last_mut()
            && last.version == row.key.post()
            && last.document_line == row.document_line
            && last.kind == row.kind
            && corrects.map_or(last.key.post() == last.version, |root| last.key == root)
        {
            if row.kind == MovementKind::Transfer && row.quantity.is_positive() {
                last.to = Some(row.location);
                return Ok(());
            }
            last.picks.add(batch, row.quantity)?;
            return last.extend(row);
        }
        if corrects.is_none() && self.skipped == Some((row.key.post(), row.document_line, row.kind)) {
            return Ok(());
        }
        let mut picks = Picks::default();
        picks.add(batch, row.quantity)?;
        if self.gone.get(&key).is_some_and(|since| *since > row.key.post()) {
            self.skipped = Some((row.key.post(), row.document_line, row.kind));
            return Ok(());
        }
        self.facts.push(Fact {
            key,
            at: row.effective_at,
            kind: row.kind,
            document_line: row.document_line,
            kit: row.kit,
            day: row.business_day,
            location: row.location,
            picks,
            to: None,
            act: act(row),
            count: None,
            version: row.key.post(),
            stated_by: row.key.post(),
        });
        Ok(())
    }

    fn batch(&mut self, number: &str) -> Result<u32> {
        if number.is_empty() {
            return Ok(0);
        }
        if let Some(index) = self.batch_indices.get(number) {
            return Ok(*index);
        }
        let index = index_of(&mut self.batches, number)?;
        self.batch_indices.insert(number.to_string(), index);
        Ok(index)
    }

    fn finish(mut self, begin: Option<Place>) -> Result<(Vec<Fact>, Vec<String>)> {
        self.keep_newest();
        self.put_right()?;
        for fact in &mut self.facts {
            if let Some(Act::Transfer { to, .. }) = &mut fact.act {
                *to = fact.to.unwrap_or_default();
            }
            if fact.kind == MovementKind::Count {
                let picks = std::mem::take(&mut fact.picks);
                fact.set_difference(picks)?;
            }
        }
        // An entry that was moved to another time left nothing where it was.
        let is_there = |fact: &Fact| fact.kind == MovementKind::Count || !fact.is_empty();
        self.facts.retain(|fact| begin.is_none_or(|begin| fact.place() > begin) && is_there(fact));
        // Those that were amended to one time come in the order in which that was said.
        self.facts.sort_by_key(Fact::place);
        Ok((self.facts, self.batches))
    }

    /// An entry that was amended to another time stands there, as of the document that said so.
    fn keep_newest(&mut self) {
        let mut newest: FxHashMap<LineKey, PostNo> = FxHashMap::default();
        for fact in self.facts.iter().filter(|fact| fact.version != fact.key.post()) {
            let version = newest.entry(fact.key).or_insert(fact.version);
            *version = (*version).max(fact.version);
        }
        self.facts.retain(|fact| newest.get(&fact.key).is_none_or(|newest| *newest == fact.version));
    }

    fn put_right(&mut self) -> Result<()> {
        if self.later.is_empty() {
            return Ok(());
        }
        let places = self.index();
        for later in std::mem::take(&mut self.later) {
            let fact = places.get(&later.root).and_then(|index| self.facts.get_mut(*index));
            // What was known when it was amended is part of that.
            let Some(fact) = fact.filter(|fact| later.post > fact.version) else { continue };
            if later.amends {
                fact.stated_by = fact.stated_by.max(later.post);
            }
            // Goods that are only carried move as much there as they move here.
            if fact.to == Some(later.location) {
                continue;
            }
            fact.picks.add(later.batch, later.quantity)?;
            if let Some(Act::Receive { value, .. }) = &mut fact.act {
                *value = value.add(later.value)?;
            }
            if fact.kind != MovementKind::Count && !later.quantity.is_zero() {
                fact.set_quantity()?;
            }
        }
        Ok(())
    }

    fn index(&self) -> FxHashMap<LineKey, usize> {
        self.facts.iter().enumerate().map(|(index, fact)| (fact.key, index)).collect()
    }
}

/// What the first row of a line does to the costs; more rows of it add to that.
fn act(row: &Movement) -> Option<Act> {
    let quantity = Quantity::from_micros(row.quantity.micros().saturating_abs());
    Some(match row.kind {
        MovementKind::Opening | MovementKind::Receipt => Act::Receive { quantity, value: row.value },
        MovementKind::Refund => Act::Return { of: row.of, quantity, value: None },
        MovementKind::SupplierReturn => Act::SendBack { of: row.of, quantity },
        MovementKind::Sale | MovementKind::WriteOff => Act::Issue { quantity },
        MovementKind::Transfer => Act::Transfer { to: LocationNo(0), quantity },
        MovementKind::ToFifo => Act::Follow { method: CostingMethod::Fifo },
        MovementKind::ToMovingAverage => Act::Follow { method: CostingMethod::MovingAverage },
        // What goods without a sale are worth, if that was said, stands in the document; so does what can be realised.
        // A count is what its difference is, see `Fact::set_difference`; the others put other movements right.
        MovementKind::Count
        | MovementKind::WriteDown
        | MovementKind::Void
        | MovementKind::Amended
        | MovementKind::Landed
        | MovementKind::Repriced
        | MovementKind::Recounted => return None,
    })
}

impl Fact {
    fn extend(&mut self, row: &Movement) -> Result<()> {
        let more = Quantity::from_micros(row.quantity.micros().saturating_abs());
        match &mut self.act {
            Some(Act::Receive { quantity, value }) => {
                (*quantity, *value) = (quantity.add(more)?, value.add(row.value)?);
            }
            Some(
                Act::Return { quantity, .. }
                | Act::SendBack { quantity, .. }
                | Act::Issue { quantity }
                | Act::Transfer { quantity, .. },
            ) => *quantity = quantity.add(more)?,
            _ => {}
        }
        Ok(())
    }
}
