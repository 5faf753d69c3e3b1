//! What a cart costs, by the catalog and by what is present.

use std::sync::Arc;

use super::listing::{Listing, pack_of};
use super::present::Present;
use crate::catalog::check_code;
use crate::posting::{Card, Snapshot};
use crate::pricing::{Cart, CartLine, Offer, Plain, Quote, Terms, UnusedCoupon, price};
use crate::promotion::{Context, Goods};
use crate::shop::check;
use crate::value::{Price, Quantity, VariantId};
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
pub(super) fn variants_of(cart: &Cart) -> Vec<VariantId> {
    cart.lines.iter().map(|line| line.variant).collect()
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
pub(super) fn in_units(card: &Card, line: &CartLine) -> Result<Quantity> {
    let quantity = Quantity::positive(line.quantity, "quantity")?;
    match pack_of(line, card)? {
        Some(pack) => Quantity::positive(pack.in_units(quantity)?.to_decimal(), "quantity"),
        None => Ok(quantity),
    }
}
