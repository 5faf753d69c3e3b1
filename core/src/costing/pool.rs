use super::moves::Place;
use super::shortages::Shortages;
use super::slice::acceptable;
use super::written_down::WrittenDown;
use super::{Book, Outcome, Reason, Shortage, Slice, UnitCost};
use crate::Result;
use crate::ledger::{CostingMethod, LineKey, Take};
use crate::value::{Money, Quantity, share};

/// What shares a cost: goods, or open shortages; never both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pool {
    goods: Book,
    /// The last known unit cost. First in, first out: of the newest receipt. Moving average: of the pool when it last
    /// had goods, before the take that emptied it; none while it has some, whose average it is then.
    last: Option<UnitCost>,
    // Boxed: hardly any pool has one, and all are carried around.
    short: Option<Box<Shortages>>,
    written_down: Option<Box<WrittenDown>>,
}

/// Goods that were taken out of a pool to be put into another.
pub(super) struct Load {
    pub(super) slice: Slice,
    written_down: Money,
}

impl Pool {
    pub(super) const fn new(method: CostingMethod) -> Self {
        Self { goods: Book::new(method), last: None, short: None, written_down: None }
    }

    /// A pool with these in it; see [`PoolParts`](super::PoolParts).
    pub(super) fn with(goods: Book, last: Option<UnitCost>, short: Shortages, down: WrittenDown) -> Self {
        let short = (!short.quantity().is_zero()).then(|| Box::new(short));
        Self { goods, last, short, written_down: (!down.is_empty()).then(|| Box::new(down)) }
    }

    /// True of a pool to which nothing ever happened.
    pub(super) fn is_blank(&self) -> bool {
        self.goods.quantity().is_zero() && self.last.is_none() && self.short.is_none()
    }

    /// On hand; below zero while it is short.
    pub(super) fn quantity(&self) -> Quantity {
        self.short.as_ref().map_or(self.goods.quantity(), |short| Quantity::from_micros(-short.quantity().micros()))
    }

    /// Worth at cost; what is missing counts as below zero.
    pub(super) fn value(&self) -> Money {
        self.short.as_ref().map_or(self.goods.value(), |short| Money::from_minor(-short.value().minor()))
    }

    pub(super) const fn goods(&self) -> &Book {
        &self.goods
    }

    pub(super) const fn last(&self) -> Option<UnitCost> {
        self.last
    }

    pub(super) fn shortages(&self) -> Option<&Shortages> {
        self.short.as_deref()
    }

    pub(super) fn written_down(&self) -> Option<&WrittenDown> {
        self.written_down.as_deref()
    }

    /// How many things a comparison of two such pools may look at.
    pub(super) fn size(&self) -> usize {
        let slices = if let Book::Fifo(book) = &self.goods { book.slices().len() } else { 0 };
        slices + self.short.as_ref().map_or(0, |short| short.iter().len())
    }

    /// Refuses goods that would not fit.
    pub(super) fn check_room(&self, quantity: Quantity, value: Money) -> Result<()> {
        self.goods.quantity().add(quantity)?;
        self.goods.value().add(value).map(drop)
    }

    /// Takes goods in: they cover the oldest shortages first, and the rest of them is on hand. On an error nothing
    /// happened.
    pub(super) fn take_in(&mut self, slice: Slice, out: &mut Outcome) -> Result<()> {
        if self.short.is_none() {
            return self.keep(slice);
        }
        acceptable(slice.quantity, slice.value)?;
        let slice = self.cover(slice, slice.source, out);
        if slice.quantity.is_zero() { Ok(()) } else { self.keep(slice) }
    }

    /// What is left of `slice` after the shortages that it covers.
    fn cover(&mut self, mut slice: Slice, by: LineKey, out: &mut Outcome) -> Slice {
        if let Some(short) = &mut self.short {
            short.cover(&mut slice, by, &mut out.true_ups);
            if short.quantity().is_zero() {
                self.short = None;
            }
        }
        slice
    }

    fn keep(&mut self, slice: Slice) -> Result<()> {
        match &mut self.goods {
            Book::Fifo(book) => book.add(slice),
            Book::Average(book) => {
                book.add(slice.quantity, slice.value)?;
                self.last = None;
                Ok(())
            }
        }
    }

    /// Goods of a receipt came in: under first in, first out they are the last known cost.
    pub(super) fn received(&mut self, cost: Option<UnitCost>) {
        if matches!(self.goods, Book::Fifo(_)) {
            self.last = cost;
        }
    }

    /// Takes `asked` out for the move at `place`. What is not there becomes a shortage, at the last known unit cost or
    /// else `fallback`; whether that may be is for the caller to decide. On an error nothing happened.
    pub(super) fn take_out(
        &mut self,
        asked: Quantity,
        own: Option<LineKey>,
        (at, sale): Place,
        fallback: Option<UnitCost>,
        out: &mut Outcome,
    ) -> Result<Money> {
        let there = self.goods.quantity();
        if asked <= there {
            return Ok(self.take_goods(asked, own, &mut out.takes));
        }
        let quantity = asked.sub(there)?;
        let value = self.unit_cost(fallback).map_or(Ok(Money::ZERO), |cost| cost.of(quantity))?;
        let shortage = Shortage { at, sale, quantity, value };
        self.goods.value().add(value)?;
        self.short.get_or_insert_default().push(shortage).inspect_err(|_| {
            self.short.take_if(|short| short.quantity().is_zero());
        })?;
        out.short = Some(shortage);
        self.take_goods(there, own, &mut out.takes).add(value)
    }

