use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::margin::product_name;
use super::sums::{Sums, ratio};
use super::{Period, Reports, sources};
use crate::Result;
use crate::ledger::VariantNo;
use crate::value::{BusinessDay, Money, ProductId, Quantity};

/// A product, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDays {
    /// The product.
    pub product: ProductId,
    /// Its name, with its brand.
    pub name: String,
    /// The days on which it was sold or came back, earliest first.
    pub days: Vec<ProductDay>,
}

/// What a product brought on a day and what it cost: sales less refunds and voids. The figures are those of a
/// [`MarginRow`](super::MarginRow).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDay {
    /// The day.
    pub day: BusinessDay,
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
}

impl ProductDay {
    /// `profit / net_sales`.
    pub fn margin(&self) -> Option<Decimal> {
        ratio(self.profit.minor(), self.net_sales.minor())
    }

    /// `profit / cost`.
    pub fn markup(&self) -> Option<Decimal> {
        ratio(self.profit.minor(), self.cost.minor())
    }
}

/// The sums of a day. Rows come by posting number, that is nearly by day: most of them belong to the last cell.
type Cell = (BusinessDay, Sums);

impl Reports<'_> {
    /// Gross margin of every product on every day of the period, by product name. Made for long ledgers: one pass,
    /// names are looked up once at the end.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn margin_by_product_and_day(&self, period: Period) -> Result<Vec<ProductDays>> {
        self.shop.read(|tx, snapshot| {
            let mut variants: FxHashMap<VariantNo, Vec<Cell>> = FxHashMap::default();
            tx.sale_lines(&period.filter(), &mut |line| {
                let cells = variants.entry(line.variant).or_default();
                match cells.last_mut() {
                    Some((day, sums)) if *day == line.business_day => sums.add(&Sums::of_line(line))?,
                    _ => cells.push((line.business_day, Sums::of_line(line))),
                }
                Ok(())
            })?;
            let numbers: Vec<VariantNo> = variants.keys().copied().collect();
            let cards = sources::cards(tx, snapshot, &numbers)?;
            let mut products: FxHashMap<ProductId, (String, Vec<Cell>)> = FxHashMap::default();
            for (no, mut cells) in variants {
                let card = sources::card(&cards, no)?;
                let product = products.entry(card.product.id);
                product.or_insert_with(|| (product_name(card), Vec::new())).1.append(&mut cells);
            }
            let mut answer = Vec::with_capacity(products.len());
            for (product, (name, cells)) in products {
                answer.push(ProductDays { product, name, days: days(cells)? });
            }
            answer.sort_by(|a, b| (&a.name, a.product).cmp(&(&b.name, b.product)));
            Ok(answer)
        })
    }
}

/// One row a day out of cells in any order.
fn days(mut cells: Vec<Cell>) -> Result<Vec<ProductDay>> {
    cells.sort_by_key(|(day, _)| *day);
    let mut days: Vec<ProductDay> = Vec::with_capacity(cells.len());
    for of_day in cells.chunk_by(|a, b| a.0 == b.0) {
        let Some((day, _)) = of_day.first() else { continue };
        let mut all = Sums::default();
        for (_, sums) in of_day {
            all.add(sums)?;
        }
        let Sums { quantity, tax, cost, .. } = all;
        let (net_sales, profit) = (all.net_sales()?, all.profit()?);
        days.push(ProductDay { day: *day, quantity, net_sales, tax, cost, profit });
    }
    Ok(days)
}
