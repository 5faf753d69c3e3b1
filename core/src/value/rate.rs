use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Money;
use super::arith::div_round;
use crate::{Error, Expected, Result};

/// A share such as a percentage or a tax rate: 0.13 is 13 %. At most 12 decimals, below a thousand.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::value::{Money, Rate};
/// let vat = Rate::try_from(dec!(0.13))?;
/// assert_eq!(vat.of(Money::from_minor(10_000))?.minor(), 1_300);
/// assert_eq!(vat.inside(Money::from_minor(6_876))?.minor(), 791); // 68.76 with tax: 60.85 + 7.91
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Rate(Decimal);

const MOST_DECIMALS: u32 = 12;

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// The whole.
    pub const ONE: Self = Self(Decimal::ONE);

    /// So many hundredths: `percent(20)` is 0.2.
    ///
    /// # Errors
    /// As [`Rate::try_from`].
    pub fn percent(percent: Decimal) -> Result<Self> {
        let hundredth = percent.checked_mul(Decimal::new(1, 2)).ok_or(Error::too_large("rate"))?;
        Self::try_from(hundredth)
    }

    /// As a decimal number.
    pub const fn to_decimal(self) -> Decimal {
        self.0
    }

    /// This share of `amount`, rounded to the minor unit.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn of(self, amount: Money) -> Result<Money> {
        let (share, whole) = self.fraction();
        div_round(i128::from(amount.minor()) * share, whole, "amount").map(Money::from_minor)
    }

    /// The part of `amount` that is this rate on top of the rest: `amount - round(amount / (1 + rate))`.
    /// So a tax is taken out of a price that includes it (不含税 = 含税 / (1 + 税率)).
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn inside(self, amount: Money) -> Result<Money> {
        let (share, whole) = self.fraction();
        let base = div_round(i128::from(amount.minor()) * whole, whole + share, "amount")?;
        amount.sub(Money::from_minor(base))
    }

    /// Numerator and denominator; both below 10^15, so that a product with an amount fits 128 bits.
    pub(crate) fn fraction(self) -> (i128, i128) {
        (self.0.mantissa(), 10_i128.pow(self.0.scale()))
    }
}

impl TryFrom<Decimal> for Rate {
    type Error = Error;

    fn try_from(value: Decimal) -> Result<Self> {
        let plain = value.normalize();
        if plain.is_sign_negative() || plain >= Decimal::ONE_THOUSAND {
            return Err(Error::invalid("rate", value, Expected::Range("0".into(), "999".into())));
        }
        if plain.scale() > MOST_DECIMALS {
            return Err(Error::invalid("rate", value, Expected::Decimals(MOST_DECIMALS)));
        }
        Ok(Self(plain))
    }
}

impl From<Rate> for Decimal {
    fn from(rate: Rate) -> Self {
        rate.0
    }
}

impl FromStr for Rate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::try_from(text.parse::<Decimal>().map_err(|_| Error::invalid("rate", text, Expected::Number))?)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
