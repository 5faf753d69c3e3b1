use serde::{Deserialize, Serialize};

use super::UnitCost;
use crate::ledger::{CostingMethod, LineKey, LocationNo};
use crate::value::{Money, Quantity, Timestamp};

/// The place of a move in the timeline of its item: by time, of two at one time the one entered first.
pub type Place = (Timestamp, LineKey);

/// Something that happened to the goods of one item at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Which item; a number of the caller's choice.
    pub item: u32,
    /// Its name, unique in its item; the order of keys is the order of entry.
    pub key: LineKey,
    /// When it happened.
    pub at: Timestamp,
    /// Where.
    pub location: LocationNo,
    /// What.
    pub act: Act,
}

impl Move {
    /// Its place in the timeline of its item.
    pub const fn place(&self) -> Place {
        (self.at, self.key)
    }
}

/// What can happen to goods. All quantities are above zero, but for a count, which may find nothing; all values are
/// zero or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Act {
    /// Goods came in at a known cost: a receipt, or opening stock. `value` is what is known of it now: the own price,
    /// as it was last corrected, and landed costs. A freight bill that comes later replaces the act.
    Receive {
        /// How much.
        quantity: Quantity,
        /// What it cost in all.
        value: Money,
    },
    /// Goods turned up: they come in at the average cost of what is on hand, else the last cost, else
    /// [`Rules::default_unit_cost`](super::Rules::default_unit_cost), else nothing.
    Found {
        /// How much.
        quantity: Quantity,
    },
    /// Goods left: sold, thrown away, used up.
    Issue {
        /// How much.
        quantity: Quantity,
    },
    /// A customer brought goods back. Those of a known sale come back for what it still costs; but first they undo
    /// what that sale took without it being there.
    Return {
        /// The [`Act::Issue`] that sold them, if known; it must have been [watched](super::Replay::watch).
        of: Option<LineKey>,
        /// How much.
        quantity: Quantity,
        /// What goods of no known sale are worth, if somebody says so; else they come in as [`Act::Found`] goods do.
        /// Not looked at for those of a known sale.
        value: Option<Money>,
    },
    /// Goods went back to the supplier. First in, first out: what is left of the receipt `of` goes first, then the
    /// oldest; moving average: at the average.
    SendBack {
        /// The receipt that brought them, if known.
        of: Option<LineKey>,
        /// How much.
        quantity: Quantity,
    },
    /// Somebody counted: so much is there. The difference is found or leaves, and is taken anew whenever something
    /// earlier changes. It is never a cost of sales.
    Count {
        /// What is there; zero or more.
        counted: Quantity,
    },
    /// Goods were carried to another location. They must be there, under any rules.
    Transfer {
        /// Where to.
        to: LocationNo,
        /// How much.
        quantity: Quantity,
    },
    /// The goods are worth less than they cost (IAS 2.28): their value is lowered.
    WriteDown {
        /// By how much; at most what there is.
        value: Money,
    },
    /// The goods of the item are costed by another method from now on. What is on hand keeps its value: an average becomes
    /// one slice, slices become one average.
    Follow {
        /// The method.
        method: CostingMethod,
    },
    /// An earlier write-down is reversed (IAS 2.33), as far as its goods are still there.
    WriteUp {
        /// By how much; at most what is still written down.
        value: Money,
    },
    /// Somebody stated what can be realised for the goods, less what selling them costs: they are carried at the lower of
    /// cost and that (IAS 2.9). What is above it is written down; what was written down before is written up as far as
    /// that. Taken anew whenever something earlier changes.
    Realizable {
        /// Of a unit.
        unit: UnitCost,
    },
}
