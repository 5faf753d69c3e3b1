use super::moves::Place;
use super::slice::part;
use super::{AverageBook, Book, Reason, Slice};
use crate::Result;
use crate::ledger::{CostingMethod, LineKey, Take};
use crate::value::{Money, Quantity, Timestamp, allocate};

/// Where the one part of a written-down average stands.
const WHOLE_POOL: Place = (Timestamp::MIN, LineKey::from_column(0));

/// By how much the goods of one cost pool are written down: no more than that may be written up again (IAS 2.33).
///
/// First in, first out: a part for each slice, oldest first. Moving average: one part for the pool.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WrittenDown {
    parts: Vec<(Place, Money)>,
}

impl WrittenDown {
    pub(super) fn parts(&self) -> &[(Place, Money)] {
        &self.parts
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The sum; parts of values that fit, so it fits.
    pub(super) fn total(&self) -> Money {
        Money::from_minor(self.parts.iter().map(|(_, value)| value.minor()).sum())
    }

    /// Goods at `place` are written down by `value` more, or came in with that.
    pub(super) fn add(&mut self, place: Place, value: Money) -> Result<()> {
        if value.is_zero() {
            return Ok(());
        }
        match self.parts.binary_search_by_key(&place, |(at, _)| *at) {
            Ok(same) => self.parts[same].1 = self.parts[same].1.add(value)?,
            Err(index) => self.parts.insert(index, (place, value)),
        }
        Ok(())
    }

    /// Of the goods that `is_it` tells, `taken` left and `left` are still there: tells how much of the write-down left
    /// with them.
    pub(super) fn release(&mut self, is_it: impl Fn(Place) -> bool, taken: Quantity, left: Quantity) -> Money {
        // The oldest goods leave first, so this is nearly always the first part.
        let Some(index) = self.parts.iter().position(|(place, _)| is_it(*place)) else { return Money::ZERO };
        let value = &mut self.parts[index].1;
        let released = part(*value, taken, Quantity::from_micros(taken.micros() + left.micros()));
        *value = Money::from_minor(value.minor() - released.minor());
        if value.is_zero() {
            self.parts.remove(index);
        }
        released
    }

    /// As [`WrittenDown::release`], of a take of one slice.
    pub(super) fn release_take(&mut self, take: &Take, left: Quantity) -> Money {
        self.release(|(_, source)| source == take.source, take.quantity, left)
    }

    /// Where the part of a slice stands among the parts.
    pub(super) fn place(goods: &Book, slice: &Slice) -> Place {
        if matches!(goods, Book::Fifo(_)) { slice.place() } else { WHOLE_POOL }
    }

    /// All goods are one from now on, which stand at `place`.
    pub(super) fn gather(&mut self, place: Place) -> Result<()> {
        let total = self.total();
        self.parts.clear();
        self.add(place, total)
    }

    /// Where the part of all goods of a pool stands that became one at `place`.
    pub(super) const fn whole(method: CostingMethod, place: Place) -> Place {
        match method {
            CostingMethod::Fifo => place,
            CostingMethod::MovingAverage => WHOLE_POOL,
        }
    }

    /// Lowers the value of `goods`, of each slice in proportion to its value. A refusal changes nothing.
    pub(super) fn lower(&mut self, goods: &mut Book, value: Money) -> Result<(), Reason> {
        let available = goods.value();
        if value > available {
            return Err(Reason::WriteDownExceeds { asked: value, available });
        }
        match goods {
            _ if value.is_zero() => {}
            Book::Average(book) => {
                self.add(WHOLE_POOL, value)?;
                *book = AverageBook::with_pool(book.quantity(), available.sub(value)?)?;
            }
            Book::Fifo(book) => {
                let weights: Vec<i64> = book.slices().map(|slice| slice.value.minor()).collect();
                // A share of no more than the whole is no more than its slice is worth.
                let shares = allocate(value, &weights)?;
                for (slice, share) in book.slices().zip(&shares) {
                    self.add(slice.place(), *share)?;
                }
                let mut shares = shares.into_iter();
                book.change_values(|slice| slice.value.minor() - shares.next().unwrap_or_default().minor());
            }
        }
        Ok(())
    }

    /// Raises the value of `goods` that were written down, of each slice in proportion to its write-down. A refusal
    /// changes nothing.
    pub(super) fn raise(&mut self, goods: &mut Book, value: Money) -> Result<(), Reason> {
        let available = self.total();
        if value > available {
            return Err(Reason::WriteDownExceeds { asked: value, available });
        }
        if value.is_zero() {
            return Ok(());
        }
        let raised = goods.value().add(value)?;
        let weights: Vec<i64> = self.parts.iter().map(|(_, part)| part.minor()).collect();
        let shares = allocate(value, &weights)?;
        match goods {
            Book::Average(book) => *book = AverageBook::with_pool(book.quantity(), raised)?,
            Book::Fifo(book) => {
                let mut ups = self.parts.iter().zip(&shares).peekable();
                book.change_values(|slice| {
                    let up = ups.next_if(|((place, _), _)| *place == slice.place());
                    slice.value.minor() + up.map_or(0, |(_, share)| share.minor())
                });
            }
        }
        for ((_, part), share) in self.parts.iter_mut().zip(shares) {
            *part = Money::from_minor(part.minor() - share.minor());
        }
        self.parts.retain(|(_, part)| !part.is_zero());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::costing::FifoBook;

    fn slice(source: i64, micros: i64, minor: i64) -> Slice {
        let (quantity, value) = (Quantity::from_micros(micros), Money::from_minor(minor));
        Slice { at: Timestamp::from_micros(source), source: LineKey::from_column(source), quantity, value }
    }

    fn values(goods: &Book) -> Vec<i64> {
        let Book::Fifo(book) = goods else { return vec![goods.value().minor()] };
        book.slices().map(|slice| slice.value.minor()).collect()
    }

    fn goods() -> Book {
        Book::Fifo(FifoBook::with_slices([slice(1, 2, 100), slice(2, 2, 0), slice(3, 4, 200)]).unwrap())
    }

    #[test]
    fn each_slice_is_lowered_by_its_share_and_raised_by_no_more() {
        let (mut goods, mut down) = (goods(), WrittenDown::default());
        down.lower(&mut goods, Money::from_minor(100)).unwrap();
        assert_eq!((values(&goods), goods.value().minor()), (vec![67, 0, 133], 200));
        down.raise(&mut goods, Money::from_minor(50)).unwrap();
        assert_eq!((values(&goods), goods.value().minor(), down.total().minor()), (vec![84, 0, 166], 250, 50));
        let refused = down.raise(&mut goods, Money::from_minor(51)).unwrap_err();
        assert_eq!(refused.code(), "write_down_exceeds");
        assert_eq!(down.lower(&mut goods, Money::from_minor(251)).unwrap_err().code(), "write_down_exceeds");
        down.raise(&mut goods, Money::from_minor(50)).unwrap();
        assert_eq!((goods, down), (self::goods(), WrittenDown::default()));
    }

    #[test]
    fn a_write_down_leaves_with_its_goods() {
        let (mut goods, mut down) = (goods(), WrittenDown::default());
        down.lower(&mut goods, Money::from_minor(300)).unwrap();
        assert_eq!(goods.value().minor(), 0);
        let mut takes = Vec::new();
        goods.take(Quantity::from_micros(5), &mut takes).unwrap();
        let left = [0, 0, 3].map(Quantity::from_micros);
        let released: Vec<_> =
            takes.iter().zip(left).map(|(take, left)| down.release_take(take, left).minor()).collect();
        assert_eq!((released, down.total().minor()), (vec![100, 0, 50], 150));
        down.raise(&mut goods, Money::from_minor(150)).unwrap();
        assert_eq!(values(&goods), [150]);
    }

    #[test]
    fn an_average_is_written_down_as_a_whole() {
        let mut goods = Book::Average(AverageBook::with_pool(Quantity::from_micros(3), Money::from_minor(10)).unwrap());
        let mut down = WrittenDown::default();
        down.lower(&mut goods, Money::from_minor(4)).unwrap();
        assert_eq!(goods.value().minor(), 6);
        let (one, two) = (Quantity::from_micros(1), Quantity::from_micros(2));
        goods.take(one, &mut Vec::new()).unwrap();
        assert_eq!((down.release(|_| true, one, two).minor(), down.total().minor()), (1, 3));
        down.raise(&mut goods, Money::from_minor(3)).unwrap();
        assert_eq!((goods.value().minor(), down.is_empty()), (7, true));
    }
}
