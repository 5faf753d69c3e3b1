use std::fmt;

use crate::Error;
use crate::ledger::{LineKey, LocationNo};
use crate::value::{Money, Quantity};

/// A move that cannot be. It names the move that cannot, which after a change of the past may be a later one.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The item.
    pub item: u32,
    /// The move.
    pub key: LineKey,
    /// Why not.
    pub reason: Reason,
}

/// Why a move cannot be.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Reason {
    /// More leaves than is there.
    Short {
        /// Where.
        location: LocationNo,
        /// How much is to leave.
        asked: Quantity,
        /// How much is there: at the location, or in its cost pool when that is less; may be below zero.
        available: Quantity,
    },
    /// A return of a sale that is not known: it is none, lies later, or nobody watched it.
    UnknownSale {
        /// The sale.
        sale: LineKey,
    },
    /// More comes back of a sale than it sold and did not get back yet.
    ReturnExceeds {
        /// The sale.
        sale: LineKey,
        /// How much is to come back.
        asked: Quantity,
        /// How much can.
        left: Quantity,
    },
    /// A write-down of more than the goods are worth, or a reversal of more than is written down.
    WriteDownExceeds {
        /// How much.
        asked: Money,
        /// How much there is.
        available: Money,
    },
    /// The move stands before one that was applied already, or is out of order in a list.
    OutOfOrder,
    /// An edit of a move that is not there, or two edits of one move.
    NoSuchMove,
    /// Two moves of one key.
    Duplicate,
    /// The move holds what it cannot hold, or leads to what does not fit.
    Wrong(Error),
}

impl Reason {
    /// A name that never changes, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Short { .. } => "insufficient_stock",
            Self::UnknownSale { .. } => "unknown_sale",
            Self::ReturnExceeds { .. } => "return_exceeds",
            Self::WriteDownExceeds { .. } => "write_down_exceeds",
            Self::OutOfOrder => "out_of_order",
            Self::NoSuchMove => "no_such_move",
            Self::Duplicate => "duplicate",
            Self::Wrong(error) => error.code(),
        }
    }
}

impl From<Error> for Reason {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "move {}.{} of item {}: ", self.key.post(), self.key.line(), self.item)?;
        match &self.reason {
            Reason::Short { location, asked, available } => {
                write!(f, "{asked} are to leave location {location}, {available} are there")
            }
            Reason::UnknownSale { sale } => {
                write!(f, "returns goods of the unknown sale {}.{}", sale.post(), sale.line())
            }
            Reason::ReturnExceeds { sale, asked, left } => {
                write!(f, "returns {asked} of sale {}.{}, of which {left} can come back", sale.post(), sale.line())
            }
            Reason::WriteDownExceeds { asked, available } => {
                write!(f, "writes down or up by {asked} minor units, {available} can be")
            }
            Reason::OutOfOrder => f.write_str("stands before a move that was applied already"),
            Reason::NoSuchMove => f.write_str("is edited and not there, or edited twice"),
            Reason::Duplicate => f.write_str("is there already"),
            Reason::Wrong(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Wrong(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Expected;
    use crate::ledger::PostNo;

    #[test]
    fn a_refusal_names_the_move_and_says_why() {
        let key = LineKey::new(PostNo(7), 2).unwrap();
        let text = |reason: Reason| Refusal { item: 3, key, reason }.to_string();
        let available = Quantity::ZERO;
        assert_eq!(
            text(Reason::Short { location: LocationNo(4), asked: Quantity::ONE, available }),
            "move 7.2 of item 3: 1 are to leave location 4, 0 are there"
        );
        let wrong = Reason::from(Error::invalid("quantity", 0, Expected::Positive));
        assert_eq!(wrong.code(), "invalid");
        assert_eq!(text(wrong), "move 7.2 of item 3: quantity: `0` is not accepted; expected a number above zero");
    }
}
