//! What goods cost: pools, layers and checkpoints.

use tillbook::ledger::{Checkpoint, CostingMethod, Front, Layer, LineKey, LocationNo, Loose, Pool, Stretch, VariantNo};
use tillbook::storage::{CheckpointQuery, PoolQuery, Sold, StateChange};
use tillbook::value::{Money, Quantity, Timestamp};
use tillbook::{Error, Result};
use tokio_postgres::Row;

use crate::row::{bytes, code, integer, optional_integer, optional_text};
use crate::session::Session;
use crate::sql::statements;
use crate::state::{last_of_each, unknown_question};

macro_rules! select_pools {
    ($rest:literal) => {
        concat!(
            "SELECT variant, method, quantity, value, last_quantity, last_value, newest_at, moves, sold_quantity, ",
            "sold_total, sold_tax, sold_cost, front_at, front_source, front_quantity, front_value, loose_location, ",
            "loose_quantity, loose_since, costs FROM tillbook.pool WHERE shop_id = $1",
            $rest
        )
    };
}

statements! {
    PUT_POOLS = "INSERT INTO tillbook.pool (shop_id, variant, method, quantity, value, last_quantity, last_value, \
        newest_at, moves, sold_quantity, sold_total, sold_tax, sold_cost, front_at, front_source, front_quantity, \
        front_value, loose_location, loose_quantity, loose_since, costs) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
        $21) ON CONFLICT (shop_id, variant) DO UPDATE SET method = excluded.method, quantity = excluded.quantity, \
        value = excluded.value, last_quantity = excluded.last_quantity, last_value = excluded.last_value, \
        newest_at = excluded.newest_at, moves = excluded.moves, sold_quantity = excluded.sold_quantity, \
        sold_total = excluded.sold_total, sold_tax = excluded.sold_tax, sold_cost = excluded.sold_cost, \
        front_at = excluded.front_at, front_source = excluded.front_source, front_quantity = excluded.front_quantity, \
        front_value = excluded.front_value, loose_location = excluded.loose_location, \
        loose_quantity = excluded.loose_quantity, loose_since = excluded.loose_since, costs = excluded.costs";
    CLEAR_POOLS = "DELETE FROM tillbook.pool WHERE shop_id = $1";
    POOLS = select_pools!(" AND variant = ANY ($2)");
    ALL_POOLS = select_pools!(" ORDER BY variant");
    SOLD = "SELECT variant, sold_quantity, sold_total, sold_tax, sold_cost FROM tillbook.pool WHERE shop_id = $1 \
        ORDER BY variant";
    PUT_LAYERS = "INSERT INTO tillbook.layer (shop_id, variant, at, source, quantity, value) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6) ON CONFLICT (shop_id, variant, at, source) \
        DO UPDATE SET quantity = excluded.quantity, value = excluded.value";
    REMOVE_LAYERS = "DELETE FROM tillbook.layer WHERE shop_id = $1 \
        AND (variant, at, source) IN (SELECT * FROM UNNEST($2, $3, $4))";
    CLEAR_LAYERS = "DELETE FROM tillbook.layer WHERE shop_id = $1";
    LAYERS = "SELECT variant, at, source, quantity, value FROM tillbook.layer WHERE shop_id = $1 \
        AND variant = ANY ($2) ORDER BY variant, at, source";
    // The first condition is what the key is searched by.
    REMOVE_CHECKPOINTS = "DELETE FROM tillbook.checkpoint WHERE shop_id = $1 AND variant = ANY ($2) AND EXISTS (\
        SELECT 1 FROM UNNEST($2, $3, $4, $5, $6) AS gone (variant, at, key, last_at, last_key) \
        WHERE gone.variant = checkpoint.variant AND (checkpoint.at, checkpoint.key) > (gone.at, gone.key) \
        AND (checkpoint.at, checkpoint.key) <= (gone.last_at, gone.last_key))";
    PUT_CHECKPOINTS = "INSERT INTO tillbook.checkpoint (shop_id, variant, at, key, body) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5) ON CONFLICT (shop_id, variant, at, key) \
        DO UPDATE SET body = excluded.body";
    CLEAR_CHECKPOINTS = "DELETE FROM tillbook.checkpoint WHERE shop_id = $1";
    CHECKPOINT_BEFORE = "SELECT variant, at, key, body FROM tillbook.checkpoint WHERE shop_id = $1 AND variant = $2 \
        AND (at, key) < ($3, $4) ORDER BY at DESC, key DESC LIMIT 1";
    CHECKPOINT_AHEAD = "SELECT variant, at, key, body FROM tillbook.checkpoint WHERE shop_id = $1 AND variant = $2 \
        AND (at, key) > ($3, $4) ORDER BY at, key LIMIT 1 OFFSET $5";
    ALL_CHECKPOINTS = "SELECT variant, at, key, body FROM tillbook.checkpoint WHERE shop_id = $1 \
        ORDER BY variant, at, key";
}

