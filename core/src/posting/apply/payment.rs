//! Payments: by customers for goods and otherwise, to suppliers.

use uuid::Uuid;

use super::member_book::one_member;
use super::purchase::payable;
use crate::document::{
    AppliedTender, Body, CashOutBody, RefundBody, SaleBody, SettlementBody, SupplierPaymentBody, TopUpBody,
    UnlinkedRefundBody,
};
use crate::ledger::{Account, BalanceKey, TenderMethod};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::value::{MemberId, Money};
use crate::{Error, Result};

/// Whose accounts a sale or refund is paid from and to: the member's, or of whom they turned out to be.
pub(super) fn payer(gate: &mut Gate<'_>, posted: &Posted) -> Result<Option<Uuid>> {
    let member = posted
        .header
        .party
        .filter(|_| matches!(posted.body, Body::Sale(_) | Body::Refund(_) | Body::UnlinkedRefund(_)));
    member.map(|member| Ok(one_member(gate.tx, MemberId::from_uuid(member))?.id.uuid())).transpose()
}

/// What a customer pays (above zero) or gets back (below) by a method; `bonus` is the part of stored value that the shop
/// had given.
fn paid(rows: &mut Rows, member: Option<Uuid>, method: TenderMethod, (amount, bonus): (Money, Money)) -> Result<()> {
    let minor = |amount: Money| i128::from(amount.minor());
    match (method, member) {
        (TenderMethod::StoredValue, Some(member)) => {
            let principal = minor(amount) - minor(bonus);
            rows.enter_owned(BalanceKey::of(Account::StoredValuePrincipal, member), principal);
            rows.enter_owned(BalanceKey::of(Account::StoredValueBonus, member), minor(bonus));
        }
        (TenderMethod::OnAccount, Some(member)) => {
            rows.enter_owned(BalanceKey::of(Account::Receivable, member), minor(amount));
        }
        (TenderMethod::StoredValue | TenderMethod::OnAccount, None) => {
            return Err(Error::Corrupt { what: format!("a payment by {} without a member", method.code()) });
        }
        _ => rows.enter(Account::Tender(method), amount),
    }
    Ok(())
}

/// What a customer paid for goods, and what it was rounded by; with a sign of -1: they never did.
pub(super) fn for_sale(rows: &mut Rows, member: Option<Uuid>, sale: &SaleBody, sign: i64) -> Result<()> {
    rows.withdraw(Account::Rounding, sale.rounding.times(sign)?);
    for tender in &sale.tenders {
        if let (TenderMethod::Deposit, Some(of)) = (tender.method, &sale.order) {
            let owner = BalanceKey::of(Account::CustomerDeposit, of.order.uuid());
            rows.enter_owned(owner, i128::from(tender.applied.times(sign)?.minor()));
            continue;
        }
        paid(rows, member, tender.method, (tender.applied.times(sign)?, tender.bonus.times(sign)?))?;
    }
    Ok(())
}

/// What a customer got back for goods, and what it was rounded by.
pub(super) fn for_refund(rows: &mut Rows, member: Option<Uuid>, refund: &RefundBody, sign: i64) -> Result<()> {
    pay_out(rows, member, &refund.tenders, (refund.bonus, refund.rounding), sign)
}

/// The same, without a sale.
pub(super) fn for_unlinked(
    rows: &mut Rows,
    member: Option<Uuid>,
    refund: &UnlinkedRefundBody,
    sign: i64,
) -> Result<()> {
    pay_out(rows, member, &refund.tenders, (Money::ZERO, refund.rounding), sign)
}

fn pay_out(
    rows: &mut Rows,
    member: Option<Uuid>,
    tenders: &[(TenderMethod, Money)],
    (bonus, rounding): (Money, Money),
    sign: i64,
) -> Result<()> {
    rows.enter(Account::Rounding, rounding.times(sign)?);
    for (method, amount) in tenders {
        paid(rows, member, *method, (amount.times(-sign)?, bonus.times(-sign)?))?;
    }
    Ok(())
}

/// The money of a sale or a refund that was posted; nothing of another document.
pub(super) fn of_slip(rows: &mut Rows, member: Option<Uuid>, posted: &Posted, sign: i64) -> Result<()> {
    match &posted.body {
        Body::Sale(sale) => for_sale(rows, member, sale, sign),
        Body::Refund(refund) => for_refund(rows, member, refund, sign),
        Body::UnlinkedRefund(refund) => for_unlinked(rows, member, refund, sign),
        _ => Ok(()),
    }
}

pub(super) fn money(rows: &mut Rows, tenders: &[AppliedTender], sign: i64) -> Result<()> {
    for tender in tenders {
        rows.enter(Account::Tender(tender.method), tender.applied.times(sign)?);
    }
    Ok(())
}

/// A member paid in; with a sign of -1: they never did. The same for the other payments.
pub(super) fn top_up(rows: &mut Rows, body: &TopUpBody, sign: i64) -> Result<()> {
    money(rows, &body.tenders, sign)?;
    rows.enter(Account::BonusGiven, body.bonus.times(sign)?);
    let stored = body.principal.add(body.bonus)?.times(-sign)?;
    paid(rows, Some(body.member.uuid()), TenderMethod::StoredValue, (stored, body.bonus.times(-sign)?))
}

pub(super) fn cash_out(rows: &mut Rows, body: &CashOutBody, sign: i64) -> Result<()> {
    rows.enter(Account::Tender(body.method), body.principal.times(-sign)?);
    rows.enter(Account::BonusGiven, body.bonus.times(-sign)?);
    let stored = body.principal.add(body.bonus)?.times(sign)?;
    paid(rows, Some(body.member.uuid()), TenderMethod::StoredValue, (stored, body.bonus.times(sign)?))
}

pub(super) fn settlement(rows: &mut Rows, body: &SettlementBody, sign: i64) -> Result<()> {
    money(rows, &body.tenders, sign)?;
    let owed = body.amount.times(-sign)?;
    paid(rows, Some(body.member.uuid()), TenderMethod::OnAccount, (owed, Money::ZERO))
}

pub(super) fn supplier_payment(rows: &mut Rows, body: &SupplierPaymentBody, sign: i64) -> Result<()> {
    let amount = body.amount.times(sign)?;
    rows.withdraw(Account::Tender(body.method), amount);
    rows.enter_owned(payable(body.supplier), i128::from(amount.minor()));
    Ok(())
}
