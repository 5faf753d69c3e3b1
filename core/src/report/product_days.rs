use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::sums::{Sums, ratio};
use super::{Period, Reports};
use crate::Result;
use crate::value::{BusinessDay, Money, ProductId, Quantity};

/// A product, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDays {
    /// The product.
    pub product: ProductId,
    /// Its name, with its brand.
    pub name: Arc<str>,
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
    fn new(day: BusinessDay, sums: &Sums) -> Result<Self> {
        let (net_sales, profit) = (sums.net_sales()?, sums.profit()?);
        Ok(Self { day, quantity: sums.quantity, net_sales, tax: sums.tax, cost: sums.cost, profit })
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        self.quantity = self.quantity.add(other.quantity)?;
        self.net_sales = self.net_sales.add(other.net_sales)?;
        self.tax = self.tax.add(other.tax)?;
        self.cost = self.cost.add(other.cost)?;
        self.profit = self.profit.add(other.profit)?;
        Ok(())
    }

    /// `profit / net_sales`.
    pub fn margin(&self) -> Option<Decimal> {
        ratio(self.profit.minor(), self.net_sales.minor())
    }

    /// `profit / cost`.
    pub fn markup(&self) -> Option<Decimal> {
        ratio(self.profit.minor(), self.cost.minor())
    }
}

/// What a line adds: the place of its product, its day, its sums.
type Cell = (u32, BusinessDay, Sums);

impl Reports<'_> {
    /// Gross margin of every product on every day of the period, by product name. Made for long ledgers: one pass,
    /// names are looked up once at the end.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn margin_by_product_and_day(&self, period: Period) -> Result<Vec<ProductDays>> {
        self.shop.read(|tx, snapshot| {
            let goods = self.goods(tx, snapshot)?;
            let mut cells: Vec<Cell> = Vec::new();
            super::sources::figures(tx, &period.filter(), &mut |line| {
                cells.push((goods.place(line.variant)?, line.business_day, Sums::of_line(line)));
                Ok(())
            })?;
            let (order, ends) = by_place(&cells, goods.products().len());
            let mut answer = Vec::with_capacity(ends.len());
            let mut begin = 0;
            for (product, end) in goods.products().iter().zip(ends) {
                let own = order.get(begin..end).unwrap_or_default();
                begin = end;
                if !own.is_empty() {
                    let days = days(&cells, own)?;
                    answer.push(ProductDays { product: product.id, name: Arc::clone(&product.full_name), days });
                }
            }
            Ok(answer)
        })
    }
}

/// The indexes of the cells by place, in their order within a place, and where each place ends in them: a counting
/// sort.
fn by_place(cells: &[Cell], places: usize) -> (Vec<u32>, Vec<usize>) {
    let mut next = vec![0_usize; places + 1];
    for (place, ..) in cells {
        if let Some(count) = next.get_mut(*place as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut next {
        sum += *count;
        *count = sum;
    }
    let mut order = vec![0_u32; cells.len()];
    for (index, (place, ..)) in (0..).zip(cells) {
        if let Some(at) = next.get_mut(*place as usize) {
            if let Some(free) = order.get_mut(*at) {
                *free = index;
            }
            *at += 1;
        }
    }
    next.truncate(places);
    (order, next)
}

/// One row a day out of the cells of a product. They come by posting number, that is nearly always by day.
fn days(cells: &[Cell], own: &[u32]) -> Result<Vec<ProductDay>> {
    let mut days: Vec<ProductDay> = Vec::with_capacity(own.len());
    let mut is_sorted = true;
    for (_, day, sums) in own.iter().filter_map(|&index| cells.get(index as usize)) {
        match days.last_mut() {
            Some(last) if last.day == *day => last.add(&ProductDay::new(*day, sums)?)?,
            last => {
                is_sorted &= last.is_none_or(|last| last.day < *day);
                days.push(ProductDay::new(*day, sums)?);
            }
        }
    }
    if is_sorted {
        return Ok(days);
    }
    days.sort_by_key(|row| row.day);
    let mut merged: Vec<ProductDay> = Vec::with_capacity(days.len());
    for row in days {
        match merged.last_mut() {
            Some(last) if last.day == row.day => last.add(&row)?,
            _ => merged.push(row),
        }
    }
    Ok(merged)
}