pub(crate) fn set(session: &mut Session<'_>, change: &StateChange) -> Result<()> {
    set_pools(session, &last_of_each(&change.pools, |pool| pool.variant))?;
    let layers = last_of_each(&change.layers, |layer| (layer.variant, layer.at, layer.source));
    let (gone, put): (Vec<&Layer>, Vec<&Layer>) = layers.into_iter().partition(|layer| layer.quantity.is_zero());
    remove_layers(session, &gone)?;
    put_layers(session, &put)?;
    remove_checkpoints(session, &change.outdated)?;
    put_checkpoints(session, &last_of_each(&change.checkpoints, |row| (row.variant, row.at, row.key)))
}

pub(crate) fn clear(session: &mut Session<'_>) -> Result<()> {
    for sql in [&CLEAR_POOLS, &CLEAR_LAYERS, &CLEAR_CHECKPOINTS] {
        let values = session.values();
        session.later(sql, values)?;
    }
    Ok(())
}

fn set_pools(session: &mut Session<'_>, pools: &[&Pool]) -> Result<()> {
    session.put(&PUT_POOLS, pools, |rows| {
        rows.integers(|pool| pool.variant.column())
            .texts(|pool| pool.method.code())
            .integers(|pool| pool.quantity.micros())
            .integers(|pool| pool.value.minor())
            .integers(|pool| pool.last_quantity.micros())
            .integers(|pool| pool.last_value.minor())
            .integers(|pool| pool.newest_at.micros())
            .integers(|pool| pool.moves.into())
            .integers(|pool| pool.sold_quantity.micros())
            .integers(|pool| pool.sold_total.minor())
            .integers(|pool| pool.sold_tax.minor())
            .integers(|pool| pool.sold_cost.minor())
            .optional_integers(|pool| pool.front.map(|front| front.at.micros()))
            .optional_integers(|pool| pool.front.map(|front| front.source.column()))
            .optional_integers(|pool| pool.front.map(|front| front.quantity.micros()))
            .optional_integers(|pool| pool.front.map(|front| front.value.minor()))
            .optional_integers(|pool| pool.loose.map(|loose| loose.location.column()))
            .optional_integers(|pool| pool.loose.map(|loose| loose.quantity.micros()))
            .optional_integers(|pool| pool.loose.map(|loose| loose.since.column()))
            .optional_texts(|pool| pool.costs.as_deref())
    })
}

fn put_layers(session: &mut Session<'_>, layers: &[&Layer]) -> Result<()> {
    session.put(&PUT_LAYERS, layers, |rows| {
        rows.integers(|layer| layer.variant.column())
            .integers(|layer| layer.at.micros())
            .integers(|layer| layer.source.column())
            .integers(|layer| layer.quantity.micros())
            .integers(|layer| layer.value.minor())
    })
}

fn remove_layers(session: &mut Session<'_>, layers: &[&Layer]) -> Result<()> {
    session.put(&REMOVE_LAYERS, layers, |rows| {
        rows.integers(|layer| layer.variant.column())
            .integers(|layer| layer.at.micros())
            .integers(|layer| layer.source.column())
    })
}

