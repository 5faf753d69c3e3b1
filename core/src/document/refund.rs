use serde::{Deserialize, Serialize};

use super::{MovedPart, Pick, SalePoints, TenderSource};
use crate::ledger::TenderMethod;
use crate::pricing::LinePoints;
use crate::promotion::CountedUse;
use crate::value::{LocationId, MemberId, Money, Price, Quantity, SaleId, VariantId};

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
    /// What rounding to coins made them get more, below zero for less: the tenders sum to `total` and this.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub rounding: Money,
    /// How: method and amount.
    pub tenders: Vec<(TenderMethod, Money)>,
    /// Coupons of the sale that were withdrawn: so many uses of each are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<CountedUse>,
    /// Uses of bounded offers that may be used again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<CountedUse>,
    /// Of what goes back to stored value: how much of it the shop had given.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub bonus: Money,
    /// Of goods that are exchanged: what the credit for them pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<ExchangeCredit>,
    /// Why.
    pub reason: String,
    /// Points that the sale had earned and are taken back, and that it had taken and are given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<SalePoints>,
}

/// What pays for other goods in the place of money that goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeCredit {
    /// The sale that it pays for.
    pub sale: SaleId,
    /// How the goods that came back were paid for, as far as it was not given back.
    pub sources: Vec<TenderSource>,
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
    /// Share of the points that it earned, and that were redeemed for it.
    #[serde(default, skip_serializing_if = "LinePoints::is_none")]
    pub points: LinePoints,
    /// What comes back into the stock, if it is a kit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<MovedPart>,
    /// The batches they go back into; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
}

/// Goods brought back of which no sale is known, and the money given for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlinkedRefundBody {
    /// Where the goods were put.
    pub location: LocationId,
    /// Who brought them, if the shop knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// True if the shop's prices include tax.
    pub prices_include_tax: bool,
    /// What came back.
    pub lines: Vec<UnlinkedLine>,
    /// What the customer gets, tax included.
    pub total: Money,
    /// What rounding to coins made them get more, below zero for less: the tenders sum to `total` and this.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub rounding: Money,
    /// How: method and amount.
    pub tenders: Vec<(TenderMethod, Money)>,
    /// Why.
    pub reason: String,
}

/// A line of a refund without a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlinkedLine {
    /// What came back.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// What the customer gets for them, tax included.
    pub total: Money,
    /// The tax in that.
    pub tax: Money,
    /// The tax code; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_code: String,
    /// What one stock unit is worth to the shop; `None` for what the goods there cost on average.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Price>,
    /// Quantity times that, rounded once.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub value: Money,
    /// The batches they go into; empty for goods that are not tracked by batch.
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
