//! How far the past of a variant is read: no row twice.

use super::gathering::Gathering;
use super::{Fact, Place, Timeline};
use crate::costing::{Replay, Rules};
use crate::ledger::{CostingMethod, LineKey, MovementKind};
use crate::posting::apply::Open;
use crate::posting::gate::Gate;
use crate::posting::snapshot::Card;
use crate::storage::CheckpointQuery;
use crate::value::Timestamp;
use crate::{Error, Result};

/// The past of a variant from a checkpoint on, as far as it was read. What is posted meanwhile is not in it.
pub(in crate::posting) struct Reading {
    place: Place,
    /// The costs at the checkpoint; nothing where there is none.
    start: Option<Replay>,
    gathering: Gathering,
    /// All rows until then were read.
    until: Option<Timestamp>,
}

impl Reading {
    /// Begins with the last checkpoint before `place`.
    pub(in crate::posting) fn from(gate: &mut Gate<'_>, card: &Card, place: Place) -> Result<Self> {
        gate.flush()?;
        let (at, key) = place;
        let checkpoint = gate.tx.checkpoints(&CheckpointQuery::Before { variant: card.no, at, key })?.pop();
        let start = checkpoint.map(|checkpoint| read(&checkpoint.body)).transpose()?;
        Ok(Self { place, start, gathering: Gathering::default(), until: None })
    }

    /// What a change between its place and this one can touch until some states later. Nothing when there are not as many.
    pub(in crate::posting) fn near(
        &mut self,
        gate: &mut Gate<'_>,
        card: &Card,
        (at, key): Place,
        states: u32,
    ) -> Result<Option<Timeline>> {
        let query = CheckpointQuery::Ahead { variant: card.no, at, key, between: states };
        let Some(ahead) = gate.tx.checkpoints(&query)?.pop() else { return Ok(None) };
        let open = Open::of(gate)?.map_or(Timestamp::MIN, |open| open.at);
        self.timeline(gate, card, ahead.at.max(open)).map(Some)
    }

    /// What happened until a time, from before every sale on whose goods come back in it.
    pub(in crate::posting) fn timeline(
        &mut self,
        gate: &mut Gate<'_>,
        card: &Card,
        until: Timestamp,
    ) -> Result<Timeline> {
        loop {
            let timeline = self.timeline_from_here(gate, card, until)?;
            let place = match timeline.earliest_sale_outside(gate, card)? {
                None => return Ok(timeline),
                Some(earlier) if earlier < self.place => earlier,
                Some(_) if self.place.0 == Timestamp::MIN => {
                    return Err(Error::Corrupt { what: format!("goods of {} came back of no sale", card.variant.sku) });
                }
                // It was amended to an earlier time than it was posted with.
                Some(_) => (Timestamp::MIN, LineKey::default()),
            };
            *self = Self::from(gate, card, place)?;
        }
    }

    pub(super) fn timeline_from_here(
        &mut self,
        gate: &mut Gate<'_>,
        card: &Card,
        until: Timestamp,
    ) -> Result<Timeline> {
        let begin = self.start.as_ref().and_then(Replay::place);
        // By which method goods without a checkpoint were costed at first, the first row that changes it tells; or, if
        // there is none, what they are costed by later.
        let (until, method) = match begin {
            Some(_) => (until, card.rules.method),
            None => method_at(gate, card, until)?,
        };
        self.read(gate, card, until)?;
        // After the last row nothing more is read on.
        let gathering = if until == Timestamp::MAX {
            self.until = None;
            std::mem::take(&mut self.gathering)
        } else {
            self.gathering.clone()
        };
        let (facts, mut batches) = gathering.finish(begin)?;
        // What lies there may have come before the first fact.
        for level in gate.state.goods(card.no)?.levels() {
            batches.index(&level.key.batch)?;
        }
        let method = first_method(&facts).unwrap_or(method);
        let mut start = self.start.clone().unwrap_or_else(|| Replay::new(Rules { method, ..card.rules }));
        start.set_rules(Rules { negative: card.rules.negative, ..*start.rules() });
        let mut timeline = Timeline { start, facts, batches, until };
        timeline.load_stated(gate)?;
        Ok(timeline)
    }

    /// Reads on until a time.
    fn read(&mut self, gate: &mut Gate<'_>, card: &Card, until: Timestamp) -> Result<()> {
        let begin = self.start.as_ref().and_then(Replay::place);
        let since = match self.until {
            Some(read) if read >= until => return Ok(()),
            // All rows of a line happened at one time.
            Some(read) => Timestamp::from_micros(read.micros() + 1),
            None => begin.map_or(Timestamp::MIN, |(at, _)| at),
        };
        gate.tx.timeline(card.no, since..=until, &mut |row| self.gathering.take(row))?;
        self.until = Some(until);
        Ok(())
    }
}

/// By which method goods are costed in a span that has no state before it: by that of the first state of all, and then the
/// span reaches at least there; or, if none was kept, of now, and then it ends now.
fn method_at(gate: &mut Gate<'_>, card: &Card, until: Timestamp) -> Result<(Timestamp, CostingMethod)> {
    let (at, key) = (Timestamp::MIN, LineKey::default());
    let first = CheckpointQuery::Ahead { variant: card.no, at, key, between: 0 };
    let first = if until < Timestamp::MAX { gate.tx.checkpoints(&first)?.pop() } else { None };
    match first {
        Some(checkpoint) => Ok((until.max(checkpoint.at), read(&checkpoint.body)?.method())),
        None => Ok((Timestamp::MAX, gate.state.goods(card.no)?.costs().method())),
    }
}

/// The method that goods had before they first followed another one.
fn first_method(facts: &[Fact]) -> Option<CostingMethod> {
    facts.iter().find_map(|fact| match fact.kind {
        MovementKind::ToFifo => Some(CostingMethod::MovingAverage),
        MovementKind::ToMovingAverage => Some(CostingMethod::Fifo),
        _ => None,
    })
}

fn read(body: &[u8]) -> Result<Replay> {
    serde_json::from_slice(body).map_err(|error| Error::Corrupt { what: format!("checkpoint: {error}") })
}
