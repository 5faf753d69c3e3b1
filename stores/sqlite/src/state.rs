//! State: pools, layers, levels, batches and balances.
//!
//! These tables have no index but their primary key, so `REPLACE` finds a row's place once and writes over it.

use rusqlite::{Row, params};
use tillbook::ledger::{
    Account, Balance, BalanceKey, BatchInfo, Checkpoint, CostingMethod, Front, Layer, Level, LevelKey, LineKey,
    LocationNo, Loose, Pool, Stretch, Unit, VariantNo,
};
use tillbook::storage::{CheckpointQuery, LevelQuery, PoolQuery, Sold, StateChange};
use tillbook::value::{Date, Money, Quantity, Timestamp};
use tillbook::{Error, Result};

use crate::documents::{date, uuid};
use crate::link::{Link, body_text, bytes, integer, optional_integer, optional_text, text};

pub(crate) fn set(link: &Link, change: &StateChange) -> Result<()> {
    set_pools(link, &change.pools)?;
    set_layers(link, &change.layers)?;
    set_levels(link, &change.levels)?;
    set_batches(link, &change.batches)?;
    set_balances(link, &change.balances)?;
    set_checkpoints(link, change)
}

pub(crate) fn clear(link: &Link) -> Result<()> {
    for sql in [
        "DELETE FROM pool",
        "DELETE FROM layer",
        "DELETE FROM level",
        "DELETE FROM batch",
        "DELETE FROM balance",
        "DELETE FROM checkpoint",
    ] {
        link.execute(sql, [])?;
    }
    Ok(())
}

fn set_pools(link: &Link, pools: &[Pool]) -> Result<()> {
    if pools.is_empty() {
        return Ok(());
    }
    let mut statement = link.prepare(
        "REPLACE INTO pool (variant, method, quantity, value, last_quantity, last_value, newest_at, \
         moves, sold_quantity, sold_total, sold_tax, sold_cost, front_at, front_source, front_quantity, front_value, \
         loose_location, loose_quantity, loose_since, costs) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
    )?;
    for pool in pools {
        statement.execute(params![
            pool.variant.column(),
            pool.method.code(),
            pool.quantity.micros(),
            pool.value.minor(),
            pool.last_quantity.micros(),
            pool.last_value.minor(),
            pool.newest_at.micros(),
            pool.moves,
            pool.sold_quantity.micros(),
            pool.sold_total.minor(),
            pool.sold_tax.minor(),
            pool.sold_cost.minor(),
            pool.front.map(|front| front.at.micros()),
            pool.front.map(|front| front.source.column()),
            pool.front.map(|front| front.quantity.micros()),
            pool.front.map(|front| front.value.minor()),
            pool.loose.map(|loose| loose.location.column()),
            pool.loose.map(|loose| loose.quantity.micros()),
            pool.loose.map(|loose| loose.since.column()),
            pool.costs
        ])?;
    }
    Ok(())
}

fn set_layers(link: &Link, layers: &[Layer]) -> Result<()> {
    if layers.is_empty() {
        return Ok(());
    }
    let mut put =
        link.prepare("REPLACE INTO layer (variant, at, source, quantity, value) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for layer in layers {
        let (variant, at, source) = (layer.variant.column(), layer.at.micros(), layer.source.column());
        if layer.quantity.is_zero() {
            let remove = "DELETE FROM layer WHERE variant = ?1 AND at = ?2 AND source = ?3";
            link.execute(remove, params![variant, at, source])?;
        } else {
            put.execute(params![variant, at, source, layer.quantity.micros(), layer.value.minor()])?;
        }
    }
    Ok(())
}

