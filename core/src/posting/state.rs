//! The state that posting works on: loaded once, kept while nobody else writes, written in one go.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::goods::Goods;
use super::snapshot::Card;
use crate::costing::Rules;
use crate::document::Digest;
use crate::ledger::{Account, Balance, BalanceKey, BatchInfo, Layer, Level, Pool, PostNo, Unit, VariantNo};
use crate::storage::{LevelQuery, PoolQuery, StateChange, Transaction};
use crate::value::Money;
use crate::{Error, Result};

/// Variants and balances kept in memory; beyond that all are dropped and loaded again when needed.
const MOST_KEPT: usize = 20_000;

/// How far a shop has come: its newest document. Its number alone does not tell it from another one under the same number,
/// in a database that lost the one and went on with the other.
pub(crate) type Moment = (PostNo, Digest);

/// State of the goods and accounts that recent documents touched, as of a moment.
#[derive(Default)]
pub(crate) struct State {
    moment: Moment,
    goods: FxHashMap<VariantNo, Goods>,
    balances: FxHashMap<BalanceKey, Amount>,
    batches: FxHashMap<(VariantNo, String), Option<BatchInfo>>,
    /// What the transaction touched.
    changed_goods: Vec<VariantNo>,
    changed_balances: Vec<BalanceKey>,
    new_batches: Vec<(VariantNo, String)>,
}

struct Amount {
    now: Money,
    before: Option<Money>,
}

impl State {
    /// Begins a transaction of a shop that has come so far: forgets what others may have changed.
    pub(crate) fn begin(&mut self, moment: Moment) {
        if self.moment != moment || self.goods.len() + self.balances.len() + self.batches.len() > MOST_KEPT {
            *self = Self { moment, ..Self::default() };
        }
    }

    /// The transaction was kept, and brought the shop so far.
    pub(crate) fn commit(&mut self, moment: Moment) {
        self.moment = moment;
        for no in std::mem::take(&mut self.changed_goods) {
            if let Some(goods) = self.goods.get_mut(&no) {
                goods.commit();
            }
        }
        for key in std::mem::take(&mut self.changed_balances) {
            if let Some(amount) = self.balances.get_mut(&key) {
                amount.before = None;
            }
        }
        self.new_batches.clear();
    }

    /// The transaction left no trace.
    pub(crate) fn abort(&mut self) {
        for no in std::mem::take(&mut self.changed_goods) {
            if let Some(goods) = self.goods.get_mut(&no) {
                goods.abort();
            }
        }
        for key in std::mem::take(&mut self.changed_balances) {
            if let Some(amount) = self.balances.get_mut(&key)
                && let Some(before) = amount.before.take()
            {
                amount.now = before;
            }
        }
        for batch in std::mem::take(&mut self.new_batches) {
            self.batches.remove(&batch);
        }
    }

    /// Loads goods that are not here yet, all in three calls.
    pub(crate) fn load(&mut self, tx: &mut dyn Transaction, cards: &[Arc<Card>]) -> Result<()> {
        let unknown = cards.iter().filter(|card| !self.goods.contains_key(&card.no));
        let rules: FxHashMap<VariantNo, Rules> = unknown.map(|card| (card.no, card.rules)).collect();
        let missing: Vec<VariantNo> = rules.keys().copied().collect();
        if missing.is_empty() {
            return Ok(());
        }
        let pools = tx.pools(&PoolQuery::Variants(&missing))?;
        let known: Vec<VariantNo> = pools.iter().map(|pool| pool.variant).collect();
        let mut layers: FxHashMap<VariantNo, Vec<Layer>> = FxHashMap::default();
        for layer in tx.layers(&known)? {
            layers.entry(layer.variant).or_default().push(layer);
        }
        let mut levels: FxHashMap<VariantNo, Vec<Level>> = FxHashMap::default();
        for level in tx.levels(&LevelQuery::Variants(&known))? {
            levels.entry(level.key.variant).or_default().push(level);
        }
        for pool in pools {
            let rules = rules.get(&pool.variant).copied().unwrap_or_default();
            self.keep_loaded(pool, &layers, &mut levels, rules)?;
        }
        for (no, rules) in rules {
            self.goods.entry(no).or_insert_with(|| Goods::unknown(no, rules));
        }
        Ok(())
    }

    fn keep_loaded(
        &mut self,
        pool: Pool,
        layers: &FxHashMap<VariantNo, Vec<Layer>>,
        levels: &mut FxHashMap<VariantNo, Vec<Level>>,
        rules: Rules,
    ) -> Result<()> {
        let layers = layers.get(&pool.variant).map(Vec::as_slice).unwrap_or_default();
        let levels = levels.remove(&pool.variant).unwrap_or_default();
        self.goods.insert(pool.variant, Goods::loaded(pool, layers, levels, rules)?);
        Ok(())
    }

