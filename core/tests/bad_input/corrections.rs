//! Entries of the past that are put right: landed cost, prices, amendments, voids, locked days.

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::ledger::Account;
use tillbook::pricing::Cart;
use tillbook::report::Period;
use tillbook::shop::{
    Amendment, CountLine, LandedBy, LineAmendment, PriceLine, ReceiptLine, RefundLine, RefundTo, SupplierReturnLine,
};
use tillbook::storage::StoreExt;
use tillbook::value::{DocumentId, Money, ReceiptId, RefundId, SupplierId};

use crate::bench::{Bench, day, time};

fn receive(bench: &Bench, line: ReceiptLine) -> ReceiptId {
    bench.shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &[line]).unwrap().id
}

fn quantity(quantity: Decimal) -> Amendment {
    line(LineAmendment { quantity: Some(quantity), ..LineAmendment::default() })
}

fn line(line: LineAmendment) -> Amendment {
    Amendment { at: None, lines: vec![line], reason: "misread".into() }
}

#[track_caller]
fn refuses_amendment(bench: &Bench, of: DocumentId, amendment: &Amendment, code: &str, names: &[&str]) {
    bench.refuses(code, names, |shop| shop.office().amend(DocumentId::new(), of, amendment));
}

fn worth(bench: &Bench) -> i64 {
    bench.shop.stockroom().on_hand(bench.tea).unwrap().1.minor()
}

#[test]
fn landed_cost_has_to_make_sense() {
    let bench = Bench::new();
    let receipt = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(6)));
    let gift = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(0)));
    let refuses = |receipts: &[ReceiptId], amount, code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| {
            let desk = shop.purchasing();
            desk.landed_cost(DocumentId::new(), bench.supplier, receipts, amount, LandedBy::Value, "freight")
        });
    };
    let stranger = ReceiptId::new();
    refuses(&[], dec!(5), "empty", &[]);
    refuses(&[receipt, receipt], dec!(5), "invalid", &["receipt"]);
    refuses(&[stranger], dec!(5), "not_found", &[&stranger.to_string()]);
    refuses(&[receipt], dec!(0), "invalid", &["amount", "0"]);
    refuses(&[receipt], dec!(-5), "invalid", &["amount", "-5"]);
    refuses(&[receipt], dec!(0.001), "invalid", &["amount", "0.001"]);
    bench.refuses("not_found", &[], |shop| {
        let desk = shop.purchasing();
        desk.landed_cost(DocumentId::new(), SupplierId::new(), &[receipt], dec!(5), LandedBy::Quantity, "freight")
    });
    bench.refuses("invalid", &["effective_at"], |shop| {
        let shop = shop.at(time("2026-03-09T12:00:00+08:00"));
        let desk = shop.purchasing();
        desk.landed_cost(DocumentId::new(), bench.supplier, &[receipt], dec!(5), LandedBy::Value, "freight")
    });
    bench.shop.office().void(DocumentId::new(), receipt.into(), "never came").unwrap();
    refuses(&[receipt], dec!(5), "wrong_state", &["voided"]);
    // Goods that cost nothing have freight too.
    let desk = bench.shop.purchasing();
    desk.landed_cost(DocumentId::new(), bench.supplier, &[gift], dec!(5), LandedBy::Value, "freight").unwrap();
    assert_eq!(worth(&bench), 60_500);
    bench.goes_on();
}

#[test]
fn prices_have_to_make_sense() {
    let bench = Bench::new();
    let receipt = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(6)));
    let refuses = |receipt, lines: &[PriceLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.purchasing().reprice(DocumentId::new(), receipt, lines));
    };
    let stranger = ReceiptId::new();
    refuses(stranger, &[PriceLine::new(0, dec!(5))], "not_found", &[&stranger.to_string()]);
    refuses(receipt, &[], "empty", &[]);
    refuses(receipt, &[PriceLine::new(1, dec!(5))], "not_found", &["1"]);
    refuses(receipt, &[PriceLine::new(0, dec!(-5))], "invalid", &["lines[0].unit_cost", "-5"]);
    refuses(receipt, &[PriceLine::new(0, dec!(5)), PriceLine::new(0, dec!(4))], "invalid", &["lines[1]"]);
    bench.goes_on();
}

