//! Tillbook on PostgreSQL: many tills at once, many shops in one database.
//!
//! ```no_run
//! use tillbook::Shop;
//! use tillbook::document::Settings;
//! use tillbook_postgres::{PostgresOptions, PostgresStore};
//! use uuid::Uuid;
//!
//! // Made once, with `Uuid::new_v4()`, and kept with the program's own settings.
//! let shop_id = Uuid::from_u128(0x0193_8f3c_1d5e_4a6b_9c2d_7e8f_9a0b_1c2d);
//! let url = "postgresql://till@db1,db2/shops?target_session_attrs=read-write";
//! let store = PostgresStore::connect(url, PostgresOptions::for_shop(shop_id))?;
//! let shop = Shop::create(store, Settings::default())?;
//! # Ok::<(), tillbook::Error>(())
//! ```
//!
//! # What it promises
//!
//! * What was acknowledged survives whatever the server survives: leave its `synchronous_commit` on.
//! * The first statement of a write takes the shop's lock, so the tills of a shop write one after the other, at each
//!   [`Isolation`]. Shops never wait for each other, and none sees another: no statement has values without a shop.
//! * The number of statements of a document does not grow with its lines. Writes travel with the next question or with
//!   the commit, in one message.
//! * A connection that was lost, also at the commit, is replaced, and the work runs again: the engine recognises by its id
//!   the document that stands already. So nothing is lost and nothing is there twice.
//! * It keeps to what other engines with the protocol of PostgreSQL know too: no sequences, explicit locks, triggers,
//!   procedures, extensions nor types of its own.
//!
//! # What it asks of the caller
//!
//! A call waits for the server on the thread that makes it. In an asynchronous task use your runtime's way to wait on a
//! thread (`spawn_blocking` in tokio): the driver panics where waiting is not allowed.
#![forbid(unsafe_code)]

mod documents;
mod failure;
mod ledger;
mod levels;
mod link;
mod options;
mod pool;
mod pools;
mod records;
mod row;
mod scan;
mod schema;
mod scope;
mod session;
mod sql;
mod state;
mod store;
mod tls;
mod traffic;
mod transaction;

pub use options::{Isolation, PostgresOptions};
pub use store::PostgresStore;
pub use traffic::Traffic;

/// The version of the schema that this release writes: the number of the last step in `tillbook.schema_step`.
pub const SCHEMA_VERSION: i64 = 29;
