use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::near_miss::{NearMiss, near_misses};
use super::piece::Share;
use super::plan::best_sequence;
use super::stock::{Spans, untouched};
use super::turn::{Effect, Turn, take_turn};
use super::{Applied, Context, Goods, LineShare, Promotion, Reason, Refused};
use crate::value::{Money, PromotionId};
use crate::{Error, Noun, Result};

/// What promotions do to a cart, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// One for each line of the cart, in its order.
    pub lines: Vec<PricedLine>,
    /// The promotions of the best plan, in the order of their application.
    pub applied: Vec<Applied>,
    /// All others, by priority and id.
    pub refused: Vec<Refused>,
    /// What more would earn more: 再买 12.00 元可减 10.00.
    #[serde(default)]
    pub near_misses: Vec<NearMiss>,
    /// What is taken off in all.
    pub discount: Money,
    /// Whether every plan was looked at.
    pub search: Search,
}

/// A line after all promotions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedLine {
    /// Its amount less its discounts; zero or more.
    pub net: Money,
    /// What was taken off, in the order of application.
    pub discounts: Vec<PromotionShare>,
}

/// What one promotion takes off a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionShare {
    /// The promotion.
    pub promotion: PromotionId,
    /// Above zero.
    pub amount: Money,
}

/// How thorough the search for the best plan was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Search {
    /// No plan is better.
    Exhaustive,
    /// There were too many plans: a good one was made better step by step, and there may be a better one.
    Greedy,
}

impl Evaluation {
    /// By how many hundredths promotions multiply the points of a line: the largest factor counts.
    pub(crate) fn points_factor(&self, line: usize) -> i64 {
        let of_line = self.applied.iter().filter_map(|applied| applied.multiplied.as_ref());
        let of_line = of_line.filter(|multiplied| multiplied.lines.contains(&line));
        let hundredths = of_line.map(|multiplied| {
            let (share, whole) = multiplied.factor.fraction();
            i64::try_from(share * 100 / whole).unwrap_or(i64::MAX)
        });
        hundredths.max().unwrap_or(100)
    }
}

/// Finds the best plan for the customer. The order of `promotions` does not matter.
///
/// # Errors
/// [`Error::Invalid`] for goods or promotions that make no sense, naming the field such as
/// `promotions[2].benefit.amount`; [`Error::Duplicate`] for two promotions with one id; [`Error::TooLarge`].
pub fn evaluate(goods: &[Goods], promotions: &[Promotion], context: &Context) -> Result<Evaluation> {
    for (index, goods) in goods.iter().enumerate() {
        goods.check().map_err(|error| error.within(format!("goods[{index}]")))?;
    }
    Money::sum(goods.iter().map(|goods| goods.amount))?;
    check_promotions(promotions)?;

    let mut candidates = Vec::with_capacity(promotions.len());
    let mut refused = Vec::new();
    for promotion in promotions {
        match Candidate::new(promotion, goods, context) {
            Ok(candidate) => candidates.push(candidate),
            Err(reason) => refused.push((promotion, reason)),
        }
    }
    candidates.sort_unstable_by_key(Candidate::rank);

    let (sequence, search) = best_sequence(&candidates, goods, context.currency)?;
    let turns = turns(&candidates, &sequence, goods, context)?;
    let near_misses = near_misses(&turns, goods);
    let mut steps = Vec::with_capacity(sequence.len());
    for taken in turns {
        match taken.turn {
            Turn::Applied(effect) if taken.in_plan => steps.push((taken.candidate.promotion, effect)),
            Turn::Applied(_) => refused.push((taken.candidate.promotion, Reason::NotInBestPlan)),
            Turn::Idle(reason) => refused.push((taken.candidate.promotion, reason)),
        }
    }
    refused.sort_unstable_by_key(|(promotion, _)| (promotion.priority, promotion.id));
    let mut evaluation = report(goods, &steps, &refused, (search, context))?;
    evaluation.near_misses = near_misses;
    Ok(evaluation)
}

/// A candidate's turn, and the cart that it met.
pub(super) struct Taken<'a> {
    pub(super) candidate: &'a Candidate<'a>,
    pub(super) in_plan: bool,
    pub(super) before: Rc<Spans>,
    pub(super) turn: Turn,
}

