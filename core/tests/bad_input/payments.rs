use rust_decimal_macros::dec;
use tillbook::Result;
use tillbook::document::PaymentRules;
use tillbook::ledger::TenderMethod;
use tillbook::party::{Member, TopUpBonus};
use tillbook::pricing::{Cart, CartLine, DiscountKind, LineDiscount, RoundOff, TakeOff};
use tillbook::shop::{RefundLine, RefundTo, ReturnedGoods, Tender, TopUp, UnlinkedReturn};
use tillbook::value::{DocumentId, MemberId, Money, RefundId, SaleId, SupplierId};

use crate::bench::{Bench, member};

fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn top_up(bench: &Bench, amount: i64) -> Result<TopUp> {
    let tenders = [Tender::cash(money(amount))];
    bench.shop.members().top_up(DocumentId::new(), bench.member, money(amount), Some(money(0)), &tenders)
}

fn refuses_tenders(bench: &Bench, cart: &Cart, tenders: &[Tender], code: &str, names: &[&str]) {
    bench.refuses(code, names, |shop| shop.till().sell(SaleId::new(), cart, tenders));
}

#[test]
fn a_card_pays_no_more_than_it_holds() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1)).member(bench.member);
    let ten = [Tender::stored_value(money(10_00))];
    refuses_tenders(&bench, &cart, &ten, "card_overdrawn", &["Member M1", "0", "1000"]);
    top_up(&bench, 9_99).unwrap();
    refuses_tenders(&bench, &cart, &ten, "card_overdrawn", &["Member M1", "999", "1000"]);
    // Two sales in one transaction spend it once.
    top_up(&bench, 1).unwrap();
    let sale = |id| tillbook::shop::NewSale { id, cart: cart.clone(), tenders: ten.to_vec() };
    let twice = [sale(SaleId::new()), sale(SaleId::new())];
    bench.refuses("card_overdrawn", &["Member M1", "0", "1000"], |shop| shop.till().sell_all(&twice));
    // A card gives no change, and is used once.
    let more = [Tender::stored_value(money(10_01))];
    refuses_tenders(&bench, &cart, &more, "change_not_from_cash", &["1000", "1001"]);
    let halves = [Tender::stored_value(money(5_00)), Tender::stored_value(money(5_00))];
    refuses_tenders(&bench, &cart, &halves, "invalid", &["tenders[1].method", "stored_value"]);
    bench.refuses("card_overdrawn", &["Member M1", "1000", "1001"], |shop| {
        shop.members().cash_out(DocumentId::new(), bench.member, money(10_01), TenderMethod::Cash, "moves")
    });
    bench.goes_on();
}

#[test]
fn nobody_has_neither_card_nor_credit() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    for tender in [Tender::stored_value(money(10_00)), Tender::on_account(money(10_00))] {
        refuses_tenders(&bench, &cart, std::slice::from_ref(&tender), "invalid", &["member"]);
        let goods =
            UnlinkedReturn::new(tender.method, "slip lost").line(ReturnedGoods::new(bench.tea, dec!(1), dec!(1)));
        bench.refuses("invalid", &["member"], |shop| shop.till().refund_without_sale(RefundId::new(), &goods));
    }
    let sale = bench.sell(&cart);
    for method in [TenderMethod::StoredValue, TenderMethod::OnAccount] {
        bench.refuses("invalid", &["member"], |shop| {
            let lines = [RefundLine::new(0, dec!(1))];
            shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::Method(method), "sour")
        });
    }
    let nobody = MemberId::new();
    let (id, ten, name) = (DocumentId::new(), [Tender::cash(money(10_00))], nobody.to_string());
    bench.refuses("not_found", &[&name], |shop| shop.members().top_up(id, nobody, money(10_00), None, &ten));
    bench.refuses("not_found", &[&name], |shop| shop.members().settle(id, nobody, money(10_00), &ten));
    bench.refuses("not_found", &[&name], |shop| {
        shop.members().cash_out(id, nobody, money(1), TenderMethod::Cash, "moves")
    });
    bench.refuses("not_found", &[&name], |shop| shop.members().account(nobody));
    bench.goes_on();
}

