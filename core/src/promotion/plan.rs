use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use super::stock::{Spans, untouched};
use super::turn::{Turn, take_turn};
use super::{Goods, Search};
use crate::Result;
use crate::value::{Currency, PromotionId};

/// How many turns are tried on goods that share promotions before the search goes on with the best plan only.
/// Enough for every order of six promotions of one priority, and for twelve promotions of different ones.
const MOST_TURNS: usize = 4_096;

/// Promotions in the order of their application, and the cart after them.
#[derive(Debug, Clone)]
struct Plan {
    spans: Spans,
    /// What it takes off in all, in minor units.
    discount: i128,
    /// Indices into the candidates.
    sequence: Vec<usize>,
}

impl Plan {
    /// Smaller is better: the lower total, then the more promotions, then the smaller sequence. The candidates
    /// are sorted by rank, so that indices compare as `(priority, id)` do.
    fn rank(&self) -> (Reverse<i128>, Reverse<usize>, &[usize]) {
        (Reverse(self.discount), Reverse(self.sequence.len()), &self.sequence)
    }
}

/// The best sequence of candidates. `candidates` are sorted by rank.
///
/// Candidates that share no line cannot influence each other: each group of those that do is searched for itself.
pub(super) fn best_sequence(
    candidates: &[Candidate<'_>],
    goods: &[Goods],
    currency: Currency,
) -> Result<(Vec<usize>, Search)> {
    let mut search = Search::Exhaustive;
    let mut sequences = Vec::new();
    for group in groups(candidates, goods.len()) {
        let touched = |line| group.iter().filter_map(|&i| candidates.get(i)).any(|candidate| candidate.touches(line));
        let mut finder = Finder { candidates, goods, currency, turns: 0 };
        let plan = finder.best(&group, untouched(goods, touched))?;
        if finder.is_exhausted() {
            search = Search::Greedy;
        }
        sequences.push(plan.sequence);
    }
    let rank = |i: usize| candidates.get(i).map(Candidate::rank);
    Ok((merged(sequences, rank), search))
}

/// Candidates that are linked by common lines; within a group by rising index.
fn groups(candidates: &[Candidate<'_>], lines: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<bool>, Vec<usize>)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let mut touched: Vec<bool> = (0..lines).map(|line| candidate.touches(line)).collect();
        let mut members = vec![index];
        groups.retain_mut(|(others, indices)| {
            let linked = others.iter().zip(&touched).any(|(a, b)| *a && *b);
            if linked {
                members.append(indices);
                touched.iter_mut().zip(others.iter()).for_each(|(mine, its)| *mine |= *its);
            }
            !linked
        });
        members.sort_unstable();
        groups.push((touched, members));
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

/// The smallest sequence that keeps the order of each of `sequences`.
fn merged(mut sequences: Vec<Vec<usize>>, rank: impl Fn(usize) -> Option<(i32, PromotionId)>) -> Vec<usize> {
    for sequence in &mut sequences {
        sequence.reverse();
    }
    let mut merged = Vec::new();
    loop {
        let heads = sequences.iter_mut().filter(|sequence| !sequence.is_empty());
        let first = heads.min_by_key(|sequence| sequence.last().and_then(|&i| rank(i)));
        match first.and_then(Vec::pop) {
            Some(index) => merged.push(index),
            None => return merged,
        }
    }
}

struct Finder<'a> {
    candidates: &'a [Candidate<'a>],
    goods: &'a [Goods],
    currency: Currency,
    turns: usize,
}

impl Finder<'_> {
    fn is_exhausted(&self) -> bool {
        self.turns > MOST_TURNS
    }

    /// The best plan for `group`, one priority after the other.
    fn best(&mut self, group: &[usize], spans: Spans) -> Result<Plan> {
        let start = Plan { spans, discount: 0, sequence: Vec::new() };
        let mut plans = vec![start.clone()];
        let priority = |i: &usize| self.candidates.get(*i).map(|candidate| candidate.promotion.priority);
        let priorities: Vec<&[usize]> = group.chunk_by(|a, b| priority(a) == priority(b)).collect();
        for same in priorities {
            plans = self.after(same, plans)?;
        }
        Ok(plans.into_iter().min_by(|a, b| a.rank().cmp(&b.rank())).unwrap_or(start))
    }

    /// All plans that follow from `plans` by some candidates of one priority, in any order. Of those that leave
    /// the same cart only the best one: what comes later depends on nothing else.
    fn after(&mut self, same: &[usize], plans: Vec<Plan>) -> Result<Vec<Plan>> {
        let mut layer = plans.clone();
        let mut all = Distinct::default();
        for plan in plans {
            all.insert(Vec::new(), plan);
        }
        let mut used: Vec<Vec<usize>> = vec![Vec::new(); layer.len()];
        while !layer.is_empty() {
            let mut next = Distinct::default();
            for (plan, used) in layer.iter().zip(&used) {
                for &index in same.iter().filter(|index| !used.contains(index)) {
                    if let Some(longer) = self.longer(plan, index)? {
                        let mut members = used.clone();
                        members.push(index);
                        members.sort_unstable();
                        next.insert(members, longer);
                    }
                }
                if self.is_exhausted() {
                    break;
                }
            }
            (used, layer) = self.kept(next).into_iter().unzip();
            for plan in &layer {
                all.insert(Vec::new(), plan.clone());
            }
        }
        Ok(self.kept(all).into_iter().map(|(_, plan)| plan).collect())
    }

    /// `plan` with one more promotion, if that has an effect.
    fn longer(&mut self, plan: &Plan, index: usize) -> Result<Option<Plan>> {
        let Some(candidate) = self.candidates.get(index) else { return Ok(None) };
        self.turns += 1;
        Ok(match take_turn(candidate, &plan.spans, self.goods, self.currency)? {
            Turn::Applied(effect) => {
                let mut sequence = plan.sequence.clone();
                sequence.push(index);
                let discount = plan.discount + i128::from(effect.discount.minor());
                Some(Plan { spans: effect.spans, discount, sequence })
            }
            Turn::Idle(_) => None,
        })
    }

    /// All of them, best first, or only the best when the search has taken too long.
    fn kept(&self, plans: Distinct) -> Vec<(Vec<usize>, Plan)> {
        let mut kept: Vec<(Vec<usize>, Plan)> =
            plans.0.into_iter().map(|((members, _), plan)| (members, plan)).collect();
        kept.sort_by(|(_, a), (_, b)| a.rank().cmp(&b.rank()));
        if self.is_exhausted() {
            kept.truncate(1);
        }
        kept
    }
}

