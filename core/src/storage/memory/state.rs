use super::table::{Table, settle_parts};
use crate::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Layer, Level, LevelKey, LineKey, LocationNo, Pool, PostNo, Stretch,
    VariantNo,
};
use crate::storage::{CheckpointQuery, LevelQuery, PoolQuery, StateChange};
use crate::value::{Quantity, Timestamp};

/// A place in the timeline of a variant.
type Place = (VariantNo, Timestamp, LineKey);

/// What follows from the ledgers.
#[derive(Debug, Default)]
pub(super) struct State {
    levels: Table<LevelKey, Level>,
    batches: Table<(VariantNo, String), BatchInfo>,
    pools: Table<VariantNo, Pool>,
    layers: Table<Place, Layer>,
    balances: Table<BalanceKey, Balance>,
    checkpoints: Table<Place, Checkpoint>,
}

settle_parts! { State { levels batches pools layers balances checkpoints } }

impl State {
    pub(super) fn change(&mut self, change: &StateChange) {
        for pool in &change.pools {
            self.pools.put(pool.variant, pool.clone());
        }
        for layer in &change.layers {
            let key = (layer.variant, layer.at, layer.source);
            if layer.quantity.is_zero() { self.layers.remove(&key) } else { self.layers.put(key, *layer) }
        }
        for level in &change.levels {
            if level.quantity.is_zero() {
                self.levels.remove(&level.key);
            } else {
                self.levels.put(level.key.clone(), level.clone());
            }
        }
        for batch in &change.batches {
            self.batches.put((batch.variant, batch.batch.clone()), batch.clone());
        }
        for balance in &change.balances {
            self.balances.put(balance.key, *balance);
        }
        for &Stretch { variant, after, until } in &change.outdated {
            let places = self.checkpoints.rows().map(|(place, _)| *place);
            let inside = |(of, at, key): &Place| *of == variant && (*at, *key) > after && (*at, *key) <= until;
            let gone: Vec<Place> = places.filter(inside).collect();
            for place in &gone {
                self.checkpoints.remove(place);
            }
        }
        for checkpoint in &change.checkpoints {
            self.checkpoints.put((checkpoint.variant, checkpoint.at, checkpoint.key), checkpoint.clone());
        }
    }

    pub(super) fn clear(&mut self) {
        let Self { levels, batches, pools, layers, balances, checkpoints } = self;
        levels.clear();
        batches.clear();
        pools.clear();
        layers.clear();
        balances.clear();
        checkpoints.clear();
    }

    pub(super) fn levels(&self, query: &LevelQuery<'_>) -> Vec<Level> {
        match *query {
            LevelQuery::Variants(variants) => {
                unique(variants).into_iter().flat_map(|variant| self.levels_of(variant)).cloned().collect()
            }
            LevelQuery::ExpiringUntil(last) => {
                let expires = |level: &&Level| level.expires_on.is_some_and(|day| day <= last);
                let mut levels: Vec<Level> =
                    self.levels.rows().map(|(_, level)| level).filter(expires).cloned().collect();
                levels.sort_by_key(|level| level.expires_on);
                levels
            }
            LevelQuery::All => self.levels.rows().map(|(_, level)| level.clone()).collect(),
        }
    }

    fn levels_of(&self, variant: VariantNo) -> impl Iterator<Item = &Level> {
        let first = LevelKey { variant, location: LocationNo(0), batch: String::new() };
        let all = self.levels.range(first..).map(|(_, level)| level);
        all.take_while(move |level| level.key.variant == variant)
    }

    pub(super) fn batches(&self, batches: &[(VariantNo, &str)]) -> Vec<BatchInfo> {
        let mut batches = batches.to_vec();
        batches.sort_unstable();
        batches.dedup();
        let found = batches.into_iter().filter_map(|(variant, batch)| self.batches.get(&(variant, batch.to_string())));
        found.cloned().collect()
    }

    pub(super) fn pool(&self, variant: VariantNo) -> Option<&Pool> {
        self.pools.get(&variant)
    }

    pub(super) fn pools(&self, query: &PoolQuery<'_>) -> Vec<Pool> {
        match *query {
            PoolQuery::Variants(variants) => {
                unique(variants).into_iter().filter_map(|variant| self.pool(variant)).cloned().collect()
            }
            PoolQuery::All => self.pools.rows().map(|(_, pool)| pool.clone()).collect(),
        }
    }

    pub(super) fn layers(&self, variants: &[VariantNo]) -> Vec<Layer> {
        unique(variants).into_iter().flat_map(|variant| self.layers_of(variant)).copied().collect()
    }

    fn layers_of(&self, variant: VariantNo) -> impl Iterator<Item = &Layer> {
        let first = (variant, Timestamp::MIN, LineKey::first_of(PostNo::NONE));
        self.layers.range(first..=end_of(variant)).map(|(_, layer)| layer)
    }

    pub(super) fn checkpoints(&self, query: &CheckpointQuery) -> Vec<Checkpoint> {
        match *query {
            CheckpointQuery::Before { variant, at, key } => {
                let first = (variant, Timestamp::MIN, LineKey::first_of(PostNo::NONE));
                let before = self.checkpoints.range(first..(variant, at, key));
                before.last().map(|(_, checkpoint)| checkpoint.clone()).into_iter().collect()
            }
            CheckpointQuery::Ahead { variant, at, key, between } => {
                let last = (variant, Timestamp::MAX, LineKey::LAST);
                let mut ahead =
                    self.checkpoints.range((variant, at, key)..last).filter(|(place, _)| **place > (variant, at, key));
                let found = usize::try_from(between).ok().and_then(|between| ahead.nth(between));
                found.map(|(_, checkpoint)| checkpoint.clone()).into_iter().collect()
            }
            CheckpointQuery::All => self.checkpoints.rows().map(|(_, checkpoint)| checkpoint.clone()).collect(),
        }
    }

    pub(super) fn balances(&self, keys: Option<&[BalanceKey]>) -> Vec<Balance> {
        match keys {
            Some(keys) => {
                let mut keys = keys.to_vec();
                keys.sort_unstable();
                keys.dedup();
                keys.iter().filter_map(|key| self.balances.get(key)).copied().collect()
            }
            None => self.balances.rows().map(|(_, balance)| *balance).collect(),
        }
    }

    /// On hand over all locations.
    pub(super) fn on_hand(&self, variant: VariantNo) -> Quantity {
        self.pool(variant).map_or(Quantity::ZERO, |pool| pool.quantity)
    }
}

/// After all movements of a variant.
fn end_of(variant: VariantNo) -> Place {
    (variant, Timestamp::MAX, LineKey::LAST)
}

fn unique(variants: &[VariantNo]) -> Vec<VariantNo> {
    let mut variants = variants.to_vec();
    variants.sort_unstable();
    variants.dedup();
    variants
}