fn remove_checkpoints(session: &mut Session<'_>, stretches: &[Stretch]) -> Result<()> {
    session.put(&REMOVE_CHECKPOINTS, stretches, |rows| {
        rows.integers(|stretch| stretch.variant.column())
            .integers(|stretch| stretch.after.0.micros())
            .integers(|stretch| stretch.after.1.column())
            .integers(|stretch| stretch.until.0.micros())
            .integers(|stretch| stretch.until.1.column())
    })
}

fn put_checkpoints(session: &mut Session<'_>, checkpoints: &[&Checkpoint]) -> Result<()> {
    session.put(&PUT_CHECKPOINTS, checkpoints, |rows| {
        rows.integers(|checkpoint| checkpoint.variant.column())
            .integers(|checkpoint| checkpoint.at.micros())
            .integers(|checkpoint| checkpoint.key.column())
            .byte_strings(|checkpoint| checkpoint.body.as_slice())
    })
}

pub(crate) fn pools(session: &mut Session<'_>, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
    let values = session.values();
    let found = match *query {
        PoolQuery::Variants(variants) => {
            session.ask(&POOLS, values.integers(variants.iter().map(|variant| variant.column())))
        }
        PoolQuery::All => session.ask(&ALL_POOLS, values),
        _ => return Err(unknown_question()),
    }?;
    found.iter().map(pool).collect()
}

pub(crate) fn sold(session: &mut Session<'_>, sink: &mut dyn FnMut(&Sold) -> Result<()>) -> Result<()> {
    let values = session.values();
    session.each(&SOLD, values, &mut |row| {
        sink(&Sold {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            quantity: Quantity::from_micros(integer(row, 1)?),
            total: Money::from_minor(integer(row, 2)?),
            tax: Money::from_minor(integer(row, 3)?),
            cost: Money::from_minor(integer(row, 4)?),
        })
    })
}

pub(crate) fn layers(session: &mut Session<'_>, variants: &[VariantNo]) -> Result<Vec<Layer>> {
    let values = session.values().integers(variants.iter().map(|variant| variant.column()));
    session.ask(&LAYERS, values)?.iter().map(layer).collect()
}

pub(crate) fn checkpoints(session: &mut Session<'_>, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
    let values = session.values();
    let found = match *query {
        CheckpointQuery::Before { variant, at, key } => {
            let values = values.integer(variant.column()).integer(at.micros()).integer(key.column());
            session.ask(&CHECKPOINT_BEFORE, values)
        }
        CheckpointQuery::Ahead { variant, at, key, between } => {
            let values = values.integer(variant.column()).integer(at.micros()).integer(key.column());
            session.ask(&CHECKPOINT_AHEAD, values.integer(between.into()))
        }
        CheckpointQuery::All => session.ask(&ALL_CHECKPOINTS, values),
        _ => return Err(unknown_question()),
    }?;
    found.iter().map(checkpoint).collect()
}

fn pool(row: &Row) -> Result<Pool> {
    Ok(Pool {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        method: CostingMethod::from_code(code(row, 1)?)?,
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
        costs: optional_text(row, 19)?,
    })
}

fn front(row: &Row) -> Result<Option<Front>> {
    let Some(at) = optional_integer(row, 12)? else { return Ok(None) };
    Ok(Some(Front {
        at: Timestamp::from_micros(at),
        source: LineKey::from_column(integer(row, 13)?),
        quantity: Quantity::from_micros(integer(row, 14)?),
        value: Money::from_minor(integer(row, 15)?),
    }))
}

fn loose(row: &Row) -> Result<Option<Loose>> {
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

fn layer(row: &Row) -> Result<Layer> {
    Ok(Layer {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        at: Timestamp::from_micros(integer(row, 1)?),
        source: LineKey::from_column(integer(row, 2)?),
        quantity: Quantity::from_micros(integer(row, 3)?),
        value: Money::from_minor(integer(row, 4)?),
    })
}

fn checkpoint(row: &Row) -> Result<Checkpoint> {
    Ok(Checkpoint {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        at: Timestamp::from_micros(integer(row, 1)?),
        key: LineKey::from_column(integer(row, 2)?),
        body: bytes(row, 3)?.to_vec(),
    })
}