#[test]
fn an_amendment_has_to_make_sense() {
    let bench = Bench::new();
    let receipt: DocumentId = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(6))).into();
    let sale: DocumentId = bench.sell(&Cart::new().add(bench.tea, dec!(4))).id.into();
    let stranger = DocumentId::new();
    refuses_amendment(&bench, stranger, &quantity(dec!(1)), "not_found", &[&stranger.to_string()]);
    let nothing = Amendment { reason: "misread".into(), ..Amendment::default() };
    refuses_amendment(&bench, receipt, &nothing, "empty", &[]);
    refuses_amendment(&bench, receipt, &quantity(dec!(0)), "invalid", &["lines[0].quantity", "0"]);
    let second = LineAmendment { line: 1, quantity: Some(dec!(1)), ..LineAmendment::default() };
    refuses_amendment(&bench, receipt, &line(second.clone()), "not_found", &["line 1"]);
    let twice = Amendment { lines: vec![second.clone(), second], ..quantity(dec!(1)) };
    refuses_amendment(&bench, receipt, &twice, "invalid", &["lines[1]"]);
    refuses_amendment(&bench, receipt, &Amendment { reason: " ".into(), ..quantity(dec!(1)) }, "invalid", &["reason"]);
    let priced = LineAmendment { unit_cost: Some(dec!(5)), ..LineAmendment::default() };
    refuses_amendment(&bench, sale, &line(priced.clone()), "invalid", &["lines[0].unit_cost", "5"]);
    let both = LineAmendment { amount: Some(dec!(5)), ..priced };
    refuses_amendment(&bench, receipt, &line(both.clone()), "invalid", &["lines[0].unit_cost", "5"]);
    let valued = LineAmendment { unit_cost: None, ..both };
    refuses_amendment(&bench, sale, &line(valued), "invalid", &["lines[0].amount", "5"]);
    let negative = LineAmendment { amount: Some(dec!(-5)), ..LineAmendment::default() };
    refuses_amendment(&bench, receipt, &line(negative), "invalid", &["lines[0].amount"]);
    let later = Amendment { at: Some(time("2026-03-20T12:00:00+08:00")), ..quantity(dec!(1)) };
    refuses_amendment(&bench, receipt, &later, "invalid", &["effective_at"]);
    // More than there ever was, and a kind of document that is not amended.
    refuses_amendment(&bench, sale, &quantity(dec!(111)), "out_of_stock", &["TEA"]);
    let lock = DocumentId::new();
    bench.shop.office().lock(lock, day("2026-03-08")).unwrap();
    refuses_amendment(&bench, lock, &quantity(dec!(1)), "wrong_state", &[]);
    bench.goes_on();
}

#[test]
fn what_came_back_bounds_what_can_be_amended() {
    let bench = Bench::new();
    let receipt = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(6)));
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(4)));
    let (refund, back) = (RefundId::new(), DocumentId::new());
    bench
        .shop
        .till()
        .refund(refund, sale.id, &[RefundLine::new(0, dec!(3))], RefundTo::SameTenders, "unwanted")
        .unwrap();
    let lines = [SupplierReturnLine::new(0, dec!(8))];
    bench.shop.purchasing().return_goods(back, receipt, &lines).unwrap();
    refuses_amendment(&bench, sale.id.into(), &quantity(dec!(2)), "refund_exceeds", &["2", "3"]);
    refuses_amendment(&bench, refund.into(), &quantity(dec!(5)), "refund_exceeds", &["1"]);
    refuses_amendment(&bench, back, &quantity(dec!(11)), "invalid", &["lines[0].quantity", "11", "10"]);
    let before = Some(time("2026-03-10T11:00:00+08:00"));
    let earlier = Amendment { at: before, lines: Vec::new(), reason: "misread".into() };
    refuses_amendment(&bench, refund.into(), &earlier, "invalid", &["at"]);
    refuses_amendment(&bench, back, &earlier, "invalid", &["at"]);
    bench.refuses("wrong_state", &["returned"], |shop| {
        shop.office().void(DocumentId::new(), receipt.into(), "never came")
    });
    bench.refuses("wrong_state", &["refunded"], |shop| shop.till().void(DocumentId::new(), sale.id, "never was"));
    bench.goes_on();
}

