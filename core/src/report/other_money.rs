use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{Period, Reports, sources};
use crate::Result;
use crate::document::{Body, DocumentKind};
use crate::posting::Posted;
use crate::storage::Transaction;
use crate::value::{DocumentId, Money};

/// Money that came and went and is no sale: what was paid in to be spent later, what was bought earlier. Documents that
/// never were are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OtherMoney {
    /// What members paid in.
    pub topped_up: Money,
    /// What the shop gave on top; no money.
    pub bonus_given: Money,
    /// What was paid out of stored value.
    pub cashed_out: Money,
    /// What of the bonus was forfeited then; no money.
    pub bonus_forfeited: Money,
    /// What members paid of what they owed.
    pub settled: Money,
    /// What suppliers were paid.
    pub paid_to_suppliers: Money,
    /// What customers paid for orders before they got the goods.
    #[serde(default)]
    pub deposits_taken: Money,
    /// What of it they got back because an order was cancelled.
    #[serde(default)]
    pub deposits_returned: Money,
    /// What of it the shop kept then; no money.
    #[serde(default)]
    pub deposits_kept: Money,
}

/// The documents by which it comes and goes.
const KINDS: [DocumentKind; 6] = [
    DocumentKind::TopUp,
    DocumentKind::CashOut,
    DocumentKind::Settlement,
    DocumentKind::SupplierPayment,
    DocumentKind::DepositTaken,
    DocumentKind::CustomerOrderCancelled,
];

impl Reports<'_> {
    /// Top-ups, cash-outs, settlements, deposits and payments to suppliers. They are in
    /// [`TenderTotal::other`](super::TenderTotal::other) of the methods by which the money came or went, and in no figure of
    /// sales.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn other_money(&self, period: Period) -> Result<OtherMoney> {
        self.shop.read(|tx, _| totals(tx, period))
    }
}

pub(super) fn totals(tx: &mut dyn Transaction, period: Period) -> Result<OtherMoney> {
    // A void is on the day of what never was.
    let mut unmade: FxHashSet<DocumentId> = FxHashSet::default();
    sources::documents(tx, period, DocumentKind::EntryVoid, &mut |posted| {
        if let Body::EntryVoid(body) = posted.body {
            unmade.insert(body.document);
        }
        Ok(())
    })?;
    let mut sums = OtherMoney::default();
    for kind in KINDS {
        sources::documents(tx, period, kind, &mut |posted| {
            if unmade.contains(&posted.header.id) { Ok(()) } else { sums.add(&posted) }
        })?;
    }
    Ok(sums)
}

impl OtherMoney {
    fn add(&mut self, posted: &Posted) -> Result<()> {
        match &posted.body {
            Body::TopUp(body) => {
                self.topped_up = self.topped_up.add(body.principal)?;
                self.bonus_given = self.bonus_given.add(body.bonus)?;
            }
            Body::CashOut(body) => {
                self.cashed_out = self.cashed_out.add(body.principal)?;
                self.bonus_forfeited = self.bonus_forfeited.add(body.bonus)?;
            }
            Body::Settlement(body) => self.settled = self.settled.add(body.amount)?,
            Body::SupplierPayment(body) => self.paid_to_suppliers = self.paid_to_suppliers.add(body.amount)?,
            Body::DepositTaken(body) => self.deposits_taken = self.deposits_taken.add(body.amount)?,
            Body::CustomerOrderCancelled(body) => {
                let returned = Money::sum(body.returned.iter().map(|(_, amount)| *amount))?;
                self.deposits_returned = self.deposits_returned.add(returned)?;
                self.deposits_kept = self.deposits_kept.add(body.kept)?;
            }
            _ => {}
        }
        Ok(())
    }
}
