use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Reports, sources};
use crate::Result;
use crate::ledger::{RecordNo, VariantNo};
use crate::posting::{Card, Snapshot};
use crate::storage::{PoolQuery, RecordKind, RecordQuery, Transaction, all_levels};
use crate::value::{Date, Money, Quantity, VariantId};

/// All that is on hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockSummary {
    /// Stock units, over all locations.
    pub quantity: Quantity,
    /// What they are worth at cost.
    pub value: Money,
    /// Variants that are on hand.
    pub variants: u64,
}

/// Which variants a list of stock names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockOf {
    /// Those that are on hand.
    #[default]
    OnHand,
    /// All of the catalog.
    AllVariants,
}

/// What is on hand of a variant, over all locations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantStock {
    /// The variant.
    pub variant: VariantId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How much.
    pub quantity: Quantity,
    /// What that is worth at cost.
    pub value: Money,
}

/// What is on hand of all goods with the same last good day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpiryStock {
    /// The last good day; `None` for goods that have none.
    pub expires_on: Option<Date>,
    /// Stock units.
    pub quantity: Quantity,
}

impl Reports<'_> {
    /// How much is on hand and what it is worth.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn stock(&self) -> Result<StockSummary> {
        self.shop.read(|tx, _| {
            let pools = tx.pools(&PoolQuery::All)?;
            Ok(StockSummary {
                quantity: Quantity::sum(pools.iter().map(|pool| pool.quantity))?,
                value: Money::sum(pools.iter().map(|pool| pool.value))?,
                variants: pools.iter().filter(|pool| !pool.quantity.is_zero()).count() as u64,
            })
        })
    }

    /// What is on hand of each variant and what it is worth, in the order in which the variants were added.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn stock_by_variant(&self, of: StockOf) -> Result<Vec<VariantStock>> {
        self.shop.read(|tx, snapshot| {
            let there: FxHashMap<VariantNo, (Quantity, Money)> = tx
                .pools(&PoolQuery::All)?
                .iter()
                .filter(|pool| !pool.quantity.is_zero())
                .map(|pool| (pool.variant, (pool.quantity, pool.value)))
                .collect();
            by_variant(tx, snapshot, of, &there)
        })
    }

    /// What is on hand by last good day, earliest first, goods without one last.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn stock_by_expiry(&self) -> Result<Vec<ExpiryStock>> {
        self.shop.read(|tx, _| {
            let mut days: BTreeMap<(bool, Option<Date>), Quantity> = BTreeMap::new();
            for level in all_levels(tx, &PoolQuery::All)? {
                let sum = days.entry((level.expires_on.is_none(), level.expires_on)).or_default();
                *sum = sum.add(level.quantity)?;
            }
            Ok(days.into_iter().map(|((_, expires_on), quantity)| ExpiryStock { expires_on, quantity }).collect())
        })
    }
}

/// A row for each variant, by number: what is there of it, or nothing.
pub(super) fn by_variant(
    tx: &mut dyn Transaction,
    snapshot: &Snapshot,
    of: StockOf,
    there: &FxHashMap<VariantNo, (Quantity, Money)>,
) -> Result<Vec<VariantStock>> {
    let mut cards = match of {
        StockOf::OnHand => {
            let numbers: Vec<RecordNo> = there.keys().map(|no| RecordNo(no.0)).collect();
            snapshot.cards_numbered(tx, &numbers)?
        }
        StockOf::AllVariants => all_cards(tx, snapshot)?,
    };
    cards.sort_by_key(|card| card.no);
    let row = |card: &Arc<Card>| {
        let (quantity, value) = there.get(&card.no).copied().unwrap_or_default();
        let (sku, name) = (card.variant.sku.clone(), card.name.to_string());
        VariantStock { variant: card.variant.id, sku, name, quantity, value }
    };
    Ok(cards.iter().map(row).collect())
}

/// The cards of all variants, page by page.
fn all_cards(tx: &mut dyn Transaction, snapshot: &Snapshot) -> Result<Vec<Arc<Card>>> {
    let (mut cards, mut after) = (Vec::new(), RecordNo(0));
    loop {
        let page = tx.record_numbers(&RecordQuery::All { kind: RecordKind::Variant, after, limit: sources::PAGE })?;
        after = page.last().copied().unwrap_or(after);
        cards.extend(snapshot.cards_numbered(tx, &page)?);
        if page.len() < sources::PAGE {
            return Ok(cards);
        }
    }
}
