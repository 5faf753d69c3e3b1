//! Goods that customers bring back.

use std::sync::Arc;

use super::lines::{self, Moving, goods};
use super::member_book::{self, Sold};
use super::payment;
use super::sale::{book, member_no};
use super::uses;
use crate::Result;
use crate::costing::Act;
use crate::document::{Pick, RefundBody, UnlinkedRefundBody};
use crate::ledger::{Account, LineKey, LocationNo, MovementKind, SaleLine, SaleLineKind};
use crate::posting::gate::Gate;
use crate::posting::picks::of_line;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::sold::{SoldPart, SoldSoFar};
use crate::value::{MemberId, Money, Quantity};

/// Goods of a sale.
pub(super) fn refund(gate: &mut Gate<'_>, body: &RefundBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let sold = SoldSoFar::load(gate, body.sale)?;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let parts = || body.lines.iter().flat_map(|line| &line.parts);
    let mut part_cards = goods(gate, rows, parts().map(|part| part.variant))?.into_iter();
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let of = sold.line(line.sale_line)?;
        if !sold.is_kit(line.sale_line) {
            let known = known(gate, card, of.part(0)?)?;
            moved.push(known.bring(document_line, line.quantity, of_line(&line.picks, line.quantity), location));
        }
        for (part, goods) in line.parts.iter().zip(part_cards.by_ref()) {
            let known = known(gate, &goods, of.part(sold.part_place(line.sale_line, part.variant)?)?)?;
            let picks = of_line(&part.picks, part.quantity);
            moved.push(known.bring(document_line, part.quantity, picks, location).in_kit(Some(card.no)));
        }
    }
    let worth = lines::post_by_line(gate, rows, &moved, body.lines.len())?;
    for moving in &moved {
        if let Some(sale) = moving.of {
            gate.state.goods_mut(moving.card.no)?.costs_mut().forget(sale);
        }
    }
    for (line, cost) in body.lines.iter().zip(worth) {
        let quantity = line.quantity;
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

/// Goods of a sale, of which the cost engine was told what can still come back.
struct Known {
    card: Arc<Card>,
    sale: LineKey,
}

fn known(gate: &mut Gate<'_>, card: &Arc<Card>, of: &SoldPart) -> Result<Known> {
    let left = of.left(gate.state.goods(card.no)?.costs())?;
    gate.state.goods_mut(card.no)?.costs_mut().known(of.movement, left);
    Ok(Known { card: Arc::clone(card), sale: of.movement })
}

impl Known {
    fn bring(self, document_line: usize, quantity: Quantity, picks: Vec<Pick>, location: LocationNo) -> Moving {
        let act = Act::Return { of: Some(self.sale), quantity, value: None };
        Moving::coming(document_line, &self.card, MovementKind::Refund, act).into(location, picks).of(Some(self.sale))
    }
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
