//! What the goods of one ware cost, kept as a plain list of lots.

use tillbook::ledger::CostingMethod;

use super::request::Source;
use super::world::{Number, rounded};

/// Where goods came from: number of the document and of its line.
pub(crate) type Origin = Option<(usize, usize)>;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Lot {
    pub(crate) origin: Origin,
    pub(crate) quantity: Number,
    pub(crate) value: Number,
}

/// Under moving average there is one lot at most, without an origin that matters.
#[derive(Debug, Clone)]
pub(crate) struct Lots {
    pub(crate) method: CostingMethod,
    pub(crate) heap: Vec<Lot>,
    /// Quantity and value of what the last cost is known of: under first in, first out the newest receipt, under moving
    /// average what was there before nothing was.
    pub(crate) last: (Number, Number),
}

impl Lots {
    pub(crate) fn new() -> Self {
        Self { method: CostingMethod::Fifo, heap: Vec::new(), last: (0, 0) }
    }

    pub(crate) fn quantity(&self) -> Number {
        self.heap.iter().map(|lot| lot.quantity).sum()
    }

    pub(crate) fn value(&self) -> Number {
        self.heap.iter().map(|lot| lot.value).sum()
    }

    /// All goods as one lot.
    fn pooled(&self, origin: Origin) -> Vec<Lot> {
        let all = Lot { origin, quantity: self.quantity(), value: self.value() };
        if all.quantity == 0 { Vec::new() } else { vec![all] }
    }

    pub(crate) fn follow(&mut self, method: CostingMethod, origin: Origin) {
        if self.method != method {
            let all = (self.quantity(), self.value());
            if all.0 > 0 {
                self.last = if method == CostingMethod::Fifo { all } else { (0, 0) };
            }
            self.heap = self.pooled(origin);
            self.method = method;
        }
    }

    pub(crate) fn add(&mut self, lot: Lot) {
        self.heap.push(lot);
        if self.method == CostingMethod::MovingAverage {
            self.heap = self.pooled(None);
            self.last = (0, 0);
        }
    }

    pub(crate) fn received(&mut self, quantity: Number, value: Number) {
        if self.method == CostingMethod::Fifo {
            self.last = (quantity, value);
        }
    }

    /// The caller has made sure that there is enough.
    pub(crate) fn take(&mut self, quantity: Number, first: Origin) -> (Number, Vec<Source>) {
        if self.method == CostingMethod::Fifo
            && let Some(own) = self.heap.iter().position(|lot| first.is_some() && lot.origin == first)
        {
            let lot = self.heap.remove(own);
            self.heap.insert(0, lot);
            let taken = self.take_oldest(quantity);
            // What is left of it goes back to its place.
            if self.heap.first().is_some_and(|left| left.origin == first) {
                let left = self.heap.remove(0);
                self.heap.insert(own, left);
            }
            return taken;
        }
        self.take_oldest(quantity)
    }

    fn take_oldest(&mut self, quantity: Number) -> (Number, Vec<Source>) {
        if self.method == CostingMethod::MovingAverage && quantity > 0 && quantity == self.quantity() {
            self.last = (self.quantity(), self.value());
        }
        let (mut left, mut cost, mut sources) = (quantity, 0, Vec::new());
        while left > 0 {
            let lot = &mut self.heap[0];
            let taken = left.min(lot.quantity);
            let value = rounded(lot.value * taken, lot.quantity);
            lot.quantity -= taken;
            lot.value -= value;
            left -= taken;
            cost += value;
            sources.push((lot.origin.map(|(document, _)| document), taken, value));
            if lot.quantity == 0 {
                self.heap.remove(0);
            }
        }
        if self.method == CostingMethod::MovingAverage {
            sources.clear();
        }
        (cost, sources)
    }

    /// What found goods are worth.
    pub(crate) fn worth(&self, quantity: Number) -> Number {
        if self.quantity() > 0 {
            rounded(self.value() * quantity, self.quantity())
        } else if self.last.0 > 0 {
            rounded(self.last.1 * quantity, self.last.0)
        } else {
            0
        }
    }
}
