//! Bodies of the stockroom.

use serde::{Deserialize, Serialize};

use crate::value::{Date, LocationId, Money, Price, Quantity, VariantId};

/// A part of a line that lies in one batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// The batch number; empty for goods without one.
    pub batch: String,
    /// How much; for a count the difference, negative for goods that are missing.
    pub quantity: Quantity,
}

/// What the shop opened with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningBody {
    /// Where the goods lie.
    pub location: LocationId,
    /// What is there.
    pub lines: Vec<OpeningLine>,
}

/// A line of the opening stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningLine {
    /// What is there.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// Cost of one stock unit.
    pub unit_cost: Price,
    /// What they are worth at cost.
    pub value: Money,
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

/// Goods counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountBody {
    /// Where.
    pub location: LocationId,
    /// What was found.
    pub lines: Vec<CountedLine>,
}

/// A line of a count: an absolute fact, what was there at its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedLine {
    /// What was counted.
    pub variant: VariantId,
    /// The one batch that was counted; `None` for all goods of the variant at the location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// Stock units found.
    pub counted: Quantity,
    /// Stock units that the books expected.
    pub expected: Quantity,
    /// In which batches the difference lies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Pick>,
    /// Why, if someone knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Goods thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffBody {
    /// Where they lay.
    pub location: LocationId,
    /// What was thrown away.
    pub lines: Vec<WrittenOffLine>,
}

/// A line of a write-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenOffLine {
    /// What was thrown away.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// Out of which batches; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
    /// Why: `expired`, `damaged`, ...
    pub reason: String,
}

/// What can be realised for goods: they are carried at the lower of cost and that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteDownBody {
    /// Where they lie; where all locations are one cost pool it is of no matter.
    pub location: LocationId,
    /// Which goods.
    pub lines: Vec<WrittenDownLine>,
}

/// A line of a write-down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenDownLine {
    /// The goods.
    pub variant: VariantId,
    /// What can be realised for a stock unit, less what selling it costs.
    pub unit_value: Price,
    /// Why: `damaged box`, `out of fashion`, ...
    pub reason: String,
}

/// Goods carried to another location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferBody {
    /// From where.
    pub from: LocationId,
    /// To where.
    pub to: LocationId,
    /// What was carried.
    pub lines: Vec<TransferredLine>,
}

/// A line of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferredLine {
    /// What was carried.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// In which batches; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
}
