//! Goods that customers bring back.

use super::lines::{self, Moving, goods};
use super::member_book::{self, Sold};
use super::payment;
use super::sale::{book, member_no};
use super::uses;
use crate::Result;
use crate::costing::Act;
use crate::document::{RefundBody, UnlinkedRefundBody};
use crate::ledger::{Account, MovementKind, SaleLine, SaleLineKind};
use crate::posting::gate::Gate;
use crate::posting::picks::of_line;
use crate::posting::rows::Rows;
use crate::posting::sold::SoldSoFar;
use crate::value::{MemberId, Money};

/// Goods of a sale.
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
    uses::give_back(rows, &body.uses);
    uses::take(rows, &body.withdrawn);
    payment::for_refund(rows, sold.body.member.map(MemberId::uuid), body, 1)?;
    let (day, points) = (sold.posted.header.business_day, body.points.as_ref());
    member_book::unsold(gate, rows, &Sold { sale: &sold.body, day, points, total: body.total })
}

/// Goods of which no sale is known: they are worth what was said, or what the goods that are there cost on average.
pub(super) fn unlinked(gate: &mut Gate<'_>, body: &UnlinkedRefundBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let member = member_no(gate, body.member)?;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let value = line.unit_cost.map(|_| line.value);
        let act = Act::Return { of: None, quantity: line.quantity, value };
        let picks = of_line(&line.picks, line.quantity);
        moved.push(Moving::coming(document_line, card, MovementKind::Refund, act).into(location, picks));
    }
    let outcomes = lines::post(gate, rows, &moved)?;
    for ((line, card), outcome) in body.lines.iter().zip(&cards).zip(&outcomes) {
        let cost = outcome.value;
        rows.enter(Account::Stock, cost);
        rows.withdraw(Account::CostOfSales, cost);
        let gross = if body.prices_include_tax { line.total } else { line.total.sub(line.tax)? };
        let back = SaleLine {
            key: rows.next_sale_line()?,
            kind: SaleLineKind::Refund,
            of: None,
            variant: card.no,
            member,
            business_day: rows.day,
            quantity: line.quantity.neg()?,
            gross: gross.neg()?,
            discount: Money::ZERO,
            coupon: Money::ZERO,
            total: line.total.neg()?,
            tax: line.tax.neg()?,
            tax_code: snapshot.tax(&line.tax_code)?.0,
            cost: cost.neg()?,
        };
        book(gate, rows, back)?;
    }
    payment::for_unlinked(rows, body.member.map(MemberId::uuid), body, 1)
}
