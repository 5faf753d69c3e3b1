//! What each kind of document does to ledgers and state: functions of its body and the state alone.

mod purchase;
mod records;
mod sale;
mod stock;

pub(crate) use purchase::load_order;

use std::sync::Arc;

use super::gate::{Gate, Posted};
use super::rows::{Moved, Rows};
use super::snapshot::Card;
use crate::costing::Slice;
use crate::document::{Body, Pick};
use crate::ledger::{BatchInfo, LineKey, LocationNo, MovementKind};
use crate::value::{Date, Money, Quantity, VariantId};
use crate::{Error, Result};

pub(super) fn apply(gate: &mut Gate<'_>, posted: &Posted, rows: &mut Rows) -> Result<()> {
    match &posted.body {
        Body::Settings(settings) => records::settings(gate, settings),
        Body::Records(edited) => records::records(gate, edited),
        Body::OpeningStock(body) => stock::opening(gate, body, rows),
        Body::OrderPlaced(body) | Body::OrderAmended(body) => purchase::order(gate, posted, body),
        Body::OrderCancelled(body) => purchase::cancel(gate, body),
        Body::Receipt(body) => purchase::receipt(gate, body, rows),
        Body::SupplierReturn(body) => purchase::supplier_return(gate, body, rows),
        Body::Sale(body) => sale::sale(gate, body, rows),
        Body::Refund(body) => sale::refund(gate, body, rows),
        Body::Void(body) => sale::void(gate, body, rows),
        Body::Count(body) => stock::count(gate, body, rows),
        Body::WriteOff(body) => stock::write_off(gate, body, rows),
        Body::Transfer(body) => stock::transfer(gate, body, rows),
    }
}

/// The cards of a document's lines, with their goods loaded and costed as the catalog says.
fn goods(gate: &mut Gate<'_>, variants: impl Iterator<Item = VariantId>) -> Result<Vec<Arc<Card>>> {
    let ids: Vec<VariantId> = variants.collect();
    let cards = gate.goods(&ids)?;
    for card in &cards {
        if gate.state.goods(card.no)?.pool().method != card.costing {
            gate.state.goods_mut(card.no)?.follow(card.costing)?;
        }
    }
    Ok(cards)
}

/// Goods that come in.
struct Incoming<'a> {
    document_line: usize,
    kind: MovementKind,
    location: LocationNo,
    picks: &'a [Pick],
    quantity: Quantity,
    value: Money,
}

fn bring_in(gate: &mut Gate<'_>, rows: &mut Rows, card: &Card, incoming: &Incoming<'_>) -> Result<()> {
    let source = rows.next_movement()?;
    let (quantity, value) = (incoming.quantity, incoming.value);
    for pick in incoming.picks {
        let facts = batch_facts(gate, card, &pick.batch, source)?;
        gate.state.goods_mut(card.no)?.move_level(incoming.location, &pick.batch, pick.quantity, facts)?;
    }
    let goods = gate.state.goods_mut(card.no)?;
    goods.add_value(Slice { at: rows.at, source, quantity, value })?;
    if matches!(incoming.kind, MovementKind::Opening | MovementKind::Receipt) {
        goods.came_in(source, quantity, value);
    }
    rows.moved(Moved {
        document_line: incoming.document_line,
        kind: incoming.kind,
        variant: card.no,
        location: incoming.location,
        picks: incoming.picks,
        value,
        of: None,
        takes: Vec::new(),
    })
}

/// Goods that leave.
struct Outgoing<'a> {
    document_line: usize,
    kind: MovementKind,
    location: LocationNo,
    /// Positive quantities.
    picks: &'a [Pick],
    quantity: Quantity,
    /// The layer that goes first.
    from: Option<LineKey>,
}

/// Gives what the goods cost.
fn take_out(gate: &mut Gate<'_>, rows: &mut Rows, card: &Card, outgoing: &Outgoing<'_>) -> Result<Money> {
    let picks = super::picks::negated(outgoing.picks.to_vec())?;
    let goods = gate.state.goods_mut(card.no)?;
    for pick in &picks {
        goods.move_level(outgoing.location, &pick.batch, pick.quantity, (None, LineKey::default()))?;
    }
    let (cost, takes) = goods.take_value(outgoing.quantity, outgoing.from, rows.at)?;
    rows.moved(Moved {
        document_line: outgoing.document_line,
        kind: outgoing.kind,
        variant: card.no,
        location: outgoing.location,
        picks: &picks,
        value: cost.neg()?,
        of: None,
        takes,
    })?;
    Ok(cost)
}

/// Expiry and age of a batch, for the level that goods of it come into.
fn batch_facts(gate: &mut Gate<'_>, card: &Card, batch: &str, now: LineKey) -> Result<(Option<Date>, LineKey)> {
    if batch.is_empty() {
        return Ok((None, now));
    }
    let known = gate.state.batch(gate.tx, card.no, batch)?;
    let known = known.ok_or_else(|| Error::not_found(crate::Noun::Batch, batch))?;
    Ok((known.expires_on, known.since))
}

/// A batch that comes in with its dates: remembered the first time.
fn meet_batch(
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
