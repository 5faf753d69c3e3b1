use super::sample::{key, layer, quantity, write};
use super::snapshot::all_layers;
use crate::ledger::{Layer, LineKey, VariantNo};
use crate::storage::{LayerQuery, StateChange, Store, StoreExt};
use crate::value::{Money, Quantity};

fn set(store: &dyn Store, layers: &[Layer]) {
    let change = StateChange { layers: layers.to_vec(), ..StateChange::default() };
    write(store, |transaction| transaction.set_state(&change)).unwrap();
}

/// The layers of variants 1 and 2 by age, five pieces each; the newer posting is the older layer.
fn stock_up(store: &dyn Store) {
    let five = quantity(5_000_000);
    let layers = [
        layer(1, 30, key(1, 0), five),
        layer(1, 20, key(3, 0), five),
        layer(1, 10, key(4, 1), five),
        layer(1, 20, key(2, 0), five),
    ];
    set(store, &layers);
    set(store, &[layer(2, 1, key(1, 1), five), layer(2, -1, key(2, 1), five)]);
}

/// (posting number, line) of the layers found for one query, in the order of the answer.
fn found(store: &dyn Store, query: LayerQuery) -> Vec<(u64, usize)> {
    sources(&store.read(|transaction| transaction.layers(&[query])).unwrap(), query.variant)
}

fn sources(layers: &[Layer], variant: VariantNo) -> Vec<(u64, usize)> {
    let own = layers.iter().filter(|layer| layer.variant == variant);
    own.map(|layer| (layer.source.post().0, layer.source.line())).collect()
}

fn covering(variant: u32, micros: i64, include: Option<LineKey>) -> LayerQuery {
    LayerQuery { variant: VariantNo(variant), cover: quantity(micros), include }
}

/// By time, then by source; several variants in one call, each in its order.
pub fn layers_come_oldest_first(store: &dyn Store) {
    stock_up(store);
    assert_eq!(found(store, all_layers(1)), [(4, 1), (2, 0), (3, 0), (1, 0)]);
    let queries = [all_layers(2), covering(9, 1, None), covering(1, 5_000_001, None)];
    let layers = store.read(|transaction| transaction.layers(&queries)).unwrap();
    assert_eq!(layers.len(), 4);
    assert_eq!(sources(&layers, VariantNo(1)), [(4, 1), (2, 0)]);
    assert_eq!(sources(&layers, VariantNo(2)), [(2, 1), (1, 1)]);
    assert_eq!(store.read(|transaction| transaction.layers(&[])).unwrap(), []);
}

/// Layers come until they add up to the quantity: exactly enough is enough, a millionth more takes one more.
pub fn layers_cover_a_quantity(store: &dyn Store) {
    stock_up(store);
    let oldest_first = [(4, 1), (2, 0), (3, 0), (1, 0)];
    let counts = [
        (i64::MIN, 0),
        (-1, 0),
        (0, 0),
        (1, 1),
        (5_000_000, 1),
        (5_000_001, 2),
        (10_000_000, 2),
        (19_999_999, 4),
        (20_000_000, 4),
        (20_000_001, 4),
        (i64::MAX, 4),
    ];
    for (micros, count) in counts {
        assert_eq!(found(store, covering(1, micros, None)), oldest_first[..count], "cover {micros}");
    }
}

/// The included layer comes besides those that cover, once, and in its place; an unknown one or one of another variant
/// adds nothing.
pub fn an_included_layer_comes_once_in_its_place(store: &dyn Store) {
    stock_up(store);
    let newest = Some(key(1, 0));
    assert_eq!(found(store, covering(1, 0, newest)), [(1, 0)]);
    assert_eq!(found(store, covering(1, 1, newest)), [(4, 1), (1, 0)]);
    assert_eq!(found(store, covering(1, 5_000_001, newest)), [(4, 1), (2, 0), (1, 0)]);
    assert_eq!(found(store, covering(1, i64::MAX, newest)), [(4, 1), (2, 0), (3, 0), (1, 0)]);
    assert_eq!(found(store, covering(1, 1, Some(key(4, 1)))), [(4, 1)]);
    assert_eq!(found(store, covering(1, 1, Some(key(3, 0)))), [(4, 1), (3, 0)]);
    assert_eq!(found(store, covering(1, 5_000_000, Some(key(2, 0)))), [(4, 1), (2, 0)]);
    assert_eq!(found(store, covering(1, 1, Some(key(9, 0)))), [(4, 1)]);
    assert_eq!(found(store, covering(1, 1, Some(key(1, 1)))), [(4, 1)]);
    assert_eq!(found(store, covering(9, 1, newest)), []);
    set(store, &[layer(1, 30, key(1, 0), Quantity::ZERO)]);
    assert_eq!(found(store, covering(1, 1, newest)), [(4, 1)]);
}

/// A layer is replaced as a whole; at zero it is gone, also when it never was there.
pub fn a_layer_of_zero_is_removed(store: &dyn Store) {
    stock_up(store);
    let smaller = Layer { value: Money::from_minor(77), ..layer(1, 10, key(4, 1), quantity(2)) };
    let zero = [layer(1, 20, key(2, 0), Quantity::ZERO), layer(1, 20, key(8, 0), Quantity::ZERO)];
    set(store, &[vec![smaller], zero.to_vec()].concat());
    assert_eq!(found(store, all_layers(1)), [(4, 1), (3, 0), (1, 0)]);
    let layers = store.read(|transaction| transaction.layers(&[covering(1, 2, None)]));
    assert_eq!(layers.unwrap(), [smaller]);
    assert_eq!(found(store, all_layers(2)).len(), 2);
}
