use serde::{Deserialize, Serialize};

use super::Goods;
use crate::value::{CategoryId, Money, ProductId, Quantity, VariantId};
use crate::{Error, Expected, Result};

/// Which goods are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scope {
    /// Everything in the cart.
    #[default]
    All,
    /// All variants of these products.
    Products(Vec<ProductId>),
    /// These variants.
    Variants(Vec<VariantId>),
    /// Everything in these categories and below them.
    Categories(Vec<CategoryId>),
}

impl Scope {
    /// True if `goods` are meant.
    pub fn contains(&self, goods: &Goods) -> bool {
        match self {
            Self::All => true,
            Self::Products(ids) => ids.contains(&goods.product),
            Self::Variants(ids) => ids.contains(&goods.variant),
            Self::Categories(ids) => goods.categories.iter().any(|category| ids.contains(category)),
        }
    }

    pub(crate) fn check(&self, field: &str) -> Result<()> {
        let empty = match self {
            Self::All => false,
            Self::Products(ids) => ids.is_empty(),
            Self::Variants(ids) => ids.is_empty(),
            Self::Categories(ids) => ids.is_empty(),
        };
        if empty { Err(Error::invalid(field, "[]", Expected::NotEmpty)) } else { Ok(()) }
    }
}

/// What the cart must hold. It is tested when the promotion's turn comes; reaching a bound exactly counts, and
/// both bounds must hold if both are given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    /// Least quantity, above zero.
    pub min_quantity: Option<Quantity>,
    /// Least amount after earlier discounts, above zero; with or without tax as the prices are.
    pub min_amount: Option<Money>,
    /// The goods that count, as long as they are not closed. Without it: the goods that the promotion may use.
    pub scope: Option<Scope>,
}

impl Condition {
    /// True if there is anything to reach.
    pub(super) fn is_bound(&self) -> bool {
        self.min_quantity.is_some() || self.min_amount.is_some()
    }

    /// Checks the bounds.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field.
    pub(super) fn check(&self) -> Result<()> {
        if let Some(quantity) = self.min_quantity.filter(|quantity| !quantity.is_positive()) {
            return Err(Error::invalid("condition.min_quantity", quantity, Expected::Positive));
        }
        if let Some(amount) = self.min_amount.filter(|amount| amount.minor() <= 0) {
            return Err(Error::invalid("condition.min_amount", amount, Expected::Positive));
        }
        self.scope.as_ref().map_or(Ok(()), |scope| scope.check("condition.scope"))
    }
}
