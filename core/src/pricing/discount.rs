use serde::{Deserialize, Serialize};

use crate::value::{Money, PromotionId};

/// Where a discount comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiscountKind {
    /// Given by hand.
    #[default]
    Manual,
    /// From a promotion.
    Promotion,
    /// For a coupon.
    Coupon,
    /// The total was rounded off.
    RoundOff,
    /// For points that the member redeemed.
    Points,
}

impl DiscountKind {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Promotion => "promotion",
            Self::Coupon => "coupon",
            Self::RoundOff => "round_off",
            Self::Points => "points",
        }
    }
}

/// An amount taken off a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// Where it comes from.
    pub kind: DiscountKind,
    /// Why: what the cashier said, or the promotion's name.
    pub reason: String,
    /// The promotion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion: Option<PromotionId>,
    /// How much, in the price basis; zero or more.
    pub amount: Money,
}
