use std::time::Duration;

use super::{Access, Store, Transaction};
use crate::{Error, Result};

const ATTEMPTS: u32 = 12;
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// What users of a store call: values out of closures, and the one retry loop.
pub trait StoreExt: Store {
    /// Runs `work` in a read transaction.
    ///
    /// # Errors
    /// What `work` returned, [`Error::Contention`], or a failure of the storage.
    fn read<T>(&self, work: impl FnMut(&mut dyn Transaction) -> Result<T>) -> Result<T> {
        retried(self, Access::Read, work)
    }

    /// Runs `work` in a write transaction. It may run several times, so it must have no effect but its writes.
    ///
    /// # Errors
    /// What `work` returned, [`Error::Contention`] after a dozen lost races, or a failure of the storage. After a lost
    /// connection `work` may run again although its writes stand: it must recognise what it did.
    fn write<T>(&self, work: impl FnMut(&mut dyn Transaction) -> Result<T>) -> Result<T> {
        retried(self, Access::Write, work)
    }
}

impl<S: Store + ?Sized> StoreExt for S {}

fn retried<S: Store + ?Sized, T>(
    store: &S,
    access: Access,
    mut work: impl FnMut(&mut dyn Transaction) -> Result<T>,
) -> Result<T> {
    let mut lost = None;
    for attempt in 0..ATTEMPTS {
        let mut answer = None;
        let outcome = store.attempt(access, &mut |transaction| {
            answer = Some(work(transaction)?);
            Ok(())
        });
        match (outcome, answer) {
            (Ok(()), Some(answer)) => return Ok(answer),
            (Ok(()), None) => {
                return Err(Error::Corrupt { what: "the store committed without running the work".into() });
            }
            (Err(Error::Conflict), _) => lost = None,
            (Err(error @ Error::Disconnected { .. }), _) => lost = Some(error),
            (Err(error), _) => return Err(error),
        }
        std::thread::sleep(pause(attempt));
    }
    Err(lost.unwrap_or(Error::Contention { attempts: ATTEMPTS }))
}

/// Half a millisecond, doubled with each attempt, less a random part so that two losers do not meet again.
fn pause(attempt: u32) -> Duration {
    let longest = Duration::from_micros(500 << attempt.min(10)).min(LONGEST_PAUSE);
    let random = uuid::Uuid::new_v4().as_u128() & 0x3ff;
    longest.mul_f64(1.0 - f64::from(u16::try_from(random).unwrap_or(0)) / 2048.0)
}