    /// The unit cost of what is not there.
    fn unit_cost(&self, fallback: Option<UnitCost>) -> Option<UnitCost> {
        match &self.goods {
            Book::Average(book) if book.quantity().is_positive() => UnitCost::of_goods(book.value(), book.quantity()),
            _ => self.last.or(fallback),
        }
    }

    /// Takes what is there: at most what is on hand.
    fn take_goods(&mut self, quantity: Quantity, own: Option<LineKey>, takes: &mut Vec<Take>) -> Money {
        if let Book::Average(book) = &self.goods
            && quantity == book.quantity()
            && quantity.is_positive()
        {
            self.last = UnitCost::of_goods(book.value(), quantity);
        }
        let from = takes.len();
        let cost = match own {
            Some(own) => self.goods.take_from(own, quantity, takes),
            None => self.goods.take(quantity, takes),
        };
        if self.written_down.is_some() {
            self.release(quantity, takes.get(from..).unwrap_or_default());
        }
        cost.unwrap_or_default() // never refused: the caller looked at what is on hand
    }

    /// The write-downs of goods that left leave with them; tells how much of each take.
    fn release(&mut self, quantity: Quantity, takes: &[Take]) -> Vec<Money> {
        let Some(down) = &mut self.written_down else { return vec![Money::ZERO; takes.len().max(1)] };
        let released = match &self.goods {
            Book::Average(book) => vec![down.release(|_| true, quantity, book.quantity())],
            Book::Fifo(book) => {
                let left = |take: &Take| book.slice(take.source).map_or(Quantity::ZERO, |slice| slice.quantity);
                takes.iter().map(|take| down.release_take(take, left(take))).collect()
            }
        };
        self.written_down.take_if(|down| down.is_empty());
        released
    }

    /// What `quantity` that turned up is worth: its share of what is on hand, or of what is missing; else the last
    /// known cost, or else `fallback`.
    pub(super) fn carrying_value(&self, quantity: Quantity, fallback: Option<UnitCost>) -> Result<Money> {
        let whole = self.quantity().micros();
        if whole != 0 {
            return share(self.value(), quantity.micros(), whole);
        }
        self.last.or(fallback).map_or(Ok(Money::ZERO), |cost| cost.of(quantity))
    }

    /// Takes the oldest goods out, slice by slice, to put them into another pool; there are as many. Under moving
    /// average they are one slice, of the move at `place`.
    pub(super) fn load(&mut self, quantity: Quantity, (at, source): Place, takes: &mut Vec<Take>) -> Vec<Load> {
        let places: Vec<Place> = match &self.goods {
            Book::Average(_) => vec![(at, source)],
            Book::Fifo(book) => {
                let mut left = quantity.micros();
                let oldest = book.slices().take_while(|slice| {
                    let needed = left > 0;
                    left -= slice.quantity.micros();
                    needed
                });
                oldest.map(Slice::place).collect()
            }
        };
        let down = self.written_down.take();
        let value = self.take_goods(quantity, None, takes);
        self.written_down = down;
        let released = self.release(quantity, takes);
        let all = [Take { source, quantity, value }];
        let takes = if takes.is_empty() { &all } else { takes.as_slice() };
        let slices = places.into_iter().zip(takes).map(|((at, source), take)| {
            let Take { quantity, value, .. } = *take;
            Slice { at, source, quantity, value }
        });
        slices.zip(released).map(|(slice, written_down)| Load { slice, written_down }).collect()
    }

    /// Takes in what was loaded elsewhere.
    pub(super) fn unload(&mut self, load: &Load, by: LineKey, out: &mut Outcome) -> Result<()> {
        let Load { slice, written_down } = *load;
        let kept = self.cover(slice, by, out);
        if kept.quantity.is_zero() {
            return Ok(());
        }
        self.keep(kept)?;
        let down = share(written_down, kept.quantity.micros(), slice.quantity.micros())?;
        if down.is_zero() {
            return Ok(());
        }
        self.written_down.get_or_insert_default().add(WrittenDown::place(&self.goods, &kept), down)
    }

    /// Costs the goods by `method` from the move at `place` on: an average becomes one slice, slices become one average.
    pub(super) fn follow(&mut self, method: CostingMethod, (at, source): Place) -> Result<()> {
        let (quantity, value) = (self.goods.quantity(), self.goods.value());
        let mut goods = Book::new(method);
        if quantity.is_positive() {
            goods.add(Slice { at, source, quantity, value })?;
            let is_fifo = method == CostingMethod::Fifo;
            self.last = UnitCost::of_goods(value, quantity).filter(|_| is_fifo);
        }
        if let Some(down) = &mut self.written_down {
            down.gather(WrittenDown::whole(method, (at, source)))?;
        }
        self.goods = goods;
        Ok(())
    }

    /// Takes `quantity` off the shortage of one sale, which has as much, and tells what that was taken to cost.
    pub(super) fn cancel(&mut self, sale: Place, quantity: Quantity) -> Money {
        let Some(short) = &mut self.short else { return Money::ZERO };
        let value = short.cancel(sale, quantity);
        self.short.take_if(|short| short.quantity().is_zero());
        value
    }

    /// Lowers the value of the goods, of each in proportion to its value.
    pub(super) fn write_down(&mut self, value: Money) -> Result<(), Reason> {
        let done = self.written_down.get_or_insert_default().lower(&mut self.goods, value);
        self.written_down.take_if(|down| down.is_empty());
        done
    }

    /// Raises the value of goods that were written down, of each in proportion to its write-down.
    pub(super) fn write_up(&mut self, value: Money) -> Result<(), Reason> {
        let done = self.written_down.get_or_insert_default().raise(&mut self.goods, value);
        self.written_down.take_if(|down| down.is_empty());
        done
    }
}
