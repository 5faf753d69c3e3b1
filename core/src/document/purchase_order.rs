use serde::{Deserialize, Serialize};

use crate::Result;
use crate::value::{BusinessDay, Date, OrderId, Price, Quantity, SupplierId, VariantId};

/// A purchase order as its documents leave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseOrder {
    /// Its id.
    pub id: OrderId,
    /// The human number of the document that placed it.
    pub number: String,
    /// Who is to deliver.
    pub supplier: SupplierId,
    /// When it was placed.
    pub ordered_on: BusinessDay,
    /// When it should come.
    pub expected_on: Option<Date>,
    /// True once what was open of it was cancelled.
    pub cancelled: bool,
    /// What was ordered, and what came of it. A line keeps its place when the order is amended.
    pub lines: Vec<PurchaseLine>,
}

/// A line of a purchase order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseLine {
    /// What was ordered.
    pub variant: VariantId,
    /// How many stock units; no more than came, once it is not ordered any more.
    pub ordered: Quantity,
    /// The agreed cost of one.
    pub unit_cost: Price,
    /// Stock units accepted so far; may exceed what was ordered.
    pub received: Quantity,
    /// Stock units refused so far.
    pub rejected: Quantity,
    /// True once a receipt said that the rest will not come.
    pub closed: bool,
}

/// Where a purchase order stands; follows from its documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrderState {
    /// Nothing came yet.
    Open,
    /// Some came, more is to come.
    PartlyReceived,
    /// Nothing more is to come.
    Received,
    /// Cancelled.
    Cancelled,
}

impl OrderState {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::PartlyReceived => "partly_received",
            Self::Received => "received",
            Self::Cancelled => "cancelled",
        }
    }
}

impl PurchaseOrder {
    /// Where it stands.
    pub fn state(&self) -> OrderState {
        if self.cancelled {
            return OrderState::Cancelled;
        }
        if self.lines.iter().all(PurchaseLine::is_done) {
            return OrderState::Received;
        }
        let touched = self.lines.iter().any(|l| l.closed || !l.received.is_zero() || !l.rejected.is_zero());
        if touched { OrderState::PartlyReceived } else { OrderState::Open }
    }

    /// True while goods can still come.
    pub fn is_open(&self) -> bool {
        matches!(self.state(), OrderState::Open | OrderState::PartlyReceived)
    }

    /// What is still to come of a line.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn outstanding(&self, line: &PurchaseLine) -> Result<Quantity> {
        if self.cancelled || line.is_done() { Ok(Quantity::ZERO) } else { line.ordered.sub(line.received) }
    }
}

impl PurchaseLine {
    /// A line of which nothing came yet.
    pub(crate) fn new(variant: VariantId, ordered: Quantity, unit_cost: Price) -> Self {
        let (received, rejected) = (Quantity::ZERO, Quantity::ZERO);
        Self { variant, ordered, unit_cost, received, rejected, closed: false }
    }

    fn is_done(&self) -> bool {
        self.closed || self.received >= self.ordered
    }

    /// What was ordered and will never come.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn short(&self) -> Result<Quantity> {
        if self.closed && self.received < self.ordered { self.ordered.sub(self.received) } else { Ok(Quantity::ZERO) }
    }
}
