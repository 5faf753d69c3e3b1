//! What not everybody may do, by the word of the program that opens the shop.
#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::catalog::Pack;
use tillbook::costing::NegativeStock;
use tillbook::document::{DocumentKind, Settings};
use tillbook::ledger::TenderMethod;
use tillbook::pricing::{Cart, CartLine, PriceList, RoundOff};
use tillbook::promotion::{Benefit, Promotion};
use tillbook::shop::{
    Act, Amendment, Asked, Authority, CountLine, Exchange, LineAmendment, NewCustomerOrder, NewPart, NewProduct,
    NewVariant, OpeningStockLine, OrderedPart, RefundLine, RefundTo, ReturnedGoods, ShopOptions, Tender,
    UnlinkedReturn, VariantPrices, Verdict,
};
use tillbook::storage::MemoryStore;
use tillbook::value::{
    CartId, CustomerOrderId, DocumentId, Money, PriceListId, PromotionId, Rate, RefundId, SaleId, VariantId,
};
use tillbook::{Error, Language, Result, Shop};

/// A house in which the owner may do everything, who is in training nothing of what is asked about, and a cashier some of
/// it: a tenth off, 50.00 back, cents rounded off; the rest with the approval of somebody else. It remembers what it was asked.
#[derive(Clone, Default)]
struct House {
    asked: Arc<Mutex<Vec<String>>>,
}

impl Authority for House {
    fn judge(&self, asked: &Asked<'_>) -> Verdict {
        self.asked.lock().unwrap().push(format!("{} {:?}", asked.actor, asked.act));
        let a_tenth = |base: i64, asked: i64| asked * 10 >= base * 9;
        match (asked.actor, asked.act) {
            ("owner", _) => Verdict::Allow,
            ("trainee", _) => Verdict::Refuse("still in training".into()),
            (_, Act::Price { base, asked, .. }) if a_tenth(base.micros(), asked.micros()) => Verdict::Allow,
            (_, Act::Discount { base, asked, .. }) if a_tenth(base.minor(), asked.minor()) => Verdict::Allow,
            (_, Act::RoundOff { base, asked }) if base.minor() - asked.minor() < 10 => Verdict::Allow,
            (_, Act::Refund { total, .. }) if total.minor() <= 50_00 => Verdict::Allow,
            _ => Verdict::NeedsApprover,
        }
    }
}

/// Tea at 10.00, in cases of 24; at 8.00 each by a list from 100 on. Ten are there, and more may be sold.
struct Desk {
    shop: Shop,
    house: House,
    tea: VariantId,
}

impl Desk {
    fn new() -> Self {
        let house = House::default();
        let options = ShopOptions { authority: Box::new(house.clone()), ..ShopOptions::default() };
        let settings = Settings { negative_stock: NegativeStock::Allow, ..Settings::default() };
        let shop = Shop::create_with(MemoryStore::default(), settings, options).unwrap();
        let variant = NewVariant::default().sku("TEA");
        let tea = NewProduct::new("Tea").price(dec!(10)).pack(Pack::of("case", 24, 1).unwrap()).variant(variant);
        let tea = shop.catalog().add(tea).unwrap().variants[0].id;
        shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), dec!(6))]).unwrap();
        let list = PriceList::new(PriceListId::new(), "Scale");
        shop.prices().put_lists(DocumentId::new(), std::slice::from_ref(&list)).unwrap();
        let prices = VariantPrices::new(tea).from(dec!(100), dec!(8));
        shop.prices().set(DocumentId::new(), list.id, &[prices]).unwrap();
        Self { shop, house, tea }
    }

    fn line(&self, quantity: i64) -> CartLine {
        CartLine::new(self.tea, Decimal::from(quantity))
    }

    fn cart(&self, quantity: i64) -> Cart {
        Cart::new().line(self.line(quantity))
    }

    /// What was asked since somebody looked last.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.house.asked.lock().unwrap())
    }

    fn sell(&self, who: &Shop, cart: &Cart) -> Result<SaleId> {
        let total = self.shop.as_actor("owner").till().price(cart).unwrap().total;
        self.asked();
        let id = SaleId::new();
        let before = self.documents();
        let sold = who.till().sell(id, cart, &[Tender::cash(total)]);
        assert_eq!(self.documents(), before + usize::from(sold.is_ok()));
        sold.map(|sale| sale.id)
    }

    fn documents(&self) -> usize {
        usize::try_from(self.shop.office().verify().unwrap().documents).unwrap()
    }

    /// What `act` leads to for a cashier alone, one with an approval, one who approves it themselves, and for a trainee.
    #[track_caller]
    fn tried<T: std::fmt::Debug>(&self, act: impl Fn(&Shop) -> Result<T>) {
        let li = self.shop.as_actor("li");
        let error = act(&li).unwrap_err();
        assert_eq!(error.code(), "approver_needed");
        says(&error, &["li"]);
        let error = act(&li.approved_by("li")).unwrap_err();
        assert!(matches!(&error, Error::Invalid { field, .. } if field == "approver"), "{error}");
        let error = act(&self.shop.as_actor("trainee").approved_by("boss")).unwrap_err();
        assert_eq!(error.code(), "not_allowed");
        says(&error, &["trainee", "still in training"]);
        act(&li.approved_by("boss")).unwrap();
    }
}

