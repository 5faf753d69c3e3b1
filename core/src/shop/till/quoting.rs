//! What a cart costs, by the catalog and by what is present.

use std::sync::Arc;

use super::bounded::{self, Bounds};
use super::by_hand;
use super::listing::{Listing, pack_of};
use super::present::Present;
use crate::catalog::check_code;
use crate::posting::{Card, Gate, Snapshot};
use crate::pricing::{Cart, CartLine, Offer, Plain, Quote, Terms, UnusedCoupon, price};
use crate::promotion::{Context, Goods};
use crate::shop::check;
use crate::value::{Price, Quantity, Timestamp, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Coupon codes that one cart may have.
const MOST_COUPONS: usize = 20;

/// Refuses a cart that nothing can be said of.
pub(super) fn check_cart(cart: &Cart) -> Result<()> {
    check::lines(Noun::Cart, &cart.lines)?;
    if cart.coupons.len() > MOST_COUPONS {
        return Err(Error::invalid("coupons", cart.coupons.len(), Expected::AtMostItems(MOST_COUPONS)));
    }
    if cart.redeem != 0 && cart.member.is_none() {
        return Err(Error::MemberNeeded { field: "redeem" });
    }
    for (index, coupon) in cart.coupons.iter().enumerate() {
        check_code(&format!("coupons[{index}]"), coupon)?;
    }
    Ok(())
}

/// The goods of its lines.
pub(in crate::shop) fn variants_of(cart: &Cart) -> Vec<VariantId> {
    cart.lines.iter().map(|line| line.variant).collect()
}

/// What a cart costs, as the document that is being posted finds it. What is not `binding` may be below the lowest prices,
/// and nobody is asked whether what was said by hand may be said. The inner result is that of pricing, the outer one that of
/// reading.
pub(in crate::shop) fn price_in(
    gate: &mut Gate<'_>,
    cart: &Cart,
    (at, binding): (Timestamp, bool),
) -> Result<Result<Quote>> {
    if let Err(error) = check_cart(cart) {
        return Ok(Err(error));
    }
    let cards = gate.goods(&variants_of(cart))?;
    let snapshot = gate.snapshot()?;
    snapshot.location(cart.location)?;
    let present = Present::read(gate.tx, &snapshot, cart, &cards, at)?;
    let mut context = context(&snapshot, cart, &present);
    let coupons = bounded::entered(gate.tx, &snapshot, cart)?;
    let spoilt = Bounds::of(&snapshot, present.member, &context, coupons).load(gate, &mut context)?;
    let guarded = binding && gate.context.approver.is_none();
    let quote = quote(&snapshot, cart, &cards, (&present, guarded), (&context, &spoilt));
    Ok(quote.and_then(|quote| {
        if binding {
            by_hand::may_say(gate.context, &snapshot.settings, (cart, &cards), &quote)?;
        }
        Ok(quote)
    }))
}

/// Prices a cart whose cards are at hand.
pub(super) fn quote(
    snapshot: &Snapshot,
    cart: &Cart,
    cards: &[Arc<Card>],
    (present, guarded): (&Present, bool),
    (context, spoilt): (&Context, &[UnusedCoupon]),
) -> Result<Quote> {
    let mut offers = Vec::with_capacity(cards.len());
    let listing = Listing::of(snapshot, context, cart, cards)?;
    for (index, (line, card)) in cart.lines.iter().zip(cards).enumerate() {
        let mut offer = check::at_line(index, offer(snapshot, &listing, line, card))?;
        offer.goods.days_left = present.days_left.get(index).copied().flatten();
        offers.push(offer);
    }
    let settings = &snapshot.settings;
    let terms = Terms {
        prices_include_tax: settings.prices_include_tax,
        tax_rounding: settings.tax_rounding,
        guarded,
        round_off: cart.round_off.unwrap_or(settings.payments.round_off),
        points: present.points_terms(snapshot, cart)?,
    };
    price(offers, &snapshot.promotions, (context, spoilt), terms)
}

/// What decides which offers a cart gets beside its goods.
pub(super) fn context(snapshot: &Snapshot, cart: &Cart, present: &Present) -> Context {
    Context {
        coupons: cart.coupons.clone(),
        member: present.shopper.clone(),
        declined: cart.declined.clone(),
        ..Context::new(snapshot.settings.currency, present.at).in_zone(&snapshot.zone)
    }
}

fn offer<'a>(snapshot: &Snapshot, listing: &Listing<'_>, line: &'a CartLine, card: &'a Card) -> Result<Offer<'a>> {
    let variant = &card.variant;
    if !variant.on_shelf {
        return Err(Error::WrongState { what: Noun::Variant, key: variant.sku.clone(), state: "off_shelf" });
    }
    if let Some(batch) = line.batch.as_ref().filter(|_| variant.is_kit()) {
        return Err(Error::invalid("batch", batch, Expected::Absent));
    }
    let quantity = in_units(card, line)?;
    let regular = listing.price(line, card, quantity)?;
    let (found, list_price) = match line.unit_price {
        Some(by_hand) => {
            crate::catalog::check_name("price_reason", &line.price_reason)?;
            let unit_price = Price::not_negative(by_hand, "unit_price")?;
            let by_hand = Plain { unit_price, reason: &line.price_reason };
            let list_price = Some(regular.unit_price).filter(|regular| *regular != unit_price);
            (by_hand.of(quantity, snapshot.settings.currency)?, list_price)
        }
        None => (regular, None),
    };
    let settings = &snapshot.settings;
    let by_category =
        !snapshot.promotions.is_empty() || settings.points.as_ref().is_some_and(|p| !p.excluded.is_empty());
    let goods = Goods {
        variant: variant.id,
        product: variant.product,
        categories: if by_category { card.categories.clone() } else { Vec::new() },
        quantity,
        amount: found.amount,
        days_left: None,
    };
    Ok(Offer {
        line,
        goods,
        sku: &variant.sku,
        found,
        list_price,
        lowest_price: variant.lowest_price,
        tax_code: &card.product.tax_code,
        rate: card.rate,
    })
}

/// The quantity of a line in stock units.
pub(in crate::shop) fn in_units(card: &Card, line: &CartLine) -> Result<Quantity> {
    let quantity = Quantity::positive(line.quantity, "quantity")?;
    match pack_of(line, card)? {
        Some(pack) => Quantity::positive(pack.in_units(quantity)?.to_decimal(), "quantity"),
        None => Ok(quantity),
    }
}
