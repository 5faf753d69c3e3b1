use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Reports, sources};
use crate::ledger::{Level, Pool, VariantNo};
use crate::storage::{LevelQuery, PoolQuery};
use crate::value::{Date, LocationId, Money, Quantity, VariantId, share};
use crate::{Error, Noun, Result};

/// Goods of one batch at one location whose last good day is near or past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiring {
    /// The variant.
    pub variant: VariantId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The batch.
    pub batch: String,
    /// Where it lies.
    pub location: LocationId,
    /// The last good day.
    pub expires_on: Date,
    /// Stock units.
    pub quantity: Quantity,
    /// Days from today to the last good day: 0 on that day itself, below zero once it is past.
    pub days_left: i32,
    /// True once the last good day is past.
    pub is_expired: bool,
    /// What the goods are worth at the variant's average cost, rounded for each row. Costs do not follow batches.
    pub value: Money,
}

impl Reports<'_> {
    /// Goods whose last good day is at most `within_days` days after `today`, and those past it; the earliest first,
    /// on one day by SKU, batch, location.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn expiring(&self, within_days: u32, today: Date) -> Result<Vec<Expiring>> {
        let until = today.plus_days(i32::try_from(within_days).unwrap_or(i32::MAX));
        self.shop.read(|tx, snapshot| {
            let levels = tx.levels(&LevelQuery::ExpiringUntil(until))?;
            let mut numbers: Vec<VariantNo> = levels.iter().map(|level| level.key.variant).collect();
            numbers.sort_unstable();
            numbers.dedup();
            let cards = sources::cards(tx, snapshot, &numbers)?;
            let pools: FxHashMap<VariantNo, Pool> =
                tx.pools(&PoolQuery::Variants(&numbers))?.into_iter().map(|pool| (pool.variant, pool)).collect();
            let mut rows = Vec::with_capacity(levels.len());
            for level in levels {
                let Some(expires_on) = level.expires_on else { continue };
                let card = sources::card(&cards, level.key.variant)?;
                let place = snapshot.locations().iter().find(|(no, _)| *no == level.key.location);
                let place = place.ok_or_else(|| Error::not_found(Noun::Location, level.key.location))?;
                rows.push(Expiring {
                    variant: card.variant.id,
                    sku: card.variant.sku.clone(),
                    name: card.name.to_string(),
                    location: place.1.id,
                    expires_on,
                    quantity: level.quantity,
                    days_left: expires_on.days() - today.days(),
                    is_expired: expires_on < today,
                    value: average_value(pools.get(&level.key.variant), &level)?,
                    batch: level.key.batch,
                });
            }
            rows.sort_by(|a, b| a.place().cmp(&b.place()));
            Ok(rows)
        })
    }
}

impl Expiring {
    /// What rows are ordered by.
    fn place(&self) -> (Date, &str, &str, LocationId) {
        (self.expires_on, &self.sku, &self.batch, self.location)
    }
}

/// A level's share of what the variant is worth.
fn average_value(pool: Option<&Pool>, level: &Level) -> Result<Money> {
    match pool {
        Some(pool) if !pool.quantity.is_zero() => share(pool.value, level.quantity.micros(), pool.quantity.micros()),
        _ => Ok(Money::ZERO),
    }
}
