//! Sales, and what puts their lines right.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::cart;
use super::customer_order;
use super::lines::{self, Moving, goods};
use super::member_book::{self, Sold};
use super::past::Removed;
use super::payment;
use super::records::{Draft, coupon, put};
use super::uses;
use crate::costing::Act;
use crate::document::{Pick, SaleBody};
use crate::ledger::{Account, MemberNo, MovementKind, PostNo, SaleLine, SaleLineKind};
use crate::posting::gate::Gate;
use crate::posting::picks::of_line;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::state::own;
use crate::storage::{LedgerFilter, RecordKind, RecordQuery};
use crate::value::{BusinessDay, MemberId, Money, Quantity};
use crate::{Error, Noun, Result};

pub(super) fn sale(gate: &mut Gate<'_>, body: &SaleBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let member = member_no(gate, body.member)?;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let parts = || body.lines.iter().flat_map(|line| &line.parts);
    let mut part_cards = goods(gate, rows, parts().map(|part| part.variant))?.into_iter();
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let mut take = |card: &Arc<Card>, quantity, picks: &[Pick], kit| {
            let moving = Moving::coming(document_line, card, MovementKind::Sale, Act::Issue { quantity });
            moved.push(moving.out_of(location, of_line(picks, quantity))?.in_kit(kit));
            Ok::<_, Error>(())
        };
        if line.parts.is_empty() {
            take(card, line.quantity, &line.picks, None)?;
        }
        for (part, goods) in line.parts.iter().zip(part_cards.by_ref()) {
            take(&goods, part.quantity, &part.picks, Some(card.no))?;
        }
    }
    let worth = lines::post_by_line(gate, rows, &moved, body.lines.len())?;
    for ((line, card), worth) in body.lines.iter().zip(&cards).zip(worth) {
        let (quantity, cost) = (line.quantity, worth.neg()?);
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
    payment::for_sale(rows, body.member.map(MemberId::uuid), body, 1)?;
    customer_order::sold(gate, body, 1)?;
    body.resumes.map_or(Ok(()), |cart| cart::end(gate, cart))?;
    uses::take(rows, &body.uses);
    let issued: Vec<Draft> =
        body.issued.iter().flat_map(|issued| &issued.coupons).map(coupon).collect::<Result<_>>()?;
    if !issued.is_empty() {
        put(gate, issued, false)?;
    }
    let sold = Sold { sale: body, day: rows.day, points: body.points.as_ref(), total: body.total };
    member_book::sold(gate, rows, &sold)
}

/// Enters a line into the books of its day and the totals of its variant.
pub(super) fn book(gate: &mut Gate<'_>, rows: &mut Rows, line: SaleLine) -> Result<()> {
    let (day, net) = (line.business_day, line.total.sub(line.tax)?);
    rows.enter_on(day, own(Account::Sales), -i128::from(net.minor()));
    rows.enter_on(day, own(Account::Tax), -i128::from(line.tax.minor()));
    gate.state.goods_mut(line.variant)?.sold(line.quantity, line.total, line.tax, line.cost)?;
    rows.sale_lines.push(line);
    Ok(())
}

pub(crate) fn member_no(gate: &mut Gate<'_>, member: Option<MemberId>) -> Result<Option<MemberNo>> {
    let Some(id) = member else { return Ok(None) };
    let found = gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &[id.uuid()]))?.pop();
    found.map(|record| Some(record.number.into())).ok_or_else(|| Error::not_found(Noun::Member, id))
}

/// A line of a sale or a refund that never was.
pub(super) fn void_line(gate: &mut Gate<'_>, rows: &mut Rows, row: SaleLine, removed: Removed) -> Result<()> {
    rows.enter(Account::Stock, removed.value);
    rows.withdraw(Account::CostOfSales, removed.value);
    let back = SaleLine {
        key: rows.next_sale_line()?,
        business_day: rows.day,
        quantity: removed.quantity.neg()?,
        cost: removed.value.neg()?,
        ..opposite(correcting(row, SaleLineKind::Void))?
    };
    book(gate, rows, back)
}

/// What a line of a sale or a refund was, and what it cost, on a day.
#[derive(Clone, Copy)]
pub(super) struct OnDay {
    pub(super) day: BusinessDay,
    pub(super) quantity: Quantity,
    pub(super) cost: Money,
}

/// Another quantity left or came back: so much more, on this day. What was paid stays.
pub(super) fn amended(row: SaleLine, more: OnDay) -> SaleLine {
    let OnDay { day: business_day, quantity, cost } = more;
    let zero = Money::ZERO;
    let (gross, discount, coupon, total, tax) = (zero, zero, zero, zero, zero);
    let row = correcting(row, SaleLineKind::Amend);
    SaleLine { business_day, quantity, gross, discount, coupon, total, tax, cost, ..row }
}

/// It was on another day: nothing of it is left on the one, all of it is on the other.
pub(super) fn moved(row: SaleLine, less: OnDay, more: OnDay) -> Result<[SaleLine; 2]> {
    let row = correcting(row, SaleLineKind::Moved);
    let on = |row, OnDay { day: business_day, quantity, cost }| SaleLine { business_day, quantity, cost, ..row };
    Ok([on(opposite(row)?, less), on(row, more)])
}

/// What puts a line of a sale or a refund right: one of a refund is one more of its sale's that came back.
fn correcting(row: SaleLine, kind: SaleLineKind) -> SaleLine {
    let kind = match kind {
        _ if row.kind != SaleLineKind::Refund => return SaleLine { kind, of: Some(row.key), ..row },
        SaleLineKind::Void => SaleLineKind::RefundVoid,
        SaleLineKind::Moved => SaleLineKind::RefundMoved,
        _ => SaleLineKind::RefundAmend,
    };
    SaleLine { kind, ..row }
}

/// The money of a line, given back.
fn opposite(row: SaleLine) -> Result<SaleLine> {
    Ok(SaleLine {
        gross: row.gross.neg()?,
        discount: row.discount.neg()?,
        coupon: row.coupon.neg()?,
        total: row.total.neg()?,
        tax: row.tax.neg()?,
        ..row
    })
}

/// The lines of a sale or a refund, as they were posted, by their place in it; none of another document.
pub(super) fn lines_of(gate: &mut Gate<'_>, post: PostNo) -> Result<FxHashMap<usize, SaleLine>> {
    gate.flush()?;
    let mut lines = FxHashMap::default();
    let filter = LedgerFilter { posts: Some(&[post]), ..LedgerFilter::default() };
    gate.tx.sale_lines(&filter, &mut |row| {
        lines.insert(row.key.line(), *row);
        Ok(())
    })?;
    Ok(lines)
}
