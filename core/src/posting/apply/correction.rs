//! Documents that put earlier ones right: landed cost, prices, entries that never were.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::past;
use super::purchase::payable;
use super::revalue::account;
use crate::document::{Body, DocumentKind, EntryAmendBody, EntryVoidBody, LandedCostBody, ReceiptBody, RepriceBody};
use crate::ledger::{Account, Movement, MovementKind, VariantNo};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::state::own;
use crate::posting::timeline::Place;
use crate::storage::{DocumentQuery, LedgerFilter};
use crate::value::{DocumentId, Money, Quantity, ReceiptId, SupplierId, Timestamp, VariantId};
use crate::{Error, Noun, Result};

/// By how much more goods of one variant cost, by where they came.
type Raise = Vec<(Place, Money)>;

/// Freight and the like: the goods cost more from the day on which they came.
pub(super) fn landed(gate: &mut Gate<'_>, body: &LandedCostBody, rows: &mut Rows) -> Result<()> {
    let mut more = Vec::with_capacity(body.shares.len());
    for share in &body.shares {
        more.push((share.variant, receipt_place(gate, share.receipt, share.receipt_line)?, share.value));
    }
    raise(gate, rows, MovementKind::Landed, &more)?;
    let total = Money::sum(body.shares.iter().map(|share| share.value))?;
    rows.enter(Account::Stock, total);
    rows.enter_owned(payable(body.supplier), -i128::from(total.minor()));
    Ok(())
}

/// The price was another, from the day on which the goods came.
pub(super) fn reprice(gate: &mut Gate<'_>, body: &RepriceBody, rows: &mut Rows) -> Result<()> {
    let mut more = Vec::with_capacity(body.lines.len());
    for line in &body.lines {
        more.push((line.variant, receipt_place(gate, body.receipt, line.receipt_line)?, line.difference));
    }
    raise(gate, rows, MovementKind::Repriced, &more)?;
    let total = Money::sum(body.lines.iter().map(|line| line.difference))?;
    rows.enter(Account::Stock, total);
    rows.enter_owned(payable(body.supplier), -i128::from(total.minor()));
    Ok(())
}

/// Raises the value of goods that came in, variant by variant.
fn raise(gate: &mut Gate<'_>, rows: &mut Rows, kind: MovementKind, more: &[(VariantId, Place, Money)]) -> Result<()> {
    let ids: Vec<VariantId> = more.iter().map(|(variant, ..)| *variant).collect();
    let mut of_cards: Vec<(Arc<Card>, Raise)> = Vec::new();
    for (card, (_, place, value)) in gate.goods(&ids)?.into_iter().zip(more) {
        match of_cards.iter_mut().find(|(known, _)| known.no == card.no) {
            Some((_, all)) => all.push((*place, *value)),
            None => of_cards.push((card, vec![(*place, *value)])),
        }
    }
    for (card, more) in of_cards {
        past::revalue(gate, rows, &card, kind, &more)?;
    }
    Ok(())
}

/// Where the goods of a line of a receipt stand in their timeline.
fn receipt_place(gate: &mut Gate<'_>, receipt: ReceiptId, line: usize) -> Result<Place> {
    let unknown = || Error::not_found(Noun::Receipt, receipt);
    let posted = gate.documents(&DocumentQuery::Ids(&[receipt.into()]))?.pop().ok_or_else(unknown)?;
    let rows = gate.movements_of(posted.post_no)?;
    let is_it = |row: &&Movement| row.kind == MovementKind::Receipt && usize::from(row.document_line) == line;
    rows.iter().find(is_it).map(|row| (row.effective_at, row.key)).ok_or_else(unknown)
}

