use super::{AverageBook, FifoBook, Shortfall, Slice, average};
use crate::Result;
use crate::ledger::{CostingMethod, LineKey, Take};
use crate::value::{Money, Quantity};

/// The goods of one cost pool, costed by either method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Book {
    /// First in, first out.
    Fifo(FifoBook),
    /// Moving average.
    Average(AverageBook),
}

impl Book {
    /// A book of nothing.
    pub const fn new(method: CostingMethod) -> Self {
        match method {
            CostingMethod::Fifo => Self::Fifo(FifoBook::new()),
            CostingMethod::MovingAverage => Self::Average(AverageBook::new()),
        }
    }

    /// How it costs.
    pub const fn method(&self) -> CostingMethod {
        match self {
            Self::Fifo(_) => CostingMethod::Fifo,
            Self::Average(_) => CostingMethod::MovingAverage,
        }
    }

    /// Adds goods; see [`FifoBook::add`] and [`AverageBook::add`].
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid) for a quantity that is not above zero or a value below it,
    /// [`Error::TooLarge`](crate::Error::TooLarge) when the book cannot hold so much; it is left as it was.
    pub fn add(&mut self, slice: Slice) -> Result<()> {
        match self {
            Self::Fifo(book) => book.add(slice),
            Self::Average(book) => book.add(slice.quantity, slice.value),
        }
    }

    /// Takes goods and tells their cost. Under first in, first out, appends to `takes` what was taken of which
    /// slice; under moving average there are no slices and nothing is appended. A quantity of zero or less
    /// takes nothing.
    ///
    /// # Errors
    /// [`Shortfall`] when there is not enough; book and `takes` are left as they were.
    pub fn take(&mut self, quantity: Quantity, takes: &mut Vec<Take>) -> Result<Money, Shortfall> {
        match self {
            Self::Fifo(book) => book.take(quantity, takes),
            Self::Average(book) => book.take(quantity),
        }
    }

    /// Takes goods that go back to the supplier: under first in, first out, what is left of the goods of `source`
    /// first. A pool does not tell its goods apart: under moving average it is [`Book::take`].
    ///
    /// # Errors
    /// Those of [`Book::take`].
    pub fn take_from(
        &mut self,
        source: LineKey,
        quantity: Quantity,
        takes: &mut Vec<Take>,
    ) -> Result<Money, Shortfall> {
        match self {
            Self::Fifo(book) => book.take_from(source, quantity, takes),
            Self::Average(book) => book.take(quantity),
        }
    }

    /// On hand.
    pub const fn quantity(&self) -> Quantity {
        match self {
            Self::Fifo(book) => book.quantity(),
            Self::Average(book) => book.quantity(),
        }
    }

    /// Worth at cost; zero when nothing is on hand.
    pub const fn value(&self) -> Money {
        match self {
            Self::Fifo(book) => book.value(),
            Self::Average(book) => book.value(),
        }
    }

    /// What `quantity` is worth at the [`average`] cost of what is on hand, by either method; `None` when nothing is.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn average(&self, quantity: Quantity) -> Result<Option<Money>> {
        average(self.quantity(), self.value(), quantity)
    }
}
