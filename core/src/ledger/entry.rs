use uuid::Uuid;

use super::{Account, LineKey, Unit};
use crate::value::{BusinessDay, Money};

/// One line of the account ledger. The entries of a document sum to zero, per unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Posting number and line.
    pub key: LineKey,
    /// The account.
    pub account: Account,
    /// Whose account it is: the supplier of a payable, the member of stored value.
    pub owner: Option<Uuid>,
    /// What the amount counts.
    pub unit: Unit,
    /// Debit positive, credit negative: minor units, or so many points or uses.
    pub amount: Money,
    /// The day it belongs to.
    pub business_day: BusinessDay,
}
