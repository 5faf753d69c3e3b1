use std::cmp::Reverse;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::sums::{Sums, ratio};
use super::{Reports, sources};
use crate::Result;
use crate::ledger::VariantNo;
use crate::posting::Snapshot;
use crate::storage::{PoolQuery, Transaction};
use crate::value::{Money, ProductId, Quantity};

/// What a product brought and what it cost since the shop opened: sales less refunds and voids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopProduct {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Its brand; may be empty.
    pub brand: String,
    /// Stock units sold, less those that came back.
    pub quantity: Quantity,
    /// What customers paid less what they got back, without tax.
    pub net_sales: Money,
    /// The tax on that.
    pub tax: Money,
    /// What the goods cost by the ledger.
    pub cost: Money,
    /// Gross profit: `net_sales - cost`.
    pub profit: Money,
    /// `profit / net_sales`.
    pub margin: Option<Decimal>,
}

impl Reports<'_> {
    /// The products with most gross profit since the shop opened, at most `limit`; equal ones by name, brand, id. Out
    /// of totals that every sale keeps up to date: no ledger is read. Products that were never sold, or that came back
    /// whole, are left out.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn top_products(&self, limit: usize) -> Result<Vec<TopProduct>> {
        self.shop.read(|tx, snapshot| {
            let mut products = lifetime(tx, snapshot)?;
            products.sort_by(|a, b| (Reverse(a.profit), a.names()).cmp(&(Reverse(b.profit), b.names())));
            products.truncate(limit);
            Ok(products)
        })
    }
}

impl TopProduct {
    /// What equal products are ordered by.
    pub(super) fn names(&self) -> (&str, &str, ProductId) {
        (&self.name, &self.brand, self.product)
    }
}

/// The totals of every product that was sold.
pub(super) fn lifetime(tx: &mut dyn Transaction, snapshot: &Snapshot) -> Result<Vec<TopProduct>> {
    let pools = tx.pools(&PoolQuery::All)?;
    let sold: Vec<(VariantNo, Sums)> = pools
        .iter()
        .map(|pool| (pool.variant, Sums::of_pool(pool)))
        .filter(|(_, sums)| *sums != Sums::default())
        .collect();
    let numbers: Vec<VariantNo> = sold.iter().map(|(no, _)| *no).collect();
    let cards = sources::cards(tx, snapshot, &numbers)?;
    let mut products: FxHashMap<ProductId, (VariantNo, Sums)> = FxHashMap::default();
    for (no, sums) in &sold {
        let product = sources::card(&cards, *no)?.product.id;
        products.entry(product).or_insert((*no, Sums::default())).1.add(sums)?;
    }
    let mut rows = Vec::with_capacity(products.len());
    for (product, (no, sums)) in products {
        let card = sources::card(&cards, no)?;
        let (net_sales, profit) = (sums.net_sales()?, sums.profit()?);
        rows.push(TopProduct {
            product,
            name: card.product.name.clone(),
            brand: card.product.brand.clone(),
            quantity: sums.quantity,
            net_sales,
            tax: sums.tax,
            cost: sums.cost,
            profit,
            margin: ratio(profit.minor(), net_sales.minor()),
        });
    }
    Ok(rows)
}