    /// Goods that [`State::load`] loaded.
    pub(crate) fn goods(&self, no: VariantNo) -> Result<&Goods> {
        self.goods.get(&no).ok_or_else(|| not_loaded(no))
    }

    /// Goods that are about to change.
    pub(crate) fn goods_mut(&mut self, no: VariantNo) -> Result<&mut Goods> {
        let goods = self.goods.get_mut(&no).ok_or_else(|| not_loaded(no))?;
        if goods.touch() {
            self.changed_goods.push(no);
        }
        Ok(goods)
    }

    /// Loads facts of batches that are not here yet, in one call.
    pub(crate) fn load_batches<'a>(
        &mut self,
        tx: &mut dyn Transaction,
        wanted: impl Iterator<Item = (VariantNo, &'a str)>,
    ) -> Result<()> {
        let unknown = |(variant, batch): &(VariantNo, &str)| {
            !batch.is_empty() && !self.batches.contains_key(&(*variant, (*batch).to_string()))
        };
        let missing: Vec<(VariantNo, &str)> = wanted.filter(unknown).collect();
        if missing.is_empty() {
            return Ok(());
        }
        for info in tx.batches(&missing)? {
            self.batches.insert((info.variant, info.batch.clone()), Some(info));
        }
        for (variant, batch) in missing {
            self.batches.entry((variant, batch.to_string())).or_default();
        }
        Ok(())
    }

    /// Facts of a batch; `None` for one that never came in.
    pub(crate) fn batch(
        &mut self,
        tx: &mut dyn Transaction,
        variant: VariantNo,
        batch: &str,
    ) -> Result<Option<BatchInfo>> {
        let key = (variant, batch.to_string());
        if let Some(known) = self.batches.get(&key) {
            return Ok(known.clone());
        }
        let info = tx.batches(&[(variant, batch)])?.pop();
        self.batches.insert(key, info.clone());
        Ok(info)
    }

    /// Remembers a new batch.
    pub(crate) fn add_batch(&mut self, info: BatchInfo) {
        let key = (info.variant, info.batch.clone());
        self.batches.insert(key.clone(), Some(info));
        self.new_batches.push(key);
    }

    /// Loads balances that are not here yet, in one call.
    pub(crate) fn load_balances(&mut self, tx: &mut dyn Transaction, wanted: &[BalanceKey]) -> Result<()> {
        let missing: Vec<BalanceKey> = wanted.iter().copied().filter(|key| !self.balances.contains_key(key)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        for balance in tx.balances(Some(&missing))? {
            self.balances.insert(balance.key, Amount { now: balance.amount, before: None });
        }
        for key in missing {
            self.balances.entry(key).or_insert(Amount { now: Money::ZERO, before: None });
        }
        Ok(())
    }

    /// A balance that [`State::load_balances`] loaded; zero for an account that nothing was ever entered in.
    pub(crate) fn balance(&self, key: &BalanceKey) -> Money {
        self.balances.get(key).map_or(Money::ZERO, |amount| amount.now)
    }

    /// Adds to a balance that [`State::load_balances`] loaded.
    pub(crate) fn add_balance(&mut self, key: BalanceKey, amount: Money) -> Result<()> {
        let balance = self.balances.entry(key).or_insert(Amount { now: Money::ZERO, before: None });
        if balance.before.is_none() {
            balance.before = Some(balance.now);
            self.changed_balances.push(key);
        }
        balance.now = balance.now.add(amount)?;
        Ok(())
    }

    /// Pools that the transaction changed, as they are now.
    pub(crate) fn changed_pools(&self) -> impl Iterator<Item = &Pool> {
        self.changed_goods.iter().filter_map(|no| self.goods.get(no)).map(Goods::pool)
    }

    /// Everything that the transaction changed, with the invariants of each variant checked.
    pub(crate) fn changes(&self) -> Result<StateChange> {
        let mut change = StateChange::default();
        for &no in &self.changed_goods {
            let goods = self.goods(no)?;
            goods.check()?;
            goods.changes(&mut change)?;
        }
        for key in &self.changed_balances {
            let amount = self.balance(key);
            change.balances.push(Balance { key: *key, amount });
        }
        for key in &self.new_batches {
            change.batches.extend(self.batches.get(key).cloned().flatten());
        }
        Ok(change)
    }
}

/// The account of the shop itself.
pub(crate) const fn own(account: Account) -> BalanceKey {
    BalanceKey { account, owner: None, unit: Unit::Money }
}

fn not_loaded(no: VariantNo) -> Error {
    Error::Corrupt { what: format!("variant {no} was not loaded before it was posted to") }
}
