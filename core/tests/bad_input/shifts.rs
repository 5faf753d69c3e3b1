use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::{Counterpart, Settings, ShiftRules};
use tillbook::shop::{CashCount, ShopOptions};
use tillbook::storage::MemoryStore;
use tillbook::value::{DocumentId, Money, ShiftId};
use tillbook::{Result, Shop};

use crate::bench::{Bench, settings};

/// A shift that is open at the bench's device, with 100.00 in the drawer.
fn shift(bench: &Bench) -> (ShiftId, String) {
    let shift = bench.shop.as_actor("li").shifts().open(ShiftId::new(), dec!(100), None).unwrap();
    (shift.id, shift.number)
}

#[test]
fn a_shift_is_opened_once_and_with_a_float() {
    let bench = Bench::new();
    for (float, named) in
        [(dec!(-1), "-1"), (dec!(0.001), "0.001"), (dec!(99999999999999999999), "99999999999999999999")]
    {
        bench.refuses("invalid", &["float", named], |shop| shop.shifts().open(ShiftId::new(), float, None));
    }
    bench.refuses("invalid", &["reason"], |shop| shop.shifts().open(ShiftId::new(), dec!(1), Some(" ")));
    let (id, number) = shift(&bench);
    bench.refuses("wrong_state", &[&number], |shop| shop.shifts().open(ShiftId::new(), dec!(100), None));
    bench.refuses("id_reused", &[&id.to_string()], |shop| shop.shifts().open(id, dec!(90), None));
    bench.refuses("id_reused", &[&id.to_string()], |shop| shop.shifts().no_sale(id.into(), "change"));
    assert_eq!(bench.shop.as_actor("li").shifts().open(id, dec!(100), None).unwrap().number, number);
    let early = bench.shop.at("2025-12-31T12:00:00+08:00".parse().unwrap());
    assert_eq!(early.shifts().no_sale(DocumentId::new(), "change").unwrap_err().code(), "before_opening");
    bench.goes_on();
}

#[test]
fn without_a_shift_there_is_no_drawer() {
    let bench = Bench::new();
    let id = DocumentId::new();
    bench.refuses("no_open_shift", &["T1"], |shop| shop.shifts().cash_in(id, dec!(1), Counterpart::Safe, "change"));
    bench.refuses("no_open_shift", &["T1"], |shop| shop.shifts().cash_out(id, dec!(1), Counterpart::Safe, "change"));
    bench.refuses("no_open_shift", &["T1"], |shop| shop.shifts().no_sale(id, "change"));
    let unknown = ShiftId::new();
    let named = [&*unknown.to_string()];
    bench.refuses("not_found", &named, |shop| shop.shifts().count(id, unknown, &CashCount::new()));
    bench.refuses("not_found", &named, |shop| shop.shifts().close(id, unknown, dec!(0), None));
    bench.refuses("not_found", &named, |shop| shop.shifts().x_report(unknown));
    bench.refuses("not_found", &named, |shop| shop.shifts().z_report(unknown));
    // What is no shift is none either.
    let sale = bench.sell(&tillbook::pricing::Cart::new().add(bench.tea, dec!(1))).id;
    let sale = ShiftId::from_uuid(sale.uuid());
    bench.refuses("not_found", &[&sale.to_string()], |shop| shop.shifts().close(id, sale, dec!(0), None));
    bench.goes_on();
}

type Move = fn(&Shop, DocumentId, Decimal, &str) -> Result<()>;

