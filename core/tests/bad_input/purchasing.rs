use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::{PurchaseLine, PurchaseOrder};
use tillbook::shop::{NewProduct, OrderLine, ReceiptLine, SupplierReturnLine, line, received};
use tillbook::value::{DocumentId, LocationId, OrderId, ReceiptId, SupplierId, VariantId};

use crate::bench::{Bench, day};

fn ordered(bench: &Bench) -> PurchaseOrder {
    let lines = [line(bench.tea, dec!(10), dec!(6)), line(bench.milk, dec!(10), dec!(3))];
    bench.shop.purchasing().order(OrderId::new(), bench.supplier, &lines).unwrap()
}

#[track_caller]
fn refuses_receipt(bench: &Bench, order: OrderId, lines: &[ReceiptLine], code: &str, names: &[&str]) {
    bench.refuses(code, names, |shop| shop.purchasing().receive(ReceiptId::new(), order, lines));
}

#[track_caller]
fn refuses_goods(bench: &Bench, line: ReceiptLine, code: &str, names: &[&str]) {
    let lines = [line];
    bench.refuses(code, names, |shop| shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &lines));
}

#[test]
fn an_order_names_known_things_and_sane_numbers() {
    let bench = Bench::new();
    let refuses = |supplier, lines: &[OrderLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.purchasing().order(OrderId::new(), supplier, lines));
    };
    let (nobody, nothing) = (SupplierId::new(), VariantId::new());
    let good = line(bench.tea, dec!(1), dec!(6));
    refuses(nobody, std::slice::from_ref(&good), "not_found", &[&nobody.to_string()]);
    refuses(bench.supplier, &[line(nothing, dec!(1), dec!(1))], "not_found", &[&nothing.to_string()]);
    refuses(bench.supplier, &[], "empty", &[]);
    refuses(bench.supplier, &[good.clone(), good.clone()], "invalid", &["lines[1].variant"]);
    refuses(bench.supplier, &vec![good.clone(); 5_001], "invalid", &["lines", "5001", "5000"]);
    for (quantity, shown) in [(dec!(0), "0"), (dec!(-1), "-1"), (Decimal::MIN, "-79228162514264337593543950335")] {
        refuses(bench.supplier, &[line(bench.tea, quantity, dec!(1))], "invalid", &["lines[0].quantity", shown]);
    }
    refuses(bench.supplier, &[line(bench.tea, dec!(1), dec!(-1))], "invalid", &["lines[0].unit_cost", "-1"]);
    refuses(bench.supplier, &[line(bench.tea, dec!(1), dec!(0.0000001))], "invalid", &["lines[0].unit_cost"]);
    let order = OrderId::new();
    let document = DocumentId::new;
    bench.refuses("not_found", &[&order.to_string()], |shop| shop.purchasing().order_by_id(order));
    bench.refuses("not_found", &[&order.to_string()], |shop| shop.purchasing().cancel(document(), order, "late"));
    bench.refuses("not_found", &[&order.to_string()], |shop| {
        shop.purchasing().amend(document(), order, std::slice::from_ref(&good), None)
    });
    refuses_receipt(&bench, order, &[received(0, dec!(1))], "not_found", &[&order.to_string()]);
    bench.goes_on();
}

#[test]
fn an_order_id_stands_for_one_order() {
    let bench = Bench::new();
    let (id, lines) = (OrderId::new(), [line(bench.tea, dec!(10), dec!(6))]);
    let first = bench.shop.purchasing().order(id, bench.supplier, &lines).unwrap();
    let documents = bench.documents();
    assert_eq!(bench.shop.purchasing().order(id, bench.supplier, &lines).unwrap(), first);
    assert_eq!(bench.documents(), documents);
    bench.refuses("id_reused", &[&id.to_string(), "order_placed"], |shop| {
        shop.purchasing().order(id, bench.supplier, &[line(bench.tea, dec!(11), dec!(6))])
    });
    bench.goes_on();
}

#[test]
fn nothing_comes_of_an_order_that_is_over() {
    let bench = Bench::new();
    let milk = |quantity| received(1, quantity).batch("B1").expires(day("2026-05-01"));
    let cancelled = ordered(&bench);
    bench.refuses("invalid", &["reason"], |shop| shop.purchasing().cancel(DocumentId::new(), cancelled.id, ""));
    bench.shop.purchasing().cancel(DocumentId::new(), cancelled.id, "late").unwrap();
    let over = |order: &PurchaseOrder, state: &str| {
        refuses_receipt(&bench, order.id, &[received(0, dec!(1))], "wrong_state", &[&order.number, state]);
        bench.refuses("wrong_state", &[&order.number, state], |shop| {
            shop.purchasing().cancel(DocumentId::new(), order.id, "late")
        });
        bench.refuses("wrong_state", &[&order.number, state], |shop| {
            let lines = [line(bench.tea, dec!(1), dec!(1))];
            shop.purchasing().amend(DocumentId::new(), order.id, &lines, None)
        });
    };
    over(&cancelled, "cancelled");
    let done = ordered(&bench);
    let all = [received(0, dec!(10)), milk(dec!(9)).short()];
    bench.shop.purchasing().receive(ReceiptId::new(), done.id, &all).unwrap();
    over(&done, "received");
    bench.goes_on();
}

