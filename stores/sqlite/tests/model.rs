//! Random days in a shop on a file agree with a naive reference and with the same days in memory.

#[path = "../../../core/tests/model/mod.rs"]
mod model;

use std::sync::Arc;

use model::{Lane, config, plans, run};
use proptest::proptest;
use tillbook::storage::{MemoryStore, Store};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

proptest! {
    // Fewer days than in memory: each document is written to a disk.
    #![proptest_config(config(16))]

    #[test]
    fn random_days_agree_with_the_reference(plan in plans(80)) {
        let folder = tempfile::tempdir().unwrap();
        // The process survives its test, and with it what the system was given to write.
        let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
        let file: Arc<dyn Store> = Arc::new(SqliteStore::open_with(folder.path().join("shop.db"), options).unwrap());
        let memory: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let memory = Lane::new("memory", Arc::clone(&memory), memory);
        run(&plan, vec![memory, Lane::new("sqlite", Arc::clone(&file), file)]);
    }
}
