//! What goods cost when they leave: first in, first out, or moving average.
//!
//! A [`Book`] holds the goods of one cost pool. Books carry quantity and *value*, never a unit cost: taking
//! `q` of `Q` units worth `V` costs `V x q / Q`, rounded once, half away from zero, and taking all of them
//! costs exactly `V`. So nothing is lost on the way, and nothing on hand is worth exactly nothing
//! (IAS 2.25 and CAS 1 §14 allow the two methods; neither allows last in, first out).
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
mod fifo_book;
mod return_value;
mod shortfall;
mod slice;

pub use average_book::{AverageBook, average};
pub use book::Book;
pub use fifo_book::FifoBook;
pub use return_value::return_value;
pub use shortfall::Shortfall;
pub use slice::Slice;
