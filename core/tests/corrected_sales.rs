//! Sales and refunds that were otherwise. Of those that happened on another day all stands on that day.

#![allow(clippy::unwrap_used)]

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::ledger::TenderMethod;
use tillbook::party::Member;
use tillbook::pricing::{Cart, CartLine};
use tillbook::report::{By, DayClose, Period, RefundTotals, SalesSummary, TenderTotal, VoidTotals};
use tillbook::shop::{Amendment, LineAmendment, NewProduct, OpeningStockLine, RefundLine, RefundTo, Tender};
use tillbook::storage::MemoryStore;
use tillbook::value::{
    BusinessDay, Date, DocumentId, MemberId, Money, Quantity, RefundId, SaleId, Timestamp, VariantId,
};

fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn date(day: i32) -> Date {
    Date::new(2026, 3, 1).unwrap().plus_days(day - 1)
}

/// Noon of a day of March 2026.
fn noon(day: i32) -> Timestamp {
    format!("{}T12:00:00+08:00", date(day)).parse().unwrap()
}

fn close(shop: &Shop, day: i32) -> DayClose {
    shop.reports().day_close(BusinessDay(date(day))).unwrap()
}

/// Two wares at 10.00 that cost 6.00 and 4.00.
fn open() -> (Shop, [VariantId; 2], MemberId) {
    let shop = Shop::create(MemoryStore::default(), Settings { opened_on: date(1), ..Settings::default() }).unwrap();
    let products = [NewProduct::new("Tea").price(dec!(10)), NewProduct::new("Soap").price(dec!(10))];
    let cards = shop.catalog().add_all(DocumentId::new(), &products).unwrap();
    let [tea, soap] = [cards[0].variants[0].id, cards[1].variants[0].id];
    let lines = [OpeningStockLine::new(tea, dec!(50), dec!(6)), OpeningStockLine::new(soap, dec!(50), dec!(4))];
    shop.at(noon(1)).stockroom().open_with(DocumentId::new(), None, &lines).unwrap();
    let member = Member::new(MemberId::new(), "1", "Ann");
    shop.members().put(DocumentId::new(), std::slice::from_ref(&member)).unwrap();
    (shop, [tea, soap], member.id)
}

/// On the 2nd Ann buys 2 tea, one off by hand, and a soap; half in cash.
fn sell(shop: &Shop, [tea, soap]: [VariantId; 2], member: MemberId) -> SaleId {
    let tea = CartLine::new(tea, dec!(2)).take_off(dec!(1), "dented");
    let cart = Cart::new().member(member).line(tea).line(CartLine::new(soap, dec!(1)));
    let tenders = [Tender::cash(fen(1_500)), Tender::wechat(fen(1_400))];
    shop.at(noon(2)).till().sell(SaleId::new(), &cart, &tenders).unwrap().id
}

fn amend(shop: &Shop, document: DocumentId, day: i32) {
    let amendment = Amendment { at: Some(noon(day)), reason: "slip of that day".into(), ..Amendment::default() };
    shop.office().amend(DocumentId::new(), document, &amendment).unwrap();
}

/// As it would read if nothing had ever been sold on it.
fn check_empty(shop: &Shop, day: i32) {
    let DayClose { sales, tenders, hand_discount_lines, hand_discounts, .. } = close(shop, day);
    let SalesSummary { by_tax_code, voids, .. } = sales.clone();
    let zero = |method| TenderTotal { method, received: fen(0), refunded: fen(0), other: fen(0), net: fen(0) };
    assert!(tenders.iter().all(|total| *total == zero(total.method)), "{tenders:?}");
    assert_eq!((hand_discount_lines, hand_discounts), (0, fen(0)));
    let zero = by_tax_code
        .iter()
        .all(|tax| (tax.net, tax.tax, tax.refunds, tax.refund_tax) == (fen(0), fen(0), fen(0), fen(0)));
    assert!(zero, "{by_tax_code:?}");
    assert_eq!(sales, SalesSummary { by_tax_code, voids, ..SalesSummary::default() });
}

#[test]
fn a_sale_of_another_day_stands_there_with_all_that_was_paid() {
    let (shop, wares, member) = open();
    let sale = sell(&shop, wares, member);
    let there = close(&shop, 2);
    assert_eq!((there.sales.sales, there.sales.sale_lines, there.sales.members), (1, 2, 1));
    assert_eq!((there.sales.net, there.sales.cogs, there.hand_discount_lines), (fen(2_900), fen(1_600), 1));
    amend(&shop, sale.into(), 4);
    check_empty(&shop, 2);
    let moved = close(&shop, 4);
    assert_eq!(moved.sales, there.sales);
    assert_eq!(moved.tenders, there.tenders);
    assert_eq!((moved.hand_discount_lines, moved.hand_discounts), (1, there.hand_discounts));
    let days = |by| shop.reports().margin(Period::all(), by).unwrap();
    let profit: Vec<_> = days(By::Day).iter().map(|row| (row.name.to_string(), row.profit)).collect();
    assert_eq!(profit, [("2026-03-02".to_string(), fen(0)), ("2026-03-04".to_string(), fen(1_300))]);
    assert!(shop.office().verify().unwrap().is_clean());

    // Back again, one tea fewer, and to the 3rd.
    amend(&shop, sale.into(), 2);
    check_empty(&shop, 4);
    assert_eq!((close(&shop, 2).sales, close(&shop, 2).hand_discount_lines), (there.sales.clone(), 1));
    let fewer = LineAmendment { line: 0, quantity: Some(dec!(1)), ..LineAmendment::default() };
    let amendment = Amendment { at: Some(noon(3)), lines: vec![fewer], reason: "misread".into() };
    shop.office().amend(DocumentId::new(), sale.into(), &amendment).unwrap();
    check_empty(&shop, 2);
    let third = close(&shop, 3);
    assert_eq!(
        (third.sales.net, third.sales.cogs, third.sales.units_sold),
        (fen(2_900), fen(1_000), Quantity::whole(2).unwrap())
    );

    // It never was: gone from where it stood.
    shop.till().void(DocumentId::new(), sale, "by mistake").unwrap();
    for day in 2..=4 {
        check_empty(&shop, day);
    }
    let voids = VoidTotals { documents: 1, lines: 2, units: Quantity::whole(2).unwrap(), amount: fen(2_900) };
    assert_eq!(close(&shop, 3).sales.voids, voids);
    assert_eq!((close(&shop, 2).sales.voids, close(&shop, 4).sales.voids), Default::default());
    assert!(shop.office().verify().unwrap().is_clean());
}

