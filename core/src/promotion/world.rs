use std::cmp::Reverse;

use super::candidate::Candidate;
use super::groups::{dearest_first, heaps};
use super::memory::{Cart, Memory, Outcome};
use super::plan::Plan;
use super::ratio::Ratio;
use super::stock::{Spans, sum};
use super::turn::{Turn, take_turn};
use super::{Benefit, Goods, Off, Reason, Tier, single};
use crate::Result;
use crate::value::{Currency, Money};

/// What a turn costs beside the spans it looks at.
const WORK_PER_TURN: usize = 4;

/// Promotions that share goods, and the cart they are tried on.
pub(super) struct World<'a> {
    candidates: &'a [Candidate<'a>],
    goods: &'a [Goods],
    currency: Currency,
    /// For each candidate the most that it can take off, whatever was applied before.
    most: Vec<i128>,
    /// For each candidate what it takes off when it is the only one.
    alone: Vec<i128>,
    memory: Memory,
    /// The spans that a turn is about.
    touched: Spans,
    /// Spans that turns were about, those that were known too: how long the search has taken, on any machine.
    pub(super) work: usize,
}

impl<'a> World<'a> {
    pub(super) fn new(candidates: &'a [Candidate<'a>], goods: &'a [Goods], currency: Currency) -> Self {
        let (most, alone) = (vec![0; candidates.len()], vec![0; candidates.len()]);
        Self { candidates, goods, currency, most, alone, memory: Memory::default(), touched: Spans::new(), work: 0 }
    }

    /// The cart that the next group is tried on.
    pub(super) fn lay_out(&mut self, spans: &Spans) -> Cart {
        self.memory.begin(spans, self.goods.len())
    }

    /// The members of `group` that can have an effect on `cart`, which nothing was done to yet, or later.
    ///
    /// What earlier promotions leave is never more: without effect now means without effect for ever.
    pub(super) fn effective(&mut self, group: &[usize], cart: &Cart) -> Result<Vec<usize>> {
        let mut effective = Vec::with_capacity(group.len());
        let mut spans = Spans::new();
        for &index in group {
            let Some(candidate) = self.candidates.get(index) else { continue };
            self.work += cart.spans + WORK_PER_TURN;
            self.memory.gather(cart, candidate.touched(), &mut spans);
            let turn = take_turn(candidate, &spans, self.goods, self.currency)?;
            if let Some(most) = self.most_ever(candidate, &turn, &spans)? {
                if let Some(slot) = self.most.get_mut(index) {
                    *slot = most;
                }
                if let (Some(slot), Turn::Applied(effect)) = (self.alone.get_mut(index), &turn) {
                    *slot = effect.discount.minor().into();
                }
                effective.push(index);
            }
            if let Err(unknown) = self.memory.known(index, cart, candidate.touched()) {
                self.memory.learn(unknown, turn.effect());
            }
        }
        Ok(effective)
    }

    fn most_ever(&self, candidate: &Candidate<'_>, first: &Turn, spans: &Spans) -> Result<Option<i128>> {
        let discount = match first {
            Turn::Applied(effect) => i128::from(effect.discount.minor()),
            // The cheapest units may be worth nothing now and be gone later.
            Turn::Idle(Reason::NoEffect) if takes_cheapest(&candidate.promotion.benefit) => 0,
            Turn::Idle(_) => return Ok(None),
        };
        let most = match &candidate.promotion.benefit {
            Benefit::Tiers { steps } if !falls(&candidate.promotion.benefit) => {
                self.most_of_steps(candidate, steps, spans)?
            }
            benefit if takes_cheapest(benefit) => {
                let mut rewarded = heaps(spans, |span| candidate.may_use(span) || candidate.may_reward(span))?;
                dearest_first(&mut rewarded);
                let mut left = match (first, benefit) {
                    (Turn::Applied(effect), Benefit::BuyXGetY { get, .. }) => effect.uses.saturating_mul((*get).into()),
                    (Turn::Applied(effect), Benefit::CheapestFree { count, every: Some(_), .. }) => {
                        effect.uses.saturating_mul((*count).into())
                    }
                    (Turn::Applied(effect), _) => effect.uses,
                    (Turn::Idle(_), _) => i64::MAX,
                };
                let mut sum = Ratio::ZERO;
                for heap in &rewarded {
                    let units = heap.units.min(left);
                    left -= units;
                    sum = sum.add(heap.each.times(units.into(), 1)?)?;
                }
                sum.ceil()
            }
            _ => discount,
        };
        let cap = candidate.promotion.max_discount.map_or(i128::MAX, |most| most.minor().into());
        Ok(Some(most.max(discount).min(cap)))
    }

    fn most_of_steps(&self, candidate: &Candidate<'_>, steps: &[Tier], spans: &Spans) -> Result<i128> {
        let reached = sum(spans.iter().filter(|span| candidate.may_use(span)), self.goods)?;
        let mut most = 0;
        for step in steps.iter().filter(|step| single::is_reached(step.from, reached)) {
            most = most.max(match step.off {
                Off::Amount(amount) => amount.minor().into(),
                Off::Percent(rate) => {
                    let (share, of) = rate.fraction();
                    reached.0.times(share, of)?.round()
                }
            });
        }
        Ok(most)
    }

    /// What becomes of the cart when the candidate has its turn, if that has an effect.
    pub(super) fn turn(&mut self, index: usize, cart: &Cart) -> Result<Option<Outcome>> {
        let Some(candidate) = self.candidates.get(index) else { return Ok(None) };
        self.work += cart.spans + WORK_PER_TURN;
        match self.memory.known(index, cart, candidate.touched()) {
            Ok(outcome) => Ok(outcome),
            Err(unknown) => {
                let mut spans = std::mem::take(&mut self.touched);
                self.memory.gather(cart, candidate.touched(), &mut spans);
                let turn = take_turn(candidate, &spans, self.goods, self.currency)?;
                self.touched = spans;
                Ok(self.memory.learn(unknown, turn.effect()))
            }
        }
    }

    /// Makes of the cart what the candidate's turn came to.
    pub(super) fn apply(&mut self, cart: &mut Cart, index: usize, outcome: Outcome) -> Result<()> {
        match self.candidates.get(index) {
            Some(candidate) => self.memory.apply(cart, outcome, candidate.touched()),
            None => Ok(()),
        }
    }

    /// The cart, after what came of other ones was forgotten if that is very much.
    pub(super) fn tidied(&mut self, cart: Cart) -> Cart {
        self.memory.tidied(cart)
    }

    /// The most that the candidate can take off.
    pub(super) fn most(&self, index: usize) -> i128 {
        self.most.get(index).copied().unwrap_or(0)
    }

    /// The plan of the one that takes off most when it is the only one.
    pub(super) fn best_alone(&self, group: &[usize]) -> Plan {
        let alone = |index: usize| self.alone.get(index).copied().unwrap_or(0);
        let best =
            group.iter().copied().filter(|&index| alone(index) > 0).max_by_key(|&index| (alone(index), Reverse(index)));
        best.map_or_else(Plan::default, |index| Plan { discount: alone(index), sequence: vec![index] })
    }

    /// The most that the candidate can take off once it would take off `discount`.
    pub(super) fn most_after(&self, index: usize, discount: Money) -> i128 {
        let falls = self.candidates.get(index).is_some_and(|candidate| falls(&candidate.promotion.benefit));
        if falls { discount.minor().into() } else { self.most(index) }
    }

    pub(super) fn priority(&self, index: usize) -> i32 {
        self.candidates.get(index).map_or(0, |candidate| candidate.promotion.priority)
    }

    /// A gift that takes nothing from the others: it goes first, while its condition holds.
    pub(super) fn is_mere_gift(&self, index: usize) -> bool {
        self.candidates
            .get(index)
            .is_some_and(|candidate| candidate.promotion.benefit.is_on_top() && !candidate.is_exclusive())
    }

    /// True if the two share goods: otherwise their order does not matter.
    pub(super) fn linked(&self, a: usize, b: usize) -> bool {
        match (self.candidates.get(a), self.candidates.get(b)) {
            (Some(a), Some(b)) => a.touched().meets(b.touched()),
            _ => false,
        }
    }
}

/// True for kinds whose units can become dearer when others are gone.
fn takes_cheapest(benefit: &Benefit) -> bool {
    matches!(benefit, Benefit::CheapestFree { .. } | Benefit::BuyXGetY { get_scope: Some(_), .. })
}

/// True for kinds that never take off more when there is less to take from.
fn falls(benefit: &Benefit) -> bool {
    match benefit {
        Benefit::Tiers { steps } => {
            steps.iter().zip(steps.iter().skip(1)).all(|(low, high)| match (low.off, high.off) {
                (Off::Amount(low), Off::Amount(high)) => low <= high,
                (Off::Percent(low), Off::Percent(high)) => low <= high,
                _ => false,
            })
        }
        benefit => !takes_cheapest(benefit),
    }
}
