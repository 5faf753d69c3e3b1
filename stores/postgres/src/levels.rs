//! What is where, and what is owed: levels, batches and balances.

use tillbook::ledger::{
    Account, Balance, BalanceKey, BatchInfo, Level, LevelKey, LineKey, LocationNo, Unit, VariantNo,
};
use tillbook::storage::{LevelQuery, StateChange};
use tillbook::value::{Date, Money, Quantity};
use tillbook::{Error, Result};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::row::{bytes, code, date, integer, optional_integer, text};
use crate::session::Session;
use crate::sql::statements;
use crate::state::{last_of_each, unknown_question};

macro_rules! select_levels {
    ($rest:literal) => {
        concat!(
            "SELECT variant, location, batch, quantity, expires_on, since FROM tillbook.level WHERE shop_id = $1",
            $rest
        )
    };
}

statements! {
    PUT_LEVELS = "INSERT INTO tillbook.level (shop_id, variant, location, batch, quantity, expires_on, since) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7) ON CONFLICT (shop_id, variant, location, batch) \
        DO UPDATE SET quantity = excluded.quantity, expires_on = excluded.expires_on, since = excluded.since";
    REMOVE_LEVELS = "DELETE FROM tillbook.level WHERE shop_id = $1 \
        AND (variant, location, batch) IN (SELECT * FROM UNNEST($2, $3, $4))";
    CLEAR_LEVELS = "DELETE FROM tillbook.level WHERE shop_id = $1";
    LEVELS = select_levels!(" AND variant = ANY ($2)");
    EXPIRING_LEVELS = select_levels!(" AND expires_on <= $2");
    ALL_LEVELS = select_levels!("");
    PUT_BATCHES = "INSERT INTO tillbook.batch (shop_id, variant, batch, produced_on, expires_on, since) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6) ON CONFLICT (shop_id, variant, batch) \
        DO UPDATE SET produced_on = excluded.produced_on, expires_on = excluded.expires_on, since = excluded.since";
    CLEAR_BATCHES = "DELETE FROM tillbook.batch WHERE shop_id = $1";
    BATCHES = "SELECT variant, batch, produced_on, expires_on, since FROM tillbook.batch WHERE shop_id = $1 \
        AND (variant, batch) IN (SELECT * FROM UNNEST($2, $3))";
    PUT_BALANCES = "INSERT INTO tillbook.balance (shop_id, account, owner, unit, amount) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5) ON CONFLICT (shop_id, account, owner, unit) \
        DO UPDATE SET amount = excluded.amount";
    CLEAR_BALANCES = "DELETE FROM tillbook.balance WHERE shop_id = $1";
    BALANCES = "SELECT account, owner, unit, amount FROM tillbook.balance WHERE shop_id = $1 \
        AND (account, owner, unit) IN (SELECT * FROM UNNEST($2, $3, $4))";
    ALL_BALANCES = "SELECT account, owner, unit, amount FROM tillbook.balance WHERE shop_id = $1";
}

pub(crate) fn set(session: &mut Session<'_>, change: &StateChange) -> Result<()> {
    let levels = last_of_each(&change.levels, |level| &level.key);
    let (gone, put): (Vec<&Level>, Vec<&Level>) = levels.into_iter().partition(|level| level.quantity.is_zero());
    remove_levels(session, &gone)?;
    put_levels(session, &put)?;
    put_batches(session, &last_of_each(&change.batches, |row| (row.variant, &row.batch)))?;
    put_balances(session, &last_of_each(&change.balances, |row| row.key))
}

pub(crate) fn clear(session: &mut Session<'_>) -> Result<()> {
    for sql in [&CLEAR_LEVELS, &CLEAR_BATCHES, &CLEAR_BALANCES] {
        let values = session.values();
        session.later(sql, values)?;
    }
    Ok(())
}

fn put_levels(session: &mut Session<'_>, levels: &[&Level]) -> Result<()> {
    session.put(&PUT_LEVELS, levels, |rows| {
        rows.integers(|level| level.key.variant.column())
            .integers(|level| level.key.location.column())
            .texts(|level| level.key.batch.as_str())
            .integers(|level| level.quantity.micros())
            .optional_integers(|level| level.expires_on.map(days))
            .integers(|level| level.since.column())
    })
}

