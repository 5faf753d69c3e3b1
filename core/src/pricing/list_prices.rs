use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::value::{DocumentId, Price, PriceListId, Quantity, VariantId};

/// What a price list says of one variant. Of the steps for the unit in which it is bought the highest that is reached holds,
/// and no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPrices {
    /// The list.
    pub list: PriceListId,
    /// What is sold.
    pub variant: VariantId,
    /// Its prices, by pack and quantity, at most 100; empty if the list says nothing of it any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<PriceStep>,
}

/// A price from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceStep {
    /// The pack that it is a price of; `None` for the stock unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// From so many packs or stock units of the variant in the cart on; reaching it exactly counts. Zero for any quantity.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub from: Quantity,
    /// Of one pack or stock unit, in the shop's price basis; above zero.
    pub price: Price,
}

impl ListPrices {
    /// The id of the record of what a list says of a variant.
    pub(crate) fn record_id(&self) -> Uuid {
        DocumentId::derived("list_prices", &format!("{} {}", self.list, self.variant)).uuid()
    }

    /// The step that holds for goods that are bought in a pack, or in stock units.
    pub(super) fn reached(&self, pack: Option<&str>, in_cart: Quantity) -> Option<&PriceStep> {
        let of_unit = self.steps.iter().filter(|step| step.pack.as_deref() == pack);
        of_unit.filter(|step| step.from <= in_cart).max_by_key(|step| step.from)
    }
}