fn set_levels(link: &Link, levels: &[Level]) -> Result<()> {
    if levels.is_empty() {
        return Ok(());
    }
    let mut put = link.prepare(
        "REPLACE INTO level (variant, location, batch, quantity, expires_on, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for level in levels {
        let (variant, location) = (level.key.variant.column(), level.key.location.column());
        if level.quantity.is_zero() {
            let remove = "DELETE FROM level WHERE variant = ?1 AND location = ?2 AND batch = ?3";
            link.execute(remove, params![variant, location, level.key.batch])?;
        } else {
            put.execute(params![
                variant,
                location,
                level.key.batch,
                level.quantity.micros(),
                level.expires_on.map(Date::days),
                level.since.column()
            ])?;
        }
    }
    Ok(())
}

fn set_batches(link: &Link, batches: &[BatchInfo]) -> Result<()> {
    if batches.is_empty() {
        return Ok(());
    }
    let mut statement = link
        .prepare("REPLACE INTO batch (variant, batch, produced_on, expires_on, since) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for batch in batches {
        statement.execute(params![
            batch.variant.column(),
            batch.batch,
            batch.produced_on.map(Date::days),
            batch.expires_on.map(Date::days),
            batch.since.column()
        ])?;
    }
    Ok(())
}

fn set_balances(link: &Link, balances: &[Balance]) -> Result<()> {
    if balances.is_empty() {
        return Ok(());
    }
    let mut statement = link.prepare("REPLACE INTO balance (account, owner, unit, amount) VALUES (?1, ?2, ?3, ?4)")?;
    for balance in balances {
        let key = &balance.key;
        statement.execute(params![key.account.code(), owner(key), key.unit.code(), balance.amount.minor()])?;
    }
    Ok(())
}

fn set_checkpoints(link: &Link, change: &StateChange) -> Result<()> {
    for Stretch { variant, after, until } in &change.outdated {
        link.execute(
            "DELETE FROM checkpoint WHERE variant = ?1 AND (at, key) > (?2, ?3) AND (at, key) <= (?4, ?5)",
            params![variant.column(), after.0.micros(), after.1.column(), until.0.micros(), until.1.column()],
        )?;
    }
    for checkpoint in &change.checkpoints {
        link.execute(
            "REPLACE INTO checkpoint (variant, at, key, body) VALUES (?1, ?2, ?3, ?4)",
            params![
                checkpoint.variant.column(),
                checkpoint.at.micros(),
                checkpoint.key.column(),
                body_text(&checkpoint.body)?
            ],
        )?;
    }
    Ok(())
}

macro_rules! select_pools {
    ($rest:literal) => {
        concat!(
            "SELECT variant, method, quantity, value, last_quantity, last_value, newest_at, ",
            "moves, sold_quantity, sold_total, sold_tax, sold_cost, front_at, front_source, front_quantity, front_value, ",
            "loose_location, loose_quantity, loose_since, costs FROM pool ",
            $rest
        )
    };
}

pub(crate) fn pools(link: &Link, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
    let mut found = Vec::new();
    match *query {
        PoolQuery::Variants(variants) => {
            let mut statement = link.prepare(select_pools!("WHERE variant = ?1"))?;
            for variant in unique(variants) {
                statement.collect([variant.column()], &mut found, pool)?;
            }
        }
        PoolQuery::All => link.prepare(select_pools!("ORDER BY variant"))?.collect([], &mut found, pool)?,
        _ => return Err(unknown_question()),
    }
    Ok(found)
}

pub(crate) fn sold(link: &Link, sink: &mut dyn FnMut(&Sold) -> Result<()>) -> Result<()> {
    let sql = "SELECT variant, sold_quantity, sold_total, sold_tax, sold_cost FROM pool ORDER BY variant";
    link.prepare(sql)?.each([], |row| {
        sink(&Sold {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            quantity: Quantity::from_micros(integer(row, 1)?),
            total: Money::from_minor(integer(row, 2)?),
            tax: Money::from_minor(integer(row, 3)?),
            cost: Money::from_minor(integer(row, 4)?),
        })
    })
}

