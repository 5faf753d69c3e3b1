use serde::{Deserialize, Serialize};

use super::{Pack, check_name};
use crate::ledger::{CostingMethod, NegativeStock};
use crate::value::{CategoryId, ProductId};
use crate::{Error, Expected, Result};

/// Options a product may have, such as colour and size.
pub(super) const MOST_OPTIONS: usize = 5;
/// Variants a product may have.
pub(super) const MOST_VARIANTS: usize = 1_000;
/// Packs a product may have.
pub(super) const MOST_PACKS: usize = 10;

/// What is sold by name. Prices, barcodes and stock belong to its [variants](super::Variant).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// What a customer calls it.
    pub name: String,
    /// The maker's or the house's brand; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// What its variants differ by; empty for a product with one variant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ProductOption>,
    /// Where it stands in the category tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// The unit stock is kept in: the smallest, such as `each`, `kg` or 个.
    pub unit: String,
    /// Other units it is bought or sold in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<Pack>,
    /// Code of the tax on its sale; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_code: String,
    /// Days from production to the last good day. Goods with a shelf life are tracked by batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf_life_days: Option<u32>,
    /// How it is costed, if not as its category or the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costing: Option<CostingMethod>,
    /// Whether more of it may leave than is there, if not as the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negative_stock: Option<NegativeStock>,
}

/// One thing that the variants of a product differ by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOption {
    /// Such as 颜色 or `size`.
    pub name: String,
    /// Such as 黑, 白 or `S`, `M`, `L`.
    pub values: Vec<String>,
}

impl Product {
    /// The pack with this name; `None` for the stock unit itself.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn pack(&self, name: &str) -> Result<Option<&Pack>> {
        if name == self.unit {
            return Ok(None);
        }
        let found = self.packs.iter().find(|pack| pack.name == name);
        found.map(Some).ok_or_else(|| Error::not_found(crate::Noun::Unit, name))
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        check_name("unit", &self.unit)?;
        if self.options.len() > MOST_OPTIONS {
            return Err(Error::invalid("options", self.options.len(), Expected::AtMostItems(MOST_OPTIONS)));
        }
        if self.packs.len() > MOST_PACKS {
            return Err(Error::invalid("packs", self.packs.len(), Expected::AtMostItems(MOST_PACKS)));
        }
        for (i, pack) in self.packs.iter().enumerate() {
            pack.check().map_err(|e| e.within(format_args!("packs[{i}]")))?;
            let taken = pack.name == self.unit || self.packs[..i].iter().any(|other| other.name == pack.name);
            if taken {
                return Err(Error::invalid(format!("packs[{i}].name"), &pack.name, Expected::Unique));
            }
        }
        for (i, option) in self.options.iter().enumerate() {
            option.check().map_err(|e| e.within(format_args!("options[{i}]")))?;
        }
        if self.shelf_life_days == Some(0) {
            return Err(Error::invalid("shelf_life_days", 0, Expected::Positive));
        }
        self.matrix_size().map(|_| ())
    }

    fn matrix_size(&self) -> Result<usize> {
        let size = self.options.iter().try_fold(1_usize, |size, option| size.checked_mul(option.values.len()));
        match size {
            Some(size) if size <= MOST_VARIANTS => Ok(size),
            _ => Err(Error::invalid("options", "their combinations", Expected::AtMostItems(MOST_VARIANTS))),
        }
    }

    /// All combinations of option values, the last option running fastest; one empty combination for a product
    /// without options.
    pub fn matrix(&self) -> Vec<Vec<String>> {
        let mut rows = vec![Vec::new()];
        for option in &self.options {
            rows = rows
                .iter()
                .flat_map(|row: &Vec<String>| {
                    option.values.iter().map(move |value| row.iter().cloned().chain([value.clone()]).collect())
                })
                .collect();
        }
        rows
    }
}

impl ProductOption {
    fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        if self.values.is_empty() {
            return Err(Error::invalid("values", "[]", Expected::NotEmpty));
        }
        // Before the comparison of each with each.
        if self.values.len() > MOST_VARIANTS {
            return Err(Error::invalid("values", self.values.len(), Expected::AtMostItems(MOST_VARIANTS)));
        }
        for (i, value) in self.values.iter().enumerate() {
            check_name("values", value)?;
            if self.values[..i].contains(value) {
                return Err(Error::invalid("values", value, Expected::Unique));
            }
        }
        Ok(())
    }
}
