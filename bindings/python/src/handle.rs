//! The way to a shop: what all desks share.

use std::sync::{Arc, PoisonError, RwLock};

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tillbook::report::{Moment, Period};
use tillbook::storage::{Access, MemoryStore, Store, Transaction};
use tillbook::value::{BusinessDay, Currency};
use tillbook::{Error, Result, Shop};
use tillbook_postgres::PostgresStore;
use tillbook_sqlite::SqliteStore;

use super::answer::{Shown, to_python};
use super::authority::not_while_judging;
use super::column::Frame;
use super::refusal::{Problem, raised};
use super::request::from_python;
use super::table::Table;
use super::tools::Tools;
use super::types::Known;

/// What a method takes before it is looked at.
pub(crate) type Given<'a, 'py> = &'a Bound<'py, PyAny>;
/// The same where it may be left out.
pub(crate) type Maybe<'a, 'py> = Option<&'a Bound<'py, PyAny>>;
/// What a method answers.
pub(crate) type Answer = PyResult<Py<PyAny>>;

/// Where a shop is kept.
pub(crate) enum Home {
    Memory(Box<MemoryStore>),
    Sqlite(SqliteStore, std::path::PathBuf),
    Postgres(PostgresStore),
}

impl Home {
    fn store(&self) -> &dyn Store {
        match self {
            Self::Memory(store) => &**store,
            Self::Sqlite(store, _) => store,
            Self::Postgres(store) => store,
        }
    }
}

/// A store that can be closed while handles of the shop still stand. Work under way is waited for.
pub(crate) struct Door {
    home: RwLock<Option<Home>>,
}

impl Door {
    pub(crate) fn new(home: Home) -> Self {
        Self { home: RwLock::new(Some(home)) }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.home.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// What is asked of the home, as long as it is open.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Home) -> Result<T>) -> Result<T> {
        match &*self.home.read().unwrap_or_else(PoisonError::into_inner) {
            Some(home) => work(home),
            None => Err(Error::Closed),
        }
    }

    /// Once more does nothing.
    pub(crate) fn close(&self) -> Result<()> {
        let home = self.home.write().unwrap_or_else(PoisonError::into_inner).take();
        match home {
            Some(Home::Sqlite(store, _)) => store.close(),
            _ => Ok(()),
        }
    }
}

impl Store for Door {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        self.with(|home| home.store().attempt(access, work))
    }
}

/// A shop, and what its values are shown by.
#[derive(Clone)]
pub(crate) struct Handle {
    pub(crate) shop: Shop,
    pub(crate) door: Arc<Door>,
    pub(crate) frame: Frame,
    /// The time zone: a `tzinfo`.
    zone: Arc<Py<PyAny>>,
}

impl Handle {
    pub(crate) fn new(py: Python<'_>, shop: Shop, door: Arc<Door>) -> PyResult<Self> {
        let settings = py.detach(|| shop.office().settings());
        let settings = settings.map_err(|error| raised(py, &error, Currency::CNY))?;
        let zone = py.import("zoneinfo")?.getattr("ZoneInfo")?.call1((&settings.time_zone,))?;
        let frame = Frame { currency: settings.currency, zone: settings.time_zone.as_str().into() };
        Ok(Self { shop, door, frame, zone: Arc::new(zone.unbind()) })
    }

    /// The same place, seen through another handle of the shop.
    pub(crate) fn through(&self, shop: Shop) -> Self {
        Self { shop, ..self.clone() }
    }

    /// What the caller gave as `name`.
    pub(crate) fn take<T: DeserializeOwned + Known>(&self, name: &str, value: Given<'_, '_>) -> PyResult<T> {
        let currency = self.frame.currency;
        from_python(value, name, currency).map_err(|problem| problem.raised(value.py(), currency))
    }

    /// The same, or `otherwise` for nothing.
    pub(crate) fn take_or<T: DeserializeOwned + Known>(
        &self,
        name: &str,
        value: Maybe<'_, '_>,
        otherwise: impl FnOnce() -> T,
    ) -> PyResult<T> {
        match value {
            Some(value) if !value.is_none() => self.take(name, value),
            _ => Ok(otherwise()),
        }
    }

    /// The same, if there is something.
    pub(crate) fn take_if<T: DeserializeOwned + Known>(&self, name: &str, value: Maybe<'_, '_>) -> PyResult<Option<T>> {
        match value {
            Some(value) if !value.is_none() => self.take(name, value).map(Some),
            _ => Ok(None),
        }
    }

    /// The days from `since`, included, to `until`, excluded; all days without either.
    pub(crate) fn period(&self, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> PyResult<Period> {
        let (since, until): (Option<BusinessDay>, Option<BusinessDay>) =
            (self.take_if("since", since)?, self.take_if("until", until)?);
        match (since, until) {
            (None, None) => Ok(Period::all()),
            (Some(since), Some(until)) => {
                Period::new(since, until).map_err(|error| Python::attach(|py| self.raised(py, &error)))
            }
            _ => Err(PyTypeError::new_err("since and until go together; leave both out for all days")),
        }
    }

    /// The time, or the end of the day, that the caller gave.
    pub(crate) fn moment(&self, name: &str, value: Given<'_, '_>) -> PyResult<Moment> {
        let tools = Tools::get(value.py())?;
        if let Some(day) = tools.to_date(value)? {
            return Ok(Moment::EndOf(BusinessDay(day)));
        }
        let time =
            tools.to_time(value)?.ok_or_else(|| Problem::wrong(name, "date or datetime with a time zone", value));
        time.map(Moment::At).map_err(|problem| problem.raised(value.py(), self.frame.currency))
    }

    /// Does the work without holding Python's lock.
    pub(crate) fn run<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&Shop) -> Result<T> + Send) -> PyResult<T> {
        not_while_judging()?;
        let done = py.detach(|| work(&self.shop));
        done.map_err(|error| self.raised(py, &error))
    }

    /// The same, and what it answers as Python has it.
    pub(crate) fn answer<T>(&self, py: Python<'_>, work: impl FnOnce(&Shop) -> Result<T> + Send) -> Answer
    where
        T: Serialize + Known + Send,
    {
        let value = self.run(py, work)?;
        self.give(py, &value)
    }

    /// The same, as a table.
    pub(crate) fn table<T>(&self, py: Python<'_>, work: impl FnOnce(&Shop) -> Result<Vec<T>> + Send) -> PyResult<Table>
    where
        T: Serialize + Known + Send,
    {
        not_while_judging()?;
        let rows = py.detach(|| work(&self.shop).map(|rows| Table::of(&rows, &self.frame)));
        let table = rows.map_err(|error| self.raised(py, &error))?;
        table.map_err(|misfit| PyRuntimeError::new_err(misfit.to_string()))
    }

    pub(crate) fn give<T: Serialize + Known>(&self, py: Python<'_>, value: &T) -> Answer {
        to_python(py, value, &Shown { currency: self.frame.currency, zone: &self.zone })
    }

    pub(crate) fn raised(&self, py: Python<'_>, error: &Error) -> PyErr {
        raised(py, error, self.frame.currency)
    }
}
