use rust_decimal_macros::dec;
use tillbook::ledger::TenderMethod;
use tillbook::report::Period;
use tillbook::shop::{Amendment, LineAmendment, ReturnedGoods, UnlinkedReturn};
use tillbook::value::{DocumentId, LocationId, MemberId, Quantity, RefundId, VariantId};

use crate::bench::Bench;

fn back(goods: ReturnedGoods) -> UnlinkedReturn {
    UnlinkedReturn::new(TenderMethod::Cash, "slip lost").line(goods)
}

#[track_caller]
fn refuses(bench: &Bench, goods: &UnlinkedReturn, code: &str, names: &[&str]) {
    bench.refuses(code, names, |shop| shop.till().refund_without_sale(RefundId::new(), goods));
}

#[test]
fn goods_without_a_sale_have_to_make_sense() {
    let bench = Bench::new();
    let tea = || ReturnedGoods::new(bench.tea, dec!(1), dec!(10));
    refuses(&bench, &UnlinkedReturn::new(TenderMethod::Cash, "slip lost"), "empty", &["refund"]);
    refuses(&bench, &UnlinkedReturn::new(TenderMethod::Cash, " ").line(tea()), "invalid", &["reason"]);
    let stranger = VariantId::new();
    refuses(&bench, &back(ReturnedGoods { variant: stranger, ..tea() }), "not_found", &[&stranger.to_string()]);
    let (nobody, nowhere) = (MemberId::new(), LocationId::new());
    refuses(&bench, &back(tea()).member(nobody), "not_found", &[&nobody.to_string()]);
    refuses(&bench, &back(tea()).into_location(nowhere), "not_found", &[&nowhere.to_string()]);
    for (quantity, named) in [(dec!(0), "0"), (dec!(-1), "-1"), (dec!(0.0000001), "0.0000001")] {
        refuses(&bench, &back(ReturnedGoods { quantity, ..tea() }), "invalid", &["lines[0].quantity", named]);
    }
    for (amount, named) in [(dec!(-0.01), "-0.01"), (dec!(1.001), "1.001")] {
        refuses(&bench, &back(ReturnedGoods { amount, ..tea() }), "invalid", &["lines[0].amount", named]);
    }
    refuses(&bench, &back(tea().worth(dec!(-6))), "invalid", &["lines[0].unit_cost", "-6"]);
    refuses(&bench, &back(tea().batch("X9")), "not_found", &["X9"]);
    let milk = ReturnedGoods::new(bench.milk, dec!(1), dec!(5));
    refuses(&bench, &back(milk.clone()), "invalid", &["lines[0].batch"]);
    refuses(&bench, &back(tea()).line(milk.batch("NO")), "not_found", &["NO"]);
    bench.goes_on();
}

#[test]
fn goods_without_a_sale_come_in_and_are_paid_and_can_be_put_right() {
    let bench = Bench::new();
    let shop = &bench.shop;
    let worth = |amount| shop.money(amount).unwrap();
    let quantity = |units| Quantity::whole(units).unwrap();
    let id = RefundId::new();
    let goods = back(ReturnedGoods::new(bench.tea, dec!(2), dec!(22.60)));
    let refund = shop.till().refund_without_sale(id, &goods).unwrap();
    assert_eq!((refund.total, refund.lines[0].tax), (worth(dec!(22.60)), worth(dec!(2.60))));
    // At what the tea that is there costs.
    assert_eq!(shop.stockroom().on_hand(bench.tea).unwrap(), (quantity(102), worth(dec!(612))));
    let sales = || shop.reports().sales(Period::all()).unwrap();
    let told = || (sales().refunds.amount, sales().refunds.tax, sales().cogs);
    assert_eq!(told(), (worth(dec!(22.60)), worth(dec!(2.60)), worth(dec!(-12))));
    let readings = shop.reports().refund_tax_readings(Period::all()).unwrap();
    assert_eq!([readings.booked, readings.by_row, readings.by_line], [worth(dec!(2.60)); 3]);
    // Asked for again it is the same refund.
    assert_eq!(shop.till().refund_without_sale(id, &goods).unwrap(), refund);
    bench.refuses("id_reused", &[&id.to_string(), "unlinked_refund"], |shop| {
        let other = back(ReturnedGoods::new(bench.tea, dec!(3), dec!(22.60)));
        shop.till().refund_without_sale(id, &other)
    });
    // There were three of them, and they are damaged.
    let line = LineAmendment { quantity: Some(dec!(3)), unit_cost: Some(dec!(1)), ..LineAmendment::default() };
    let amendment = Amendment { at: None, lines: vec![line], reason: "damaged".into() };
    shop.office().amend(DocumentId::new(), id.into(), &amendment).unwrap();
    assert_eq!(shop.stockroom().on_hand(bench.tea).unwrap(), (quantity(103), worth(dec!(603))));
    let line = LineAmendment { quantity: Some(dec!(4)), ..LineAmendment::default() };
    let amendment = Amendment { at: None, lines: vec![line], reason: "one more".into() };
    shop.office().amend(DocumentId::new(), id.into(), &amendment).unwrap();
    assert_eq!(shop.stockroom().on_hand(bench.tea).unwrap(), (quantity(104), worth(dec!(604))));
    // They never came.
    shop.office().void(DocumentId::new(), id.into(), "not ours").unwrap();
    assert_eq!(shop.stockroom().on_hand(bench.tea).unwrap(), (quantity(100), worth(dec!(600))));
    assert_eq!(told(), (worth(dec!(0)), worth(dec!(0)), worth(dec!(0))));
    bench.goes_on();
}
