use serde::{Deserialize, Serialize};

use super::{LineKey, LocationNo, VariantNo};
use crate::value::{BusinessDay, Money, Quantity, Timestamp};
use crate::{Error, Result};

/// Why goods moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MovementKind {
    /// There when the shop opened.
    Opening,
    /// Received from a supplier.
    Receipt,
    /// Returned to a supplier.
    SupplierReturn,
    /// Sold.
    Sale,
    /// Brought back by a customer.
    Refund,
    /// A sale that never was.
    Void,
    /// Missing or found in a count.
    Count,
    /// Thrown away.
    WriteOff,
    /// Nothing moved: goods are worth less than they cost, or no longer as much less.
    WriteDown,
    /// Carried to another location.
    Transfer,
    /// Nothing moved: goods that came in cost more, or less, with freight, duty and the like.
    Landed,
    /// Nothing moved: the price of goods that came in was another.
    Repriced,
    /// The difference of a count became another one with older paper.
    Recounted,
    /// An entry that was otherwise: the opposite of what it had moved.
    Amended,
    /// Nothing moved: the goods are costed first in, first out from here on.
    ToFifo,
    /// Nothing moved: the goods are costed by moving average from here on.
    ToMovingAverage,
}

impl MovementKind {
    const ALL: [Self; 16] = [
        Self::Opening,
        Self::Receipt,
        Self::SupplierReturn,
        Self::Sale,
        Self::Refund,
        Self::Void,
        Self::Count,
        Self::WriteOff,
        Self::WriteDown,
        Self::Transfer,
        Self::Landed,
        Self::Repriced,
        Self::Recounted,
        Self::Amended,
        Self::ToFifo,
        Self::ToMovingAverage,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Receipt => "receipt",
            Self::SupplierReturn => "supplier_return",
            Self::Sale => "sale",
            Self::Refund => "refund",
            Self::Void => "void",
            Self::Count => "count",
            Self::WriteOff => "write_off",
            Self::WriteDown => "write_down",
            Self::Transfer => "transfer",
            Self::Landed => "landed",
            Self::Repriced => "repriced",
            Self::Recounted => "recounted",
            Self::Amended => "amended",
            Self::ToFifo => "to_fifo",
            Self::ToMovingAverage => "to_moving_average",
        }
    }

    /// The kind with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown movement kind `{code}`") })
    }
}

/// One line of the stock ledger: signed quantity and signed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Posting number and line.
    pub key: LineKey,
    /// The line of the document that caused it, from 0; one line may move several batches.
    pub document_line: u16,
    /// Why the goods moved.
    pub kind: MovementKind,
    /// What moved.
    pub variant: VariantNo,
    /// The kit that it was sold in, or came back in.
    pub kit: Option<VariantNo>,
    /// Where.
    pub location: LocationNo,
    /// The batch number; empty for goods that are not tracked by batch.
    pub batch: String,
    /// When it happened.
    pub effective_at: Timestamp,
    /// The day it belongs to.
    pub business_day: BusinessDay,
    /// In positive, out negative.
    pub quantity: Quantity,
    /// What the goods cost when this was posted; the sign is that of the quantity. Later documents may add a
    /// [`Revaluation`](super::Revaluation).
    pub value: Money,
    /// What it refers to: the movement of the sale that goods came back from, of the receipt that goods went back of.
    pub of: Option<LineKey>,
    /// The movement that it puts right: one that was entered wrong, or never was, or whose price became known.
    pub corrects: Option<LineKey>,
    /// Which layers the document line consumed, on the line's first movement; empty for goods in and
    /// under moving average.
    pub takes: Vec<Take>,
}

/// A part of a layer that a line consumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// The movement that brought the goods in.
    #[serde(rename = "s")]
    pub source: LineKey,
    /// How much of it was taken.
    #[serde(rename = "q")]
    pub quantity: Quantity,
    /// What that cost.
    #[serde(rename = "v")]
    pub value: Money,
}
