use serde::{Deserialize, Serialize};

use super::Reports;
use super::sources::{balances_of, owners};
use crate::ledger::Account;
use crate::party::Supplier;
use crate::storage::RecordKind;
use crate::value::{Money, SupplierId};
use crate::{Result, posting};

/// What is owed to a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payable {
    /// Whom.
    pub supplier: SupplierId,
    /// Their short code.
    pub code: String,
    /// Their name.
    pub name: String,
    /// How much: goods, freight and the like, less what went back and what was paid. Below zero for what they owe the shop.
    pub owed: Money,
}

impl Reports<'_> {
    /// What is owed to suppliers, each to whom or by whom anything is, by code.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn payables(&self) -> Result<Vec<Payable>> {
        self.shop.read(|tx, _| {
            let owed = balances_of(tx, Account::Payable)?;
            let mut rows = Vec::with_capacity(owed.len());
            for record in owners(tx, RecordKind::Supplier, owed.keys())? {
                let Supplier { id: supplier, code, name, .. } = posting::body(&record)?;
                // A debt is a credit in the books.
                let owed = owed.get(&record.id).copied().unwrap_or_default().neg()?;
                rows.push(Payable { supplier, code, name, owed });
            }
            rows.sort_by(|a, b| a.code.cmp(&b.code));
            Ok(rows)
        })
    }
}
