//! Orders, receipts, supplier returns.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::lines::{self, Moving, goods, meet_batch};
use super::records::{Draft, put, supply};
use super::standing::{Later, entry};
use crate::costing::Act;
use crate::document::{
    AmendedLine, Body, OrderBody, OrderCancelledBody, Pick, PurchaseLine, PurchaseOrder, ReceiptBody, ReceivedLine,
    SupplierReturnBody,
};
use crate::ledger::{Account, BalanceKey, LineKey, MovementKind, Unit};
use crate::party::Supply;
use crate::posting::gate::{Gate, Posted};
use crate::posting::picks::of_line;
use crate::posting::rows::Rows;
use crate::posting::snapshot;
use crate::posting::stated::StatedLine;
use crate::storage::{DocumentQuery, KeyKind, RecordKind, RecordQuery};
use crate::value::{DocumentId, OrderId, Quantity, SupplierId, VariantId};
use crate::{Error, Noun, Result};

/// The order with this id.
pub(crate) fn load_order(gate: &mut Gate<'_>, id: OrderId) -> Result<PurchaseOrder> {
    let found = gate.tx.records(&RecordQuery::Ids(RecordKind::Order, &[id.uuid()]))?.pop();
    snapshot::body(&found.ok_or_else(|| Error::not_found(Noun::PurchaseOrder, id))?)
}

pub(super) fn save_order(gate: &mut Gate<'_>, order: &PurchaseOrder) -> Result<()> {
    let state = if order.is_open() { "open" } else { "done" };
    let draft = Draft::new(RecordKind::Order, order.id.uuid(), &order.number, order)?;
    let draft = draft.key(KeyKind::Link, format!("order:{state}")).key(KeyKind::Link, order.supplier.to_string());
    put(gate, vec![draft], false)
}

pub(super) fn order(gate: &mut Gate<'_>, posted: &Posted, body: &OrderBody) -> Result<()> {
    let placed = DocumentId::from(body.order) == posted.header.id;
    let mut order = if placed { placed_by(posted, body) } else { load_order(gate, body.order)? };
    state(&mut order, body);
    save_order(gate, &order)
}

/// An order without its lines.
fn placed_by(posted: &Posted, body: &OrderBody) -> PurchaseOrder {
    PurchaseOrder {
        id: body.order,
        number: posted.header.number.clone(),
        supplier: body.supplier,
        ordered_on: posted.header.business_day,
        expected_on: body.expected_on,
        cancelled: false,
        lines: Vec::new(),
    }
}

/// Placed, or amended: a line keeps its place for ever, so that whoever received line 2 of an older view received what
/// they saw. A variant that is not ordered any more keeps what came of it, and nothing more is to come.
fn state(order: &mut PurchaseOrder, body: &OrderBody) {
    order.expected_on = body.expected_on;
    let known_lines: FxHashMap<VariantId, usize> =
        order.lines.iter().enumerate().map(|(place, line)| (line.variant, place)).collect();
    for line in &mut order.lines {
        (line.ordered, line.closed) = (line.received, false);
    }
    for line in &body.lines {
        let (variant, ordered, unit_cost) = (line.variant, line.quantity, line.unit_cost);
        match known_lines.get(&variant).and_then(|place| order.lines.get_mut(*place)) {
            Some(known) => (known.ordered, known.unit_cost) = (ordered, unit_cost),
            None => order.lines.push(PurchaseLine::new(variant, ordered, unit_cost)),
        }
    }
}

/// So much came of an ordered line.
fn come(order: &mut PurchaseOrder, line: &ReceivedLine, quantity: Quantity) -> Result<()> {
    if let Some(ordered) = line.order_line.and_then(|index| order.lines.get_mut(index)) {
        ordered.received = ordered.received.add(quantity)?;
        ordered.rejected = ordered.rejected.add(line.rejected)?;
        ordered.closed |= line.closes;
    }
    Ok(())
}

/// A receipt was otherwise, by so much for each of its lines, or never was: its order is what its documents make of it now.
pub(super) fn restate_order(gate: &mut Gate<'_>, receipt: &Posted, more: Option<&[AmendedLine]>) -> Result<()> {
    let Body::Receipt(ReceiptBody { order: Some(id), .. }) = receipt.body else { return Ok(()) };
    let placed = entry(gate, id.into())?;
    let Body::OrderPlaced(body) = &placed.body else { return Err(Error::not_found(Noun::PurchaseOrder, id)) };
    let mut order = placed_by(&placed, body);
    state(&mut order, body);
    for later in gate.documents(&DocumentQuery::ReferringTo(id.into()))? {
        match &later.body {
            Body::OrderAmended(body) => state(&mut order, body),
            Body::OrderCancelled(_) => order.cancelled = true,
            Body::Receipt(body) => {
                let is_it = later.post_no == receipt.post_no;
                let said = Later::load(gate, &later)?;
                if is_it && more.is_none() || said.is_void {
                    continue;
                }
                let mut stated = StatedLine::lines_since(gate, &later, &said)?;
                for amended in more.filter(|_| is_it).unwrap_or_default() {
                    if let Some(line) = stated.get_mut(amended.line) {
                        line.quantity = line.quantity.add(amended.quantity)?;
                    }
                }
                for (line, stated) in body.lines.iter().zip(stated) {
                    come(&mut order, line, stated.quantity)?;
                }
            }
            _ => {}
        }
    }
    save_order(gate, &order)
}