fn remove_levels(session: &mut Session<'_>, levels: &[&Level]) -> Result<()> {
    session.put(&REMOVE_LEVELS, levels, |rows| {
        rows.integers(|level| level.key.variant.column())
            .integers(|level| level.key.location.column())
            .texts(|level| level.key.batch.as_str())
    })
}

fn put_batches(session: &mut Session<'_>, batches: &[&BatchInfo]) -> Result<()> {
    session.put(&PUT_BATCHES, batches, |rows| {
        rows.integers(|batch| batch.variant.column())
            .texts(|batch| batch.batch.as_str())
            .optional_integers(|batch| batch.produced_on.map(days))
            .optional_integers(|batch| batch.expires_on.map(days))
            .integers(|batch| batch.since.column())
    })
}

fn put_balances(session: &mut Session<'_>, balances: &[&Balance]) -> Result<()> {
    session.put(&PUT_BALANCES, balances, |rows| {
        rows.texts(|balance| balance.key.account.code())
            .byte_strings(|balance| owner(&balance.key))
            .texts(|balance| balance.key.unit.code())
            .integers(|balance| balance.amount.minor())
    })
}

/// Texts sort in another order in each database, so that this is done here.
pub(crate) fn levels(session: &mut Session<'_>, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
    let values = session.values();
    let found = match *query {
        LevelQuery::Variants(variants) => {
            session.ask(&LEVELS, values.integers(variants.iter().map(|variant| variant.column())))
        }
        LevelQuery::ExpiringUntil(last) => session.ask(&EXPIRING_LEVELS, values.integer(days(last))),
        LevelQuery::All => session.ask(&ALL_LEVELS, values),
        _ => return Err(unknown_question()),
    }?;
    let mut found: Vec<Level> = found.iter().map(level).collect::<Result<_>>()?;
    match query {
        LevelQuery::ExpiringUntil(_) => found.sort_by(|a, b| (a.expires_on, &a.key).cmp(&(b.expires_on, &b.key))),
        _ => found.sort_by(|a, b| a.key.cmp(&b.key)),
    }
    Ok(found)
}

pub(crate) fn batches(session: &mut Session<'_>, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
    let values = session
        .values()
        .integers(batches.iter().map(|(variant, _)| variant.column()))
        .texts(batches.iter().map(|(_, batch)| *batch));
    session.ask(&BATCHES, values)?.iter().map(batch_info).collect()
}

pub(crate) fn balances(session: &mut Session<'_>, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
    let values = session.values();
    let found = match keys {
        None => session.ask(&ALL_BALANCES, values),
        Some(keys) => {
            let values = values
                .texts(keys.iter().map(|key| key.account.code()))
                .byte_strings(keys.iter().map(owner))
                .texts(keys.iter().map(|key| key.unit.code()));
            session.ask(&BALANCES, values)
        }
    }?;
    found.iter().map(balance).collect()
}

fn days(date: Date) -> i64 {
    date.days().into()
}

/// The bytes of the owner, none for an account without one.
fn owner(key: &BalanceKey) -> &[u8] {
    key.owner.as_ref().map_or(&[], |owner| owner.as_bytes())
}

fn level(row: &Row) -> Result<Level> {
    Ok(Level {
        key: LevelKey {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            location: LocationNo::from_column(integer(row, 1)?)?,
            batch: text(row, 2)?,
        },
        quantity: Quantity::from_micros(integer(row, 3)?),
        expires_on: optional_integer(row, 4)?.map(date).transpose()?,
        since: LineKey::from_column(integer(row, 5)?),
    })
}

fn batch_info(row: &Row) -> Result<BatchInfo> {
    Ok(BatchInfo {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        batch: text(row, 1)?,
        produced_on: optional_integer(row, 2)?.map(date).transpose()?,
        expires_on: optional_integer(row, 3)?.map(date).transpose()?,
        since: LineKey::from_column(integer(row, 4)?),
    })
}

fn balance(row: &Row) -> Result<Balance> {
    let owner = bytes(row, 1)?;
    let id = || Uuid::from_slice(owner).map_err(|_| Error::Corrupt { what: format!("id of {} bytes", owner.len()) });
    Ok(Balance {
        key: BalanceKey {
            account: Account::from_code(code(row, 0)?)?,
            owner: if owner.is_empty() { None } else { Some(id()?) },
            unit: Unit::from_code(code(row, 2)?)?,
        },
        amount: Money::from_minor(integer(row, 3)?),
    })
}
