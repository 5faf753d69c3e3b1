use std::collections::VecDeque;

use super::Shortfall;
use super::slice::{Slice, acceptable};
use crate::Result;
use crate::ledger::{LineKey, Take};
use crate::value::{Money, Quantity};

/// First in, first out: a queue of slices, the oldest in front.
///
/// Slices stand by (`at`, `source`). Of an untouched part of the queue nothing is read or written, so a book may
/// hold only the oldest slices, enough for what is to be taken; `quantity` and `value` are then those of the slices
/// it holds.
///
/// ```
/// use tillbook::costing::{FifoBook, Slice};
/// use tillbook::ledger::{LineKey, PostNo};
/// use tillbook::value::{Money, Quantity, Timestamp};
///
/// let slice = |post, units, minor| -> tillbook::Result<Slice> {
///     Ok(Slice {
///         at: Timestamp::from_micros(0),
///         source: LineKey::new(PostNo(post), 0)?,
///         quantity: Quantity::whole(units)?,
///         value: Money::from_minor(minor),
///     })
/// };
/// let mut book = FifoBook::with_slices([slice(1, 10, 100)?, slice(2, 10, 200)?])?;
/// let before = book.clone();
///
/// let mut takes = Vec::new();
/// assert_eq!(book.take(Quantity::whole(15)?, &mut takes)?.minor(), 200);
/// assert_eq!(takes.iter().map(|take| take.value.minor()).collect::<Vec<_>>(), [100, 100]);
///
/// // What a store has to write: the first slice is gone, of the second 5 are left.
/// let changes = book.changes_since(&before);
/// assert_eq!(changes.iter().map(|slice| slice.quantity.micros()).collect::<Vec<_>>(), [0, 5_000_000]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FifoBook {
    // The totals stand first: they are compared first, and nearly always tell two books apart.
    quantity: Quantity,
    value: Money,
    slices: VecDeque<Slice>,
}

impl FifoBook {
    /// A book of nothing.
    pub const fn new() -> Self {
        Self { slices: VecDeque::new(), quantity: Quantity::ZERO, value: Money::ZERO }
    }

    /// A book of these slices.
    ///
    /// # Errors
    /// Those of [`FifoBook::add`].
    pub fn with_slices(slices: impl IntoIterator<Item = Slice>) -> Result<Self> {
        let mut book = Self::new();
        slices.into_iter().try_for_each(|slice| book.add(slice))?;
        Ok(book)
    }

    /// Adds goods, at their place in the queue; normally that is the end. More of a source that is there already
    /// joins its slice: so goods that never left go back where they were.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid) for a quantity that is not above zero or a value below it,
    /// [`Error::TooLarge`](crate::Error::TooLarge) when the book cannot hold so much; it is left as it was.
    pub fn add(&mut self, slice: Slice) -> Result<()> {
        acceptable(slice.quantity, slice.value)?;
        let (quantity, value) = (self.quantity.add(slice.quantity)?, self.value.add(slice.value)?);
        match self.slices.back() {
            Some(last) if last.place() >= slice.place() => self.insert(slice)?,
            _ => self.slices.push_back(slice),
        }
        (self.quantity, self.value) = (quantity, value);
        Ok(())
    }

    fn insert(&mut self, slice: Slice) -> Result<()> {
        let index = self.slices.partition_point(|other| other.place() < slice.place());
        match self.slices.get_mut(index) {
            Some(same) if same.place() == slice.place() => {
                (same.quantity, same.value) = (same.quantity.add(slice.quantity)?, same.value.add(slice.value)?);
            }
            _ => self.slices.insert(index, slice),
        }
        Ok(())
    }

    /// Takes the oldest goods and tells their cost. What was taken of which slice is appended to `takes`, oldest
    /// first; these add up to the quantity and the cost. A quantity of zero or less takes nothing.
    ///
    /// # Errors
    /// [`Shortfall`] when there is not enough; book and `takes` are left as they were.
    pub fn take(&mut self, quantity: Quantity, takes: &mut Vec<Take>) -> Result<Money, Shortfall> {
        Shortfall::check(quantity, self.quantity)?;
        Ok(self.take_oldest(quantity, takes))
    }

