use super::sample::{key, layer, quantity, write};
use crate::ledger::{Layer, VariantNo};
use crate::storage::{StateChange, Store, StoreExt};
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

/// (posting number, line) of the layers of a variant, in the order of the answer.
fn found(store: &dyn Store, variant: u32) -> Vec<(u64, usize)> {
    let variant = VariantNo(variant);
    sources(&store.read(|transaction| transaction.layers(&[variant])).unwrap(), variant)
}

fn sources(layers: &[Layer], variant: VariantNo) -> Vec<(u64, usize)> {
    let own = layers.iter().filter(|layer| layer.variant == variant);
    own.map(|layer| (layer.source.post().0, layer.source.line())).collect()
}

/// By time, then by source; several variants in one call, each in its order.
pub fn layers_come_oldest_first(store: &dyn Store) {
    stock_up(store);
    assert_eq!(found(store, 1), [(4, 1), (2, 0), (3, 0), (1, 0)]);
    let variants = [VariantNo(2), VariantNo(9), VariantNo(1), VariantNo(2)];
    let layers = store.read(|transaction| transaction.layers(&variants)).unwrap();
    assert_eq!(layers.len(), 6);
    assert_eq!(sources(&layers, VariantNo(1)), [(4, 1), (2, 0), (3, 0), (1, 0)]);
    assert_eq!(sources(&layers, VariantNo(2)), [(2, 1), (1, 1)]);
    assert_eq!(store.read(|transaction| transaction.layers(&[])).unwrap(), []);
    let owed = Layer { value: Money::from_minor(-1), ..layer(1, 25, key(8, 0), quantity(-1)) };
    set(store, &[owed]);
    assert_eq!(found(store, 1), [(4, 1), (2, 0), (3, 0), (8, 0), (1, 0)]);
}

/// A layer is replaced as a whole; at zero it is gone, also when it never was there.
pub fn a_layer_of_zero_is_removed(store: &dyn Store) {
    stock_up(store);
    let smaller = Layer { value: Money::from_minor(77), ..layer(1, 10, key(4, 1), quantity(2)) };
    let zero = [layer(1, 20, key(2, 0), Quantity::ZERO), layer(1, 20, key(8, 0), Quantity::ZERO)];
    set(store, &[vec![smaller], zero.to_vec()].concat());
    assert_eq!(found(store, 1), [(4, 1), (3, 0), (1, 0)]);
    let layers = store.read(|transaction| transaction.layers(&[VariantNo(1)]));
    assert_eq!(layers.unwrap().first(), Some(&smaller));
    assert_eq!(found(store, 2).len(), 2);
}
