use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::posting::open_shortages;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, LocationId, Money, Quantity, Timestamp, VariantId};
use crate::{Error, Noun, Result};

/// Goods that left without being there, and that nothing covered yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenShortage {
    /// The goods.
    pub variant: VariantId,
    /// Where, in a shop in which each location has a cost pool of its own.
    pub location: Option<LocationId>,
    /// The document that took them.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// When.
    pub effective_at: Timestamp,
    /// How much is not covered.
    pub quantity: Quantity,
    /// What that is taken to cost until goods come in.
    pub provisional: Money,
}

impl Stockroom<'_> {
    /// All that was sold, or taken otherwise, without being there and is not covered yet; by variant, oldest first. The next
    /// goods in cover the oldest first, at what they cost.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn shortages(&self) -> Result<Vec<OpenShortage>> {
        self.shop.read(|tx, snapshot| {
            let mut found = Vec::new();
            for (variant, location, shortage) in open_shortages(tx)? {
                let card = snapshot.cards_numbered(tx, &[crate::ledger::RecordNo(variant.0)])?.pop();
                let card = card.ok_or_else(|| Error::not_found(Noun::Variant, variant))?;
                let post = shortage.sale.post();
                let document = tx.documents(&DocumentQuery::Posts(&[post]))?.pop();
                let document = document.ok_or_else(|| Error::not_found(Noun::Document, post))?;
                let place = snapshot.locations().iter().find(|(no, _)| *no == location);
                found.push(OpenShortage {
                    variant: card.variant.id,
                    location: place.map(|(_, location)| location.id),
                    document: document.header.id,
                    number: document.header.number,
                    effective_at: shortage.at,
                    quantity: shortage.quantity,
                    provisional: shortage.value,
                });
            }
            Ok(found)
        })
    }
}
