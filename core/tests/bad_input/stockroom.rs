use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::catalog::Product;
use tillbook::ledger::CostingMethod;
use tillbook::pricing::Cart;
use tillbook::report::Period;
use tillbook::shop::{CountLine, NewProduct, OpeningStockLine, TransferLine, WriteDownLine, WriteOffLine};
use tillbook::value::{BusinessDay, DocumentId, LocationId, SaleId, VariantId};

use crate::bench::{Bench, day, time};

#[test]
fn opening_stock_is_checked() {
    let bench = Bench::new();
    let refuses = |lines: &[OpeningStockLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.stockroom().open_with(DocumentId::new(), None, lines));
    };
    let nothing = VariantId::new();
    let tea = |quantity, cost| OpeningStockLine::new(bench.tea, quantity, cost);
    let milk = || OpeningStockLine::new(bench.milk, dec!(1), dec!(3));
    refuses(&[OpeningStockLine::new(nothing, dec!(1), dec!(1))], "not_found", &[&nothing.to_string()]);
    refuses(&[], "empty", &[]);
    refuses(&[tea(dec!(0), dec!(1))], "invalid", &["lines[0].quantity", "0"]);
    refuses(&[tea(dec!(1), dec!(1)), tea(dec!(-1), dec!(1))], "invalid", &["lines[1].quantity", "-1"]);
    refuses(&[tea(dec!(1), dec!(-1))], "invalid", &["lines[0].unit_cost", "-1"]);
    refuses(&[tea(Decimal::MAX, dec!(1))], "invalid", &["lines[0].quantity"]);
    refuses(&[tea(dec!(1_000_000_000), dec!(1_000_000_000))], "too_large", &["lines[0]", "amount"]);
    refuses(&[tea(dec!(1_000_000_001), dec!(1))], "invalid", &["lines[0].quantity", "1000000000"]);
    refuses(&[milk()], "invalid", &["lines[0].batch"]);
    refuses(&[milk().batch("B1", None)], "invalid", &["lines[0].expires_on"]);
    refuses(&[milk().batch("NEW", Some(day("2026-04-02")))], "batch_dates", &["NEW", "2026-04-02", "2026-04-01"]);
    let twins = [milk().batch("B1", Some(day("2026-05-01"))), milk().batch("B1", Some(day("2026-05-02")))];
    refuses(&twins, "batch_dates", &["B1", "2026-05-01", "2026-05-02"]);
    let made =
        |made: &str| OpeningStockLine { produced_on: Some(day(made)), ..milk().batch("B1", Some(day("2026-05-01"))) };
    refuses(&[made("2026-03-01"), made("2026-03-02")], "batch_dates", &["B1", "2026-03-01", "2026-03-02"]);
    let nowhere = LocationId::new();
    bench.refuses("not_found", &[&nowhere.to_string()], |shop| {
        shop.stockroom().open_with(DocumentId::new(), Some(nowhere), &[tea(dec!(1), dec!(1))])
    });
    let back_room = [tea(dec!(1), dec!(6))];
    bench.shop.stockroom().open_with(DocumentId::new(), Some(bench.back_room), &back_room).unwrap();
    let levels = bench.shop.stockroom().levels(&[bench.tea]).unwrap();
    assert!(levels.iter().any(|level| level.location == bench.back_room));
    bench.goes_on();
}

#[test]
fn a_value_that_the_books_cannot_hold_is_refused_and_forgotten() {
    let bench = Bench::new();
    let huge = |variant| OpeningStockLine::new(variant, dec!(1_000_000_000), dec!(80_000_000));
    let id = DocumentId::new();
    bench.shop.stockroom().open_with(id, None, &[huge(bench.tea)]).unwrap();
    let other = bench.shop.catalog().add(NewProduct::new("Other")).unwrap().variants[0].id;
    bench.refuses("too_large", &["amount"], |shop| shop.stockroom().open_with(DocumentId::new(), None, &[huge(other)]));
    let gone = WriteOffLine::new(bench.tea, dec!(1_000_000_000), "typo");
    bench.shop.stockroom().write_off(DocumentId::new(), None, &[gone]).unwrap();
    bench.goes_on();
}

