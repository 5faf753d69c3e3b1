use serde::{Deserialize, Serialize};

use crate::party::PointsLot;
use crate::value::{MemberId, Money};
use crate::{Error, Result};

/// Points that a member was given, or that were taken from them, by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsAdjustedBody {
    /// Whose points.
    pub member: MemberId,
    /// What came into which lots; below zero for what was taken out of them.
    pub lots: Vec<PointsLot>,
    /// Why.
    pub reason: String,
}

/// A member was on record twice: one record goes on, and the code of the other leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersMergedBody {
    /// The record that ends.
    pub from: MemberId,
    /// The one that goes on.
    pub into: MemberId,
    /// Why.
    pub reason: String,
}

/// What the shop knew of a person was erased. It says nothing of what that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberErasedBody {
    /// The member, and all records that were merged into theirs.
    pub members: Vec<MemberId>,
}

impl PointsAdjustedBody {
    /// How many in all; below zero for points that were taken.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn points(&self) -> Result<i64> {
        let sum = Money::sum(self.lots.iter().map(|lot| Money::from_minor(lot.points)));
        sum.map(Money::minor).map_err(|_| Error::too_large("points"))
    }
}
