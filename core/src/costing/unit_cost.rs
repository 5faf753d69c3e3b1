use std::num::NonZeroI64;

use serde::{Deserialize, Serialize};

use crate::value::{Currency, Money, Price, Quantity, share};
use crate::{Error, Expected, Result};

/// What a unit costs, as a fraction that nothing was rounded off: so much money for so many units.
///
/// Two unit costs are equal when they are the same fraction.
///
/// ```
/// use tillbook::costing::UnitCost;
/// use tillbook::value::{Money, Quantity};
/// let dozen = UnitCost::new(Money::from_minor(1_000), Quantity::whole(12)?)?;
/// assert_eq!(dozen.of(Quantity::whole(3)?)?.minor(), 250);
/// assert_eq!(dozen, UnitCost::new(Money::from_minor(500), Quantity::whole(6)?)?);
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "(Money, Quantity)", into = "(Money, Quantity)")]
pub struct UnitCost {
    value: Money,
    /// In millionths. Not being zero, it leaves room to tell that there is no unit cost.
    quantity: NonZeroI64,
}

impl UnitCost {
    /// `value` for `quantity` units.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a quantity that is not above zero, or a value below it.
    pub fn new(value: Money, quantity: Quantity) -> Result<Self> {
        let known = Self::of_goods(value.not_negative("unit_cost.value")?, quantity);
        known.ok_or_else(|| Error::invalid("unit_cost.quantity", quantity, Expected::Positive))
    }

    /// The price of one unit.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a price below zero, [`Error::TooLarge`].
    pub fn from_price(price: Price, currency: Currency) -> Result<Self> {
        // Millionths of the major unit for one unit are as many minor units for a million times as many units, less
        // the decimals of the currency.
        let too_large = || Error::too_large("unit cost");
        let minor = price.micros().checked_mul(currency.minor_per_major()).ok_or_else(too_large)?;
        Self::new(Money::from_minor(minor), Quantity::whole(1_000_000)?)
    }

    /// Of goods that are worth zero or more; nothing when there are none.
    pub(super) fn of_goods(value: Money, quantity: Quantity) -> Option<Self> {
        let quantity = NonZeroI64::new(quantity.micros()).filter(|micros| micros.is_positive())?;
        Some(Self { value, quantity })
    }

    /// What `quantity` costs, rounded once, half away from zero.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn of(self, quantity: Quantity) -> Result<Money> {
        share(self.value, quantity.micros(), self.quantity.get())
    }
}

impl PartialEq for UnitCost {
    fn eq(&self, other: &Self) -> bool {
        let product = |cost: &Self, of: &Self| i128::from(cost.value.minor()) * i128::from(of.quantity.get());
        product(self, other) == product(other, self)
    }
}

impl Eq for UnitCost {}

impl TryFrom<(Money, Quantity)> for UnitCost {
    type Error = Error;

    fn try_from((value, quantity): (Money, Quantity)) -> Result<Self> {
        Self::new(value, quantity)
    }
}

impl From<UnitCost> for (Money, Quantity) {
    fn from(cost: UnitCost) -> Self {
        (cost.value, Quantity::from_micros(cost.quantity.get()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_a_unit_cost_in_any_currency() {
        let price: Price = "12.345678".parse().unwrap();
        for (code, minor) in [("JPY", 12_346), ("CNY", 1_234_568), ("KWD", 12_345_678)] {
            let cost = UnitCost::from_price(price, code.parse().unwrap()).unwrap();
            assert_eq!(cost.of(Quantity::whole(1_000).unwrap()).unwrap().minor(), minor);
        }
        assert_eq!(UnitCost::from_price(Price::from_micros(-1), Currency::CNY).unwrap_err().code(), "invalid");
        assert_eq!(UnitCost::from_price(Price::from_micros(i64::MAX), Currency::CNY).unwrap_err().code(), "too_large");
    }

    #[test]
    fn fractions_are_compared_exactly() {
        let cost = |minor, micros| UnitCost::new(Money::from_minor(minor), Quantity::from_micros(micros)).unwrap();
        assert_eq!(cost(i64::MAX, i64::MAX), cost(1, 1));
        assert_ne!(cost(i64::MAX, i64::MAX), cost(i64::MAX - 1, i64::MAX));
        assert!(UnitCost::new(Money::ZERO, Quantity::ZERO).is_err());
    }
}
