//! What is where, and what is owed: levels, batches and balances.

use rusqlite::{Row, params};
use tillbook::Result;
use tillbook::ledger::{
    Account, Balance, BalanceKey, BatchInfo, Level, LevelKey, LineKey, LocationNo, Unit, VariantNo,
};
use tillbook::storage::{LevelQuery, StateChange};
use tillbook::value::{Date, Money, Quantity};

use crate::documents::{date, uuid};
use crate::link::{Link, bytes, integer, optional_integer, text};
use crate::state::{unique, unknown_question};

pub(crate) fn set(link: &Link, change: &StateChange) -> Result<()> {
    set_levels(link, &change.levels)?;
    set_batches(link, &change.batches)?;
    set_balances(link, &change.balances)
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

/// The bytes of the owner, none for an account without one.
fn owner(key: &BalanceKey) -> &[u8] {
    key.owner.as_ref().map_or(&[], |owner| owner.as_bytes())
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
