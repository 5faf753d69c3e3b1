use serde::{Deserialize, Serialize};

use super::tax_rounding::tax_on;
use super::{Discount, DiscountKind, QuotedLine};
use crate::Result;
use crate::value::{Currency, Money, Rate, allocate};

/// What is taken off a total so that it becomes a round one (抹零).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundOff {
    /// Nothing.
    #[default]
    Nothing,
    /// What is beyond tenths of the currency's unit: 15.78 becomes 15.70 (抹分).
    Tenths,
    /// What is beyond whole units: 15.78 becomes 15 (抹角).
    Ones,
    /// What is beyond tens: 15.78 becomes 10 (抹元).
    Tens,
}

impl RoundOff {
    /// The stable name: `nothing`, `tenths`, ...
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Tenths => "tenths",
            Self::Ones => "ones",
            Self::Tens => "tens",
        }
    }

    /// What is taken off this total; nothing of one that is below the first round amount, which would be free.
    pub fn of(self, total: Money, currency: Currency) -> Money {
        let decimals = match self {
            Self::Nothing => return Money::ZERO,
            Self::Tenths => currency.decimals().saturating_sub(1),
            Self::Ones => currency.decimals(),
            Self::Tens => currency.decimals() + 1,
        };
        let step = 10_i64.pow(decimals);
        if total.minor() < step { Money::ZERO } else { Money::from_minor(total.minor() % step) }
    }
}

/// Takes so much off the lines in proportion to what they cost, by largest remainder: the last discount of each. Prices
/// include tax.
pub(super) fn take_off(lines: &mut [QuotedLine], rates: &[Rate], amount: Money, reason: &str) -> Result<()> {
    if amount.is_zero() {
        return Ok(());
    }
    let weights: Vec<i64> = lines.iter().map(|line| line.net.minor()).collect();
    let shares = allocate(amount, &weights)?;
    for ((line, rate), amount) in lines.iter_mut().zip(rates).zip(shares) {
        if amount.is_zero() {
            continue;
        }
        line.net = line.net.sub(amount)?;
        line.tax = tax_on(line.net, *rate, true)?;
        let (kind, reason) = (DiscountKind::RoundOff, reason.to_string());
        line.discounts.push(Discount { kind, reason, promotion: None, amount });
    }
    Ok(())
}
