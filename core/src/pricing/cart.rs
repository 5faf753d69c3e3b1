use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{DiscountKind, RoundOff};
use crate::value::{CartId, LocationId, MemberId, PromotionId, VariantId};

/// What a customer brings to the till: goods, not results. Prices are worked out anew each time.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::pricing::{Cart, CartLine};
/// use tillbook::value::VariantId;
/// let (tee, apple) = (VariantId::new(), VariantId::new());
/// let cart = Cart::new()
///     .add(tee, dec!(2))
///     .line(CartLine::new(apple, dec!(0.850)).take_off(dec!(1.00), "bruised"));
/// assert_eq!(cart.lines.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cart {
    /// The goods.
    pub lines: Vec<CartLine>,
    /// The member at the till.
    pub member: Option<MemberId>,
    /// Coupon codes as they were entered.
    pub coupons: Vec<String>,
    /// Where the goods are taken from; `None` for the shop's first location.
    pub location: Option<LocationId>,
    /// Promotions that the customer does not want, such as a gift.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<PromotionId>,
    /// How the total is rounded off; `None` for what the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_off: Option<RoundOff>,
    /// Points that the member redeems; zero or more.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub redeem: i64,
    /// The held cart that this one goes on with: selling this one, or holding it again, ends that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumes: Option<CartId>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks so
const fn is_zero(points: &i64) -> bool {
    *points == 0
}

/// One line of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// What is bought.
    pub variant: VariantId,
    /// How much, above zero: stock units, or packs if `pack` names one.
    pub quantity: Decimal,
    /// The pack that is bought; `None` for stock units.
    pub pack: Option<String>,
    /// A price of one stock unit that takes the place of the catalog's; zero or more.
    pub unit_price: Option<Decimal>,
    /// Why the price is another one.
    pub price_reason: String,
    /// What is taken off by hand, after promotions, in this order.
    pub discounts: Vec<LineDiscount>,
    /// The batch that is bought; `None` for the one that expires first.
    pub batch: Option<String>,
}

/// A discount given by hand, or for a coupon that is no promotion of the shop's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDiscount {
    /// Given by hand, or for a coupon.
    pub kind: DiscountKind,
    /// Why; a discount needs a reason.
    pub reason: String,
    /// How much.
    pub off: TakeOff,
}

/// How much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakeOff {
    /// An amount for the whole line, at most what is left of it.
    Amount(Decimal),
    /// Hundredths of what is left of the line, 0 to 100.
    Percent(Decimal),
}

impl Cart {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `quantity` stock units at the catalog's price.
    pub fn add(self, variant: VariantId, quantity: Decimal) -> Self {
        self.line(CartLine::new(variant, quantity))
    }

    /// Adds a line.
    pub fn line(mut self, line: CartLine) -> Self {
        self.lines.push(line);
        self
    }

    /// The member at the till.
    pub fn member(mut self, member: MemberId) -> Self {
        self.member = Some(member);
        self
    }

    /// A coupon code, as it was entered.
    pub fn coupon(mut self, code: impl Into<String>) -> Self {
        self.coupons.push(code.into());
        self
    }

    /// Without this promotion, which the customer does not want.
    pub fn decline(mut self, promotion: PromotionId) -> Self {
        self.declined.push(promotion);
        self
    }

    /// The total rounded off like this, whatever the shop says.
    pub fn round_off(mut self, round_off: RoundOff) -> Self {
        self.round_off = Some(round_off);
        self
    }

    /// With so many of the member's points, which take off what they are worth.
    pub fn redeem(mut self, points: i64) -> Self {
        self.redeem = points;
        self
    }

    /// The location that the goods are taken from.
    pub fn from_location(mut self, location: LocationId) -> Self {
        self.location = Some(location);
        self
    }
}

impl CartLine {
    /// `quantity` stock units at the catalog's price.
    pub fn new(variant: VariantId, quantity: Decimal) -> Self {
        let (pack, unit_price, batch) = (None, None, None);
        Self { variant, quantity, pack, unit_price, price_reason: String::new(), discounts: Vec::new(), batch }
    }

    /// In packs of this name instead of stock units.
    pub fn pack(mut self, name: impl Into<String>) -> Self {
        self.pack = Some(name.into());
        self
    }

    /// At this price of one stock unit, for this reason.
    pub fn at_price(mut self, unit_price: Decimal, reason: impl Into<String>) -> Self {
        self.unit_price = Some(unit_price);
        self.price_reason = reason.into();
        self
    }

    /// For nothing, for this reason: the goods leave the stock at cost.
    pub fn gift(self, reason: impl Into<String>) -> Self {
        self.at_price(Decimal::ZERO, reason)
    }

    /// Less an amount, for this reason.
    pub fn take_off(self, amount: Decimal, reason: impl Into<String>) -> Self {
        self.discount(DiscountKind::Manual, TakeOff::Amount(amount), reason)
    }

    /// Less so many hundredths, for this reason.
    pub fn take_percent_off(self, percent: Decimal, reason: impl Into<String>) -> Self {
        self.discount(DiscountKind::Manual, TakeOff::Percent(percent), reason)
    }

    /// Less the amount of a coupon that is no promotion of the shop's, such as a maker's.
    pub fn coupon_off(self, amount: Decimal, reason: impl Into<String>) -> Self {
        self.discount(DiscountKind::Coupon, TakeOff::Amount(amount), reason)
    }

    /// Out of this batch.
    pub fn batch(mut self, batch: impl Into<String>) -> Self {
        self.batch = Some(batch.into());
        self
    }

    fn discount(mut self, kind: DiscountKind, off: TakeOff, reason: impl Into<String>) -> Self {
        self.discounts.push(LineDiscount { kind, reason: reason.into(), off });
        self
    }
}
