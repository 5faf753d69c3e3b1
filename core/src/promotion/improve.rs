//! A good plan made better step by step.

use super::memory::Cart;
use super::plan::{Plan, blocks};
use super::world::World;
use crate::Result;

/// A promotion's place in the order in which all have their turn; those without effect are passed over.
struct Place {
    index: usize,
    /// It is left out.
    is_out: bool,
    /// The first place of its priority.
    front: usize,
}

/// The cart before a turn.
#[derive(Clone, Default)]
struct Before {
    cart: Cart,
    plan: Plan,
}

impl Before {
    fn set_to(&mut self, other: &Self) {
        self.cart.set_to(&other.cart);
        self.plan.discount = other.plan.discount;
        self.plan.sequence.clone_from(&other.plan.sequence);
    }

    fn take_turn(&mut self, world: &mut World<'_>, place: &Place) -> Result<()> {
        if place.is_out {
            return Ok(());
        }
        if let Some(outcome) = world.turn(place.index, &self.cart)? {
            self.plan.discount += i128::from(outcome.discount.minor());
            self.plan.sequence.push(place.index);
            world.apply(&mut self.cart, place.index, outcome)?;
        }
        Ok(())
    }
}

/// Leaves promotions out, takes them in again and moves them to the front of their priority, as long as that helps and
/// less than `limit` was done.
pub(super) fn improved(world: &mut World<'_>, group: &[usize], cart: &Cart, start: Plan, limit: usize) -> Result<Plan> {
    let mut places = places(world, group, &start);
    let mut best = vec![Before { cart: cart.clone(), plan: Plan::default() }];
    record(world, &places, &mut best)?;
    let mut now = Before::default();
    let mut may_help = true;
    while std::mem::take(&mut may_help) {
        for at in 0..places.len() {
            for change in [Change::Toggle, Change::ToFront] {
                if world.work > limit {
                    return Ok(last(best).unwrap_or(start));
                }
                let goal = best.last().map_or(0, |before| before.plan.discount);
                let Some(from) = change.make(&mut places, world, at, goal) else { continue };
                if let Some(before) = best.get(from) {
                    now.set_to(before);
                }
                for place in places.iter().skip(from) {
                    now.take_turn(world, place)?;
                }
                if best.last().is_some_and(|best| now.plan.rank() < best.plan.rank()) {
                    best.truncate(from + 1);
                    // These turns were just had.
                    let work = world.work;
                    record(world, &places, &mut best)?;
                    world.work = work;
                    may_help = true;
                } else {
                    change.undo(&mut places, at);
                }
            }
        }
    }
    let found = last(best).unwrap_or_default();
    Ok(if start.rank() < found.rank() { start } else { found })
}

/// The order of the start, then what it left out, by priority.
fn places(world: &World<'_>, group: &[usize], start: &Plan) -> Vec<Place> {
    let mut places = Vec::with_capacity(group.len());
    for block in blocks(world, group) {
        let front = places.len();
        let of_block = start.sequence.iter().filter(|index| block.contains(index));
        places.extend(of_block.map(|&index| Place { index, is_out: false, front }));
        // What was left out of the start must not spoil it before its last one has its turn.
        let is_before = |last: usize| block.iter().all(|&one| world.priority(one) < world.priority(last));
        let is_out = start.sequence.last().is_some_and(|&last| is_before(last));
        let others = block.iter().filter(|index| !start.sequence.contains(index));
        places.extend(others.map(|&index| Place { index, is_out, front }));
    }
    places
}

/// Adds to the states before each turn those that are missing, and the one after the last turn.
fn record(world: &mut World<'_>, places: &[Place], states: &mut Vec<Before>) -> Result<()> {
    while let (Some(place), Some(before)) = (places.get(states.len() - 1), states.last()) {
        let mut now = before.clone();
        now.take_turn(world, place)?;
        states.push(now);
    }
    Ok(())
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

impl Change {
    /// The place from which on the turns are others after the change; nothing, and no change, if it cannot help to take
    /// off more than `goal`.
    fn make(self, places: &mut [Place], world: &World<'_>, at: usize, goal: i128) -> Option<usize> {
        match self {
            Self::Toggle => {
                let others = places.iter().enumerate().filter(|(other, place)| *other != at && !place.is_out);
                let most_of_others = || others.map(|(_, place)| world.most(place.index)).sum::<i128>();
                if !places.get(at)?.is_out && most_of_others() < goal {
                    return None;
                }
                let place = places.get_mut(at)?;
                place.is_out = !place.is_out;
                Some(at)
            }
            Self::ToFront => {
                let place = places.get(at)?;
                let (index, front) = (place.index, place.front);
                let before = places.get(front..at)?;
                if place.is_out || !before.iter().any(|other| world.linked(other.index, index)) {
                    return None;
                }
                places.get_mut(front..=at)?.rotate_right(1);
                Some(front)
            }
        }
    }

    /// Takes back a change that was made.
    fn undo(self, places: &mut [Place], at: usize) {
        let front = places.get(at).map_or(at, |place| place.front);
        match self {
            Self::Toggle => {
                if let Some(place) = places.get_mut(at) {
                    place.is_out = !place.is_out;
                }
            }
            Self::ToFront => {
                if let Some(moved) = places.get_mut(front..=at) {
                    moved.rotate_left(1);
                }
            }
        }
    }
}