#[test]
fn a_credit_limit_holds() {
    let bench = Bench::new();
    let limited = Member { credit_limit: money(15_00), ..member("M1") };
    bench.refuses("invalid", &["credit_limit", "-1"], |shop| {
        shop.members().put(DocumentId::new(), &[Member { credit_limit: money(-1), ..limited.clone() }])
    });
    bench.shop.members().put(DocumentId::new(), &[limited]).unwrap();
    let cart = Cart::new().add(bench.tea, dec!(1)).member(bench.member);
    let ten = [Tender::on_account(money(10_00))];
    let sale = bench.shop.till().sell(SaleId::new(), &cart, &ten).unwrap();
    refuses_tenders(&bench, &cart, &ten, "over_credit_limit", &["Member M1", "1000", "1500"]);
    bench.refuses("refund_method", &["cash", "1000", "0"], |shop| {
        let to = RefundTo::Method(TenderMethod::Cash);
        shop.till().refund(RefundId::new(), sale.id, &[RefundLine::new(0, dec!(1))], to, "sour")
    });
    let goods = UnlinkedReturn::new(TenderMethod::OnAccount, "slip lost").member(bench.member);
    let goods = goods.line(ReturnedGoods::new(bench.tea, dec!(1), dec!(10.01)));
    bench.refuses("refund_method", &["on_account", "1001", "1000"], |shop| {
        shop.till().refund_without_sale(RefundId::new(), &goods)
    });
    let paid = [Tender::cash(money(10_01))];
    bench.refuses("invalid", &["amount", "1001", "1000"], |shop| {
        shop.members().settle(DocumentId::new(), bench.member, money(10_01), &paid)
    });
    bench.goes_on();
}

#[test]
fn amounts_and_methods_that_are_none_are_refused() {
    let bench = Bench::new();
    let (id, who) = (DocumentId::new(), bench.member);
    for amount in [0, -1, i64::MIN] {
        let (value, shown) = (money(amount), amount.to_string());
        let tenders = [Tender::cash(value)];
        let names = ["amount", shown.as_str()];
        bench.refuses("invalid", &names, |shop| shop.members().top_up(id, who, value, None, &tenders));
        bench.refuses("invalid", &names, |shop| shop.members().settle(id, who, value, &tenders));
        bench.refuses("invalid", &names, |shop| shop.members().cash_out(id, who, value, TenderMethod::Cash, "moves"));
        bench.refuses("invalid", &names, |shop| {
            shop.purchasing().pay(id, bench.supplier, value, TenderMethod::Cash, "")
        });
    }
    let ten = money(10_00);
    bench.refuses("invalid", &["bonus", "-1"], |shop| {
        shop.members().top_up(id, who, ten, Some(money(-1)), &[Tender::cash(ten)])
    });
    bench.refuses("tenders_differ", &["1000", "999"], |shop| {
        shop.members().top_up(id, who, ten, None, &[Tender::cash(money(9_99))])
    });
    for method in [TenderMethod::Coupon, TenderMethod::StoredValue, TenderMethod::OnAccount] {
        let tenders = [Tender::new(method, ten).reference("V1")];
        let names = ["method", method.code(), "cash, card, wechat, alipay, union_pay, bank"];
        bench.refuses("invalid", &names, |shop| shop.members().top_up(id, who, ten, None, &tenders));
        bench.refuses("invalid", &names, |shop| shop.members().cash_out(id, who, ten, method, "moves"));
        bench.refuses("invalid", &names, |shop| shop.purchasing().pay(id, bench.supplier, ten, method, ""));
    }
    bench.refuses("invalid", &["reason"], |shop| shop.members().cash_out(id, who, ten, TenderMethod::Cash, " "));
    let nobody = SupplierId::new();
    bench.refuses("not_found", &[&nobody.to_string()], |shop| {
        shop.purchasing().pay(id, nobody, ten, TenderMethod::Cash, "")
    });
    bench.refuses("invalid", &["amount", "1000", "0"], |shop| {
        shop.purchasing().pay(id, bench.supplier, ten, TenderMethod::Bank, "")
    });
    bench.goes_on();
}

