//! Laws of promotions: what holds for every cart and every set of offers.

#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use tillbook::promotion::{
    Benefit, Condition, Context, Evaluation, Goods, Per, Promotion, Scope, Search, Stacking, evaluate,
};
use tillbook::value::{Currency, Money, Price, ProductId, PromotionId, Quantity, Rate, Timestamp, VariantId};

fn variant(n: u8) -> VariantId {
    VariantId::derived("law", &n.to_string())
}

fn carts() -> impl Strategy<Value = Vec<Goods>> {
    let line = (0u8..3, prop_oneof![3 => (1i64..5).prop_map(|n| n * 1_000_000), 1 => 1i64..3_000_000], 0i64..20_000);
    let goods = line.prop_map(|(sku, micros, minor)| Goods {
        variant: variant(sku),
        product: ProductId::derived("law", "p"),
        categories: vec![],
        quantity: Quantity::from_micros(micros),
        amount: Money::from_minor(minor),
        days_left: None,
    });
    prop::collection::vec(goods, 1..5)
}

fn benefits() -> impl Strategy<Value = Benefit> {
    prop_oneof![
        (1i64..=100).prop_map(|p| Benefit::PercentOff { rate: Rate::percent(p.into()).unwrap() }),
        (1i64..9_000, prop::sample::select(vec![Per::Order, Per::Unit, Per::EveryThreshold]))
            .prop_map(|(minor, per)| Benefit::AmountOff { amount: Money::from_minor(minor), per }),
        (0i64..90_000_000).prop_map(|micros| Benefit::FixedPrice { price: Price::from_micros(micros) }),
    ]
}

fn promotions() -> impl Strategy<Value = Vec<Promotion>> {
    let scope = prop_oneof![Just(Scope::All), (0u8..3).prop_map(|sku| Scope::Variants(vec![variant(sku)]))];
    let limits = (
        prop::option::of(1i64..30_000),
        prop::option::weighted(0.3, 1i64..3_000),
        prop::option::weighted(0.4, 1u32..4),
    );
    let parts = (benefits(), 0i32..3, any::<bool>(), scope, limits);
    let one = parts.prop_map(|(benefit, priority, exclusive, scope, (min, most, max_uses))| {
        let every = matches!(benefit, Benefit::AmountOff { per: Per::EveryThreshold, .. });
        let min = if every { min.or(Some(5_000)) } else { min };
        Promotion {
            priority,
            stacking: if exclusive { Stacking::Exclusive } else { Stacking::Stackable },
            scope,
            condition: Condition { min_amount: min.map(Money::from_minor), ..Condition::default() },
            max_discount: most.map(Money::from_minor),
            max_uses,
            ..Promotion::new(PromotionId::derived("law", "p"), "p", benefit)
        }
    });
    prop::collection::vec(one, 0..5).prop_map(|mut all| {
        for (number, promotion) in all.iter_mut().enumerate() {
            promotion.id = PromotionId::derived("law", &number.to_string());
        }
        all
    })
}

fn evaluated(goods: &[Goods], promotions: &[Promotion]) -> Evaluation {
    evaluate(goods, promotions, &Context::new(Currency::CNY, Timestamp::from_micros(0))).unwrap()
}

proptest! {
    #[test]
    fn discounts_add_up_and_no_line_falls_below_zero(goods in carts(), promotions in promotions()) {
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
            prop_assert!(applied.discount > Money::ZERO);
            let promotion = promotions.iter().find(|p| p.id == applied.promotion).unwrap();
            prop_assert!(promotion.max_discount.is_none_or(|most| applied.discount <= most));
        }
        prop_assert_eq!(Money::sum(evaluation.applied.iter().map(|a| a.discount)).unwrap(), evaluation.discount);
        prop_assert_eq!(evaluation.applied.len() + evaluation.refused.len(), promotions.len());
    }

    /// Any promotion may be left out of a plan: taking one away from the shop cannot make the cart cheaper.
    #[test]
    fn one_promotion_less_is_never_cheaper(goods in carts(), promotions in promotions()) {
        let best = evaluated(&goods, &promotions);
        prop_assert_eq!(best.search, Search::Exhaustive);
        for left_out in 0..promotions.len() {
            let mut fewer = promotions.clone();
            fewer.remove(left_out);
            prop_assert!(evaluated(&goods, &fewer).discount <= best.discount);
        }
    }

    /// What is outside the plan has no influence on it.
    #[test]
    fn the_plan_alone_gives_the_same_result(goods in carts(), promotions in promotions()) {
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
        (listed, shuffled) in promotions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(evaluated(&goods, &listed), evaluated(&goods, &shuffled));
    }
}