#[test]
fn a_count_counts_known_things_once() {
    let bench = Bench::new();
    let refuses = |lines: &[CountLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.stockroom().count(DocumentId::new(), None, lines));
    };
    let (nothing, nowhere) = (VariantId::new(), LocationId::new());
    let tea = |counted| CountLine::new(bench.tea, counted);
    let milk = |batch: &str| CountLine::new(bench.milk, dec!(1)).batch(batch);
    refuses(&[CountLine::new(nothing, dec!(1))], "not_found", &[&nothing.to_string()]);
    refuses(&[], "empty", &[]);
    refuses(&[tea(dec!(-1))], "invalid", &["lines[0].counted", "-1"]);
    refuses(&[tea(dec!(0.0000001))], "invalid", &["lines[0].counted", "0.0000001"]);
    refuses(&[milk("X9")], "not_found", &["X9"]);
    refuses(&[tea(dec!(1)), tea(dec!(2))], "invalid", &["lines[1].variant", &bench.tea.to_string()]);
    refuses(&[milk("NEW"), milk("NEW")], "invalid", &["lines[1].batch", "NEW"]);
    refuses(&[milk("NEW"), CountLine::new(bench.milk, dec!(1))], "invalid", &["lines[0].batch", "NEW"]);
    refuses(&[tea(dec!(1)).reason("a\u{0}")], "invalid", &["lines[0].reason"]);
    refuses(&[tea(dec!(1)).reason("x".repeat(201))], "invalid", &["lines[0].reason", "200"]);
    refuses(&[tea(Decimal::MAX)], "invalid", &["lines[0].counted"]);
    // Milk of which none is there: nobody knows how long it is good.
    bench.refuses("invalid", &["lines[0].batch"], |shop| {
        let lines = [CountLine::new(bench.milk, dec!(1))];
        shop.stockroom().count(DocumentId::new(), Some(bench.back_room), &lines)
    });
    refuses(&[milk("")], "invalid", &["lines[0].batch"]);
    bench.refuses("not_found", &[&nowhere.to_string()], |shop| {
        shop.stockroom().count(DocumentId::new(), Some(nowhere), &[tea(dec!(1))])
    });
    let id = DocumentId::new();
    let count = |counted| bench.shop.stockroom().count(id, None, &[tea(counted)]);
    assert_eq!(count(dec!(99)).unwrap(), count(dec!(99)).unwrap());
    bench.refuses("id_reused", &[&id.to_string(), "count"], |_| count(dec!(98)));
    bench.goes_on();
}

#[test]
fn found_goods_are_of_the_batch_that_is_good_for_ever() {
    let bench = Bench::new();
    let rice = bench.shop.catalog().add(NewProduct::new("Rice").price(dec!(1))).unwrap().variants[0].id;
    let opening = [
        OpeningStockLine::new(rice, dec!(1), dec!(1)).batch("EVER", None),
        OpeningStockLine::new(rice, dec!(1), dec!(1)).batch("LATE", Some(day("2027-01-01"))),
    ];
    bench.shop.stockroom().open_with(DocumentId::new(), None, &opening).unwrap();
    let count = bench.shop.stockroom().count(DocumentId::new(), None, &[CountLine::new(rice, dec!(3))]).unwrap();
    assert_eq!(count.lines[0].differences[0].batch, "EVER");
    bench.goes_on();
}

