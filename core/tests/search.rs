//! What the catalog's searches answer does not depend on what was looked at before.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::catalog::Product;
use tillbook::document::Settings;
use tillbook::shop::{NewProduct, NewVariant, VariantCard, VariantEdit};
use tillbook::storage::MemoryStore;
use tillbook::value::DocumentId;

/// A shop with four variants, and a second handle that has looked at nothing yet.
fn shops() -> (Shop, Shop) {
    let store = Arc::new(MemoryStore::default());
    let shop = Shop::create(Arc::clone(&store), Settings::default()).unwrap();
    for (name, sku) in [("Tea red", "RED"), ("Green tea", "GREEN"), ("tea", "PLAIN"), ("Teapot", "POT")] {
        let variant = NewVariant { sku: Some(sku.into()), price: Some(dec!(5)), ..NewVariant::default() };
        shop.catalog().add(NewProduct::new(name).variant(variant)).unwrap();
    }
    (Shop::open(Arc::clone(&store)).unwrap(), Shop::open(store).unwrap())
}

fn skus(cards: &[VariantCard]) -> Vec<&str> {
    cards.iter().map(|card| card.variant.sku.as_str()).collect()
}

#[test]
fn answers_come_in_their_order_whatever_is_in_memory() {
    let (shop, _) = shops();
    let catalog = shop.catalog();
    for known in ["", "POT", "GREEN", "PLAIN", "RED"] {
        catalog.by_sku(known).unwrap();
        assert_eq!(skus(&catalog.starting_with("TEA", 9).unwrap()), ["PLAIN", "RED", "POT"], "{known}");
        assert_eq!(skus(&catalog.starting_with("tea", 2).unwrap()), ["PLAIN", "RED"], "{known}");
        assert_eq!(skus(&catalog.search("tea", 9).unwrap()), ["RED", "GREEN", "PLAIN", "POT"], "{known}");
        let all = catalog.variants(None, 3).unwrap();
        assert_eq!(skus(&all), ["RED", "GREEN", "PLAIN"], "{known}");
        assert_eq!(skus(&catalog.variants(Some(all[2].variant.id), 3).unwrap()), ["POT"], "{known}");
    }
}

#[test]
fn answers_are_shared_with_the_engine() {
    let (shop, _) = shops();
    let [first, second] = [(); 2].map(|()| shop.catalog().by_sku("RED").unwrap().unwrap());
    assert!(Arc::ptr_eq(&first.variant, &second.variant) && Arc::ptr_eq(&first.product, &second.product));
    assert_eq!(serde_json::from_str::<VariantCard>(&serde_json::to_string(&first).unwrap()).unwrap(), first);
}

#[test]
fn another_handle_sees_what_was_changed() {
    let (shop, other) = shops();
    let old = shop.catalog().by_sku("RED").unwrap().unwrap();
    let edit = VariantEdit::new(old.variant.id).price(dec!(6));
    other.catalog().edit(DocumentId::new(), &[edit]).unwrap();
    let product = Product { name: "Rooibos".into(), ..(*old.product).clone() };
    other.catalog().edit_products(DocumentId::new(), &[product]).unwrap();
    assert_eq!(skus(&shop.catalog().starting_with("tea r", 9).unwrap()), Vec::<&str>::new());
    let new = shop.catalog().search("ooibo", 9).unwrap().remove(0);
    assert_eq!((&*new.name, new.variant.price.to_decimal()), ("Rooibos", dec!(6)));
    assert_eq!((&*old.name, old.variant.price.to_decimal()), ("Tea red", dec!(5)));
}
