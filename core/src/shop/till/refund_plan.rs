use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::refund::RefundTo;
use crate::document::{AppliedTender, PaymentRules, TenderSource};
use crate::ledger::TenderMethod;
use crate::posting::{Gate, SoldSoFar};
use crate::shop::payment::{owed, whose};
use crate::value::{Money, share};
use crate::{Error, Result};

/// How the money of a refund goes back.
#[derive(Default)]
pub(super) struct RefundPlan {
    pub(super) tenders: Vec<(TenderMethod, Money)>,
    /// Of what goes back to stored value: how much of it the shop had given.
    pub(super) bonus: Money,
    /// What rounding to coins makes the customer get more.
    pub(super) rounding: Money,
    /// What is credited in the place of money: how it was paid.
    pub(super) credit: Vec<TenderSource>,
}

impl RefundPlan {
    /// So much goes back, and so much is credited for other goods.
    pub(super) fn make(
        gate: &mut Gate<'_>,
        sold: &SoldSoFar,
        to: RefundTo,
        (total, credit): (Money, Money),
    ) -> Result<Self> {
        let tenders = match to {
            _ if total.is_zero() => Vec::new(),
            RefundTo::SameTenders => same_tenders(sold, total, &[])?,
            RefundTo::Method(method) => {
                let left = left_by(gate, sold, method)?;
                if total > left {
                    return Err(Error::RefundMethod { method: method.code(), left, asked: total });
                }
                vec![(method, total)]
            }
        };
        let bonus = bonus(sold, &tenders)?;
        let credit = credited(sold, credit, (&tenders, bonus))?;
        let (paid, back) = (sold.given_back(TenderMethod::Cash)?, sold.handed_back(TenderMethod::Cash)?);
        let (tenders, rounding) = in_coins(tenders, &gate.snapshot()?.settings.payments, (paid, back))?;
        Ok(Self { tenders, bonus, rounding, credit })
    }
}

/// Rounds the cash to coins, over all cash that went back of the sale so far: `before` exactly, `handed` in coins. All of it
/// in parts is as much as all of it at once.
pub(super) fn in_coins(
    mut plan: Vec<(TenderMethod, Money)>,
    rules: &PaymentRules,
    (before, handed): (Money, Money),
) -> Result<(Vec<(TenderMethod, Money)>, Money)> {
    let is_cash = |method: TenderMethod| method == TenderMethod::Cash;
    let exact = Money::sum(plan.iter().filter(|(method, _)| is_cash(*method)).map(|(_, amount)| *amount))?;
    if exact.is_zero() {
        return Ok((plan, Money::ZERO));
    }
    let coins = rules.in_coins(before.add(exact)?)?.sub(handed)?.max(Money::ZERO);
    let rounding = coins.sub(exact)?;
    if !rounding.is_zero() {
        plan.retain(|(method, _)| !is_cash(*method));
        plan.extend(Some((TenderMethod::Cash, coins)).filter(|_| !coins.is_zero()));
    }
    Ok((plan, rounding))
}

/// The payments behind a credit: those of the sale, less what goes back now with so much of the bonus.
fn credited(
    sold: &SoldSoFar,
    credit: Money,
    (gone, bonus_gone): (&[(TenderMethod, Money)], Money),
) -> Result<Vec<TenderSource>> {
    let plan = same_tenders(sold, credit, gone)?;
    let all: Vec<(TenderMethod, Money)> = gone.iter().chain(&plan).copied().collect();
    let bonus = bonus(sold, &all)?.sub(bonus_gone)?;
    let of = |method: TenderMethod| if method == TenderMethod::StoredValue { bonus } else { Money::ZERO };
    Ok(plan.into_iter().map(|(method, amount)| TenderSource { method, amount, bonus: of(method) }).collect())
}

