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
