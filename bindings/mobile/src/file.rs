//! The open file of a shop, which all handles of it share.

use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockWriteGuard};

use tillbook::shop::ShopOptions as CoreOptions;
use tillbook::storage::{MemoryStore, Store};
use tillbook::value::Currency;
use tillbook::{Error, Expected, Shop as Core};
use tillbook_sqlite::SqliteStore;

use crate::app::{AppAuthority, Authority, CallClock, Clock, at_moment};
use crate::mirror::Given;
use crate::records::Settings;
use crate::shop::ShopOptions;
use crate::watch::{ChangeSet, Listener, Subscription, Watch, Watched};
use crate::{Result, ShopError};

/// Calls hold the lock to read; suspending and shutting wait for them.
pub(crate) struct File {
    /// `None` in memory.
    path: Option<String>,
    device: String,
    clock: Option<Arc<dyn Clock>>,
    authority: Option<Arc<dyn Authority>>,
    state: RwLock<State>,
    watch: Arc<Watch>,
}

enum State {
    Open(Open),
    Suspended,
    Shut,
}

struct Open {
    core: Core,
    currency: Currency,
    store: Arc<Watched>,
}

impl File {
    /// Opens the shop at this place; sets it up first if there are settings.
    pub(crate) fn open(path: Option<String>, settings: Option<Settings>, options: ShopOptions) -> Result<Self> {
        let ShopOptions { device, restored, clock, authority, keys } = options;
        if keys.is_some() {
            let refused = Error::invalid("options.keys", "a key provider", Expected::Absent);
            return Err(ShopError::of(&refused, Currency::CNY));
        }
        let state = RwLock::new(State::Suspended);
        let file = Self { path, device, clock, authority, state, watch: Arc::default() };
        let open = at_moment(file.clock.as_ref(), || {
            file.open_core(settings, restored).map_err(|error| ShopError::of(&error, Currency::CNY))
        })?;
        *file.state_mut() = State::Open(open);
        Ok(file)
    }

    fn open_core(&self, settings: Option<Settings>, restored: bool) -> tillbook::Result<Open> {
        let settings = settings.map(|settings| settings.given(Currency::CNY)).transpose()?;
        let store: Box<dyn Store> = match &self.path {
            Some(path) => Box::new(SqliteStore::open(path)?),
            None => Box::new(MemoryStore::default()),
        };
        let store = Arc::new(Watched::new(store, Arc::clone(&self.watch)));
        let mut options = CoreOptions { restored, device: self.device.clone(), ..CoreOptions::default() };
        options.clock = Box::new(CallClock);
        let known = Arc::new(OnceLock::new());
        if let Some(authority) = &self.authority {
            let (authority, currency) = (Arc::clone(authority), Arc::clone(&known));
            options.authority = Box::new(AppAuthority { authority, currency });
        }
        let core = match settings {
            Some(settings) => Core::create_with(Arc::clone(&store), settings, options)?,
            None => Core::open_with(Arc::clone(&store), options)?,
        };
        let currency = core.currency()?;
        Ok(Open { currency: *known.get_or_init(|| currency), core, store })
    }

    /// Runs one call of the engine, unless the shop is closed.
    pub(crate) fn ask<T>(&self, work: impl FnOnce(&Core, Currency) -> tillbook::Result<T>) -> Result<T> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let State::Open(Open { core, currency, .. }) = &*state else { return Err(closed()) };
        at_moment(self.clock.as_ref(), || work(core, *currency).map_err(|error| ShopError::of(&error, *currency)))
    }

    /// What these documents changed.
    pub(crate) fn changes(&self, after: i64, until: i64) -> Result<ChangeSet> {
        self.read_store(|store| store.changes(after, until))
    }

    pub(crate) fn observe(self: &Arc<Self>, listener: Arc<dyn Listener>) -> Result<Subscription> {
        let since = self.read_store(Watched::newest)?;
        let subscription = self.watch.observe(self, since, listener);
        // What was posted between the two.
        self.watch.committed(self.read_store(Watched::newest)?);
        Ok(subscription)
    }

    fn read_store<T>(&self, work: impl FnOnce(&Watched) -> tillbook::Result<T>) -> Result<T> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let State::Open(Open { store, currency, .. }) = &*state else { return Err(closed()) };
        work(store).map_err(|error| ShopError::of(&error, *currency))
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn suspend(&self) {
        let mut state = self.state_mut();
        if self.path.is_some() && matches!(&*state, State::Open(_)) {
            *state = State::Suspended;
        }
    }

    pub(crate) fn resume(&self) -> Result<()> {
        let mut state = self.state_mut();
        match &*state {
            State::Open(_) => return Ok(()),
            State::Shut => return Err(closed()),
            State::Suspended => {}
        }
        let open = at_moment(self.clock.as_ref(), || {
            self.open_core(None, false).map_err(|error| ShopError::of(&error, Currency::CNY))
        })?;
        let newest = open.store.newest();
        *state = State::Open(open);
        drop(state);
        // Another process may have posted meanwhile.
        if self.watch.is_heard() {
            self.watch.committed(newest.map_err(|error| ShopError::of(&error, Currency::CNY))?);
        }
        Ok(())
    }

    pub(crate) fn shut(&self) {
        *self.state_mut() = State::Shut;
        self.watch.end();
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.watch.end();
    }
}

fn closed() -> ShopError {
    ShopError::of(&Error::Closed, Currency::CNY)
}
