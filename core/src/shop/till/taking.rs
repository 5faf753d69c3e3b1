//! Which goods leave the stock for the lines of a sale, and out of which batches.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::Result;
use crate::catalog::Location;
use crate::document::{MovedPart, SoldLine};
use crate::ledger::LocationNo;
use crate::posting::{Card, Gate, PickRule, Shelf, stored_picks};
use crate::pricing::Cart;
use crate::value::{Date, Quantity, VariantId};

/// The parts of all kits among these goods, with their own goods loaded.
pub(super) fn parts_of(gate: &mut Gate<'_>, cards: &[Arc<Card>]) -> Result<Vec<Arc<Card>>> {
    let parts = cards.iter().flat_map(|card| &card.variant.parts);
    let mut ids: Vec<VariantId> = parts.map(|part| part.variant).collect();
    ids.sort_unstable();
    ids.dedup();
    gate.goods(&ids)
}

/// Chooses the batches of all lines, gifts included; of kits those of their parts, as the catalog has them now.
pub(super) fn take(
    gate: &Gate<'_>,
    (cart, lines): (&Cart, &mut [SoldLine]),
    (cards, parts): (&[Arc<Card>], &[Arc<Card>]),
    mut levels: Shelf,
    (location, good_on, expired_too): (&(LocationNo, Location), Date, bool),
) -> Result<()> {
    let parts: FxHashMap<VariantId, &Card> = parts.iter().map(|card| (card.variant.id, &**card)).collect();
    let mut take = |card: &Card, quantity: Quantity, batch: Option<&str>| {
        let rule = PickRule { batch, good_on: Some(good_on), expired_too, short_too: true };
        let picked = levels.take(gate.state, card, location, quantity, rule)?;
        Ok::<_, crate::Error>((stored_picks(picked.picks), picked.short))
    };
    for (index, (line, card)) in lines.iter_mut().zip(cards).enumerate() {
        if !card.variant.is_kit() {
            let batch = cart.lines.get(index).and_then(|wanted| wanted.batch.as_deref());
            (line.picks, line.short) = take(card, line.quantity, batch)?;
        }
        for part in &card.variant.parts {
            let Some(goods) = parts.get(&part.variant) else { continue };
            let quantity = part.of_kits(line.quantity)?;
            let (picks, short) = take(goods, quantity, None)?;
            line.parts.push(MovedPart { variant: part.variant, quantity, picks, short });
        }
    }
    Ok(())
}
