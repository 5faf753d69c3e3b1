//! Promotions on goods as they lie: shares, amounts, prices, steps.

use std::cmp::Reverse;

use super::candidate::Candidate;
use super::piece::{Piece, Take, weight_of};
use super::ratio::{Exact, Ratio};
use super::stock::{Span, Spans, sum};
use super::{Goods, Off, Threshold, Tier};
use crate::Result;
use crate::value::{Currency, Money, Price, Quantity, Rate};

/// A share of the net of what the promotion may use.
pub(super) fn percent_off(candidate: &Candidate<'_>, spans: &Spans, rate: Rate) -> Result<Take> {
    let pieces = best_units(whole(candidate, spans), candidate.most_uses)?;
    let (share, of) = rate.fraction();
    let (exact, uses) = (weight_of(&pieces)?.times(share, of)?, units(&pieces));
    Ok(Take { pieces, exact: Some(exact), uses })
}

/// One amount on all that the promotion may use, never more than that costs.
pub(super) fn amount_off(candidate: &Candidate<'_>, spans: &Spans, amount: Ratio, uses: i64) -> Result<Take> {
    let pieces = whole(candidate, spans);
    let exact = weight_of(&pieces)?.min(amount);
    Ok(Take { pieces, exact: Some(exact), uses })
}

/// The highest step that the goods reach.
pub(super) fn tiers(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods], steps: &[Tier]) -> Result<Take> {
    let reached = sum(spans.iter().filter(|span| candidate.may_use(span)), goods)?;
    let Some(step) = steps.iter().rfind(|step| is_reached(step.from, reached)) else { return Ok(Take::default()) };
    let pieces = whole(candidate, spans);
    let net = weight_of(&pieces)?;
    let exact = match step.off {
        Off::Amount(amount) => net.min(Ratio::money(amount)),
        Off::Percent(rate) => {
            let (share, of) = rate.fraction();
            net.times(share, of)?
        }
    };
    Ok(Take { pieces, exact: Some(exact), uses: 1 })
}

pub(super) fn is_reached(threshold: Threshold, (amount, quantity): (Ratio, Quantity)) -> bool {
    match threshold {
        Threshold::Amount(least) => amount >= Ratio::money(least),
        Threshold::Quantity(least) => quantity >= least,
    }
}

/// Units of which each saves something for itself: rounded line by line.
pub(super) fn by_unit(
    candidate: &Candidate<'_>,
    spans: &Spans,
    most: Option<u32>,
    saving: impl Fn(&Span) -> Result<Ratio>,
) -> Result<Take> {
    let mut pieces = Vec::with_capacity(spans.len());
    for (index, span) in spans.iter().enumerate().filter(|(_, span)| candidate.may_use(span)) {
        let weight = saving(span)?;
        if weight.is_positive() {
            pieces.push(Piece { span: index, line: span.line, units: span.units, weight });
        }
    }
    let pieces = best_units(pieces, most)?;
    let uses = units(&pieces);
    Ok(Take { pieces, exact: None, uses })
}

/// Units that are dearer than a price, so many of them.
pub(super) fn fixed_price(
    candidate: &Candidate<'_>,
    spans: &Spans,
    goods: &[Goods],
    (price, currency, most): (Price, Currency, Option<u32>),
) -> Result<Take> {
    by_unit(candidate, spans, most, |span| Ok(span.net.sub(cost(price, span.quantity(goods)?, currency)?)?))
}

/// An amount for each unit, at most what it costs.
pub(super) fn per_unit(amount: Money, span: &Span, goods: &[Goods]) -> Result<Ratio> {
    let quantity = i128::from(span.quantity(goods)?.micros());
    Ok(Ratio::money(amount).times(quantity, Quantity::ONE.micros().into())?.min(span.net))
}

/// What `quantity` costs at `price`, unrounded.
pub(super) fn cost(price: Price, quantity: Quantity, currency: Currency) -> Exact {
    let one = i128::from(Quantity::ONE.micros());
    let minor = Ratio::new(i128::from(price.micros()) * i128::from(currency.minor_per_major()), one);
    minor.times(quantity.micros().into(), one)
}

fn units(pieces: &[Piece]) -> i64 {
    pieces.iter().map(|piece| piece.units).fold(0, i64::saturating_add)
}

/// All that costs something, weighed by its net.
fn whole(candidate: &Candidate<'_>, spans: &Spans) -> Vec<Piece> {
    let usable = spans.iter().enumerate().filter(|(_, span)| candidate.may_use(span) && span.net.is_positive());
    usable.map(|(index, span)| Piece { span: index, line: span.line, units: span.units, weight: span.net }).collect()
}

/// The `most` units with the largest weight, equal ones in cart order.
fn best_units(pieces: Vec<Piece>, most: Option<u32>) -> Result<Vec<Piece>> {
    let Some(most) = most else { return Ok(pieces) };
    let mut ranked = Vec::with_capacity(pieces.len());
    for piece in pieces {
        ranked.push((piece.weight.times(1, piece.units.into())?, piece));
    }
    ranked.sort_by_key(|(each, _)| Reverse(*each));
    let mut left = i64::from(most);
    let mut best = Vec::new();
    for (_, piece) in ranked {
        let units = piece.units.min(left);
        if units > 0 {
            best.push(Piece { units, weight: piece.weight.times(units.into(), piece.units.into())?, ..piece });
            left -= units;
        }
    }
    best.sort_by_key(|piece| piece.span);
    Ok(best)
}
