use serde::{Deserialize, Serialize};

use super::changes::{LineChange, WhyChanged, differences};
use crate::posting::Gate;
use crate::pricing::{Cart, Quote, QuotedLine};
use crate::shop::till::{Taking, in_units, price_in, variants_of};
use crate::value::{Quantity, Timestamp};
use crate::{Error, Result};

/// A cart that was put aside, as it can be sold now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumedCart {
    /// What to sell. Lines that have no price any more are left out.
    pub cart: Cart,
    /// What it costs now; `None` if nothing is left of it, or if something that was entered does not hold any more, such as
    /// points to redeem that lapsed: [`Till::price`](crate::shop::Till::price) says what.
    pub quote: Option<Quote>,
    /// Each line that is not what it was, in the order of the lines.
    pub changes: Vec<LineChange>,
}

/// Works out anew what a cart costs, beside what its lines cost before.
pub(super) fn reprice(
    gate: &mut Gate<'_>,
    mut cart: Cart,
    (was, tax_was_in): (&[QuotedLine], bool),
) -> Result<ResumedCart> {
    let at = gate.context.at.unwrap_or(gate.context.now);
    let cards = gate.goods(&variants_of(&cart))?;
    let mut changes = Vec::with_capacity(was.len());
    for (line, (was, card)) in was.iter().zip(&cards).enumerate() {
        let wanted = cart.lines.get(line).filter(|_| card.variant.on_shelf);
        let units = wanted.and_then(|wanted| in_units(card, wanted).ok());
        let (was, why) =
            (was.total(tax_was_in)?, if units.is_none() { vec![WhyChanged::NotForSale] } else { Vec::new() });
        changes.push((LineChange { line, variant: card.variant.id, was, is: None, why }, units));
    }
    let mut place = 0..;
    cart.lines.retain(|_| place.next().and_then(|line| changes.get(line)).is_some_and(|(_, units)| units.is_some()));
    let quote = price_in(gate, &cart, (at, false))?.ok();
    let kept = changes.iter_mut().filter(|(_, units)| units.is_some());
    for (line, (change, _)) in kept.enumerate() {
        let (Some(quote), Some(was)) = (&quote, was.get(change.line)) else { continue };
        let Some(is) = quote.lines.get(line) else { continue };
        change.why = differences(was, is, quote)?;
        change.is = Some(is.total(quote.prices_include_tax)?);
    }
    out_of_stock(gate, &cart, at, &mut changes)?;
    let mut changes: Vec<LineChange> = changes.into_iter().map(|(change, _)| change).collect();
    changes.retain(|change| !change.why.is_empty() || change.is.is_some_and(|is| is != change.was));
    Ok(ResumedCart { cart, quote, changes })
}

/// Tells the lines of which a sale would not find enough.
fn out_of_stock(
    gate: &mut Gate<'_>,
    cart: &Cart,
    at: Timestamp,
    changes: &mut [(LineChange, Option<Quantity>)],
) -> Result<()> {
    let cards = gate.goods(&variants_of(cart))?;
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(cart.location)?;
    let good_on = snapshot.zone.business_day(at).date();
    let from = (location, good_on, gate.context.approver.is_some());
    let mut taking = Taking::new(gate, &cards, at, from)?;
    let kept = changes.iter_mut().filter_map(|(change, units)| Some((change, (*units)?)));
    for ((line, card), (change, units)) in cart.lines.iter().zip(&cards).zip(kept) {
        change.why.push(match taking.line(gate.state, card, units, line.batch.as_deref()) {
            Ok(_) => continue,
            Err(Error::OutOfStock { sku, asked, available, .. }) => WhyChanged::OutOfStock { sku, asked, available },
            Err(Error::Expired { sku, batch, expires_on }) => WhyChanged::Expired { sku, batch, expires_on },
            Err(error) => return Err(error),
        });
    }
    Ok(())
}
