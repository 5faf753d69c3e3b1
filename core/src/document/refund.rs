use serde::{Deserialize, Serialize};

use super::Pick;
use crate::ledger::TenderMethod;
use crate::value::{LocationId, Money, Quantity, SaleId, VariantId};

/// Goods of a sale brought back, and the money for them given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundBody {
    /// The sale.
    pub sale: SaleId,
    /// Where the goods were put.
    pub location: LocationId,
    /// What came back.
    pub lines: Vec<RefundedLine>,
    /// What the customer gets, tax included.
    pub total: Money,
    /// How: method and amount.
    pub tenders: Vec<(TenderMethod, Money)>,
    /// Why.
    pub reason: String,
}

/// A line of a refund. Each amount is the returned share of the sale line's, rounded over all units of the line
/// that came back so far, less what was given back before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundedLine {
    /// The line of the sale, from 0.
    pub sale_line: usize,
    /// What came back.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// What the customer gets for them, tax included.
    pub total: Money,
    /// The tax in that.
    pub tax: Money,
    /// Share of the discounts, in the sale's price basis.
    pub discount: Money,
    /// Share of the coupons, in the sale's price basis.
    pub coupon: Money,
    /// The batches they go back into; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
}

/// A sale that never was: its goods go back, its money is given back, all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidBody {
    /// The sale.
    pub sale: SaleId,
    /// Why.
    pub reason: String,
}
