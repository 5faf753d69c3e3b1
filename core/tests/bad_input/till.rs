use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{NewSale, RefundLine, RefundTo, Tender, VariantEdit};
use tillbook::value::{DocumentId, LocationId, MemberId, Money, RefundId, SaleId, VariantId};

use crate::bench::{Bench, TEA_BARCODE, day, time};

fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

/// A cart is refused alike by a quote and by a sale.
#[track_caller]
fn refuses_cart(bench: &Bench, cart: &Cart, code: &str, names: &[&str]) {
    bench.refuses(code, names, |shop| shop.till().price(cart));
    bench.refuses(code, names, |shop| shop.till().sell(SaleId::new(), cart, &[]));
}

/// Goods that are not there are refused by a sale only: a quote does not look at the shelf.
#[track_caller]
fn refuses_sale(bench: &Bench, cart: &Cart, code: &str, names: &[&str]) {
    let total = bench.shop.till().price(cart).unwrap().total;
    bench.refuses(code, names, |shop| shop.till().sell(SaleId::new(), cart, &[Tender::cash(total)]));
}

#[test]
fn what_nobody_knows_cannot_be_sold() {
    let bench = Bench::new();
    let stranger = VariantId::new();
    refuses_cart(&bench, &Cart::new().add(stranger, dec!(1)), "not_found", &[&stranger.to_string()]);
    let (who, place) = (MemberId::new(), LocationId::new());
    let cart = Cart::new().add(bench.tea, dec!(1));
    let nobody = cart.clone().member(who);
    bench.refuses("not_found", &[&who.to_string()], |shop| shop.till().price(&nobody));
    bench.refuses("not_found", &[&who.to_string()], |shop| {
        shop.till().sell(SaleId::new(), &nobody, &[Tender::cash(money(10_00))])
    });
    refuses_cart(&bench, &cart.clone().from_location(place), "not_found", &[&place.to_string()]);
    let line = CartLine::new(bench.tea, dec!(1));
    refuses_cart(&bench, &Cart::new().line(line.clone().pack("pallet")), "not_found", &["pallet"]);
    refuses_sale(&bench, &Cart::new().line(line.batch("X9")), "out_of_stock", &["TEA", "X9", "0"]);
    let sale = SaleId::new();
    bench.refuses("not_found", &[&sale.to_string()], |shop| shop.till().sale(sale));
    bench.refuses("not_found", &[&sale.to_string()], |shop| shop.till().void(DocumentId::new(), sale, "typo"));
    let line = [RefundLine::new(0, dec!(1))];
    bench.refuses("not_found", &[&sale.to_string()], |shop| {
        shop.till().refund(RefundId::new(), sale, &line, RefundTo::SameTenders, "broken")
    });
    bench.goes_on();
}

#[test]
fn a_misread_code_is_told_apart_from_an_unknown_one() {
    let bench = Bench::new();
    bench.refuses("bad_check_digit", &["6901234567893", "2"], |shop| shop.till().scan("6901234567893"));
    bench.refuses("not_found", &["4006381333931"], |shop| shop.till().scan("4006381333931"));
    bench.refuses("not_found", &["NOBODY"], |shop| shop.till().scan("NOBODY"));
    bench.refuses("invalid", &["barcode"], |shop| shop.till().scan(""));
    bench.refuses("invalid", &["barcode", "乱码"], |shop| shop.till().scan("乱码"));
    bench.refuses("bad_check_digit", &["6901234567893"], |shop| shop.catalog().by_barcode("6901234567893"));
    assert_eq!(bench.shop.till().scan(TEA_BARCODE).unwrap().variant, bench.tea);
    assert_eq!(bench.shop.till().scan("TEA").unwrap().variant, bench.tea);
}

