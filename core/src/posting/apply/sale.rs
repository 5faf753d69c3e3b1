//! Sales, refunds, voids.

use rustc_hash::FxHashMap;

use super::lines::{self, Moving, goods};
use super::past;
use crate::costing::Act;
use crate::document::{RefundBody, SaleBody, VoidBody};
use crate::ledger::{Account, MemberNo, MovementKind, SaleLine, SaleLineKind, VariantNo};
use crate::posting::gate::{Gate, Posted};
use crate::posting::picks::of_line;
use crate::posting::rows::Rows;
use crate::posting::sold::{SoldLineSoFar, SoldSoFar};
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{BusinessDay, MemberId, Money, Quantity, SaleId};
use crate::{Error, Noun, Result};

pub(super) fn sale(gate: &mut Gate<'_>, body: &SaleBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let member = member_no(gate, body.member)?;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let act = Act::Issue { quantity: line.quantity };
        let picks = of_line(&line.picks, line.quantity);
        moved.push(Moving::coming(document_line, card, MovementKind::Sale, act).out_of(location, picks)?);
    }
    let outcomes = lines::post(gate, rows, &moved)?;
    for ((line, card), outcome) in body.lines.iter().zip(&cards).zip(outcomes) {
        let (quantity, cost) = (line.quantity, outcome.value.neg()?);
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
    let sold = SoldSoFar::load(gate, body.sale)?;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let of = sold.line(line.sale_line)?;
        let left = of.left(gate.state.goods(card.no)?.costs())?;
        let sale = of.movement;
        gate.state.goods_mut(card.no)?.costs_mut().known(sale, left);
        let act = Act::Return { of: Some(sale), quantity: line.quantity, value: None };
        let picks = of_line(&line.picks, line.quantity);
        moved.push(Moving::coming(document_line, card, MovementKind::Refund, act).into(location, picks).of(Some(sale)));
    }
    let outcomes = lines::post(gate, rows, &moved)?;
    for ((line, card), outcome) in body.lines.iter().zip(&cards).zip(&outcomes) {
        let (quantity, cost) = (line.quantity, outcome.value);
        gate.state.goods_mut(card.no)?.costs_mut().forget(sold.line(line.sale_line)?.movement);
        rows.enter(Account::Stock, cost);
        rows.withdraw(Account::CostOfSales, cost);
        let net = if sold.body.prices_include_tax { line.total } else { line.total.sub(line.tax)? };
        let gross = net.add(line.discount)?.add(line.coupon)?;
        let of = sold.line(line.sale_line)?.row;
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

/// The sale never was: what happened later is replayed without it.
pub(super) fn void(gate: &mut Gate<'_>, body: &VoidBody, rows: &mut Rows) -> Result<()> {
    let sold = SoldSoFar::load(gate, body.sale)?;
    let variants: Vec<_> = sold.body.lines.iter().map(|line| line.variant).collect();
    let cards = gate.goods(&variants)?;
    let mut values = FxHashMap::default();
    let mut done: Vec<VariantNo> = Vec::new();
    for card in &cards {
        if done.contains(&card.no) {
            continue;
        }
        done.push(card.no);
        let lines: Vec<_> =
            sold.lines.iter().filter(|line| line.row.variant == card.no).map(SoldLineSoFar::place).collect();
        values.extend(past::remove(gate, rows, card, &lines)?);
    }
    for line in &sold.lines {
        let value = values.get(&line.movement).copied().unwrap_or_default();
        void_line(gate, rows, line.row, value)?;
    }
    for tender in &sold.body.tenders {
        rows.withdraw(Account::Tender(tender.method), tender.applied);
    }
    Ok(())
}

fn void_line(gate: &mut Gate<'_>, rows: &mut Rows, row: SaleLine, value: Money) -> Result<()> {
    rows.enter(Account::Stock, value);
    rows.withdraw(Account::CostOfSales, value);
    let back = SaleLine {
        key: rows.next_sale_line()?,
        kind: SaleLineKind::Void,
        of: Some(row.key),
        business_day: rows.day,
        quantity: row.quantity.neg()?,
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

/// Another quantity left, or at another time; what was paid stays.
pub(super) fn amend(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    posted: &Posted,
    (index, business_day): (usize, BusinessDay),
    (quantity, cost): (Quantity, Money),
) -> Result<()> {
    let sold = SoldSoFar::load(gate, SaleId::from_uuid(posted.header.id.uuid()))?;
    let row = sold.line(index)?.row;
    let zero = Money::ZERO;
    let (gross, discount, coupon, total, tax) = (zero, zero, zero, zero, zero);
    let (key, kind, of) = (rows.next_sale_line()?, SaleLineKind::Amend, Some(row.key));
    gate.state.goods_mut(row.variant)?.sold(quantity, zero, zero, cost)?;
    rows.sale_lines.push(SaleLine {
        key,
        kind,
        of,
        business_day,
        quantity,
        gross,
        discount,
        coupon,
        total,
        tax,
        cost,
        ..row
    });
    Ok(())
}
