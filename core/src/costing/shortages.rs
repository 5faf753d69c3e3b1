use std::collections::VecDeque;

use super::moves::Place;
use super::slice::{Slice, part};
use super::{Shortage, TrueUp};
use crate::Result;
use crate::ledger::LineKey;
use crate::value::{Money, Quantity};

/// What left one cost pool without being there, the oldest in front. Totals are below the limits of their types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shortages {
    quantity: Quantity,
    value: Money,
    queue: VecDeque<Shortage>,
}

impl Shortages {
    /// What is missing in all.
    pub(super) const fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// What that is taken to cost.
    pub(super) const fn value(&self) -> Money {
        self.value
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Shortage> + ExactSizeIterator {
        self.queue.iter()
    }

    /// Adds the newest. On an error nothing was added.
    pub(super) fn push(&mut self, shortage: Shortage) -> Result<()> {
        let (quantity, value) = (self.quantity.add(shortage.quantity)?, self.value.add(shortage.value)?);
        self.queue.push_back(shortage);
        (self.quantity, self.value) = (quantity, value);
        Ok(())
    }

    /// Covers the oldest with `goods`, each at its share of them, and takes that off `goods`. What is still not
    /// covered of a shortage keeps its own value.
    pub(super) fn cover(&mut self, goods: &mut Slice, by: LineKey, true_ups: &mut Vec<TrueUp>) {
        while goods.quantity.is_positive() {
            let Some(oldest) = self.queue.front_mut() else { break };
            let real = goods.cut(oldest.quantity);
            let provisional = part(oldest.value, real.quantity, oldest.quantity);
            let Shortage { at: sold_at, sale, .. } = *oldest;
            true_ups.push(TrueUp { sold_at, sale, by, quantity: real.quantity, provisional, real: real.value });
            self.lower(0, real.quantity, provisional);
        }
    }

    /// The shortage of one move.
    pub(super) fn of(&self, sale: Place) -> Option<&Shortage> {
        self.position(sale).and_then(|index| self.queue.get(index))
    }

    /// Takes `quantity` off the shortage of one move, which has as much, and tells what that was taken to cost.
    pub(super) fn cancel(&mut self, sale: Place, quantity: Quantity) -> Money {
        let Some((index, shortage)) = self.position(sale).and_then(|index| Some((index, self.queue.get(index)?)))
        else {
            return Money::ZERO;
        };
        let value = part(shortage.value, quantity, shortage.quantity);
        self.lower(index, quantity, value);
        value
    }

    /// They stand in the order of their moves, so one is found by halving.
    fn position(&self, sale: Place) -> Option<usize> {
        self.queue.binary_search_by_key(&sale, |shortage| (shortage.at, shortage.sale)).ok()
    }

    fn lower(&mut self, index: usize, quantity: Quantity, value: Money) {
        let Some(shortage) = self.queue.get_mut(index) else { return };
        for (whole, less) in [(&mut shortage.quantity, quantity), (&mut self.quantity, quantity)] {
            *whole = Quantity::from_micros(whole.micros() - less.micros());
        }
        for (whole, less) in [(&mut shortage.value, value), (&mut self.value, value)] {
            *whole = Money::from_minor(whole.minor() - less.minor());
        }
        if shortage.quantity.is_zero() {
            self.queue.remove(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Timestamp;

    fn shortage(at: i64, micros: i64, minor: i64) -> Shortage {
        let (quantity, value) = (Quantity::from_micros(micros), Money::from_minor(minor));
        Shortage { at: Timestamp::from_micros(at), sale: LineKey::from_column(at), quantity, value }
    }

    fn place(at: i64) -> Place {
        (Timestamp::from_micros(at), LineKey::from_column(at))
    }

    fn two() -> Shortages {
        let mut short = Shortages::default();
        short.push(shortage(1, 3, 10)).unwrap();
        short.push(shortage(2, 2, 9)).unwrap();
        short
    }

    #[test]
    fn the_oldest_is_covered_first_and_the_rest_keeps_its_own_value() {
        let (mut short, mut true_ups, by) = (two(), Vec::new(), LineKey::from_column(9));
        let (quantity, value) = (Quantity::from_micros(4), Money::from_minor(7));
        let mut goods = Slice { at: Timestamp::from_micros(9), source: by, quantity, value };
        short.cover(&mut goods, by, &mut true_ups);
        assert!(goods.quantity.is_zero() && goods.value.is_zero());
        let figures: Vec<_> =
            true_ups.iter().map(|t| (t.sale.column(), t.provisional.minor(), t.real.minor())).collect();
        assert_eq!(figures, [(1, 10, 5), (2, 5, 2)]); // 7 x 3/4 is 5.25; half of 9 is rounded up
        assert_eq!((short.quantity().micros(), short.value().minor()), (1, 4));
        let more = Slice { quantity: Quantity::from_micros(3), value: Money::from_minor(9), ..goods };
        let mut goods = more;
        short.cover(&mut goods, by, &mut true_ups);
        assert_eq!((goods.quantity.micros(), goods.value.minor()), (2, 6));
        assert_eq!(short, Shortages::default());
    }

    #[test]
    fn a_sale_takes_back_its_own_shortage() {
        let mut short = two();
        assert_eq!(short.cancel(place(2), Quantity::from_micros(1)).minor(), 5);
        assert_eq!(short.of(place(2)), Some(&shortage(2, 1, 4)));
        assert_eq!(short.cancel(place(1), Quantity::from_micros(3)).minor(), 10);
        assert_eq!((short.of(place(1)), short.quantity().micros(), short.value().minor()), (None, 1, 4));
        assert!(short.cancel(place(1), Quantity::ONE).is_zero());
    }

    #[test]
    fn what_does_not_fit_is_not_added() {
        let mut short = two();
        assert_eq!(short.push(shortage(3, 1, i64::MAX)).unwrap_err().code(), "too_large");
        assert_eq!(short, two());
    }
}
