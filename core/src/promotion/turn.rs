use super::candidate::Candidate;
use super::piece::{Fate, Piece, Share, Take, left_over};
use super::ratio::Ratio;
use super::stock::{Span, Spans, sum};
use super::{Benefit, Goods, Per, Reason};
use super::{bundle, groups, single};
use crate::Result;
use crate::value::{Currency, Money, Quantity};

/// Coupons that one promotion issues in a sale.
const MOST_ISSUED: i64 = 100;

/// What became of a promotion's turn.
#[derive(Debug)]
pub(super) enum Turn {
    /// It gives something.
    Applied(Effect),
    /// It does not.
    Idle(Reason),
}

impl Turn {
    pub(super) fn effect(self) -> Option<Effect> {
        match self {
            Self::Applied(effect) => Some(effect),
            Self::Idle(_) => None,
        }
    }
}

/// What a promotion gives.
#[derive(Debug)]
pub(super) struct Effect {
    taken: Vec<Piece>,
    fate: Fate,
    pub(super) discount: Money,
    /// By rising line.
    pub(super) shares: Vec<Share>,
    /// How much of the gift.
    pub(super) gift: Option<Quantity>,
    /// For what changes no price: the lines that counted for it, or that earn more points.
    pub(super) lines: Vec<usize>,
    /// Steps, sets, or discounted units.
    pub(super) uses: i64,
}

impl Effect {
    /// What it leaves of the spans that it was found on.
    pub(super) fn left_of(&self, spans: &Spans) -> Result<Spans> {
        left_over(spans, &self.taken, &self.shares, self.fate)
    }

    /// How much of the memory it takes.
    pub(super) fn size(&self) -> usize {
        self.taken.len() + self.shares.len() + self.lines.len()
    }
}

/// What the condition of `candidate` counts.
pub(super) fn counted(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods]) -> Result<(Ratio, Quantity)> {
    sum(spans.iter().filter(|span| candidate.counts(span)), goods)
}

/// Tests the condition of `candidate` on `spans` and applies it.
pub(super) fn take_turn(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods], currency: Currency) -> Result<Turn> {
    let finds_goods = if candidate.promotion.benefit.is_beside() {
        spans.iter().any(|span| candidate.counts(span))
    } else {
        spans.iter().any(|span| candidate.may_use(span))
    };
    if !finds_goods {
        return Ok(Turn::Idle(Reason::GoodsTaken));
    }
    let condition = &candidate.promotion.condition;
    let (amount, quantity) = if condition.is_bound() {
        let reached = counted(candidate, spans, goods)?;
        if let Some(reason) = missing(candidate, reached)? {
            return Ok(Turn::Idle(reason));
        }
        reached
    } else {
        (Ratio::ZERO, Quantity::ZERO)
    };
    let times = times_reached(candidate, amount, quantity);
    match &candidate.promotion.benefit {
        Benefit::Gift { quantity, .. } => return given(candidate, spans, Some(*quantity), times),
        Benefit::IssueCoupon { .. } => return given(candidate, spans, None, times.min(MOST_ISSUED)),
        Benefit::PointsMultiplier { .. } => {
            return Ok(priceless(candidate, spans, (None, 1), |span| candidate.may_use(span)));
        }
        _ => {}
    }
    let take = take(candidate, spans, goods, (currency, times))?;
    let shares = take.shares(spans, candidate.promotion.max_discount)?;
    let discount = Money::sum(shares.iter().map(|share| share.amount))?;
    if discount.is_zero() {
        return Ok(Turn::Idle(Reason::NoEffect));
    }
    let fate = Fate { in_set: candidate.promotion.benefit.is_multi_buy(), closed: candidate.is_exclusive() };
    let (gift, lines) = (None, Vec::new());
    Ok(Turn::Applied(Effect { taken: take.pieces, fate, discount, shares, gift, lines, uses: take.uses }))
}

