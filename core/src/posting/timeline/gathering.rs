use rustc_hash::FxHashMap;

use super::{Batches, Fact, Picks, Place};
use crate::Result;
use crate::costing::Act;
use crate::ledger::{CostingMethod, LineKey, LocationNo, Movement, MovementKind, PostNo};
use crate::value::{Money, Quantity};

/// Brings the rows of a timeline, which come by place, together. They are not kept: there may be hundreds of thousands.
#[derive(Clone, Default)]
pub(super) struct Gathering {
    batches: Batches,
    /// Movements that never were, and since which document.
    gone: FxHashMap<LineKey, PostNo>,
    facts: Vec<Fact>,
    /// What later documents put right.
    later: Vec<Later>,
}

/// What a later document puts right: by how much more was moved, of which batch, and what that is worth.
#[derive(Clone, Copy)]
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
    /// Takes the next row.
    pub(super) fn take(&mut self, row: &Movement) -> Result<()> {
        let batch = self.batches.index(&row.batch)?;
        match (row.kind, row.corrects) {
            (MovementKind::Void, Some(root)) => {
                let newest = self.gone.entry(root).or_insert(PostNo::NONE);
                *newest = (*newest).max(row.key.post());
                Ok(())
            }
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
        let mut picks = Picks::default();
        picks.add(batch, row.quantity)?;
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

    /// Facts that stand after `begin`, and their batches.
    pub(super) fn finish(mut self, begin: Option<Place>) -> Result<(Vec<Fact>, Batches)> {
        self.leave_out();
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

    /// An entry that was said never to have been is not there, unless it was said since what it really was.
    fn leave_out(&mut self) {
        if !self.gone.is_empty() {
            self.facts.retain(|fact| self.gone.get(&fact.key).is_none_or(|since| *since <= fact.version));
        }
    }

    /// An entry that was amended to another time stands there, as of the document that said so.
    fn keep_newest(&mut self) {
        let mut newest: FxHashMap<LineKey, PostNo> = FxHashMap::default();
        for fact in self.facts.iter().filter(|fact| fact.version != fact.key.post()) {
            let version = newest.entry(fact.key).or_insert(fact.version);
            *version = (*version).max(fact.version);
        }
        if newest.is_empty() {
            return;
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