pub(crate) fn levels(link: &Link, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
    let mut found = Vec::new();
    match *query {
        LevelQuery::Variants(variants) => {
            let mut statement = link.prepare(
                "SELECT variant, location, batch, quantity, expires_on, since FROM level WHERE variant = ?1",
            )?;
            for variant in unique(variants) {
                statement.collect([variant.column()], &mut found, level)?;
            }
        }
        // A scan: an index would cost every sale, and this list is asked for once a day.
        LevelQuery::ExpiringUntil(last) => link
            .prepare(
                "SELECT variant, location, batch, quantity, expires_on, since FROM level WHERE expires_on <= ?1 \
                 ORDER BY expires_on, variant, location, batch",
            )?
            .collect([last.days()], &mut found, level)?,
        LevelQuery::All => link
            .prepare(
                "SELECT variant, location, batch, quantity, expires_on, since FROM level \
                 ORDER BY variant, location, batch",
            )?
            .collect([], &mut found, level)?,
        _ => return Err(unknown_question()),
    }
    Ok(found)
}

pub(crate) fn batches(link: &Link, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
    let mut found = Vec::new();
    let mut statement = link.prepare(
        "SELECT variant, batch, produced_on, expires_on, since FROM batch WHERE variant = ?1 AND batch = ?2",
    )?;
    for (variant, batch) in unique(batches) {
        statement.collect(params![variant.column(), batch], &mut found, batch_info)?;
    }
    Ok(found)
}

pub(crate) fn layers(link: &Link, variants: &[VariantNo]) -> Result<Vec<Layer>> {
    let mut found = Vec::new();
    let mut statement =
        link.prepare("SELECT variant, at, source, quantity, value FROM layer WHERE variant = ?1 ORDER BY at, source")?;
    for variant in unique(variants) {
        statement.collect([variant.column()], &mut found, layer)?;
    }
    Ok(found)
}

pub(crate) fn checkpoints(link: &Link, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
    let mut found = Vec::new();
    match *query {
        CheckpointQuery::Before { variant, at, key } => link
            .prepare(
                "SELECT variant, at, key, body FROM checkpoint WHERE variant = ?1 AND (at, key) < (?2, ?3) \
                 ORDER BY at DESC, key DESC LIMIT 1",
            )?
            .collect(params![variant.column(), at.micros(), key.column()], &mut found, checkpoint)?,
        CheckpointQuery::Ahead { variant, at, key, between } => link
            .prepare(
                "SELECT variant, at, key, body FROM checkpoint WHERE variant = ?1 AND (at, key) > (?2, ?3) \
                 ORDER BY at, key LIMIT 1 OFFSET ?4",
            )?
            .collect(params![variant.column(), at.micros(), key.column(), between], &mut found, checkpoint)?,
        CheckpointQuery::All => link
            .prepare("SELECT variant, at, key, body FROM checkpoint ORDER BY variant, at, key")?
            .collect([], &mut found, checkpoint)?,
        _ => return Err(unknown_question()),
    }
    Ok(found)
}

pub(crate) fn balances(link: &Link, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
    let mut found = Vec::new();
    match keys {
        Some(keys) => {
            let mut statement = link.prepare(
                "SELECT account, owner, unit, amount FROM balance WHERE account = ?1 AND owner = ?2 AND unit = ?3",
            )?;
            for key in unique(keys) {
                statement.collect(params![key.account.code(), owner(&key), key.unit.code()], &mut found, balance)?;
            }
        }
        None => {
            link.prepare("SELECT account, owner, unit, amount FROM balance")?.collect([], &mut found, balance)?;
        }
    }
    Ok(found)
}

fn unique<T: Ord + Clone>(keys: &[T]) -> Vec<T> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn unknown_question() -> Error {
    Error::Corrupt { what: "a question about state that this store does not know".into() }
}

