//! A first good plan: by priority, always the promotion that takes off most.

use std::cmp::Reverse;

use super::memory::{Cart, Outcome};
use super::plan::{Plan, blocks};
use super::world::World;
use crate::Result;

/// Promotions of one priority of which the best is looked for anew after each. More of them have their turns once.
const MOST_COMPARED: usize = 256;

struct Entry {
    index: usize,
    /// What it takes off, or took off before others had their turn: it cannot be more now.
    gain: i128,
    /// What it does to the cart as it is.
    outcome: Option<Outcome>,
}

pub(super) fn start(world: &mut World<'_>, group: &[usize], cart: &Cart) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut cart = cart.clone();
    for block in blocks(world, group) {
        let gain = |index| if world.is_mere_gift(index) { i128::MAX } else { world.most(index) };
        let mut waiting: Vec<Entry> =
            block.iter().map(|&index| Entry { index, gain: gain(index), outcome: None }).collect();
        waiting.sort_by_key(|entry| (Reverse(entry.gain), entry.index));
        let compared = waiting.len() <= MOST_COMPARED;
        while !waiting.is_empty() {
            let best = waiting.iter().enumerate().max_by_key(|(_, entry)| (entry.gain, Reverse(entry.index)));
            let next = if compared { best.map_or(0, |(at, _)| at) } else { 0 };
            let mut entry = waiting.remove(next);
            match entry.outcome.take() {
                Some(outcome) => {
                    plan.sequence.push(entry.index);
                    plan.discount += i128::from(outcome.discount.minor());
                    world.apply(&mut cart, entry.index, outcome)?;
                    cart = world.tidied(cart);
                    for other in &mut waiting {
                        other.outcome = None;
                    }
                }
                None => {
                    if let Some(outcome) = world.turn(entry.index, &cart)? {
                        if !world.is_mere_gift(entry.index) {
                            entry.gain = outcome.discount.minor().into();
                        }
                        entry.outcome = Some(outcome);
                        waiting.insert(0, entry);
                    }
                }
            }
        }
    }
    Ok(plan)
}
