//! All plans, without those that cannot become the best.

use std::cmp::Ordering;

use super::memory::{Cart, Outcome};
use super::plan::{Plan, blocks};
use super::world::World;
use crate::Result;

/// A depth-first search through all plans of a group.
pub(super) struct Exhaustive<'w, 'a> {
    world: &'w mut World<'a>,
    /// The group by priority.
    blocks: Vec<Vec<usize>>,
    /// What the blocks from one on can take off at most, and how many promotions they have.
    from: Vec<(i128, usize)>,
    best: Plan,
    limit: usize,
    is_complete: bool,
}

/// A promotion that may come next.
struct Choice {
    index: usize,
    /// The most that it can still take off.
    gain: i128,
    /// False if goods of it changed since `gain` was known.
    is_known: bool,
    outcome: Option<Outcome>,
}

impl<'w, 'a> Exhaustive<'w, 'a> {
    /// The best plan, and whether that is sure: beyond `limit` the search ends with the best plan so far.
    pub(super) fn search(
        world: &'w mut World<'a>,
        group: &[usize],
        cart: &Cart,
        start: Plan,
        limit: usize,
    ) -> Result<(Plan, bool)> {
        let blocks = blocks(world, group);
        let mut from = vec![(0, 0)];
        for block in blocks.iter().rev() {
            let (hope, count) = from.last().copied().unwrap_or_default();
            let own: i128 = block.iter().map(|&index| world.most(index)).sum();
            from.push((hope + own, count + block.len()));
        }
        from.reverse();
        let mut search = Self { world, blocks, from, best: start, limit, is_complete: true };
        search.enter(0, cart, &mut Plan::default())?;
        Ok((search.best, search.is_complete))
    }

    /// Goes on with the promotions of a priority.
    fn enter(&mut self, block: usize, cart: &Cart, plan: &mut Plan) -> Result<()> {
        let Some(members) = self.blocks.get(block) else { return Ok(()) };
        let choice = |&index: &usize| Choice { index, gain: self.world.most(index), is_known: false, outcome: None };
        let choices = members.iter().map(choice).collect();
        self.visit(block, cart, plan, choices)
    }

    /// Tries all that can follow `plan`, which has left `cart`.
    fn visit(&mut self, block: usize, cart: &Cart, plan: &mut Plan, mut choices: Vec<Choice>) -> Result<()> {
        if plan.rank() < self.best.rank() {
            self.best = plan.clone();
        }
        if !self.is_promising(block, plan, &choices) {
            return Ok(());
        }
        self.refresh(cart, &mut choices)?;
        if !self.is_promising(block, plan, &choices) {
            return Ok(());
        }
        let last = plan.sequence.last().copied().filter(|&last| self.is_in(block, last));
        for at in 0..choices.len() {
            if self.world.work > self.limit {
                self.is_complete = false;
                return Ok(());
            }
            let Some(index) = choices.get(at).map(|choice| choice.index) else { break };
            // Two that share no goods are tried in one order only, the smaller one.
            if last.is_some_and(|last| index < last && !self.world.linked(last, index)) {
                continue;
            }
            let outcome = match choices.get(at).and_then(|choice| choice.outcome) {
                Some(outcome) => outcome,
                None => match self.world.turn(index, cart)? {
                    Some(outcome) => outcome,
                    None => continue,
                },
            };
            let others = choices.iter().filter(|other| other.index != index);
            let others = others.map(|other| Choice {
                index: other.index,
                gain: other.gain,
                is_known: !self.world.linked(index, other.index),
                outcome: None,
            });
            let others = others.collect();
            let gain = i128::from(outcome.discount.minor());
            let mut after = cart.clone();
            self.world.apply(&mut after, index, outcome)?;
            plan.sequence.push(index);
            plan.discount += gain;
            self.visit(block, &after, plan, others)?;
            plan.discount -= gain;
            plan.sequence.pop();
        }
        self.enter(block + 1, cart, plan)
    }

    /// Learns what the choices take off now; those without effect are none.
    fn refresh(&mut self, cart: &Cart, choices: &mut Vec<Choice>) -> Result<()> {
        let mut refreshed = Ok(());
        choices.retain_mut(|choice| {
            if choice.is_known || refreshed.is_err() {
                return true;
            }
            match self.world.turn(choice.index, cart) {
                Ok(Some(outcome)) => {
                    choice.gain = choice.gain.min(self.world.most_after(choice.index, outcome.discount));
                    (choice.outcome, choice.is_known) = (Some(outcome), true);
                    true
                }
                Ok(None) => false,
                Err(error) => {
                    refreshed = Err(error);
                    false
                }
            }
        });
        refreshed
    }

    fn is_in(&self, block: usize, index: usize) -> bool {
        self.blocks.get(block).is_some_and(|members| members.contains(&index))
    }

    /// False if no plan that begins with `plan` can be better than the best one.
    fn is_promising(&self, block: usize, plan: &Plan, choices: &[Choice]) -> bool {
        let (later, later_count) = self.from.get(block + 1).copied().unwrap_or_default();
        let most = plan.discount + later + choices.iter().map(|choice| choice.gain).sum::<i128>();
        let count = plan.sequence.len() + choices.len() + later_count;
        match most.cmp(&self.best.discount).then(count.cmp(&self.best.sequence.len())) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => {
                self.best.sequence.get(..plan.sequence.len()).is_some_and(|best| *plan.sequence <= *best)
            }
        }
    }
}