    /// As [`FifoBook::take`], but what is left of the goods of `source` goes first: goods that go back to the
    /// supplier are those he brought.
    ///
    /// # Errors
    /// Those of [`FifoBook::take`].
    pub fn take_from(
        &mut self,
        source: LineKey,
        quantity: Quantity,
        takes: &mut Vec<Take>,
    ) -> Result<Money, Shortfall> {
        Shortfall::check(quantity, self.quantity)?;
        let Some(own) = self.take_own(source, quantity, takes) else { return Ok(self.take_oldest(quantity, takes)) };
        let rest = Quantity::from_micros(quantity.micros() - own.quantity.micros());
        Ok(Money::from_minor(own.value.minor() + self.take_oldest(rest, takes).minor()))
    }

    fn take_own(&mut self, source: LineKey, quantity: Quantity, takes: &mut Vec<Take>) -> Option<Take> {
        if !quantity.is_positive() {
            return None;
        }
        let index = self.slices.iter().position(|slice| slice.source == source)?;
        let slice = self.slices.get_mut(index)?;
        let take = slice.cut(quantity);
        if slice.quantity.is_zero() {
            self.slices.remove(index);
        }
        self.note(take.quantity, take.value);
        takes.push(take);
        Some(take)
    }

    /// The caller has made sure that there is enough. Values are not negative, so no sum here passes the book's.
    fn take_oldest(&mut self, quantity: Quantity, takes: &mut Vec<Take>) -> Money {
        let (mut left, mut cost) = (quantity, 0);
        while left.is_positive() {
            let Some(oldest) = self.slices.front_mut() else { break };
            let take = oldest.cut(left);
            if oldest.quantity.is_zero() {
                self.slices.pop_front();
            }
            left = Quantity::from_micros(left.micros() - take.quantity.micros());
            cost += take.value.minor();
            takes.push(take);
        }
        let cost = Money::from_minor(cost);
        self.note(Quantity::from_micros(quantity.micros() - left.micros()), cost);
        cost
    }

    /// Gives every slice the value that `change` tells, in minor units, the oldest first. It is zero or more, and all
    /// together fit.
    pub(super) fn change_values(&mut self, mut change: impl FnMut(&Slice) -> i64) {
        for slice in &mut self.slices {
            slice.value = Money::from_minor(change(slice));
        }
        self.value = Money::from_minor(self.slices.iter().map(|slice| slice.value.minor()).sum());
    }

    /// Keeps the totals in step with the slices.
    fn note(&mut self, taken: Quantity, cost: Money) {
        self.quantity = Quantity::from_micros(self.quantity.micros() - taken.micros());
        self.value = Money::from_minor(self.value.minor() - cost.minor());
    }

    /// On hand.
    pub const fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// Worth at cost; zero when nothing is on hand.
    pub const fn value(&self) -> Money {
        self.value
    }

    /// The slices, oldest first; none is empty.
    pub fn slices(&self) -> impl DoubleEndedIterator<Item = &Slice> + ExactSizeIterator {
        self.slices.iter()
    }

    /// What is left of the goods of `source`, if anything. Looks from the front: quick for old goods.
    pub fn slice(&self, source: LineKey) -> Option<&Slice> {
        self.slices.iter().find(|slice| slice.source == source)
    }

    /// The slices that are not as they were in `before`, an earlier copy of this book: the new and the changed ones as
    /// they are now, those that are gone with a quantity and value of zero; oldest first.
    pub fn changes_since(&self, before: &Self) -> Vec<Slice> {
        changes(self.slices.iter(), before.slices.iter())
    }

    /// As [`FifoBook::changes_since`], for those who keep the oldest slice elsewhere: of all slices but the oldest, which
    /// are not as they were among all but the oldest in `before`.
    pub fn changes_behind_front(&self, before: &Self) -> Vec<Slice> {
        changes(self.slices.iter().skip(1), before.slices.iter().skip(1))
    }
}