#[test]
fn quantities_and_prices_that_are_none_are_refused() {
    let bench = Bench::new();
    for (quantity, value) in [(dec!(0), "0"), (dec!(-1), "-1"), (dec!(0.0000001), "0.0000001")] {
        let cart = Cart::new().add(bench.tea, dec!(1)).add(bench.tea, quantity);
        refuses_cart(&bench, &cart, "invalid", &["lines[1].quantity", value]);
    }
    let most = Decimal::MAX.to_string();
    refuses_cart(&bench, &Cart::new().add(bench.tea, Decimal::MAX), "invalid", &["lines[0].quantity", &most]);
    for (price, value) in [(dec!(-0.01), "-0.01"), (dec!(1.0000001), "1.0000001")] {
        let cart = Cart::new().line(CartLine::new(bench.tea, dec!(1)).at_price(price, "haggled"));
        refuses_cart(&bench, &cart, "invalid", &["lines[0].unit_price", value]);
    }
    let unexplained = Cart::new().line(CartLine::new(bench.tea, dec!(1)).at_price(dec!(9), " "));
    refuses_cart(&bench, &unexplained, "invalid", &["lines[0].price_reason"]);
    bench.goes_on();
}

#[test]
fn a_pack_that_is_no_exact_quantity_is_refused() {
    let bench = Bench::new();
    let thirds = |count| Cart::new().line(CartLine::new(bench.tea, count).pack("third"));
    refuses_cart(&bench, &thirds(dec!(1)), "invalid", &["lines[0].quantity", "1"]);
    assert_eq!(bench.sell(&thirds(dec!(3))).total, money(10_00));
    let cases = Cart::new().line(CartLine::new(bench.tea, dec!(1_000_000_000)).pack("case"));
    refuses_cart(&bench, &cases, "invalid", &["lines[0].quantity", "24000000000", "1000000000"]);
    bench.goes_on();
}

#[test]
fn amounts_that_do_not_fit_are_refused() {
    let bench = Bench::new();
    let much = |price| CartLine::new(bench.tea, dec!(1_000_000_000)).at_price(price, "typo");
    refuses_cart(&bench, &Cart::new().line(much(dec!(1_000_000_000))), "too_large", &["lines[0]", "amount"]);
    // Each line fits, their sum does not.
    let both = Cart::new().line(much(dec!(80_000_000))).line(much(dec!(80_000_000)));
    refuses_cart(&bench, &both, "too_large", &["amount"]);
    let cart = Cart::new().add(bench.tea, dec!(1));
    let tenders = [Tender::cash(money(i64::MAX)), Tender::cash(money(i64::MAX))];
    bench.refuses("too_large", &["amount"], |shop| shop.till().sell(SaleId::new(), &cart, &tenders));
    bench.goes_on();
}

#[test]
fn more_than_there_is_cannot_be_sold() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(100.000001));
    refuses_sale(&bench, &cart, "out_of_stock", &["TEA", "100.000001", "100", "Shop floor"]);
    let twice = Cart::new().add(bench.tea, dec!(60)).add(bench.tea, dec!(41));
    refuses_sale(&bench, &twice, "out_of_stock", &["TEA", "41", "40"]);
    let elsewhere = Cart::new().add(bench.tea, dec!(1)).from_location(bench.back_room);
    refuses_sale(&bench, &elsewhere, "out_of_stock", &["Back room", "0"]);
    let batch = |count| CartLine::new(bench.milk, count).batch("NEW");
    refuses_sale(&bench, &Cart::new().line(batch(dec!(6))), "out_of_stock", &["MILK", "NEW", "6", "5"]);
    let shared = Cart::new().line(batch(dec!(3))).line(batch(dec!(3)));
    refuses_sale(&bench, &shared, "out_of_stock", &["NEW", "3", "2"]);
    bench.goes_on();
}

#[test]
fn a_cart_has_lines_but_not_too_many() {
    let bench = Bench::new();
    refuses_cart(&bench, &Cart::new(), "empty", &[]);
    let mut cart = Cart::new();
    cart.lines = vec![CartLine::new(bench.tea, dec!(0.01)); 5_001];
    refuses_cart(&bench, &cart, "invalid", &["lines", "5001", "5000"]);
}

