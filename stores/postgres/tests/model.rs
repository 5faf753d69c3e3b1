//! Random days in a shop on a server agree with a naive reference, and with the same days in memory and on a file:
//! the same figures, the same ledgers, the same chain of hashes.

#[path = "../../../core/tests/model/mod.rs"]
mod model;

mod common;

use std::sync::Arc;

use model::{Lane, config, plans, run};
use proptest::proptest;
use tillbook::conformance::Flaky;
use tillbook::storage::{MemoryStore, Store};
use tillbook_postgres::Isolation;
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

proptest! {
    // Fewer days than in memory: each document travels to a server.
    #![proptest_config(config(8))]

    #[test]
    fn random_days_agree_with_the_reference(plan in plans(80)) {
        let lane = |name, store: Arc<dyn Store>| Lane::new(name, Arc::clone(&store), store);
        let Some(server) = common::new_shop(Isolation::ReadCommitted) else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
        let file = SqliteStore::open_with(folder.path().join("shop.db"), options).unwrap();
        run(&plan, vec![
            lane("memory", Arc::new(MemoryStore::default())),
            lane("sqlite", Arc::new(file)),
            lane("postgres", Arc::new(server)),
        ]);
    }

    #[test]
    fn lost_races_change_nothing(plan in plans(60), seed: u64) {
        let Some(server) = common::new_shop(Isolation::Serializable) else { return Ok(()) };
        let kept: Arc<dyn Store> = Arc::new(server);
        run(&plan, vec![Lane::new("losing races", Arc::new(Flaky::new(Arc::clone(&kept), seed, 30)), kept)]);
    }
}
