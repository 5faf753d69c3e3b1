use rust_decimal_macros::dec;
use tillbook::document::SoldLine;
use tillbook::pricing::{Cart, CartLine};
use tillbook::promotion::{Benefit, Promotion, Reason, Scope};
use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
use tillbook::value::{DocumentId, Rate, SaleId, VariantId};

use super::counter::{Counter, money, offer};

/// Milk at 6.00 in three batches, the first of which expired yesterday, and half its price for who takes it in its last three
/// days.
fn milk(counter: &Counter) -> VariantId {
    let card = counter.shop.catalog().add(NewProduct::new("Milk").price(dec!(6))).unwrap();
    let milk = card.variants[0].id;
    let batch =
        |name: &str, day: &str| OpeningStockLine::new(milk, dec!(5), dec!(3)).batch(name, Some(day.parse().unwrap()));
    let stock = [batch("OLD", "2026-03-09"), batch("NEAR", "2026-03-12"), batch("FAR", "2026-04-01")];
    counter.shop.stockroom().open_with(DocumentId::new(), None, &stock).unwrap();
    let half = Benefit::PercentOff { rate: Rate::percent(dec!(50)).unwrap() };
    let scope = Scope::Products(vec![card.product.id]);
    counter.put(&[Promotion { near_expiry_days: Some(2), scope, ..offer("临期", half) }]);
    milk
}

/// The batches that a line was taken out of.
fn batches(line: &SoldLine) -> Vec<&str> {
    line.picks.iter().map(|pick| pick.batch.as_str()).collect()
}

#[test]
fn what_expires_soon_is_cheaper_out_of_its_own_batch() {
    let counter = Counter::new();
    let milk = milk(&counter);
    let of = |batch: &str| CartLine::new(milk, dec!(2)).batch(batch);
    let plain = Cart::new().add(milk, dec!(2));
    assert_eq!(counter.refusal(&plain), Some(Reason::NothingInScope));
    assert_eq!(counter.refusal(&Cart::new().line(of("FAR"))), Some(Reason::NothingInScope));
    assert_eq!(counter.refusal(&Cart::new().line(of("NOBODY"))), Some(Reason::NothingInScope));
    let sale = counter.sell(&Cart::new().line(of("FAR")).line(of("NEAR")).add(counter.tea, dec!(1)));
    let sold: Vec<_> = sale.lines.iter().map(|line| (line.net.minor(), batches(line))).collect();
    assert_eq!(sold, [(12_00, vec!["FAR"]), (6_00, vec!["NEAR"]), (10_00, vec![])]);
    // Without a word the batch that expires first leaves, at the full price: the sticker was not scanned.
    let sale = counter.sell(&plain);
    assert_eq!((sale.total, batches(&sale.lines[0])), (money(12_00), vec!["NEAR"]));
}

#[test]
fn the_price_holds_from_its_day_to_the_last_good_one() {
    let counter = Counter::new();
    let milk = milk(&counter);
    let cart = Cart::new().line(CartLine::new(milk, dec!(2)).batch("FAR"));
    let price = |time: &str| {
        counter.at(time);
        counter.quote(&cart).total.minor()
    };
    // FAR is good until 1 April, in Shanghai.
    assert_eq!(price("2026-03-29T23:59:59+08:00"), 12_00);
    assert_eq!(price("2026-03-30T00:00:00+08:00"), 6_00);
    assert_eq!(price("2026-04-01T23:59:59+08:00"), 6_00);
    assert_eq!(price("2026-04-02T00:00:00+08:00"), 12_00);
}

#[test]
fn no_approval_makes_expired_goods_an_offer() {
    let counter = Counter::new();
    let milk = milk(&counter);
    let cart = Cart::new().line(CartLine::new(milk, dec!(2)).batch("OLD"));
    let tenders = [Tender::cash(money(12_00))];
    assert_eq!(counter.shop.till().sell(SaleId::new(), &cart, &tenders).unwrap_err().code(), "expired");
    let sale = counter.shop.approved_by("boss").till().sell(SaleId::new(), &cart, &tenders).unwrap();
    assert_eq!((sale.total, sale.lines[0].discounts.len()), (money(12_00), 0));
}