#[test]
fn tenders_have_to_add_up() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    let refuses = |tenders: &[Tender], code, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.till().sell(SaleId::new(), &cart, tenders));
    };
    refuses(&[], "tenders_differ", &["1000", "0"]);
    refuses(&[Tender::cash(money(999))], "tenders_differ", &["1000", "999"]);
    refuses(&[Tender::card(money(1_001))], "change_not_from_cash", &["1000", "1001"]);
    // A card over the total turns into notes; cash that nobody needed comes back whole.
    refuses(&[Tender::card(money(1_200)), Tender::cash(money(100))], "change_not_from_cash", &["1200"]);
    refuses(&[Tender::card(money(1_000)), Tender::cash(money(500))], "change_not_from_cash", &["1000"]);
    refuses(&[Tender::card(money(1_000)), Tender::cash(money(0))], "invalid", &["tenders[1].amount", "0"]);
    refuses(&[Tender::cash(money(2_000)), Tender::card(money(-1_000))], "invalid", &["tenders[1].amount", "-1000"]);
    refuses(&[Tender::card(money(1_000)).reference("a\u{7}b")], "invalid", &["tenders[0].reference"]);
    refuses(&vec![Tender::cash(money(1)); 1_000], "invalid", &["tenders", "1000", "20"]);
    bench.goes_on();
}

#[test]
fn discounts_need_a_reason_and_a_limit() {
    let bench = Bench::new();
    let line = || CartLine::new(bench.tea, dec!(2));
    let refuses = |line: CartLine, names: &[&str]| refuses_cart(&bench, &Cart::new().line(line), "invalid", names);
    refuses(line().take_off(dec!(20.01), "friend"), &["lines[0].discounts[0].amount", "20.01", "20.00"]);
    refuses(
        line().take_off(dec!(1), "friend").take_off(dec!(19.01), "friend"),
        &["lines[0].discounts[1].amount", "19.00"],
    );
    refuses(line().take_off(dec!(-1), "fee"), &["lines[0].discounts[0].amount", "-1"]);
    refuses(line().take_off(dec!(0.001), "bit"), &["lines[0].discounts[0].amount", "0.001"]);
    refuses(line().take_off(dec!(1), ""), &["lines[0].discounts[0].reason"]);
    refuses(line().take_percent_off(dec!(100.5), "all"), &["lines[0].discounts[0].percent", "100.5", "100"]);
    refuses(line().take_percent_off(dec!(-5), "fee"), &["lines[0].discounts[0].percent", "-5", "100"]);
    refuses(line().take_percent_off(dec!(0.00000000001), "bit"), &["lines[0].discounts[0].percent", "0.00000000001"]);
    refuses(line().take_percent_off(Decimal::MIN, "all"), &["lines[0].discounts[0].percent"]);
    refuses((0..21).fold(line(), |line, _| line.take_off(dec!(0.01), "bit")), &["lines[0].discounts", "21", "20"]);
    let coupons = (0..21).fold(Cart::new().line(line()), |cart, i| cart.coupon(i.to_string()));
    refuses_cart(&bench, &coupons, "invalid", &["coupons", "21", "20"]);
    let long = Cart::new().line(line()).coupon("A").coupon("x".repeat(49));
    refuses_cart(&bench, &long, "invalid", &["coupons[1]", "48"]);
    bench.goes_on();
}

#[test]
fn the_lowest_price_holds_without_approval() {
    let bench = Bench::new();
    let cheap = Cart::new().line(CartLine::new(bench.tea, dec!(2)).take_off(dec!(4.01), "friend"));
    refuses_cart(&bench, &cheap, "below_lowest_price", &["TEA", "1599", "1600"]);
    let quote = bench.shop.approved_by("boss").till().price(&cheap).unwrap();
    let tenders = [Tender::cash(quote.total)];
    let sale = bench.shop.approved_by("boss").till().sell(SaleId::new(), &cheap, &tenders).unwrap();
    assert_eq!(sale.total, money(15_99));
    bench.refuses("invalid", &["approver"], |shop| shop.approved_by("").till().sell(SaleId::new(), &cheap, &tenders));
    bench.refuses("invalid", &["actor"], |shop| {
        shop.as_actor("x".repeat(201)).till().sell(SaleId::new(), &cheap, &tenders)
    });
    bench.goes_on();
}

