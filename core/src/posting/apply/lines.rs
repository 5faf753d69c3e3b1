//! The lines of a document that move goods: what each does to levels, costs and the stock ledger.

use std::sync::Arc;

use super::checkpoint::checkpoint;
use super::{late, past};
use crate::costing::{Act, Move, Outcome, Reason, Refusal};
use crate::document::Pick;
use crate::ledger::{BatchInfo, CostingMethod, LineKey, LocationNo, MovementKind, VariantNo};
use crate::posting::gate::Gate;
use crate::posting::picks::negated;
use crate::posting::rows::{Moved, Rows};
use crate::posting::snapshot::Card;
use crate::storage::StateChange;
use crate::value::{Date, Money, VariantId};
use crate::{Error, Noun, Result};

/// A line of a document that moves goods.
pub(super) struct Moving {
    pub(super) document_line: usize,
    pub(super) card: Arc<Card>,
    pub(super) kind: MovementKind,
    /// The kit that it is a part of.
    pub(super) kit: Option<VariantNo>,
    pub(super) location: LocationNo,
    /// Signed quantities.
    pub(super) picks: Vec<Pick>,
    /// Where the goods come in again that are only carried.
    pub(super) to: Option<LocationNo>,
    /// What it does to the costs; nothing for a count that found what was expected.
    pub(super) act: Option<Act>,
    /// The movement it refers to.
    pub(super) of: Option<LineKey>,
}

impl Moving {
    /// Goods that come in.
    pub(super) fn coming(document_line: usize, card: &Arc<Card>, kind: MovementKind, act: Act) -> Self {
        let (card, location) = (Arc::clone(card), LocationNo(0));
        Self { document_line, card, kind, kit: None, location, picks: Vec::new(), to: None, act: Some(act), of: None }
    }

    /// At this location, in these batches: positive quantities.
    pub(super) fn into(mut self, location: LocationNo, picks: Vec<Pick>) -> Self {
        (self.location, self.picks) = (location, picks);
        self
    }

    /// From this location, out of these batches: positive quantities.
    pub(super) fn out_of(mut self, location: LocationNo, picks: Vec<Pick>) -> Result<Self> {
        (self.location, self.picks) = (location, negated(picks)?);
        Ok(self)
    }

    /// As a part of this kit.
    pub(super) fn in_kit(mut self, kit: Option<VariantNo>) -> Self {
        self.kit = kit;
        self
    }

    /// Referring to this movement.
    pub(super) fn of(mut self, of: Option<LineKey>) -> Self {
        self.of = of;
        self
    }
}

/// The cards of a document's lines, with their goods loaded and costed as the catalog says.
pub(super) fn goods(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    variants: impl Iterator<Item = VariantId>,
) -> Result<Vec<Arc<Card>>> {
    let ids: Vec<VariantId> = variants.collect();
    let cards = gate.goods(&ids)?;
    for card in &cards {
        follow(gate, rows, card)?;
    }
    Ok(cards)
}

/// Goods whose method was changed in the catalog follow it with their next movement.
fn follow(gate: &mut Gate<'_>, rows: &mut Rows, card: &Arc<Card>) -> Result<()> {
    let goods = gate.state.goods_mut(card.no)?;
    goods.obey(card.rules);
    let method = card.rules.method;
    if goods.costs().method() == method || rows.at < goods.pool().newest_at {
        return Ok(());
    }
    let kind = match method {
        CostingMethod::Fifo => MovementKind::ToFifo,
        CostingMethod::MovingAverage => MovementKind::ToMovingAverage,
    };
    let nothing = vec![Pick { batch: String::new(), quantity: crate::value::Quantity::ZERO }];
    // It concerns the goods at all locations; the ledger has it at the first.
    let location = gate.snapshot()?.main_location()?.0;
    let line = Moving::coming(0, card, kind, Act::Follow { method }).into(location, nothing);
    post(gate, rows, &[line]).map(drop)
}

/// Moves the goods of all lines, and tells what each did. Goods that moved later than the document happened are replayed
/// from there on.
pub(super) fn post(gate: &mut Gate<'_>, rows: &mut Rows, lines: &[Moving]) -> Result<Vec<Outcome>> {
    let keys = keys(rows, lines)?;
    let picks = lines.iter().flat_map(|line| line.picks.iter().map(|pick| (line.card.no, pick.batch.as_str())));
    gate.state.load_batches(gate.tx, picks)?;
    let mut outcomes: Vec<Outcome> = vec![Outcome::default(); lines.len()];
    let mut late: Vec<VariantNo> = Vec::new();
    for ((line, key), outcome) in lines.iter().zip(&keys).zip(&mut outcomes) {
        let no = line.card.no;
        if late.contains(&no) {
            continue;
        }
        if rows.at < gate.state.goods(no)?.pool().newest_at {
            late.push(no);
        } else {
            *outcome = append(gate, rows, line, *key)?;
        }
    }
    let mut revised = Vec::with_capacity(late.len());
    for no in late {
        let inserted: Vec<(usize, &Moving, LineKey)> = lines
            .iter()
            .zip(&keys)
            .enumerate()
            .filter(|(_, (line, _))| line.card.no == no)
            .map(|(index, (line, key))| (index, line, *key))
            .collect();
        let mut done = past::insert(gate, rows, &inserted)?;
        for (index, _, key) in inserted {
            if let (Some(slot), Some(outcome)) = (outcomes.get_mut(index), done.inserted.remove(&key)) {
                *slot = outcome;
            }
        }
        revised.push(done);
    }
    for (line, outcome) in lines.iter().zip(&mut outcomes) {
        write(rows, line, outcome)?;
    }
    for (line, outcome) in lines.iter().zip(&outcomes) {
        if !revised.iter().any(|done| done.card.no == line.card.no) {
            for true_up in &outcome.true_ups {
                super::revalue::cover(gate, rows, &line.card, true_up)?;
            }
        }
    }
    for done in revised {
        late::write(gate, rows, done)?;
    }
    Ok(outcomes)
}

