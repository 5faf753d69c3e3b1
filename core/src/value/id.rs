//! Ids: UUIDs that the caller makes, one type for each kind of thing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Error, Expected, Result};

macro_rules! id {
    ($(#[doc = $doc:literal] $name:ident)*) => {$(
        #[doc = $doc]
        ///
        /// Made by the caller before the first try: the same id twice is the same fact.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id (UUIDv7: sortable by time) from the system's clock and randomness.
            #[allow(clippy::new_without_default)] // two calls differ: not a default
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The id that `name` has within `space`: always the same one (UUIDv8, SHA-256). For imports,
            /// so that a row that was posted before is recognised.
            pub fn derived(space: &str, name: &str) -> Self {
                Self(derived(stringify!($name), space, name))
            }

            /// From a UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// As a UUID.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                Uuid::try_parse(text).map(Self).map_err(|_| Error::invalid("id", text, Expected::Uuid))
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

id! {
    /// Id of a product.
    ProductId
    /// Id of a variant: the thing with a barcode, a price and stock.
    VariantId
    /// Id of a category.
    CategoryId
    /// Id of a supplier.
    SupplierId
    /// Id of a member.
    MemberId
    /// Id of a location.
    LocationId
    /// Id of a promotion.
    PromotionId
    /// Id of a price list.
    PriceListId
    /// Id of a purchase order.
    OrderId
    /// Id of a receipt of goods.
    ReceiptId
    /// Id of a sale.
    SaleId
    /// Id of a cart that is held.
    CartId
    /// Id of a quotation or an order of a customer.
    CustomerOrderId
    /// Id of a shift.
    ShiftId
    /// Id of a refund.
    RefundId
    /// Id of any document.
    DocumentId
}

macro_rules! is_document {
    ($($name:ident)*) => {$(
        impl From<$name> for DocumentId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
    )*};
}

is_document! { OrderId ReceiptId SaleId CartId CustomerOrderId ShiftId RefundId }

/// UUIDv8 out of SHA-256 over the length-prefixed parts.
fn derived(kind: &str, space: &str, name: &str) -> Uuid {
    let mut hash = Sha256::new();
    for part in [kind, space, name] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::new_v8(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_differ_by_kind_space_and_name() {
        let id = SaleId::derived("a", "b");
        assert_eq!(id, SaleId::derived("a", "b"));
        assert_ne!(id.uuid(), RefundId::derived("a", "b").uuid());
        assert_ne!(id, SaleId::derived("ab", ""));
        assert_eq!(id.to_string().parse::<SaleId>().unwrap(), id);
        assert!("x".parse::<SaleId>().is_err());
    }
}
