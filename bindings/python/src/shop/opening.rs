//! How a shop is opened.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use tillbook::document::Settings;
use tillbook::shop::ShopOptions;
use tillbook::value::Currency;
use tillbook::{Error, Result};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

use super::Shop;
use crate::authority::{Judge, not_while_judging};
use crate::handle::{Door, Handle, Home, Maybe};
use crate::refusal::{Problem, raised};
use crate::request::from_python;

/// How a device takes part.
pub(super) fn options(device: &str, restored: bool) -> ShopOptions {
    ShopOptions { device: device.to_string(), restored, ..ShopOptions::default() }
}

/// A callable, if one was given.
pub(super) fn callable(given: Maybe<'_, '_>) -> PyResult<Option<Py<PyAny>>> {
    match given.filter(|given| !given.is_none()) {
        Some(given) if given.is_callable() => Ok(Some(given.clone().unbind())),
        Some(given) => Err(Problem::wrong("authority", "a callable", given).raised(given.py(), Currency::CNY)),
        None => Ok(None),
    }
}

/// Opens the shop that is kept there, or sets it up.
pub(super) fn enter(
    py: Python<'_>,
    mut options: ShopOptions,
    authority: Maybe<'_, '_>,
    settings: Option<Settings>,
    home: impl FnOnce() -> Result<Home> + Send,
) -> PyResult<Shop> {
    not_while_judging()?;
    let currency = settings.as_ref().map_or(Currency::CNY, |settings| settings.currency);
    let shown_in = Arc::new(OnceLock::new());
    if let Some(judge) = callable(authority)? {
        options.authority = Box::new(Judge::new(judge, Arc::clone(&shown_in)));
    }
    let entered = py.detach(|| {
        let door = Arc::new(Door::new(home()?));
        let store = Arc::clone(&door);
        let shop = match settings {
            Some(settings) => tillbook::Shop::create_with(store, settings, options),
            None => tillbook::Shop::open_with(store, options),
        };
        shop.map(|shop| (shop, door))
    });
    let (shop, door) = entered.map_err(|error| raised(py, &error, currency))?;
    let handle = Handle::new(py, shop, door)?;
    let _ = shown_in.set(handle.frame.currency);
    Ok(Shop(handle))
}

/// Settings as they were given, whose amounts are in the currency that they name.
pub(super) fn settings_of(given: Maybe<'_, '_>) -> PyResult<Option<Settings>> {
    let Some(given) = given.filter(|given| !given.is_none()) else { return Ok(None) };
    let currency = given.getattr("currency").and_then(|code| code.extract::<String>());
    let currency = currency.ok().and_then(|code| code.parse().ok()).unwrap_or(Currency::CNY);
    from_python(given, "settings", currency).map(Some).map_err(|problem| problem.raised(given.py(), currency))
}

pub(super) fn durability(given: &str) -> Result<Durability> {
    match given {
        "full" => Ok(Durability::Full),
        "normal" => Ok(Durability::Normal),
        other => Err(Error::invalid("durability", other, tillbook::Expected::OneOf("full, normal"))),
    }
}

pub(super) fn sqlite(path: PathBuf, durability: Durability) -> Result<Home> {
    let options = SqliteOptions { durability, ..SqliteOptions::default() };
    SqliteStore::open_with(&path, options).map(|store| Home::Sqlite(store, path))
}
