//! What the app lends to the engine: its clock, and later the key of its file.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use tillbook::shop::{Asked as CoreAsked, Authority as CoreAuthority, Verdict as CoreVerdict};
use tillbook::value::{Clock as CoreClock, Currency, SystemClock, Timestamp};

use crate::Result;
use crate::mirror::{Given, Seen};
use crate::records::{Asked, Verdict};

/// Tells the time. For tests, and for apps that keep their own; without one the engine takes the system's.
#[uniffi::export(rust, foreign)]
pub trait Clock: Send + Sync {
    /// The present moment. It is asked once at the beginning of each call; what it throws ends the call as
    /// `AppFailed`, and nothing is written.
    fn now(&self) -> Result<Timestamp>;
}

/// Says who may do what. It is asked when a cart is priced and when a document is decided, while that holds the shop's lock:
/// it answers at once, without calling the shop, or the call never ends.
#[uniffi::export(rust, foreign)]
pub trait Authority: Send + Sync {
    /// Whether somebody may do something. What it throws refuses it, and is the reason.
    fn judge(&self, asked: Asked) -> Result<Verdict>;
}

/// Gives the key of an encrypted file. The files of this release are not encrypted, so a shop that is given one refuses to
/// open: a key is never taken and not used.
#[uniffi::export(rust, foreign)]
pub trait KeyProvider: Send + Sync {
    /// The key.
    fn key(&self) -> Result<Vec<u8>>;
}

thread_local! {
    /// The moment of the call that this thread works on.
    static MOMENT: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// The clock of the engine, which cannot fail: it tells the moment of the call.
pub(crate) struct CallClock;

impl CoreClock for CallClock {
    fn now(&self) -> Timestamp {
        MOMENT.get().unwrap_or_else(|| SystemClock.now())
    }
}

/// The app's authority, as the engine asks it.
pub(crate) struct AppAuthority {
    pub(crate) authority: Arc<dyn Authority>,
    /// The shop's, once it is open; nobody asks before.
    pub(crate) currency: Arc<OnceLock<Currency>>,
}

impl CoreAuthority for AppAuthority {
    fn judge(&self, asked: &CoreAsked<'_>) -> CoreVerdict {
        let currency = self.currency.get().copied().unwrap_or(Currency::CNY);
        let asked = asked.seen(currency).map_err(|error| error.to_string());
        let verdict = asked.and_then(|asked| self.authority.judge(asked).map_err(|error| error.to_string()));
        match verdict.map(|verdict| verdict.given(currency)) {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(error)) => CoreVerdict::Refuse(error.to_string()),
            Err(reason) => CoreVerdict::Refuse(reason),
        }
    }
}

/// Runs one call at the moment that the app's clock tells.
pub(crate) fn at_moment<T>(clock: Option<&Arc<dyn Clock>>, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let Some(clock) = clock else { return work() };
    let before = MOMENT.replace(Some(clock.now()?));
    let _back = Back(before);
    work()
}

/// Puts the moment back, whatever the call does.
struct Back(Option<Timestamp>);

impl Drop for Back {
    fn drop(&mut self) {
        MOMENT.set(self.0);
    }
}