pub(super) fn cancel(gate: &mut Gate<'_>, body: &OrderCancelledBody) -> Result<()> {
    let mut order = load_order(gate, body.order)?;
    order.cancelled = true;
    save_order(gate, &order)
}

pub(super) fn receipt(gate: &mut Gate<'_>, body: &ReceiptBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let batches = body.lines.iter().zip(&cards).map(|(line, card)| (card.no, line.batch.as_str()));
    gate.state.load_batches(gate.tx, batches)?;
    let mut order = body.order.map(|id| load_order(gate, id)).transpose()?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        if let Some(order) = &mut order {
            come(order, line, line.quantity)?;
        }
        if line.quantity.is_zero() {
            continue;
        }
        let since = rows.movement_after(moved.len())?;
        meet_batch(gate, card, &line.batch, (line.produced_on, line.expires_on), since)?;
        let picks = vec![Pick { batch: line.batch.clone(), quantity: line.quantity }];
        let act = Act::Receive { quantity: line.quantity, value: line.value };
        moved.push(Moving::coming(document_line, card, MovementKind::Receipt, act).into(location, picks));
        rows.enter(Account::Stock, line.value);
        rows.enter_owned(payable(body.supplier), -i128::from(line.value.minor()));
    }
    lines::post(gate, rows, &moved)?;
    if let Some(order) = &order {
        save_order(gate, order)?;
    }
    remember_costs(gate, body)
}

pub(super) fn payable(supplier: SupplierId) -> BalanceKey {
    BalanceKey { account: Account::Payable, owner: Some(supplier.uuid()), unit: Unit::Money }
}

/// What each variant cost there last.
fn remember_costs(gate: &mut Gate<'_>, body: &ReceiptBody) -> Result<()> {
    let bought: Vec<_> = body.lines.iter().filter(|line| line.quantity.is_positive()).collect();
    let ids: Vec<_> = bought.iter().map(|line| Supply::record_id_of(body.supplier, line.variant)).collect();
    let known = gate.tx.records(&RecordQuery::Ids(RecordKind::Supply, &ids))?;
    let mut terms: BTreeMap<VariantId, Supply> = BTreeMap::new();
    for record in &known {
        let supply: Supply = snapshot::body(record)?;
        terms.insert(supply.variant, supply);
    }
    for line in bought {
        let (supplier, variant) = (body.supplier, line.variant);
        let new = Supply { supplier, variant, pack_size: Quantity::ONE, last_cost: None, preferred: false };
        terms.entry(variant).or_insert(new).last_cost = Some(line.unit_cost);
    }
    let drafts = terms.values().map(supply).collect::<Result<_>>()?;
    put(gate, drafts, false)
}

/// Goods leave at book cost; what the supplier gives back beyond or below it is a purchase variance.
pub(super) fn supplier_return(gate: &mut Gate<'_>, body: &SupplierReturnBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let sources = receipt_movements(gate, body)?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let of = sources.iter().find(|(index, _)| *index == line.receipt_line).map(|(_, key)| *key);
        let act = Act::SendBack { of, quantity: line.quantity };
        let picks = of_line(&line.picks, line.quantity);
        moved.push(
            Moving::coming(document_line, card, MovementKind::SupplierReturn, act).out_of(location, picks)?.of(of),
        );
    }
    for (line, outcome) in body.lines.iter().zip(lines::post(gate, rows, &moved)?) {
        let cost = outcome.value.neg()?;
        rows.withdraw(Account::Stock, cost);
        rows.enter_owned(payable(body.supplier), i128::from(line.refund.minor()));
        rows.enter(Account::PurchaseVariance, cost.sub(line.refund)?);
    }
    Ok(())
}

/// The movements that the lines of the receipt made.
fn receipt_movements(gate: &mut Gate<'_>, body: &SupplierReturnBody) -> Result<Vec<(usize, LineKey)>> {
    let receipt = gate.documents(&DocumentQuery::Ids(&[body.receipt.into()]))?.pop();
    let receipt = receipt.ok_or_else(|| Error::not_found(Noun::Receipt, body.receipt))?;
    let rows = gate.movements_of(&[receipt.post_no])?;
    let came = rows.iter().filter(|row| row.kind == MovementKind::Receipt);
    Ok(came.map(|row| (usize::from(row.document_line), row.key)).collect())
}
