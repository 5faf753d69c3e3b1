use serde::{Deserialize, Serialize};

use super::Reports;
use crate::Result;
use crate::shop::on_order;
use crate::value::{Quantity, VariantId};

/// A variant at or below its reorder point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reorder {
    /// The variant.
    pub variant: VariantId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// On hand, over all locations.
    pub on_hand: Quantity,
    /// Still to come of open orders.
    pub on_order: Quantity,
    /// Its reorder point.
    pub reorder_point: Quantity,
}

impl Reports<'_> {
    /// Variants with no more on hand than their reorder point, in the order in which they were added, at most
    /// `limit`. What is on its way is told but not counted: an order proposal
    /// ([`Purchasing::propose`](crate::shop::Purchasing::propose)) counts it.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn below_reorder_point(&self, limit: usize) -> Result<Vec<Reorder>> {
        self.shop.read(|tx, snapshot| {
            let low = tx.low_stock(limit)?;
            let goods = self.goods(tx, snapshot)?;
            let on_order = on_order(tx)?;
            let mut rows = Vec::with_capacity(low.len());
            for low in low {
                let variant = goods.id(low.variant)?;
                rows.push(Reorder {
                    variant,
                    sku: low.sku,
                    name: low.name,
                    on_hand: low.on_hand,
                    on_order: on_order.get(&variant).copied().unwrap_or_default(),
                    reorder_point: low.reorder_point,
                });
            }
            Ok(rows)
        })
    }
}