/// What the promotion takes, by its kind.
fn take(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods], (currency, times): (Currency, i64)) -> Result<Take> {
    match &candidate.promotion.benefit {
        Benefit::PercentOff { rate } => single::percent_off(candidate, spans, *rate),
        Benefit::AmountOff { amount, per: Per::Order } => {
            single::amount_off(candidate, spans, Ratio::money(*amount), 1)
        }
        Benefit::AmountOff { amount, per: Per::EveryThreshold } => {
            single::amount_off(candidate, spans, Ratio::money(*amount).times(times.into(), 1)?, times)
        }
        Benefit::AmountOff { amount, per: Per::Unit } => {
            single::by_unit(candidate, spans, candidate.most_uses, |span| single::per_unit(*amount, span, goods))
        }
        Benefit::FixedPrice { price } => {
            single::fixed_price(candidate, spans, goods, (*price, currency, candidate.most_uses))
        }
        Benefit::Tiers { steps } => single::tiers(candidate, spans, goods, steps),
        Benefit::BuyXGetY { buy, get, get_scope: None, reward } => {
            groups::of_themselves(candidate, spans, (i64::from(*buy), i64::from(*get)), (*reward, currency))
        }
        Benefit::BuyXGetY { buy, get, get_scope: Some(_), reward } => {
            groups::of_others(candidate, spans, (i64::from(*buy), i64::from(*get)), (*reward, currency))
        }
        Benefit::CheapestFree { count, every, rate } => {
            groups::cheapest(candidate, spans, (i64::from(*count), every.map(i64::from), *rate))
        }
        Benefit::BundlePrice { items, price } => bundle::of_items(candidate, spans, items, *price),
        Benefit::AnyFor { count, price } => bundle::of_any(candidate, spans, *count, *price),
        Benefit::AddOn { price, units, per } => {
            let times = if *per == Per::EveryThreshold { times } else { 1 };
            let most = u32::try_from(times.saturating_mul((*units).into())).unwrap_or(u32::MAX);
            let most = candidate.most_uses.map_or(most, |uses| uses.min(most));
            single::fixed_price(candidate, spans, goods, (*price, currency, Some(most)))
        }
        Benefit::Gift { .. } | Benefit::IssueCoupon { .. } | Benefit::PointsMultiplier { .. } => Ok(Take::default()),
    }
}

/// Goods or coupons beside the cart.
fn given(candidate: &Candidate<'_>, spans: &Spans, each: Option<Quantity>, times: i64) -> Result<Turn> {
    let uses = if candidate.promotion.benefit.is_per_threshold() { times } else { 1 };
    let gift = each.map(|each| each.times(uses)).transpose()?;
    Ok(priceless(candidate, spans, (gift, uses), |span| candidate.counts(span)))
}

/// What changes no price. An exclusive promotion closes the goods that it is given for.
fn priceless(
    candidate: &Candidate<'_>,
    spans: &Spans,
    (gift, uses): (Option<Quantity>, i64),
    is_for: impl Fn(&Span) -> bool,
) -> Turn {
    let mut lines: Vec<usize> = spans.iter().filter(|span| is_for(span)).map(|span| span.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut taken = Vec::new();
    if candidate.is_exclusive() {
        let of = |(span, used): (usize, &Span)| Piece { span, line: used.line, units: used.units, weight: Ratio::ZERO };
        taken.extend(spans.iter().enumerate().filter(|(_, span)| is_for(span)).map(of));
    }
    let fate = Fate { in_set: false, closed: true };
    Turn::Applied(Effect { taken, fate, discount: Money::ZERO, shares: Vec::new(), gift, lines, uses })
}

/// What is missing to reach the condition, if anything.
fn missing(candidate: &Candidate<'_>, (amount, quantity): (Ratio, Quantity)) -> Result<Option<Reason>> {
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
fn times_reached(candidate: &Candidate<'_>, amount: Ratio, quantity: Quantity) -> i64 {
    let condition = &candidate.promotion.condition;
    let times = match (condition.min_amount, condition.min_quantity) {
        (Some(min), _) => i64::try_from(amount.floor() / i128::from(min.minor()).max(1)).unwrap_or(i64::MAX),
        (None, Some(min)) => quantity.micros() / min.micros().max(1),
        (None, None) => 0,
    };
    candidate.most_uses.map_or(times, |most| times.min(most.into()))
}