#[test]
fn a_refund_of_another_day_stands_there_with_all_that_was_given_back() {
    let (shop, wares, member) = open();
    let sale = sell(&shop, wares, member);
    let id = RefundId::new();
    let lines = [RefundLine::new(0, dec!(1)), RefundLine::new(1, dec!(1))];
    let method = RefundTo::Method(TenderMethod::Cash);
    shop.at(noon(3)).till().refund(id, sale, &lines, method, "unwanted").unwrap();
    let there = close(&shop, 3);
    amend(&shop, id.into(), 5);
    check_empty(&shop, 3);
    let moved = close(&shop, 5);
    assert_eq!((&moved.sales, &moved.tenders), (&there.sales, &there.tenders));
    assert_eq!((moved.sales.refunds.documents, moved.sales.refunds.amount), (1, fen(1_950)));
    // What is left to come back is what it was.
    let rest = shop.at(noon(6)).till().refund(RefundId::new(), sale, &lines[..1], method, "unwanted").unwrap();
    assert_eq!(rest.total, fen(950));
    shop.office().void(DocumentId::new(), id.into(), "by mistake").unwrap();
    check_empty(&shop, 3);
    check_empty(&shop, 5);
    let back = RefundTotals {
        documents: 1,
        lines: 1,
        units: Quantity::whole(1).unwrap(),
        amount: fen(950),
        tax: fen(0),
        cost: fen(600),
    };
    assert_eq!(shop.reports().sales(Period::all()).unwrap().refunds, back);
    assert!(shop.office().verify().unwrap().is_clean());
}

#[test]
fn sales_are_amended_to_one_time_in_any_order() {
    for order in [[0, 1], [1, 0]] {
        let (shop, wares, member) = open();
        let sales = [sell(&shop, wares, member), sell(&shop, wares, member)];
        for which in order {
            amend(&shop, sales[which].into(), 4);
        }
        shop.till().void(DocumentId::new(), sales[0], "by mistake").unwrap();
        assert_eq!((close(&shop, 4).sales.sales, close(&shop, 4).sales.cogs), (1, fen(1_600)));
        assert!(shop.office().verify().unwrap().is_clean());
    }
}

#[test]
fn goods_come_back_into_the_batches_that_a_refund_left_out() {
    let (shop, [_, soap], _) = open();
    let milk = NewProduct { shelf_life_days: Some(30), ..NewProduct::new("Milk").price(dec!(5)) };
    let milk = shop.catalog().add(milk).unwrap().variants[0].id;
    let batch =
        |name: &str, expires: i32| OpeningStockLine::new(milk, dec!(2), dec!(3)).batch(name, Some(date(expires)));
    shop.at(noon(1)).stockroom().open_with(DocumentId::new(), None, &[batch("A", 20), batch("B", 25)]).unwrap();
    let levels = || -> Vec<_> {
        let levels = shop.stockroom().levels(&[milk]).unwrap();
        levels.into_iter().map(|level| (level.batch, level.quantity)).collect()
    };
    let opened = levels();
    let cart = Cart::new().line(CartLine::new(soap, dec!(1))).line(CartLine::new(milk, dec!(4)));
    let sale = shop.at(noon(2)).till().sell(SaleId::new(), &cart, &[Tender::cash(fen(3_000))]).unwrap().id;
    assert_eq!(levels(), []);
    let refund = |day: i32, units| {
        let id = RefundId::new();
        let lines = [RefundLine::new(1, units)];
        shop.at(noon(day)).till().refund(id, sale, &lines, RefundTo::SameTenders, "sour").unwrap();
        id
    };
    let first = refund(3, dec!(1));
    let really = LineAmendment { line: 0, quantity: Some(dec!(2)), ..LineAmendment::default() };
    let amendment = Amendment { at: None, lines: vec![really], reason: "two of them".into() };
    shop.office().amend(DocumentId::new(), first.into(), &amendment).unwrap();
    refund(4, dec!(2));
    assert_eq!(levels(), opened);
    assert!(shop.office().verify().unwrap().is_clean());
}
