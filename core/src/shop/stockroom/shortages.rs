use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::document::Header;
use crate::ledger::{PostNo, RecordNo, VariantNo};
use crate::posting::{Snapshot, open_shortages};
use crate::storage::{DocumentQuery, Transaction};
use crate::value::{Date, DocumentId, LocationId, Money, Quantity, Timestamp, VariantId};
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
        self.shop.read(|tx, snapshot| shortages_through(tx, snapshot, None))
    }
}

/// What is short and left on this day or before; all of it without a day.
pub(crate) fn shortages_through(
    tx: &mut dyn Transaction,
    snapshot: &Snapshot,
    through: Option<Date>,
) -> Result<Vec<OpenShortage>> {
    let mut short = open_shortages(tx)?;
    short.retain(|(.., shortage)| {
        through.is_none_or(|through| snapshot.zone.business_day(shortage.at).date() <= through)
    });
    let mut numbers: Vec<RecordNo> = short.iter().map(|(variant, ..)| RecordNo(variant.0)).collect();
    numbers.dedup();
    let cards = snapshot.cards_numbered(tx, &numbers)?;
    let variants: FxHashMap<VariantNo, VariantId> = cards.iter().map(|card| (card.no, card.variant.id)).collect();
    let mut posts: Vec<PostNo> = short.iter().map(|(.., shortage)| shortage.sale.post()).collect();
    posts.sort_unstable();
    posts.dedup();
    let documents = tx.documents(&DocumentQuery::Posts(&posts))?;
    let headers: FxHashMap<PostNo, &Header> = documents.iter().map(|one| (one.post_no, &one.header)).collect();
    let mut found = Vec::with_capacity(short.len());
    for (variant, location, shortage) in short {
        let post = shortage.sale.post();
        let header = headers.get(&post).ok_or_else(|| Error::not_found(Noun::Document, post))?;
        let place = snapshot.locations().iter().find(|(no, _)| *no == location);
        found.push(OpenShortage {
            variant: *variants.get(&variant).ok_or_else(|| Error::not_found(Noun::Variant, variant))?,
            location: place.map(|(_, location)| location.id),
            document: header.id,
            number: header.number.clone(),
            effective_at: shortage.at,
            quantity: shortage.quantity,
            provisional: shortage.value,
        });
    }
    Ok(found)
}
