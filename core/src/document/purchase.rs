//! Bodies of purchasing.

use serde::{Deserialize, Serialize};

use super::Pick;
use crate::value::{Date, LocationId, Money, OrderId, Price, Quantity, ReceiptId, SupplierId, VariantId};

/// Goods ordered from a supplier; when amended, the order as it is from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderBody {
    /// The order: the id of the document that placed it.
    pub order: OrderId,
    /// Who is to deliver.
    pub supplier: SupplierId,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_on: Option<Date>,
    /// What.
    pub lines: Vec<OrderedLine>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedLine {
    /// What was ordered.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// The agreed cost of one.
    pub unit_cost: Price,
}

/// What is still open of an order will not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCancelledBody {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub reason: String,
}

/// Goods received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptBody {
    /// Who delivered.
    pub supplier: SupplierId,
    /// The order that was delivered; `None` for goods bought without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Where the goods were put.
    pub location: LocationId,
    /// What came.
    pub lines: Vec<ReceivedLine>,
}

/// A line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedLine {
    /// The line of the order it fulfils, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_line: Option<usize>,
    /// What came.
    pub variant: VariantId,
    /// Stock units accepted.
    pub quantity: Quantity,
    /// Stock units refused at the door; they are not owed for and not in stock.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub rejected: Quantity,
    /// True if what is missing of the order line will not come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closes: bool,
    /// Cost of one stock unit.
    pub unit_cost: Price,
    /// What the accepted goods are worth: quantity times unit cost, rounded once.
    pub value: Money,
    /// True if what all of them cost was said, not what one did: the unit cost is for people to read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_amount: bool,
    /// Batch number; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub batch: String,
    /// When the batch was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub produced_on: Option<Date>,
    /// Its last good day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
}

/// Goods sent back to a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierReturnBody {
    /// The receipt they came with.
    pub receipt: ReceiptId,
    /// Whom they go back to.
    pub supplier: SupplierId,
    /// Where they are taken from.
    pub location: LocationId,
    /// What goes back.
    pub lines: Vec<ReturnedLine>,
}

/// A line of a supplier return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedLine {
    /// The line of the receipt, from 0.
    pub receipt_line: usize,
    /// What goes back.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// What the supplier gives back for them.
    pub refund: Money,
    /// The batches they are taken from; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
}