#[test]
fn a_ledger_card_of_some_days_begins_with_what_was_there() {
    let bench = Bench::new();
    bench.sell(&Cart::new().add(bench.tea, dec!(10)));
    bench.clock.set(time("2026-03-11T12:00:00+08:00"));
    bench.sell(&Cart::new().add(bench.tea, dec!(5)));
    bench.clock.set(time("2026-03-12T12:00:00+08:00"));
    bench.sell(&Cart::new().add(bench.tea, dec!(1)));
    let card = |from: &str, to: &str| {
        let days = (BusinessDay(day(from)), BusinessDay(day(to)));
        bench.shop.stockroom().ledger_card(bench.tea, Some(days)).unwrap()
    };
    let of_day = card("2026-03-11", "2026-03-11");
    assert_eq!((of_day.opening.to_string(), of_day.opening_value.minor()), ("90".into(), 54_000));
    let lines: Vec<_> = of_day.lines.iter().map(|l| (l.quantity.to_string(), l.balance_value.minor())).collect();
    assert_eq!(lines, [("-5".to_string(), 51_000)]);
    assert_eq!(card("2026-03-10", "2026-03-12").lines.len(), 4);
    assert!(card("2026-03-12", "2026-03-11").lines.is_empty());
    assert_eq!(bench.shop.stockroom().ledger_card(bench.tea, None).unwrap().lines.len(), 4);
}

#[test]
fn only_what_is_there_is_thrown_away() {
    let bench = Bench::new();
    let refuses = |lines: &[WriteOffLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.stockroom().write_off(DocumentId::new(), None, lines));
    };
    let tea = |quantity| WriteOffLine::new(bench.tea, quantity, "damaged");
    refuses(&[], "empty", &[]);
    refuses(&[tea(dec!(101))], "out_of_stock", &["TEA", "101", "100"]);
    refuses(&[tea(dec!(60)), tea(dec!(41))], "out_of_stock", &["TEA", "41", "40"]);
    refuses(&[tea(dec!(1)), tea(dec!(0))], "invalid", &["lines[1].quantity", "0"]);
    refuses(&[tea(dec!(-5))], "invalid", &["lines[0].quantity", "-5"]);
    refuses(&[WriteOffLine::new(bench.tea, dec!(1), " ")], "invalid", &["lines[0].reason"]);
    let milk = |quantity| WriteOffLine::new(bench.milk, quantity, "expired").batch("OLD");
    refuses(&[milk(dec!(6))], "out_of_stock", &["MILK", "OLD", "6", "5"]);
    let nowhere = LocationId::new();
    bench.refuses("not_found", &[&nowhere.to_string()], |shop| {
        shop.stockroom().write_off(DocumentId::new(), Some(nowhere), &[tea(dec!(1))])
    });
    bench.shop.stockroom().write_off(DocumentId::new(), None, &[milk(dec!(5))]).unwrap();
    bench.goes_on();
}

#[test]
fn goods_are_carried_to_another_place() {
    let bench = Bench::new();
    let refuses = |from, to, lines: &[TransferLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.stockroom().transfer(DocumentId::new(), from, to, lines));
    };
    let (floor, back, nowhere) = (bench.floor, bench.back_room, LocationId::new());
    let tea = |quantity| TransferLine::new(bench.tea, quantity);
    refuses(floor, floor, &[tea(dec!(1))], "invalid", &["to", &floor.to_string()]);
    refuses(floor, nowhere, &[tea(dec!(1))], "not_found", &[&nowhere.to_string()]);
    refuses(nowhere, floor, &[tea(dec!(1))], "not_found", &[&nowhere.to_string()]);
    refuses(floor, back, &[], "empty", &[]);
    refuses(floor, back, &[tea(dec!(60)), tea(dec!(41))], "out_of_stock", &["TEA", "41", "40"]);
    refuses(back, floor, &[tea(dec!(1))], "out_of_stock", &["Back room", "0"]);
    refuses(floor, back, &[tea(dec!(0))], "invalid", &["lines[0].quantity", "0"]);
    refuses(floor, back, &[TransferLine::new(bench.milk, dec!(1)).batch("X9")], "out_of_stock", &["MILK", "X9"]);
    bench.goes_on();
}