/// The best plan for each cart that is left and each set of promotions used up in the current priority.
#[derive(Default)]
struct Distinct(FxHashMap<(Vec<usize>, Spans), Plan>);

impl Distinct {
    fn insert(&mut self, members: Vec<usize>, plan: Plan) {
        let best = self.0.entry((members, plan.spans.clone())).or_insert_with(|| plan.clone());
        if plan.rank() < best.rank() {
            *best = plan;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::promotion::{Benefit, Context, Per, Promotion, Scope, Stacking};
    use crate::value::{Money, ProductId, Quantity, Rate, Timestamp, VariantId};
    use proptest::prelude::*;

    fn variant(n: usize) -> VariantId {
        VariantId::derived("t", &n.to_string())
    }

    fn cart(amounts: &[i64]) -> Vec<Goods> {
        let line = |(n, minor): (usize, &i64)| Goods {
            variant: variant(n),
            product: ProductId::derived("t", "p"),
            categories: vec![],
            quantity: Quantity::whole(2).unwrap(),
            amount: Money::from_minor(*minor),
        };
        amounts.iter().enumerate().map(line).collect()
    }

    fn candidates<'a>(offers: &'a [Promotion], goods: &[Goods]) -> Vec<Candidate<'a>> {
        let context = Context::new(Currency::CNY, Timestamp::from_micros(0));
        let mut all: Vec<_> = offers.iter().filter_map(|p| Candidate::new(p, goods, &context).ok()).collect();
        all.sort_by_key(Candidate::rank);
        all
    }

