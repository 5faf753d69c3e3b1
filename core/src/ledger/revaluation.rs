use super::{LineKey, MovementKind, VariantNo};
use crate::value::{BusinessDay, Money, Timestamp};

/// So much more or less for a movement, because of a document that came later: paper that was late, a freight bill, a
/// price that was wrong, goods that cover a shortage. The movement stays as it was posted; what it is worth is its own
/// value and all its revaluations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revaluation {
    /// Posting number of the document that caused it, and line.
    pub key: LineKey,
    /// The movement that is worth something else: the first one of its document line.
    pub corrects: LineKey,
    /// The line of the document that made that movement.
    pub document_line: u16,
    /// Why those goods moved: which account the difference belongs to.
    pub kind: MovementKind,
    /// Which goods.
    pub variant: VariantNo,
    /// The kit that they were sold in, or came back in.
    pub kit: Option<VariantNo>,
    /// The movement that brought in the goods that a short sale is covered with; `None` for a value of its own.
    pub by: Option<LineKey>,
    /// From when on the goods on hand are worth so much more or less.
    pub effective_at: Timestamp,
    /// The day it is booked on.
    pub business_day: BusinessDay,
    /// The difference, signed like the value of a movement: above zero when more is on hand.
    pub value: Money,
}