#[test]
fn a_receipt_names_lines_of_its_order() {
    let bench = Bench::new();
    let order = ordered(&bench);
    let refuses =
        |line: ReceiptLine, code: &str, names: &[&str]| refuses_receipt(&bench, order.id, &[line], code, names);
    refuses(received(2, dec!(1)), "not_found", &["2"]);
    refuses(received(usize::MAX, dec!(1)), "not_found", &[]);
    let mut other = received(0, dec!(1));
    other.variant = Some(bench.milk);
    refuses(other, "invalid", &["lines[0].variant", &bench.milk.to_string(), &bench.tea.to_string()]);
    let mut nothing = received(0, dec!(1));
    nothing.order_line = None;
    refuses(nothing, "invalid", &["lines[0].variant"]);
    refuses(received(0, dec!(0)), "invalid", &["lines[0].quantity", "0"]);
    refuses(received(0, dec!(-1)), "invalid", &["lines[0].quantity", "-1"]);
    refuses(received(0, dec!(1)).rejected(dec!(-1)), "invalid", &["lines[0].rejected", "-1"]);
    refuses(received(0, dec!(1)).at_cost(dec!(-1)), "invalid", &["lines[0].unit_cost", "-1"]);
    refuses_receipt(&bench, order.id, &[], "empty", &[]);
    refuses_receipt(&bench, order.id, &vec![received(0, dec!(1)); 5_001], "invalid", &["lines", "5001", "5000"]);
    let nowhere = LocationId::new();
    bench.refuses("not_found", &[&nowhere.to_string()], |shop| {
        shop.purchasing().receive_into(ReceiptId::new(), order.id, nowhere, &[received(0, dec!(1))])
    });
    bench.goes_on();
}

#[test]
fn goods_without_an_order_need_supplier_variant_and_cost() {
    let bench = Bench::new();
    let (nobody, nothing) = (SupplierId::new(), VariantId::new());
    bench.refuses("not_found", &[&nobody.to_string()], |shop| {
        let lines = [ReceiptLine::of(bench.tea, dec!(1), dec!(6))];
        shop.purchasing().receive_from(ReceiptId::new(), nobody, None, &lines)
    });
    refuses_goods(&bench, ReceiptLine::of(nothing, dec!(1), dec!(1)), "not_found", &[&nothing.to_string()]);
    refuses_goods(&bench, received(0, dec!(1)), "not_found", &["0"]);
    let mut unpriced = ReceiptLine::of(bench.tea, dec!(1), dec!(1));
    unpriced.unit_cost = None;
    refuses_goods(&bench, unpriced, "invalid", &["lines[0].unit_cost"]);
    let much = ReceiptLine::of(bench.tea, dec!(1_000_000_000), dec!(1_000_000_000));
    refuses_goods(&bench, much, "too_large", &["lines[0]", "amount"]);
    // No line is too large, the level is.
    let full = vec![ReceiptLine::of(bench.tea, dec!(1_000_000_000), dec!(0)); 5_000];
    let receive =
        |shop: &Shop| shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &full).map(|_| ());
    receive(&bench.shop).unwrap();
    bench.refuses("too_large", &["quantity"], receive);
    let nowhere = LocationId::new();
    bench.refuses("not_found", &[&nowhere.to_string()], |shop| {
        let lines = [ReceiptLine::of(bench.tea, dec!(1), dec!(6))];
        shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, Some(nowhere), &lines)
    });
    refuses_goods(&bench, ReceiptLine::of(bench.tea, dec!(0), dec!(6)).short(), "invalid", &["lines[0].quantity", "0"]);
    bench.goes_on();
}

