use serde::{Deserialize, Serialize};

use super::Limit;
use crate::value::{Money, PromotionId, Quantity};

/// A promotion that does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Why a promotion does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Its time has not come, or is over.
    NotNow,
    /// The customer does not want it.
    Declined,
    /// There is no member.
    MembersOnly,
    /// It is for members of another level.
    OtherLevel,
    /// The member's birthday is not near, or not known.
    NoBirthday,
    /// Its coupon was not entered.
    CouponNotEntered,
    /// One of its limits over all sales is reached.
    UsedUp {
        /// That one.
        limit: Limit,
    },
    /// The cart holds nothing that it is about.
    NothingInScope,
    /// Exclusive promotions have closed its goods, or multi-buys have used them for a multi-buy; or it is exclusive
    /// itself, and all its goods are discounted.
    GoodsTaken,
    /// When its turn came the cart did not reach its condition.
    ConditionNotMet {
        /// What is missing to the least quantity.
        missing_quantity: Option<Quantity>,
        /// What is missing to the least amount.
        missing_amount: Option<Money>,
    },
    /// It would take nothing off, or has not the goods for a set.
    NoEffect,
    /// It could apply, but the customer pays less without it.
    NotInBestPlan,
}