/// The turns of all candidates: those of the plan in its order, each of the others when its priority is over.
fn turns<'a>(
    candidates: &'a [Candidate<'a>],
    sequence: &[usize],
    goods: &[Goods],
    context: &Context,
) -> Result<Vec<Taken<'a>>> {
    let mut in_plan = vec![false; candidates.len()];
    for &index in sequence {
        if let Some(slot) = in_plan.get_mut(index) {
            *slot = true;
        }
    }
    let outside = candidates.iter().zip(&in_plan).filter(|(_, in_plan)| !**in_plan);
    let mut left_out = outside.map(|(candidate, _)| candidate).peekable();
    let mut spans = Rc::new(untouched(goods, |_| true));
    let mut turns = Vec::with_capacity(candidates.len());
    for candidate in sequence.iter().filter_map(|&index| candidates.get(index)) {
        while let Some(other) = left_out.next_if(|other| other.promotion.priority < candidate.promotion.priority) {
            let turn = take_turn(other, &spans, goods, context.currency)?;
            turns.push(Taken { candidate: other, in_plan: false, before: Rc::clone(&spans), turn });
        }
        let before = Rc::clone(&spans);
        let turn = take_turn(candidate, &before, goods, context.currency)?;
        if let Turn::Applied(effect) = &turn {
            spans = Rc::new(effect.left_of(&before)?);
        }
        turns.push(Taken { candidate, in_plan: true, before, turn });
    }
    for other in left_out {
        let turn = take_turn(other, &spans, goods, context.currency)?;
        turns.push(Taken { candidate: other, in_plan: false, before: Rc::clone(&spans), turn });
    }
    Ok(turns)
}

fn check_promotions(promotions: &[Promotion]) -> Result<()> {
    for (index, promotion) in promotions.iter().enumerate() {
        promotion.check().map_err(|error| error.within(format!("promotions[{index}]")))?;
    }
    let mut ids: Vec<(PromotionId, &str)> = promotions.iter().map(|p| (p.id, p.name.as_str())).collect();
    ids.sort_unstable();
    match ids.windows(2).find_map(|pair| match pair {
        [(a, holder), (b, _)] if a == b => Some((a, holder)),
        _ => None,
    }) {
        Some((id, holder)) => {
            Err(Error::Duplicate { what: Noun::Promotion, key: id.to_string(), holder: (*holder).to_string() })
        }
        None => Ok(()),
    }
}

