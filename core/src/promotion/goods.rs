use serde::{Deserialize, Serialize};

use crate::value::{CategoryId, Currency, Money, ProductId, Quantity, Timestamp, VariantId};
use crate::{Error, Expected, Result};

/// One line of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// The variant.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductId,
    /// Its category and everything above that one.
    pub categories: Vec<CategoryId>,
    /// Above zero. A whole quantity is so many units; one with a fraction is a single, weighed unit.
    pub quantity: Quantity,
    /// Quantity times unit price, rounded to the minor unit; zero or more.
    pub amount: Money,
}

impl Goods {
    pub(super) fn check(&self) -> Result<()> {
        if !self.quantity.is_positive() {
            return Err(Error::invalid("quantity", self.quantity, Expected::Positive));
        }
        self.amount.not_negative("amount").map(|_| ())
    }

    /// How many units can be discounted apart from each other.
    pub(super) fn units(&self) -> i64 {
        self.quantity.as_whole().unwrap_or(1)
    }

    /// The quantity of `units` of them.
    pub(super) fn quantity_of(&self, units: i64) -> Result<Quantity> {
        if self.quantity.as_whole().is_some() { Quantity::whole(units) } else { Ok(self.quantity) }
    }
}

/// What else decides whether a promotion takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The shop's currency.
    pub currency: Currency,
    /// The moment of the sale.
    pub at: Timestamp,
    /// Coupon codes as they were entered.
    pub coupons: Vec<String>,
    /// True when a member is present.
    pub member: bool,
}

impl Context {
    /// No coupon, no member.
    pub fn new(currency: Currency, at: Timestamp) -> Self {
        Self { currency, at, coupons: Vec::new(), member: false }
    }
}
