//! Totals that are rounded off, and cash that is rounded to coins.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::document::PaymentRules;
use tillbook::ledger::TenderMethod;
use tillbook::pricing::{CartLine, DiscountKind, RoundOff};
use tillbook::report::Period;
use tillbook::shop::{RefundLine, RefundTo, ReturnedGoods, Sale, Tender, UnlinkedReturn};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, RefundId, SaleId};

use super::world::{World, fen};

/// 抹零: the last discount, split over the lines, so that what comes back is what was paid.
pub(crate) fn off(store: Arc<dyn Store>) {
    let rules = PaymentRules { round_off: RoundOff::Tenths, ..PaymentRules::default() };
    let world = World::with(store, rules);
    let line = |price| CartLine::new(world.tea, dec!(1)).at_price(price, "today");
    let cart = world.cart(1).line(line(dec!(5.01))).line(line(dec!(0.77)));
    let total = |round_off| world.shop.till().price(&cart.clone().round_off(round_off)).unwrap().total;
    assert_eq!(world.shop.till().price(&cart).unwrap().total, fen(15_70));
    let all = [RoundOff::Nothing, RoundOff::Tenths, RoundOff::Ones, RoundOff::Tens];
    assert_eq!(all.map(total), [15_78, 15_70, 15_00, 10_00].map(fen));
    let sale =
        world.shop.till().sell(SaleId::new(), &cart.round_off(RoundOff::Ones), &[Tender::cash(fen(15_00))]).unwrap();
    let taken: Vec<Money> = sale.lines.iter().map(|line| line.discounts[0].amount).collect();
    assert_eq!(taken, [49, 25, 4].map(fen)); // 0.78 x 10.00 / 15.78, ...
    assert!(sale.lines.iter().all(|line| line.discounts[0].kind == DiscountKind::RoundOff));
    let day = world.shop.reports().day_close(sale.slip.business_day).unwrap();
    assert_eq!((day.rounded_off, day.hand_discounts, day.sales.discounts), (fen(78), fen(0), fen(78)));
    let back = |line| {
        let lines = [RefundLine::new(line, dec!(1))];
        world.shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "sour").unwrap().total
    };
    assert_eq!([0, 1, 2].map(back), [9_51, 4_76, 73].map(fen));
    // Nothing is rounded off to nothing.
    let little = tillbook::pricing::Cart::new().line(line(dec!(0.09))).round_off(RoundOff::Tens);
    assert_eq!(world.shop.till().price(&little).unwrap().total, fen(9));
    world.proved();
}

/// Cash in a shop whose smallest coin is 0.05.
pub(crate) fn coins(store: Arc<dyn Store>) {
    let rules = PaymentRules { smallest_coin: fen(5), ..PaymentRules::default() };
    let world = World::with(store, rules);
    let sell = |minor: i64, tenders: &[Tender]| -> Sale {
        let line = CartLine::new(world.tea, dec!(1)).at_price(rust_decimal::Decimal::new(minor, 2), "today");
        let cart = tillbook::pricing::Cart::new().member(world.member).line(line);
        world.shop.till().sell(SaleId::new(), &cart, tenders).unwrap()
    };
    // The total stays; cash is rounded, other money is not.
    let sale = sell(15_72, &[Tender::cash(fen(20_00))]);
    assert_eq!((sale.total, sale.rounding, sale.change), (fen(15_72), fen(-2), fen(4_30)));
    assert_eq!(sell(15_72, &[Tender::wechat(fen(15_72))]).rounding, fen(0));
    let mixed = sell(15_72, &[Tender::wechat(fen(68)), Tender::cash(fen(15_05))]);
    assert_eq!((mixed.rounding, mixed.tenders[1].applied), (fen(1), fen(15_05)));
    assert_eq!(sell(15_72, &[Tender::wechat(fen(72)), Tender::cash(fen(15_00))]).rounding, fen(0));
    assert_eq!(sell(1, &[Tender::cash(fen(5))]).rounding, fen(4));
    let brought = |shop: &tillbook::Shop| shop.reports().day_close(sale.slip.business_day).unwrap().cash_rounding;
    assert_eq!(brought(&world.shop), fen(3)); // -2 + 1 + 4
    // What was rounded is rounded back.
    let back = world.refund(&mixed, 1, RefundTo::SameTenders).unwrap();
    assert_eq!(back.tenders, [(TenderMethod::Wechat, fen(68)), (TenderMethod::Cash, fen(15_05))]);
    assert_eq!(brought(&world.shop), fen(2));
    world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap();
    assert_eq!(brought(&world.shop), fen(4));
    world.shop.office().void(DocumentId::new(), back.id.into(), "typo").unwrap();
    assert_eq!(brought(&world.shop), fen(5));
    let goods = ReturnedGoods::new(world.tea, dec!(1), dec!(9.98));
    let goods = UnlinkedReturn::new(TenderMethod::Cash, "slip lost").line(goods);
    let unlinked = world.shop.till().refund_without_sale(RefundId::new(), &goods).unwrap();
    assert_eq!(brought(&world.shop), fen(3));
    world.proved();
    world.shop.office().void(DocumentId::new(), unlinked.id.into(), "typo").unwrap();
    assert_eq!(brought(&world.shop), fen(5));
    let cash = world.total(TenderMethod::Cash).unwrap();
    assert_eq!((cash.received, cash.refunded), (fen(30_10), fen(0)));
    assert_eq!(world.shop.reports().sales(Period::all()).unwrap().net, fen(47_17));
    world.proved();
}
