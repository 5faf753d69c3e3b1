//! Receipts that were otherwise, or never were: orders and purchases follow them.

#![allow(clippy::unwrap_used)]

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::{OrderState, PurchaseOrder, Settings};
use tillbook::party::Supplier;
use tillbook::report::Period;
use tillbook::shop::{
    Amendment, LandedBy, LineAmendment, NewProduct, PriceLine, ReceiptLine, SupplierReturnLine, line, received,
};
use tillbook::storage::MemoryStore;
use tillbook::value::{
    BusinessDay, Date, DocumentId, Money, OrderId, Quantity, ReceiptId, SupplierId, Timestamp, VariantId,
};

fn date(day: i32) -> Date {
    Date::new(2026, 3, 1).unwrap().plus_days(day - 1)
}

/// Noon of a day of March 2026.
fn noon(day: i32) -> Timestamp {
    format!("{}T12:00:00+08:00", date(day)).parse().unwrap()
}

struct Bench {
    shop: Shop,
    supplier: SupplierId,
    wares: [VariantId; 2],
}

impl Bench {
    fn new() -> Self {
        let settings = Settings { opened_on: date(1), ..Settings::default() };
        let shop = Shop::create(MemoryStore::default(), settings).unwrap();
        let supplier = SupplierId::new();
        let dairy =
            Supplier { id: supplier, code: "S1".into(), name: "Dairy".into(), lead_time_days: 1, review_weekday: None };
        shop.purchasing().put_suppliers(DocumentId::new(), &[dairy]).unwrap();
        let products = [NewProduct::new("Milk").price(dec!(5)), NewProduct::new("Butter").price(dec!(9))];
        let cards = shop.catalog().add_all(DocumentId::new(), &products).unwrap();
        Self { shop, supplier, wares: [cards[0].variants[0].id, cards[1].variants[0].id] }
    }

    /// 10 milk at 3.00 and 4 butter at 6.00.
    fn order(&self) -> OrderId {
        let lines = [line(self.wares[0], dec!(10), dec!(3)), line(self.wares[1], dec!(4), dec!(6))];
        self.shop.at(noon(1)).purchasing().order(OrderId::new(), self.supplier, &lines).unwrap().id
    }

    fn amend(&self, receipt: ReceiptId, quantity: Decimal) {
        let line = LineAmendment { quantity: Some(quantity), ..LineAmendment::default() };
        let amendment = Amendment { at: None, lines: vec![line], reason: "miscounted".into() };
        self.shop.office().amend(DocumentId::new(), receipt.into(), &amendment).unwrap();
    }

    fn move_to(&self, receipt: ReceiptId, day: i32) {
        let amendment = Amendment { at: Some(noon(day)), reason: "misread".into(), ..Amendment::default() };
        self.shop.office().amend(DocumentId::new(), receipt.into(), &amendment).unwrap();
    }

    fn void(&self, receipt: ReceiptId) {
        self.shop.office().void(DocumentId::new(), receipt.into(), "by mistake").unwrap();
    }

    fn standing(&self, order: OrderId) -> PurchaseOrder {
        self.shop.purchasing().order_by_id(order).unwrap()
    }

    /// What came of each line, and what is still to come.
    fn lines(&self, order: OrderId) -> Vec<(Quantity, Quantity)> {
        let order = self.standing(order);
        order.lines.iter().map(|line| (line.received, order.outstanding(line).unwrap())).collect()
    }

