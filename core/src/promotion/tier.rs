use serde::{Deserialize, Serialize};

use super::benefit::check_share;
use crate::value::{Money, Quantity, Rate};
use crate::{Error, Expected, Result};

/// Steps that one promotion may have.
const MOST_STEPS: usize = 100;

/// A step of [`Benefit::Tiers`](super::Benefit::Tiers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// What the goods in scope must come to; reaching it exactly counts.
    pub from: Threshold,
    /// What is taken off them then.
    pub off: Off,
}

/// A bound that goods must reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// After earlier discounts; above zero.
    Amount(Money),
    /// Units, or whatever the quantity counts; above zero.
    Quantity(Quantity),
}

/// What is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// An amount above zero, at most what the goods cost.
    Amount(Money),
    /// A share above 0, at most 1.
    Percent(Rate),
}

impl Tier {
    /// From this amount on this amount off (满100减10).
    pub const fn amount_off(from: Money, off: Money) -> Self {
        Self { from: Threshold::Amount(from), off: Off::Amount(off) }
    }

    /// From this amount on this share off (满100打9折).
    pub const fn percent_off(from: Money, rate: Rate) -> Self {
        Self { from: Threshold::Amount(from), off: Off::Percent(rate) }
    }
}

impl Threshold {
    fn check(self, field: &str) -> Result<()> {
        match self {
            Self::Amount(amount) if amount.minor() <= 0 => Err(Error::invalid(field, amount, Expected::Positive)),
            Self::Quantity(quantity) if !quantity.is_positive() => {
                Err(Error::invalid(field, quantity, Expected::Positive))
            }
            Self::Amount(_) | Self::Quantity(_) => Ok(()),
        }
    }

    /// True if both count the same and this one is more.
    fn is_above(self, other: Self) -> bool {
        match (self, other) {
            (Self::Amount(a), Self::Amount(b)) => a > b,
            (Self::Quantity(a), Self::Quantity(b)) => a > b,
            _ => false,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Amount(amount) => format!("amount {amount}"),
            Self::Quantity(quantity) => format!("quantity {quantity}"),
        }
    }
}

/// Steps stand one above the other, and each takes something off.
pub(super) fn check(steps: &[Tier]) -> Result<()> {
    if steps.is_empty() {
        return Err(Error::invalid("benefit.steps", "[]", Expected::NotEmpty));
    }
    if steps.len() > MOST_STEPS {
        return Err(Error::invalid("benefit.steps", steps.len(), Expected::AtMostItems(MOST_STEPS)));
    }
    let mut below: Option<Threshold> = None;
    for (index, step) in steps.iter().enumerate() {
        step.from.check(&format!("benefit.steps[{index}].from"))?;
        if let Some(below) = below.filter(|below| !step.from.is_above(*below)) {
            let (field, value) = (format!("benefit.steps[{index}].from"), step.from.text());
            return Err(Error::invalid(field, value, Expected::Above(below.text())));
        }
        below = Some(step.from);
        match step.off {
            Off::Amount(amount) if amount.minor() <= 0 => {
                return Err(Error::invalid(format!("benefit.steps[{index}].off"), amount, Expected::Positive));
            }
            Off::Percent(rate) => check_share(&format!("benefit.steps[{index}].off"), rate)?,
            Off::Amount(_) => {}
        }
    }
    Ok(())
}