/// As [`post`], for a document whose lines may move several goods: what all that each line moved is worth.
pub(super) fn post_by_line(gate: &mut Gate<'_>, rows: &mut Rows, moved: &[Moving], lines: usize) -> Result<Vec<Money>> {
    let outcomes = post(gate, rows, moved)?;
    let mut worth = vec![Money::ZERO; lines];
    for (moving, outcome) in moved.iter().zip(&outcomes) {
        if let Some(sum) = worth.get_mut(moving.document_line) {
            *sum = sum.add(outcome.value)?;
        }
    }
    Ok(worth)
}

/// The key of the first movement that each line makes.
fn keys(rows: &Rows, lines: &[Moving]) -> Result<Vec<LineKey>> {
    let mut next = 0;
    let mut keys = Vec::with_capacity(lines.len());
    for line in lines {
        keys.push(rows.movement_after(next)?);
        next += line.picks.len() * if line.to.is_some() { 2 } else { 1 };
    }
    Ok(keys)
}

fn append(gate: &mut Gate<'_>, rows: &Rows, line: &Moving, key: LineKey) -> Result<Outcome> {
    let card = &line.card;
    move_levels(gate, line, key)?;
    let Some(act) = line.act else {
        gate.state.goods_mut(card.no)?.replayed(None, rows.at)?;
        return Ok(Outcome::default());
    };
    let one = Move { item: card.no.0, key, at: rows.at, location: line.location, act };
    let outcome = gate.state.goods_mut(card.no)?.moved(&one).map_err(|refusal| refused(gate, card, refusal))?;
    keep_checkpoint(gate, card)?;
    Ok(outcome)
}

/// Every so many moves the state is kept, for replays to begin with.
fn keep_checkpoint(gate: &mut Gate<'_>, card: &Card) -> Result<()> {
    let every = gate.snapshot()?.settings.moves_per_checkpoint;
    let goods = gate.state.goods(card.no)?;
    if !goods.pool().moves.is_multiple_of(every) {
        return Ok(());
    }
    let checkpoints = checkpoint(card.no, goods.costs())?.into_iter().collect();
    gate.tx.set_state(&StateChange { checkpoints, ..StateChange::default() })
}

/// The movements of a line.
fn write(rows: &mut Rows, line: &Moving, outcome: &mut Outcome) -> Result<()> {
    let (document_line, kind, variant, kit) = (line.document_line, line.kind, line.card.no, line.kit);
    let moved = Moved {
        document_line,
        kind,
        variant,
        kit,
        location: line.location,
        picks: &line.picks,
        value: if line.to.is_some() { Money::ZERO } else { outcome.value },
        of: line.of,
        takes: std::mem::take(&mut outcome.takes),
    };
    rows.moved(moved)?;
    let Some(to) = line.to else { return Ok(()) };
    let picks = negated(line.picks.clone())?;
    let value = Money::ZERO;
    let takes = Vec::new();
    rows.moved(Moved { document_line, kind, variant, kit, location: to, picks: &picks, value, of: None, takes })
}

/// Moves what lies where.
fn move_levels(gate: &mut Gate<'_>, line: &Moving, key: LineKey) -> Result<()> {
    for pick in &line.picks {
        if pick.quantity.is_zero() {
            continue;
        }
        let facts = batch_facts(gate, &line.card, &pick.batch, key)?;
        let goods = gate.state.goods_mut(line.card.no)?;
        goods.move_level(line.location, &pick.batch, pick.quantity, facts)?;
        if let Some(to) = line.to {
            goods.move_level(to, &pick.batch, pick.quantity.neg()?, facts)?;
        }
    }
    Ok(())
}

/// A move that cannot be, in the words of the shop.
pub(crate) fn refused(gate: &Gate<'_>, card: &Card, refusal: Refusal) -> Error {
    match refusal.reason {
        Reason::Short { location, asked, available } => {
            let place = gate.place_name(location);
            Error::OutOfStock { sku: card.variant.sku.clone(), place, asked, available }
        }
        Reason::Wrong(error) => error,
        _ => Error::Corrupt { what: format!("costs of {}: {refusal}", card.variant.sku) },
    }
}

/// Expiry and age of a batch, for the level that goods of it come into.
pub(super) fn batch_facts(
    gate: &mut Gate<'_>,
    card: &Card,
    batch: &str,
    now: LineKey,
) -> Result<(Option<Date>, LineKey)> {
    if batch.is_empty() {
        return Ok((None, now));
    }
    let known = gate.state.batch(gate.tx, card.no, batch)?;
    let known = known.ok_or_else(|| Error::not_found(Noun::Batch, batch))?;
    Ok((known.expires_on, known.since))
}

/// A batch that comes in with its dates: remembered the first time.
pub(super) fn meet_batch(
    gate: &mut Gate<'_>,
    card: &Card,
    batch: &str,
    (produced_on, expires_on): (Option<Date>, Option<Date>),
    since: LineKey,
) -> Result<()> {
    if !batch.is_empty() && gate.state.batch(gate.tx, card.no, batch)?.is_none() {
        let batch = batch.to_string();
        gate.state.add_batch(BatchInfo { variant: card.no, batch, produced_on, expires_on, since });
    }
    Ok(())
}
