//! Promotions on lines of one unit, in integers, one after the other: no search, no reasons, no shares kept.

use tillbook::promotion::{Benefit, Evaluation, Goods, Off, Per, Promotion, Scope, Threshold};
use tillbook::value::Money;

use crate::offers::Basket;

/// What a till program would keep of a cart: nets, and for each promotion the lines it is about.
#[derive(Debug)]
pub struct Bare {
    nets: Vec<i64>,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    lines: Vec<usize>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Percent(i64),
    PerUnit(i64),
    Price(i64),
    /// Of so many the last one at half its price.
    NthHalf(usize),
    Bundle(i64),
    Tiers(Vec<(i64, i64)>),
}

impl Bare {
    /// The promotions that the engine applied, in its order.
    pub fn new(basket: &Basket, plan: &Evaluation) -> Self {
        let nets = basket.goods.iter().map(|goods| goods.amount.minor()).collect();
        let offer = |id| basket.offers.iter().find(|offer| offer.id == id).unwrap();
        let steps = plan.applied.iter().map(|applied| Step::new(offer(applied.promotion), &basket.goods)).collect();
        Self { nets, steps }
    }
}

impl Step {
    fn new(offer: &Promotion, goods: &[Goods]) -> Self {
        let (mut scope, kind) = (offer.scope.clone(), Kind::of(&offer.benefit));
        if let Benefit::BundlePrice { items, .. } = &offer.benefit {
            scope = Scope::Variants(items.iter().map(|item| item.variant).collect());
        }
        let lines = goods.iter().enumerate().filter(|(_, goods)| scope.contains(goods)).map(|(line, _)| line).collect();
        Self { lines, kind }
    }
}

impl Kind {
    fn of(benefit: &Benefit) -> Self {
        match benefit {
            Benefit::PercentOff { rate } => Self::Percent(rate.of(Money::from_minor(100)).unwrap().minor()),
            Benefit::AmountOff { amount, per: Per::Unit } => Self::PerUnit(amount.minor()),
            Benefit::FixedPrice { price } => Self::Price(price.micros() / 10_000),
            Benefit::BuyXGetY { buy, .. } => Self::NthHalf(usize::try_from(*buy).unwrap() + 1),
            Benefit::BundlePrice { price, .. } => Self::Bundle(price.minor()),
            Benefit::Tiers { steps } => {
                let step = |step: &tillbook::promotion::Tier| match (step.from, step.off) {
                    (Threshold::Amount(from), Off::Amount(off)) => (from.minor(), off.minor()),
                    other => unreachable!("{other:?}"),
                };
                Self::Tiers(steps.iter().map(step).collect())
            }
            other => unreachable!("{other:?}"),
        }
    }
}

/// Rounds halves up.
fn round(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator) / (2 * denominator)
}

/// Splits `total` by largest remainder.
fn split(nets: &mut [i64], total: i64, claims: &mut [(usize, i64)]) {
    let sum: i64 = claims.iter().map(|(_, weight)| weight).sum();
    let mut left = total;
    for (line, weight) in &mut *claims {
        let share = total * *weight / sum;
        nets[*line] -= share;
        left -= share;
        *weight = total * *weight % sum;
    }
    claims.sort_by_key(|(_, rest)| -rest);
    for (line, _) in claims.iter().take(usize::try_from(left).unwrap()) {
        nets[*line] -= 1;
    }
}

/// What the cart comes to.
pub fn total(bare: &Bare) -> i64 {
    let mut nets = bare.nets.clone();
    let mut in_set = vec![false; nets.len()];
    for step in &bare.steps {
        apply(step, &mut nets, &mut in_set);
    }
    nets.iter().sum()
}

fn apply(step: &Step, nets: &mut [i64], in_set: &mut [bool]) {
    let weights = |nets: &[i64], lines: &[usize]| lines.iter().map(|&line| (line, nets[line])).collect::<Vec<_>>();
    let sum = |nets: &[i64]| step.lines.iter().map(|&line| nets[line]).sum::<i64>();
    match &step.kind {
        Kind::Percent(percent) => {
            let off = round(sum(nets) * percent, 100);
            let mut claims = weights(nets, &step.lines);
            split(nets, off, &mut claims);
        }
        Kind::PerUnit(amount) => step.lines.iter().for_each(|&line| nets[line] -= nets[line].min(*amount)),
        Kind::Price(price) => step.lines.iter().for_each(|&line| nets[line] = nets[line].min(*price)),
        Kind::NthHalf(group) => {
            let mut free: Vec<usize> = step.lines.iter().copied().filter(|&line| !in_set[line]).collect();
            free.sort_by_key(|&line| -nets[line]);
            let mut claims = Vec::new();
            for set in free.chunks_exact(*group) {
                for &line in set {
                    in_set[line] = true;
                }
                claims.push((set[group - 1], nets[set[group - 1]]));
            }
            claims.sort_unstable();
            let off = round(claims.iter().map(|(_, net)| net).sum(), 2);
            split(nets, off, &mut claims);
        }
        Kind::Bundle(price) => {
            let mut claims = weights(nets, &step.lines);
            split(nets, sum(nets) - price, &mut claims);
            step.lines.iter().for_each(|&line| in_set[line] = true);
        }
        Kind::Tiers(tiers) => {
            let off = tiers.iter().rfind(|(from, _)| sum(nets) >= *from).map_or(0, |(_, off)| *off);
            let mut claims = weights(nets, &step.lines);
            split(nets, off, &mut claims);
        }
    }
}