#[test]
fn questions_about_unknown_things_are_refused() {
    let bench = Bench::new();
    let (nothing, sale) = (VariantId::new(), SaleId::new());
    let id = nothing.to_string();
    bench.refuses("not_found", &[&id], |shop| shop.stockroom().levels(&[nothing]));
    bench.refuses("not_found", &[&id], |shop| shop.stockroom().on_hand(nothing));
    bench.refuses("not_found", &[&id], |shop| shop.stockroom().ledger_card(nothing, None));
    bench.refuses("not_found", &[&sale.to_string()], |shop| shop.stockroom().explain_cost(sale));
    assert!(bench.shop.stockroom().levels(&[]).unwrap().is_empty());
}

/// Goods that were only ever found have no receipt; what they cost is explained all the same.
#[test]
fn the_cost_of_found_goods_is_explained_after_a_change_of_method() {
    let bench = Bench::new();
    let product = NewProduct { costing: Some(CostingMethod::MovingAverage), ..NewProduct::new("Found").price(dec!(1)) };
    let card = bench.shop.catalog().add(product).unwrap();
    let found = card.variants[0].id;
    bench.shop.stockroom().count(DocumentId::new(), None, &[CountLine::new(found, dec!(5))]).unwrap();
    let product = Product { costing: Some(CostingMethod::Fifo), ..card.product };
    bench.shop.catalog().edit_products(DocumentId::new(), &[product]).unwrap();
    let sale = bench.sell(&Cart::new().add(found, dec!(1)));
    let cost = bench.shop.stockroom().explain_cost(sale.id).unwrap();
    assert!(cost.cost.is_zero());
    bench.goes_on();
}

#[test]
fn what_can_be_realised_has_to_make_sense() {
    let bench = Bench::new();
    let refuses = |lines: &[WriteDownLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.stockroom().write_down(DocumentId::new(), None, lines));
    };
    let tea = |value| WriteDownLine::new(bench.tea, value, "old");
    refuses(&[], "empty", &[]);
    refuses(&[tea(dec!(-1))], "invalid", &["lines[0].unit_value", "-1"]);
    refuses(&[tea(dec!(1)), tea(dec!(2))], "invalid", &["lines[1].variant"]);
    refuses(&[WriteDownLine::new(bench.tea, dec!(1), "")], "invalid", &["lines[0].reason"]);
    let stranger = VariantId::new();
    refuses(&[WriteDownLine::new(stranger, dec!(1), "old")], "not_found", &[&stranger.to_string()]);
    let nowhere = LocationId::new();
    bench.refuses("not_found", &[&nowhere.to_string()], |shop| {
        shop.stockroom().write_down(DocumentId::new(), Some(nowhere), &[tea(dec!(1))])
    });
    bench.goes_on();
}

#[test]
fn a_write_down_is_taken_anew_with_late_paper_and_is_gone_when_voided() {
    let bench = Bench::new();
    let stockroom = bench.shop.stockroom();
    let worth = || stockroom.on_hand(bench.tea).unwrap().1.minor();
    let id = DocumentId::new();
    stockroom.write_down(id, None, &[WriteDownLine::new(bench.tea, dec!(4), "old")]).unwrap();
    assert_eq!(worth(), 40_000);
    // Ten of the hundred are sold at what they are carried at.
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(10)));
    assert_eq!(stockroom.explain_cost(sale.id).unwrap().cost.minor(), 40_00);
    let changes = bench.shop.reports().stock_changes(Period::all()).unwrap();
    assert_eq!((changes.write_downs.lines, changes.write_downs.value.minor()), (1, 20_000));
    // It can be sold for more again, and for no more than it cost.
    stockroom.write_down(DocumentId::new(), None, &[WriteDownLine::new(bench.tea, dec!(9), "new")]).unwrap();
    assert_eq!(worth(), 54_000);
    // It was never worth less: what was sold cost what it cost.
    bench.shop.office().void(id, id, "misread").unwrap_err();
    bench.shop.office().void(DocumentId::new(), id, "misread").unwrap();
    assert_eq!((worth(), stockroom.explain_cost(sale.id).unwrap().cost.minor()), (54_000, 60_00));
    bench.goes_on();
}