    /// Tries every sequence, without any of the short cuts.
    fn naive(all: &[Candidate<'_>], goods: &[Goods], plan: &Plan, best: &mut Plan) {
        if plan.rank() < best.rank() {
            *best = plan.clone();
        }
        let last = plan.sequence.last().map_or(i32::MIN, |&i| all[i].promotion.priority);
        for (index, candidate) in all.iter().enumerate() {
            if candidate.promotion.priority < last || plan.sequence.contains(&index) {
                continue;
            }
            let mut finder = Finder { candidates: all, goods, currency: Currency::CNY, turns: 0 };
            if let Some(longer) = finder.longer(plan, index).unwrap() {
                naive(all, goods, &longer, best);
            }
        }
    }

    fn offers() -> impl Strategy<Value = Vec<Promotion>> {
        let percent = (1i64..60).prop_map(|p| Benefit::PercentOff { rate: Rate::percent(p.into()).unwrap() });
        let amount = (1i64..400, prop::sample::select(vec![Per::Order, Per::Unit]))
            .prop_map(|(minor, per)| Benefit::AmountOff { amount: Money::from_minor(minor), per });
        let line = prop::option::of(0usize..3);
        let limits = (prop::option::weighted(0.3, 1u32..4), prop::option::weighted(0.4, 1i64..1_500));
        let one = (prop_oneof![percent, amount], 0i32..2, any::<bool>(), line, limits);
        prop::collection::vec(one, 0..6).prop_map(|all| {
            let numbered = all.into_iter().enumerate();
            let offer = |(n, (benefit, priority, exclusive, line, (max_uses, min)))| Promotion {
                priority,
                stacking: if exclusive { Stacking::Exclusive } else { Stacking::Stackable },
                scope: Option::map_or(line, Scope::All, |line| Scope::Variants(vec![variant(line)])),
                condition: crate::promotion::Condition {
                    min_amount: Option::map(min, Money::from_minor),
                    ..Default::default()
                },
                max_uses,
                ..Promotion::new(PromotionId::derived("t", &usize::to_string(&n)), "p", benefit)
            };
            numbered.map(offer).collect()
        })
    }

    proptest! {
        #[test]
        fn the_best_of_all_plans_is_found(amounts in prop::collection::vec(0i64..900, 1..4), offers in offers()) {
            let goods = cart(&amounts);
            let all = candidates(&offers, &goods);
            let start = Plan { spans: untouched(&goods, |_| true), discount: 0, sequence: vec![] };
            let mut best = start.clone();
            naive(&all, &goods, &start, &mut best);
            let found = best_sequence(&all, &goods, Currency::CNY).unwrap();
            prop_assert_eq!(found, (best.sequence, Search::Exhaustive));
        }
    }

    #[test]
    fn too_many_plans_are_searched_greedily_and_it_is_said() {
        let offer = |n: i64, scope| {
            let benefit = Benefit::AmountOff { amount: Money::from_minor(n + 1), per: Per::Order };
            Promotion { scope, ..Promotion::new(PromotionId::derived("t", &n.to_string()), "p", benefit) }
        };
        let percent = |n: i64| Promotion {
            benefit: Benefit::PercentOff { rate: Rate::percent((n + 1).into()).unwrap() },
            ..offer(n, Scope::All)
        };
        let goods = cart(&[99_999; 40]);
        let linked: Vec<Promotion> = (0..12).map(percent).collect();
        let (sequence, search) = best_sequence(&candidates(&linked, &goods), &goods, Currency::CNY).unwrap();
        assert_eq!((sequence.len(), search), (12, Search::Greedy));
        // As many on goods of their own are no difficulty.
        let apart: Vec<Promotion> =
            (0..40).map(|n| offer(n, Scope::Variants(vec![VariantId::derived("t", &n.to_string())]))).collect();
        let (sequence, search) = best_sequence(&candidates(&apart, &goods), &goods, Currency::CNY).unwrap();
        assert_eq!((sequence, search), ((0..40).collect(), Search::Exhaustive));
    }
}