#[test]
fn cash_moves_by_an_amount_that_is_there_and_for_a_reason() {
    let bench = Bench::new();
    shift(&bench);
    let id = DocumentId::new();
    let moves: [Move; 2] = [
        |shop, id, amount, reason| shop.shifts().cash_in(id, amount, Counterpart::Owner, reason),
        |shop, id, amount, reason| shop.shifts().cash_out(id, amount, Counterpart::Expenses, reason),
    ];
    for move_cash in moves {
        for (amount, named) in [(dec!(0), "0"), (dec!(-5), "-5"), (dec!(0.005), "0.005")] {
            bench.refuses("invalid", &["amount", named], |shop| move_cash(shop, id, amount, "needed"));
        }
        bench.refuses("invalid", &["reason"], |shop| move_cash(shop, id, dec!(1), ""));
        bench.refuses("invalid", &["reason"], |shop| move_cash(shop, id, dec!(1), "a\nb"));
    }
    bench.refuses("invalid", &["reason"], |shop| shop.shifts().no_sale(id, "  "));
    bench.refuses("drawer_short", &["10001"], |shop| moves[1](shop, id, dec!(100.01), "needed"));
    let huge = dec!(92233720368547758.07);
    bench.refuses("drawer_short", &[], |shop| moves[1](shop, id, huge, "needed"));
    bench.refuses("too_large", &[], |shop| moves[0](shop, id, huge, "needed"));
    moves[1](&bench.shop, id, dec!(100), "needed").unwrap();
    bench.refuses("id_reused", &[&id.to_string()], |shop| moves[0](shop, id, dec!(100), "needed"));
    bench.refuses("drawer_short", &["1"], |shop| moves[1](shop, DocumentId::new(), dec!(0.01), "needed"));
    bench.goes_on();
}

#[test]
fn a_count_is_made_of_notes_and_coins() {
    let bench = Bench::new();
    let (id, _) = shift(&bench);
    let refuses = |count: CashCount, names: &[&str]| {
        bench.refuses("invalid", names, |shop| shop.shifts().count(DocumentId::new(), id, &count));
    };
    let ten = || CashCount::new().pieces(dec!(10), 3);
    refuses(ten().pieces(dec!(3), 1), &["pieces[1].denomination", "3", "100.00, 50.00"]);
    refuses(ten().pieces(dec!(-10), 1), &["pieces[1].denomination", "-10"]);
    refuses(ten().pieces(dec!(0), 1), &["pieces[1].denomination", "0"]);
    refuses(ten().pieces(dec!(0.101), 1), &["pieces[1].denomination", "0.101"]);
    refuses(ten().pieces(dec!(10.00), 1), &["pieces[1].denomination", "10"]);
    let many = (0..101).fold(CashCount::new(), |count, _| count.pieces(dec!(10), 1));
    refuses(many, &["pieces", "101"]);
    bench.goes_on();
}

#[test]
fn any_amount_is_a_coin_where_none_are_known() {
    let yen = Settings { currency: "JPY".parse().unwrap(), ..settings() };
    let shop = Shop::create(MemoryStore::default(), yen).unwrap();
    let shift = shop.shifts().open(ShiftId::new(), dec!(500), None).unwrap();
    let shifts = shop.shifts();
    let refused = |count| shifts.count(DocumentId::new(), shift.id, &count).unwrap_err().to_string();
    assert!(refused(CashCount::new().pieces(dec!(0), 1)).contains("pieces[0].denomination"));
    assert!(refused(CashCount::new().pieces(dec!(-500), 1)).contains("pieces[0].denomination"));
    assert!(refused(CashCount::new().pieces(dec!(0.5), 1)).contains("pieces[0].denomination"));
    let huge = CashCount::new().pieces(dec!(9223372036854775807), 2);
    assert_eq!(shifts.count(DocumentId::new(), shift.id, &huge).unwrap_err().code(), "too_large");
    let count = CashCount::new().pieces(dec!(500), 1);
    assert_eq!(shifts.count(DocumentId::new(), shift.id, &count).unwrap(), Money::from_minor(500));
}

