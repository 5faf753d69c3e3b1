//! Costing in a bare loop: whole units and whole unit costs in arrays, no checks, no rounding of layers.

use std::collections::VecDeque;

use crate::plan::Rng;

/// A move of one article: goods in at a unit cost, or goods out.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// Which article, from 0.
    pub article: usize,
    /// Whole units; out negative.
    pub quantity: i64,
    /// Unit cost in minor units of goods that come in.
    pub cost: i64,
}

/// `count` moves of `articles` articles, six of ten of them out; none takes more than there is.
pub fn moves(articles: usize, count: usize) -> Vec<Move> {
    let mut rng = Rng::new(2);
    let mut on_hand = vec![0_i64; articles];
    let number = |n: u64| i64::try_from(n).unwrap_or(0);
    (0..count)
        .map(|_| {
            let article = usize::try_from(rng.below(articles as u64)).unwrap_or(0);
            let out = on_hand[article] > 0 && rng.below(10) < 6;
            let quantity = if out {
                -(1 + number(rng.below(u64::try_from(on_hand[article].min(8)).unwrap_or(1))))
            } else {
                1 + number(rng.below(20))
            };
            on_hand[article] += quantity;
            Move { article, quantity, cost: 100 + number(rng.below(4_900)) }
        })
        .collect()
}

/// The cost of all goods that left, first in, first out.
pub fn fifo(articles: usize, moves: &[Move]) -> i64 {
    let mut layers: Vec<VecDeque<(i64, i64)>> = vec![VecDeque::new(); articles];
    let mut sum = 0;
    for one in moves {
        let queue = &mut layers[one.article];
        if one.quantity > 0 {
            queue.push_back((one.quantity, one.cost));
            continue;
        }
        let mut left = -one.quantity;
        while let Some(layer) = queue.front_mut().filter(|_| left > 0) {
            let taken = left.min(layer.0);
            layer.0 -= taken;
            left -= taken;
            sum += taken * layer.1;
            if layer.0 == 0 {
                queue.pop_front();
            }
        }
    }
    sum
}

/// The cost of all goods that left, at the moving average, rounded half up.
pub fn average(articles: usize, moves: &[Move]) -> i64 {
    let mut pools = vec![(0_i64, 0_i64); articles];
    let mut sum = 0;
    for one in moves {
        let pool = &mut pools[one.article];
        let value = if one.quantity > 0 {
            one.quantity * one.cost
        } else {
            -((2 * pool.1 * -one.quantity + pool.0) / (2 * pool.0))
        };
        pool.0 += one.quantity;
        pool.1 += value;
        sum -= value.min(0);
    }
    sum
}