#[test]
fn a_price_stays_when_the_quantity_was_another_unless_an_amount_was_stated() {
    let bench = Bench::new();
    let office = bench.shop.office();
    let amend = |of: DocumentId, amendment: &Amendment| office.amend(DocumentId::new(), of, amendment).unwrap();
    let before = worth(&bench);
    let by_price: DocumentId = receive(&bench, ReceiptLine::of(bench.tea, dec!(1), dec!(0.335))).into();
    assert_eq!(worth(&bench) - before, 34);
    amend(by_price, &quantity(dec!(2)));
    assert_eq!(worth(&bench) - before, 67);
    amend(by_price, &line(LineAmendment { amount: Some(dec!(5)), ..LineAmendment::default() }));
    assert_eq!(worth(&bench) - before, 500);
    // It is what all of them cost from then on.
    amend(by_price, &quantity(dec!(4)));
    assert_eq!(worth(&bench) - before, 500);
    amend(by_price, &line(LineAmendment { unit_cost: Some(dec!(2)), ..LineAmendment::default() }));
    assert_eq!(worth(&bench) - before, 800);
    amend(by_price, &quantity(dec!(3)));
    assert_eq!(worth(&bench) - before, 600);
    let by_amount: DocumentId =
        receive(&bench, ReceiptLine::of(bench.tea, dec!(3), dec!(0)).for_amount(dec!(10))).into();
    amend(by_amount, &quantity(dec!(4)));
    assert_eq!(worth(&bench) - before, 1_600);
    bench.goes_on();
}

#[test]
fn a_count_that_is_amended_twice_is_what_was_said_last() {
    let bench = Bench::new();
    let count = DocumentId::new();
    bench.shop.stockroom().count(count, None, &[CountLine::new(bench.tea, dec!(90))]).unwrap();
    let office = bench.shop.office();
    office.amend(DocumentId::new(), count, &quantity(dec!(95))).unwrap();
    // Only the time is another now: what was found stays what was said before.
    let at = Some(time("2026-03-10T12:00:01+08:00"));
    bench.clock.set(time("2026-03-10T13:00:00+08:00"));
    office.amend(DocumentId::new(), count, &Amendment { at, lines: Vec::new(), reason: "clock".into() }).unwrap();
    let opening = time("2026-03-10T12:00:00+08:00");
    let late = bench.shop.at(opening);
    late.purchasing()
        .receive_from(ReceiptId::new(), bench.supplier, None, &[ReceiptLine::of(bench.tea, dec!(7), dec!(6))])
        .unwrap();
    assert_eq!(bench.shop.stockroom().on_hand(bench.tea).unwrap().0.to_string(), "95");
    bench.goes_on();
}

