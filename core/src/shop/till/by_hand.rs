//! What was said by hand about a cart: whether the actor may say it.

use std::sync::Arc;

use crate::Result;
use crate::document::Settings;
use crate::posting::{Act, Card, Context};
use crate::pricing::{Cart, CartLine, DiscountKind, Quote, QuotedLine};
use crate::value::{Currency, Money, Quantity};

/// Asks about prices and discounts by hand, and about a total that is rounded off otherwise than the shop does.
pub(super) fn may_say(
    context: &Context,
    settings: &Settings,
    (cart, cards): (&Cart, &[Arc<Card>]),
    quote: &Quote,
) -> Result<()> {
    for ((line, card), quoted) in cart.lines.iter().zip(cards).zip(&quote.lines) {
        if line.unit_price.is_some() || !line.discounts.is_empty() {
            may_price(context, settings.currency, (line, card), quoted)?;
        }
    }
    let otherwise = cart.round_off.filter(|asked| *asked != settings.payments.round_off);
    if otherwise.is_none() {
        return Ok(());
    }
    let rounded = quote.lines.iter().flat_map(|line| &line.discounts).filter(|off| off.kind == DiscountKind::RoundOff);
    let rounded = Money::sum(rounded.map(|off| off.amount))?;
    context.allow(Act::RoundOff { base: quote.total.add(rounded)?, asked: quote.total })
}

fn may_price(
    context: &Context,
    currency: Currency,
    (line, card): (&CartLine, &Card),
    quoted: &QuotedLine,
) -> Result<()> {
    let (sku, quantity) = (card.variant.sku.as_str(), quoted.quantity);
    if let Some(base) = quoted.list_price {
        context.allow(Act::Price { sku, quantity, base, asked: quoted.unit_price, reason: &line.price_reason })?;
    }
    let Some(first) = line.discounts.first() else { return Ok(()) };
    let offs = |by_offer: bool| {
        let is_asked = move |kind| matches!(kind, DiscountKind::Manual | DiscountKind::Coupon);
        let of = quoted.discounts.iter().filter(move |off| {
            if by_offer { off.promotion.is_some() } else { off.promotion.is_none() && is_asked(off.kind) }
        });
        Money::sum(of.map(|off| off.amount))
    };
    let regular = quoted.list_price.map_or(Ok(quoted.gross), |price| price.amount(quantity, currency))?;
    let asked = quoted.gross.sub(offs(true)?)?.sub(offs(false)?)?;
    let base = regular.sub(offs(true)?)?.max(asked);
    context.allow(Act::Discount { sku, quantity, base, asked, reason: &first.reason })
}

/// Asks about goods that are sold without being there.
pub(super) fn may_be_short(context: &Context, card: &Card, (quantity, short): (Quantity, Quantity)) -> Result<()> {
    if short.is_zero() {
        return Ok(());
    }
    context.allow(Act::NegativeStock { sku: &card.variant.sku, quantity, short })
}
