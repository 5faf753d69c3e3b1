//! The shop of the model test: what it sells, where, from whom.

use tillbook::catalog::{Location, TaxCode};
use tillbook::document::Settings;
use tillbook::ledger::CostingMethod;
use tillbook::party::Supplier;
use tillbook::shop::{NewProduct, NewVariant, Shop, ShopOptions};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, LocationId, Price, ProductId, Quantity, Rate, SupplierId, Timestamp, VariantId};

/// Amounts, quantities (millionths), prices (millionths), times: all of the reference is exact in these.
pub(crate) type Number = i128;

/// Monday 2026-03-02, 08:00 in Shanghai.
pub(crate) const OPENS_AT: i64 = 1_772_409_600_000_000;
/// Microseconds of an hour.
pub(crate) const HOUR: i64 = 3_600_000_000;
/// The hour at which the shop's day begins.
const CUTOVER_HOUR: i64 = 4;
/// Shanghai is eight hours ahead of UTC, all year.
const ZONE_HOURS: i64 = 8;
/// Documents that set the shop up.
pub(crate) const SETUP_DOCUMENTS: u64 = 5;

/// What the shop sells.
pub(crate) struct Ware {
    pub(crate) sku: &'static str,
    /// Tax code and hundredths.
    pub(crate) tax: Option<(&'static str, Number)>,
    pub(crate) shelf_life_days: Option<u32>,
    pub(crate) price: Number,
    pub(crate) lowest_price: Option<Number>,
    pub(crate) costing: Option<CostingMethod>,
}

pub(crate) const WARES: [Ware; 5] = [
    Ware {
        sku: "TEE",
        tax: Some(("V13", 13)),
        shelf_life_days: None,
        price: 59_900_000,
        lowest_price: Some(10_000_000),
        costing: None,
    },
    Ware { sku: "APPLE", tax: None, shelf_life_days: None, price: 12_805_000, lowest_price: None, costing: None },
    Ware {
        sku: "MILK",
        tax: Some(("V9", 9)),
        shelf_life_days: Some(10),
        price: 3_500_000,
        lowest_price: None,
        costing: None,
    },
    Ware {
        sku: "BUN",
        tax: None,
        shelf_life_days: Some(2),
        price: 1_333_333,
        lowest_price: None,
        costing: Some(CostingMethod::MovingAverage),
    },
    Ware {
        sku: "TEA",
        tax: Some(("V13", 13)),
        shelf_life_days: None,
        price: 250_000,
        lowest_price: None,
        costing: Some(CostingMethod::Fifo),
    },
];

/// Places that goods lie in.
pub(crate) const PLACES: usize = 2;
/// Who delivers.
pub(crate) const SUPPLIERS: usize = 2;

/// What differs from shop to shop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) prices_include_tax: bool,
    pub(crate) costing: CostingMethod,
}

pub(crate) fn uuid_of(what: &str, number: usize) -> uuid::Uuid {
    DocumentId::derived(what, &number.to_string()).uuid()
}

pub(crate) fn variant_id(ware: usize) -> VariantId {
    VariantId::derived(&product_id(ware).to_string(), "")
}

fn product_id(ware: usize) -> ProductId {
    ProductId::from_uuid(uuid_of("product", ware))
}

pub(crate) fn supplier_id(supplier: usize) -> SupplierId {
    SupplierId::from_uuid(uuid_of("supplier", supplier))
}

/// The shop's first location has the id that the engine gave it.
pub(crate) fn place_id(shop: &Shop, place: usize) -> LocationId {
    if place == 0 { shop.catalog().locations().unwrap()[0].id } else { LocationId::from_uuid(uuid_of("place", place)) }
}

pub(crate) fn batch_name(batch: u8) -> String {
    if batch == 0 { String::new() } else { format!("B{batch}") }
}

/// Days since 1970 of the shop's day at a moment.
pub(crate) fn day_of(at: i64) -> i32 {
    i32::try_from((at + (ZONE_HOURS - CUTOVER_HOUR) * HOUR).div_euclid(24 * HOUR)).unwrap()
}

pub(crate) fn small(number: Number) -> i64 {
    i64::try_from(number).unwrap()
}

/// Half away from zero, of numbers that are not negative.
pub(crate) fn rounded(numerator: Number, denominator: Number) -> Number {
    (2 * numerator + denominator) / (2 * denominator)
}

/// Minor units that a quantity costs at a price.
pub(crate) fn amount(price: Number, quantity: Number) -> Number {
    rounded(price * quantity, 10_000_000_000)
}

pub(crate) fn quantity(micros: Number) -> Quantity {
    Quantity::from_micros(small(micros))
}

pub(crate) fn price(micros: Number) -> Price {
    Price::from_micros(small(micros))
}

/// A shop on an empty store, with everything in it but goods.
pub(crate) fn set_up(store: impl Store + 'static, rules: Rules, options: ShopOptions) -> Shop {
    let settings = Settings {
        shop: uuid_of("shop", 0),
        cutover_hour: u8::try_from(CUTOVER_HOUR).unwrap(),
        prices_include_tax: rules.prices_include_tax,
        costing: rules.costing,
        ..Settings::default()
    };
    let shop = Shop::create_with(store, settings, options).unwrap();
    let document = |number| DocumentId::from_uuid(uuid_of("setup", number));
    let tax = |(code, hundredths): (&str, Number)| {
        let rate = Rate::percent(quantity(hundredths * 1_000_000).to_decimal()).unwrap();
        TaxCode::new(code, rate).unwrap()
    };
    shop.catalog().put_tax_codes(document(1), &[tax(("V13", 13)), tax(("V9", 9))]).unwrap();
    let places: Vec<Location> =
        (1..PLACES).map(|place| Location { id: place_id(&shop, place), name: format!("Place {place}") }).collect();
    shop.catalog().put_locations(document(2), &places).unwrap();
    let suppliers: Vec<Supplier> = (0..SUPPLIERS)
        .map(|number| Supplier {
            id: supplier_id(number),
            code: format!("S{number}"),
            name: format!("Supplier {number}"),
            lead_time_days: 0,
            review_weekday: None,
        })
        .collect();
    shop.purchasing().put_suppliers(document(3), &suppliers).unwrap();
    let products: Vec<NewProduct> = WARES.iter().enumerate().map(|(number, ware)| product(number, ware)).collect();
    shop.catalog().add_all(document(4), &products).unwrap();
    shop
}

fn product(number: usize, ware: &Ware) -> NewProduct {
    let variant = NewVariant {
        lowest_price: ware.lowest_price.map(|lowest| price(lowest).to_decimal()),
        ..NewVariant::default().sku(ware.sku)
    };
    let mut product = NewProduct::new(ware.sku).price(price(ware.price).to_decimal()).variant(variant);
    product.id = product_id(number);
    product.tax_code = ware.tax.map(|(code, _)| code.to_string()).unwrap_or_default();
    product.shelf_life_days = ware.shelf_life_days;
    product.costing = ware.costing;
    product
}

pub(crate) fn timestamp(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}
