use serde::{Deserialize, Serialize};

use super::AppliedTender;
use crate::ledger::TenderMethod;
use crate::value::{MemberId, Money, SupplierId};

/// A member paid in, to spend it later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpBody {
    /// Who.
    pub member: MemberId,
    /// What they paid.
    pub principal: Money,
    /// What the shop gave on top.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub bonus: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
}

/// Stored value was paid out. What the shop had given on top of it is forfeited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashOutBody {
    /// To whom.
    pub member: MemberId,
    /// What they got.
    pub principal: Money,
    /// What is forfeited: the share of the bonus that the principal was of all principal.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub bonus: Money,
    /// How it was paid.
    pub method: TenderMethod,
    /// Why.
    pub reason: String,
}

/// A member paid what they owed, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementBody {
    /// Who.
    pub member: MemberId,
    /// How much.
    pub amount: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
}

/// The shop paid a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierPaymentBody {
    /// Whom.
    pub supplier: SupplierId,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: TenderMethod,
    /// The bank's or the channel's reference, if there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}
