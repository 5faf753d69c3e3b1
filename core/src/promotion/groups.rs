//! Multi-buys that reward some units for others: buy x get y, the cheapest free.

use std::cmp::Reverse;

use super::Reward;
use super::candidate::Candidate;
use super::piece::{Piece, Take};
use super::ratio::{Exact, Ratio};
use super::single::cost;
use super::stock::{Span, Spans};
use crate::Result;
use crate::value::{Currency, Quantity, Rate};

/// Equal units that a multi-buy may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heap {
    pub(super) span: usize,
    pub(super) line: usize,
    pub(super) units: i64,
    /// What one costs.
    pub(super) each: Ratio,
}

impl Heap {
    pub(super) fn piece(&self, units: i64, off_each: Ratio) -> Result<Piece> {
        Ok(Piece { span: self.span, line: self.line, units, weight: off_each.times(units.into(), 1)? })
    }
}

/// The units for which `may_use` holds, in cart order.
pub(super) fn heaps(spans: &Spans, may_use: impl Fn(&Span) -> bool) -> Result<Vec<Heap>> {
    let usable = spans.iter().enumerate().filter(|(_, span)| may_use(span));
    usable
        .map(|(index, span)| Ok(Heap { span: index, line: span.line, units: span.units, each: span.each()? }))
        .collect()
}

/// The dearest first; equal ones in cart order.
pub(super) fn dearest_first(heaps: &mut [Heap]) {
    heaps.sort_by_key(|heap| Reverse(heap.each));
}

/// The cheapest first; equal ones in cart order.
fn cheapest_first(heaps: &mut [Heap]) {
    heaps.sort_by_key(|heap| heap.each);
}

fn count(heaps: &[Heap]) -> i64 {
    heaps.iter().map(|heap| heap.units).fold(0, i64::saturating_add)
}

/// Takes units from the front.
fn take(heaps: &[Heap], most: i64, off: impl Fn(Ratio) -> Exact, pieces: &mut Vec<Piece>) -> Result<()> {
    let mut left = most;
    for heap in heaps {
        let units = heap.units.min(left);
        if units > 0 {
            pieces.push(heap.piece(units, off(heap.each)?)?);
            left -= units;
        }
    }
    Ok(())
}

impl Reward {
    /// What a unit that costs `each` gets off.
    fn off(self, each: Ratio, currency: Currency) -> Exact {
        match self {
            Self::PercentOff(rate) => share_of(each, rate),
            Self::FixedPrice(price) => {
                let price = cost(price, Quantity::ONE, currency)?;
                if each > price { each.sub(price) } else { Ok(Ratio::ZERO) }
            }
        }
    }
}

fn share_of(each: Ratio, rate: Rate) -> Exact {
    let (share, of) = rate.fraction();
    each.times(share, of)
}

/// Groups of `buy + get` units, the dearest first; the units after the first `buy` of a group get the reward.
pub(super) fn of_themselves(
    candidate: &Candidate<'_>,
    spans: &Spans,
    (buy, get): (i64, i64),
    (reward, currency): (Reward, Currency),
) -> Result<Take> {
    let mut heaps = heaps(spans, |span| candidate.may_use(span))?;
    dearest_first(&mut heaps);
    let (all, group) = (count(&heaps), buy + get);
    // An incomplete last group counts if a unit of it gets something.
    let groups = all / group + i64::from(all % group > buy);
    let sets = candidate.most_uses.map_or(groups, |most| groups.min(most.into()));
    let end = all.min(sets.saturating_mul(group));
    let rewarded_before = |place: i64| place / group * get + (place % group - buy).max(0);
    let mut pieces = Vec::with_capacity(heaps.len() * 2);
    let mut place = 0;
    for heap in &heaps {
        let next = end.min(place + heap.units);
        let rewarded = rewarded_before(next) - rewarded_before(place);
        if rewarded > 0 {
            pieces.push(heap.piece(rewarded, reward.off(heap.each, currency)?)?);
        }
        let paid = next - place - rewarded;
        if paid > 0 {
            pieces.push(heap.piece(paid, Ratio::ZERO)?);
        }
        place = next;
    }
    Take::of_sets(pieces, sets)
}

