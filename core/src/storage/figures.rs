use rustc_hash::FxHashMap;

use crate::Result;
use crate::ledger::{Pool, SaleLine, VariantNo};
use crate::value::{BusinessDay, Money, Quantity};

/// What reports add up of a [`SaleLine`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaleFigures {
    /// What was sold.
    pub variant: VariantNo,
    /// The day it belongs to.
    pub business_day: BusinessDay,
    /// How much.
    pub quantity: Quantity,
    /// What the customer pays for the line, tax included.
    pub total: Money,
    /// The tax in `total`.
    pub tax: Money,
    /// What the goods cost.
    pub cost: Money,
}

impl SaleFigures {
    /// Those of a line.
    pub const fn of(line: &SaleLine) -> Self {
        Self {
            variant: line.variant,
            business_day: line.business_day,
            quantity: line.quantity,
            total: line.total,
            tax: line.tax,
            cost: line.cost,
        }
    }
}

/// What a variant sold so far, less what came back, as its [`Pool`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sold {
    /// The variant.
    pub variant: VariantNo,
    /// How much.
    pub quantity: Quantity,
    /// What customers paid for it, tax included.
    pub total: Money,
    /// The tax in that.
    pub tax: Money,
    /// What it cost.
    pub cost: Money,
}

impl Sold {
    /// That of a pool.
    pub const fn of(pool: &Pool) -> Self {
        Self {
            variant: pool.variant,
            quantity: pool.sold_quantity,
            total: pool.sold_total,
            tax: pool.sold_tax,
            cost: pool.sold_cost,
        }
    }
}

/// What was on hand of a variant at a time, over all locations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnHand {
    /// The variant.
    pub variant: VariantNo,
    /// How much; below zero when it was short.
    pub quantity: Quantity,
    /// What that was worth at cost.
    pub value: Money,
}

/// Adds up what is [on hand](OnHand), row by row, for stores whose own sums could overflow on the way.
#[derive(Debug, Default)]
pub struct OnHandSums(FxHashMap<VariantNo, (i128, i128)>);

impl OnHandSums {
    /// Adds a row of a ledger.
    pub fn add(&mut self, variant: VariantNo, quantity: Quantity, value: Money) {
        let sum = self.0.entry(variant).or_default();
        sum.0 += i128::from(quantity.micros());
        sum.1 += i128::from(value.minor());
    }

    /// Hands out the sums, by variant.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for a sum that does not fit; those of `sink`.
    pub fn each(self, sink: &mut dyn FnMut(&OnHand) -> Result<()>) -> Result<()> {
        let mut sums: Vec<_> = self.0.into_iter().collect();
        sums.sort_unstable_by_key(|(variant, _)| *variant);
        for (variant, (quantity, value)) in sums {
            sink(&OnHand { variant, quantity: Quantity::try_from(quantity)?, value: Money::try_from(value)? })?;
        }
        Ok(())
    }
}
