use rust_decimal_macros::dec;
use tillbook::pricing::Cart;
use tillbook::promotion::{Benefit, BundleItem, Per, Promotion, Reward};
use tillbook::shop::{RefundLine, RefundTo};
use tillbook::value::{Money, PromotionId, Quantity, Rate, RefundId};

use super::counter::{Counter, money, offer};

/// What the cart costs when this is the only offer and may be used so often, and how often it is. Sale and full refund agree,
/// and nothing more is promised when the last use is gone.
#[track_caller]
fn used(counter: &Counter, cart: &Cart, promotion: Promotion, most: u32) -> (i64, u32) {
    counter.put(&[Promotion { id: PromotionId::derived("till", "only"), max_uses: Some(most), ..promotion }]);
    let quote = counter.quote(cart);
    let sale = counter.sell(cart);
    assert_eq!(sale.total, quote.total);
    let back: Vec<_> =
        sale.lines.iter().enumerate().map(|(n, line)| RefundLine::new(n, line.quantity.to_decimal())).collect();
    let refund = counter.shop.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "test").unwrap();
    assert_eq!(refund.total, sale.total);
    let found = quote.promotions.unwrap();
    assert!(found.applied[0].uses < most || found.near_misses.is_empty(), "{:?}", found.near_misses);
    (quote.total.minor(), found.applied[0].uses)
}

#[test]
fn single_units_are_discounted_so_often() {
    let counter = Counter::new();
    // Two lines: the limit is the cart's, not the line's.
    let cart = counter.teas(2).add(counter.tea, dec!(3));
    let sale = offer("秒杀", Benefit::FixedPrice { price: dec!(6).try_into().unwrap() });
    assert_eq!(used(&counter, &cart, sale.clone(), 3), (38_00, 3));
    assert_eq!(used(&counter, &cart, sale, 9), (30_00, 5));
    let less = offer("直降", Benefit::AmountOff { amount: money(1_50), per: Per::Unit });
    assert_eq!(used(&counter, &cart, less, 4), (44_00, 4));
    // The dearest first.
    let dear = counter.teas(2).add(counter.cup, dec!(2));
    let percent = offer("8折", Benefit::PercentOff { rate: Rate::percent(dec!(20)).unwrap() });
    assert_eq!(used(&counter, &dear, percent, 3), (58_00, 3));
}

#[test]
fn sets_are_made_so_often() {
    let counter = Counter::new();
    let free = Reward::PercentOff(Rate::ONE);
    let one_free = offer("买一送一", Benefit::nth_item(2, free).unwrap());
    assert_eq!(used(&counter, &counter.teas(6), one_free.clone(), 1), (50_00, 1));
    assert_eq!(used(&counter, &counter.teas(6), one_free, 5), (30_00, 3));
    let any = offer("3件25元", Benefit::AnyFor { count: 3, price: money(25_00) });
    assert_eq!(used(&counter, &counter.teas(9), any, 2), (80_00, 2));
    let items = [counter.tea, counter.cup].map(|variant| BundleItem { variant, units: 1 }).to_vec();
    let set = offer("套餐", Benefit::BundlePrice { items, price: money(30_00) });
    assert_eq!(used(&counter, &counter.teas(3).add(counter.cup, dec!(3)), set, 2), (95_00, 2));
}

#[test]
fn thresholds_are_reached_so_often() {
    let counter = Counter::new();
    let every = |name, benefit| {
        let mut every = offer(name, benefit);
        every.condition.min_amount = Some(money(20_00));
        every
    };
    let off = every("每满20减3", Benefit::AmountOff { amount: money(3_00), per: Per::EveryThreshold });
    assert_eq!(used(&counter, &counter.teas(9), off.clone(), 3), (81_00, 3));
    assert_eq!(used(&counter, &counter.teas(9), off, 7), (78_00, 4));
    let (variant, quantity) = (counter.cup, Quantity::whole(1).unwrap());
    let gift = every("每满20赠杯", Benefit::Gift { variant, quantity, per: Per::EveryThreshold });
    // Four cups are more than there are; two are not.
    assert_eq!(used(&counter, &counter.teas(9), gift, 2), (90_00, 2));
    assert_eq!(counter.shop.stockroom().on_hand(counter.cup).unwrap().1, Money::from_minor(33_00));
}
