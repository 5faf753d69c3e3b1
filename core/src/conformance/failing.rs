use std::sync::atomic::{AtomicU64, Ordering};

use super::watched;
use crate::storage::{Access, Store, Transaction};
use crate::{Error, Result};

/// A store that fails once, at a chosen call: proof that a failure of the storage leaves no trace and is reported.
/// Calls of transactions are counted from 1, over all transactions; a commit counts as one.
///
/// ```
/// use tillbook::conformance::Failing;
/// use tillbook::storage::{MemoryStore, StoreExt};
/// use tillbook::Error;
/// let store = Failing::new(MemoryStore::default(), Error::StorageFull { operation: "post documents" });
/// store.fail_at(2);
/// assert_eq!(store.read(|transaction| transaction.head("T1")).unwrap_err().code(), "storage_full"); // the commit
/// assert!(store.read(|transaction| transaction.head("T1")).is_ok());
/// assert_eq!(store.calls(), 4);
/// ```
#[derive(Debug)]
pub struct Failing<S> {
    inner: S,
    error: Error,
    calls: AtomicU64,
    fail_at: AtomicU64,
}

impl<S> Failing<S> {
    /// Wraps `inner`, which works until [`fail_at`](Self::fail_at) is called.
    pub const fn new(inner: S, error: Error) -> Self {
        Self { inner, error, calls: AtomicU64::new(0), fail_at: AtomicU64::new(0) }
    }

    /// Counts from 0 again; call `nth` from now on, and no other, fails. 0 means none.
    pub fn fail_at(&self, nth: u64) {
        self.calls.store(0, Ordering::SeqCst);
        self.fail_at.store(nth, Ordering::SeqCst);
    }

    /// How many calls there were since it began to count: if fewer than `nth`, nothing failed.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    fn permit(&self) -> Result<()> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        if call == self.fail_at.load(Ordering::SeqCst) { Err(self.error.clone()) } else { Ok(()) }
    }
}

impl<S: Store> Store for Failing<S> {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        watched::attempt(&self.inner, access, work, &|| self.permit())
    }
}
