use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Currency;
use super::micros::reduced;
use crate::{Error, Expected, Result};

/// An amount in the shop's currency, in whole minor units (分). The currency is the shop's; an amount
/// does not carry it.
///
/// Displayed as minor units; [`Money::to_decimal`] and [`Money::text`] show it in major units.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::value::{Currency, Money};
/// let price = Money::from_decimal(dec!(3.50), Currency::CNY)?;
/// assert_eq!(price.minor(), 350);
/// assert_eq!(price.to_decimal(Currency::CNY), dec!(3.50));
/// assert!(Money::from_decimal(dec!(3.505), Currency::CNY).is_err());
/// assert!(Money::from_minor(i64::MAX).add(price).is_err());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole minor units.
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// Whole minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// From major units, exactly.
    ///
    /// # Errors
    /// [`Error::Invalid`] for more decimals than the currency has, or an amount that does not fit.
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Result<Self> {
        reduced(amount, currency.decimals(), "amount").map(Self)
    }

    /// In major units, with all decimals of the currency.
    pub fn to_decimal(self, currency: Currency) -> Decimal {
        Decimal::new(self.0, currency.decimals())
    }

    /// In major units, as text with all decimals of the currency: `-3.50`.
    pub fn text(self, currency: Currency) -> String {
        self.to_decimal(currency).to_string()
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    #[allow(clippy::should_implement_trait)] // the operator could not refuse
    pub fn add(self, other: Self) -> Result<Self> {
        self.0.checked_add(other.0).map(Self).ok_or_else(|| Error::too_large("amount"))
    }

    /// The difference.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    #[allow(clippy::should_implement_trait)]
    pub fn sub(self, other: Self) -> Result<Self> {
        self.0.checked_sub(other.0).map(Self).ok_or_else(|| Error::too_large("amount"))
    }

    /// So many times as much.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn times(self, factor: i64) -> Result<Self> {
        self.0.checked_mul(factor).map(Self).ok_or_else(|| Error::too_large("amount"))
    }

    /// The opposite amount.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    #[allow(clippy::should_implement_trait)]
    pub fn neg(self) -> Result<Self> {
        self.0.checked_neg().map(Self).ok_or_else(|| Error::too_large("amount"))
    }

    /// The sum of many amounts, exact in between.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when the sum does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self> {
        let sum: i128 = amounts.into_iter().map(|m| i128::from(m.0)).sum();
        Self::try_from(sum)
    }

    /// True for zero.
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// True below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// This amount if it is not negative.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `field`.
    pub fn not_negative(self, field: &str) -> Result<Self> {
        if self.0 < 0 { Err(Error::invalid(field, self.0, Expected::NotNegative)) } else { Ok(self) }
    }
}

impl TryFrom<i128> for Money {
    type Error = Error;

    fn try_from(minor: i128) -> Result<Self> {
        i64::try_from(minor).map(Self).map_err(|_| Error::too_large("amount"))
    }
}

impl TryFrom<(Decimal, Currency)> for Money {
    type Error = Error;

    fn try_from((amount, currency): (Decimal, Currency)) -> Result<Self> {
        Self::from_decimal(amount, currency)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
