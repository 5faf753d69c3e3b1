//! Counts that later paper puts right: a line counts once, with the difference that it has now.

#![allow(clippy::unwrap_used)]

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::pricing::{Cart, CartLine};
use tillbook::report::{Flow, Period, StockChanges};
use tillbook::shop::{Amendment, CountLine, NewProduct, OpeningStockLine, Tender};
use tillbook::storage::MemoryStore;
use tillbook::value::{BusinessDay, Date, DocumentId, Money, Quantity, SaleId, Timestamp, VariantId};

fn date(day: i32) -> Date {
    Date::new(2026, 3, 1).unwrap().plus_days(day - 1)
}

/// Noon of a day of March 2026.
fn noon(day: i32) -> Timestamp {
    format!("{}T12:00:00+08:00", date(day)).parse().unwrap()
}

/// 10 of each of two wares, at 1.00 and 2.00.
fn open() -> (Shop, [VariantId; 2]) {
    let shop = Shop::create(MemoryStore::default(), Settings { opened_on: date(1), ..Settings::default() }).unwrap();
    let products = [NewProduct::new("Tea").price(dec!(5)), NewProduct::new("Soap").price(dec!(5))];
    let cards = shop.catalog().add_all(DocumentId::new(), &products).unwrap();
    let wares = [cards[0].variants[0].id, cards[1].variants[0].id];
    let lines =
        [OpeningStockLine::new(wares[0], dec!(10), dec!(1)), OpeningStockLine::new(wares[1], dec!(10), dec!(2))];
    shop.at(noon(1)).stockroom().open_with(DocumentId::new(), None, &lines).unwrap();
    (shop, wares)
}

/// One of each on the 2nd.
fn sell(shop: &Shop, wares: [VariantId; 2]) -> SaleId {
    let cart = wares.iter().fold(Cart::new(), |cart, ware| cart.line(CartLine::new(*ware, dec!(1))));
    shop.at(noon(2)).till().sell(SaleId::new(), &cart, &[Tender::wechat(Money::from_minor(1_000))]).unwrap().id
}

/// Lines counted, lines with a difference; lines, units and value of what was missing and of what was found.
type Found = (u64, u64, (u64, i64, i64), (u64, i64, i64));

fn found(shop: &Shop, day: i32) -> Found {
    let changes = shop.reports().stock_changes(Period::day(BusinessDay(date(day)))).unwrap();
    let StockChanges { lines_counted, lines_off, count_losses, count_gains, .. } = changes;
    let flow = |flow: Flow| (flow.lines, flow.quantity.micros() / 1_000_000, flow.value.minor());
    assert_eq!(flow(count_losses).2 - flow(count_gains).2, changes.count_variance.minor());
    (lines_counted, lines_off, flow(count_losses), flow(count_gains))
}

#[test]
fn a_line_of_a_count_has_the_difference_that_it_has_now() {
    let (shop, [tea, soap]) = open();
    let count = DocumentId::new();
    let lines = [CountLine::new(tea, dec!(8)), CountLine::new(soap, dec!(10))];
    shop.at(noon(3)).stockroom().count(count, None, &lines).unwrap();
    let as_counted = (2, 1, (1, 2, 200), (0, 0, 0));
    assert_eq!(found(&shop, 3), as_counted);
    // A sale of the day before that nobody had entered: one tea is not missing, one soap more is there than should be.
    let sale = sell(&shop, [tea, soap]);
    let with_sale = (2, 2, (1, 1, 100), (1, 1, 200));
    assert_eq!(found(&shop, 3), with_sale);
    shop.till().void(DocumentId::new(), sale, "by mistake").unwrap();
    assert_eq!(found(&shop, 3), as_counted);
    sell(&shop, [tea, soap]);
    assert_eq!(found(&shop, 3), with_sale);
    // It was counted on the 4th.
    let moved = Amendment { at: Some(noon(4)), reason: "misread".into(), ..Amendment::default() };
    shop.office().amend(DocumentId::new(), count, &moved).unwrap();
    let nothing = (0, 0, (0, 0, 0), (0, 0, 0));
    assert_eq!((found(&shop, 3), found(&shop, 4)), (nothing, with_sale));
    // It never was, and says nothing more when older paper comes.
    shop.office().void(DocumentId::new(), count, "by mistake").unwrap();
    sell(&shop, [tea, soap]);
    assert_eq!((found(&shop, 3), found(&shop, 4)), (nothing, nothing));
    let (quantity, _) = shop.stockroom().on_hand(tea).unwrap();
    assert_eq!(quantity, Quantity::whole(8).unwrap());
    assert!(shop.office().verify().unwrap().is_clean());
}

#[test]
fn lines_of_other_documents_are_counted_where_they_stand() {
    let (shop, [tea, soap]) = open();
    let lines = |day| {
        let changes = shop.reports().stock_changes(Period::day(BusinessDay(date(day)))).unwrap();
        (changes.sales.lines, changes.voids.lines)
    };
    let sale = sell(&shop, [tea, soap]);
    assert_eq!(lines(2), (2, 0));
    let moved = Amendment { at: Some(noon(3)), reason: "misread".into(), ..Amendment::default() };
    shop.office().amend(DocumentId::new(), sale.into(), &moved).unwrap();
    assert_eq!((lines(2), lines(3)), ((0, 0), (2, 0)));
    shop.till().void(DocumentId::new(), sale, "by mistake").unwrap();
    assert_eq!((lines(2), lines(3)), ((0, 0), (2, 2)));
}
