use serde::{Deserialize, Serialize};

use crate::ledger::{LineKey, Take};
use crate::value::{Money, Quantity, Timestamp};

/// What a move did to the goods of its item.
///
/// The value of the stock changed by `value`, less what the true-ups moved on to the sales they belong to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// In positive, out negative; zero for a transfer.
    pub quantity: Quantity,
    /// What that is worth; the sign is that of the quantity. A write-down has a value and no quantity.
    pub value: Money,
    /// What a transfer carried from one cost pool to another; zero or more.
    pub moved: Money,
    /// Under first in, first out: what was taken of which goods, oldest first.
    pub takes: Vec<Take>,
    /// The shortages that these goods covered, oldest first.
    pub true_ups: Vec<TrueUp>,
    /// What left without being there; its value is part of `value`.
    pub short: Option<Shortage>,
    /// How much of what left was not there, at the location or in its cost pool.
    #[serde(skip)]
    pub(super) missing: Quantity,
}

impl Outcome {
    /// Makes it that of a move that did nothing, and keeps the room of its lists.
    pub(super) fn clear(&mut self) {
        (self.quantity, self.value, self.moved) = (Quantity::ZERO, Money::ZERO, Money::ZERO);
        self.takes.clear();
        self.true_ups.clear();
        (self.short, self.missing) = (None, Quantity::ZERO);
    }
}

/// What left without being there, as far as nothing covered it yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// When it left.
    pub at: Timestamp,
    /// The move that took it.
    pub sale: LineKey,
    /// How much; above zero.
    pub quantity: Quantity,
    /// What it is taken to cost until goods come in; zero or more.
    pub value: Money,
}

/// Goods came in that had left before: now it is known what they cost.
///
/// The difference belongs to the move that was short, and is dated on the one that covered it: an estimate changed
/// (IAS 8.36).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueUp {
    /// When the goods left.
    pub sold_at: Timestamp,
    /// The move that was short.
    pub sale: LineKey,
    /// The move that covered it.
    pub by: LineKey,
    /// How much of it.
    pub quantity: Quantity,
    /// What that was taken to cost.
    pub provisional: Money,
    /// What it did cost.
    pub real: Money,
}

impl TrueUp {
    /// By how much the cost of the sale grew, in minor units; negative when the goods were cheaper than thought.
    pub const fn difference(&self) -> Money {
        // Both are zero or more.
        Money::from_minor(self.real.minor() - self.provisional.minor())
    }
}
