//! Entries that never were: what happened later is replayed without them, their money is booked back.

use std::collections::BTreeMap;

use super::customer_order;
use super::member_book::{self, Sold};
use super::past::{self, Removed};
use super::payment::{self, payer};
use super::purchase::{payable, restate_order};
use super::raising::{lower, owe};
use super::revalue::account;
use super::sale;
use super::standing::{Standing, entry, is_void};
use super::uses;
use crate::document::{Body, DocumentKind, EntryVoidBody, RefundBody, VoidBody};
use crate::ledger::{Account, MovementKind, SaleLine, VariantNo};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::stated::StatedLine;
use crate::promotion::withdrawn;
use crate::value::Money;
use crate::{Error, Noun, Result};

/// Whether a document of this kind can be said never to have been.
pub(crate) const fn can_be_void(kind: DocumentKind) -> bool {
    matches!(
        kind,
        DocumentKind::OpeningStock
            | DocumentKind::Receipt
            | DocumentKind::SupplierReturn
            | DocumentKind::Refund
            | DocumentKind::UnlinkedRefund
            | DocumentKind::TopUp
            | DocumentKind::CashOut
            | DocumentKind::Settlement
            | DocumentKind::DepositTaken
            | DocumentKind::SupplierPayment
            | DocumentKind::PointsAdjusted
            | DocumentKind::Count
            | DocumentKind::WriteOff
            | DocumentKind::WriteDown
            | DocumentKind::Transfer
            | DocumentKind::LandedCost
            | DocumentKind::Reprice
    )
}

/// The entry never was.
pub(super) fn void(gate: &mut Gate<'_>, body: &EntryVoidBody, rows: &mut Rows) -> Result<()> {
    let posted = entry(gate, body.document)?;
    match &posted.body {
        Body::LandedCost(landed) => {
            let moved = gate.movements_of(&[posted.post_no])?;
            lower(gate, rows, MovementKind::Landed, &moved)?;
            for share in &landed.shares {
                owe(rows, landed.supplier, share.value.neg()?);
                // The goods never came: what was paid for them is a variance, not stock.
                if is_void(gate, share.receipt.into())? {
                    rows.enter(Account::Stock, share.value);
                    rows.withdraw(Account::PurchaseVariance, share.value);
                }
            }
            Ok(())
        }
        // What the supplier was owed for them went with the goods.
        Body::Reprice(repriced) if is_void(gate, repriced.receipt.into())? => Ok(()),
        Body::Reprice(repriced) => {
            let moved = gate.movements_of(&[posted.post_no])?;
            lower(gate, rows, MovementKind::Repriced, &moved)?;
            owe(rows, repriced.supplier, Money::sum(repriced.lines.iter().map(|line| line.difference))?.neg()?);
            Ok(())
        }
        Body::Receipt(receipt) => {
            let stated = StatedLine::lines(gate, &posted)?;
            for (line, removed) in take_out(gate, rows, &posted)? {
                let owed = stated.get(line.line).map(|line| line.value).unwrap_or_default();
                rows.enter_owned(payable(receipt.supplier), i128::from(owed.minor()));
                rows.enter(Account::Stock, removed.value);
                // Freight for goods that never came.
                rows.withdraw(Account::PurchaseVariance, removed.value.add(owed)?);
            }
            restate_order(gate, &posted, None)
        }
        Body::SupplierReturn(back) => {
            let stated = StatedLine::lines(gate, &posted)?;
            for (line, removed) in take_out(gate, rows, &posted)? {
                let refund = stated.get(line.line).map(|line| line.value).unwrap_or_default();
                rows.enter_owned(payable(back.supplier), -i128::from(refund.minor()));
                rows.enter(Account::Stock, removed.value);
                rows.withdraw(Account::PurchaseVariance, removed.value.sub(refund)?);
            }
            Ok(())
        }
        Body::Refund(refund) => {
            take_back(gate, rows, &posted)?;
            sold_again(gate, rows, (&posted, refund))
        }
        Body::UnlinkedRefund(_) => {
            take_back(gate, rows, &posted)?;
            payment::of_slip(rows, payer(gate, &posted)?, &posted, -1)
        }
        Body::TopUp(body) => payment::top_up(rows, body, -1),
        Body::CashOut(body) => payment::cash_out(rows, body, -1),
        Body::Settlement(body) => payment::settlement(rows, body, -1),
        Body::DepositTaken(body) => customer_order::deposit(gate, rows, body, -1),
        Body::SupplierPayment(body) => payment::supplier_payment(rows, body, -1),
        Body::PointsAdjusted(body) => member_book::unadjusted(gate, rows, body),
        _ => {
            for (line, removed) in take_out(gate, rows, &posted)? {
                rows.enter(Account::Stock, removed.value);
                rows.withdraw(account(line.row.kind), removed.value);
            }
            Ok(())
        }
    }
}

