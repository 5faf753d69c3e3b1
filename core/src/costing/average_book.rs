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
