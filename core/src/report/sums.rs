//! What reports add up and divide.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::Result;
use crate::ledger::{Pool, SaleLine};
use crate::value::{Money, Quantity};

/// Places of a share.
const DECIMALS: u32 = 6;

/// What goods brought, and what they cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) quantity: Quantity,
    /// What customers paid, tax included.
    pub(super) total: Money,
    pub(super) tax: Money,
    pub(super) cost: Money,
}

impl Sums {
    pub(super) fn of_pool(pool: &Pool) -> Self {
        Self { quantity: pool.sold_quantity, total: pool.sold_total, tax: pool.sold_tax, cost: pool.sold_cost }
    }

    pub(super) fn of_line(line: &SaleLine) -> Self {
        Self { quantity: line.quantity, total: line.total, tax: line.tax, cost: line.cost }
    }

    pub(super) fn add(&mut self, other: &Self) -> Result<()> {
        self.quantity = self.quantity.add(other.quantity)?;
        self.total = self.total.add(other.total)?;
        self.tax = self.tax.add(other.tax)?;
        self.cost = self.cost.add(other.cost)?;
        Ok(())
    }

    /// What customers paid without tax.
    pub(super) fn net_sales(&self) -> Result<Money> {
        self.total.sub(self.tax)
    }

    pub(super) fn profit(&self) -> Result<Money> {
        self.net_sales()?.sub(self.cost)
    }
}

/// `part / whole` to six places, half away from zero; `None` for a whole of zero.
pub(super) fn ratio(part: i64, whole: i64) -> Option<Decimal> {
    let exact = Decimal::from(part).checked_div(Decimal::from(whole))?;
    Some(exact.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_six_places_and_none_of_nothing() {
        assert_eq!(ratio(2, 3), Some(Decimal::new(666_667, 6)));
        assert_eq!(ratio(-2, 3), Some(Decimal::new(-666_667, 6)));
        assert_eq!(ratio(1, 2_000_000), Some(Decimal::new(1, 6))); // 0.0000005: half away from zero
        assert_eq!(ratio(5, 5), Some(Decimal::ONE));
        assert_eq!(ratio(i64::MAX, 1), Some(Decimal::from(i64::MAX)));
        assert_eq!((ratio(0, 0), ratio(1, 0)), (None, None));
    }
}
