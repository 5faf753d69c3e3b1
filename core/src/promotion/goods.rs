use serde::{Deserialize, Serialize};

use super::{EnteredCoupon, LocalTime, UsedBefore};
use crate::party::Birthday;
use crate::value::{CategoryId, Currency, Money, ProductId, PromotionId, Quantity, Timestamp, VariantId, Zone};
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
    /// Days to the last good day of the batch that is sold, if that is known; negative for expired goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i32>,
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
    /// The same moment by the shop's clock.
    pub local: LocalTime,
    /// Coupon codes as they were entered.
    pub coupons: Vec<String>,
    /// The member who is present.
    pub member: Option<Shopper>,
    /// Promotions that the customer does not want.
    pub declined: Vec<PromotionId>,
    /// Coupons on record among the codes, those that hold now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issued: Vec<EnteredCoupon>,
    /// What was used before of promotions that are bounded over all sales; what is not named was not used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<UsedBefore>,
}

/// What is known of the member at the till.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shopper {
    /// Their level; empty for none.
    pub level: String,
    /// Their birthday, if the shop knows it.
    pub birthday: Option<Birthday>,
}

/// How often a promotion was used in a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionUse {
    /// The promotion.
    pub promotion: PromotionId,
    /// Steps, sets, or discounted units.
    pub uses: u32,
}

impl Context {
    /// No coupon, no member; by the clock of UTC.
    pub fn new(currency: Currency, at: Timestamp) -> Self {
        let local = LocalTime::of(&Zone::utc(), at);
        let (coupons, declined, issued, used) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { currency, at, local, coupons, member: None, declined, issued, used }
    }

    /// By the clock of this zone.
    pub fn in_zone(mut self, zone: &Zone) -> Self {
        self.local = LocalTime::of(zone, self.at);
        self
    }
}
