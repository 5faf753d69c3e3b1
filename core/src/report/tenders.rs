use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{Period, Reports, sources};
use crate::Result;
use crate::document::DocumentKind;
pub use crate::document::TenderTotal;
use crate::ledger::{Account, PostNo, TenderMethod};
use crate::storage::Transaction;
use crate::value::Money;

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

/// Entries that take money out belong to refunds, but for those of voids; refunds that never were bring it back.
pub(super) fn totals(tx: &mut dyn Transaction, period: Period) -> Result<Vec<TenderTotal>> {
    let mut voids: FxHashSet<PostNo> = FxHashSet::default();
    sources::documents(tx, period, DocumentKind::Void, &mut |posted| {
        voids.insert(posted.post_no);
        Ok(())
    })?;
    let mut unmade: FxHashSet<PostNo> = FxHashSet::default();
    sources::documents(tx, period, DocumentKind::EntryVoid, &mut |posted| {
        unmade.insert(posted.post_no);
        Ok(())
    })?;
    let mut totals: BTreeMap<TenderMethod, TenderTotal> = BTreeMap::new();
    tx.entries(&period.filter(), &mut |entry| {
        let Account::Tender(method) = entry.account else { return Ok(()) };
        let (received, refunded, net) = (Money::ZERO, Money::ZERO, Money::ZERO);
        let total = totals.entry(method).or_insert(TenderTotal { method, received, refunded, net });
        let post = entry.key.post();
        if unmade.contains(&post) || entry.amount.is_negative() && !voids.contains(&post) {
            total.refunded = total.refunded.sub(entry.amount)?;
        } else {
            total.received = total.received.add(entry.amount)?;
        }
        total.net = total.net.add(entry.amount)?;
        Ok(())
    })?;
    Ok(totals.into_values().collect())
}
