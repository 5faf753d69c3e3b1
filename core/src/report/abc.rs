use std::cmp::Reverse;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Reports;
use super::sums::{Sums, ratio};
use super::top_products::{Lifetime, lifetime};
use crate::Result;
use crate::value::{Money, ProductId, Rate};

/// How much a product matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AbcClass {
    /// The few that bring most.
    A,
    /// Those between.
    B,
    /// The many that bring little, or nothing.
    C,
}

/// Where the classes end: an item is A while the share of all items *before* it is under `a`, B while it is under `b`,
/// else C. So there is at least one A item, even when it alone exceeds the cut; by the share *including* the item it
/// would be B.
///
/// ```
/// use tillbook::report::{AbcClass, AbcRule};
/// use tillbook::value::Money;
/// let values = [420_000, 260_000, 150_000, 70_000, 60_000, 40_000].map(Money::from_minor);
/// use AbcClass::{A, B, C};
/// assert_eq!(AbcRule::default().classes(&values)?, [A, A, A, B, B, C]); // shares before: 0, 42, 68, 83, 90, 96 %
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbcRule {
    /// Where A ends.
    pub a: Rate,
    /// Where B ends.
    pub b: Rate,
}

impl Default for AbcRule {
    /// 80 % and 95 %.
    fn default() -> Self {
        let percent = |percent| Rate::percent(Decimal::from(percent)).unwrap_or(Rate::ONE);
        Self { a: percent(80), b: percent(95) }
    }
}

/// A product with its class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbcProduct {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: Arc<str>,
    /// Its brand; may be empty.
    pub brand: Arc<str>,
    /// What customers paid for it since the shop opened less what they got back, without tax.
    pub net_sales: Money,
    /// Its share of all products' net sales, those below zero left out; `None` if there are none.
    pub share: Option<Decimal>,
    /// The share of all products before it.
    pub share_before: Option<Decimal>,
    /// Its class.
    pub class: AbcClass,
}

impl AbcRule {
    /// The classes of items with these values, in their order. The largest value comes first, of equal ones the
    /// earlier; values below zero count as nothing.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) when the sum of the values does not fit.
    pub fn classes(&self, values: &[Money]) -> Result<Vec<AbcClass>> {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by_key(|&index| Reverse(values.get(index).copied()));
        let sorted: Vec<Money> = order.iter().filter_map(|&index| values.get(index).copied()).collect();
        let befores = befores(&sorted)?;
        let total = positive(&sorted)?;
        let mut classes: Vec<(usize, AbcClass)> =
            order.into_iter().zip(befores).map(|(index, before)| (index, self.class(before, total))).collect();
        classes.sort_unstable_by_key(|(index, _)| *index);
        Ok(classes.into_iter().map(|(_, class)| class).collect())
    }

    fn class(self, before: Money, total: Money) -> AbcClass {
        let is_under = |cut: Rate| {
            let (share, whole) = cut.fraction();
            i128::from(before.minor()) * whole < share * i128::from(total.minor())
        };
        if is_under(self.a) {
            AbcClass::A
        } else if is_under(self.b) {
            AbcClass::B
        } else {
            AbcClass::C
        }
    }
}

fn positive(values: &[Money]) -> Result<Money> {
    Money::sum(values.iter().copied().filter(|value| !value.is_negative()))
}

/// The sum of all values before each.
fn befores(sorted: &[Money]) -> Result<Vec<Money>> {
    let mut sum = Money::ZERO;
    let mut befores = Vec::with_capacity(sorted.len());
    for value in sorted {
        befores.push(sum);
        sum = sum.add((*value).max(Money::ZERO))?;
    }
    Ok(befores)
}

impl Reports<'_> {
    /// All products that were sold since the shop opened, with their class by net sales without tax; most net sales
    /// first, equal ones by name, brand, id. No ledger is read but what was posted since
    /// the report before.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn abc(&self, rule: AbcRule) -> Result<Vec<AbcProduct>> {
        self.shop.read(|tx, snapshot| {
            let goods = self.goods(tx, snapshot)?;
            let sums = goods.sold(tx)?;
            let mut sold = lifetime(&goods, &sums, Sums::net_sales)?;
            sold.sort_unstable_by(Lifetime::order);
            let values: Vec<Money> = sold.iter().map(|own| own.value).collect();
            let (total, befores) = (positive(&values)?, befores(&values)?);
            let row = |(own, before): (&Lifetime<'_>, Money)| AbcProduct {
                product: own.product.id,
                name: Arc::clone(&own.product.name),
                brand: Arc::clone(&own.product.brand),
                net_sales: own.value,
                share: ratio(own.value.max(Money::ZERO).minor(), total.minor()),
                share_before: ratio(before.minor(), total.minor()),
                class: rule.class(before, total),
            };
            Ok(sold.iter().zip(befores).map(row).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use AbcClass::{A, B, C};

    fn classes(values: &[i64]) -> Vec<AbcClass> {
        let values: Vec<Money> = values.iter().copied().map(Money::from_minor).collect();
        AbcRule::default().classes(&values).unwrap()
    }

    #[test]
    fn classes_come_in_the_order_of_the_items_whatever_their_values() {
        assert_eq!(classes(&[5, 80, 15]), [C, A, B]); // shares before: 95, 0, 80 %
        assert_eq!(classes(&[990, 10]), [A, C]);
    }

    #[test]
    fn what_brought_nothing_or_less_is_c() {
        assert_eq!(classes(&[]), []);
        assert_eq!(classes(&[0, 0]), [C, C]);
        assert_eq!(classes(&[-5, 10, 0]), [C, A, C]);
    }
}