#[track_caller]
fn says(error: &Error, names: &[&str]) {
    let texts = [error.text(Language::English), error.text(Language::Chinese)];
    assert!(texts.iter().all(|text| names.iter().all(|name| text.contains(name))), "{texts:?}");
    assert!(texts[1].chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && !texts[1].contains('_'), "{texts:?}");
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

#[test]
fn a_plain_sale_asks_nobody() {
    let desk = Desk::new();
    let trainee = desk.shop.as_actor("trainee");
    let cart = desk.cart(2);
    trainee.till().price(&cart).unwrap();
    desk.sell(&trainee, &cart).unwrap();
    // The price it has anyway, and what the shop takes off itself, are nobody's doing.
    desk.sell(&trainee, &Cart::new().line(desk.line(1).at_price(dec!(10), "as marked"))).unwrap();
    desk.sell(&trainee, &desk.cart(1).round_off(RoundOff::Nothing)).unwrap();
    assert!(desk.asked().is_empty());
}

#[test]
fn a_price_by_hand_is_measured_against_what_the_goods_cost_here() {
    let desk = Desk::new();
    let li = desk.shop.as_actor("li");
    let at = |quantity, price| Cart::new().line(desk.line(quantity).at_price(price, "haggled"));
    desk.sell(&li, &at(2, dec!(9))).unwrap();
    let asked = r#"li Price { sku: "TEA", quantity: Quantity(2000000), base: Price(10000000), asked: Price(9000000), reason: "haggled" }"#;
    assert_eq!(desk.asked(), [asked]);
    desk.tried(|shop| shop.till().price(&at(2, dec!(8.99))));
    desk.tried(|shop| desk.sell(shop, &at(2, dec!(8.99))));
    // Of a hundred each costs 8.00 already.
    let hundred = at(100, dec!(7.20));
    assert_eq!(li.till().price(&hundred).unwrap().total, money(72_000));
    assert_eq!(li.till().price(&at(100, dec!(7.19))).unwrap_err().code(), "approver_needed");
}

#[test]
fn discounts_by_hand_are_measured_together() {
    let desk = Desk::new();
    let li = desk.shop.as_actor("li");
    let off = |line: CartLine| Cart::new().line(line.take_percent_off(dec!(5), "dented"));
    desk.sell(&li, &off(desk.line(1))).unwrap();
    desk.tried(|shop| desk.sell(shop, &off(off(desk.line(1)).lines.remove(0).take_off(dec!(0.10), "more"))));
    // A price by hand that alone would do, and a discount that alone would do.
    desk.tried(|shop| desk.sell(shop, &off(desk.line(1).at_price(dec!(9.2), "haggled"))));
    desk.tried(|shop| desk.sell(shop, &Cart::new().line(desk.line(1).coupon_off(dec!(2), "maker's coupon"))));
    // What promotions take off is not by hand: 8.00 is left of 10.00, and a tenth of that is 0.80.
    let fifth = Benefit::PercentOff { rate: Rate::percent(dec!(20)).unwrap() };
    let fifth = Promotion::new(PromotionId::new(), "a fifth", fifth);
    desk.shop.promotions().put(DocumentId::new(), &[fifth]).unwrap();
    let less = |amount| Cart::new().line(desk.line(1).take_off(amount, "dented"));
    assert_eq!(li.till().price(&less(dec!(0.80))).unwrap().total, money(7_20));
    assert_eq!(li.till().price(&less(dec!(0.81))).unwrap_err().code(), "approver_needed");
}

#[test]
fn rounding_off_otherwise_than_the_shop_is_asked_about() {
    let desk = Desk::new();
    let cart = |off| Cart::new().line(desk.line(1).at_price(dec!(9.99), "as marked")).round_off(off);
    desk.sell(&desk.shop.as_actor("li"), &cart(RoundOff::Tenths)).unwrap();
    desk.tried(|shop| desk.sell(shop, &cart(RoundOff::Ones)));
}

#[test]
fn more_than_there_is_is_asked_about() {
    let desk = Desk::new();
    desk.sell(&desk.shop.as_actor("li"), &desk.cart(10)).unwrap();
    assert!(desk.asked().is_empty());
    desk.tried(|shop| desk.sell(shop, &desk.cart(1)));
}

/// A cart may be put aside whatever stands in it; what binds the shop is asked about, once.
#[test]
fn what_is_promised_by_hand_is_asked_about() {
    let desk = Desk::new();
    let li = desk.shop.as_actor("li");
    let cheap = Cart::new().line(desk.line(12).at_price(dec!(5), "haggled"));
    li.carts().hold(CartId::new(), "waits", &cheap).unwrap();
    let order = CustomerOrderId::new();
    desk.tried(|shop| shop.carts().order(CustomerOrderId::new(), &NewCustomerOrder::new(cheap.clone())));
    li.approved_by("boss").carts().order(order, &NewCustomerOrder::new(cheap)).unwrap();
    let collect = |shop: &Shop, units: i64| {
        let parts = [OrderedPart::new(0, Decimal::from(units))];
        shop.till().sell_ordered(SaleId::new(), order, &parts, &[Tender::cash(money(units * 5_00))])
    };
    desk.asked();
    collect(&desk.shop.as_actor("trainee"), 9).unwrap();
    assert!(desk.asked().is_empty());
    desk.tried(|shop| collect(shop, 2));
    assert!(desk.asked()[0].contains("NegativeStock"));
}

#[test]
fn an_exchange_is_asked_about_as_its_halves_are() {
    let desk = Desk::new();
    let owner = desk.shop.as_actor("owner");
    let swap = |shop: &Shop, back: i64, price: Decimal| {
        let sale = desk.sell(&owner, &desk.cart(8)).unwrap();
        let cart = Cart::new().line(desk.line(back).at_price(price, "haggled"));
        let exchange = Exchange::new(sale, "dented").back(RefundLine::new(0, Decimal::from(back))).for_cart(cart);
        let quote = shop.till().price_exchange(&exchange)?;
        shop.till().exchange(RefundId::new(), SaleId::new(), &exchange, &[])?;
        Ok(quote)
    };
    desk.shop.stockroom().count(DocumentId::new(), None, &[CountLine::new(desk.tea, dec!(1000))]).unwrap();
    swap(&desk.shop.as_actor("li"), 1, dec!(9)).unwrap();
    desk.tried(|shop| swap(shop, 1, dec!(8)));
    desk.tried(|shop| swap(shop, 6, dec!(10)));
}

#[test]
fn parts_of_a_kit_that_are_not_there_are_asked_about() {
    let desk = Desk::new();
    let box_of_six = NewProduct::new("Box").price(dec!(55)).part(NewPart::new(desk.tea, dec!(6)));
    let box_of_six = desk.shop.catalog().add(box_of_six).unwrap().variants[0].id;
    let boxes = |boxes| Cart::new().add(box_of_six, boxes);
    desk.sell(&desk.shop.as_actor("li"), &boxes(dec!(1))).unwrap();
    assert!(desk.asked().is_empty());
    desk.tried(|shop| desk.sell(shop, &boxes(dec!(1))));
    assert!(desk.asked()[0].contains(r#"sku: "TEA""#));
}

#[test]
fn what_undoes_is_asked_about() {
    let desk = Desk::new();
    let owner = desk.shop.as_actor("owner");
    let sale = || desk.sell(&owner, &desk.cart(8)).unwrap();
    let back = |shop: &Shop, sale, units: i64| {
        let lines = [RefundLine::new(0, Decimal::from(units))];
        shop.till().refund(RefundId::new(), sale, &lines, RefundTo::SameTenders, "broken")
    };
    let sold = sale();
    back(&desk.shop.as_actor("li"), sold, 2).unwrap();
    desk.tried(|shop| back(shop, sold, 6));
    let goods =
        UnlinkedReturn::new(TenderMethod::Cash, "slip lost").line(ReturnedGoods::new(desk.tea, dec!(1), dec!(5)));
    desk.tried(|shop| shop.till().refund_without_sale(RefundId::new(), &goods));
    let voided = sale();
    desk.tried(|shop| shop.till().void(DocumentId::new(), voided, "mistyped"));
    let counted = DocumentId::new();
    desk.shop.stockroom().count(counted, None, &[CountLine::new(desk.tea, dec!(9))]).unwrap();
    let lines = vec![LineAmendment { quantity: Some(dec!(8)), ..LineAmendment::default() }];
    let amendment = Amendment { lines, reason: "counted badly".into(), ..Amendment::default() };
    desk.tried(|shop| shop.office().amend(DocumentId::new(), counted, &amendment));
    desk.asked();
    desk.tried(|shop| shop.office().void(DocumentId::new(), counted, "never counted"));
    assert!(desk.asked()[0].contains(&format!("{:?}", DocumentKind::Count)));
}

/// What was posted is not asked about again: not by the same request, not by a proof.
#[test]
fn what_was_posted_stays_allowed() {
    let desk = Desk::new();
    let cart = Cart::new().line(desk.line(1).at_price(dec!(5), "haggled"));
    let boss = desk.shop.as_actor("li").approved_by("boss");
    let id = desk.sell(&boss, &cart).unwrap();
    desk.asked();
    let again = desk.shop.as_actor("trainee").till().sell(id, &cart, &[Tender::cash(money(5_00))]).unwrap();
    assert_eq!(again.id, id);
    desk.shop.office().rebuild().unwrap();
    assert!(desk.shop.office().verify().unwrap().is_clean());
    assert!(desk.asked().is_empty());
}
