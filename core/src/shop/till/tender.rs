use serde::{Deserialize, Serialize, Serializer};

use crate::catalog::{check_code, masked};
use crate::document::{AppliedTender, CustomerOrder, PaymentRules, TenderSource};
use crate::ledger::TenderMethod;
use crate::shop::payment::positive;
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
    /// The payment channel's reference, or a voucher's number; may be empty but for a voucher. Of a whole card number only the
    /// last four digits are kept; nothing else of it is written anywhere.
    #[serde(serialize_with = "without_cards")]
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

    /// From the deposit of the order that is sold.
    pub fn deposit(amount: Money) -> Self {
        Self::new(TenderMethod::Deposit, amount)
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
        self.method.paying("method")?;
        if self.amount <= Money::ZERO {
            return Err(Error::invalid("amount", self.amount, Expected::Positive));
        }
        if self.reference.is_empty() && self.method != TenderMethod::Coupon {
            return Ok(());
        }
        check_code("reference", &self.reference)
    }

    /// The reference as it is kept. Vouchers are not cards, and stand for money by their number.
    fn kept_reference(&self) -> String {
        if self.method == TenderMethod::Coupon { self.reference.clone() } else { masked(&self.reference) }
    }
}

/// A request is kept as a digest, of which a number with few unknown digits could be found by trying.
fn without_cards<S: Serializer>(reference: &str, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&masked(reference))
}

/// Refuses tenders that cannot be: each of a member's accounts and a deposit pay once. `left` is what there is of a deposit.
fn check(tenders: &[Tender], left: Option<Money>) -> Result<()> {
    if tenders.len() > MOST_TENDERS {
        return Err(Error::invalid("tenders", tenders.len(), Expected::AtMostItems(MOST_TENDERS)));
    }
    for (index, tender) in tenders.iter().enumerate() {
        let method = tender.method;
        let checked = match left.filter(|_| method == TenderMethod::Deposit) {
            Some(left) if tender.amount > left => {
                Err(Error::invalid("amount", tender.amount, Expected::AtMost(left.to_string())))
            }
            Some(_) => positive(tender.amount),
            None => tender.check(),
        };
        checked.map_err(|e| e.within(format_args!("tenders[{index}]")))?;
        let is_account = method.needs_member() || method == TenderMethod::Deposit;
        if is_account && tenders.iter().take(index).any(|before| before.method == method) {
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

/// What is credited in an exchange, and the payments behind it.
pub(super) struct Credit {
    pub(super) amount: Money,
    pub(super) sources: Vec<TenderSource>,
}

/// Settles `total` with a credit first, and what was tendered on top of it.
pub(super) fn apply_credit(
    credit: Credit,
    tenders: &[Tender],
    (total, rules): (Money, &PaymentRules),
) -> Result<(Vec<AppliedTender>, Money)> {
    if credit.amount.is_zero() {
        return apply(tenders, total, rules);
    }
    check(tenders, None)?;
    let mut all = vec![Tender::new(TenderMethod::Exchange, credit.amount)];
    all.extend_from_slice(tenders);
    let (mut applied, rounding) = settle(&all, total, rules)?;
    if let Some(first) = applied.first_mut() {
        first.sources = credit.sources;
    }
    Ok((applied, rounding))
}

/// Settles `total` for goods of an order: its deposit is one way to pay.
pub(super) fn apply_ordered(
    order: &CustomerOrder,
    tenders: &[Tender],
    (total, rules): (Money, &PaymentRules),
) -> Result<(Vec<AppliedTender>, Money)> {
    check(tenders, Some(order.deposit_left()?))?;
    let (mut applied, rounding) = settle(tenders, total, rules)?;
    for tender in applied.iter_mut().filter(|tender| tender.method == TenderMethod::Deposit) {
        tender.sources = order.spend(tender.applied)?;
    }
    Ok((applied, rounding))
}

/// Settles `total` with what was tendered: exactly, or with change out of cash. Gives too what rounding to coins made the
/// customer pay more, below zero for less.
pub(super) fn apply(tenders: &[Tender], total: Money, rules: &PaymentRules) -> Result<(Vec<AppliedTender>, Money)> {
    check(tenders, None)?;
    settle(tenders, total, rules)
}

fn settle(tenders: &[Tender], total: Money, rules: &PaymentRules) -> Result<(Vec<AppliedTender>, Money)> {
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
            change: back,
            applied: tender.amount.sub(back)?,
            reference: tender.kept_reference(),
            ..AppliedTender::plain(tender.method, tender.amount)
        });
    }
    Ok((applied, rounding))
}
