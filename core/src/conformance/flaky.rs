use std::sync::atomic::{AtomicU64, Ordering};

use super::random::Random;
use super::watched;
use crate::storage::{Access, Store, Transaction};
use crate::{Error, Result};

/// A store that loses races at random: proof that its users retry. A lost race writes nothing.
///
/// ```
/// use tillbook::conformance::Flaky;
/// use tillbook::storage::{MemoryStore, StoreExt};
/// let store = Flaky::new(MemoryStore::default(), 42, 3);
/// for _ in 0..20 {
///     assert_eq!(store.read(|transaction| transaction.head("T1"))?, None);
/// }
/// assert!(store.conflicts() > 0);
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug)]
pub struct Flaky<S> {
    inner: S,
    random: Random,
    one_in: u64,
    conflicts: AtomicU64,
}

impl<S> Flaky<S> {
    /// Wraps `inner`: one in `one_in` calls (and commits) answers [`Error::Conflict`], none if it is 0. The same
    /// seed loses the same races, as long as one thread uses the store.
    pub const fn new(inner: S, seed: u64, one_in: u64) -> Self {
        Self { inner, random: Random::new(seed), one_in, conflicts: AtomicU64::new(0) }
    }

    /// How many races were lost so far.
    pub fn conflicts(&self) -> u64 {
        self.conflicts.load(Ordering::SeqCst)
    }

    fn permit(&self) -> Result<()> {
        if self.one_in == 0 || self.random.below(self.one_in) != 0 {
            return Ok(());
        }
        self.conflicts.fetch_add(1, Ordering::SeqCst);
        Err(Error::Conflict)
    }
}

impl<S: Store> Store for Flaky<S> {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        watched::attempt(&self.inner, access, work, &|| self.permit())
    }
}
