use std::cmp::Reverse;

use super::candidate::Candidate;
use super::exhaustive::Exhaustive;
use super::improve::improved;
use super::memory::Cart;
use super::stock::untouched;
use super::world::World;
use super::{Goods, Search};
use crate::Result;
use crate::value::{Currency, PromotionId};

/// How long all plans are searched, in spans looked at: enough for every order of six promotions on a handful of lines.
const MOST_SEARCHED: usize = 24_000;
/// Promotions on the same goods that are so few that all of that is worth it: among more the best plan is seldom
/// proved, and seldom better than one that was improved.
const FEW_TOGETHER: usize = 6;
/// How long all plans of more than these are searched.
const MOST_SEARCHED_OF_MANY: usize = 3_000;
/// How long a plan is improved that was not proved to be the best.
const MOST_IMPROVED: usize = 6_000;
/// Promotions on the same goods of which all plans may be searched.
const MOST_TOGETHER: usize = 64;

/// Promotions in the order of their application.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// What it takes off in all, in minor units.
    pub(super) discount: i128,
    /// Indices into the candidates.
    pub(super) sequence: Vec<usize>,
}

impl Plan {
    /// Smaller is better: the lower total, then the more promotions, then the smaller sequence. The candidates
    /// are sorted by rank, so that indices compare as `(priority, id)` do.
    pub(super) fn rank(&self) -> (Reverse<i128>, Reverse<usize>, &[usize]) {
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
    let mut world = World::new(candidates, goods, currency);
    let (mut to_search, mut to_improve) = (MOST_SEARCHED, MOST_IMPROVED);
    let groups = groups(candidates, goods.len());
    let mut left = groups.len();
    for group in groups {
        let touches = |line| group.iter().filter_map(|&i| candidates.get(i)).any(|c| c.touched().contains(line));
        let cart = world.lay_out(&untouched(goods, touches));
        let group = world.effective(&group, &cart)?;
        let cart = world.tidied(cart);
        let (mut plan, proved) = searched(&mut world, &group, &cart, &mut to_search, left)?;
        if !proved {
            search = Search::Greedy;
            plan =
                timed(&mut world, &mut to_improve, left, |world, limit| improved(world, &group, &cart, plan, limit))?;
        }
        sequences.push(in_order(&world, plan.sequence));
        left -= 1;
    }
    let rank = |i: usize| candidates.get(i).map(Candidate::rank);
    Ok((merged(sequences, rank), search))
}

/// The best plan found, and whether no other can be better.
fn searched(
    world: &mut World<'_>,
    group: &[usize],
    cart: &Cart,
    budget: &mut usize,
    left: usize,
) -> Result<(Plan, bool)> {
    let greedy = super::greedy::start(world, group, cart)?;
    // An exclusive one that goes first can spoil a better one that comes later.
    let alone = world.best_alone(group);
    let start = if alone.rank() < greedy.rank() { alone } else { greedy };
    if group.len() > MOST_TOGETHER {
        return Ok((start, false));
    }
    let most = if group.len() <= FEW_TOGETHER { MOST_SEARCHED } else { MOST_SEARCHED_OF_MANY };
    timed(world, budget, left, |world, limit| {
        let limit = limit.min(world.work + most);
        Exhaustive::search(world, group, cart, start, limit)
    })
}

/// Does something that may take a fair part of a budget: what is left of it, divided by the tasks that are left.
fn timed<T>(
    world: &mut World<'_>,
    budget: &mut usize,
    tasks: usize,
    work: impl FnOnce(&mut World<'_>, usize) -> Result<T>,
) -> Result<T> {
    let before = world.work;
    let done = work(world, before + *budget / tasks.max(1))?;
    *budget = budget.saturating_sub(world.work - before);
    Ok(done)
}

/// Candidates by priority.
pub(super) fn blocks(world: &World<'_>, group: &[usize]) -> Vec<Vec<usize>> {
    group.chunk_by(|a, b| world.priority(*a) == world.priority(*b)).map(<[usize]>::to_vec).collect()
}

/// The smallest sequence that does the same: neighbours that share no goods stand in their own order.
fn in_order(world: &World<'_>, mut sequence: Vec<usize>) -> Vec<usize> {
    for end in 1..sequence.len() {
        for at in (1..=end).rev() {
            let (Some(&before), Some(&after)) = (sequence.get(at - 1), sequence.get(at)) else { break };
            if before < after || world.priority(before) != world.priority(after) || world.linked(before, after) {
                break;
            }
            sequence.swap(at - 1, at);
        }
    }
    sequence
}

/// Candidates that are linked by common lines; within a group by rising index.
fn groups(candidates: &[Candidate<'_>], lines: usize) -> Vec<Vec<usize>> {
    // The first candidate of each line's group so far; candidates point to an earlier one of their group.
    let mut first_of_line: Vec<Option<usize>> = vec![None; lines];
    let mut earlier: Vec<usize> = (0..candidates.len()).collect();
    let root = |earlier: &[usize], mut index: usize| {
        while let Some(&next) = earlier.get(index).filter(|next| **next != index) {
            index = next;
        }
        index
    };
    for (index, candidate) in candidates.iter().enumerate() {
        for (line, first) in
            first_of_line.iter_mut().enumerate().filter(|(line, _)| candidate.touched().contains(*line))
        {
            let _ = line;
            let (mine, its) = (root(&earlier, index), root(&earlier, first.unwrap_or(index)));
            if let Some(slot) = earlier.get_mut(mine.max(its)) {
                *slot = mine.min(its);
            }
            *first = Some(mine.min(its));
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); candidates.len()];
    for index in 0..candidates.len() {
        if let Some(group) = groups.get_mut(root(&earlier, index)) {
            group.push(index);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
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
