//! What a document sends to the server does not grow with its lines.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::ledger::CostingMethod;
use tillbook::party::Supplier;
use tillbook::promotion::{Benefit, Condition, Limit, Promotion};
use tillbook::shop::{CountLine, OpeningStockLine, ReceiptLine, WriteOffLine};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, PromotionId, Rate, ReceiptId, SaleId, SupplierId, VariantId};
use tillbook_postgres::{Isolation, PostgresStore, Traffic};

use common::counter::{self, batch, sell};

/// The numbers that the documentation names: statements, and how often a sale waits for the server.
const STATEMENTS_OF_A_SALE: u64 = 12;
const ROUND_TRIPS_OF_A_SALE: u64 = 2;

fn traffic_of(store: &PostgresStore, work: impl FnOnce()) -> (u64, u64) {
    let Traffic { statements, round_trips, .. } = store.traffic();
    work();
    let after = store.traffic();
    (after.statements - statements, after.round_trips - round_trips)
}

fn traffic_of_sale(store: &PostgresStore, shop: &Shop, variants: &[VariantId]) -> (u64, u64) {
    traffic_of(store, || drop(sell(shop, SaleId::new(), variants).unwrap()))
}

#[test]
fn a_sale_of_fifty_lines_sends_as_much_as_one_of_one_line() {
    for method in [CostingMethod::Fifo, CostingMethod::MovingAverage] {
        let Some(store) = common::new_shop(Isolation::ReadCommitted).map(Arc::new) else { return };
        let (shop, variants) = counter::set_up(Arc::clone(&store) as Arc<dyn Store>, method, 50, dec!(20));
        for shop in [shop, Shop::open(Arc::clone(&store)).unwrap()] {
            // The first sale of a program finds nothing in its memory.
            let first = traffic_of_sale(&store, &shop, &variants);
            let one = traffic_of_sale(&store, &shop, &variants[..1]);
            let fifty = traffic_of_sale(&store, &shop, &variants);
            println!("{method:?}: first {first:?}, one line {one:?}, fifty lines {fifty:?}");
            assert_eq!(one, fifty, "{method:?}");
            assert!(fifty.0 <= STATEMENTS_OF_A_SALE && fifty.1 <= ROUND_TRIPS_OF_A_SALE, "{method:?}: {fifty:?}");
            assert!(first.0 <= STATEMENTS_OF_A_SALE + 8, "{method:?}: {first:?}");
        }
    }
}

/// What each kind of document sends, with as many lines as there are goods.
fn traffic_of_documents(
    store: &PostgresStore,
    shop: &Shop,
    goods: &[VariantId],
    supplier: SupplierId,
) -> [(u64, u64); 4] {
    let (stockroom, id) = (shop.stockroom(), DocumentId::new);
    let places = || goods.iter().copied().enumerate();
    let opened: Vec<OpeningStockLine> = places()
        .map(|(place, good)| OpeningStockLine { batch: batch(place), ..OpeningStockLine::new(good, dec!(1), dec!(2)) })
        .collect();
    let received: Vec<ReceiptLine> = places()
        .map(|(place, good)| ReceiptLine { batch: batch(place), ..ReceiptLine::of(good, dec!(5), dec!(2)) })
        .collect();
    let thrown: Vec<WriteOffLine> = places()
        .map(|(place, good)| WriteOffLine { batch: batch(place), ..WriteOffLine::new(good, dec!(1), "broken") })
        .collect();
    let counted: Vec<CountLine> =
        places().map(|(place, good)| CountLine { batch: batch(place), ..CountLine::new(good, dec!(2)) }).collect();
    [
        traffic_of(store, || stockroom.open_with(id(), None, &opened).unwrap()),
        traffic_of(store, || {
            drop(shop.purchasing().receive_from(ReceiptId::new(), supplier, None, &received).unwrap());
        }),
        traffic_of(store, || stockroom.write_off(id(), None, &thrown).unwrap()),
        traffic_of(store, || drop(stockroom.count(id(), None, &counted).unwrap())),
    ]
}

#[test]
fn what_was_used_of_bounded_offers_is_asked_for_in_one_call() {
    let Some(store) = common::new_shop(Isolation::ReadCommitted).map(Arc::new) else { return };
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (shop, variants) = counter::set_up(keeper, CostingMethod::Fifo, 1, dec!(20));
    let offer = |number: usize| {
        let benefit = Benefit::PercentOff { rate: Rate::ONE };
        // It takes part, and this cart never reaches it.
        let condition = Condition { min_amount: Some(Money::from_minor(1_000_000)), ..Condition::default() };
        let limits = vec![Limit::uses(9), Limit::sales(9).per_day()];
        Promotion { condition, limits, ..Promotion::new(PromotionId::new(), format!("Offer {number}"), benefit) }
    };
    let first_sale = |more: usize| {
        if more > 0 {
            shop.promotions().put(DocumentId::new(), &(0..more).map(offer).collect::<Vec<_>>()).unwrap();
        }
        traffic_of_sale(&store, &Shop::open(Arc::clone(&store)).unwrap(), &variants)
    };
    let (none, one, many) = (first_sale(0), first_sale(1), first_sale(40));
    println!("no offer {none:?}, one {one:?}, many {many:?}");
    assert!(one.0 <= none.0 + 1 && one.1 <= none.1 + 1, "{none:?}, {one:?}");
    assert_eq!(one, many);
}

#[test]
fn other_documents_do_not_send_more_for_more_lines() {
    let Some(store) = common::new_shop(Isolation::ReadCommitted).map(Arc::new) else { return };
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (shop, goods) = counter::set_up(keeper, CostingMethod::Fifo, 40, dec!(20));
    let id = SupplierId::new();
    let supplier =
        Supplier { id, code: "S01".into(), name: "Wholesale".into(), lead_time_days: 1, review_weekday: None };
    shop.purchasing().put_suppliers(DocumentId::new(), &[supplier]).unwrap();
    let (one, most) = goods.split_at(1);
    // A program that has just started knows nothing of the goods and their batches.
    let fresh = || Shop::open(Arc::clone(&store)).unwrap();
    let (one, most) =
        (traffic_of_documents(&store, &fresh(), one, id), traffic_of_documents(&store, &fresh(), &most[1..], id));
    println!("one line {one:?}, many lines {most:?}");
    for (one, most) in one.into_iter().zip(most) {
        // One kind of row may be missing among the rows of one line.
        assert!(most.0 <= one.0 + 2 && most.1 <= one.1 + 1, "{one:?}, {most:?}");
    }
}
