//! Carts and offers of all kinds, small and awkward.

use proptest::prelude::*;
use tillbook::promotion::{
    Benefit, BundleItem, Condition, Goods, Off, Per, Promotion, Reward, Scope, Stacking, Threshold, Tier,
};
use tillbook::value::{Money, Price, ProductId, PromotionId, Quantity, Rate, VariantId};

pub(crate) fn variant(n: u8) -> VariantId {
    VariantId::derived("law", &n.to_string())
}

/// What coupons open that offers issue.
pub(crate) fn opened() -> PromotionId {
    PromotionId::derived("law", "opened")
}

/// Units of each line, and how much each line costs.
pub(crate) fn carts() -> impl Strategy<Value = Vec<Goods>> {
    let line = (0u8..4, prop_oneof![4 => (1i64..6).prop_map(|n| n * 1_000_000), 1 => 1i64..3_000_000], 0i64..20_000);
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

fn rates() -> impl Strategy<Value = Rate> {
    (1i64..=100).prop_map(|percent| Rate::percent(percent.into()).unwrap())
}

fn amounts() -> impl Strategy<Value = Money> {
    (1i64..9_000).prop_map(Money::from_minor)
}

fn scopes() -> impl Strategy<Value = Scope> {
    let some = prop::sample::subsequence(vec![0u8, 1, 2, 3], 1..4);
    prop_oneof![Just(Scope::All), some.prop_map(|skus| Scope::Variants(skus.into_iter().map(variant).collect()))]
}

fn tiers() -> impl Strategy<Value = Benefit> {
    let step = (1i64..8_000, prop_oneof![amounts().prop_map(Off::Amount), rates().prop_map(Off::Percent)]);
    (prop::collection::vec(step, 1..4), any::<bool>()).prop_map(|(steps, by_quantity)| {
        let mut reached = 0;
        let steps = steps.into_iter().map(|(more, off)| {
            reached += more;
            let units = Quantity::from_micros(reached * 1_000);
            Tier {
                from: if by_quantity {
                    Threshold::Quantity(units)
                } else {
                    Threshold::Amount(Money::from_minor(reached))
                },
                off,
            }
        });
        Benefit::Tiers { steps: steps.collect() }
    })
}

pub(crate) fn multi_buys() -> impl Strategy<Value = Benefit> {
    let price = (0i64..90_000_000).prop_map(Price::from_micros);
    let reward = prop_oneof![rates().prop_map(Reward::PercentOff), price.prop_map(Reward::FixedPrice)];
    let items = prop::sample::subsequence(vec![0u8, 1, 2, 3], 1..4);
    let items = (items, prop::collection::vec(1u32..3, 4));
    prop_oneof![
        (1u32..4, 1u32..3, prop::option::weighted(0.3, scopes()), reward)
            .prop_map(|(buy, get, get_scope, reward)| Benefit::BuyXGetY { buy, get, get_scope, reward }),
        (items, amounts()).prop_map(|((skus, units), price)| {
            let item = |(sku, units)| BundleItem { variant: variant(sku), units };
            Benefit::BundlePrice { items: skus.into_iter().zip(units).map(item).collect(), price }
        }),
        (1u32..4, amounts()).prop_map(|(count, price)| Benefit::AnyFor { count, price }),
        (1u32..3, prop::option::of(2u32..5), rates()).prop_map(|(count, every, rate)| Benefit::CheapestFree {
            count,
            every,
            rate
        }),
    ]
}

fn benefits() -> impl Strategy<Value = Benefit> {
    let per = prop::sample::select(vec![Per::Order, Per::Unit, Per::EveryThreshold]);
    let gift_per = prop::sample::select(vec![Per::Order, Per::EveryThreshold]);
    let gift = |(sku, per)| Benefit::Gift { variant: variant(sku), quantity: Quantity::ONE, per };
    let add_on = |(micros, units, per)| Benefit::AddOn { price: Price::from_micros(micros), units, per };
    prop_oneof![
        2 => rates().prop_map(|rate| Benefit::PercentOff { rate }),
        3 => (amounts(), per).prop_map(|(amount, per)| Benefit::AmountOff { amount, per }),
        1 => (0i64..90_000_000).prop_map(|micros| Benefit::FixedPrice { price: Price::from_micros(micros) }),
        1 => tiers(),
        4 => multi_buys(),
        1 => (0u8..6, gift_per.clone()).prop_map(gift),
        1 => (0i64..90_000_000, 1u32..3, gift_per.clone()).prop_map(add_on),
        1 => gift_per.prop_map(|per| Benefit::IssueCoupon { promotion: opened(), per, after_days: 0, valid_days: 1 }),
        1 => (101i64..=1_000).prop_map(|percent| Benefit::PointsMultiplier {
            factor: Rate::percent(percent.into()).unwrap()
        }),
    ]
}

pub(crate) fn promotion() -> impl Strategy<Value = Promotion> {
    let conditions =
        (prop::option::of(1i64..30_000), prop::option::weighted(0.2, 1i64..6), prop::option::weighted(0.2, scopes()));
    let limits = (prop::option::weighted(0.3, 1i64..3_000), prop::option::weighted(0.4, 1u32..4));
    let parts = (benefits(), 0i32..3, any::<bool>(), scopes(), conditions, limits);
    parts.prop_map(|(benefit, priority, exclusive, scope, (min, units, counted), (most, max_uses))| {
        let is_add_on = matches!(benefit, Benefit::AddOn { .. });
        let scope = if is_add_on && scope == Scope::All { Scope::Variants(vec![variant(0)]) } else { scope };
        let per_threshold = matches!(
            benefit,
            Benefit::AmountOff { per: Per::EveryThreshold, .. }
                | Benefit::Gift { per: Per::EveryThreshold, .. }
                | Benefit::IssueCoupon { per: Per::EveryThreshold, .. }
        );
        let min = if per_threshold || is_add_on { min.or(Some(5_000)) } else { min };
        Promotion {
            priority,
            stacking: if exclusive { Stacking::Exclusive } else { Stacking::Stackable },
            scope,
            condition: Condition {
                min_amount: min.map(Money::from_minor),
                min_quantity: units.map(|units| Quantity::whole(units).unwrap()),
                scope: counted,
            },
            max_discount: most.map(Money::from_minor),
            max_uses,
            ..Promotion::new(PromotionId::derived("law", "p"), "p", benefit)
        }
    })
}

/// So many offers, at most.
pub(crate) fn promotions(most: usize) -> impl Strategy<Value = Vec<Promotion>> {
    prop::collection::vec(promotion(), 0..=most).prop_map(|mut all| {
        for (number, promotion) in all.iter_mut().enumerate() {
            promotion.id = PromotionId::derived("law", &number.to_string());
        }
        all
    })
}
