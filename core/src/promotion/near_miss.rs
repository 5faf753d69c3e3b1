use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::evaluation::Taken;
use super::ratio::Ratio;
use super::stock::{Spans, sum};
use super::turn::{Turn, counted};
use super::{Benefit, Goods, Off, Per, Promotion, Reason, Threshold, single};
use crate::Result;
use crate::value::{Money, PromotionId, Quantity, Rate};

/// What a promotion would give for more goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its name.
    pub name: String,
    /// The amount that is missing, of the goods that count, after the discounts before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_amount: Option<Money>,
    /// The quantity that is missing, of the goods that count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_quantity: Option<Quantity>,
    /// What it would give then.
    pub gain: Gain,
}

/// What a near miss would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Gain {
    /// So much off in all.
    Amount(Money),
    /// This share off.
    Percent(Rate),
    /// One more set, unit, or gift, as the promotion says.
    Another,
}

impl NearMiss {
    fn new(promotion: &Promotion, gain: Gain) -> Self {
        let (promotion, name) = (promotion.id, promotion.name.clone());
        Self { promotion, name, missing_amount: None, missing_quantity: None, gain }
    }
}

/// What is nearly reached, in the order of the turns.
pub(super) fn near_misses(turns: &[Taken<'_>], goods: &[Goods]) -> Vec<NearMiss> {
    let near_miss = |taken: &Taken<'_>| match &taken.turn {
        Turn::Idle(Reason::ConditionNotMet { missing_quantity, missing_amount }) => Some(NearMiss {
            missing_amount: *missing_amount,
            missing_quantity: *missing_quantity,
            ..NearMiss::new(taken.candidate.promotion, first_gain(&taken.candidate.promotion.benefit))
        }),
        // No sale is refused for a hint whose figures would be too large.
        Turn::Idle(Reason::NoEffect) => next_gain(taken.candidate, &taken.before, goods, 0).ok().flatten(),
        Turn::Applied(effect) if taken.in_plan => {
            next_gain(taken.candidate, &taken.before, goods, effect.uses).ok().flatten()
        }
        Turn::Applied(_) | Turn::Idle(_) => None,
    };
    turns.iter().filter_map(near_miss).collect()
}

/// What the promotion gives when its condition is just reached.
fn first_gain(benefit: &Benefit) -> Gain {
    match benefit {
        Benefit::PercentOff { rate } => Gain::Percent(*rate),
        Benefit::AmountOff { amount, per: Per::Order | Per::EveryThreshold } => Gain::Amount(*amount),
        _ => Gain::Another,
    }
}

/// What is missing to the next step or set, where there is one and `uses` is not the most.
fn next_gain(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods], uses: i64) -> Result<Option<NearMiss>> {
    let promotion = candidate.promotion;
    if candidate.most_uses.is_some_and(|most| uses >= most.into()) {
        return Ok(None);
    }
    if promotion.benefit.is_per_threshold() {
        return next_threshold(candidate, spans, goods).map(Some);
    }
    let units = |missing: i64| -> Result<Option<NearMiss>> {
        let missing_quantity = Some(Quantity::whole(missing)?);
        Ok(Some(NearMiss { missing_quantity, ..NearMiss::new(promotion, Gain::Another) }))
    };
    let usable = spans.iter().filter(|span| candidate.may_use(span));
    let have = usable.map(|span| span.units).fold(0, i64::saturating_add);
    // Sets that could be made and save nothing are no near miss.
    let next_set = |group: i64, missing: i64| if uses == 0 && have >= group { Ok(None) } else { units(missing) };
    match &promotion.benefit {
        Benefit::Tiers { steps } => {
            let reached = sum(spans.iter().filter(|span| candidate.may_use(span)), goods)?;
            let next = steps.iter().find(|step| !single::is_reached(step.from, reached));
            next.map(|step| next_step(promotion, (step.from, step.off), reached)).transpose()
        }
        Benefit::BuyXGetY { buy, get, get_scope: None, .. } => {
            let (buy, group) = (i64::from(*buy), i64::from(*buy) + i64::from(*get));
            next_set(buy + 1, if have % group < buy { buy + 1 - have % group } else { 1 })
        }
        Benefit::AnyFor { count: group, .. } | Benefit::CheapestFree { every: Some(group), .. } => {
            next_set(i64::from(*group), i64::from(*group) - have % i64::from(*group))
        }
        _ => Ok(None),
    }
}

fn next_step(
    promotion: &Promotion,
    (from, off): (Threshold, Off),
    (amount, quantity): (Ratio, Quantity),
) -> Result<NearMiss> {
    let gain = match off {
        Off::Amount(amount) => Gain::Amount(amount),
        Off::Percent(rate) => Gain::Percent(rate),
    };
    let mut miss = NearMiss::new(promotion, gain);
    match from {
        Threshold::Amount(least) => miss.missing_amount = Some(above(least, amount)?),
        Threshold::Quantity(least) => miss.missing_quantity = Some(least.sub(quantity)?),
    }
    Ok(miss)
}

fn above(least: Money, amount: Ratio) -> Result<Money> {
    Money::try_from(Ratio::money(least).sub(amount)?.ceil())
}

/// What is missing to reach the threshold once more.
fn next_threshold(candidate: &Candidate<'_>, spans: &Spans, goods: &[Goods]) -> Result<NearMiss> {
    let promotion = candidate.promotion;
    let (amount, quantity) = counted(candidate, spans, goods)?;
    let gain = |times: i64| match &promotion.benefit {
        Benefit::AmountOff { amount, .. } => amount.times(times).map(Gain::Amount),
        _ => Ok(Gain::Another),
    };
    match (promotion.condition.min_amount, promotion.condition.min_quantity) {
        (Some(min), _) => {
            let times = i64::try_from(amount.floor() / i128::from(min.minor()).max(1)).unwrap_or(i64::MAX - 1) + 1;
            let missing_amount = Some(above(min.times(times)?, amount)?);
            Ok(NearMiss { missing_amount, ..NearMiss::new(promotion, gain(times)?) })
        }
        (None, Some(min)) => {
            let times = quantity.micros() / min.micros().max(1) + 1;
            let missing_quantity = Some(min.times(times)?.sub(quantity)?);
            Ok(NearMiss { missing_quantity, ..NearMiss::new(promotion, gain(times)?) })
        }
        (None, None) => Ok(NearMiss::new(promotion, Gain::Another)),
    }
}
