//! Laws of the pure engine.

use proptest::prelude::*;
use tillbook::promotion::{Benefit, Context, Evaluation, Goods, Promotion, Search, Shopper, evaluate};
use tillbook::value::{Currency, Money, ProductId, PromotionId, Quantity, Timestamp};

use super::offers::{carts, multi_buys, promotion, promotions, variant};

fn evaluated(goods: &[Goods], promotions: &[Promotion]) -> Evaluation {
    // Points are for members.
    let member = Some(Shopper::default());
    evaluate(goods, promotions, &Context { member, ..Context::new(Currency::CNY, Timestamp::from_micros(0)) }).unwrap()
}

/// All orders of the indices below `count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut orders = vec![Vec::new()];
    for next in 0..count {
        let longer = |order: &Vec<usize>| (0..=order.len()).map(|at| (at, order.clone())).collect::<Vec<_>>();
        orders = orders
            .iter()
            .flat_map(longer)
            .map(|(at, mut order)| {
                order.insert(at, next);
                order
            })
            .collect();
    }
    orders
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn discounts_add_up_and_no_line_falls_below_zero(goods in carts(), promotions in promotions(4)) {
        let evaluation = evaluated(&goods, &promotions);
        for (index, (line, goods)) in evaluation.lines.iter().zip(&goods).enumerate() {
            prop_assert!(!line.net.is_negative());
            let off = Money::sum(line.discounts.iter().map(|share| share.amount)).unwrap();
            prop_assert_eq!(line.net.add(off).unwrap(), goods.amount);
            let shares = evaluation.applied.iter().flat_map(|applied| &applied.lines);
            let shares = shares.filter(|share| share.line == index).map(|share| share.amount);
            prop_assert_eq!(Money::sum(shares).unwrap(), off);
        }
        for applied in &evaluation.applied {
            prop_assert_eq!(Money::sum(applied.lines.iter().map(|share| share.amount)).unwrap(), applied.discount);
            let is_on_top = applied.gift.is_some() || applied.issues.is_some() || applied.multiplied.is_some();
            prop_assert_eq!(applied.discount.is_zero(), is_on_top);
            let promotion = promotions.iter().find(|p| p.id == applied.promotion).unwrap();
            prop_assert!(promotion.max_discount.is_none_or(|most| applied.discount <= most));
            let once = matches!(promotion.benefit, Benefit::Tiers { .. });
            prop_assert!(once || promotion.max_uses.is_none_or(|most| applied.uses <= most));
        }
        prop_assert_eq!(Money::sum(evaluation.applied.iter().map(|a| a.discount)).unwrap(), evaluation.discount);
        prop_assert_eq!(evaluation.applied.len() + evaluation.refused.len(), promotions.len());
    }

    /// Any promotion may be left out of a plan: taking one away from the shop cannot make the cart cheaper.
    #[test]
    fn one_promotion_less_is_never_cheaper(goods in carts(), promotions in promotions(4)) {
        let best = evaluated(&goods, &promotions);
        prop_assert_eq!(best.search, Search::Exhaustive);
        for left_out in 0..promotions.len() {
            let mut fewer = promotions.clone();
            fewer.remove(left_out);
            let without = evaluated(&goods, &fewer).discount;
            prop_assert!(without <= best.discount);
            if matches!(promotions[left_out].benefit, Benefit::PointsMultiplier { .. }) {
                prop_assert_eq!(without, best.discount, "points change no price");
            }
        }
    }

    /// However many there are, and however the plan was found.
    #[test]
    fn no_single_promotion_is_better_than_the_plan(goods in carts(), promotions in promotions(16)) {
        let best = evaluated(&goods, &promotions).discount;
        for one in &promotions {
            prop_assert!(evaluated(&goods, std::slice::from_ref(one)).discount <= best);
        }
    }

    /// The order within one priority is free: the plan is the best of those of all fixed orders.
    #[test]
    fn the_plan_is_the_best_of_all_orders(goods in carts(), mut promotions in promotions(4)) {
        for promotion in &mut promotions {
            promotion.priority = 0;
        }
        let best = evaluated(&goods, &promotions);
        prop_assert_eq!(best.search, Search::Exhaustive);
        let mut ordered = Vec::new();
        for order in orders(promotions.len()) {
            let mut fixed = promotions.clone();
            for (place, index) in order.into_iter().enumerate() {
                fixed[index].priority = i32::try_from(place).unwrap();
            }
            let plan = evaluated(&goods, &fixed);
            ordered.push((plan.discount, plan.applied.len()));
        }
        prop_assert_eq!(ordered.into_iter().max(), Some((best.discount, best.applied.len())));
    }

    /// What is outside the plan has no influence on it.
    #[test]
    fn the_plan_alone_gives_the_same_result(goods in carts(), promotions in promotions(4)) {
        let best = evaluated(&goods, &promotions);
        let mut planned = promotions.clone();
        planned.retain(|promotion| best.applied.iter().any(|applied| applied.promotion == promotion.id));
        let alone = evaluated(&goods, &planned);
        prop_assert_eq!(alone.applied, best.applied);
        prop_assert_eq!(alone.lines, best.lines);
    }

    #[test]
    fn the_order_of_the_list_does_not_matter(
        goods in carts(),
        (listed, shuffled) in promotions(4).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(evaluated(&goods, &listed), evaluated(&goods, &shuffled));
    }

    /// Of one promotion; several share out cents by the order of the lines, which those that follow can see.
    #[test]
    fn the_order_of_the_lines_does_not_change_what_one_promotion_takes_off(
        (goods, shuffled) in carts().prop_flat_map(|cart| (Just(cart.clone()), Just(cart).prop_shuffle())),
        promotion in promotion(),
    ) {
        let only = std::slice::from_ref(&promotion);
        prop_assert_eq!(evaluated(&goods, only).discount, evaluated(&shuffled, only).discount);
    }

    /// A line may be scanned in parts: sets are made of all of them.
    #[test]
    fn units_of_a_set_may_stand_on_several_lines(units in 1i64..8, each in 1i64..5_000, benefit in multi_buys()) {
        let parts: Vec<Goods> = (0..units).map(|_| tee(1, each)).collect();
        let only = [Promotion::new(PromotionId::derived("law", "p"), "p", benefit)];
        let (together, apart) = (evaluated(&[tee(units, each * units)], &only), evaluated(&parts, &only));
        prop_assert_eq!(together.discount, apart.discount);
    }
}

fn tee(units: i64, minor: i64) -> Goods {
    Goods {
        variant: variant(0),
        product: ProductId::derived("law", "p"),
        categories: vec![],
        quantity: Quantity::whole(units).unwrap(),
        amount: Money::from_minor(minor),
        days_left: None,
    }
}