#[test]
fn a_voucher_has_a_number_and_gives_no_change() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    let ten = money(10_00);
    refuses_tenders(&bench, &cart, &[Tender::coupon(ten, "")], "invalid", &["tenders[0].reference"]);
    let more = [Tender::coupon(money(15_00), "MT-1")];
    refuses_tenders(&bench, &cart, &more, "change_not_from_cash", &["1000", "1500"]);
    let sale = bench.shop.till().sell(SaleId::new(), &cart, &[Tender::coupon(ten, "MT-1")]).unwrap();
    bench.refuses("refund_method", &["cash", "1000", "0"], |shop| {
        let to = RefundTo::Method(TenderMethod::Cash);
        shop.till().refund(RefundId::new(), sale.id, &[RefundLine::new(0, dec!(1))], to, "sour")
    });
    let goods = UnlinkedReturn::new(TenderMethod::Coupon, "slip lost");
    let goods = goods.line(ReturnedGoods::new(bench.tea, dec!(1), dec!(10)));
    bench.refuses("refund_method", &["coupon", "1000", "0"], |shop| {
        shop.till().refund_without_sale(RefundId::new(), &goods)
    });
    bench.goes_on();
}

#[test]
fn whole_card_numbers_are_not_kept() {
    let bench = Bench::new();
    let cart = Cart::new().add(bench.tea, dec!(1));
    let paid = [Tender::card(money(10_00)).reference("4111 1111 1111 1111")];
    let sale = bench.shop.till().sell(SaleId::new(), &cart, &paid).unwrap();
    assert_eq!(sale.tenders[0].reference, "**** **** **** 1111");
    let boss = bench.shop.approved_by("boss");
    let whole = "4111111111111111";
    let paid = boss.purchasing().pay(DocumentId::new(), bench.supplier, money(1), TenderMethod::Bank, whole).unwrap();
    assert_eq!(paid.reference, "************1111");
    // Not even by a digest of what was asked for: it is that of the number without its digits.
    let (id, tender) = (SaleId::new(), |number: &str| [Tender::card(money(10_00)).reference(number)]);
    bench.shop.till().sell(id, &cart, &tender("4111111111111111")).unwrap();
    bench.shop.till().sell(id, &cart, &tender("************1111")).unwrap();
    // A voucher is no card, and worth money by its number.
    let voucher = [Tender::coupon(money(10_00), "4111111111111111")];
    assert_eq!(bench.shop.till().sell(SaleId::new(), &cart, &voucher).unwrap().tenders[0].reference, whole);
    bench.goes_on();
}

#[test]
fn rules_of_payment_that_make_no_sense_are_refused() {
    let bench = Bench::new();
    let refuses = |rules: &PaymentRules, names: &[&str]| {
        bench.refuses("invalid", names, |shop| shop.office().put_payment_rules(DocumentId::new(), rules));
    };
    let step = |from: i64, bonus: i64| TopUpBonus { from: money(from), bonus: money(bonus) };
    let bonuses = |steps: &[TopUpBonus]| PaymentRules { top_up_bonuses: steps.to_vec(), ..PaymentRules::default() };
    refuses(&bonuses(&[step(0, 1)]), &["top_up_bonuses[0].from", "0"]);
    refuses(&bonuses(&[step(1, 1), step(2, -1)]), &["top_up_bonuses[1].bonus", "-1"]);
    refuses(&bonuses(&[step(1, 1), step(1, 2)]), &["top_up_bonuses[1].from", "1"]);
    refuses(&bonuses(&vec![step(1, 1); 51]), &["top_up_bonuses", "51", "50"]);
    refuses(&PaymentRules { smallest_coin: money(-5), ..PaymentRules::default() }, &["smallest_coin", "-5"]);
    // What the engine takes off by itself is not taken off by hand.
    for kind in [DiscountKind::RoundOff, DiscountKind::Points, DiscountKind::Promotion] {
        let by_hand = LineDiscount { kind, reason: "round".into(), off: TakeOff::Amount(dec!(0.01)) };
        let line = CartLine { discounts: vec![by_hand], ..CartLine::new(bench.tea, dec!(1)) };
        bench.refuses("invalid", &["lines[0].discounts[0].kind", kind.code()], |shop| {
            shop.till().price(&Cart::new().line(line.clone()))
        });
    }
    // Tax that comes on top of prices cannot be rounded off with them.
    let settings = tillbook::document::Settings { prices_include_tax: false, ..crate::bench::settings() };
    let shop = tillbook::Shop::create(tillbook::storage::MemoryStore::default(), settings).unwrap();
    let tens = PaymentRules { round_off: RoundOff::Tens, ..PaymentRules::default() };
    let error = shop.office().put_payment_rules(DocumentId::new(), &tens).unwrap_err();
    crate::bench::says(&error, "invalid", &["round_off", "tens"]);
    bench.goes_on();
}
