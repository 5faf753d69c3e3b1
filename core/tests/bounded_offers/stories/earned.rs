use rust_decimal::Decimal;
use tillbook::pricing::CouponReason;
use tillbook::promotion::{Benefit, Condition, Limit, Per, Promotion, Reason, Scope};
use tillbook::shop::Tender;
use tillbook::value::{DocumentId, Money, SaleId};

use super::Open;
use super::corner::{Corner, member, money, off, offer};

/// 5.00 off for who brings a coupon, and the offer that issues one for every 50.00 of tea.
fn back_soon(corner: &Corner) -> [Promotion; 2] {
    let five = Promotion { issued_coupons: true, priority: 1, ..off("回头券", 500) };
    let benefit = Benefit::IssueCoupon { promotion: five.id, per: Per::EveryThreshold, after_days: 1, valid_days: 7 };
    let condition = Condition { min_amount: Some(money(50_00)), ..Condition::default() };
    let scope = Scope::Variants(vec![corner.tea]);
    [five, Promotion { condition, scope, ..offer("满50送券", benefit) }]
}

pub(super) fn add_on(open: Open<'_>) {
    let corner = Corner::new(open);
    let price = Money::from_minor(9_90).to_decimal(tillbook::value::Currency::CNY).try_into().unwrap();
    let each = Promotion {
        scope: Scope::Variants(vec![corner.cup]),
        condition: Condition { min_amount: Some(money(30_00)), ..Condition::default() },
        limits: vec![Limit::uses(3)],
        ..offer("加9.90元换购杯子", Benefit::AddOn { price, units: 1, per: Per::EveryThreshold })
    };
    let once = Promotion { benefit: Benefit::AddOn { price, units: 2, per: Per::Order }, ..each.clone() };
    corner.put(std::slice::from_ref(&each));
    // The cups themselves do not count, however dear they are.
    let missing = Reason::ConditionNotMet { missing_quantity: None, missing_amount: Some(money(10_00)) };
    assert_eq!(corner.refusal(&corner.with_cups(2, 2), &each), Some(missing));
    assert_eq!(corner.total(&corner.with_cups(3, 2)), 64_90);
    let sale = corner.sell(&corner.with_cups(6, 3));
    assert_eq!((sale.total.minor(), corner.left(&each)), (10_480, 1));
    // One cup more for each that is left.
    assert_eq!(corner.total(&corner.with_cups(6, 2)), 94_90);
    corner.take_back_of(&sale, 1, 2);
    assert_eq!(corner.left(&each), 2);
    corner.put(std::slice::from_ref(&once));
    assert_eq!(corner.total(&corner.with_cups(9, 3)), 13_480);
    corner.prove();
}

pub(super) fn coupon_for_later(open: Open<'_>) {
    let corner = Corner::new(open);
    let offers = back_soon(&corner);
    corner.put(&offers);
    let cart = corner.teas(10).member(member("lin"));
    let quote = corner.quote(&cart);
    let promised = quote.applied()[0].issues.as_ref().unwrap();
    assert_eq!((promised.promotion, promised.count, quote.total), (offers[0].id, 2, money(10_000)));
    let near = quote.promotions.unwrap().near_misses;
    assert_eq!(near[0].missing_amount, Some(money(50_00)));

    let id = SaleId::new();
    let sell = || corner.shop.till().sell(id, &cart, &[Tender::cash(money(10_000))]).unwrap();
    let (sale, again) = (sell(), sell());
    assert_eq!(sale.coupons, again.coupons);
    assert_eq!(corner.shop.till().sale(id).unwrap().coupons, sale.coupons);
    let [first, second] = &sale.coupons[..] else { panic!("{:?}", sale.coupons) };
    assert!(first.code != second.code && first.code.len() == 12);
    assert_eq!((first.member, first.uses), (Some(member("lin")), 1));
    assert_eq!(corner.shop.promotions().coupon(&first.code).unwrap(), (first.clone(), 1));

    let next = corner.teas(2).member(member("lin")).coupon(&first.code);
    let why = |cart: &tillbook::pricing::Cart| corner.quote(cart).unused_coupons.pop().map(|unused| unused.reason);
    assert_eq!(why(&next), Some(CouponReason::NotYet));
    corner.at("2026-03-17T23:00:00+08:00");
    assert_eq!(why(&corner.teas(2).member(member("wang")).coupon(&first.code)), Some(CouponReason::NotTheirs));
    assert_eq!(corner.sell(&next).total, money(15_00));
    assert_eq!(why(&next), Some(CouponReason::UsedUp));
    corner.at("2026-03-18T12:00:00+08:00");
    assert_eq!(why(&corner.teas(2).member(member("lin")).coupon(&second.code)), Some(CouponReason::Expired));
    corner.prove();
}

pub(super) fn withdrawn(open: Open<'_>) {
    let corner = Corner::new(open);
    corner.put(&back_soon(&corner));
    let sale = corner.sell(&corner.with_cups(12, 1));
    let codes: Vec<&str> = sale.coupons.iter().map(|coupon| coupon.code.as_str()).collect();
    let left = || codes.iter().map(|code| corner.shop.promotions().coupon(code).unwrap().1).collect::<Vec<_>>();
    // Goods that did not count, and tea beyond what both coupons took.
    assert!(corner.take_back_of(&sale, 1, 1).withdrawn.is_empty());
    assert!(corner.take_back(&sale, 2).withdrawn.is_empty());
    assert_eq!(left(), [1, 1]);
    let one = corner.take_back(&sale, 1);
    assert_eq!((one.withdrawn, left()), (vec![codes[1].to_string()], vec![1, 0]));
    assert!(corner.take_back(&sale, 1).withdrawn.is_empty());
    corner.prove();
    corner.at("2026-03-12T12:00:00+08:00");
    // The first one is used before it is withdrawn, and that sale never was: it does not come alive again.
    let used = corner.sell(&corner.teas(2).coupon(codes[0]));
    let all = corner.take_back(&sale, 8);
    assert_eq!((all.withdrawn, left()), (vec![codes[0].to_string()], vec![0, 0]));
    corner.void(&used);
    assert_eq!(left(), [0, 0]);
    corner.shop.office().void(DocumentId::new(), all.id.into(), "they kept it").unwrap();
    assert_eq!(left(), [1, 0]);
    corner.prove();
}

pub(super) fn voided(open: Open<'_>) {
    let corner = Corner::new(open);
    let [five, issuing] = back_soon(&corner);
    let limited = Promotion { limits: vec![Limit::uses(3)], ..issuing };
    corner.put(&[five, limited.clone()]);
    let sale = corner.sell(&corner.teas(10));
    // A third coupon is left for others.
    assert_eq!(corner.left(&limited), 1);
    assert_eq!(corner.quote(&corner.teas(10)).applied()[0].issues.as_ref().unwrap().count, 1);
    corner.void(&sale);
    assert_eq!(corner.left(&limited), 3);
    for coupon in &sale.coupons {
        assert_eq!(corner.shop.promotions().coupon(&coupon.code).unwrap().1, 0);
    }
    assert_eq!(corner.sell(&corner.teas(10)).coupons.len(), 2);
    assert_eq!(corner.total(&corner.teas(1).add(corner.cup, Decimal::ONE)), 35_00);
    corner.prove();
}