/// For every `buy` units in scope `get` out of other goods, the cheapest first, as far as there are any. Where the
/// two scopes overlap a unit is either paid or rewarded.
pub(super) fn of_others(
    candidate: &Candidate<'_>,
    spans: &Spans,
    (buy, get): (i64, i64),
    (reward, currency): (Reward, Currency),
) -> Result<Take> {
    let mut rewarded = heaps(spans, |span| candidate.may_reward(span))?;
    cheapest_first(&mut rewarded);
    let mut paid = heaps(spans, |span| candidate.may_use(span))?;
    let is_both = |heap: &Heap| spans.get(heap.span).is_some_and(|s| candidate.may_use(s) && candidate.may_reward(s));
    // What can only be paid is paid first, then the dearest of the rest.
    paid.sort_by_key(|heap| (is_both(heap), Reverse(heap.each)));
    let both: i64 = paid.iter().filter(|heap| is_both(heap)).map(|heap| heap.units).fold(0, i64::saturating_add);
    let (only_paid, only_rewarded) = (count(&paid) - both, count(&rewarded) - both);

    let given = |sets: i64| {
        let left_of_both = (both - (sets.saturating_mul(buy) - only_paid).max(0)).max(0);
        (sets.saturating_mul(get).min(only_rewarded + left_of_both), left_of_both)
    };
    let mut most = count(&paid) / buy;
    most = candidate.most_uses.map_or(most, |uses| most.min(uses.into()));
    let sets = most_given(most, |sets| given(sets).0, get);
    let (units, left_of_both) = given(sets);

    let mut pieces = Vec::new();
    let (mut left, mut left_of_both) = (units, left_of_both);
    let mut rewarded_of = Vec::new();
    for heap in &rewarded {
        let mut taken = heap.units.min(left);
        if is_both(heap) {
            taken = taken.min(left_of_both);
            left_of_both -= taken;
        }
        if taken > 0 {
            pieces.push(heap.piece(taken, reward.off(heap.each, currency)?)?);
            rewarded_of.push((heap.span, taken));
            left -= taken;
        }
    }
    // A set that gets nothing is none.
    let sets = sets.min(units.div_euclid(get) + i64::from(units.rem_euclid(get) > 0));
    for heap in &mut paid {
        let gone = rewarded_of.iter().find(|(span, _)| *span == heap.span).map_or(0, |(_, taken)| *taken);
        heap.units -= gone;
    }
    take(&paid, sets.saturating_mul(buy), |_| Ok(Ratio::ZERO), &mut pieces)?;
    Take::of_sets(pieces, sets)
}

/// The number of sets, `most` at most, that give most units away: with more sets there is first more to give, then less
/// left of the goods that are paid and given.
fn most_given(most: i64, given: impl Fn(i64) -> i64, get: i64) -> i64 {
    let (mut full, mut not_full) = (0, most + 1);
    while not_full - full > 1 {
        let middle = full + (not_full - full) / 2;
        if given(middle) == middle.saturating_mul(get) {
            full = middle;
        } else {
            not_full = middle;
        }
    }
    if not_full <= most && given(not_full) > given(full) { not_full } else { full }
}

/// The cheapest units that have a price. The units of a set are used up with them, the dearest.
pub(super) fn cheapest(
    candidate: &Candidate<'_>,
    spans: &Spans,
    (each, every, rate): (i64, Option<i64>, Rate),
) -> Result<Take> {
    let mut heaps = heaps(spans, |span| candidate.may_use(span) && span.net.is_positive())?;
    cheapest_first(&mut heaps);
    let all = count(&heaps);
    let most = candidate.most_uses.map_or(i64::MAX, i64::from);
    let (sets, free) = match every {
        Some(every) => {
            let sets = (all / every).min(most);
            (sets, sets * each)
        }
        None => (each.min(all).min(most), each.min(all).min(most)),
    };
    let mut pieces = Vec::new();
    take(&heaps, free, |each| share_of(each, rate), &mut pieces)?;
    if let Some(every) = every {
        heaps.reverse();
        let mut left = sets * (every - each);
        for heap in &heaps {
            let given = pieces.iter().find(|piece| piece.span == heap.span).map_or(0, |piece| piece.units);
            let paid = (heap.units - given).min(left);
            if paid > 0 {
                left -= paid;
                pieces.push(heap.piece(paid, Ratio::ZERO)?);
            }
        }
    }
    Take::of_sets(pieces, sets)
}
