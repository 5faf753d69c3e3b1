use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Reports;
use super::sources::{balances_of, owners};
use crate::ledger::Account;
use crate::party::{Member, StoredValue};
use crate::storage::RecordKind;
use crate::value::MemberId;
use crate::{Result, posting};

/// What a member has stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberStoredValue {
    /// Who.
    pub member: MemberId,
    /// Their card or phone number.
    pub code: String,
    /// Their name.
    pub name: String,
    /// What.
    pub stored: StoredValue,
}

impl Reports<'_> {
    /// What members have stored, each that has anything, by code: what the shop still owes them goods for.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn stored_values(&self) -> Result<Vec<MemberStoredValue>> {
        self.shop.read(|tx, _| {
            let mut held: BTreeMap<Uuid, StoredValue> = BTreeMap::new();
            // What the shop owes is a credit in its books.
            for (owner, amount) in balances_of(tx, Account::StoredValuePrincipal)? {
                held.entry(owner).or_default().principal = amount.neg()?;
            }
            for (owner, amount) in balances_of(tx, Account::StoredValueBonus)? {
                held.entry(owner).or_default().bonus = amount.neg()?;
            }
            let mut rows = Vec::with_capacity(held.len());
            for record in owners(tx, RecordKind::Member, held.keys())? {
                let Member { id: member, code, name, .. } = posting::body(&record)?;
                let stored = held.get(&record.id).copied().unwrap_or_default();
                rows.push(MemberStoredValue { member, code, name, stored });
            }
            rows.sort_by(|a, b| a.code.cmp(&b.code));
            Ok(rows)
        })
    }
}
