use super::{Picks, Place};
use crate::Result;
use crate::costing::{Act, Move};
use crate::ledger::{LineKey, LocationNo, Movement, MovementKind, PostNo, VariantNo};
use crate::value::{BusinessDay, Money, Quantity, Timestamp};

/// What one line of a document did, as it is known now.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::posting) struct Fact {
    /// The first movement of the line; it keeps its name when the line is amended.
    pub(in crate::posting) key: LineKey,
    pub(in crate::posting) at: Timestamp,
    pub(in crate::posting) kind: MovementKind,
    pub(in crate::posting) document_line: u16,
    /// The kit that it is a part of.
    pub(in crate::posting) kit: Option<VariantNo>,
    /// The day it is booked on.
    pub(in crate::posting) day: BusinessDay,
    pub(in crate::posting) location: LocationNo,
    /// Signed quantities of batches.
    pub(in crate::posting) picks: Picks,
    /// Where the goods come in again that are only carried.
    pub(in crate::posting) to: Option<LocationNo>,
    /// What it does to the costs; a count that found what was expected does nothing.
    pub(in crate::posting) act: Option<Act>,
    pub(in crate::posting) count: Option<Counted>,
    /// The document that it is as of.
    pub(in crate::posting) version: PostNo,
    /// The last document that said what it is itself.
    pub(in crate::posting) stated_by: PostNo,
}

/// What a line really was.
#[derive(Debug, Clone, Copy)]
pub(in crate::posting) struct Amendment {
    pub(in crate::posting) key: LineKey,
    /// When it was said to have happened.
    pub(in crate::posting) from: Timestamp,
    /// When it happened, and the day that is.
    pub(in crate::posting) at: Timestamp,
    pub(in crate::posting) day: BusinessDay,
    /// How much more moved, signed like what moved.
    pub(in crate::posting) quantity: Quantity,
    /// What goods that came in cost more themselves.
    pub(in crate::posting) value: Money,
    /// What a count really found.
    pub(in crate::posting) counted: Option<Quantity>,
    /// True if what goods that came back without a sale are worth was said.
    pub(in crate::posting) is_valued: bool,
}

/// What a count stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::posting) struct Counted {
    /// The one batch that was counted.
    pub(in crate::posting) batch: Option<u32>,
    pub(in crate::posting) counted: Quantity,
}

impl Fact {
    pub(in crate::posting) const fn place(&self) -> Place {
        (self.at, self.key)
    }

    /// Part of what it does stands in its document alone.
    pub(super) const fn is_stated(&self) -> bool {
        matches!(self.kind, MovementKind::Count | MovementKind::WriteDown)
            || matches!(self.act, Some(Act::Return { of: None, .. }))
    }

    /// A later document said what it is itself.
    pub(super) fn is_amended(&self) -> bool {
        self.stated_by != self.key.post()
    }

    /// As the cost engine sees it.
    pub(in crate::posting) fn cost_move(&self, variant: VariantNo) -> Option<Move> {
        let Self { key, at, location, .. } = *self;
        self.act.map(|act| Move { item: variant.0, key, at, location, act })
    }

    /// Hands out each level that it moves, and by how much.
    pub(in crate::posting) fn each_level(
        &self,
        mut sink: impl FnMut((LocationNo, u32), Quantity) -> Result<()>,
    ) -> Result<()> {
        for (batch, quantity) in self.picks.iter() {
            sink((self.location, batch), quantity)?;
            if let Some(to) = self.to {
                sink((to, batch), quantity.neg()?)?;
            }
        }
        Ok(())
    }

    /// Nothing was moved, and nothing else happened.
    pub(super) fn is_empty(&self) -> bool {
        matches!(
            self.act,
            Some(
                Act::Receive { quantity, .. }
                    | Act::Return { quantity, .. }
                    | Act::SendBack { quantity, .. }
                    | Act::Issue { quantity }
                    | Act::Transfer { quantity, .. },
            ) if quantity.is_zero()
        )
    }

    /// What it does to the costs is done to as much as its batches say.
    pub(in crate::posting) fn set_quantity(&mut self) -> Result<()> {
        let total = Quantity::from_micros(self.picks.total()?.micros().saturating_abs());
        if let Some(
            Act::Receive { quantity, .. }
            | Act::Return { quantity, .. }
            | Act::SendBack { quantity, .. }
            | Act::Issue { quantity }
            | Act::Transfer { quantity, .. },
        ) = &mut self.act
        {
            *quantity = total;
        }
        Ok(())
    }

    /// It was otherwise.
    pub(in crate::posting) fn amend(&mut self, really: &Amendment) -> Result<()> {
        (self.at, self.day) = (really.at, really.day);
        if let (Some(count), Some(counted)) = (&mut self.count, really.counted) {
            count.counted = counted;
        }
        if !really.quantity.is_zero() {
            self.picks.extend(really.quantity)?;
            self.set_quantity()?;
        }
        match &mut self.act {
            Some(Act::Receive { value, .. }) => *value = value.add(really.value)?.not_negative("value")?,
            Some(Act::Return { of: None, value, .. }) if really.is_valued => {
                *value = Some(value.unwrap_or_default().add(really.value)?.not_negative("value")?);
            }
            _ => {}
        }
        Ok(())
    }

    /// The sale whose goods it brings back.
    pub(in crate::posting) const fn comes_back_of(&self) -> Option<LineKey> {
        match self.act {
            Some(Act::Return { of, .. }) => of,
            _ => None,
        }
    }

    /// The movement that it refers to.
    pub(in crate::posting) const fn of(&self) -> Option<LineKey> {
        match self.act {
            Some(Act::Return { of, .. } | Act::SendBack { of, .. }) => of,
            _ => None,
        }
    }

    /// The quantities of a count, and what they do to the costs.
    pub(in crate::posting) fn set_difference(&mut self, picks: Picks) -> Result<()> {
        let total = picks.total()?;
        self.act = if total.is_positive() {
            Some(Act::Found { quantity: total })
        } else if total.is_negative() {
            Some(Act::Issue { quantity: total.neg()? })
        } else {
            None
        };
        self.picks = picks;
        Ok(())
    }

    /// A further row of its line.
    pub(super) fn extend(&mut self, row: &Movement) -> Result<()> {
        let more = Quantity::from_micros(row.quantity.micros().saturating_abs());
        match &mut self.act {
            Some(Act::Receive { quantity, value }) => {
                (*quantity, *value) = (quantity.add(more)?, value.add(row.value)?);
            }
            Some(
                Act::Return { quantity, .. }
                | Act::SendBack { quantity, .. }
                | Act::Issue { quantity }
                | Act::Transfer { quantity, .. },
            ) => *quantity = quantity.add(more)?,
            _ => {}
        }
        Ok(())
    }
}
