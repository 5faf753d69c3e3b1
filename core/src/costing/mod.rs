//! What goods cost when they leave: first in, first out, or moving average.
//!
//! A [`Book`] holds the goods of one cost pool. Books carry quantity and *value*, never a unit cost: taking
//! `q` of `Q` units worth `V` costs `V x q / Q`, rounded once, half away from zero, and taking all of them
//! costs exactly `V`. So nothing is lost on the way, and nothing on hand is worth exactly nothing
//! (IAS 2.25 and CAS 1 §14 allow the two methods; neither allows last in, first out).
//!
//! What happens to goods in time is a list of [`Move`]s. [`cost_moves`] costs any number of items at once, in any order
//! of entry; [`Replay`] is the state of one item, a move at a time; and [`revalue`] tells what else comes otherwise when
//! something is entered late, corrected or taken back. All give the figures of a replay of all moves by time, then
//! entry, from nothing. So a freight bill that comes late, or a price that is corrected, is a receipt that always cost
//! that; and what was sold without being there costs what came in for it.
//!
//! Books are values: no store, no clock. The caller adds what comes in, takes what goes out, and keeps what
//! they answer.
//!
//! ```
//! use tillbook::costing::{Book, Slice};
//! use tillbook::ledger::{CostingMethod, LineKey, PostNo};
//! use tillbook::value::{Money, Quantity, Timestamp};
//!
//! // Three units bought for 10.00 in all.
//! let receipt = Slice {
//!     at: Timestamp::from_micros(0),
//!     source: LineKey::new(PostNo(1), 0)?,
//!     quantity: Quantity::whole(3)?,
//!     value: Money::from_minor(1_000),
//! };
//! let mut book = Book::new(CostingMethod::Fifo);
//! book.add(receipt)?;
//!
//! // Sold one by one they cost 3.33, 3.34 and 3.33: 10.00 in all.
//! let mut takes = Vec::new();
//! for cost in [333, 334, 333] {
//!     assert_eq!(book.take(Quantity::ONE, &mut takes)?.minor(), cost);
//! }
//! assert_eq!(takes.len(), 3);
//! assert!(book.value().is_zero());
//!
//! // A fourth is refused, and the refusal says what is missing.
//! let shortfall = book.take(Quantity::ONE, &mut takes).unwrap_err();
//! assert_eq!(shortfall.missing(), Quantity::ONE);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod average_book;
mod book;
mod cost_moves;
mod edit;
mod fifo_book;
mod moves;
mod outcome;
mod parts;
mod places;
mod plain;
mod pool;
mod refusal;
mod replay;
mod return_value;
mod revalue;
mod rules;
mod sale_left;
mod shortages;
mod shortfall;
mod slice;
mod stock;
mod unit_cost;
mod written_down;

pub use average_book::{AverageBook, average};
pub use book::Book;
pub use cost_moves::{Costed, ItemCost, MoveCost, cost_moves};
pub use edit::Edit;
pub use fifo_book::FifoBook;
pub use moves::{Act, Move, Place};
pub use outcome::{Outcome, Shortage, TrueUp};
pub use parts::{PoolParts, ReplayParts};
pub use refusal::{Reason, Refusal};
pub use replay::Replay;
pub use return_value::return_value;
pub use revalue::{Change, Revalued, revalue, revalue_keeping};
pub use rules::{CostScope, Rules};
pub use sale_left::SaleLeft;
pub use shortfall::Shortfall;
pub use slice::Slice;
pub use unit_cost::UnitCost;

pub use crate::ledger::NegativeStock;
