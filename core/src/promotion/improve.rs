//! A good plan made better step by step.

use std::rc::Rc;

use super::plan::{Plan, blocks};
use super::stock::Spans;
use super::world::World;
use crate::Result;

/// An order in which all promotions have their turn; those without effect are passed over.
struct Turns {
    order: Vec<usize>,
    /// Promotions that are left out, by their index.
    out: Vec<usize>,
}

/// The cart before a turn.
#[derive(Clone)]
struct Before {
    spans: Rc<Spans>,
    plan: Plan,
}

/// Leaves promotions out, takes them in again and moves them to the front of their priority, as long as that helps and
/// less than `limit` was done.
pub(super) fn improved(
    world: &mut World<'_>,
    group: &[usize],
    spans: &Spans,
    start: Plan,
    limit: usize,
) -> Result<Plan> {
    let mut turns = Turns { order: Vec::with_capacity(group.len()), out: Vec::new() };
    let mut fronts = Vec::with_capacity(group.len());
    for block in blocks(world, group) {
        let front = turns.order.len();
        turns.order.extend(start.sequence.iter().filter(|index| block.contains(index)));
        let others = || block.iter().filter(|index| !start.sequence.contains(index));
        turns.order.extend(others());
        // What was left out of the start must not spoil it before its last one has its turn.
        if start
            .sequence
            .last()
            .is_some_and(|&last| block.iter().all(|&one| world.priority(one) < world.priority(last)))
        {
            turns.out.extend(others());
        }
        fronts.resize(turns.order.len(), front);
    }
    let begin = Before { spans: Rc::new(spans.clone()), plan: Plan::default() };
    let mut best = run(world, &turns, 0, begin)?;
    let mut may_help = true;
    while std::mem::take(&mut may_help) {
        for at in 0..turns.order.len() {
            for change in [Change::Toggle, Change::ToFront] {
                if world.work > limit {
                    return Ok(last(best).unwrap_or(start));
                }
                let front = fronts.get(at).copied().unwrap_or(at);
                let goal = best.last().map_or(0, |before| before.plan.discount);
                let Some((tried, from)) = turns.changed(world, change, at, (front, goal)) else { continue };
                let Some(before) = best.get(from).cloned() else { continue };
                let after = run(world, &tried, from, before)?;
                if after.last().map(|b| b.plan.rank()) < best.last().map(|b| b.plan.rank()) {
                    best.truncate(from);
                    best.extend(after);
                    turns = tried;
                    may_help = true;
                }
            }
        }
    }
    let found = last(best).unwrap_or_default();
    Ok(if start.rank() < found.rank() { start } else { found })
}

fn last(mut states: Vec<Before>) -> Option<Plan> {
    states.pop().map(|before| before.plan)
}

#[derive(Clone, Copy)]
enum Change {
    /// Leaves it out, or takes it in again.
    Toggle,
    /// Lets it go before all others of its priority.
    ToFront,
}

impl Turns {
    /// The turns after a change, and the place from which on they are others; nothing if the change cannot matter.
    fn changed(
        &self,
        world: &World<'_>,
        change: Change,
        at: usize,
        (front, goal): (usize, i128),
    ) -> Option<(Self, usize)> {
        let index = *self.order.get(at)?;
        let (mut order, mut out) = (self.order.clone(), self.out.clone());
        match change {
            Change::Toggle => {
                if out.contains(&index) {
                    out.retain(|other| *other != index);
                } else {
                    out.push(index);
                    let left = order.iter().filter(|other| !out.contains(other));
                    if left.map(|&other| world.most(other)).sum::<i128>() < goal {
                        return None;
                    }
                }
                Some((Self { order, out }, at))
            }
            Change::ToFront => {
                let before = order.get(front..at)?;
                if out.contains(&index) || !before.iter().any(|&other| world.linked(other, index)) {
                    return None;
                }
                order.get_mut(front..=at)?.rotate_right(1);
                Some((Self { order, out }, front))
            }
        }
    }
}

/// The states before each turn from `from` on, and after the last one.
fn run(world: &mut World<'_>, turns: &Turns, from: usize, before: Before) -> Result<Vec<Before>> {
    let mut states = Vec::with_capacity(turns.order.len() + 1 - from.min(turns.order.len()));
    let mut now = before;
    for &index in turns.order.iter().skip(from) {
        states.push(now.clone());
        if turns.out.contains(&index) {
            continue;
        }
        if let Some(effect) = world.turn(index, &now.spans)? {
            now.plan.discount += i128::from(effect.discount.minor());
            now.plan.sequence.push(index);
            now.spans = Rc::new(effect.spans);
        }
    }
    states.push(now);
    Ok(states)
}
