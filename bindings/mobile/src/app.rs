//! What the app lends to the engine: its clock, and later the key of its file.

use std::cell::Cell;
use std::sync::Arc;

use tillbook::value::{Clock as CoreClock, SystemClock, Timestamp};

use crate::Result;

/// Tells the time. For tests, and for apps that keep their own; without one the engine takes the system's.
#[uniffi::export(rust, foreign)]
pub trait Clock: Send + Sync {
    /// The present moment. It is asked once at the beginning of each call; what it throws ends the call as
    /// `ClockFailed`, and nothing is written.
    fn now(&self) -> Result<Timestamp>;
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
