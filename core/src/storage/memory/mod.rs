//! A shop in memory: for tests, demonstrations and replays.

mod catalog;
mod documents;
mod ledger;
mod state;
mod table;
mod transaction;

use std::sync::RwLock;

use self::catalog::Catalog;
use self::documents::Documents;
use self::ledger::Ledger;
use self::state::State;
use self::table::settle_parts;
use self::transaction::View;
use super::{Access, Store, Transaction};
use crate::ledger::{Entry, Movement, Revaluation, SaleLine};
use crate::{Error, Result};

/// A store that forgets everything with the process. Readers run beside each other, a writer runs alone.
///
/// If a closure panics while it writes, the store refuses all further work with [`Error::Closed`]: what it holds
/// may be half a document.
///
/// ```
/// use tillbook::storage::{MemoryStore, StoreExt};
/// let store = MemoryStore::default();
/// assert_eq!(store.read(|transaction| transaction.head("T1"))?, None);
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore(RwLock<Contents>);

impl Store for MemoryStore {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        match access {
            Access::Read => {
                let contents = self.0.read().map_err(|_| Error::Closed)?;
                work(&mut View::Read(&contents))
            }
            Access::Write => {
                let mut contents = self.0.write().map_err(|_| Error::Closed)?;
                let outcome = work(&mut View::Write(&mut contents));
                match outcome {
                    Ok(()) => contents.commit(),
                    Err(_) => contents.roll_back(),
                }
                outcome
            }
        }
    }
}

/// All that the store keeps.
#[derive(Debug, Default)]
struct Contents {
    catalog: Catalog,
    documents: Documents,
    movements: Ledger<Movement>,
    revaluations: Ledger<Revaluation>,
    sale_lines: Ledger<SaleLine>,
    entries: Ledger<Entry>,
    state: State,
}

settle_parts! { Contents { catalog documents movements revaluations sale_lines entries state } }
