//! What goods cost: pools, layers and checkpoints.

use rusqlite::{Row, params};
use tillbook::ledger::{Checkpoint, CostingMethod, Front, Layer, LineKey, LocationNo, Loose, Pool, Stretch, VariantNo};
use tillbook::storage::{CheckpointQuery, PoolQuery, Sold, StateChange};
use tillbook::value::{Money, Quantity, Timestamp};
use tillbook::{Error, Result};

use crate::link::{Link, body_text, bytes, integer, optional_integer, optional_text, text};
use crate::state::{unique, unknown_question};

pub(crate) fn set(link: &Link, change: &StateChange) -> Result<()> {
    set_pools(link, &change.pools)?;
    set_layers(link, &change.layers)?;
    set_checkpoints(link, change)
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