/// What a refund gave back of a sale is used and paid again, what it took out of the book of a member is in it again.
fn sold_again(gate: &mut Gate<'_>, rows: &mut Rows, (back, refund): (&Posted, &RefundBody)) -> Result<()> {
    uses::take(rows, &refund.uses);
    uses::give_back(rows, &refund.withdrawn);
    payment::of_slip(rows, payer(gate, back)?, back, -1)?;
    let posted = entry(gate, refund.sale.into())?;
    let Body::Sale(sale) = &posted.body else { return Ok(()) };
    let (day, points) = (posted.header.business_day, refund.points.as_ref());
    member_book::sold(gate, rows, &Sold { sale, day, points, total: refund.total })
}

/// The sale never was: all that it took is there again, all that was paid is given back.
pub(super) fn void_sale(gate: &mut Gate<'_>, body: &VoidBody, rows: &mut Rows) -> Result<()> {
    let posted = entry(gate, body.sale.into())?;
    take_back(gate, rows, &posted)?;
    payment::of_slip(rows, payer(gate, &posted)?, &posted, -1)?;
    if let Body::Sale(sold) = &posted.body {
        customer_order::sold(gate, sold, -1)?;
        uses::give_back(rows, &sold.uses);
        for issued in &sold.issued {
            uses::take(rows, &withdrawn(&issued.coupons));
        }
        let (day, points) = (posted.header.business_day, sold.points.as_ref());
        member_book::unsold(gate, rows, &Sold { sale: sold, day, points, total: sold.total })?;
    }
    Ok(())
}

/// The goods of a sale or a refund, and its lines in the reports.
fn take_back(gate: &mut Gate<'_>, rows: &mut Rows, posted: &Posted) -> Result<()> {
    let sold = sale::lines_of(gate, posted.post_no)?;
    let taken = take_out(gate, rows, posted)?;
    let kits: Vec<VariantNo> = taken.iter().filter_map(|(line, _)| line.row.kit).collect();
    let stated = if kits.is_empty() { Vec::new() } else { StatedLine::lines(gate, posted)? };
    gate.cards_numbered(kits.into_iter())?;
    let mut lines: BTreeMap<usize, (SaleLine, Removed)> = BTreeMap::new();
    for (line, removed) in taken {
        let row = *sold.get(&line.line).ok_or_else(|| Error::not_found(Noun::SaleLine, line.line))?;
        // A kit is so many kits, whatever its parts are.
        let quantity = match (line.row.kit, stated.get(line.line)) {
            (Some(_), Some(stated)) if row.quantity.is_negative() => stated.quantity.neg()?,
            (Some(_), Some(stated)) => stated.quantity,
            _ => removed.quantity,
        };
        let (_, sum) = lines.entry(line.line).or_insert((row, Removed { quantity, value: Money::ZERO }));
        sum.value = sum.value.add(removed.value)?;
    }
    lines.into_values().try_for_each(|(row, removed)| sale::void_line(gate, rows, row, removed))
}

/// Takes the lines of a document out of the past of their goods. Gives each line, and what is there more without it.
fn take_out(gate: &mut Gate<'_>, rows: &mut Rows, posted: &Posted) -> Result<Vec<(Standing, Removed)>> {
    let mut of_variants: BTreeMap<VariantNo, Vec<Standing>> = BTreeMap::new();
    for line in Standing::lines(gate, posted)? {
        of_variants.entry(line.row.variant).or_default().push(line);
    }
    let mut taken = Vec::new();
    let cards = gate.cards_numbered(of_variants.keys().copied())?;
    for (card, lines) in cards.into_iter().zip(of_variants.into_values()) {
        let places: Vec<_> = lines.iter().map(Standing::place).collect();
        let mut removed = past::remove(gate, rows, &card, &places)?;
        taken.extend(lines.into_iter().map(|line| {
            let removed = removed.remove(&line.row.key).unwrap_or_default();
            (line, removed)
        }));
    }
    taken.sort_unstable_by_key(|(line, _)| line.line);
    Ok(taken)
}
