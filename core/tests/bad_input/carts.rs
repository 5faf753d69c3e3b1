use rust_decimal_macros::dec;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::Cart;
use tillbook::shop::{Exchange, RefundLine, RefundTo, ReturnedGoods, Tender, UnlinkedReturn, VariantEdit};
use tillbook::value::{CartId, DocumentId, Money, RefundId, SaleId};

use crate::bench::Bench;

fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

#[test]
fn carts_that_cannot_be_held_are_refused() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    bench.refuses("empty", &["the cart has no lines"], |shop| shop.carts().hold(CartId::new(), "", &Cart::new()));
    bench.refuses("invalid", &["label"], |shop| shop.carts().hold(CartId::new(), "red\numbrella", &cart));
    bench.refuses("invalid", &["lines[0].quantity", "-1"], |shop| {
        shop.carts().hold(CartId::new(), "", &Cart::new().add(bench.tea, dec!(-1)))
    });
    let nothing = CartId::new();
    let resuming = Cart { resumes: Some(nothing), ..cart.clone() };
    let name = nothing.to_string();
    bench.refuses("not_found", &["held cart", &name], |shop| shop.carts().hold(CartId::new(), "", &resuming));
    bench.refuses("not_found", &[&name], |shop| shop.carts().resume(nothing));
    bench.refuses("not_found", &[&name], |shop| shop.carts().discard(DocumentId::new(), nothing, "left"));
    bench.refuses("not_found", &[&name], |shop| {
        shop.till().sell(SaleId::new(), &resuming, &[Tender::cash(money(10_00))])
    });
    let sale = bench.sell(&cart);
    bench.refuses("not_found", &[&sale.id.to_string()], |shop| shop.carts().resume(CartId::from_uuid(sale.id.uuid())));

    let held = bench.shop.carts().hold(CartId::new(), "", &cart).unwrap();
    bench.refuses("invalid", &["reason"], |shop| shop.carts().discard(DocumentId::new(), held.id, " "));
    bench.refuses("id_reused", &[&held.id.to_string()], |shop| shop.carts().hold(held.id, "another", &cart));
    bench.shop.carts().discard(DocumentId::new(), held.id, "left").unwrap();
    let gone = Cart { resumes: Some(held.id), ..cart };
    bench.refuses("wrong_state", &["held cart", &held.number], |shop| {
        shop.till().sell(SaleId::new(), &gone, &[Tender::cash(money(10_00))])
    });
    bench.refuses("wrong_state", &[&held.number], |shop| shop.carts().resume(held.id));
    bench.goes_on();
}

#[test]
fn exchanges_that_cannot_be_are_refused() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    let sale = bench.sell(&cart);
    let exchange = Exchange::new(sale.id, "sour").back(RefundLine::new(0, dec!(1))).for_cart(cart.clone());
    let refuses = |exchange: &Exchange, tenders: &[Tender], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.till().exchange(RefundId::new(), SaleId::new(), exchange, tenders));
    };
    refuses(&Exchange { reason: " ".into(), ..exchange.clone() }, &[], "invalid", &["reason"]);
    refuses(&Exchange { lines: Vec::new(), ..exchange.clone() }, &[], "empty", &["refund"]);
    refuses(&Exchange { cart: Cart::new(), ..exchange.clone() }, &[], "empty", &["the cart has no lines"]);
    let nothing = SaleId::new();
    refuses(&Exchange { of: nothing, ..exchange.clone() }, &[], "not_found", &["sale", &nothing.to_string()]);
    let two = Exchange { lines: vec![RefundLine::new(0, dec!(2))], ..exchange.clone() };
    refuses(&two, &[], "refund_exceeds", &["2", "1"]);
    // Nothing more is to pay.
    refuses(&exchange, &[Tender::wechat(money(1))], "change_not_from_cash", &["1000", "1001"]);
    let dearer = exchange.clone().for_cart(Cart::new().add(bench.tea, dec!(2)));
    refuses(&dearer, &[], "tenders_differ", &["2000", "1000"]);
    refuses(&dearer, &[Tender::wechat(money(9_99))], "tenders_differ", &["2000", "1999"]);
    // What is only the engine's is no way to pay, and to be paid.
    let credit = [Tender::new(TenderMethod::Exchange, money(10_00))];
    refuses(&dearer, &credit, "invalid", &["tenders[0].method", "exchange"]);
    bench.refuses("invalid", &["tenders[0].method", "exchange", "cash, card"], |shop| {
        shop.till().sell(SaleId::new(), &cart, &credit)
    });
    bench.refuses("refund_method", &["exchange", "1000", "0"], |shop| {
        let to = RefundTo::Method(TenderMethod::Exchange);
        shop.till().refund(RefundId::new(), sale.id, &[RefundLine::new(0, dec!(1))], to, "sour")
    });
    let goods = UnlinkedReturn::new(TenderMethod::Exchange, "slip lost");
    let goods = goods.line(ReturnedGoods::new(bench.tea, dec!(1), dec!(10)));
    bench.refuses("refund_method", &["exchange", "1000", "0"], |shop| {
        shop.till().refund_without_sale(RefundId::new(), &goods)
    });
    bench.shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(bench.milk).on_shelf(false)]).unwrap();
    let milk = exchange.clone().for_cart(Cart::new().add(bench.milk, dec!(1)));
    refuses(&milk, &[], "wrong_state", &["MILK", "off_shelf"]);

    bench.refuses("wrong_state", &[&sale.number], |shop| {
        shop.till().void_exchange(DocumentId::new(), DocumentId::new(), sale.id, "typo")
    });
    let done = bench.shop.till().exchange(RefundId::new(), SaleId::new(), &exchange, &[]).unwrap();
    bench.refuses("wrong_state", &[&done.sale.number, "exchanged"], |shop| {
        shop.till().void(DocumentId::new(), done.sale.id, "typo")
    });
    bench.refuses("wrong_state", &[&done.refund.number, "exchanged"], |shop| {
        shop.office().void(DocumentId::new(), done.refund.id.into(), "typo")
    });
    bench.goes_on();
}
