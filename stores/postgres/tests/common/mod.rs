//! What the tests of this store share.
#![allow(dead_code)] // each test uses its part
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

pub(crate) mod counter;
pub(crate) mod proxy;
pub(crate) mod server;

use std::sync::OnceLock;
use std::time::Duration;

use tillbook::storage::{Access, MemoryStore, Store, Transaction};
use tillbook_postgres::{Isolation, PostgresOptions, PostgresStore};
use uuid::Uuid;

use proxy::Proxy;
use server::Server;

/// A shop that no other test knows, on the server of this test program; `None` where there is none.
pub(crate) fn new_shop(isolation: Isolation) -> Option<PostgresStore> {
    let options = PostgresOptions { isolation, ..patient() };
    Server::shared().map(|server| PostgresStore::connect(&server.url(), options).unwrap())
}

/// The options of a new shop. The machine that runs the tests may be a busy one.
pub(crate) fn patient() -> PostgresOptions {
    PostgresOptions { busy_timeout: Duration::from_secs(120), ..PostgresOptions::for_shop(Uuid::new_v4()) }
}

/// What the suite runs on: a new shop, or one in memory where there is no server (and then nothing is shown).
pub(crate) fn any_store(isolation: Isolation) -> AnyStore {
    new_shop(isolation).map_or_else(|| AnyStore(Box::new(MemoryStore::default())), |store| AnyStore(Box::new(store)))
}

/// The same behind a line on which the server refuses one in a hundred statements as a lost race.
pub(crate) fn refused_now_and_then(isolation: Isolation) -> AnyStore {
    static OWN: OnceLock<Option<(Server, Proxy)>> = OnceLock::new();
    let own = OWN.get_or_init(|| {
        let server = Server::own()?;
        let proxy = Proxy::start(server.socket());
        Some((server, proxy))
    });
    let Some((_, proxy)) = own else { return AnyStore(Box::new(MemoryStore::default())) };
    let store = PostgresStore::connect(&proxy.url(), PostgresOptions { isolation, ..patient() }).unwrap();
    proxy.fail_often(100, "40001");
    AnyStore(Box::new(store))
}

pub(crate) struct AnyStore(Box<dyn Store>);

impl Store for AnyStore {
    fn attempt(
        &self,
        access: Access,
        work: &mut dyn FnMut(&mut dyn Transaction) -> tillbook::Result<()>,
    ) -> tillbook::Result<()> {
        self.0.attempt(access, work)
    }
}
