use std::cmp::Reverse;

use super::candidate::Candidate;
use super::ratio::Ratio;
use super::split::{Claim, split};
use super::stock::{Span, Spans, sum};
use super::{Benefit, Goods, Per, Reason};
use crate::Result;
use crate::value::{Currency, Money, Price, Quantity};

/// What became of a promotion's turn.
#[derive(Debug)]
pub(super) enum Turn {
    /// It takes something off.
    Applied(Effect),
    /// It does not.
    Idle(Reason),
}

/// What a promotion takes off, and what it leaves.
#[derive(Debug)]
pub(super) struct Effect {
    pub(super) spans: Spans,
    pub(super) discount: Money,
    /// Line and its share, by rising line.
    pub(super) shares: Vec<(usize, Money)>,
}

/// Units of one span that a promotion discounts.
#[derive(Debug, Clone, Copy)]
struct Part {
    span: usize,
    line: usize,
    units: i64,
    /// Their exact discount, or anything in proportion to it. Above zero.
    weight: Ratio,
}

/// Tests the condition of `candidate` on `spans` and applies it.
pub(super) fn take_turn(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods], currency: Currency) -> Result<Turn> {
    let usable = || spans.iter().filter(|span| candidate.may_use(span));
    if usable().next().is_none() {
        return Ok(Turn::Idle(Reason::GoodsTaken));
    }
    let (amount, quantity) = sum(spans.iter().filter(|span| candidate.counts(span)), goods)?;
    if let Some(reason) = missing(candidate, amount, quantity)? {
        return Ok(Turn::Idle(reason));
    }
    let parts = parts(candidate, spans, goods, currency)?;
    let most = candidate.promotion.max_discount;
    let shares = match &candidate.promotion.benefit {
        Benefit::PercentOff { rate } => {
            let (share, whole) = rate.fraction();
            together(&parts, spans, most, |net| net.times(share, whole))?
        }
        Benefit::AmountOff { amount: off, per: Per::Order } => {
            together(&parts, spans, most, |net| Ok(net.min(Ratio::money(*off))))?
        }
        Benefit::AmountOff { amount: off, per: Per::EveryThreshold } => {
            let times = times_reached(candidate, amount, quantity);
            let off = Ratio::money(*off).times(times, 1)?;
            together(&parts, spans, most, |net| Ok(net.min(off)))?
        }
        Benefit::AmountOff { per: Per::Unit, .. } | Benefit::FixedPrice { .. } => line_by_line(&parts, spans, most)?,
    };
    let discount = Money::sum(shares.iter().map(|(_, share)| *share))?;
    if discount.is_zero() {
        return Ok(Turn::Idle(Reason::NoEffect));
    }
    let spans = left_over(spans, &parts, &shares, candidate.is_exclusive())?;
    Ok(Turn::Applied(Effect { spans, discount, shares }))
}

/// What is missing to reach the condition, if anything.
fn missing(candidate: &Candidate<'_>, amount: Ratio, quantity: Quantity) -> Result<Option<Reason>> {
    let condition = &candidate.promotion.condition;
    let missing_quantity = match condition.min_quantity {
        Some(min) if quantity < min => Some(min.sub(quantity)?),
        _ => None,
    };
    let missing_amount = match condition.min_amount {
        Some(min) if amount < Ratio::money(min) => Some(Money::try_from(Ratio::money(min).sub(amount)?.ceil())?),
        _ => None,
    };
    let reached = missing_quantity.is_none() && missing_amount.is_none();
    Ok((!reached).then_some(Reason::ConditionNotMet { missing_quantity, missing_amount }))
}

/// How many times the condition is reached, `max_uses` at most.
fn times_reached(candidate: &Candidate<'_>, amount: Ratio, quantity: Quantity) -> i128 {
    let condition = &candidate.promotion.condition;
    let times = match (condition.min_amount, condition.min_quantity) {
        (Some(min), _) => amount.floor() / i128::from(min.minor()).max(1),
        (None, Some(min)) => i128::from(quantity.micros() / min.micros().max(1)),
        (None, None) => 0,
    };
    candidate.promotion.max_uses.map_or(times, |most| times.min(most.into()))
}

/// The units that the promotion discounts, in cart order.
fn parts(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods], currency: Currency) -> Result<Vec<Part>> {
    let benefit = &candidate.promotion.benefit;
    let mut parts = Vec::with_capacity(spans.len());
    for (index, span) in spans.iter().enumerate().filter(|(_, span)| candidate.may_use(span)) {
        let weight = match benefit {
            Benefit::PercentOff { .. } | Benefit::AmountOff { per: Per::Order | Per::EveryThreshold, .. } => span.net,
            Benefit::AmountOff { amount, per: Per::Unit } => {
                let quantity = i128::from(span.quantity(goods)?.micros());
                Ratio::money(*amount).times(quantity, Quantity::ONE.micros().into())?.min(span.net)
            }
            Benefit::FixedPrice { price } => span.net.sub(cost(*price, span.quantity(goods)?, currency)?)?,
        };
        if weight.is_positive() {
            parts.push(Part { span: index, line: span.line, units: span.units, weight });
        }
    }
    let by_unit = matches!(
        benefit,
        Benefit::PercentOff { .. } | Benefit::FixedPrice { .. } | Benefit::AmountOff { per: Per::Unit, .. }
    );
    match candidate.promotion.max_uses {
        Some(most) if by_unit => best_units(parts, most.into()),
        _ => Ok(parts),
    }
}