#[test]
fn locked_days_stay_as_they_are() {
    let bench = Bench::new();
    let receipt = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(6)));
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(4)));
    bench.refuses("invalid", &["through", "2026-03-10"], |shop| {
        shop.office().lock(DocumentId::new(), day("2026-03-10"))
    });
    bench.clock.set(time("2026-03-11T12:00:00+08:00"));
    bench.shop.office().lock(DocumentId::new(), day("2026-03-10")).unwrap();
    let names = ["2026-03-10"];
    bench.refuses("invalid", &["through"], |shop| shop.office().lock(DocumentId::new(), day("2026-03-09")));
    bench.refuses("period_locked", &names, |shop| shop.office().void(DocumentId::new(), receipt.into(), "never came"));
    bench.refuses("period_locked", &names, |shop| shop.till().void(DocumentId::new(), sale.id, "never was"));
    refuses_amendment(&bench, receipt.into(), &quantity(dec!(9)), "period_locked", &names);
    bench.refuses("period_locked", &names, |shop| {
        let shop = shop.at(time("2026-03-10T23:00:00+08:00"));
        shop.stockroom().count(DocumentId::new(), None, &[CountLine::new(bench.tea, dec!(1))])
    });
    // Into a locked day nothing can be moved either.
    let count = DocumentId::new();
    bench.shop.stockroom().count(count, None, &[CountLine::new(bench.tea, dec!(100))]).unwrap();
    let into = Amendment { at: Some(time("2026-03-10T13:00:00+08:00")), lines: Vec::new(), reason: "clock".into() };
    refuses_amendment(&bench, count, &into, "period_locked", &names);
    // Freight for goods of a locked day is posted on its own.
    let desk = bench.shop.purchasing();
    desk.landed_cost(DocumentId::new(), bench.supplier, &[receipt], dec!(10), LandedBy::Value, "freight").unwrap();
    assert_eq!(bench.shop.stockroom().explain_cost(sale.id).unwrap().cost, Money::from_minor(24_00));
    bench.goes_on();
}

#[test]
fn what_is_said_of_goods_that_never_came_leaves_nothing() {
    let bench = Bench::new();
    let (office, desk) = (bench.shop.office(), bench.shop.purchasing());
    let never = |of: DocumentId| office.void(DocumentId::new(), of, "never was").unwrap();
    let balance = |account| {
        let balances = bench.store.read(|tx| tx.balances(None)).unwrap();
        balances
            .iter()
            .filter(|balance| balance.key.account == account)
            .map(|balance| balance.amount.minor())
            .sum::<i64>()
    };
    let accounts = [Account::Stock, Account::Payable, Account::PurchaseVariance];
    let before = accounts.map(balance);
    let [kept, gone] = [(); 2].map(|()| receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(10))));
    let (freight, price) = (DocumentId::new(), DocumentId::new());
    desk.landed_cost(freight, bench.supplier, &[kept, gone], dec!(30), LandedBy::Quantity, "freight").unwrap();
    desk.reprice(price, gone, &[PriceLine::new(0, dec!(12))]).unwrap();
    for of in [gone.into(), freight, price, kept.into()] {
        never(of);
    }
    assert_eq!(accounts.map(balance), before);
    assert_eq!(worth(&bench), balance(Account::Stock) - 3_000);
    bench.goes_on();
}

#[test]
fn no_more_is_amended_away_than_is_there_of_a_receipt() {
    let bench = Bench::new();
    let receipt = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(6)));
    bench.shop.purchasing().return_goods(DocumentId::new(), receipt, &[SupplierReturnLine::new(0, dec!(4))]).unwrap();
    refuses_amendment(&bench, receipt.into(), &quantity(dec!(3)), "invalid", &["lines[0].quantity", "3", "4"]);
    // Of a line of which nothing was accepted nothing moved.
    let refused = ReceiptLine { rejected: dec!(5), ..ReceiptLine::of(bench.tea, dec!(0), dec!(6)) };
    let refused = receive(&bench, refused);
    refuses_amendment(&bench, refused.into(), &quantity(dec!(5)), "not_found", &["line 0"]);
    bench.goes_on();
}

#[test]
fn a_sale_of_more_goods_than_it_said_gives_no_more_back_than_was_paid() {
    let bench = Bench::new();
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(2)));
    let refund = |units| {
        let lines = [RefundLine::new(0, units)];
        bench.shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "unwanted").unwrap().total
    };
    assert_eq!(refund(dec!(1)).minor(), 10_00);
    bench.shop.office().amend(DocumentId::new(), sale.id.into(), &quantity(dec!(10))).unwrap();
    assert_eq!(refund(dec!(1)).minor(), 0);
    assert_eq!(refund(dec!(8)).minor(), 10_00);
    bench.goes_on();
}