/// The entry never was: what happened later is replayed without it, its money is booked back.
pub(super) fn void(gate: &mut Gate<'_>, body: &EntryVoidBody, rows: &mut Rows) -> Result<()> {
    let posted = entry(gate, body.document)?;
    let moved = gate.movements_of(posted.post_no)?;
    match &posted.body {
        Body::LandedCost(landed) => {
            lower(gate, rows, MovementKind::Landed, &moved)?;
            let total = Money::sum(landed.shares.iter().map(|share| share.value))?;
            owe_less(rows, landed.supplier, total);
            Ok(())
        }
        Body::Reprice(repriced) => {
            lower(gate, rows, MovementKind::Repriced, &moved)?;
            let total = Money::sum(repriced.lines.iter().map(|line| line.difference))?;
            owe_less(rows, repriced.supplier, total);
            Ok(())
        }
        Body::Receipt(receipt) => {
            for (line, value) in take_out(gate, rows, &moved)? {
                let owed = receipt.lines.get(line).map(|line| line.value).unwrap_or_default();
                rows.enter_owned(payable(receipt.supplier), i128::from(owed.minor()));
                rows.enter(Account::Stock, value);
                // Freight for goods that never came.
                rows.withdraw(Account::PurchaseVariance, value.add(owed)?);
            }
            not_received(gate, receipt)
        }
        Body::SupplierReturn(back) => {
            for (line, value) in take_out(gate, rows, &moved)? {
                let refund = back.lines.get(line).map(|line| line.refund).unwrap_or_default();
                rows.enter_owned(payable(back.supplier), -i128::from(refund.minor()));
                rows.enter(Account::Stock, value);
                rows.withdraw(Account::PurchaseVariance, value.sub(refund)?);
            }
            Ok(())
        }
        _ => {
            let kind = moved.iter().map(|row| row.kind).find(|kind| !is_method(*kind));
            for (_, value) in take_out(gate, rows, &moved)? {
                rows.enter(Account::Stock, value);
                rows.withdraw(account(kind.unwrap_or(MovementKind::Count)), value);
            }
            Ok(())
        }
    }
}

/// The entry was otherwise: what happened since is replayed with what it really was.
pub(super) fn amend(gate: &mut Gate<'_>, body: &EntryAmendBody, rows: &mut Rows) -> Result<()> {
    let posted = entry(gate, body.document)?;
    let moved = gate.movements_of(posted.post_no)?;
    let zone = gate.snapshot()?.zone.clone();
    let mut of_variants: BTreeMap<VariantNo, Vec<(past::Amendment, usize)>> = BTreeMap::new();
    for (index, row) in lines_of(&moved) {
        let line = body.lines.iter().find(|line| line.line == index);
        if line.is_none() && body.at.is_none() {
            continue;
        }
        let (from, at) = (standing_at(gate, row)?, body.at);
        let at = at.unwrap_or(from);
        let more = line.map(|line| line.quantity).unwrap_or_default();
        let quantity = if row.quantity.is_negative() { more.neg()? } else { more };
        let value = line.map(|line| line.value).unwrap_or_default();
        let amendment = past::Amendment { key: row.key, from, at, day: zone.business_day(at), quantity, value };
        of_variants.entry(row.variant).or_default().push((amendment, index));
    }
    for (variant, lines) in of_variants {
        let card = gate.card_numbered(variant)?;
        let (amendments, indices): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        for amended in past::amend(gate, rows, &card, &amendments)? {
            let line = amendments.iter().zip(&indices).find(|(line, _)| line.key == amended.key);
            let Some((amendment, index)) = line else { continue };
            book_amended(gate, rows, &posted, (*index, amendment), &amended)?;
        }
    }
    Ok(())
}

/// The first movement of each line.
fn lines_of(moved: &[Movement]) -> Vec<(usize, &Movement)> {
    let mut lines: Vec<(usize, &Movement)> = Vec::new();
    for row in moved.iter().filter(|row| row.corrects.is_none() && !is_method(row.kind)) {
        let index = usize::from(row.document_line);
        if lines.iter().all(|(known, _)| *known != index) {
            lines.push((index, row));
        }
    }
    lines
}

/// When a line happened by all that was said of it so far.
fn standing_at(gate: &mut Gate<'_>, row: &Movement) -> Result<Timestamp> {
    let filter = LedgerFilter { variant: Some(row.variant), ..LedgerFilter::default() };
    let (mut at, mut version) = (row.effective_at, row.key.post());
    gate.tx.movements(&filter, &mut |other| {
        if other.corrects == Some(row.key) && other.kind == row.kind && other.key.post() > version {
            (at, version) = (other.effective_at, other.key.post());
        }
        Ok(())
    })?;
    Ok(at)
}

