//! Sales, refunds, voids.

use std::sync::Arc;

use super::{Incoming, Outgoing, bring_in, goods, take_out};
use crate::costing::return_value;
use crate::document::{RefundBody, SaleBody, VoidBody};
use crate::ledger::{Account, LocationNo, MemberNo, MovementKind, SaleLine, SaleLineKind};
use crate::posting::gate::Gate;
use crate::posting::picks::of_line;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::sold::SoldSoFar;
use crate::storage::{RecordKind, RecordQuery};
use crate::value::MemberId;
use crate::{Error, Noun, Result};

pub(super) fn sale(gate: &mut Gate<'_>, body: &SaleBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let member = member_no(gate, body.member)?;
    let cards = goods(gate, body.lines.iter().map(|line| line.variant))?;
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let (kind, quantity) = (MovementKind::Sale, line.quantity);
        let picks = of_line(&line.picks, quantity);
        let cost = take_out(
            gate,
            rows,
            card,
            &Outgoing { document_line, kind, location, picks: &picks, quantity, from: None },
        )?;
        rows.enter(Account::CostOfSales, cost);
        rows.withdraw(Account::Stock, cost);
        let sold = SaleLine {
            key: rows.next_sale_line()?,
            kind: SaleLineKind::Sale,
            of: None,
            variant: card.no,
            member,
            business_day: rows.day,
            quantity,
            gross: line.gross,
            discount: line.discounted(false)?,
            coupon: line.discounted(true)?,
            total: line.total(body.prices_include_tax)?,
            tax: line.tax,
            tax_code: snapshot.tax(&line.tax_code)?.0,
            cost,
        };
        book(gate, rows, sold)?;
    }
    for tender in &body.tenders {
        rows.enter(Account::Tender(tender.method), tender.applied);
    }
    Ok(())
}

/// Enters a line into the books and the totals of its variant.
fn book(gate: &mut Gate<'_>, rows: &mut Rows, line: SaleLine) -> Result<()> {
    rows.withdraw(Account::Sales, line.total.sub(line.tax)?);
    rows.withdraw(Account::Tax, line.tax);
    gate.state.goods_mut(line.variant)?.sold(line.quantity, line.total, line.tax, line.cost)?;
    rows.sale_lines.push(line);
    Ok(())
}

pub(crate) fn member_no(gate: &mut Gate<'_>, member: Option<MemberId>) -> Result<Option<MemberNo>> {
    let Some(id) = member else { return Ok(None) };
    let found = gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &[id.uuid()]))?.pop();
    found.map(|record| Some(record.number.into())).ok_or_else(|| Error::not_found(Noun::Member, id))
}

pub(super) fn refund(gate: &mut Gate<'_>, body: &RefundBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let mut sold = SoldSoFar::load(gate, body.sale)?;
    let cards = goods(gate, body.lines.iter().map(|line| line.variant))?;
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let of = sold.line_mut(line.sale_line)?;
        let cost = return_value(of.cost_left, line.quantity, of.quantity_left)?;
        of.give_back(line.quantity, cost)?;
        let (kind, quantity, value) = (MovementKind::Refund, line.quantity, cost);
        let picks = of_line(&line.picks, quantity);
        bring_in(gate, rows, card, &Incoming { document_line, kind, location, picks: &picks, quantity, value })?;
        rows.enter(Account::Stock, cost);
        rows.withdraw(Account::CostOfSales, cost);
        let net = if sold.body.prices_include_tax { line.total } else { line.total.sub(line.tax)? };
        let gross = net.add(line.discount)?.add(line.coupon)?;
        let of = sold.line_mut(line.sale_line)?.row;
        let back = SaleLine {
            key: rows.next_sale_line()?,
            kind: SaleLineKind::Refund,
            of: Some(of.key),
            business_day: rows.day,
            quantity: quantity.neg()?,
            gross: gross.neg()?,
            discount: line.discount.neg()?,
            coupon: line.coupon.neg()?,
            total: line.total.neg()?,
            tax: line.tax.neg()?,
            cost: cost.neg()?,
            ..of
        };
        book(gate, rows, back)?;
    }
    for (method, amount) in &body.tenders {
        rows.withdraw(Account::Tender(*method), *amount);
    }
    Ok(())
}

/// The opposite of the whole sale: goods come back at what they cost, into the batches they were taken from.
pub(super) fn void(gate: &mut Gate<'_>, body: &VoidBody, rows: &mut Rows) -> Result<()> {
    let sold = SoldSoFar::load(gate, body.sale)?;
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(sold.body.location))?.0;
    let cards = goods(gate, sold.body.lines.iter().map(|line| line.variant))?;
    for (index, card) in cards.iter().enumerate() {
        void_line(gate, rows, (index, card, location), &sold)?;
    }
    for tender in &sold.body.tenders {
        rows.withdraw(Account::Tender(tender.method), tender.applied);
    }
    Ok(())
}

fn void_line(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    (document_line, card, location): (usize, &Arc<Card>, LocationNo),
    sold: &SoldSoFar,
) -> Result<()> {
    let row = sold.line(document_line)?.row;
    let stored = sold.body.lines.get(document_line).map(|line| line.picks.as_slice()).unwrap_or_default();
    let (kind, quantity, value) = (MovementKind::Void, row.quantity, row.cost);
    let picks = of_line(stored, quantity);
    bring_in(gate, rows, card, &Incoming { document_line, kind, location, picks: &picks, quantity, value })?;
    rows.enter(Account::Stock, value);
    rows.withdraw(Account::CostOfSales, value);
    let back = SaleLine {
        key: rows.next_sale_line()?,
        kind: SaleLineKind::Void,
        of: Some(row.key),
        business_day: rows.day,
        quantity: quantity.neg()?,
        gross: row.gross.neg()?,
        discount: row.discount.neg()?,
        coupon: row.coupon.neg()?,
        total: row.total.neg()?,
        tax: row.tax.neg()?,
        cost: value.neg()?,
        ..row
    };
    book(gate, rows, back)
}
