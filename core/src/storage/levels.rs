use super::{LevelQuery, PoolQuery, Transaction};
use crate::Result;
use crate::ledger::{Level, LevelKey, Pool};

/// The level that lies in a pool, see [`Pool::loose`].
pub fn loose_level(pool: &Pool) -> Option<Level> {
    let loose = pool.loose?;
    let key = LevelKey { variant: pool.variant, location: loose.location, batch: String::new() };
    Some(Level { key, quantity: loose.quantity, expires_on: None, since: loose.since })
}

/// All levels, those that lie in pools among them, by variant, location and batch. ([`Transaction::levels`] knows only
/// of the others.)
///
/// # Errors
/// Failures of the storage.
pub fn all_levels(tx: &mut dyn Transaction, pools: &PoolQuery<'_>) -> Result<Vec<Level>> {
    let query = match *pools {
        PoolQuery::Variants(variants) => LevelQuery::Variants(variants),
        PoolQuery::All => LevelQuery::All,
    };
    let mut levels = tx.levels(&query)?;
    levels.extend(tx.pools(pools)?.iter().filter_map(loose_level));
    levels.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(levels)
}
