use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::value::{Price, Quantity, SupplierId, VariantId};
use crate::{Error, Expected, Result};

/// That a supplier sells a variant, in what pack and at what cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supply {
    /// Who sells it.
    pub supplier: SupplierId,
    /// What is sold.
    pub variant: VariantId,
    /// Stock units in one pack: orders are whole packs.
    pub pack_size: Quantity,
    /// What one stock unit cost in the newest receipt from there; `None` before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_cost: Option<Price>,
    /// True for the supplier that the next order of the variant goes to.
    pub preferred: bool,
}

impl Supply {
    /// The id of the record: always the same for a supplier and a variant.
    pub fn record_id(&self) -> Uuid {
        Self::record_id_of(self.supplier, self.variant)
    }

    pub(crate) fn record_id_of(supplier: SupplierId, variant: VariantId) -> Uuid {
        let mut hash = Sha256::new();
        hash.update(supplier.uuid().as_bytes());
        hash.update(variant.uuid().as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        Uuid::new_v8(bytes)
    }

    pub(crate) fn check(&self) -> Result<()> {
        if !self.pack_size.is_positive() {
            return Err(Error::invalid("pack_size", self.pack_size, Expected::Positive));
        }
        Ok(())
    }
}
