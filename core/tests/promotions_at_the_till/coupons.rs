use tillbook::Error;
use tillbook::pricing::{CouponReason, Quote};
use tillbook::promotion::{Promotion, Reason};

use super::counter::{Counter, money, off};

/// An offer for who enters a code.
fn coupon(name: &str, code: &str, minor: i64) -> Promotion {
    Promotion { requires_coupon: Some(code.into()), ..off(name, minor) }
}

/// What a till shows: each code that gives nothing, and the reasons of the offers that ask for it.
fn unused(quote: &Quote) -> Vec<(&str, Vec<Reason>)> {
    let reasons = |reason: &CouponReason| match reason {
        CouponReason::Refused(refused) => refused.iter().map(|refused| refused.reason).collect(),
        _ => Vec::new(),
    };
    quote.unused_coupons.iter().map(|unused| (unused.code.as_str(), reasons(&unused.reason))).collect()
}

#[test]
fn a_code_that_nobody_knows_is_named_and_sold_without() {
    let counter = Counter::new();
    let cart = counter.teas(2).coupon("SAVE5");
    // A shop without offers.
    let quote = counter.quote(&cart);
    assert_eq!(quote.unused_coupons.len(), 1);
    assert_eq!(quote.unused_coupons[0].reason, CouponReason::Unknown);
    counter.put(&[coupon("five", "SAVE5", 500)]);
    let mistyped = counter.teas(2).coupon("save5").coupon("SAVE5 X");
    let quote = counter.quote(&mistyped);
    assert_eq!(quote.total, money(20_00));
    let codes: Vec<_> = quote.unused_coupons.iter().map(|unused| (unused.code.as_str(), &unused.reason)).collect();
    assert_eq!(codes, [("save5", &CouponReason::Unknown), ("SAVE5 X", &CouponReason::Unknown)]);
    let refused = counter.try_sell(&mistyped).unwrap_err();
    assert!(matches!(&refused, Error::CouponRefused { code, why: "unknown" } if code == "save5"), "{refused}");
    assert_eq!(counter.sell(&counter.teas(2)).total, money(20_00));
    let quote = counter.quote(&cart);
    assert_eq!((quote.total, quote.unused_coupons), (money(15_00), vec![]));
    assert_eq!(counter.sell(&cart).total, money(15_00));
}

#[test]
fn a_code_counts_once() {
    let counter = Counter::new();
    counter.put(&[coupon("five", "SAVE5", 500)]);
    let quote = counter.quote(&counter.teas(2).coupon("SAVE5").coupon("SAVE5"));
    assert_eq!(quote.total, money(15_00));
    assert_eq!(quote.unused_coupons.len(), 1);
    assert_eq!(quote.unused_coupons[0].reason, CouponReason::Repeated);
}

#[test]
fn a_code_that_gives_nothing_now_says_why() {
    let counter = Counter::new();
    let mut over = coupon("over", "OVER", 100);
    over.valid_until = Some("2026-03-10T11:59:59+08:00".parse().unwrap());
    let mut members = coupon("members", "CLUB", 100);
    members.members_only = true;
    let mut much = coupon("much", "MUCH", 100);
    much.condition.min_amount = Some(money(25_00));
    counter.put(&[over, members, much]);
    let quote = counter.quote(&counter.teas(2).coupon("OVER").coupon("CLUB").coupon("MUCH"));
    let missing = Reason::ConditionNotMet { missing_quantity: None, missing_amount: Some(money(5_00)) };
    let expected = [("OVER", vec![Reason::NotNow]), ("CLUB", vec![Reason::MembersOnly]), ("MUCH", vec![missing])];
    assert_eq!(unused(&quote), expected);
    assert_eq!(quote.total, money(20_00));
}

#[test]
fn a_code_of_several_offers_is_used_when_one_of_them_is() {
    let counter = Counter::new();
    let mut gold = coupon("gold", "MARCH", 300);
    gold.member_levels = vec!["gold".into()];
    let mut large = coupon("large", "MARCH", 500);
    large.condition.min_amount = Some(money(50_00));
    counter.put(&[gold, large]);
    let quote = counter.quote(&counter.teas(5).coupon("MARCH"));
    assert_eq!((quote.total, unused(&quote)), (money(45_00), vec![]));
    let quote = counter.quote(&counter.teas(4).coupon("MARCH"));
    let reasons = &unused(&quote)[0].1;
    let missing = Reason::ConditionNotMet { missing_quantity: None, missing_amount: Some(money(10_00)) };
    assert_eq!(reasons.len(), 2);
    assert!(reasons.contains(&Reason::MembersOnly) && reasons.contains(&missing), "{reasons:?}");
}

#[test]
fn a_coupon_outside_the_best_plan_is_kept() {
    let counter = Counter::new();
    let exclusive = |offer| Promotion { stacking: tillbook::promotion::Stacking::Exclusive, ..offer };
    counter.put(&[exclusive(coupon("small", "SMALL", 100)), exclusive(coupon("large", "LARGE", 500))]);
    let cart = counter.teas(1).coupon("SMALL").coupon("LARGE");
    let quote = counter.quote(&cart);
    assert_eq!((quote.total, unused(&quote)), (money(5_00), vec![("SMALL", vec![Reason::GoodsTaken])]));
    let declined = cart.decline(quote.applied()[0].promotion);
    let quote = counter.quote(&declined);
    assert_eq!((quote.total, unused(&quote)), (money(9_00), vec![("LARGE", vec![Reason::Declined])]));
}
