use rust_decimal::Decimal;
use serde::Serialize;

use super::figures::ShiftTally;
use super::{drawer_of, may_differ, optional, when};
use crate::document::{Body, Digest, ShiftClosedBody};
use crate::posting::{Command, Decided, Gate, digest_of};
use crate::value::{DocumentId, Money, ShiftId};
use crate::{DrawerRefusal, Error, Expected, Result};

/// What [`Shifts::close`](super::Shifts::close) posts.
#[derive(Serialize)]
pub(super) struct CloseShift<'a> {
    pub(super) id: DocumentId,
    pub(super) shift: ShiftId,
    pub(super) leaving: Decimal,
    pub(super) reason: Option<&'a str>,
}

impl Command for CloseShift<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("close_shift", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let reason = optional(self.reason)?;
        let currency = gate.snapshot()?.settings.currency;
        let left = Money::from_decimal(self.leaving, currency)
            .map_err(|error| error.naming("leaving"))?
            .not_negative("leaving")?;
        let (drawer, shift) = drawer_of(gate, self.shift)?;
        let at = when(gate, &shift)?;
        let tally = ShiftTally::read(gate, &drawer.device, shift.seq)?;
        let count = shift.count.clone().filter(|count| !tally.cash_moved_after(count.seq));
        let count = count.ok_or_else(|| DrawerRefusal::NotCounted { shift: shift.number.clone() })?;
        if left > count.total {
            let most = count.total.text(currency);
            return Err(Error::invalid("leaving", self.leaving, Expected::AtMost(most)));
        }
        let cash = tally.cash(&shift);
        let variance = count.total.sub(cash.expected()?)?;
        may_differ(gate, variance, &reason, Some(&shift.opened_by))?;
        let body = ShiftClosedBody {
            shift: self.shift,
            number: drawer.closed + 1,
            figures: tally.figures(gate)?,
            cash,
            pieces: count.pieces,
            counted: count.total,
            variance,
            to_safe: count.total.sub(left)?,
            left,
            reason,
        };
        Ok(Decided::new(Body::ShiftClosed(Box::new(body)), at).referring_to(self.shift))
    }
}
