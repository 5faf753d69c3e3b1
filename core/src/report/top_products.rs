use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Reports;
use super::goods::{Goods, NamedProduct};
use super::sums::{Sums, ratio};
use crate::storage::Transaction;
use crate::value::{Money, ProductId, Quantity};
use crate::{Error, Noun, Result};

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
    /// [`Error::TooLarge`] for sums that do not fit; failures of the storage.
    pub fn top_products(&self, limit: usize) -> Result<Vec<TopProduct>> {
        self.shop.read(|tx, snapshot| {
            let goods = self.goods(tx, snapshot)?;
            let mut sold = lifetime(tx, &goods, Sums::profit)?;
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
        let (product, sums) = (lifetime.product, &lifetime.sums);
        let (net_sales, profit) = (sums.net_sales()?, sums.profit()?);
        Ok(Self {
            product: product.id,
            name: product.name.clone(),
            brand: product.brand.clone(),
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
    pub(super) sums: Sums,
    /// What it is ranked by.
    pub(super) value: Money,
}

impl Lifetime<'_> {
    /// Largest value first; equal ones by name, brand, id.
    pub(super) fn order(a: &Self, b: &Self) -> Ordering {
        let names = |own: &Self| (own.product.name.as_str(), own.product.brand.as_str(), own.product.id);
        b.value.cmp(&a.value).then_with(|| names(a).cmp(&names(b)))
    }
}

/// Every product that was sold and did not come back whole, ranked by `value` of its sums.
pub(super) fn lifetime<'a>(
    tx: &mut dyn Transaction,
    goods: &'a Goods,
    value: impl Fn(&Sums) -> Result<Money>,
) -> Result<Vec<Lifetime<'a>>> {
    let mut totals: Vec<Option<Sums>> = vec![None; goods.products().len()];
    tx.sold(&mut |sold| {
        let sums = Sums::of_sold(sold);
        if sums == Sums::default() {
            return Ok(());
        }
        match totals.get_mut(goods.place(sold.variant)? as usize) {
            Some(total) => total.get_or_insert_default().add(&sums),
            None => Err(Error::not_found(Noun::Variant, sold.variant)),
        }
    })?;
    let named = goods.products().iter().zip(totals);
    let sold = named.filter_map(|(product, sums)| Some((product, sums?)));
    sold.map(|(product, sums)| Ok(Lifetime { product, sums, value: value(&sums)? })).collect()
}