#[test]
fn a_barcode_is_no_quantity_and_no_price() {
    let bench = Bench::new();
    let scanned = dec!(6_901_234_567_892);
    let refuses = |line: OrderLine, names: &[&str]| {
        bench.refuses("invalid", names, |shop| shop.purchasing().order(OrderId::new(), bench.supplier, &[line]));
    };
    refuses(line(bench.tea, scanned, dec!(1)), &["lines[0].quantity", "6901234567892", "1000000000"]);
    refuses(line(bench.tea, dec!(1_000_000_000.000001), dec!(1)), &["lines[0].quantity"]);
    refuses(line(bench.tea, dec!(1), scanned), &["lines[0].unit_cost", "6901234567892", "1000000000"]);
    // The most that fits does not get into the way of anything else.
    for _ in 0..2 {
        let most = [line(bench.tea, dec!(1_000_000_000), dec!(0))];
        bench.shop.purchasing().order(OrderId::new(), bench.supplier, &most).unwrap();
    }
    assert!(bench.shop.purchasing().propose().is_ok());
    bench.goes_on();
}

#[test]
fn lines_of_an_amended_order_keep_their_place() {
    let bench = Bench::new();
    let desk = bench.shop.purchasing();
    let coffee = bench.shop.catalog().add(NewProduct::new("Coffee")).unwrap().variants[0].id;
    let order = ordered(&bench);
    desk.receive(ReceiptId::new(), order.id, &[received(0, dec!(4)).short()]).unwrap();
    let amend = |lines: &[OrderLine]| desk.amend(DocumentId::new(), order.id, lines, None).unwrap();
    let shown = |order: &PurchaseOrder| -> Vec<(VariantId, String, String, bool)> {
        let line = |l: &PurchaseLine| (l.variant, l.ordered.to_string(), l.received.to_string(), l.closed);
        order.lines.iter().map(line).collect()
    };
    let is = |variant, ordered: &str, received: &str, closed| (variant, ordered.into(), received.into(), closed);
    // Tea is left out, milk comes after something new.
    let amended = amend(&[line(coffee, dec!(2), dec!(1)), line(bench.milk, dec!(8), dec!(3))]);
    let expected = [is(bench.tea, "4", "4", false), is(bench.milk, "8", "0", false), is(coffee, "2", "0", false)];
    assert_eq!(shown(&amended), expected);
    // A till with the old view receives what it saw.
    desk.receive(ReceiptId::new(), order.id, &[received(0, dec!(1))]).unwrap();
    // Ordered again, tea is open again; what came of it is remembered.
    let amended = amend(&[line(bench.tea, dec!(7), dec!(6))]);
    let expected = [is(bench.tea, "7", "5", false), is(bench.milk, "0", "0", false), is(coffee, "0", "0", false)];
    assert_eq!(shown(&amended), expected);
    assert_eq!(amended.outstanding(&amended.lines[0]).unwrap().to_string(), "2");
    desk.receive(ReceiptId::new(), order.id, &[received(0, dec!(2))]).unwrap();
    assert!(!desk.order_by_id(order.id).unwrap().is_open());
    bench.goes_on();
}

#[test]
fn an_order_does_not_grow_for_ever() {
    let bench = Bench::new();
    let order = ordered(&bench);
    let many: Vec<NewProduct> = (0..2_500).map(|i| NewProduct::new(format!("P{i}"))).collect();
    let variants = |of: &[NewProduct]| -> Vec<OrderLine> {
        let cards = bench.shop.catalog().add_all(DocumentId::new(), of).unwrap();
        cards.iter().map(|card| line(card.variants[0].id, dec!(1), dec!(1))).collect()
    };
    let (some, others) = many.split_at(1_250);
    let first: Vec<OrderLine> = [variants(some), variants(others)].concat();
    let desk = bench.shop.purchasing();
    desk.amend(DocumentId::new(), order.id, &first, None).unwrap();
    let more: Vec<NewProduct> = (0..2_499).map(|i| NewProduct::new(format!("Q{i}"))).collect();
    let (some, others) = more.split_at(1_250);
    let second = [variants(some), variants(others)].concat();
    bench.refuses("invalid", &["lines", "5001", "5000"], |shop| {
        shop.purchasing().amend(DocumentId::new(), order.id, &second, None)
    });
    bench.goes_on();
}

