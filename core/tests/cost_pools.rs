//! What goods on hand are made of, where each location is a cost pool of its own: goods that are carried keep their layers,
//! on the way too.
#![allow(clippy::unwrap_used)]

use rust_decimal_macros::dec;
use tillbook::catalog::Location;
use tillbook::costing::{CostScope, NegativeStock};
use tillbook::document::{DocumentKind, Settings};
use tillbook::ledger::CostingMethod;
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, OpeningStockLine, ShopOptions, TransferLine, WriteDownLine};
use tillbook::storage::MemoryStore;
use tillbook::value::{DocumentId, LocationId, SaleId, VariantId};
use tillbook::{Result, Shop};

struct Chain {
    shop: Shop,
    lamp: VariantId,
    warehouse: LocationId,
    on_the_way: LocationId,
    branch: LocationId,
}

fn chain() -> Result<Chain> {
    let settings = Settings {
        cost_scope: CostScope::Location,
        negative_stock: NegativeStock::Allow,
        costing: CostingMethod::Fifo,
        ..Settings::default()
    };
    let shop = Shop::create_with(MemoryStore::default(), settings, ShopOptions::default())?;
    let [on_the_way, branch] =
        ["In transit", "Branch"].map(|name| Location { id: LocationId::new(), name: name.into() });
    shop.catalog().put_locations(DocumentId::new(), &[on_the_way.clone(), branch.clone()])?;
    let lamp = shop.catalog().add(NewProduct::new("Lamp"))?.variants[0].id;
    for cost in [dec!(10), dec!(11)] {
        shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(lamp, dec!(3), cost)])?;
    }
    let warehouse = shop.catalog().locations()?[0].id;
    Ok(Chain { shop, lamp, warehouse, on_the_way: on_the_way.id, branch: branch.id })
}

impl Chain {
    fn carry(&self, from: LocationId, to: LocationId, units: u32) {
        let lines = [TransferLine::new(self.lamp, units.into())];
        self.shop.stockroom().transfer(DocumentId::new(), from, to, &lines).unwrap();
    }

    /// Units and minor units of the layers at a location.
    fn layers(&self, location: LocationId) -> Vec<(String, i64)> {
        let pools = self.shop.stockroom().cost_pools(self.lamp).unwrap();
        let layers = pools.iter().filter(|pool| pool.location == Some(location)).flat_map(|pool| &pool.layers);
        layers.map(|layer| (layer.quantity.to_string(), layer.value.minor())).collect()
    }

    fn layer(units: u32, minor: i64) -> (String, i64) {
        (units.to_string(), minor)
    }
}

#[test]
fn goods_on_the_way_keep_their_value() -> Result<()> {
    let chain = chain()?;
    assert_eq!(chain.layers(chain.warehouse), [Chain::layer(3, 30_00), Chain::layer(3, 33_00)]);
    chain.carry(chain.warehouse, chain.on_the_way, 4);
    assert_eq!(chain.layers(chain.warehouse), [Chain::layer(2, 22_00)]);
    assert_eq!(chain.layers(chain.on_the_way), [Chain::layer(3, 30_00), Chain::layer(1, 11_00)]);
    // Nothing is lost on the way: the shop is worth what it was.
    assert_eq!(chain.shop.stockroom().on_hand(chain.lamp)?.1.minor(), 63_00);
    chain.carry(chain.on_the_way, chain.branch, 4);
    assert!(chain.layers(chain.on_the_way).is_empty());
    assert_eq!(chain.layers(chain.branch), [Chain::layer(3, 30_00), Chain::layer(1, 11_00)]);
    let pools = chain.shop.stockroom().cost_pools(chain.lamp)?;
    let branch = pools.iter().find(|pool| pool.location == Some(chain.branch)).unwrap();
    assert!(branch.layers.iter().all(|layer| layer.kind == DocumentKind::OpeningStock), "{branch:?}");
    assert!(chain.shop.office().verify()?.is_clean());
    Ok(())
}

#[test]
fn a_pool_says_what_is_short_and_what_is_written_down() -> Result<()> {
    let chain = chain()?;
    let line = [WriteDownLine::new(chain.lamp, dec!(8), "old model")];
    chain.shop.stockroom().write_down(DocumentId::new(), None, &line)?;
    let sale = chain.shop.till().sell(
        SaleId::new(),
        &Cart::new().add(chain.lamp, dec!(2)).from_location(chain.branch),
        &[],
    )?;
    assert_eq!(sale.lines[0].short.to_string(), "2");
    let pools = chain.shop.stockroom().cost_pools(chain.lamp)?;
    let told: Vec<_> = pools
        .iter()
        .map(|pool| (pool.location, pool.quantity.to_string(), pool.value.minor(), pool.written_down.minor()))
        .collect();
    let warehouse = (Some(chain.warehouse), "6".to_string(), 48_00, 15_00);
    // By the newest receipt at any location.
    let branch = (Some(chain.branch), "-2".to_string(), -22_00, 0);
    assert_eq!(told, [warehouse, branch]);
    // The goods that cover it are carried there; half of a line that was there is not short.
    chain.carry(chain.warehouse, chain.branch, 3);
    let half = Cart::new().add(chain.lamp, dec!(2)).from_location(chain.branch);
    assert_eq!(chain.shop.till().sell(SaleId::new(), &half, &[])?.lines[0].short.to_string(), "1");
    Ok(())
}
