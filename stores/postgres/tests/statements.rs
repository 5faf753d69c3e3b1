//! What a document sends to the server does not grow with its lines.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::ledger::CostingMethod;
use tillbook::party::Supplier;
use tillbook::shop::{CountLine, OpeningStockLine, ReceiptLine, WriteOffLine};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, ReceiptId, SaleId, SupplierId, VariantId};
use tillbook_postgres::{Isolation, PostgresStore, Traffic};

use common::counter::{self, batch, sell};

/// The numbers that the documentation names: statements, and how often a sale waits for the server.
const STATEMENTS_OF_A_SALE: u64 = 13;
const ROUND_TRIPS_OF_A_SALE: u64 = 3;

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