/// To each tender at most what it paid, less what is gone beside what went back before: first those that are no money, which
/// would else be turned into some.
fn same_tenders(sold: &SoldSoFar, total: Money, gone: &[(TenderMethod, Money)]) -> Result<Vec<(TenderMethod, Money)>> {
    let (mut left_to_pay, mut plan) = (total, Vec::new());
    let mut back: BTreeMap<TenderMethod, Money> = BTreeMap::new();
    let mut tenders: Vec<&AppliedTender> = sold.body.tenders.iter().collect();
    tenders.sort_by_key(|tender| tender.method.is_money());
    let mut rounding = sold.body.rounding;
    for tender in tenders {
        // The first cash is what was to pay in cash before it was rounded.
        let rounded = if tender.method == TenderMethod::Cash { std::mem::take(&mut rounding) } else { Money::ZERO };
        let applied = tender.applied.sub(rounded)?;
        // What went back by a method before went to the first of its tenders first.
        let back = match back.entry(tender.method) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let now = gone.iter().filter(|(method, _)| *method == tender.method);
                let now = Money::sum(now.map(|(_, amount)| *amount))?;
                free.insert(sold.paid_back(tender.method)?.add(now)?)
            }
        };
        let gone = applied.min(*back);
        *back = back.sub(gone)?;
        let part = applied.sub(gone)?.min(left_to_pay);
        if part > Money::ZERO {
            left_to_pay = left_to_pay.sub(part)?;
            plan.push((tender.method, part));
        }
    }
    // Nothing is left to pay: the tenders add up to the sale, of which no more comes back than was paid.
    Ok(plan)
}

/// What can go back by this method: what was paid by it; and of the money of the sale, all by one that brings money or to the
/// principal of a card, and to an account as much as is owed.
fn left_by(gate: &mut Gate<'_>, sold: &SoldSoFar, method: TenderMethod) -> Result<Money> {
    let own = sold.left_to_pay_back(method)?;
    match method {
        TenderMethod::Coupon | TenderMethod::Exchange | TenderMethod::Deposit => Ok(own),
        TenderMethod::StoredValue => whose(sold.body.member).and_then(|_| own.add(money_left(gate, sold)?)),
        TenderMethod::OnAccount => {
            let owed = owed(gate, whose(sold.body.member)?)?.sub(own)?.max(Money::ZERO);
            own.add(money_left(gate, sold)?.min(owed))
        }
        _ => money_left(gate, sold),
    }
}

/// The money of a sale that did not go back. Vouchers and bonuses are none, and what was bought on account is once it is paid.
fn money_left(gate: &mut Gate<'_>, sold: &SoldSoFar) -> Result<Money> {
    let mut money = sold.all_left_to_pay_back()?;
    for bound in [TenderMethod::Coupon, TenderMethod::StoredValue] {
        money = money.sub(sold.left_to_pay_back(bound)?)?;
    }
    let on_account = sold.left_to_pay_back(TenderMethod::OnAccount)?;
    if !on_account.is_zero() {
        let owed = owed(gate, whose(sold.body.member)?)?;
        money = money.sub(on_account.min(owed.max(Money::ZERO)))?;
    }
    Ok(money.max(Money::ZERO))
}

/// The share of the bonus that was spent, over all that went back to the card so far; money beyond that is principal.
fn bonus(sold: &SoldSoFar, plan: &[(TenderMethod, Money)]) -> Result<Money> {
    let is_stored = |method: TenderMethod| method == TenderMethod::StoredValue;
    let now = Money::sum(plan.iter().filter(|(method, _)| is_stored(*method)).map(|(_, amount)| *amount))?;
    let Some(spent) = sold.body.tenders.iter().find(|tender| is_stored(tender.method)) else { return Ok(Money::ZERO) };
    if now.is_zero() {
        return Ok(Money::ZERO);
    }
    let back = sold.paid_back(TenderMethod::StoredValue)?.add(now)?.min(spent.applied);
    // A refund that never was may have taken more of it than its share.
    Ok(share(spent.bonus, back.minor(), spent.applied.minor())?.sub(sold.bonus_back()?)?.max(Money::ZERO).min(now))
}
