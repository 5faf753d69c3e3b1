use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Reports;
use super::goods::{Goods, NamedProduct};
use super::sums::{Sums, ratio};
use crate::Result;
use crate::value::{Money, ProductId, Quantity};

/// What a product brought and what it cost since the shop opened: sales less refunds and voids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopProduct {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: Arc<str>,
    /// Its brand; may be empty.
    pub brand: Arc<str>,
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
    /// of totals that every sale keeps up to date: no ledger is read but what was posted since the report before.
    /// Products that were never sold, or that came back whole, are left out.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn top_products(&self, limit: usize) -> Result<Vec<TopProduct>> {
        self.shop.read(|tx, snapshot| {
            let goods = self.goods(tx, snapshot)?;
            let sums = goods.sold(tx)?;
            let mut sold = lifetime(&goods, &sums, Sums::profit)?;
            // Only the first ones are wanted in their order.
            if limit < sold.len() {
                sold.select_nth_unstable_by(limit, Lifetime::order);
                sold.truncate(limit);
            }
            sold.sort_unstable_by(Lifetime::order);
            sold.iter().map(TopProduct::of).collect()
        })
    }
}

impl TopProduct {
    fn of(lifetime: &Lifetime<'_>) -> Result<Self> {
        let Lifetime { product, sums, .. } = lifetime;
        let (net_sales, profit) = (sums.net_sales()?, sums.profit()?);
        Ok(Self {
            product: product.id,
            name: Arc::clone(&product.name),
            brand: Arc::clone(&product.brand),
            quantity: sums.quantity,
            net_sales,
            tax: sums.tax,
            cost: sums.cost,
            profit,
            margin: ratio(profit.minor(), net_sales.minor()),
        })
    }
}

/// What a product sold since the shop opened.
pub(super) struct Lifetime<'a> {
    pub(super) product: &'a NamedProduct,
    pub(super) sums: &'a Sums,
    /// What it is ranked by.
    pub(super) value: Money,
}

impl Lifetime<'_> {
    /// Largest value first; equal ones by name, brand, id.
    pub(super) fn order(a: &Self, b: &Self) -> Ordering {
        b.value.cmp(&a.value).then_with(|| a.names().cmp(&b.names()))
    }

    fn names(&self) -> (&str, &str, ProductId) {
        (&self.product.name, &self.product.brand, self.product.id)
    }
}

/// Every product that was sold and did not come back whole, ranked by `value` of its sums.
pub(super) fn lifetime<'a>(
    goods: &'a Goods,
    sums: &'a [Sums],
    value: impl Fn(&Sums) -> Result<Money>,
) -> Result<Vec<Lifetime<'a>>> {
    let mut sold = Vec::with_capacity(sums.len());
    for (product, sums) in goods.products().iter().zip(sums) {
        if *sums != Sums::default() {
            sold.push(Lifetime { product, sums, value: value(sums)? });
        }
    }
    Ok(sold)
}
