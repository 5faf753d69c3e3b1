//! Levels that members reach by what they spend.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::party::Member;
use tillbook::promotion::{Benefit, Promotion};
use tillbook::shop::RefundLine;
use tillbook::storage::Store;
use tillbook::value::{DocumentId, PromotionId, Rate};

use super::counter::Counter;

pub(crate) fn what_was_spent_makes_the_level(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let benefit = Benefit::PercentOff { rate: Rate::percent(dec!(10)).unwrap() };
    let member_levels = vec!["gold".to_string()];
    let gold = Promotion { member_levels, ..Promotion::new(PromotionId::derived("points", "gold"), "gold", benefit) };
    counter.shop.promotions().put(DocumentId::new(), &[gold]).unwrap();
    let stands = || {
        let standing = counter.standing();
        (standing.level, standing.spent.minor(), standing.next.map(|next| (next.code, next.missing.minor())))
    };
    let next = |code: &str, missing| Some((code.to_string(), missing));
    let cups = |count: i64| counter.cart([dec!(0), count.into(), dec!(0)]);
    assert_eq!(stands(), (String::new(), 0, next("silver", 10_000)));
    let march = counter.sell(&cups(4));
    assert_eq!(stands(), ("silver".into(), 10_000, next("gold", 20_000)));
    counter.on("2026-04-30");
    let april = counter.sell(&cups(8));
    assert_eq!(april.total.minor(), 20_000);
    assert_eq!(stands(), ("gold".into(), 30_000, None));
    // Gold pays a tenth less, by the level before the sale.
    assert_eq!(counter.shop.till().price(&cups(1)).unwrap().total.minor(), 22_50);
    // What comes back counts in the month of its sale.
    counter.on("2026-05-02");
    let back = counter.refund(march.id, &[RefundLine::new(0, dec!(1))]);
    assert_eq!(stands(), ("silver".into(), 27_500, next("gold", 25_00)));
    assert_eq!(counter.shop.till().price(&cups(1)).unwrap().total.minor(), 25_00);
    counter.shop.office().void(DocumentId::new(), back.id.into(), "never was").unwrap();
    assert_eq!(stands().0, "gold");
    // In June the months are April to June, in July April is over.
    counter.on("2026-06-30");
    assert_eq!(stands(), ("silver".into(), 20_000, next("gold", 10_000)));
    counter.on("2026-07-01");
    assert_eq!(stands(), (String::new(), 0, next("silver", 10_000)));
    // A late sale is priced by the level of its day.
    let late = counter.shop.at("2026-04-30T18:00:00+08:00".parse().unwrap());
    assert_eq!(late.till().price(&cups(1)).unwrap().total.minor(), 22_50);
    // By hand is by hand.
    let li = Member { level: "gold".into(), ..Member::new(counter.li, "13800000000", "Li") };
    counter.shop.members().put(DocumentId::new(), &[li]).unwrap();
    assert_eq!(stands().0, "gold");
    assert_eq!(counter.shop.till().price(&cups(1)).unwrap().total.minor(), 22_50);
    counter.on("2026-04-30");
    counter.shop.till().void(DocumentId::new(), april.id, "mistyped").unwrap();
    assert_eq!(counter.standing().spent.minor(), 10_000);
    counter.proved();
}
