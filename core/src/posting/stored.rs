//! The state of a variant as a store keeps it: what most variants have just one of lies in the pool.

use super::goods::Facts;
use crate::Error;
use crate::Result;
use crate::costing::{Replay, ReplayParts, Rules, Shortage, Slice, UnitCost};
use crate::ledger::{Front, Layer, Level, LocationNo, Loose, Pool, VariantNo};
use crate::storage::{PoolQuery, StateChange, Transaction};
use crate::value::{Money, Quantity};

/// A variant as the store knows it. The costs follow `rules`, but for the method, which the goods had.
pub(super) fn facts(mut pool: Pool, layers: &[Layer], mut levels: Vec<Level>, rules: Rules) -> Result<Facts> {
    levels.extend(crate::storage::loose_level(&pool));
    let rules = Rules { method: pool.method, ..rules };
    let costs = match pool.costs.take() {
        Some(json) => read(&json, rules)?,
        None => plain(&pool, layers, &levels, rules)?,
    };
    (pool.front, pool.loose) = (None, None);
    (pool.last_quantity, pool.last_value) = (Quantity::ZERO, Money::ZERO);
    Ok(Facts { pool, costs, levels })
}

fn read(json: &str, rules: Rules) -> Result<Replay> {
    let parts: ReplayParts = serde_json::from_str(json).map_err(|error| corrupt(&error))?;
    Replay::try_from(ReplayParts { rules, ..parts })
}

fn plain(pool: &Pool, layers: &[Layer], levels: &[Level], rules: Rules) -> Result<Replay> {
    let front = pool.front.map(|f| Slice { at: f.at, source: f.source, quantity: f.quantity, value: f.value });
    let layers = front.into_iter().chain(layers.iter().copied().map(Slice::from));
    let last = pool.last_quantity.is_positive().then(|| UnitCost::new(pool.last_value, pool.last_quantity));
    let mut places: Vec<(LocationNo, Quantity)> = Vec::new();
    for level in levels {
        match places.iter_mut().find(|(location, _)| *location == level.key.location) {
            Some((_, sum)) => *sum = sum.add(level.quantity)?,
            None => places.push((level.key.location, level.quantity)),
        }
    }
    Replay::of_plain(rules, (pool.quantity, pool.value), layers, last.transpose()?, places)
}

fn corrupt(error: &serde_json::Error) -> Error {
    Error::Corrupt { what: format!("state of the costs: {error}") }
}

/// What is short, by variant and then by age, with the location of its cost pool (0 for that of all locations).
pub(crate) fn open_shortages(tx: &mut dyn Transaction) -> Result<Vec<(VariantNo, LocationNo, Shortage)>> {
    let pools = tx.pools(&PoolQuery::All)?;
    let short: Vec<Pool> =
        pools.into_iter().filter(|pool| pool.quantity.is_negative() || pool.costs.is_some()).collect();
    let variants: Vec<VariantNo> = short.iter().map(|pool| pool.variant).collect();
    let layers = tx.layers(&variants)?;
    let mut found = Vec::new();
    for pool in short {
        let (variant, method) = (pool.variant, pool.method);
        let own: Vec<Layer> = layers.iter().filter(|layer| layer.variant == variant).copied().collect();
        // Only the method matters for what is read here.
        let facts = facts(pool, &own, Vec::new(), Rules::from(method))?;
        found.extend(facts.costs.shortages().map(|(location, shortage)| (variant, location, *shortage)));
    }
    Ok(found)
}

/// The state of a variant, split up as stores keep it.
pub(super) struct Stored<'a> {
    pool: Pool,
    /// Behind the front one.
    layers: Vec<Slice>,
    levels: Vec<&'a Level>,
}

impl<'a> Stored<'a> {
    pub(super) fn of(facts: &'a Facts) -> Result<Self> {
        let Facts { pool, costs, levels } = facts;
        let loose = levels.iter().filter(|level| level.key.batch.is_empty()).min_by_key(|l| l.key.location);
        let others = levels.iter().filter(|level| loose.is_none_or(|loose| loose.key != level.key)).collect();
        let loose = loose.map(|l| Loose { location: l.key.location, quantity: l.quantity, since: l.since });
        let mut pool = Pool { loose, ..pool.clone() };
        let mut layers = Vec::new();
        if let Some(plain) = costs.plain() {
            (pool.last_value, pool.last_quantity) = plain.last().map(Into::into).unwrap_or_default();
            let mut all = plain.layers().peekable();
            let front = all.next_if(|slice| slice.quantity.is_positive());
            pool.front = front.map(|s| Front { at: s.at, source: s.source, quantity: s.quantity, value: s.value });
            layers.extend(all);
        } else {
            let mut parts = ReplayParts::from(costs.clone());
            // The place of the newest move and the rules are known otherwise, and change without the costs.
            (parts.place, parts.rules) = (None, Rules::default());
            pool.costs = Some(serde_json::to_string(&parts).map_err(|error| corrupt(&error))?);
        }
        Ok(Self { pool, layers, levels: others })
    }

    /// Adds what is not as it was.
    pub(super) fn changes_since(self, before: &Self, is_new: bool, change: &mut StateChange) {
        let variant = self.pool.variant;
        changed_layers(&self.layers, &before.layers, |slice| change.layers.push(slice.layer(variant)));
        let differs = |level: &&Level| !before.levels.contains(level);
        change.levels.extend(self.levels.iter().copied().filter(differs).cloned());
        let gone = before.levels.iter().filter(|old| self.levels.iter().all(|level| level.key != old.key));
        change.levels.extend(gone.map(|old| Level { quantity: Quantity::ZERO, ..(*old).clone() }));
        if is_new || self.pool != before.pool {
            change.pools.push(self.pool);
        }
    }
}

/// Hands out the layers that are new or changed as they are now, those that are gone with nothing left. Both lists are
/// ordered by place.
fn changed_layers(now: &[Slice], before: &[Slice], mut sink: impl FnMut(Slice)) {
    let place = |slice: &Slice| (slice.at, slice.source);
    let gone = |slice: Slice| Slice { quantity: Quantity::ZERO, value: Money::ZERO, ..slice };
    let mut earlier = before.iter().copied().peekable();
    for slice in now {
        while let Some(old) = earlier.next_if(|old| place(old) < place(slice)) {
            sink(gone(old));
        }
        if earlier.next_if(|old| place(old) == place(slice)).as_ref() != Some(slice) {
            sink(*slice);
        }
    }
    earlier.for_each(|old| sink(gone(old)));
}
