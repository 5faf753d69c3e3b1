//! The shop: what it sells, where, from whom.

use std::sync::Arc;

use tillbook::catalog::Location;
use tillbook::costing::{CostScope, NegativeStock};
use tillbook::document::Settings;
use tillbook::ledger::CostingMethod;
use tillbook::party::Supplier;
use tillbook::shop::{NewProduct, NewVariant, Shop, ShopOptions};
use tillbook::storage::Store;
use tillbook::value::{
    Date, DocumentId, LocationId, ManualClock, Price, ProductId, Quantity, SequentialIds, SupplierId, Timestamp,
    VariantId,
};

/// Monday 2026-03-02, 08:00 in Shanghai: the first thing happens after it.
pub(crate) const OPENS_AT: i64 = 1_772_409_600_000_000;
pub(crate) const MINUTE: i64 = 60_000_000;
/// When all documents are entered: later than anything happens.
const NOW: i64 = OPENS_AT + 400 * 24 * 60 * MINUTE;

/// Goods that are costed first in, first out; at the moving average; and goods of several batches.
pub(crate) const WARES: usize = 3;
/// The ware that is tracked by batch.
pub(crate) const BATCHED: usize = 2;
/// More moves than any history has.
pub(crate) const NEVER: u32 = 1_000_000;
/// Places that goods lie in.
pub(crate) const PLACES: usize = 2;
/// Last good days of the batches, from the first day on: the first ones expire while things happen.
const GOOD_DAYS: [i32; 3] = [1, 2, 60];

/// What differs from shop to shop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) negative: NegativeStock,
    pub(crate) scope: CostScope,
    /// How the goods with batches are costed.
    pub(crate) batched: CostingMethod,
    /// True if every document names the batch.
    pub(crate) batches_named: bool,
    pub(crate) places: usize,
    /// How many moves lie between two states that are kept.
    pub(crate) every: u32,
}

pub(crate) fn document(what: &str, number: usize) -> DocumentId {
    DocumentId::derived(what, &number.to_string())
}

fn product_id(ware: usize) -> ProductId {
    ProductId::from_uuid(document("product", ware).uuid())
}

pub(crate) fn variant_id(ware: usize) -> VariantId {
    VariantId::derived(&product_id(ware).to_string(), "")
}

pub(crate) fn supplier_id() -> SupplierId {
    SupplierId::from_uuid(document("supplier", 0).uuid())
}

/// The shop's first location has the id that the engine gave it.
pub(crate) fn place_id(shop: &Shop, place: usize) -> LocationId {
    if place == 0 {
        shop.catalog().locations().unwrap()[0].id
    } else {
        LocationId::from_uuid(document("place", place).uuid())
    }
}

pub(crate) fn batch_name(batch: usize) -> String {
    format!("B{batch}")
}

pub(crate) fn batch_expires(batch: usize) -> Date {
    let first: Date = "2026-03-02".parse().unwrap();
    first.plus_days(GOOD_DAYS[batch])
}

pub(crate) const fn batches() -> usize {
    GOOD_DAYS.len()
}

pub(crate) fn quantity(micros: i64) -> Quantity {
    Quantity::from_micros(micros)
}

pub(crate) fn price(micros: i64) -> Price {
    Price::from_micros(micros)
}

/// The shop, ten minutes after the last thing that happens.
pub(crate) fn options() -> ShopOptions {
    let clock = ManualClock::new(Timestamp::from_micros(NOW));
    ShopOptions {
        device: "T1".into(),
        clock: Box::new(clock),
        ids: Box::new(SequentialIds::default()),
        ..ShopOptions::default()
    }
}

/// A shop on an empty store, with everything in it but goods.
pub(crate) fn set_up(store: &Arc<dyn Store>, rules: Rules) -> Shop {
    let settings = Settings {
        shop: document("shop", 0).uuid(),
        cost_scope: rules.scope,
        negative_stock: rules.negative,
        moves_per_checkpoint: rules.every,
        ..Settings::default()
    };
    let shop = Shop::create_with(Arc::clone(store), settings, options()).unwrap();
    let second = Location { id: place_id(&shop, 1), name: "Back room".into() };
    shop.catalog().put_locations(document("setup", 1), &[second]).unwrap();
    let supplier =
        Supplier { id: supplier_id(), code: "S".into(), name: "S".into(), lead_time_days: 0, review_weekday: None };
    shop.purchasing().put_suppliers(document("setup", 2), &[supplier]).unwrap();
    let products: Vec<NewProduct> = (0..WARES).map(|ware| product(ware, rules)).collect();
    shop.catalog().add_all(document("setup", 3), &products).unwrap();
    shop
}

pub(crate) fn method(ware: usize, rules: Rules) -> CostingMethod {
    match ware {
        0 => CostingMethod::Fifo,
        1 => CostingMethod::MovingAverage,
        _ => rules.batched,
    }
}

fn product(ware: usize, rules: Rules) -> NewProduct {
    let name = format!("W{ware}");
    let assumed_cost = (ware == 1).then(|| price(3_330_000).to_decimal());
    let variant = NewVariant { assumed_cost, ..NewVariant::default().sku(name.as_str()) };
    let mut product = NewProduct::new(&name).price(price(9_990_000).to_decimal()).variant(variant);
    product.id = product_id(ware);
    product.costing = Some(method(ware, rules));
    product.shelf_life_days = (ware == BATCHED).then_some(30);
    product
}
