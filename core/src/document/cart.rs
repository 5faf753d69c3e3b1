//! Bodies of documents about carts that are not sold yet.

use serde::{Deserialize, Serialize};

use crate::pricing::{Cart, QuotedLine};
use crate::promotion::Gift;
use crate::value::{CartId, Money, ShiftId};

/// A cart that was put aside, with what it cost then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartHeldBody {
    /// What a person finds it by; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The goods. If it [resumes](Cart::resumes) another held cart, that one is held no more.
    pub cart: Cart,
    /// The shift in which it was put aside, if one was open at the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<ShiftId>,
    /// True if unit prices, discounts and nets include tax.
    pub prices_include_tax: bool,
    /// What the lines cost.
    pub lines: Vec<QuotedLine>,
    /// What the customer would have had to pay, tax included.
    pub total: Money,
    /// What promotions gave on top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gifts: Vec<Gift>,
}

/// A cart that was held, and will not be sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartDiscardedBody {
    /// Which one.
    pub cart: CartId,
    /// Why.
    pub reason: String,
}