fn report(
    goods: &[Goods],
    steps: &[(&Promotion, Effect)],
    refused: &[(&Promotion, Reason)],
    (search, context): (Search, &Context),
) -> Result<Evaluation> {
    let mut lines: Vec<PricedLine> =
        goods.iter().map(|goods| PricedLine { net: goods.amount, discounts: Vec::new() }).collect();
    let mut applied = Vec::with_capacity(steps.len());
    for (promotion, effect) in steps {
        let mut shares = Vec::with_capacity(effect.shares.len());
        for &Share { line, amount } in effect.shares.iter().filter(|share| !share.amount.is_zero()) {
            shares.push(LineShare { line, amount });
            if let Some(priced) = lines.get_mut(line) {
                priced.net = priced.net.sub(amount)?;
                priced.discounts.push(PromotionShare { promotion: promotion.id, amount });
            }
        }
        applied.push(Applied::new(promotion, effect, shares, context));
    }
    let refused = refused.iter().map(|(promotion, reason)| Refused {
        promotion: promotion.id,
        name: promotion.name.clone(),
        reason: *reason,
    });
    let discount = Money::sum(applied.iter().map(|applied| applied.discount))?;
    Ok(Evaluation { lines, applied, refused: refused.collect(), near_misses: Vec::new(), discount, search })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::promotion::{Benefit, Per, Scope, Stacking};
    use crate::value::{Currency, Price, ProductId, Quantity, Rate, Timestamp, VariantId};

    fn goods(sku: &str, units: i64, minor: i64) -> Goods {
        Goods {
            variant: VariantId::derived("t", sku),
            product: ProductId::derived("t", sku),
            categories: vec![],
            quantity: Quantity::whole(units).unwrap(),
            amount: Money::from_minor(minor),
            days_left: None,
        }
    }

    fn offer(name: &str, benefit: Benefit) -> Promotion {
        Promotion::new(PromotionId::derived("t", name), name, benefit)
    }

    fn off(minor: i64, per: Per) -> Benefit {
        Benefit::AmountOff { amount: Money::from_minor(minor), per }
    }

    fn context() -> Context {
        Context::new(Currency::CNY, Timestamp::from_micros(100))
    }

    fn reason(goods: &[Goods], promotions: &[Promotion], name: &str) -> Reason {
        let evaluation = evaluate(goods, promotions, &context()).unwrap();
        evaluation.refused.iter().find(|refused| refused.name == name).unwrap().reason
    }

    #[test]
    fn every_refusal_has_its_reason() {
        let cart = [goods("a", 2, 100)];
        let refused = |change: &dyn Fn(&mut Promotion)| {
            let mut one = offer("p", off(30, Per::Order));
            change(&mut one);
            reason(&cart, &[one, offer("first", off(10, Per::Order))], "p")
        };
        assert_eq!(refused(&|p| p.valid_from = Some(Timestamp::from_micros(101))), Reason::NotNow);
        assert_eq!(refused(&|p| p.valid_until = Some(Timestamp::from_micros(100))), Reason::NotNow);
        assert_eq!(refused(&|p| p.members_only = true), Reason::MembersOnly);
        assert_eq!(refused(&|p| p.requires_coupon = Some("Q".into())), Reason::CouponNotEntered);
        assert_eq!(refused(&|p| p.scope = Scope::Variants(vec![VariantId::derived("t", "z")])), Reason::NothingInScope);
        assert_eq!(
            refused(&|p| p.benefit = Benefit::FixedPrice { price: Price::from_micros(500_000) }),
            Reason::NoEffect
        );
        let missing = Reason::ConditionNotMet { missing_quantity: None, missing_amount: Some(Money::from_minor(5)) };
        let late = |p: &mut Promotion| (p.priority, p.condition.min_amount) = (1, Some(Money::from_minor(95)));
        // The first one would leave 90; going without it is cheaper.
        let mut one = offer("p", off(5, Per::Order));
        late(&mut one);
        assert_eq!(reason(&cart, &[one, offer("first", off(10, Per::Order))], "p"), missing);
        assert_eq!(
            refused(&|p| p.condition.min_quantity = Some(Quantity::whole(3).unwrap())),
            Reason::ConditionNotMet { missing_quantity: Some(Quantity::ONE), missing_amount: None }
        );
    }

    #[test]
    fn exclusive_offers_compete_for_the_same_goods() {
        let exclusive =
            |name, minor| Promotion { stacking: Stacking::Exclusive, ..offer(name, off(minor, Per::Order)) };
        let evaluation =
            evaluate(&[goods("a", 1, 100)], &[exclusive("x", 20), exclusive("y", 30)], &context()).unwrap();
        assert_eq!(evaluation.discount.minor(), 30);
        assert_eq!(evaluation.refused[0].reason, Reason::GoodsTaken);
        let late = Promotion { priority: 1, ..exclusive("y", 30) };
        assert_eq!(reason(&[goods("a", 1, 100)], &[exclusive("x", 20), late], "x"), Reason::NotInBestPlan);
    }

    #[test]
    fn a_line_of_a_million_units_is_not_taken_apart() {
        let cart = [goods("a", 1_000_000, 100_000_000)];
        let few = Promotion { max_uses: Some(3), ..offer("few", Benefit::PercentOff { rate: Rate::ONE }) };
        let evaluation = evaluate(&cart, &[few, offer("off", off(7, Per::Unit))], &context()).unwrap();
        // Three units are free after 7 off each of the million.
        assert_eq!(evaluation.discount.minor(), 7_000_000 + 3 * 93);
    }

    /// So many that what was tried is forgotten in between.
    #[test]
    fn hundreds_of_offers_on_hundreds_of_lines_all_apply() {
        let cart: Vec<Goods> = (0..200).map(|line| goods(&line.to_string(), 1, 1_000_000)).collect();
        let offers: Vec<Promotion> = (0..300).map(|number| offer(&number.to_string(), off(400, Per::Unit))).collect();
        let evaluation = evaluate(&cart, &offers, &context()).unwrap();
        assert_eq!((evaluation.applied.len(), evaluation.search), (300, Search::Greedy));
        assert!(evaluation.lines.iter().all(|line| line.net.minor() == 1_000_000 - 300 * 400));
    }

    #[test]
    fn bad_input_is_named() {
        let wrong = offer("p", off(0, Per::Order));
        let error = evaluate(&[], &[offer("a", off(1, Per::Order)), wrong], &context()).unwrap_err();
        assert!(error.to_string().starts_with("promotions[1].benefit.amount:"), "{error}");
        let error = evaluate(&[goods("a", 0, 1)], &[], &context()).unwrap_err();
        assert!(error.to_string().starts_with("goods[0].quantity:"), "{error}");
        let twice = offer("p", off(1, Per::Order));
        assert_eq!(evaluate(&[], &[twice.clone(), twice], &context()).unwrap_err().code(), "duplicate");
    }
}
