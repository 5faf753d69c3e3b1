use serde::{Deserialize, Serialize};

/// The points of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LinePoints {
    /// Its share of the points that the sale earned.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub earned: i64,
    /// Its share of the points that were redeemed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub redeemed: i64,
}

impl LinePoints {
    /// True if there are none.
    pub const fn is_none(&self) -> bool {
        self.earned == 0 && self.redeemed == 0
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks so
const fn is_zero(points: &i64) -> bool {
    *points == 0
}
