//! Offers and coupons that make no sense, and coupons that do not hold.

use rust_decimal_macros::dec;
use tillbook::Error;
use tillbook::pricing::{Cart, CouponReason};
use tillbook::promotion::{
    Benefit, Condition, Coupon, Hours, Limit, Off, Per, Promotion, Reward, Scope, Threshold, Tier,
};
use tillbook::shop::Tender;
use tillbook::value::{DocumentId, MemberId, Money, Price, PromotionId, Quantity, Rate, SaleId};

use crate::bench::{Bench, day, member, time};

fn offer(benefit: Benefit) -> Promotion {
    Promotion::new(PromotionId::derived("bench", "p"), "Sale", benefit)
}

fn ten_percent() -> Promotion {
    offer(Benefit::PercentOff { rate: Rate::percent(dec!(10)).unwrap() })
}

/// An offer that issued coupons open.
fn opened() -> Promotion {
    let id = PromotionId::derived("bench", "opened");
    Promotion { id, issued_coupons: true, ..ten_percent() }
}

#[track_caller]
fn refuses(bench: &Bench, promotion: Promotion, names: &[&str]) {
    bench.refuses("invalid", names, |shop| shop.promotions().put(DocumentId::new(), &[promotion]));
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

#[test]
fn steps_stand_one_above_the_other() {
    let bench = Bench::new();
    let refuses =
        |steps: &[Tier], names: &[&str]| refuses(&bench, offer(Benefit::Tiers { steps: steps.to_vec() }), names);
    let step = |from, off| Tier::amount_off(money(from), money(off));
    refuses(&[], &["records[0].benefit.steps"]);
    refuses(&vec![step(1, 1); 101], &["records[0].benefit.steps", "101", "100"]);
    // Overlapping, falling, and of two kinds that nobody can compare.
    refuses(&[step(80_00, 10_00), step(80_00, 20_00)], &["records[0].benefit.steps[1].from", "80"]);
    refuses(&[step(80_00, 10_00), step(50_00, 20_00)], &["records[0].benefit.steps[1].from", "50"]);
    let of_units = Tier { from: Threshold::Quantity(Quantity::whole(3).unwrap()), off: Off::Amount(money(1)) };
    refuses(&[step(80_00, 10_00), of_units], &["records[0].benefit.steps[1].from", "quantity 3"]);
    refuses(&[step(0, 10_00)], &["records[0].benefit.steps[0].from", "0"]);
    refuses(&[step(-1, 10_00)], &["records[0].benefit.steps[0].from", "-1"]);
    refuses(&[step(80_00, -5)], &["records[0].benefit.steps[0].off", "-5"]);
    let percent = |rate: Rate| Tier::percent_off(money(80_00), rate);
    refuses(&[percent(Rate::percent(dec!(100.5)).unwrap())], &["records[0].benefit.steps[0].off", "1.005"]);
    bench.goes_on();
}

#[test]
fn figures_are_above_zero_and_shares_at_most_all() {
    let bench = Bench::new();
    let over = Rate::percent(dec!(101)).unwrap();
    refuses(&bench, offer(Benefit::PercentOff { rate: over }), &["records[0].benefit.rate", "1.01"]);
    let free = |rate| offer(Benefit::CheapestFree { count: 1, every: None, rate });
    refuses(&bench, free(over), &["records[0].benefit.rate", "1.01"]);
    let nth = offer(Benefit::nth_item(2, Reward::PercentOff(over)).unwrap());
    refuses(&bench, nth, &["records[0].benefit.reward.percent_off", "1.01"]);
    let less = offer(Benefit::AmountOff { amount: money(-1), per: Per::Order });
    refuses(&bench, less, &["records[0].benefit.amount", "-1"]);
    refuses(&bench, offer(Benefit::AnyFor { count: 0, price: money(1) }), &["records[0].benefit.count", "0"]);
    let any = offer(Benefit::AnyFor { count: 2, price: money(-1) });
    refuses(&bench, any, &["records[0].benefit.price", "-1"]);
    let bundle = offer(Benefit::BundlePrice { items: vec![], price: money(1) });
    refuses(&bench, bundle, &["records[0].benefit.items"]);
    bench.goes_on();
}

#[test]
fn a_window_ends_after_it_begins() {
    let bench = Bench::new();
    let moment = |text: &str| Some(time(text));
    let (from, until) = (moment("2026-03-10T12:00:00+08:00"), moment("2026-03-10T11:59:59+08:00"));
    refuses(&bench, Promotion { valid_from: from, valid_until: until, ..ten_percent() }, &["records[0].valid_until"]);
    refuses(&bench, Promotion { valid_from: from, valid_until: from, ..ten_percent() }, &["records[0].valid_until"]);
    let hours = |weekdays: &[u8], from_minute, until_minute| Promotion {
        hours: Some(Hours { weekdays: weekdays.to_vec(), from_minute, until_minute }),
        ..ten_percent()
    };
    refuses(&bench, hours(&[8], 0, 60), &["records[0].hours.weekdays", "8", "7"]);
    refuses(&bench, hours(&[], 1_440, 60), &["records[0].hours.from_minute", "1440"]);
    refuses(&bench, hours(&[], 0, 1_441), &["records[0].hours.until_minute", "1441"]);
    bench.goes_on();
}

#[test]
fn limits_count_something_each() {
    let bench = Bench::new();
    let refuses = |limits: &[Limit], names: &[&str]| {
        refuses(&bench, Promotion { limits: limits.to_vec(), ..ten_percent() }, names);
    };
    refuses(&[Limit::uses(1), Limit::sales(0)], &["records[0].limits[1].most", "0"]);
    refuses(&[Limit::uses(5).per_day(), Limit::uses(9).per_day()], &["records[0].limits[1]", "9"]);
    refuses(&[Limit::uses(5); 9], &["records[0].limits", "9", "8"]);
    bench.goes_on();
}

#[test]
fn what_is_bought_on_top_takes_a_purchase() {
    let bench = Bench::new();
    let add_on = |price, units, per| Promotion {
        scope: Scope::Variants(vec![bench.milk]),
        condition: Condition { min_amount: Some(money(20_00)), ..Condition::default() },
        ..offer(Benefit::AddOn { price: Price::from_micros(price), units, per })
    };
    let right = add_on(1_000_000, 1, Per::Order);
    refuses(&bench, Promotion { scope: Scope::All, ..right.clone() }, &["records[0].scope", "all"]);
    refuses(&bench, Promotion { condition: Condition::default(), ..right }, &["records[0].condition.min_amount"]);
    refuses(&bench, add_on(-1, 1, Per::Order), &["records[0].benefit.price"]);
    refuses(&bench, add_on(1, 0, Per::Order), &["records[0].benefit.units", "0"]);
    refuses(&bench, add_on(1, 1, Per::Unit), &["records[0].benefit.per", "unit"]);
    bench.goes_on();
}

#[test]
fn coupons_that_a_sale_issues_open_something() {
    let bench = Bench::new();
    let issuing =
        |promotion, per, after_days, valid_days| offer(Benefit::IssueCoupon { promotion, per, after_days, valid_days });
    let id = opened().id;
    let refuses_beside = |code: &str, beside: Promotion, names: &[&str]| {
        let offers = [beside, issuing(id, Per::Order, 0, 1)];
        bench.refuses(code, names, |shop| shop.promotions().put(DocumentId::new(), &offers));
    };
    refuses_beside(
        "not_found",
        Promotion { id: PromotionId::new(), ..opened() },
        &["records[1].benefit.promotion", &id.to_string()],
    );
    refuses_beside(
        "invalid",
        Promotion { issued_coupons: false, ..opened() },
        &["records[1].benefit.promotion", &id.to_string()],
    );
    bench.shop.promotions().put(DocumentId::new(), &[opened()]).unwrap();
    refuses(&bench, issuing(id, Per::Order, 0, 0), &["records[0].benefit.valid_days", "0"]);
    refuses(&bench, issuing(id, Per::Order, 3_651, 1), &["records[0].benefit.after_days", "3651"]);
    refuses(&bench, issuing(id, Per::Unit, 0, 1), &["records[0].benefit.per", "unit"]);
    refuses(&bench, issuing(id, Per::EveryThreshold, 0, 1), &["records[0].condition.min_amount"]);
    bench.goes_on();
}

#[test]
fn a_coupon_makes_sense() {
    let bench = Bench::new();
    let id = PromotionId::derived("bench", "plain");
    let plain = Promotion { id, requires_coupon: Some("EVERYBODY".into()), ..ten_percent() };
    bench.shop.promotions().put(DocumentId::new(), &[opened(), plain.clone()]).unwrap();
    let right = || Coupon::new("C-1", opened().id);
    let refuses = |code: &str, coupons: &[Coupon], names: &[&str]| {
        bench.refuses(code, names, |shop| shop.promotions().issue(DocumentId::new(), coupons));
    };
    refuses("invalid", &[Coupon { code: " C".into(), ..right() }], &["records[0].code"]);
    refuses("invalid", &[Coupon { code: "x".repeat(49), ..right() }], &["records[0].code", "48"]);
    refuses("invalid", &[right(), right()], &["records[1].coupon", "C-1"]);
    refuses("invalid", &[Coupon { uses: 0, ..right() }], &["records[0].uses", "0"]);
    let (first_day, last_day) = (Some(day("2026-03-11")), Some(day("2026-03-10")));
    refuses("invalid", &[Coupon { first_day, last_day, ..right() }], &["records[0].last_day", "2026-03-10"]);
    let (nothing, nobody) = (PromotionId::new(), MemberId::new());
    refuses("not_found", &[Coupon { promotion: nothing, ..right() }], &["records[0].promotion", &nothing.to_string()]);
    refuses("invalid", &[Coupon { promotion: plain.id, ..right() }], &["records[0].promotion", &plain.id.to_string()]);
    refuses("not_found", &[Coupon { member: Some(nobody), ..right() }], &["records[0].member", &nobody.to_string()]);
    refuses("empty", &[], &[]);
    bench.refuses("not_found", &["C-1"], |shop| shop.promotions().coupon("C-1"));
    bench.refuses("not_found", &[&nothing.to_string()], |shop| shop.promotions().left(nothing, None));
    bench.goes_on();
}

#[test]
fn a_coupon_that_does_not_hold_stops_the_sale_that_was_priced_with_it() {
    let bench = Bench::new();
    bench.shop.promotions().put(DocumentId::new(), &[opened()]).unwrap();
    let coupon = |code: &str| Coupon::new(code, opened().id);
    let coupons = [
        coupon("ONCE"),
        Coupon { first_day: Some(day("2026-03-11")), ..coupon("LATER") },
        Coupon { last_day: Some(day("2026-03-09")), ..coupon("OVER") },
        Coupon { member: Some(member("M1").id), ..coupon("M1-ONLY") },
    ];
    bench.shop.promotions().issue(DocumentId::new(), &coupons).unwrap();
    let cart = |code: &str| Cart::new().add(bench.tea, dec!(1)).coupon(code);
    assert_eq!(bench.sell(&cart("ONCE")).total, money(9_00));
    for (code, wanted) in [("ONCE", "used_up"), ("LATER", "not_yet"), ("OVER", "expired"), ("M1-ONLY", "not_theirs")] {
        let tender = [Tender::cash(money(10_00))];
        let error =
            bench.refuses("coupon_refused", &[code], |shop| shop.till().sell(SaleId::new(), &cart(code), &tender));
        assert!(matches!(error, Error::CouponRefused { why, .. } if why == wanted), "{error}");
    }
    // Upper and lower case differ. The quote says so, and costs what the cart does without the code.
    let quote = bench.shop.till().price(&cart("once")).unwrap();
    assert_eq!((quote.total, &quote.unused_coupons[0].reason), (money(10_00), &CouponReason::Unknown));
    let tender = [Tender::cash(money(10_00))];
    let error =
        bench.refuses("coupon_refused", &["once"], |shop| shop.till().sell(SaleId::new(), &cart("once"), &tender));
    assert!(matches!(error, Error::CouponRefused { why: "unknown", .. }), "{error}");
    bench.goes_on();
}
