use super::sample::{pool, put, quantity, record, write};
use crate::ledger::{Pool, VariantNo};
use crate::storage::{LowStock, Record, RecordKind, StateChange, Store, StoreExt};
use crate::value::Quantity;

const NONE: [u32; 0] = [];

fn variant(number: u32, reorder_point: Option<i64>) -> Record {
    Record {
        code: format!("SKU-{number}"),
        reorder_point: reorder_point.map(quantity),
        ..record(RecordKind::Variant, number, &format!("名 {number}"))
    }
}

fn set_pools(store: &dyn Store, pools: Vec<Pool>) {
    let change = StateChange { pools, ..StateChange::default() };
    write(store, |transaction| transaction.set_state(&change)).unwrap();
}

fn low(store: &dyn Store, limit: usize) -> Vec<LowStock> {
    store.read(|transaction| transaction.low_stock(limit)).unwrap()
}

fn numbers(store: &dyn Store, limit: usize) -> Vec<u32> {
    low(store, limit).iter().map(|row| row.variant.0).collect()
}

/// Low means no more than the reorder point: equal counts, a millionth more does not.
pub fn stock_at_its_reorder_point_is_low(store: &dyn Store) {
    put(store, &(1..=4).map(|number| variant(number, Some(5_000_000))).collect::<Vec<_>>());
    let on_hand = [5_000_000, 5_000_001, 4_999_999, -1];
    set_pools(store, (1..).zip(on_hand).map(|(number, micros)| pool(number, quantity(micros))).collect());
    let row = |number: u32, micros| LowStock {
        variant: VariantNo(number),
        sku: format!("SKU-{number}"),
        name: format!("名 {number}"),
        on_hand: quantity(micros),
        reorder_point: quantity(5_000_000),
    };
    assert_eq!(low(store, 9), [row(1, 5_000_000), row(3, 4_999_999), row(4, -1)]);
    set_pools(store, vec![pool(1, quantity(6_000_000)), pool(2, Quantity::ZERO)]);
    put(store, &[variant(3, Some(0)), variant(4, None)]);
    assert_eq!(low(store, 9), [row(2, 0)]);
}

/// Without a pool none is on hand: low, even at a reorder point of zero; without a reorder point never low, and
/// other kinds of record neither.
pub fn a_variant_without_a_pool_has_none_on_hand(store: &dyn Store) {
    let member = Record { reorder_point: Some(Quantity::ONE), ..record(RecordKind::Member, 4, "member") };
    put(store, &[variant(1, Some(1)), variant(2, None), variant(3, Some(0)), member]);
    set_pools(store, vec![pool(2, quantity(-5)), pool(9, quantity(-5))]);
    let on_hand: Vec<_> = low(store, 9).iter().map(|row| (row.variant.0, row.on_hand.micros())).collect();
    assert_eq!(on_hand, [(1, 0), (3, 0)]);
}

/// By number, at most `limit`.
pub fn low_stock_comes_by_number_up_to_the_limit(store: &dyn Store) {
    put(store, &[7, 3, 9, 1, 5].map(|number| variant(number, Some(1))));
    set_pools(store, vec![pool(3, quantity(2)), pool(1, quantity(1))]);
    assert_eq!(numbers(store, 9), [1, 5, 7, 9]);
    assert_eq!(numbers(store, 2), [1, 5]);
    assert_eq!(numbers(store, 0), NONE);
    assert_eq!(numbers(store, usize::MAX), [1, 5, 7, 9]);
}
