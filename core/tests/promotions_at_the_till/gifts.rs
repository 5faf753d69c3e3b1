use rust_decimal_macros::dec;
use tillbook::costing::NegativeStock;
use tillbook::document::Settings;
use tillbook::pricing::Cart;
use tillbook::promotion::{Benefit, Per, Promotion, Reason};
use tillbook::shop::{RefundLine, RefundTo, Tender};
use tillbook::value::{Money, Quantity, RefundId, SaleId};

use super::counter::{Counter, money, offer};

/// A cup for every 30.00.
fn cups(counter: &Counter) -> Promotion {
    let benefit =
        Benefit::Gift { variant: counter.cup, quantity: Quantity::whole(1).unwrap(), per: Per::EveryThreshold };
    let mut cups = offer("满30赠杯", benefit);
    cups.condition.min_amount = Some(money(30_00));
    cups
}

fn q(units: i64) -> Quantity {
    Quantity::whole(units).unwrap()
}

#[test]
fn a_gift_leaves_the_stock_at_cost_and_comes_back_with_the_sale() {
    let counter = Counter::new();
    counter.put(&[cups(&counter)]);
    let sale = counter.sell(&counter.teas(7));
    assert_eq!(sale.total, money(70_00));
    let gift = &sale.lines[1];
    assert_eq!((gift.variant, gift.quantity, gift.net), (counter.cup, q(2), Money::ZERO));
    assert_eq!(gift.gift, Some(cups(&counter).id));
    let left = counter.shop.stockroom().on_hand(counter.cup).unwrap();
    assert_eq!(left, (q(1), money(11_00)));
    let back = [RefundLine::new(0, dec!(7)), RefundLine::new(1, dec!(2))];
    let refund = counter.shop.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "changed").unwrap();
    assert_eq!(refund.total, money(70_00));
    assert_eq!(counter.shop.stockroom().on_hand(counter.cup).unwrap(), (q(3), money(33_00)));
    assert!(counter.shop.office().verify().unwrap().is_clean());
}

/// Goods that are not there cannot be given: the cashier is told, and sells without them.
#[test]
fn a_gift_that_is_not_there_is_declined() {
    let counter = Counter::new();
    counter.put(&[cups(&counter)]);
    let till = counter.shop.till();
    let refused = |cart: &Cart| {
        let total = counter.quote(cart).total;
        till.sell(SaleId::new(), cart, &[Tender::cash(total)]).unwrap_err().to_string()
    };
    let many = counter.teas(12);
    let error = refused(&many);
    assert!(error.contains("CUP") && error.contains('4') && error.contains('3'), "{error}");
    // Those that are bought are not given as well.
    let both = counter.teas(4).add(counter.cup, dec!(2));
    let error = refused(&both);
    assert!(error.contains("CUP") && error.contains('3') && error.contains('1'), "{error}");
    assert_eq!((counter.on_hand(counter.tea), counter.on_hand(counter.cup)), (q(100), q(3)));
    let declined = many.decline(cups(&counter).id);
    assert_eq!(counter.refusal(&declined), Some(Reason::Declined));
    let sale = counter.sell(&declined);
    assert_eq!((sale.total, sale.lines.len()), (money(12_000), 1));
    assert_eq!((counter.on_hand(counter.tea), counter.on_hand(counter.cup)), (q(88), q(3)));
}

#[test]
fn a_shop_that_may_be_short_gives_what_it_has_not() {
    let counter = Counter::with(Settings { negative_stock: NegativeStock::Allow, ..Settings::default() });
    counter.put(&[cups(&counter)]);
    let sale = counter.sell(&counter.teas(12));
    assert_eq!((sale.lines[1].quantity, sale.lines[1].short), (q(4), q(1)));
    assert_eq!(counter.on_hand(counter.cup), q(-1));
}

#[test]
fn to_decline_one_offer_leaves_the_others() {
    let counter = Counter::new();
    let off = super::counter::off("off", 5_00);
    counter.put(&[cups(&counter), off.clone()]);
    let quote = counter.quote(&counter.teas(4).decline(cups(&counter).id));
    assert_eq!((quote.total, quote.gifts().count()), (money(35_00), 0));
    let quote = counter.quote(&counter.teas(4).decline(off.id));
    assert_eq!((quote.total, quote.gifts().count()), (money(40_00), 1));
}
