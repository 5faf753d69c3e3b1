use rust_decimal::Decimal;
use serde::Serialize;

use super::figures::ShiftTally;
use super::{drawer_here, when};
use crate::catalog::check_name;
use crate::document::{Body, CashMovedBody, Counterpart, Digest, DrawerOpenedBody};
use crate::posting::{Command, Decided, Gate, digest_of};
use crate::value::{DocumentId, Money};
use crate::{DrawerRefusal, Error, Expected, Result};

/// What [`Shifts::cash_in`](super::Shifts::cash_in) and [`Shifts::cash_out`](super::Shifts::cash_out) post.
#[derive(Serialize)]
pub(super) struct MoveCash<'a> {
    pub(super) id: DocumentId,
    pub(super) is_in: bool,
    pub(super) amount: Decimal,
    pub(super) counterpart: Counterpart,
    pub(super) reason: &'a str,
}

impl Command for MoveCash<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("move_cash", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        let currency = gate.snapshot()?.settings.currency;
        let amount = Money::from_decimal(self.amount, currency)?;
        if amount <= Money::ZERO {
            return Err(Error::invalid("amount", self.amount, Expected::Positive));
        }
        let (drawer, shift) = drawer_here(gate)?;
        let at = when(gate, &shift)?;
        if !self.is_in {
            let tally = ShiftTally::read(gate, &drawer.device, shift.seq)?;
            if amount > tally.cash(&shift).expected()? {
                return Err(DrawerRefusal::Short { asked: amount }.into());
            }
        }
        let amount = if self.is_in { amount } else { amount.neg()? };
        let (counterpart, reason) = (self.counterpart, self.reason.to_string());
        let body = CashMovedBody { shift: shift.id, amount, counterpart, reason };
        Ok(Decided::new(Body::CashMoved(body), at).referring_to(shift.id))
    }
}

/// What [`Shifts::no_sale`](super::Shifts::no_sale) posts.
#[derive(Serialize)]
pub(super) struct OpenDrawer<'a> {
    pub(super) id: DocumentId,
    pub(super) reason: &'a str,
}

impl Command for OpenDrawer<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("no_sale", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        let (_, shift) = drawer_here(gate)?;
        let at = when(gate, &shift)?;
        let body = DrawerOpenedBody { shift: shift.id, reason: self.reason.to_string() };
        Ok(Decided::new(Body::DrawerOpened(body), at).referring_to(shift.id))
    }
}