    fn check_sound(&self) {
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{report:#?}");
        assert!(self.shop.office().rebuild().unwrap().is_clean());
    }
}

fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn units(units: i64) -> Quantity {
    Quantity::whole(units).unwrap()
}

#[test]
fn an_order_is_fulfilled_by_what_really_came() {
    let bench = Bench::new();
    let (order, receipt) = (bench.order(), ReceiptId::new());
    bench.shop.at(noon(2)).purchasing().receive(receipt, order, &[received(0, dec!(6))]).unwrap();
    let open = |milk: i64| vec![(units(milk), units(10 - milk)), (units(0), units(4))];
    assert_eq!(bench.lines(order), open(6));
    bench.amend(receipt, dec!(8));
    assert_eq!(bench.lines(order), open(8));
    bench.amend(receipt, dec!(10));
    assert_eq!(bench.lines(order), open(10));
    let second = ReceiptId::new();
    bench.shop.at(noon(3)).purchasing().receive(second, order, &[received(1, dec!(4))]).unwrap();
    assert_eq!(bench.standing(order).state(), OrderState::Received);
    bench.amend(receipt, dec!(9));
    assert_eq!(bench.standing(order).state(), OrderState::PartlyReceived);
    bench.void(second);
    assert_eq!(bench.lines(order), open(9));
    bench.void(receipt);
    assert_eq!(bench.standing(order).state(), OrderState::Open);
    bench.check_sound();
}

#[test]
fn a_line_that_two_receipts_closed_stays_closed_without_one_of_them() {
    let bench = Bench::new();
    let order = bench.order();
    let receive = |day| {
        let receipt = ReceiptId::new();
        let lines = [received(0, dec!(2)).short()];
        bench.shop.at(noon(day)).purchasing().receive(receipt, order, &lines).unwrap();
        receipt
    };
    let (first, second) = (receive(2), receive(3));
    bench.void(second);
    assert_eq!(bench.lines(order)[0], (units(2), units(0)));
    bench.void(first);
    assert_eq!(bench.lines(order)[0], (units(0), units(10)));
    bench.check_sound();
}

#[test]
fn of_goods_that_are_not_ordered_any_more_nothing_more_is_to_come() {
    let bench = Bench::new();
    let (order, receipt) = (bench.order(), ReceiptId::new());
    bench.shop.at(noon(2)).purchasing().receive(receipt, order, &[received(0, dec!(6))]).unwrap();
    let butter = [line(bench.wares[1], dec!(5), dec!(6))];
    bench.shop.at(noon(3)).purchasing().amend(DocumentId::new(), order, &butter, None).unwrap();
    assert_eq!(bench.lines(order), [(units(6), units(0)), (units(0), units(5))]);
    bench.amend(receipt, dec!(2));
    assert_eq!(bench.lines(order), [(units(2), units(0)), (units(0), units(5))]);
    bench.void(receipt);
    assert_eq!(bench.lines(order), [(units(0), units(0)), (units(0), units(5))]);
    bench.check_sound();
}

/// Receipts, units, value and freight of a day.
fn bought(bench: &Bench, day: i32) -> (u64, u64, Quantity, Money, Money) {
    let sums = bench.shop.reports().purchases_by_supplier(Period::day(BusinessDay(date(day)))).unwrap().total;
    (sums.receipts, sums.receipt_lines, sums.units_received, sums.value, sums.landed_costs)
}

#[test]
fn purchases_are_what_really_came_at_what_it_really_cost() {
    let bench = Bench::new();
    let nothing = (0, 0, units(0), fen(0), fen(0));
    let receipt = ReceiptId::new();
    let lines = [ReceiptLine::of(bench.wares[0], dec!(10), dec!(3)), ReceiptLine::of(bench.wares[1], dec!(2), dec!(6))];
    bench.shop.at(noon(2)).purchasing().receive_from(receipt, bench.supplier, None, &lines).unwrap();
    bench.amend(receipt, dec!(8));
    assert_eq!(bought(&bench, 2), (1, 2, units(10), fen(3_600), fen(0)));
    // It came on the 4th; the invoice of the 5th says 4.00 for the milk, and 7.00 are for the carrier.
    bench.move_to(receipt, 4);
    assert_eq!(bought(&bench, 2), nothing);
    assert_eq!(bought(&bench, 4), (1, 2, units(10), fen(3_600), fen(0)));
    let desk = bench.shop.at(noon(5));
    desk.purchasing().reprice(DocumentId::new(), receipt, &[PriceLine::new(0, dec!(4))]).unwrap();
    let (by, why) = (LandedBy::Value, "freight");
    let freight = DocumentId::new();
    desk.purchasing().landed_cost(freight, bench.supplier, &[receipt], dec!(7), by, why).unwrap();
    assert_eq!(bought(&bench, 5), (0, 0, units(0), fen(800), fen(700)));
    // One butter goes back on the 6th, which was the 7th; then none did.
    let back = DocumentId::new();
    bench.shop.at(noon(6)).purchasing().return_goods(back, receipt, &[SupplierReturnLine::new(1, dec!(1))]).unwrap();
    let moved = Amendment { at: Some(noon(7)), reason: "misread".into(), ..Amendment::default() };
    bench.shop.office().amend(DocumentId::new(), back, &moved).unwrap();
    let returned = |day| {
        let sums = bench.shop.reports().purchases_by_supplier(Period::day(BusinessDay(date(day)))).unwrap().total;
        (sums.returns, sums.units_returned, sums.returned_value)
    };
    assert_eq!((returned(6), returned(7)), ((0, units(0), fen(0)), (1, units(1), fen(600))));
    bench.shop.office().void(DocumentId::new(), back, "by mistake").unwrap();
    assert_eq!(returned(7), (0, units(0), fen(0)));
    // Nothing came at all: what is left is the freight, on its day. What was owed for the milk beyond its first price is booked back
    // with the goods.
    bench.void(receipt);
    let all = bench.shop.reports().purchases_by_supplier(Period::all()).unwrap().total;
    assert_eq!((all.receipts, all.units_received, all.value, all.landed_costs), (0, units(0), fen(0), fen(700)));
    assert_eq!((all.returns, all.units_returned, all.returned_value), (0, units(0), fen(0)));
    assert_eq!(bought(&bench, 2), nothing);
    bench.check_sound();
}
