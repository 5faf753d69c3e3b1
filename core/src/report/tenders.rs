use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{Period, Reports, sources};
use crate::Result;
use crate::document::DocumentKind;
use crate::ledger::{Account, Entry, PostNo, TenderMethod};
use crate::storage::Transaction;
use crate::value::Money;

/// What came and went by a method of payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTotal {
    /// How it was paid.
    pub method: TenderMethod,
    /// What the shop kept of sales: change is left out, and so is what voids gave back.
    pub received: Money,
    /// What refunds gave back.
    pub refunded: Money,
    /// What came otherwise, less what went: what members paid in or settled, what suppliers were paid. No sale; see
    /// [`OtherMoney`](super::OtherMoney).
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub other: Money,
    /// `received - refunded + other`: what there must be more than before. Of stored value: what was spent of it; of sales
    /// on account: what members owe more by them.
    pub net: Money,
}

impl Reports<'_> {
    /// Payments by method, in the order of [`TenderMethod`]; methods that nobody used are left out. The sums of
    /// `received` and `refunded` are `net` and `refunds.amount` of the [`SalesSummary`](super::SalesSummary) of the
    /// period, but for what cash was [rounded](Reports::cash_rounding) by.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn tenders(&self, period: Period) -> Result<Vec<TenderTotal>> {
        self.shop.read(|tx, _| Ok(totals(tx, period)?.0))
    }

    /// What rounding cash to coins brought, below zero for what it cost: the methods of payment have so much more than sales
    /// less refunds.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn cash_rounding(&self, period: Period) -> Result<Money> {
        self.shop.read(|tx, _| Ok(totals(tx, period)?.1))
    }
}

/// Payments by method; and what rounding to coins brought, below zero for what it cost.
pub(super) fn totals(tx: &mut dyn Transaction, period: Period) -> Result<(Vec<TenderTotal>, Money)> {
    let mut totals = Totals::default();
    for (kind, posts) in [(DocumentKind::Void, &mut totals.voids), (DocumentKind::EntryVoid, &mut totals.unmade)] {
        sources::documents(tx, period, kind, &mut |posted| {
            posts.insert(posted.post_no);
            Ok(())
        })?;
    }
    // The entries of a document follow each other.
    let mut entries: Vec<Entry> = Vec::new();
    tx.entries(&period.filter(), &mut |entry| {
        if entries.last().is_some_and(|last| last.key.post() != entry.key.post()) {
            totals.add(&entries)?;
            entries.clear();
        }
        entries.push(entry.clone());
        Ok(())
    })?;
    totals.add(&entries)?;
    Ok((totals.by_method.into_values().collect(), totals.rounding))
}

#[derive(Default)]
struct Totals {
    /// Documents by which sales never were, and others.
    voids: FxHashSet<PostNo>,
    unmade: FxHashSet<PostNo>,
    by_method: BTreeMap<TenderMethod, TenderTotal>,
    rounding: Money,
}

impl Totals {
    /// The entries of one document. What is paid for goods has sales or tax beside it; all else is other money.
    fn add(&mut self, entries: &[Entry]) -> Result<()> {
        let for_goods = entries.iter().any(|entry| matches!(entry.account, Account::Sales | Account::Tax));
        for entry in entries {
            if entry.account == Account::Rounding {
                self.rounding = self.rounding.sub(entry.amount)?;
            }
            match (for_goods, method_of(entry.account)) {
                (true, Some(method)) => self.paid(method, entry)?,
                (false, Some(method)) if matches!(entry.account, Account::Tender(_)) => {
                    let total = self.total(method);
                    total.other = total.other.add(entry.amount)?;
                    total.net = total.net.add(entry.amount)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Entries that take money out belong to refunds, but for those of voids; refunds that never were bring it back.
    fn paid(&mut self, method: TenderMethod, entry: &Entry) -> Result<()> {
        let post = entry.key.post();
        let refunded = self.unmade.contains(&post) || entry.amount.is_negative() && !self.voids.contains(&post);
        let total = self.total(method);
        if refunded {
            total.refunded = total.refunded.sub(entry.amount)?;
        } else {
            total.received = total.received.add(entry.amount)?;
        }
        total.net = total.net.add(entry.amount)?;
        Ok(())
    }

    fn total(&mut self, method: TenderMethod) -> &mut TenderTotal {
        let (received, refunded, other, net) = (Money::ZERO, Money::ZERO, Money::ZERO, Money::ZERO);
        self.by_method.entry(method).or_insert(TenderTotal { method, received, refunded, other, net })
    }
}

/// The method of payment that an account stands for.
const fn method_of(account: Account) -> Option<TenderMethod> {
    match account {
        Account::Tender(method) => Some(method),
        Account::StoredValuePrincipal | Account::StoredValueBonus => Some(TenderMethod::StoredValue),
        Account::Receivable => Some(TenderMethod::OnAccount),
        _ => None,
    }
}
