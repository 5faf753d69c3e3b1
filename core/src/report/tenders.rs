use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{Period, Reports};
use crate::Result;
pub use crate::document::TenderTotal;
use crate::ledger::{Account, Entry, PostNo, TenderMethod};
use crate::storage::Transaction;
use crate::value::Money;

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
    tx.sale_lines(&period.filter(), &mut |line| {
        if line.kind.is_refund() {
            totals.refunds.insert(line.key.post());
        }
        Ok(())
    })?;
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
    /// Documents of refunds, and those that put them right.
    refunds: FxHashSet<PostNo>,
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
            match (for_goods, entry.account.method()) {
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

    /// What documents of refunds enter was refunded, or never was.
    fn paid(&mut self, method: TenderMethod, entry: &Entry) -> Result<()> {
        let refunded = self.refunds.contains(&entry.key.post());
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
