use serde::{Deserialize, Serialize};

use crate::ledger::LocationNo;
use crate::value::{Money, Quantity, Timestamp};

/// What a sale still costs that may come back: its goods that are covered, less what came back before. What it took
/// without it being there stands among the shortages of its pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLeft {
    /// When it sold.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// Where.
    #[serde(rename = "l")]
    pub location: LocationNo,
    /// How much of it is covered by goods and did not come back.
    #[serde(rename = "q")]
    pub quantity: Quantity,
    /// What that costs.
    #[serde(rename = "v")]
    pub value: Money,
    /// How much came back, to another cost pool, while nothing covered it yet: goods that cover it later can come back
    /// no more.
    #[serde(rename = "a", default, skip_serializing_if = "Quantity::is_zero")]
    pub ahead: Quantity,
}
