use rust_decimal_macros::dec;
use tillbook::document::Settings;
use tillbook::promotion::{Hours, Promotion, Reason};
use tillbook::shop::{RefundLine, RefundTo};
use tillbook::value::RefundId;

use super::counter::{Counter, money, off};

/// Ten off at these hours.
fn happy(weekdays: &[u8], (from, until): (u16, u16)) -> Promotion {
    let hours = Hours { weekdays: weekdays.to_vec(), from_minute: from * 60, until_minute: until * 60 };
    Promotion { hours: Some(hours), ..off("happy hour", 10_00) }
}

/// What four packs of tea cost at each time: 30.00 when the offer holds, else 40.00.
#[track_caller]
fn holds(counter: &Counter, times: &[(&str, bool)]) {
    for (time, holds) in times {
        counter.at(time);
        let quote = counter.quote(&counter.teas(4));
        assert_eq!(quote.total, money(if *holds { 30_00 } else { 40_00 }), "{time}");
        assert_eq!(counter.refusal(&counter.teas(4)), (!holds).then_some(Reason::NotNow), "{time}");
    }
}

#[test]
fn an_offer_begins_at_its_first_moment_and_is_over_at_its_last() {
    let counter = Counter::new();
    let mut week = off("week", 10_00);
    week.valid_from = Some("2026-03-12T00:00:00+08:00".parse().unwrap());
    week.valid_until = Some("2026-03-19T00:00:00+08:00".parse().unwrap());
    counter.put(&[week]);
    let times = [
        ("2026-03-11T23:59:59.999999+08:00", false),
        ("2026-03-12T00:00:00+08:00", true),
        ("2026-03-18T23:59:59.999999+08:00", true),
        ("2026-03-19T00:00:00+08:00", false),
    ];
    holds(&counter, &times);
    // A paper slip of that week gets that week's price, whenever it is entered.
    let slip = counter.shop.at("2026-03-18T10:00:00+08:00".parse().unwrap());
    assert_eq!(slip.till().price(&counter.teas(4)).unwrap().total, money(30_00));
    assert_eq!(counter.sell(&counter.teas(4)).total, money(40_00));
}

#[test]
fn weekdays_and_hours_are_those_of_the_shops_clock() {
    let counter = Counter::new();
    counter.put(&[happy(&[2], (0, 24))]);
    // Tuesday in Shanghai begins while it is Monday in Greenwich.
    let times = [
        ("2026-03-09T15:59:59Z", false),
        ("2026-03-09T16:00:00Z", true),
        ("2026-03-10T15:59:59Z", true),
        ("2026-03-10T16:00:00Z", false),
    ];
    holds(&counter, &times);
    counter.put(&[happy(&[], (20, 22))]);
    let times = [
        ("2026-03-10T19:59:59+08:00", false),
        ("2026-03-10T20:00:00+08:00", true),
        ("2026-03-14T21:59:59+08:00", true),
        ("2026-03-14T22:00:00+08:00", false),
    ];
    holds(&counter, &times);
    let new_york = Counter::with(Settings { time_zone: "America/New_York".into(), ..Settings::default() });
    new_york.put(&[happy(&[2], (20, 22))]);
    // The clock was put forward on 8 March: four hours behind Greenwich, not five.
    let times = [("2026-03-11T00:30:00Z", true), ("2026-03-11T02:30:00Z", false), ("2026-03-10T20:30:00+08:00", false)];
    holds(&new_york, &times);
}

#[test]
fn a_night_belongs_to_the_weekday_on_which_it_begins() {
    let counter = Counter::new();
    counter.put(&[happy(&[5], (22, 2))]);
    let times = [
        ("2026-03-13T01:00:00+08:00", false),
        ("2026-03-13T22:00:00+08:00", true),
        ("2026-03-14T01:59:59+08:00", true),
        ("2026-03-14T02:00:00+08:00", false),
        ("2026-03-14T22:00:00+08:00", false),
    ];
    holds(&counter, &times);
}

#[test]
fn what_was_bought_in_the_happy_hour_is_refunded_at_its_price() {
    let counter = Counter::new();
    counter.put(&[happy(&[], (20, 22))]);
    counter.at("2026-03-10T21:59:59+08:00");
    let sale = counter.sell(&counter.teas(4));
    assert_eq!(sale.total, money(30_00));
    counter.at("2026-03-10T22:00:01+08:00");
    let (till, back) = (counter.shop.till(), [RefundLine::new(0, dec!(1))]);
    let refund = till.refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "wrong tea").unwrap();
    assert_eq!(refund.total, money(7_50));
    assert_eq!(counter.sell(&counter.teas(4)).total, money(40_00));
}