/// The bytes of the owner, none for an account without one.
fn owner(key: &BalanceKey) -> &[u8] {
    key.owner.as_ref().map_or(&[], |owner| owner.as_bytes())
}

fn pool(row: &Row<'_>) -> Result<Pool> {
    Ok(Pool {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        method: CostingMethod::from_code(text(row, 1)?)?,
        quantity: Quantity::from_micros(integer(row, 2)?),
        value: Money::from_minor(integer(row, 3)?),
        last_quantity: Quantity::from_micros(integer(row, 4)?),
        last_value: Money::from_minor(integer(row, 5)?),
        newest_at: Timestamp::from_micros(integer(row, 6)?),
        moves: count(integer(row, 7)?)?,
        sold_quantity: Quantity::from_micros(integer(row, 8)?),
        sold_total: Money::from_minor(integer(row, 9)?),
        sold_tax: Money::from_minor(integer(row, 10)?),
        sold_cost: Money::from_minor(integer(row, 11)?),
        front: front(row)?,
        loose: loose(row)?,
        costs: optional_text(row, 19)?.map(str::to_owned),
    })
}

fn front(row: &Row<'_>) -> Result<Option<Front>> {
    let Some(at) = optional_integer(row, 12)? else { return Ok(None) };
    Ok(Some(Front {
        at: Timestamp::from_micros(at),
        source: LineKey::from_column(integer(row, 13)?),
        quantity: Quantity::from_micros(integer(row, 14)?),
        value: Money::from_minor(integer(row, 15)?),
    }))
}

fn loose(row: &Row<'_>) -> Result<Option<Loose>> {
    let Some(location) = optional_integer(row, 16)? else { return Ok(None) };
    Ok(Some(Loose {
        location: LocationNo::from_column(location)?,
        quantity: Quantity::from_micros(integer(row, 17)?),
        since: LineKey::from_column(integer(row, 18)?),
    }))
}

fn count(column: i64) -> Result<u32> {
    u32::try_from(column).map_err(|_| Error::Corrupt { what: format!("{column} moves") })
}

fn layer(row: &Row<'_>) -> Result<Layer> {
    Ok(Layer {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        at: Timestamp::from_micros(integer(row, 1)?),
        source: LineKey::from_column(integer(row, 2)?),
        quantity: Quantity::from_micros(integer(row, 3)?),
        value: Money::from_minor(integer(row, 4)?),
    })
}

fn checkpoint(row: &Row<'_>) -> Result<Checkpoint> {
    Ok(Checkpoint {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        at: Timestamp::from_micros(integer(row, 1)?),
        key: LineKey::from_column(integer(row, 2)?),
        body: bytes(row, 3)?.to_vec(),
    })
}

fn level(row: &Row<'_>) -> Result<Level> {
    Ok(Level {
        key: LevelKey {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            location: LocationNo::from_column(integer(row, 1)?)?,
            batch: text(row, 2)?.into(),
        },
        quantity: Quantity::from_micros(integer(row, 3)?),
        expires_on: optional_integer(row, 4)?.map(date).transpose()?,
        since: LineKey::from_column(integer(row, 5)?),
    })
}

fn batch_info(row: &Row<'_>) -> Result<BatchInfo> {
    Ok(BatchInfo {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        batch: text(row, 1)?.into(),
        produced_on: optional_integer(row, 2)?.map(date).transpose()?,
        expires_on: optional_integer(row, 3)?.map(date).transpose()?,
        since: LineKey::from_column(integer(row, 4)?),
    })
}

fn balance(row: &Row<'_>) -> Result<Balance> {
    let owner = bytes(row, 1)?;
    Ok(Balance {
        key: BalanceKey {
            account: Account::from_code(text(row, 0)?)?,
            owner: if owner.is_empty() { None } else { Some(uuid(owner)?) },
            unit: Unit::from_code(text(row, 2)?)?,
        },
        amount: Money::from_minor(integer(row, 3)?),
    })
}