#[test]
fn expired_goods_are_sold_with_approval_only_and_after_the_good_ones() {
    let bench = Bench::new();
    let old = Cart::new().line(CartLine::new(bench.milk, dec!(1)).batch("OLD"));
    refuses_sale(&bench, &old, "expired", &["MILK", "OLD", "2026-03-01"]);
    let six = Cart::new().add(bench.milk, dec!(6));
    refuses_sale(&bench, &six, "expired", &["MILK", "OLD", "2026-03-01"]);
    let eleven = Cart::new().add(bench.milk, dec!(11));
    refuses_sale(&bench, &eleven, "out_of_stock", &["MILK", "11", "5"]);
    // The approval may be for something else: good milk still leaves first.
    let boss = bench.shop.approved_by("boss");
    let sale = boss.till().sell(SaleId::new(), &six, &[Tender::cash(money(30_00))]).unwrap();
    let picks: Vec<_> = sale.lines[0].picks.iter().map(|p| (p.batch.as_str(), p.quantity.to_string())).collect();
    assert_eq!(picks, [("NEW", "5".to_string()), ("OLD", "1".to_string())]);
    bench.goes_on();
}

#[test]
fn goods_off_the_shelf_are_not_for_sale() {
    let bench = Bench::new();
    bench.shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(bench.tea).on_shelf(false)]).unwrap();
    refuses_cart(&bench, &Cart::new().add(bench.tea, dec!(1)), "wrong_state", &["TEA", "off_shelf"]);
    bench.shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(bench.tea).on_shelf(true)]).unwrap();
    bench.goes_on();
}

#[test]
fn no_more_comes_back_than_was_sold() {
    let bench = Bench::new();
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(3)).add(bench.tea, dec!(1)));
    let refund = |lines: &[(usize, Decimal)], code: &str, names: &[&str]| {
        let lines: Vec<RefundLine> = lines.iter().map(|(line, quantity)| RefundLine::new(*line, *quantity)).collect();
        bench.refuses(code, names, |shop| {
            shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "broken")
        });
    };
    refund(&[], "empty", &[]);
    refund(&[(0, dec!(3.000001))], "refund_exceeds", &["3.000001", "3"]);
    refund(&[(0, dec!(1)), (0, dec!(1))], "invalid", &["lines[1].sale_line", "0"]);
    refund(&[(2, dec!(1))], "not_found", &["2"]);
    refund(&[(usize::MAX, dec!(1))], "not_found", &[]);
    refund(&[(0, dec!(0))], "invalid", &["lines[0].quantity", "0"]);
    refund(&[(1, dec!(1)), (0, dec!(-1))], "invalid", &["lines[1].quantity", "-1"]);
    let (till, two) = (bench.shop.till(), [RefundLine::new(0, dec!(2))]);
    bench.refuses("invalid", &["reason"], |shop| {
        shop.till().refund(RefundId::new(), sale.id, &two, RefundTo::SameTenders, "")
    });
    till.refund(RefundId::new(), sale.id, &two, RefundTo::Method(TenderMethod::Card), "broken").unwrap();
    refund(&[(0, dec!(2))], "refund_exceeds", &["2", "1"]);
    till.refund(RefundId::new(), sale.id, &[RefundLine::new(0, dec!(1))], RefundTo::SameTenders, "broken").unwrap();
    refund(&[(0, dec!(0.000001))], "refund_exceeds", &["0.000001"]);
    bench.refuses("wrong_state", &[&sale.slip.number, "refunded"], |shop| {
        shop.till().void(DocumentId::new(), sale.id, "typo")
    });
    bench.goes_on();
}

