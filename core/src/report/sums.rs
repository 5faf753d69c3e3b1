//! What reports add up and divide.

use rust_decimal::Decimal;

use crate::Result;
use crate::storage::{SaleFigures, Sold};
use crate::value::{Money, Quantity};

/// Places of a share.
const DECIMALS: u32 = 6;
const MILLION: i128 = 1_000_000;

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
    pub(super) const fn of_sold(sold: &Sold) -> Self {
        Self { quantity: sold.quantity, total: sold.total, tax: sold.tax, cost: sold.cost }
    }

    pub(super) const fn of_line(line: &SaleFigures) -> Self {
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
    if whole == 0 {
        return None;
    }
    let (dividend, divisor) = (i128::from(part).abs() * MILLION, i128::from(whole).abs());
    let mut share = (dividend * 2 + divisor) / (divisor * 2);
    if (part < 0) != (whole < 0) {
        share = -share;
    }
    let mut decimals = DECIMALS;
    while decimals > 0 && share % 10 == 0 {
        share /= 10;
        decimals -= 1;
    }
    Some(Decimal::from_i128_with_scale(share, decimals))
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
        assert_eq!(ratio(-3, -8).map(|share| share.to_string()), Some("0.375".into()));
        assert_eq!(ratio(i64::MIN, -1), Some(-Decimal::from(i64::MIN)));
        assert_eq!(ratio(-1, 4_000_000), Some(Decimal::ZERO));
        assert_eq!((ratio(0, 0), ratio(1, 0)), (None, None));
    }
}