#[test]
fn a_shift_is_closed_once_where_it_is_kept_and_not_by_one_alone() {
    let bench = Bench::new();
    let (id, number) = shift(&bench);
    let close = |shop: &Shop, leaving, reason| shop.shifts().close(DocumentId::new(), id, leaving, reason);
    let li = bench.shop.as_actor("li");
    bench.refuses("not_counted", &[&number], |_| close(&li, dec!(0), None));
    li.shifts().count(DocumentId::new(), id, &CashCount::new().pieces(dec!(50), 1).pieces(dec!(20), 2)).unwrap();
    bench.refuses("invalid", &["leaving", "-1"], |_| close(&li, dec!(-1), None));
    bench.refuses("invalid", &["leaving", "90.01", "90.00"], |_| close(&li, dec!(90.01), None));
    bench.refuses("invalid", &["reason"], |_| close(&li, dec!(0), Some("")));
    // Ten are missing: neither who closes nor who opened may approve it, and not without a reason.
    bench.refuses("cash_differs", &["0"], |_| close(&li, dec!(0), Some("no idea")));
    bench.refuses("cash_differs", &["0"], |_| close(&li.approved_by("boss"), dec!(0), None));
    bench.refuses("invalid", &["approver", "li"], |_| close(&li.approved_by("li"), dec!(0), Some("no idea")));
    let wang = li.as_actor("wang");
    bench.refuses("invalid", &["approver", "li"], |_| close(&wang.approved_by("li"), dec!(0), Some("no idea")));
    bench.refuses("invalid", &["approver", "wang"], |_| close(&wang.approved_by("wang"), dec!(0), Some("no idea")));
    // At another till.
    let options =
        ShopOptions { device: "T2".into(), clock: Box::new(Arc::clone(&bench.clock)), ..ShopOptions::default() };
    let elsewhere = Shop::open_with(bench.store.clone(), options).unwrap();
    bench.refuses("shift_elsewhere", &[&number, "T1"], |_| close(&elsewhere, dec!(0), None));
    bench.refuses("shift_elsewhere", &[&number, "T1"], |_| {
        elsewhere.shifts().count(DocumentId::new(), id, &CashCount::new())
    });
    // Before it was opened.
    let early = li.at("2026-03-10T11:00:00+08:00".parse().unwrap());
    bench.refuses("invalid", &["effective_at", "2026-03-10T03:00:00Z"], |_| close(&early, dec!(0), None));
    bench.refuses("wrong_state", &[&number], |shop| shop.shifts().z_report(id));

    let z = close(&li.approved_by("boss"), dec!(90), Some("no idea")).unwrap();
    bench.refuses("wrong_state", &[&number, "closed"], |_| close(&li, dec!(0), None));
    bench.refuses("wrong_state", &[&number], |shop| shop.shifts().count(DocumentId::new(), id, &CashCount::new()));
    bench.refuses("wrong_state", &[&number], |shop| shop.shifts().x_report(id));
    assert_eq!(bench.shop.shifts().z_report(id).unwrap(), z);
    // What was said of a drawer is not taken back.
    let closed = z.closed.unwrap().document;
    bench.refuses("wrong_state", &[&number, "shift_opened"], |shop| {
        shop.office().void(DocumentId::new(), id.into(), "never was")
    });
    assert!(closed.starts_with("Z-T1-"));
    bench.goes_on();
}

#[test]
fn rules_of_shifts_have_to_make_sense() {
    let bench = Bench::new();
    let refuses = |rules: ShiftRules, names: &[&str]| {
        bench.refuses("invalid", names, |shop| shop.shifts().put_rules(DocumentId::new(), &rules));
    };
    let money = Money::from_minor;
    refuses(ShiftRules { tolerance: money(-1), ..ShiftRules::default() }, &["tolerance", "-1"]);
    for (denominations, named) in
        [(vec![money(5), money(0)], "0"), (vec![money(5), money(-5)], "-5"), (vec![money(5); 2], "5")]
    {
        refuses(ShiftRules { denominations, ..ShiftRules::default() }, &["denominations[1]", named]);
    }
    let many = (1..=101).map(money).collect();
    refuses(ShiftRules { denominations: many, ..ShiftRules::default() }, &["denominations", "101"]);
    let shifts = ShiftRules { tolerance: money(-1), ..ShiftRules::default() };
    let error = Shop::create(MemoryStore::default(), Settings { shifts, ..settings() }).err().unwrap();
    assert!(error.to_string().starts_with("shifts.tolerance"), "{error}");
    bench.goes_on();
}
