//! What a document sends to the server does not grow with its lines.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::ledger::CostingMethod;
use tillbook::storage::Store;
use tillbook::value::{SaleId, VariantId};
use tillbook_postgres::{Isolation, PostgresStore, Traffic};

use common::counter::{self, sell};

/// The numbers that the documentation names: statements, and how often a sale waits for the server.
const STATEMENTS_OF_A_SALE: u64 = 12;
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
            assert!(first.0 <= STATEMENTS_OF_A_SALE + 6, "{method:?}: {first:?}");
        }
    }
}