#[test]
fn a_refund_in_pieces_goes_back_through_the_tenders_in_their_order() {
    let bench = Bench::new();
    let cart = Cart::new().line(CartLine::new(bench.milk, dec!(4)).at_price(dec!(3), "cheap"));
    let tenders = [Tender::cash(money(300)), Tender::wechat(money(500)), Tender::cash(money(400))];
    let sale = bench.shop.till().sell(SaleId::new(), &cart, &tenders).unwrap();
    let refund = |units| {
        let lines = [RefundLine::new(0, units)];
        bench.shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "sour").unwrap().tenders
    };
    let (cash, wechat) = (TenderMethod::Cash, TenderMethod::Wechat);
    assert_eq!(refund(dec!(2)), [(cash, money(300)), (wechat, money(300))]);
    assert_eq!(refund(dec!(1)), [(wechat, money(200)), (cash, money(100))]);
    assert_eq!(refund(dec!(1)), [(cash, money(300))]);
    bench.goes_on();
}

#[test]
fn a_refund_by_another_method_leaves_enough_for_the_rest() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(3));
    let tenders = [Tender::card(money(1_000)), Tender::wechat(money(2_000))];
    let sale = bench.shop.till().sell(SaleId::new(), &cart, &tenders).unwrap();
    let refund = |to| {
        let lines = [RefundLine::new(0, dec!(1))];
        bench.shop.till().refund(RefundId::new(), sale.id, &lines, to, "broken").unwrap().tenders
    };
    for _ in 0..2 {
        assert_eq!(refund(RefundTo::Method(TenderMethod::Card)), [(TenderMethod::Card, money(1_000))]);
    }
    assert_eq!(refund(RefundTo::SameTenders), [(TenderMethod::Wechat, money(1_000))]);
    bench.goes_on();
}

#[test]
fn a_sale_is_found_by_the_number_on_its_slip() {
    let bench = Bench::new();
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(1)));
    assert_eq!(bench.shop.till().sale_numbered(&sale.slip.number).unwrap(), sale);
    let padded = sale.slip.number.replace("-0", "-00");
    let other_kind = sale.slip.number.replacen('S', "R", 1);
    let other_device = sale.slip.number.replace("T1", "T-2");
    for number in ["", "S", "S-T1", "S-T1-x", "-", "S-T1-000001", "S-T1-99999999999999999999999"] {
        bench.refuses("not_found", &[number], |shop| shop.till().sale_numbered(number));
    }
    for number in [padded, other_kind, other_device] {
        bench.refuses("not_found", &[&number], |shop| shop.till().sale_numbered(&number));
    }
}

#[test]
fn a_sale_is_voided_once_and_then_over() {
    let bench = Bench::new();
    let sale = bench.sell(&Cart::new().add(bench.tea, dec!(2)));
    bench.refuses("invalid", &["reason"], |shop| shop.till().void(DocumentId::new(), sale.id, "\n"));
    let void = DocumentId::new();
    bench.shop.till().void(void, sale.id, "typo").unwrap();
    bench.refuses("wrong_state", &[&sale.slip.number, "voided"], |shop| {
        shop.till().void(DocumentId::new(), sale.id, "typo")
    });
    let line = [RefundLine::new(0, dec!(1))];
    bench.refuses("wrong_state", &[&sale.slip.number, "voided"], |shop| {
        shop.till().refund(RefundId::new(), sale.id, &line, RefundTo::SameTenders, "broken")
    });
    let documents = bench.documents();
    bench.shop.till().void(void, sale.id, "typo").unwrap();
    assert_eq!(bench.documents(), documents);
    // A void is no sale.
    let no_sale = SaleId::from_uuid(void.uuid());
    bench.refuses("not_found", &[&void.to_string()], |shop| shop.till().sale(no_sale));
    bench.refuses("not_found", &[&void.to_string()], |shop| shop.till().void(DocumentId::new(), no_sale, "typo"));
    bench.goes_on();
}