/// The other side of what the stock is worth more, on the day on which it is.
fn book_amended(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    posted: &Posted,
    (index, amendment): (usize, &past::Amendment),
    amended: &past::Amended,
) -> Result<()> {
    let minor = i128::from(amended.value.minor());
    rows.enter_on(amended.day, own(Account::Stock), minor);
    match &posted.body {
        Body::Receipt(receipt) => rows.enter_on(amended.day, payable(receipt.supplier), -minor),
        Body::Sale(_) => {
            rows.enter_on(amended.day, own(Account::CostOfSales), -minor);
            let is_last = amended.day == amendment.day;
            let quantity = if is_last { amendment.quantity.neg()? } else { Quantity::ZERO };
            super::sale::amend(gate, rows, posted, (index, amended.day), (quantity, amended.value.neg()?))?;
        }
        Body::WriteOff(_) => rows.enter_on(amended.day, own(Account::WriteOff), -minor),
        _ => rows.enter_on(amended.day, own(Account::OpeningEquity), -minor),
    }
    Ok(())
}

fn owe_less(rows: &mut Rows, supplier: SupplierId, total: Money) {
    rows.withdraw(Account::Stock, total);
    rows.enter_owned(payable(supplier), i128::from(total.minor()));
}

/// The document with this id.
pub(crate) fn entry(gate: &mut Gate<'_>, id: DocumentId) -> Result<Posted> {
    let found = gate.documents(&DocumentQuery::Ids(&[id]))?.pop();
    found.ok_or_else(|| Error::not_found(Noun::Document, id))
}

/// Takes the lines of a document out of the past of their goods. Gives each line, and by how much the stock is worth more
/// without it.
fn take_out(gate: &mut Gate<'_>, rows: &mut Rows, moved: &[Movement]) -> Result<Vec<(usize, Money)>> {
    let mut places: BTreeMap<VariantNo, Vec<(Place, usize)>> = BTreeMap::new();
    for (line, row) in lines_of(moved) {
        let at = standing_at(gate, row)?;
        places.entry(row.variant).or_default().push(((at, row.key), line));
    }
    let mut values = Vec::new();
    for (variant, places) in places {
        let card = gate.card_numbered(variant)?;
        let only: Vec<Place> = places.iter().map(|(place, _)| *place).collect();
        let more = past::remove(gate, rows, &card, &only)?;
        values.extend(places.iter().map(|((_, key), line)| (*line, more.get(key).copied().unwrap_or_default())));
    }
    values.sort_unstable_by_key(|(line, _)| *line);
    Ok(values)
}

const fn is_method(kind: MovementKind) -> bool {
    matches!(kind, MovementKind::ToFifo | MovementKind::ToMovingAverage)
}

/// Takes back what came to the value of goods.
fn lower(gate: &mut Gate<'_>, rows: &mut Rows, kind: MovementKind, moved: &[Movement]) -> Result<()> {
    let mut of_cards: Vec<(Arc<Card>, Raise)> = Vec::new();
    for row in moved.iter().filter(|row| row.kind == kind) {
        let Some(root) = row.corrects else { continue };
        let receipt = super::revalue::movement(gate, rows, root)?;
        let more = ((receipt.effective_at, root), row.value.neg()?);
        match of_cards.iter_mut().find(|(card, _)| card.no == row.variant) {
            Some((_, all)) => all.push(more),
            None => of_cards.push((gate.card_numbered(row.variant)?, vec![more])),
        }
    }
    for (card, more) in of_cards {
        past::revalue(gate, rows, &card, kind, &more)?;
    }
    Ok(())
}

/// The order is open for the goods again.
fn not_received(gate: &mut Gate<'_>, receipt: &ReceiptBody) -> Result<()> {
    let Some(order) = receipt.order else { return Ok(()) };
    let mut order = super::purchase::load_order(gate, order)?;
    for line in &receipt.lines {
        if let Some(ordered) = line.order_line.and_then(|index| order.lines.get_mut(index)) {
            ordered.received = ordered.received.sub(line.quantity)?;
            ordered.rejected = ordered.rejected.sub(line.rejected)?;
            ordered.closed &= !line.closes;
        }
    }
    super::purchase::save_order(gate, &order)
}

/// Whether a document of this kind can be said to have been otherwise.
pub(crate) const fn can_be_amended(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::OpeningStock | DocumentKind::Receipt | DocumentKind::Sale | DocumentKind::WriteOff)
}

/// Whether a document of this kind can be said never to have been.
pub(crate) const fn can_be_void(kind: DocumentKind) -> bool {
    matches!(
        kind,
        DocumentKind::OpeningStock
            | DocumentKind::Receipt
            | DocumentKind::SupplierReturn
            | DocumentKind::Count
            | DocumentKind::WriteOff
            | DocumentKind::Transfer
            | DocumentKind::LandedCost
            | DocumentKind::Reprice
    )
}
