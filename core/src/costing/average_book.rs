use super::Shortfall;
use super::slice::{acceptable, part};
use crate::Result;
use crate::value::{Money, Quantity, share};

/// Moving average: one pool of goods, of which every unit is worth the same.
///
/// ```
/// use tillbook::costing::AverageBook;
/// use tillbook::value::{Money, Quantity};
/// let mut book = AverageBook::new();
/// book.add(Quantity::whole(10)?, Money::from_minor(100_000))?;
/// book.add(Quantity::whole(5)?, Money::from_minor(55_000))?;
/// assert_eq!(book.take(Quantity::whole(5)?)?.minor(), 51_667); // a third of 1,550.00
/// assert_eq!(book.value().minor(), 103_333);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AverageBook {
    quantity: Quantity,
    value: Money,
}

impl AverageBook {
    /// A book of nothing.
    pub const fn new() -> Self {
        Self { quantity: Quantity::ZERO, value: Money::ZERO }
    }

    /// A book of `quantity` worth `value`; both may be zero.
    ///
    /// # Errors
    /// Those of [`AverageBook::add`].
    pub fn with_pool(quantity: Quantity, value: Money) -> Result<Self> {
        let mut book = Self::new();
        if !(quantity.is_zero() && value.is_zero()) {
            book.add(quantity, value)?;
        }
        Ok(book)
    }

    /// Adds goods.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid) for a quantity that is not above zero or a value below it,
    /// [`Error::TooLarge`](crate::Error::TooLarge) when the book cannot hold so much; it is left as it was.
    pub fn add(&mut self, quantity: Quantity, value: Money) -> Result<()> {
        acceptable(quantity, value)?;
        (self.quantity, self.value) = (self.quantity.add(quantity)?, self.value.add(value)?);
        Ok(())
    }

    /// Takes goods at the average and tells their cost. A quantity of zero or less takes nothing.
    ///
    /// # Errors
    /// [`Shortfall`] when there is not enough; the book is left as it was.
    pub fn take(&mut self, quantity: Quantity) -> Result<Money, Shortfall> {
        Shortfall::check(quantity, self.quantity)?;
        if !quantity.is_positive() {
            return Ok(Money::ZERO);
        }
        let cost = part(self.value, quantity, self.quantity);
        self.quantity = Quantity::from_micros(self.quantity.micros() - quantity.micros());
        self.value = Money::from_minor(self.value.minor() - cost.minor());
        Ok(cost)
    }

    /// On hand.
    pub const fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// Worth at cost; zero when nothing is on hand.
    pub const fn value(&self) -> Money {
        self.value
    }
}

/// What `quantity` is worth at the average cost of `on_hand` goods worth `value`, rounded once, half away from
/// zero; `quantity` may be more than is on hand. Goods found in a count, or brought back without a slip, come in at
/// that. `None` when nothing is on hand: then there is no average.
///
/// # Errors
/// [`Error::TooLarge`](crate::Error::TooLarge).
///
/// ```
/// use tillbook::costing::average;
/// use tillbook::value::{Money, Quantity};
/// let found = average(Quantity::whole(20)?, Money::from_minor(30_000), Quantity::whole(2)?)?;
/// assert_eq!(found, Some(Money::from_minor(3_000)));
/// assert_eq!(average(Quantity::ZERO, Money::ZERO, Quantity::ONE)?, None);
/// # Ok::<(), tillbook::Error>(())
/// ```
pub fn average(on_hand: Quantity, value: Money, quantity: Quantity) -> Result<Option<Money>> {
    if !on_hand.is_positive() {
        return Ok(None);
    }
    share(value, quantity.micros(), on_hand.micros()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(micros: i64, minor: i64) -> Result<AverageBook> {
        AverageBook::with_pool(Quantity::from_micros(micros), Money::from_minor(minor))
    }

    #[test]
    fn a_pool_is_empty_or_holds_goods() {
        assert_eq!(pool(0, 0).unwrap(), AverageBook::new());
        assert_eq!(pool(0, 1).unwrap_err().code(), "invalid"); // nothing on hand is worth nothing
        assert_eq!(pool(1, -1).unwrap_err().code(), "invalid");
        assert_eq!(pool(-1, 0).unwrap_err().code(), "invalid");
    }

    #[test]
    fn what_cannot_be_done_changes_nothing() {
        let full = pool(3, i64::MAX).unwrap();
        let mut book = full;
        assert_eq!(book.add(Quantity::ONE, Money::from_minor(1)).unwrap_err().code(), "too_large");
        assert_eq!(book.take(Quantity::from_micros(5)).unwrap_err().missing(), Quantity::from_micros(2));
        assert!(book.take(Quantity::from_micros(-1)).unwrap().is_zero());
        assert_eq!(book, full);
    }

    #[test]
    fn an_average_is_rounded_once_and_may_cover_more_than_there_is() {
        let worth = |micros| {
            average(Quantity::from_micros(3), Money::from_minor(1_000), Quantity::from_micros(micros)).unwrap().unwrap()
        };
        assert_eq!((worth(1).minor(), worth(2).minor(), worth(7).minor()), (333, 667, 2_333));
        let too_large = average(Quantity::from_micros(1), Money::from_minor(i64::MAX), Quantity::from_micros(2));
        assert_eq!(too_large.unwrap_err().code(), "too_large");
    }
}
