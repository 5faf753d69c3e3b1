//! A shop with goods to sell.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::{DocumentKind, Settings};
use tillbook::ledger::{CostingMethod, PostNo};
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, OpeningStockLine, Sale, ShopOptions, Tender};
use tillbook::storage::{DocumentQuery, Store, StoreExt};
use tillbook::value::{Currency, DocumentId, Money, SaleId, VariantId};
use tillbook::{Result, Shop};
use tillbook_postgres::PostgresStore;

/// What a piece costs at the till.
pub(crate) const PRICE: Decimal = dec!(2.50);

/// The options of a device with this name.
pub(crate) fn device(name: &str) -> ShopOptions {
    ShopOptions { device: name.into(), ..ShopOptions::default() }
}

/// The goods at even places come in batches.
pub(crate) fn batch(place: usize) -> Option<String> {
    place.is_multiple_of(2).then(|| "B1".into())
}

/// Sets up a shop with so many goods, so many pieces of each.
pub(crate) fn set_up(
    store: Arc<dyn Store>,
    method: CostingMethod,
    goods: usize,
    pieces: Decimal,
) -> (Shop, Vec<VariantId>) {
    let settings = Settings { costing: method, ..Settings::default() };
    let shop = Shop::create(store, settings).unwrap();
    let products: Vec<NewProduct> =
        (0..goods).map(|number| NewProduct::new(format!("Tea {number}")).price(PRICE)).collect();
    let cards = shop.catalog().add_all(DocumentId::new(), &products).unwrap();
    let variants: Vec<VariantId> = cards.iter().map(|card| card.variants[0].id).collect();
    for _ in 0..2 {
        stock(&shop, &variants, pieces / Decimal::TWO).unwrap();
    }
    (shop, variants)
}

/// Brings so many pieces of each.
pub(crate) fn stock(shop: &Shop, variants: &[VariantId], pieces: Decimal) -> Result<()> {
    let line = |(place, variant): (usize, &VariantId)| OpeningStockLine {
        batch: batch(place),
        ..OpeningStockLine::new(*variant, pieces, dec!(1.25))
    };
    let lines: Vec<OpeningStockLine> = variants.iter().enumerate().map(line).collect();
    shop.stockroom().open_with(DocumentId::new(), None, &lines)
}

/// Sells one piece of each.
pub(crate) fn sell(shop: &Shop, id: SaleId, variants: &[VariantId]) -> Result<Sale> {
    let cart = variants.iter().fold(Cart::new(), |cart, variant| cart.add(*variant, Decimal::ONE));
    let total = Money::from_decimal(PRICE * Decimal::from(variants.len()), Currency::CNY)?;
    shop.till().sell(id, &cart, &[Tender::cash(total)])
}

/// The ids of the sales that stand, in the order of posting. Posting numbers have no gap.
pub(crate) fn standing(store: &PostgresStore) -> Vec<DocumentId> {
    let all = DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX };
    let documents = store.read(|transaction| transaction.documents(&all)).unwrap();
    for (document, post) in documents.iter().zip(1..) {
        assert_eq!(document.post_no, PostNo(post));
    }
    let sales = documents.iter().filter(|document| document.header.kind == DocumentKind::Sale);
    sales.map(|document| document.header.id).collect()
}
