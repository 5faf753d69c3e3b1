//! Payments: by customers for goods and otherwise, to suppliers.

use uuid::Uuid;

use super::member_book::one_member;
use super::purchase::payable;
use crate::document::{AppliedTender, CashOutBody, SettlementBody, SupplierPaymentBody, TopUpBody};
use crate::ledger::{Account, BalanceKey, TenderMethod};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::value::{MemberId, Money};
use crate::{Error, Result};

/// Whose account a payment is in: the member's, or of whom they turned out to be.
pub(super) fn payer(gate: &mut Gate<'_>, member: Option<MemberId>) -> Result<Option<Uuid>> {
    member.map(|member| Ok(one_member(gate.tx, member)?.id.uuid())).transpose()
}

/// What a customer pays (above zero) or gets back (below) by a method; `bonus` is the part of stored value that the shop
/// had given.
pub(super) fn paid(
    rows: &mut Rows,
    member: Option<Uuid>,
    method: TenderMethod,
    (amount, bonus): (Money, Money),
) -> Result<()> {
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

fn money(rows: &mut Rows, tenders: &[AppliedTender], sign: i64) -> Result<()> {
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
