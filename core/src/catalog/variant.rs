use serde::{Deserialize, Serialize};

use super::{Barcode, KitPart, Product, check_code};
use crate::ledger::NegativeStock;
use crate::value::{Price, ProductId, Quantity, VariantId};
use crate::{Error, Expected, Result};

/// Barcodes a variant may have.
pub(super) const MOST_BARCODES: usize = 50;

/// The thing with a barcode, a price and stock: one combination of its product's options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its id.
    pub id: VariantId,
    /// What it is a variant of.
    pub product: ProductId,
    /// Stock-keeping unit (货号): what the shop calls it; unique.
    pub sku: String,
    /// The values of the product's options, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What a scanner finds it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barcodes: Vec<VariantBarcode>,
    /// List price of one stock unit, in the shop's price basis.
    pub price: Price,
    /// What members pay, if less than others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_price: Option<Price>,
    /// No sale of it may bring less than this a unit, after all discounts, in the price basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest_price: Option<Price>,
    /// What a stock unit is taken to cost when it is sold before any was received. Fixed once its goods moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed_cost: Option<Price>,
    /// Whether more of it may leave than is there, if not as its product or the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negative_stock: Option<NegativeStock>,
    /// To be ordered again when no more than this is on hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reorder_point: Option<Quantity>,
    /// What leaves the stock when it is sold, if it is a kit and has no stock itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<KitPart>,
    /// False for goods that are not for sale now (下架).
    pub on_shelf: bool,
}

/// A barcode of a variant, and the pack that it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantBarcode {
    /// The code.
    pub code: Barcode,
    /// Name of the pack it stands on; `None` for the stock unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
}

impl Variant {
    /// What a person calls it: the product's brand and name, and what sets it apart.
    pub fn name(&self, product: &Product) -> String {
        let parts = [&product.brand, &product.name].into_iter().chain(&self.choices);
        parts.filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn check(&self, product: &Product) -> Result<()> {
        check_code("sku", &self.sku)?;
        if self.choices.len() != product.options.len() {
            let expected = Expected::ExactItems(product.options.len());
            return Err(Error::invalid("choices", self.choices.join(", "), expected));
        }
        for (choice, option) in self.choices.iter().zip(&product.options) {
            if !option.values.contains(choice) {
                return Err(Error::invalid(format!("choices.{}", option.name), choice, Expected::Known));
            }
        }
        if self.barcodes.len() > MOST_BARCODES {
            return Err(Error::invalid("barcodes", self.barcodes.len(), Expected::AtMostItems(MOST_BARCODES)));
        }
        for barcode in &self.barcodes {
            if let Some(pack) = &barcode.pack {
                product.pack(pack)?;
            }
        }
        self.check_parts()
    }
}
