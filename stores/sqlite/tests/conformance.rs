//! The suite that every store has to pass.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

use tempfile::TempDir;
use tillbook::Result;
use tillbook::storage::{Access, Store, Transaction};
use tillbook_sqlite::SqliteStore;

/// A store whose file goes when it does.
struct Temporary {
    store: SqliteStore,
    _folder: TempDir,
}

impl Temporary {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: SqliteStore::open(folder.path().join("shop.db")).unwrap(), _folder: folder }
    }
}

impl Store for Temporary {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        self.store.attempt(access, work)
    }
}

tillbook::store_conformance!(Temporary::open());