#[test]
fn batches_keep_their_dates() {
    let bench = Bench::new();
    let milk = || ReceiptLine::of(bench.milk, dec!(1), dec!(3));
    refuses_goods(&bench, milk(), "invalid", &["lines[0].batch"]);
    refuses_goods(&bench, milk().batch(""), "invalid", &["lines[0].batch"]);
    refuses_goods(&bench, milk().batch("a\u{7f}"), "invalid", &["lines[0].batch"]);
    refuses_goods(&bench, milk().batch("NODATE"), "invalid", &["lines[0].expires_on"]);
    let mut undated = ReceiptLine::of(bench.tea, dec!(1), dec!(6));
    undated.expires_on = Some(day("2026-05-01"));
    refuses_goods(&bench, undated, "invalid", &["lines[0].batch", "2026-05-01"]);
    let mut backwards = milk().batch("B1").expires(day("2026-05-01"));
    backwards.produced_on = Some(day("2026-05-02"));
    refuses_goods(&bench, backwards, "batch_dates", &["B1", "2026-05-01", "2026-05-02"]);
    let other = milk().batch("NEW").expires(day("2026-04-02"));
    refuses_goods(&bench, other, "batch_dates", &["NEW", "2026-04-02", "2026-04-01"]);
    let within = [milk().batch("B2").expires(day("2026-05-01")), milk().batch("B2").expires(day("2026-05-02"))];
    bench.refuses("batch_dates", &["B2", "2026-05-01", "2026-05-02"], |shop| {
        shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &within)
    });
    let mut made = milk().batch("B3");
    made.produced_on = Some(day("2026-03-01"));
    bench.shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &[made.clone()]).unwrap();
    let mut remade = made.clone();
    remade.produced_on = Some(day("2026-03-02"));
    refuses_goods(&bench, remade, "batch_dates", &["B3", "2026-03-02", "2026-03-01"]);
    bench.shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &[milk().batch("B3")]).unwrap();
    let of_day = |made: &str| milk().batch("B4").produced(day(made)).expires(day("2026-05-01"));
    let unmade = milk().batch("B4").expires(day("2026-05-01"));
    let remade = [unmade, of_day("2026-03-01"), of_day("2026-03-02")];
    bench.refuses("batch_dates", &["B4", "2026-03-01", "2026-03-02"], |shop| {
        shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &remade)
    });
    bench.goes_on();
}

#[test]
fn a_receipt_id_stands_for_one_receipt() {
    let bench = Bench::new();
    let (id, lines) = (ReceiptId::new(), [ReceiptLine::of(bench.tea, dec!(1), dec!(6))]);
    let receive = || bench.shop.purchasing().receive_from(id, bench.supplier, None, &lines);
    let first = receive().unwrap();
    let documents = bench.documents();
    assert_eq!(receive().unwrap(), first);
    assert_eq!(bench.documents(), documents);
    bench.refuses("id_reused", &[&id.to_string(), "receipt"], |shop| {
        let lines = [ReceiptLine::of(bench.tea, dec!(2), dec!(6))];
        shop.purchasing().receive_from(id, bench.supplier, None, &lines)
    });
    bench.goes_on();
}

#[test]
fn no_more_goes_back_than_came() {
    let bench = Bench::new();
    let lines = [ReceiptLine::of(bench.tea, dec!(5), dec!(6))];
    let receipt = bench.shop.purchasing().receive_from(ReceiptId::new(), bench.supplier, None, &lines).unwrap().id;
    let refuses = |receipt, lines: &[SupplierReturnLine], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.purchasing().return_goods(DocumentId::new(), receipt, lines));
    };
    let back = |quantity| SupplierReturnLine::new(0, quantity);
    let unknown = ReceiptId::new();
    refuses(unknown, &[back(dec!(1))], "not_found", &[&unknown.to_string()]);
    refuses(receipt, &[], "empty", &[]);
    refuses(receipt, &[SupplierReturnLine::new(1, dec!(1))], "not_found", &["1"]);
    refuses(receipt, &[back(dec!(5.000001))], "invalid", &["lines[0].quantity", "5.000001", "5"]);
    refuses(receipt, &[back(dec!(0))], "invalid", &["lines[0].quantity", "0"]);
    refuses(receipt, &[back(dec!(1)), back(dec!(1))], "invalid", &["lines[1].receipt_line", "0"]);
    let refunded = |amount| [SupplierReturnLine { refund: Some(amount), ..back(dec!(1)) }];
    refuses(receipt, &refunded(dec!(-1)), "invalid", &["lines[0].refund", "-1"]);
    refuses(receipt, &refunded(dec!(0.001)), "invalid", &["lines[0].refund", "0.001"]);
    bench.shop.purchasing().return_goods(DocumentId::new(), receipt, &[back(dec!(3))]).unwrap();
    refuses(receipt, &[back(dec!(3))], "invalid", &["lines[0].quantity", "3", "2"]);
    // What came was carried away since.
    let all = [tillbook::shop::TransferLine::new(bench.tea, dec!(102))];
    let stockroom = bench.shop.stockroom();
    stockroom.transfer(DocumentId::new(), bench.floor, bench.back_room, &all).unwrap();
    refuses(receipt, &[back(dec!(2))], "out_of_stock", &["TEA", "2", "0", "Shop floor"]);
    stockroom.transfer(DocumentId::new(), bench.back_room, bench.floor, &all).unwrap();
    bench.goes_on();
}
