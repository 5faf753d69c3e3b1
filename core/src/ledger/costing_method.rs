use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// How goods that leave are costed. Last-in-first-out is left out: IAS 2 and CAS 1 do not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostingMethod {
    /// First in, first out: the oldest goods are taken to leave first.
    #[default]
    Fifo,
    /// Moving weighted average: goods leave at the average cost of what is on hand (移动加权平均).
    MovingAverage,
}

impl CostingMethod {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fifo => "fifo",
            Self::MovingAverage => "moving_average",
        }
    }

    /// The method with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        [Self::Fifo, Self::MovingAverage]
            .into_iter()
            .find(|method| method.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown costing method `{code}`") })
    }
}
