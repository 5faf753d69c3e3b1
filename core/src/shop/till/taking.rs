//! Which goods leave the stock for the lines of a sale, and out of which batches.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::by_hand::may_be_short;
use crate::Result;
use crate::catalog::Location;
use crate::document::{MovedPart, Pick, SoldLine};
use crate::ledger::LocationNo;
use crate::posting::{Card, Gate, PickRule, Shelf, State, stored_picks};
use crate::value::{Date, Quantity, Timestamp, VariantId};

/// The parts of all kits among these goods, with their own goods loaded.
pub(super) fn parts_of(gate: &mut Gate<'_>, cards: &[Arc<Card>]) -> Result<Vec<Arc<Card>>> {
    let parts = cards.iter().flat_map(|card| &card.variant.parts);
    let mut ids: Vec<VariantId> = parts.map(|part| part.variant).collect();
    ids.sort_unstable();
    ids.dedup();
    gate.goods(&ids)
}

/// Chooses the batches of all lines, gifts included, among those that the customer chose.
pub(super) fn take<'a>(
    gate: &mut Gate<'_>,
    lines: &mut [SoldLine],
    (cards, batch): (&[Arc<Card>], impl Fn(usize) -> Option<&'a str>),
    at: Timestamp,
    (location, good_on, expired_too): (&(LocationNo, Location), Date, bool),
) -> Result<()> {
    let mut taking = Taking::new(gate, cards, at, (location, good_on, expired_too))?;
    for (index, (line, card)) in lines.iter_mut().zip(cards).enumerate() {
        let taken = taking.line(gate.state, card, line.quantity, batch(index))?;
        may_be_short(gate.context, card, (line.quantity, taken.short))?;
        for part in &taken.parts {
            let Some(card) = taking.parts.get(&part.variant) else { continue };
            may_be_short(gate.context, card, (part.quantity, part.short))?;
        }
        (line.picks, line.short, line.parts) = (taken.picks, taken.short, taken.parts);
    }
    Ok(())
}

/// What the lines of a sale are taken from, one after the other.
pub(in crate::shop) struct Taking<'a> {
    levels: Shelf,
    parts: FxHashMap<VariantId, Arc<Card>>,
    location: &'a (LocationNo, Location),
    good_on: Date,
    expired_too: bool,
}

/// What is taken for a line.
pub(in crate::shop) struct Taken {
    picks: Vec<Pick>,
    short: Quantity,
    parts: Vec<MovedPart>,
}

impl<'a> Taking<'a> {
    /// What lies at a location at a time of these goods and of the parts of the kits among them.
    pub(in crate::shop) fn new(
        gate: &mut Gate<'_>,
        cards: &[Arc<Card>],
        at: Timestamp,
        (location, good_on, expired_too): (&'a (LocationNo, Location), Date, bool),
    ) -> Result<Self> {
        let parts = parts_of(gate, cards)?;
        let levels = gate.shelf(&[cards, &parts].concat(), at)?;
        let parts = parts.into_iter().map(|card| (card.variant.id, card)).collect();
        Ok(Self { levels, parts, location, good_on, expired_too })
    }

    /// Takes goods; of kits their parts, as the catalog has them now.
    pub(in crate::shop) fn line(
        &mut self,
        state: &State,
        card: &Card,
        quantity: Quantity,
        batch: Option<&str>,
    ) -> Result<Taken> {
        let mut taken = Taken { picks: Vec::new(), short: Quantity::ZERO, parts: Vec::new() };
        if !card.variant.is_kit() {
            (taken.picks, taken.short) = self.take(state, card, quantity, batch)?;
        }
        for part in &card.variant.parts {
            let Some(goods) = self.parts.get(&part.variant).cloned() else { continue };
            let quantity = part.of_kits(quantity)?;
            let (picks, short) = self.take(state, &goods, quantity, None)?;
            taken.parts.push(MovedPart { variant: part.variant, quantity, picks, short });
        }
        Ok(taken)
    }

    fn take(
        &mut self,
        state: &State,
        card: &Card,
        quantity: Quantity,
        batch: Option<&str>,
    ) -> Result<(Vec<Pick>, Quantity)> {
        let rule = PickRule { batch, good_on: Some(self.good_on), expired_too: self.expired_too, short_too: true };
        let picked = self.levels.take(state, card, self.location, quantity, rule)?;
        Ok((stored_picks(picked.picks), picked.short))
    }
}
