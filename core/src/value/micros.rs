//! Numbers with six decimals: quantities and prices.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::arith::div_round;
use super::{Currency, Money};
use crate::{Error, Expected, Result};

/// Digits after the point that [`Quantity`] and [`Price`] hold.
const DECIMALS: u32 = 6;
const ONE: i64 = 1_000_000;
/// Units that a caller may give at once, and the most that one of them may cost: a thousand million. A barcode that
/// was scanned into the field of a quantity is more, and sums of thousands of such figures still fit.
const MOST_GIVEN: i64 = 1_000_000_000;

/// `value` as a whole number of 10^-`decimals`.
pub(super) fn reduced(value: Decimal, decimals: u32, field: &'static str) -> Result<i64> {
    let plain = value.normalize();
    if plain.scale() > decimals {
        return Err(Error::invalid(field, value, Expected::Decimals(decimals)));
    }
    let factor = 10_i128.pow(decimals - plain.scale());
    let limit = || Error::invalid(field, value, Expected::AtMost(Decimal::new(i64::MAX, decimals).to_string()));
    let scaled = plain.mantissa().checked_mul(factor).ok_or_else(limit)?;
    i64::try_from(scaled).map_err(|_| limit())
}

fn decimal(micros: i64) -> Decimal {
    Decimal::new(micros, DECIMALS).normalize()
}

/// How much: pieces, kilograms, ... with at most six decimals, in millionths.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::value::Quantity;
/// let weight = Quantity::try_from(dec!(1.250))?;
/// assert_eq!(weight.micros(), 1_250_000);
/// assert_eq!(weight.to_string(), "1.25");
/// assert!(Quantity::try_from(dec!(0.0000001)).is_err());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(i64);

impl Quantity {
    /// None.
    pub const ZERO: Self = Self(0);
    /// One unit.
    pub const ONE: Self = Self(ONE);

    /// From millionths of a unit.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Millionths of a unit.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// From whole units.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn whole(units: i64) -> Result<Self> {
        units.checked_mul(ONE).map(Self).ok_or_else(|| Error::too_large("quantity"))
    }

    /// The number of whole units, if there is no fraction.
    pub fn as_whole(self) -> Option<i64> {
        (self.0 % ONE == 0).then_some(self.0 / ONE)
    }

    /// As a decimal number without trailing zeros.
    pub fn to_decimal(self) -> Decimal {
        decimal(self.0)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    #[allow(clippy::should_implement_trait)] // the operator could not refuse
    pub fn add(self, other: Self) -> Result<Self> {
        self.0.checked_add(other.0).map(Self).ok_or_else(|| Error::too_large("quantity"))
    }

    /// The difference.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    #[allow(clippy::should_implement_trait)]
    pub fn sub(self, other: Self) -> Result<Self> {
        self.0.checked_sub(other.0).map(Self).ok_or_else(|| Error::too_large("quantity"))
    }

    /// So many times as much.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn times(self, factor: i64) -> Result<Self> {
        self.0.checked_mul(factor).map(Self).ok_or_else(|| Error::too_large("quantity"))
    }

    /// The opposite quantity.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    #[allow(clippy::should_implement_trait)]
    pub fn neg(self) -> Result<Self> {
        self.0.checked_neg().map(Self).ok_or_else(|| Error::too_large("quantity"))
    }

    /// The sum of many quantities, exact in between.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when the sum does not fit.
    pub fn sum(quantities: impl IntoIterator<Item = Self>) -> Result<Self> {
        Self::try_from(quantities.into_iter().map(|q| i128::from(q.0)).sum::<i128>())
    }

    /// True for zero.
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// True above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// True below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// A quantity above zero and at most a thousand million, from what a caller gave.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `field`.
    pub fn positive(value: Decimal, field: &str) -> Result<Self> {
        let quantity = Self::from_field(value, field)?;
        if quantity.is_positive() { Ok(quantity) } else { Err(Error::invalid(field, value, Expected::Positive)) }
    }

    /// A quantity from zero to a thousand million, from what a caller gave.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `field`.
    pub fn not_negative(value: Decimal, field: &str) -> Result<Self> {
        let quantity = Self::from_field(value, field)?;
        if quantity.is_negative() { Err(Error::invalid(field, value, Expected::NotNegative)) } else { Ok(quantity) }
    }

    fn from_field(value: Decimal, field: &str) -> Result<Self> {
        given(value, field).map(Self)
    }
}

impl TryFrom<i128> for Quantity {
    type Error = Error;

    /// From millionths of a unit.
    fn try_from(micros: i128) -> Result<Self> {
        i64::try_from(micros).map(Self).map_err(|_| Error::too_large("quantity"))
    }
}

/// Money per unit, with at most six decimals, in millionths of the major unit.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::value::{Currency, Price, Quantity};
/// let price = Price::try_from(dec!(12.80))?;
/// let amount = price.amount(Quantity::try_from(dec!(0.335))?, Currency::CNY)?;
/// assert_eq!(amount.text(Currency::CNY), "4.29"); // 4.288
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Price(i64);

impl Price {
    /// For nothing.
    pub const ZERO: Self = Self(0);

    /// From millionths of the major unit.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Millionths of the major unit.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// As a decimal number without trailing zeros.
    pub fn to_decimal(self) -> Decimal {
        decimal(self.0)
    }

    /// What `quantity` costs: rounded once, half away from zero, to the minor unit.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn amount(self, quantity: Quantity, currency: Currency) -> Result<Money> {
        // micros x micros = 10^-12; the minor unit is 10^-decimals.
        let product = i128::from(self.0) * i128::from(quantity.0);
        let per_minor = 10_i128.pow(2 * DECIMALS - currency.decimals());
        div_round(product, per_minor, "amount").map(Money::from_minor)
    }

    /// What one of `units` costs when `packs` cost this price each: rounded half away from zero to six decimals.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub(crate) fn spread(self, packs: Quantity, units: Quantity) -> Result<Self> {
        div_round(i128::from(self.0) * i128::from(packs.0), units.0.into(), "price").map(Self)
    }

    /// A price from zero to a thousand million, from what a caller gave.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `field`.
    pub fn not_negative(value: Decimal, field: &str) -> Result<Self> {
        let price = given(value, field)?;
        if price < 0 { Err(Error::invalid(field, value, Expected::NotNegative)) } else { Ok(Self(price)) }
    }
}

/// A number that a caller gave, in millionths.
fn given(value: Decimal, field: &str) -> Result<i64> {
    if value > Decimal::from(MOST_GIVEN) {
        return Err(Error::invalid(field, value, Expected::AtMost(MOST_GIVEN.to_string())));
    }
    reduced(value, DECIMALS, "number").map_err(|error| error.naming(field))
}

macro_rules! decimal_number {
    ($type:ident, $field:literal) => {
        impl TryFrom<Decimal> for $type {
            type Error = Error;

            fn try_from(value: Decimal) -> Result<Self> {
                reduced(value, DECIMALS, $field).map(Self)
            }
        }

        impl FromStr for $type {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                let value: Decimal = text.parse().map_err(|_| Error::invalid($field, text, Expected::Number))?;
                Self::try_from(value)
            }
        }

        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                value.to_decimal()
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.to_decimal().fmt(f)
            }
        }
    };
}

decimal_number!(Quantity, "quantity");
decimal_number!(Price, "price");