/// What `quantity` costs at `price`, unrounded.
fn cost(price: Price, quantity: Quantity, currency: Currency) -> Result<Ratio> {
    let one = i128::from(Quantity::ONE.micros());
    let minor = Ratio::new(i128::from(price.micros()) * i128::from(currency.minor_per_major()), one);
    minor.times(quantity.micros().into(), one)
}

/// The `most` units with the largest weight, equal ones in cart order.
fn best_units(parts: Vec<Part>, most: i64) -> Result<Vec<Part>> {
    let mut ranked = Vec::with_capacity(parts.len());
    for part in parts {
        ranked.push((part.weight.times(1, part.units.into())?, part));
    }
    ranked.sort_by_key(|(each, _)| Reverse(*each));
    let mut left = most;
    let mut best = Vec::new();
    for (_, part) in ranked {
        let units = part.units.min(left);
        if units > 0 {
            best.push(Part { units, weight: part.weight.times(units.into(), part.units.into())?, ..part });
            left -= units;
        }
    }
    best.sort_by_key(|part| part.span);
    Ok(best)
}

/// The lines that `parts` are of.
fn claims(parts: &[Part], spans: &Spans) -> Result<Vec<(usize, Claim)>> {
    let mut claims: Vec<(usize, Claim)> = Vec::with_capacity(parts.len());
    for part in parts {
        match claims.last_mut() {
            Some((line, claim)) if *line == part.line => claim.weight = claim.weight.add(part.weight)?,
            _ => claims.push((part.line, Claim { weight: part.weight, room: 0 })),
        }
    }
    for (line, claim) in &mut claims {
        let own = spans.iter().filter(|span| span.line == *line);
        claim.room = own.map(|span| span.net).try_fold(Ratio::ZERO, Ratio::add)?.round();
    }
    Ok(claims)
}

/// One discount on all parts: rounded once, capped, split over the lines. The weights are the nets.
fn together(
    parts: &[Part],
    spans: &Spans,
    most: Option<Money>,
    discount: impl Fn(Ratio) -> Result<Ratio>,
) -> Result<Vec<(usize, Money)>> {
    let claims = claims(parts, spans)?;
    let net = claims.iter().try_fold(Ratio::ZERO, |sum, (_, claim)| sum.add(claim.weight))?;
    let room = Money::try_from(claims.iter().map(|(_, claim)| claim.room).sum::<i128>())?;
    let total = discount(net)?.to_money()?.min(most.unwrap_or(room)).min(room);
    spread(total, &claims)
}

/// A discount that is rounded line by line. If the cap cuts their sum, it is split in proportion to them.
fn line_by_line(parts: &[Part], spans: &Spans, most: Option<Money>) -> Result<Vec<(usize, Money)>> {
    let mut claims = claims(parts, spans)?;
    for (_, claim) in &mut claims {
        claim.weight = Ratio::whole(claim.weight.round().min(claim.room));
    }
    claims.retain(|(_, claim)| claim.weight.is_positive());
    let total = claims.iter().try_fold(Ratio::ZERO, |sum, (_, claim)| sum.add(claim.weight))?.to_money()?;
    spread(most.map_or(total, |most| total.min(most)), &claims)
}

fn spread(total: Money, claims: &[(usize, Claim)]) -> Result<Vec<(usize, Money)>> {
    if total.is_zero() {
        return Ok(Vec::new());
    }
    let only: Vec<Claim> = claims.iter().map(|(_, claim)| *claim).collect();
    let shares = split(total, &only)?;
    Ok(claims.iter().map(|(line, _)| *line).zip(shares).collect())
}

/// The cart after the discount. Inside a line its share spreads over the parts in proportion, unrounded; a span
/// of which only some units are discounted falls in two.
fn left_over(spans: &Spans, parts: &[Part], shares: &[(usize, Money)], exclusive: bool) -> Result<Spans> {
    let mut left = Vec::with_capacity(spans.len() + 1);
    let mut coming = parts.iter().peekable();
    for (index, span) in spans.iter().enumerate() {
        let Some(part) = coming.next_if(|part| part.span == index) else {
            left.push(span.clone());
            continue;
        };
        let share = shares.iter().find(|(line, _)| *line == part.line).map_or(Money::ZERO, |(_, share)| *share);
        let of_line = parts.iter().filter(|other| other.line == part.line);
        let whole = of_line.map(|other| other.weight).try_fold(Ratio::ZERO, Ratio::add)?;
        let off = Ratio::money(share).times_share(part.weight, whole)?;
        let before = span.net.times(part.units.into(), span.units.into())?;
        left.push(Span {
            line: span.line,
            units: part.units,
            net: before.sub(off)?,
            discounted: true,
            closed: exclusive,
        });
        if part.units < span.units {
            left.push(Span { units: span.units - part.units, net: span.net.sub(before)?, ..span.clone() });
        }
    }
    Ok(left)
}
