use rust_decimal_macros::dec;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::Cart;
use tillbook::shop::{
    Exchange, NewCustomerOrder, OrderedPart, RefundLine, RefundTo, ReturnedGoods, Tender, UnlinkedReturn, VariantEdit,
};
use tillbook::value::{CartId, CustomerOrderId, DocumentId, Money, RefundId, SaleId};

use crate::bench::{Bench, day};

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
    bench.refuses("wrong_state", &["held cart", &held.slip.number], |shop| {
        shop.till().sell(SaleId::new(), &gone, &[Tender::cash(money(10_00))])
    });
    bench.refuses("wrong_state", &[&held.slip.number], |shop| shop.carts().resume(held.id));
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

    bench.refuses("wrong_state", &[&sale.slip.number], |shop| {
        shop.till().void_exchange(DocumentId::new(), DocumentId::new(), sale.id, "typo")
    });
    let done = bench.shop.till().exchange(RefundId::new(), SaleId::new(), &exchange, &[]).unwrap();
    bench.refuses("wrong_state", &[&done.sale.slip.number, "exchanged"], |shop| {
        shop.till().void(DocumentId::new(), done.sale.id, "typo")
    });
    bench.refuses("wrong_state", &[&done.refund.slip.number, "exchanged"], |shop| {
        shop.office().void(DocumentId::new(), done.refund.id.into(), "typo")
    });
    bench.goes_on();
}

#[test]
fn orders_that_cannot_be_are_refused() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(3));
    let refuses = |wanted: &NewCustomerOrder, code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.carts().order(CustomerOrderId::new(), wanted));
    };
    let wanted = NewCustomerOrder::new(cart.clone());
    refuses(&NewCustomerOrder::new(Cart::new()), "empty", &["the cart has no lines"]);
    refuses(&wanted.clone().label("two\nlines"), "invalid", &["label"]);
    refuses(&wanted.clone().wanted_on(day("2026-03-09")), "invalid", &["wanted_on", "2026-03-09", "2026-03-10"]);
    refuses(&wanted.clone().valid_until(day("2026-03-09")), "invalid", &["valid_until", "2026-03-09"]);
    refuses(&NewCustomerOrder::new(cart.clone().coupon("SPRING")), "invalid", &["cart.coupons[0]", "SPRING"]);
    let points = cart.clone().member(bench.member).redeem(10);
    refuses(&NewCustomerOrder::new(points), "invalid", &["cart.redeem", "10"]);
    let held = bench.shop.carts().hold(CartId::new(), "", &cart).unwrap();
    let resuming = Cart { resumes: Some(held.id), ..cart.clone() };
    refuses(&NewCustomerOrder::new(resuming), "invalid", &["cart.resumes", &held.id.to_string()]);

    let nothing = CustomerOrderId::new();
    let (name, ten) = (nothing.to_string(), [Tender::wechat(money(10_00))]);
    bench.refuses("not_found", &["customer order", &name], |shop| shop.carts().customer_order(nothing));
    bench.refuses("not_found", &[&name], |shop| shop.carts().reprice(nothing));
    bench.refuses("not_found", &[&name], |shop| shop.carts().deposit(DocumentId::new(), nothing, money(10_00), &ten));
    bench.refuses("not_found", &[&name], |shop| shop.till().sell_ordered(SaleId::new(), nothing, &[], &ten));
    bench.refuses("not_found", &[&name], |shop| {
        shop.carts().cancel(DocumentId::new(), nothing, money(0), "did not come")
    });
    bench.goes_on();
}

#[test]
fn deposits_and_parts_of_orders_that_cannot_be_are_refused() {
    let bench = Bench::new();
    let wanted = NewCustomerOrder::new(Cart::new().add(bench.tea, dec!(3)));
    let order = bench.shop.carts().order(CustomerOrderId::new(), &wanted).unwrap();
    let pays = |amount: i64, tenders: &[Tender], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.carts().deposit(DocumentId::new(), order.id, money(amount), tenders));
    };
    pays(0, &[], "invalid", &["amount", "0"]);
    pays(30_01, &[Tender::cash(money(30_01))], "invalid", &["amount", "3001", "3000"]);
    pays(5_00, &[Tender::cash(money(4_99))], "tenders_differ", &["500", "499"]);
    for method in [TenderMethod::Coupon, TenderMethod::StoredValue, TenderMethod::Deposit, TenderMethod::Exchange] {
        let tender = Tender::new(method, money(5_00)).reference("MT-1");
        pays(5_00, &[tender], "invalid", &["method", method.code(), "cash, card"]);
    }
    let tenders = [Tender::cash(money(5_00))];
    bench.shop.carts().deposit(DocumentId::new(), order.id, money(5_00), &tenders).unwrap();

    let sells = |parts: &[OrderedPart], tenders: &[Tender], code: &str, names: &[&str]| {
        bench.refuses(code, names, |shop| shop.till().sell_ordered(SaleId::new(), order.id, parts, tenders));
    };
    let (one, ten) = ([OrderedPart::new(0, dec!(1))], [Tender::wechat(money(10_00))]);
    sells(&[OrderedPart::new(0, dec!(4))], &ten, "invalid", &["lines[0].quantity", "4", "3"]);
    sells(&[OrderedPart::new(0, dec!(0))], &ten, "invalid", &["lines[0].quantity", "0"]);
    sells(&[OrderedPart::new(7, dec!(1))], &ten, "not_found", &["order line", "7"]);
    sells(&[one[0].clone(), one[0].clone()], &ten, "invalid", &["lines[1].line", "0"]);
    sells(&one, &[], "tenders_differ", &["1000", "0"]);
    let over = [Tender::deposit(money(5_01)), Tender::wechat(money(4_99))];
    sells(&one, &over, "invalid", &["tenders[0].amount", "501", "500"]);
    let twice = [Tender::deposit(money(3_00)), Tender::deposit(money(3_00)), Tender::wechat(money(4_00))];
    sells(&one, &twice, "invalid", &["tenders[1].method", "deposit"]);
    sells(&one, &[Tender::deposit(money(-1))], "invalid", &["amount", "-1"]);
    // A deposit is that of an order, and nothing else's.
    let credit = [Tender::deposit(money(5_00)), Tender::wechat(money(5_00))];
    bench.refuses("invalid", &["tenders[0].method", "deposit"], |shop| {
        shop.till().sell(SaleId::new(), &Cart::new().add(bench.tea, dec!(1)), &credit)
    });
    let sale = bench.shop.till().sell_ordered(SaleId::new(), order.id, &one, &credit).unwrap();
    bench.refuses("refund_method", &["deposit", "1000", "0"], |shop| {
        let to = RefundTo::Method(TenderMethod::Deposit);
        shop.till().refund(RefundId::new(), sale.id, &[RefundLine::new(0, dec!(1))], to, "sour")
    });
    bench.refuses("invalid", &["keep", "1", "0"], |shop| {
        shop.carts().cancel(DocumentId::new(), order.id, money(1), "did not come")
    });
    bench.refuses("invalid", &["keep", "-1"], |shop| {
        shop.carts().cancel(DocumentId::new(), order.id, money(-1), "did not come")
    });
    bench.refuses("invalid", &["reason"], |shop| shop.carts().cancel(DocumentId::new(), order.id, money(0), " "));
    bench.shop.carts().cancel(DocumentId::new(), order.id, money(0), "did not come").unwrap();
    sells(&one, &ten, "wrong_state", &["customer order", &order.number, "cancelled"]);
    bench.goes_on();
}