fn changes<'a>(now: impl Iterator<Item = &'a Slice>, before: impl Iterator<Item = &'a Slice>) -> Vec<Slice> {
    let mut changes = Vec::new();
    let mut earlier = before.copied().peekable();
    for slice in now {
        while let Some(gone) = earlier.next_if(|old| old.place() < slice.place()) {
            changes.push(gone.gone());
        }
        let same_place = earlier.next_if(|old| old.place() == slice.place());
        if same_place.as_ref() != Some(slice) {
            changes.push(*slice);
        }
    }
    changes.extend(earlier.map(Slice::gone));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Timestamp;

    fn slice(at: i64, source: i64, units: i64, minor: i64) -> Slice {
        Slice {
            at: Timestamp::from_micros(at),
            source: LineKey::from_column(source),
            quantity: Quantity::whole(units).unwrap(),
            value: Money::from_minor(minor),
        }
    }

    fn units(units: i64) -> Quantity {
        Quantity::whole(units).unwrap()
    }

    fn book() -> FifoBook {
        FifoBook::with_slices([slice(1, 1, 10, 100), slice(2, 2, 10, 200), slice(3, 3, 10, 300)]).unwrap()
    }

    #[test]
    fn slices_stand_by_time_then_source_however_they_come() {
        let (first, second, third) = (slice(1, 9, 1, 1), slice(2, 3, 1, 1), slice(2, 4, 1, 1));
        let book = FifoBook::with_slices([third, first, second]).unwrap();
        assert!(book.slices().eq([&first, &second, &third]));
    }

    #[test]
    fn more_of_a_source_joins_its_slice() {
        let mut book = book();
        book.add(slice(2, 2, 1, 50)).unwrap();
        assert_eq!(book.slices().len(), 3);
        assert_eq!(book.slice(LineKey::from_column(2)), Some(&slice(2, 2, 11, 250)));
        assert_eq!((book.quantity(), book.value().minor()), (units(31), 650));
    }

    #[test]
    fn what_goes_back_is_the_own_slice_then_the_oldest() {
        let (mut book, mut takes) = (book(), Vec::new());
        assert_eq!(book.take_from(LineKey::from_column(2), units(12), &mut takes).unwrap().minor(), 220);
        let parts: Vec<_> = takes.iter().map(|t| (t.source.column(), t.quantity, t.value.minor())).collect();
        assert_eq!(parts, [(2, units(10), 200), (1, units(2), 20)]);
        // Of a slice that is gone there is nothing to prefer.
        assert_eq!(book.take_from(LineKey::from_column(2), units(1), &mut takes).unwrap().minor(), 10);
        assert_eq!((book.quantity(), book.value().minor()), (units(17), 370));
    }

    #[test]
    fn nothing_asked_nothing_taken() {
        let (mut book, mut takes) = (book(), Vec::new());
        for none in [Quantity::ZERO, units(-5), Quantity::from_micros(i64::MIN)] {
            assert!(book.take(none, &mut takes).unwrap().is_zero());
            assert!(book.take_from(LineKey::from_column(1), none, &mut takes).unwrap().is_zero());
        }
        assert_eq!((book, takes.len()), (self::book(), 0));
    }

    #[test]
    fn changes_are_the_gone_the_cut_and_the_new() {
        let before = book();
        let mut book = before.clone();
        assert_eq!(book.changes_since(&before), []);
        book.take(units(15), &mut Vec::new()).unwrap();
        book.add(slice(4, 4, 1, 9)).unwrap();
        let gone = slice(1, 1, 0, 0);
        assert_eq!(book.changes_since(&before), [gone, slice(2, 2, 5, 100), slice(4, 4, 1, 9)]);
        book.take(book.quantity(), &mut Vec::new()).unwrap();
        assert_eq!(book.changes_since(&before), [gone, slice(2, 2, 0, 0), slice(3, 3, 0, 0)]);
    }

    #[test]
    fn a_book_that_cannot_hold_more_stays_as_it_was() {
        let mut book = FifoBook::with_slices([slice(1, 1, 1, i64::MAX)]).unwrap();
        let before = book.clone();
        for (refused, code) in [(slice(1, 1, 1, 1), "too_large"), (slice(2, 2, 0, 1), "invalid")] {
            assert_eq!(book.add(refused).unwrap_err().code(), code);
            assert_eq!(book, before);
        }
    }
}
