use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{Period, Reports};
use crate::Result;
use crate::ledger::{Account, PostNo, TenderMethod};
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
    /// `received - refunded`: what there must be more than before.
    pub net: Money,
}

impl Reports<'_> {
    /// Payments by method, in the order of [`TenderMethod`]; methods that nobody used are left out. The sums of
    /// `received` and `refunded` are `net` and `refunds.amount` of the [`SalesSummary`](super::SalesSummary) of the
    /// period.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn tenders(&self, period: Period) -> Result<Vec<TenderTotal>> {
        self.shop.read(|tx, _| totals(tx, period))
    }
}

/// What documents of refunds enter was refunded, or never was.
pub(super) fn totals(tx: &mut dyn Transaction, period: Period) -> Result<Vec<TenderTotal>> {
    let mut refunds: FxHashSet<PostNo> = FxHashSet::default();
    tx.sale_lines(&period.filter(), &mut |line| {
        if line.kind.is_refund() {
            refunds.insert(line.key.post());
        }
        Ok(())
    })?;
    let mut totals: BTreeMap<TenderMethod, TenderTotal> = BTreeMap::new();
    tx.entries(&period.filter(), &mut |entry| {
        let Account::Tender(method) = entry.account else { return Ok(()) };
        let (received, refunded, net) = (Money::ZERO, Money::ZERO, Money::ZERO);
        let total = totals.entry(method).or_insert(TenderTotal { method, received, refunded, net });
        if refunds.contains(&entry.key.post()) {
            total.refunded = total.refunded.sub(entry.amount)?;
        } else {
            total.received = total.received.add(entry.amount)?;
        }
        total.net = total.net.add(entry.amount)?;
        Ok(())
    })?;
    Ok(totals.into_values().collect())
}
