//! The stock of a day in the past, told by hand: what `docs/costing.md` says of it.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::ledger::{CostingMethod, PostNo};
use tillbook::party::Supplier;
use tillbook::pricing::Cart;
use tillbook::report::{Known, Moment, Period, Recosted, StockOf};
use tillbook::shop::{LandedBy, NewProduct, OpeningStockLine, ReceiptLine, ShopOptions, Tender};
use tillbook::storage::MemoryStore;
use tillbook::value::{
    BusinessDay, Date, DocumentId, ManualClock, Money, ReceiptId, SaleId, SupplierId, Timestamp, VariantId,
};

/// A day of March 2026.
fn march(day: i32) -> BusinessDay {
    BusinessDay(Date::new(2026, 3, 1).unwrap().plus_days(day - 1))
}

fn at(day: i32, hour: u32) -> Timestamp {
    format!("{}T{hour:02}:00:00+08:00", march(day).date()).parse().unwrap()
}

/// A shop whose day begins at four, and its clock.
fn shop() -> (Shop, Arc<ManualClock>, VariantId) {
    let clock = Arc::new(ManualClock::new(at(1, 9)));
    let options = ShopOptions { clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
    let settings = Settings { cutover_hour: 4, ..Settings::default() };
    let shop = Shop::create_with(MemoryStore::default(), settings, options).unwrap();
    let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(30))).unwrap().variants[0].id;
    (shop, clock, tea)
}

fn sell(shop: &Shop, tea: VariantId, units: Decimal) {
    let total = shop.money(units * dec!(30)).unwrap();
    shop.till().sell(SaleId::new(), &Cart::new().add(tea, units), &[Tender::wechat(total)]).unwrap();
}

fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

#[test]
fn what_was_known_on_a_day_stays_so() {
    let (shop, clock, tea) = shop();
    let id = SupplierId::new();
    let supplier = Supplier { id, code: "S".into(), name: "S".into(), lead_time_days: 0, review_weekday: None };
    shop.purchasing().put_suppliers(DocumentId::new(), &[supplier]).unwrap();
    let (receipt, lines) = (ReceiptId::new(), [ReceiptLine::of(tea, dec!(10), dec!(10))]);
    shop.purchasing().receive_from(receipt, id, None, &lines).unwrap();
    // Two o'clock in the night of the third is the second still.
    clock.set(at(3, 2));
    sell(&shop, tea, dec!(4));
    let posted = shop.office().verify().unwrap().documents;
    clock.set(at(20, 9));
    shop.purchasing().landed_cost(DocumentId::new(), id, &[receipt], dec!(30), LandedBy::Value, "freight").unwrap();

    let value = |moment: Moment, known| {
        let stock = shop.reports().stock_at(moment, known).unwrap();
        let rows = shop.reports().stock_by_variant_at(moment, known, StockOf::OnHand).unwrap();
        assert_eq!(rows.iter().map(|row| row.value).collect::<Vec<_>>(), [stock.value]);
        (stock.quantity.to_decimal(), stock.value.minor())
    };
    assert_eq!(value(march(5).into(), Known::Now), (dec!(6), 7_800));
    assert_eq!(value(march(5).into(), Known::At(at(6, 0))), (dec!(6), 6_000));
    assert_eq!(value(march(5).into(), Known::At(at(20, 9))), (dec!(6), 7_800));
    assert_eq!(value(march(5).into(), Known::After(PostNo(posted))), (dec!(6), 6_000));
    assert_eq!(value(march(5).into(), Known::After(PostNo(posted + 1))), (dec!(6), 7_800));
    assert_eq!(value(at(3, 1).into(), Known::Now), (dec!(10), 13_000));
    assert_eq!(value(march(1).into(), Known::At(at(2, 0))), (dec!(10), 10_000));
    // The sale of the night was on the second, and was not known when that day's date ended.
    assert_eq!(value(march(2).into(), Known::Now), (dec!(6), 7_800));
    assert_eq!(value(march(2).into(), Known::At(at(3, 0))), (dec!(10), 10_000));
    let before = shop.reports().stock_at(march(0), Known::Now).unwrap();
    assert_eq!((before.quantity.to_decimal(), before.value, before.variants), (dec!(0), fen(0), 0));
    let none = shop.reports().stock_by_variant_at(march(0), Known::Now, StockOf::AllVariants).unwrap();
    assert_eq!(none.iter().map(|row| row.value).collect::<Vec<_>>(), [fen(0)]);
}

#[test]
fn another_method_is_tried_without_a_trace() {
    let (shop, clock, tea) = shop();
    for (day, cost) in [(1, dec!(10)), (2, dec!(20))] {
        clock.set(at(day, 9));
        let line = OpeningStockLine::new(tea, dec!(10), cost);
        shop.stockroom().open_with(DocumentId::new(), None, &[line]).unwrap();
    }
    for (day, units) in [(3, dec!(15)), (4, dec!(5))] {
        clock.set(at(day, 9));
        sell(&shop, tea, units);
    }
    let documents = shop.office().verify().unwrap().documents;
    let recost = |period| shop.reports().recost(CostingMethod::MovingAverage, period).unwrap();
    let both = |is, would_be| Recosted { is: fen(is), would_be: fen(would_be) };

    let third = recost(Period::day(march(3)));
    assert_eq!((third.cost_of_sales, third.stock_value), (both(20_000, 22_500), both(10_000, 7_500)));
    assert_eq!(third.variants.iter().map(|row| row.quantity.to_decimal()).collect::<Vec<_>>(), [dec!(5)]);
    let all = recost(Period::all());
    assert_eq!((all.cost_of_sales, all.stock_value), (both(30_000, 30_000), both(0, 0)));
    let days: Vec<_> = all.days.iter().map(|day| (day.day, day.cost_of_sales)).collect();
    assert_eq!(days, [(march(3), both(20_000, 22_500)), (march(4), both(10_000, 7_500))]);
    let before = recost(Period::day(march(0)));
    assert_eq!((before.stock_value, before.days.len(), before.variants.len()), (both(0, 0), 0, 0));

    let report = shop.office().verify().unwrap();
    assert!(report.is_clean() && report.documents == documents);
}