#[test]
fn a_refund_that_never_was_is_in_no_report() {
    let bench = Bench::new();
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(2)));
    let reports = bench.shop.reports();
    let told = || (reports.sales(Period::all()).unwrap(), reports.tenders(Period::all()).unwrap());
    let before = told();
    let refund = RefundId::new();
    let lines = [RefundLine::new(0, dec!(1))];
    bench.shop.till().refund(refund, sale.id, &lines, RefundTo::SameTenders, "unwanted").unwrap();
    assert_eq!((told().0.refunds.documents, told().0.refunds.lines), (1, 1));
    bench.shop.office().amend(DocumentId::new(), refund.into(), &quantity(dec!(2))).unwrap();
    assert_eq!((told().0.refunds.documents, told().0.refunds.lines), (1, 1));
    bench.shop.office().void(DocumentId::new(), refund.into(), "never was").unwrap();
    assert_eq!(told(), before);
    bench.goes_on();
}

#[test]
fn a_count_that_was_at_another_time_is_not_where_it_was() {
    let bench = Bench::new();
    let at = |text| bench.shop.at(time(text));
    bench.clock.set(time("2026-03-20T12:00:00+08:00"));
    let receive = |when| {
        let lines = [ReceiptLine::of(bench.tea, dec!(1), dec!(6))];
        at(when).purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &lines).unwrap();
    };
    // As many as make a lock keep the state.
    for _ in 0..120 {
        receive("2026-03-11T12:00:00+08:00");
    }
    // The last move before the kept state, later than the count will be.
    receive("2026-03-13T12:00:00+08:00");
    let count = DocumentId::new();
    at("2026-03-18T12:00:00+08:00").stockroom().count(count, None, &[CountLine::new(bench.tea, dec!(220))]).unwrap();
    let moved = Amendment { at: Some(time("2026-03-12T12:00:00+08:00")), lines: Vec::new(), reason: "clock".into() };
    bench.shop.office().amend(DocumentId::new(), count, &moved).unwrap();
    bench.shop.office().lock(DocumentId::new(), day("2026-03-14")).unwrap();
    receive("2026-03-16T12:00:00+08:00");
    assert_eq!(bench.shop.stockroom().on_hand(bench.tea).unwrap().0.to_string(), "222");
    assert!(bench.shop.office().verify().unwrap().is_clean());
}

#[test]
fn a_price_that_was_built_on_is_not_voided() {
    let bench = Bench::new();
    let (purchasing, office) = (bench.shop.purchasing(), bench.shop.office());
    let receipt = receive(&bench, ReceiptLine::of(bench.tea, dec!(10), dec!(10)));
    let before = worth(&bench) - 10_000;
    let price = |cost| {
        let id = DocumentId::new();
        purchasing.reprice(id, receipt, &[PriceLine::new(0, cost)]).unwrap();
        id
    };
    let refuses = |of: DocumentId, later: &str| {
        bench.refuses("said_since", &[later], |shop| shop.office().void(DocumentId::new(), of, "misread"));
    };
    let (first, second) = (price(dec!(12)), price(dec!(15)));
    refuses(first, "L-");
    office.void(DocumentId::new(), second, "misread").unwrap();
    office.amend(DocumentId::new(), receipt.into(), &quantity(dec!(20))).unwrap();
    assert_eq!(worth(&bench) - before, 24_000);
    refuses(first, "V-");
    // The price is stated again; that one can be voided.
    let third = price(dec!(10));
    assert_eq!(worth(&bench) - before, 20_000);
    office.void(DocumentId::new(), third, "misread").unwrap();
    assert_eq!(worth(&bench) - before, 24_000);
    // Of a receipt that never was, no price is left to be wrong.
    office.void(DocumentId::new(), receipt.into(), "never came").unwrap();
    office.void(DocumentId::new(), first, "misread").unwrap();
    assert_eq!(worth(&bench), before);
    bench.goes_on();
}
