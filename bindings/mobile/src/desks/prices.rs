// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::given;
use crate::records::{ListPrices, PriceList, VariantPrices};
use crate::{Result, Shop};
use tillbook::value::{DocumentId, PriceListId, VariantId};

/// Price lists: other prices by level of member, by quantity, by pack, by time.
#[derive(Debug, uniffi::Object)]
pub struct Prices {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Prices {
    /// Adds price lists, or replaces those with the same id; what they say of variants stays. Sales that were posted
    /// keep their prices. At most 1,000 lists, those that are over included.
    ///
    /// Throws: `Invalid`.
    pub fn put_lists(&self, id: DocumentId, lists: Vec<PriceList>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.prices().put_lists(id, &given(lists, currency)?))
    }

    /// Says what a list asks for variants, at most 5,000 at once: all that it said of them before is replaced, what it
    /// says of others stays. Prices of variants off the shelf may be made ready; they are not sold before.
    ///
    /// Throws: `NotFound` for a list, a variant or a pack that nobody knows; `Invalid` for a price that is not above
    /// zero, without prices, and for two of the same quantity.
    pub fn set(&self, id: DocumentId, list: PriceListId, prices: Vec<VariantPrices>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.prices().set(id, list, &given(prices, currency)?))
    }

    /// Says that a list asks nothing special for these variants any more, at most 5,000 at once.
    ///
    /// Throws: `NotFound` for a list or a variant that nobody knows; `Invalid`.
    pub fn remove(&self, id: DocumentId, list: PriceListId, variants: Vec<VariantId>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.prices().remove(id, list, &given(variants, currency)?))
    }

    /// All price lists, in the order in which they were added, those that are over included.
    ///
    /// Throws: Failures of the storage.
    pub fn lists(&self) -> Result<Vec<PriceList>> {
        self.shop.ask(|shop, _| shop.prices().lists())
    }

    /// What lists say of a variant, in the order of the lists.
    ///
    /// Throws: `NotFound`.
    pub fn of_variant(&self, variant: VariantId) -> Result<Vec<ListPrices>> {
        self.shop.ask(|shop, _| shop.prices().of_variant(variant))
    }

    /// All that a list says, in the order in which it first named the variants.
    ///
    /// Throws: `NotFound`.
    pub fn of_list(&self, list: PriceListId) -> Result<Vec<ListPrices>> {
        self.shop.ask(|shop, _| shop.prices().of_list(list))
    }
}
