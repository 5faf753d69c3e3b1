//! What the ledgers add up to, held against the state.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::state::own;
use crate::ledger::{
    Account, BalanceKey, CostingMethod, Entry, LocationNo, Movement, Pool, RecordNo, Revaluation, VariantNo,
};
use crate::storage::{Record, StateChange};

/// Sums of millionths and of minor units.
type Worth = (i128, i128);
/// A batch at a location.
type Place = (VariantNo, LocationNo, String);

/// Sums over all rows of the ledgers.
#[derive(Default)]
pub(super) struct Sums {
    goods: BTreeMap<VariantNo, Worth>,
    levels: BTreeMap<Place, i128>,
    balances: BTreeMap<BalanceKey, i128>,
}

impl Sums {
    pub(super) fn add(&mut self, movements: &[Movement], revaluations: &[Revaluation], entries: &[Entry]) {
        for row in movements {
            let quantity = i128::from(row.quantity.micros());
            let (sum, value) = self.goods.entry(row.variant).or_default();
            (*sum, *value) = (*sum + quantity, *value + i128::from(row.value.minor()));
            *self.levels.entry((row.variant, row.location, row.batch.clone())).or_default() += quantity;
        }
        for row in revaluations {
            self.goods.entry(row.variant).or_default().1 += i128::from(row.value.minor());
        }
        for Entry { account, owner, unit, amount, .. } in entries {
            let key = BalanceKey { account: *account, owner: *owner, unit: *unit };
            *self.balances.entry(key).or_default() += i128::from(amount.minor());
        }
    }

    /// Says what differs: invariants 2, 3 and 5 of the architecture.
    pub(super) fn check(mut self, records: &[Record], state: &StateChange, mut say: impl FnMut(String)) {
        let names: FxHashMap<RecordNo, &str> =
            records.iter().map(|record| (record.number, record.code.as_str())).collect();
        let name = |no: VariantNo| match names.get(&RecordNo(no.0)) {
            Some(code) => format!("{code} (record {})", no.0),
            None => format!("record {}", no.0),
        };
        let stock: i128 = self.goods.values().map(|(_, value)| value).sum();
        let booked = self.balances.get(&own(Account::Stock)).copied().unwrap_or_default();
        if stock != booked {
            say(format!(
                "movements and revaluations are worth {stock} in all, the entries of the stock account {booked}"
            ));
        }
        let layers = layers(state);
        for pool in &state.pools {
            let (quantity, value) = self.goods.remove(&pool.variant).unwrap_or_default();
            let kept = worth(pool);
            if kept.0 != quantity {
                say(format!("movements of {} move {quantity} in all, its pool holds {}", name(pool.variant), kept.0));
            }
            if kept.1 != value {
                say(format!("movements of {} are worth {value} in all, its pool {}", name(pool.variant), kept.1));
            }
            let in_layers = layers.get(&pool.variant).copied().unwrap_or_default();
            if pool.method == CostingMethod::Fifo && pool.costs.is_none() && in_layers != kept {
                say(format!("layers of {} hold {in_layers:?}, its pool {kept:?}", name(pool.variant)));
            }
        }
        self.goods.retain(|_, sums| *sums != (0, 0));
        for (variant, sums) in &self.goods {
            say(format!("movements of {} make {sums:?}, it has no pool", name(*variant)));
        }
        for ((variant, location, batch), more) in self.less_levels(state) {
            let place = format!("{} at location {}, batch `{batch}`", name(variant), location.0);
            say(format!("movements of {place} move {more} more than its level"));
        }
        for balance in &state.balances {
            *self.balances.entry(balance.key).or_default() -= i128::from(balance.amount.minor());
        }
        for (BalanceKey { account, .. }, more) in self.balances.iter().filter(|(_, more)| **more != 0) {
            say(format!("entries of account {} sum to {more} more than a balance of it", account.code()));
        }
    }

    /// By how much more was moved than lies there, where that is anything.
    fn less_levels(&mut self, state: &StateChange) -> BTreeMap<Place, i128> {
        let mut levels = std::mem::take(&mut self.levels);
        for level in &state.levels {
            let key = &level.key;
            *levels.entry((key.variant, key.location, key.batch.clone())).or_default() -=
                i128::from(level.quantity.micros());
        }
        for (variant, loose) in state.pools.iter().filter_map(|pool| Some((pool.variant, pool.loose?))) {
            *levels.entry((variant, loose.location, String::new())).or_default() -= i128::from(loose.quantity.micros());
        }
        levels.retain(|_, more| *more != 0);
        levels
    }
}

fn worth(pool: &Pool) -> Worth {
    (i128::from(pool.quantity.micros()), i128::from(pool.value.minor()))
}

/// What the layers of each variant hold.
fn layers(state: &StateChange) -> FxHashMap<VariantNo, Worth> {
    let mut sums: FxHashMap<VariantNo, Worth> = FxHashMap::default();
    let fronts = state.pools.iter().filter_map(|pool| Some((pool.variant, pool.front?)));
    let fronts = fronts.map(|(variant, front)| (variant, front.quantity, front.value));
    let others = state.layers.iter().map(|layer| (layer.variant, layer.quantity, layer.value));
    for (variant, quantity, value) in fronts.chain(others) {
        let sum = sums.entry(variant).or_default();
        *sum = (sum.0 + i128::from(quantity.micros()), sum.1 + i128::from(value.minor()));
    }
    sums
}
