//! Bodies of documents that put earlier ones right.

use serde::{Deserialize, Serialize};

use crate::value::{Date, DocumentId, Money, Price, Quantity, ReceiptId, SupplierId, Timestamp, VariantId};

/// Freight, duty and the like that belong to the cost of goods received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandedCostBody {
    /// Whom it is owed to.
    pub supplier: SupplierId,
    /// What it is for: `freight`, `duty`, ...
    pub reason: String,
    /// What belongs to which goods.
    pub shares: Vec<LandedShare>,
}

/// What belongs to one line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandedShare {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Its line, from 0.
    pub receipt_line: usize,
    /// What came.
    pub variant: VariantId,
    /// By how much it cost more.
    pub value: Money,
}

/// The price of goods received was another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepriceBody {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Whom the goods are owed to.
    pub supplier: SupplierId,
    /// What cost otherwise.
    pub lines: Vec<RepricedLine>,
}

/// A line of a receipt with its new price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepricedLine {
    /// The line of the receipt, from 0.
    pub receipt_line: usize,
    /// What came.
    pub variant: VariantId,
    /// Cost of one stock unit.
    pub unit_cost: Price,
    /// By how much the goods cost more than was known before; below zero for less.
    pub difference: Money,
}

/// An entry that never was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryVoidBody {
    /// The document.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

/// An entry that was otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryAmendBody {
    /// The document.
    pub document: DocumentId,
    /// When it happened, if not when it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What was otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<AmendedLine>,
    /// What that makes of the parts of kits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<AmendedPart>,
    /// Why.
    pub reason: String,
}

/// A line that was otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendedLine {
    /// The line, from 0.
    pub line: usize,
    /// By how many stock units more were moved than it said; below zero for fewer.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub quantity: Quantity,
    /// By how much more goods that came in cost themselves, or a supplier gives back; below zero for less.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub value: Money,
    /// What one of them cost, if that was otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Price>,
    /// True if what all of them cost was said instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_amount: bool,
    /// What a count found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Quantity>,
}

/// A part of a kit of which another quantity moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendedPart {
    /// The line of the kit, from 0.
    pub line: usize,
    /// The part.
    pub variant: VariantId,
    /// By how many stock units more were moved; below zero for fewer.
    pub quantity: Quantity,
}

/// Nothing happens any more on these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodLockBody {
    /// The last one of them.
    pub through: Date,
}
