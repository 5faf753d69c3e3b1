use rust_decimal::Decimal;
use serde::Serialize;

use super::figures::ShiftTally;
use super::{may_differ, optional};
use crate::document::{Body, Digest, ShiftOpenedBody};
use crate::posting::{Command, Decided, Drawer, Gate, digest_of};
use crate::value::{DocumentId, Money, ShiftId};
use crate::{Error, Noun, Result};

/// What [`Shifts::open`](super::Shifts::open) posts.
#[derive(Serialize)]
pub(super) struct OpenAShift<'a> {
    pub(super) id: ShiftId,
    pub(super) float: Decimal,
    pub(super) reason: Option<&'a str>,
}

impl Command for OpenAShift<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("open_shift", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let currency = gate.snapshot()?.settings.currency;
        let float =
            Money::from_decimal(self.float, currency).map_err(|error| error.naming("float"))?.not_negative("float")?;
        let reason = optional(self.reason)?;
        let device = gate.context.device.clone();
        let drawer = Drawer::load(gate, &device)?;
        if let Some(open) = &drawer.open {
            return Err(Error::WrongState { what: Noun::Shift, key: open.number.clone(), state: "not_closed" });
        }
        let at = gate.when(&[])?;
        let expected = left_in(gate, &drawer)?;
        let (from_safe, difference) =
            if expected.is_zero() { (float, Money::ZERO) } else { (Money::ZERO, float.sub(expected)?) };
        may_differ(gate, difference, &reason, None)?;
        Ok(Decided::new(Body::ShiftOpened(ShiftOpenedBody { float, from_safe, difference, reason }), at))
    }
}

/// What must be in a drawer between two shifts. What was sold before the first one is not known to lie there.
fn left_in(gate: &mut Gate<'_>, drawer: &Drawer) -> Result<Money> {
    match drawer.closed_at {
        Some(seq) => drawer.left.add(ShiftTally::read(gate, &drawer.device, seq)?.takings()),
        None => Ok(Money::ZERO),
    }
}
