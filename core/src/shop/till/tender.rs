use serde::{Deserialize, Serialize};

use crate::catalog::check_reference;
use crate::document::{AppliedTender, PaymentRules};
use crate::ledger::TenderMethod;
use crate::value::Money;
use crate::{Error, Expected, Result};

/// Tenders that one sale may have.
const MOST_TENDERS: usize = 20;

/// A payment that a customer offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// How.
    pub method: TenderMethod,
    /// How much is handed over; above zero.
    pub amount: Money,
    /// The payment channel's reference, or a voucher's number; may be empty but for a voucher. No whole card number is taken.
    pub reference: String,
}

impl Tender {
    /// By this method.
    pub fn new(method: TenderMethod, amount: Money) -> Self {
        Self { method, amount, reference: String::new() }
    }

    /// In cash; may be more than is to pay.
    pub fn cash(amount: Money) -> Self {
        Self::new(TenderMethod::Cash, amount)
    }

    /// By card.
    pub fn card(amount: Money) -> Self {
        Self::new(TenderMethod::Card, amount)
    }

    /// By WeChat Pay.
    pub fn wechat(amount: Money) -> Self {
        Self::new(TenderMethod::Wechat, amount)
    }

    /// By Alipay.
    pub fn alipay(amount: Money) -> Self {
        Self::new(TenderMethod::Alipay, amount)
    }

    /// By UnionPay.
    pub fn union_pay(amount: Money) -> Self {
        Self::new(TenderMethod::UnionPay, amount)
    }

    /// By transfer to the shop's bank account.
    pub fn bank(amount: Money) -> Self {
        Self::new(TenderMethod::Bank, amount)
    }

    /// With a voucher that somebody else pays for; its number is the reference.
    pub fn coupon(amount: Money, number: impl Into<String>) -> Self {
        Self::new(TenderMethod::Coupon, amount).reference(number)
    }

    /// From what the member has stored.
    pub fn stored_value(amount: Money) -> Self {
        Self::new(TenderMethod::StoredValue, amount)
    }

    /// The member pays it later.
    pub fn on_account(amount: Money) -> Self {
        Self::new(TenderMethod::OnAccount, amount)
    }

    /// With the payment channel's reference.
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = reference.into();
        self
    }

    fn check(&self) -> Result<()> {
        if self.amount <= Money::ZERO {
            return Err(Error::invalid("amount", self.amount, Expected::Positive));
        }
        if self.reference.is_empty() && self.method != TenderMethod::Coupon {
            return Ok(());
        }
        check_reference("reference", &self.reference)
    }
}

/// Refuses tenders that cannot be: each of a member's accounts pays once.
fn check(tenders: &[Tender]) -> Result<()> {
    if tenders.len() > MOST_TENDERS {
        return Err(Error::invalid("tenders", tenders.len(), Expected::AtMostItems(MOST_TENDERS)));
    }
    for (index, tender) in tenders.iter().enumerate() {
        tender.check().map_err(|e| e.within(format_args!("tenders[{index}]")))?;
        let method = tender.method;
        if method.needs_member() && tenders.iter().take(index).any(|before| before.method == method) {
            return Err(Error::invalid(format!("tenders[{index}].method"), method.code(), Expected::Unique));
        }
    }
    Ok(())
}

/// Settles `total` with money: exactly, or with change out of cash.
pub(in crate::shop) fn apply_money(tenders: &[Tender], total: Money) -> Result<Vec<AppliedTender>> {
    for (index, tender) in tenders.iter().enumerate() {
        tender.method.money(&format!("tenders[{index}].method"))?;
    }
    let rules = PaymentRules::default();
    apply(tenders, total, &rules).map(|(applied, _)| applied)
}

/// Settles `total` with what was tendered: exactly, or with change out of cash. Gives too what rounding to coins made the
/// customer pay more, below zero for less.
pub(super) fn apply(tenders: &[Tender], total: Money, rules: &PaymentRules) -> Result<(Vec<AppliedTender>, Money)> {
    check(tenders)?;
    let tendered = Money::sum(tenders.iter().map(|tender| tender.amount))?;
    let is_cash = |tender: &&Tender| tender.method == TenderMethod::Cash;
    let cash = Money::sum(tenders.iter().filter(is_cash).map(|tender| tender.amount))?;
    let without_cash = tendered.sub(cash)?;
    let cash_due = total.sub(without_cash)?;
    let rounding = if cash.is_zero() { Money::ZERO } else { rules.in_coins(cash_due)?.sub(cash_due)? };
    let total = total.add(rounding)?;
    let mut change = tendered.sub(total)?;
    if change.is_negative() {
        return Err(Error::TendersDiffer { total, tendered });
    }
    // Change that equals all the cash would hand a tender back untouched, or turn a card into notes.
    if !change.is_zero() && change >= cash {
        return Err(Error::ChangeNotFromCash { total, without_cash });
    }
    let mut applied = Vec::with_capacity(tenders.len());
    for tender in tenders {
        let back = if is_cash(&tender) { change.min(tender.amount) } else { Money::ZERO };
        change = change.sub(back)?;
        applied.push(AppliedTender {
            method: tender.method,
            received: tender.amount,
            change: back,
            applied: tender.amount.sub(back)?,
            reference: tender.reference.clone(),
            bonus: Money::ZERO,
            due_on: None,
        });
    }
    Ok((applied, rounding))
}