#[test]
fn an_id_stands_for_one_fact() {
    let bench = Bench::new();
    let (id, cart) = (SaleId::new(), Cart::new().add(bench.tea, dec!(1)));
    let tenders = [Tender::cash(money(10_00))];
    let first = bench.shop.till().sell(id, &cart, &tenders).unwrap();
    let documents = bench.documents();
    assert_eq!(bench.shop.till().sell(id, &cart, &tenders).unwrap(), first);
    let same = NewSale { id, cart: cart.clone(), tenders: tenders.to_vec() };
    assert_eq!(bench.shop.till().sell_all(&[same.clone(), same.clone()]).unwrap(), [first.clone(), first.clone()]);
    assert_eq!(bench.documents(), documents);
    let other = Cart::new().add(bench.tea, dec!(2));
    bench.refuses("id_reused", &[&id.to_string(), "sale"], |shop| {
        shop.till().sell(id, &other, &[Tender::cash(money(20_00))])
    });
    let refund_id = RefundId::from_uuid(id.uuid());
    let line = [RefundLine::new(0, dec!(1))];
    bench.refuses("id_reused", &[&id.to_string(), "sale"], |shop| {
        shop.till().refund(refund_id, id, &line, RefundTo::SameTenders, "broken")
    });
    let refund_id = RefundId::new();
    let refund = || bench.shop.till().refund(refund_id, id, &line, RefundTo::SameTenders, "broken");
    assert_eq!(refund().unwrap(), refund().unwrap());
    bench.refuses("id_reused", &["refund"], |shop| {
        shop.till().refund(refund_id, id, &line, RefundTo::SameTenders, "another reason")
    });
    bench.goes_on();
}

#[test]
fn of_many_sales_all_are_posted_or_none() {
    let bench = Bench::new();
    let sale = |quantity: Decimal| {
        let cart = Cart::new().add(bench.tea, quantity);
        let total = bench.shop.till().price(&cart).unwrap().total;
        NewSale { id: SaleId::new(), cart, tenders: vec![Tender::cash(total)] }
    };
    let sales: Vec<NewSale> = [sale(dec!(60)), sale(dec!(41))].into();
    bench.refuses("out_of_stock", &["TEA", "41", "40"], |shop| shop.till().sell_all(&sales));
    let many: Vec<NewSale> = (0..101).map(|_| sale(dec!(1))).collect();
    bench.refuses("out_of_stock", &["TEA", "1", "0"], |shop| shop.till().sell_all(&many));
    assert!(bench.shop.till().sell_all(&[]).unwrap().is_empty());
    let crowd = vec![sale(dec!(0.01)); 1_001];
    bench.refuses("invalid", &["sales", "1001", "1000"], |shop| shop.till().sell_all(&crowd));
    bench.goes_on();
}

#[test]
fn times_have_to_make_sense() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    let sell_at = |at: &str, code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| {
            shop.at(time(at)).till().sell(SaleId::new(), &cart, &[Tender::cash(money(10_00))])
        });
    };
    // Before the shelf was filled nothing was there to sell.
    sell_at("2026-03-10T11:59:59+08:00", "out_of_stock", &["TEA"]);
    sell_at("2026-03-12T12:00:00+08:00", "invalid", &["effective_at", "2026-03-12T04:00:00Z"]);
    sell_at("9999-12-30T00:00:00Z", "invalid", &["effective_at"]);
    sell_at("2026-03-10T12:10:01+08:00", "invalid", &["effective_at", "2026-03-10T04:10:00Z"]);
    bench.refuses("before_opening", &["2025-12-31T15:59:59Z", "2026-01-01"], |shop| {
        let tax = shop.catalog().tax_codes()?;
        shop.at(time("2025-12-31T23:59:59+08:00")).catalog().put_tax_codes(DocumentId::new(), &tax)
    });
    // Goods cannot come back before they were sold, even if the shelf did not move since.
    let sale = bench.sell(&cart);
    let line = [RefundLine::new(0, dec!(1))];
    bench.refuses("invalid", &["effective_at", "2026-03-10T04:00:00Z"], |shop| {
        let shop = shop.at(time("2026-03-10T11:00:00+08:00"));
        shop.till().refund(RefundId::new(), sale.id, &line, RefundTo::SameTenders, "broken")
    });
    // A clock that was set back does not stop the till.
    bench.clock.set(time("2026-03-09T12:00:00+08:00"));
    let sale = bench.sell(&cart);
    assert_eq!(sale.slip.effective_at, time("2026-03-10T12:00:00+08:00"));
    assert_eq!(sale.slip.business_day.date(), day("2026-03-10"));
    bench.clock.set(time("2025-12-01T12:00:00+08:00"));
    bench.goes_on();
}
