//! Tillbook on one SQLite file: the store for a till, a phone, a notebook.
//!
//! ```
//! use tillbook::storage::StoreExt;
//! use tillbook_sqlite::SqliteStore;
//! # let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
//! # let path = folder.path().join("shop.db");
//! let store = SqliteStore::open(&path)?;
//! assert_eq!(store.read(|transaction| transaction.head("T1"))?, None);
//! store.backup_to(folder.path().join("copy.db"))?;
//! store.close()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it promises
//!
//! * What was acknowledged survives a power cut (write-ahead log, `synchronous=FULL`), unless [`Durability::Normal`]
//!   was asked for.
//! * One writer at a time; readers work beside it, each on the state of the shop as it was when it began.
//! * Copying the log into the file is no part of a sale: a thread does it.
//! * A file of another program, of a newer release, or one that cannot be written is refused and left as it is.
//! * After an error that leaves the state of the file unknown, the store refuses work with
//!   [`Error::Closed`](tillbook::Error::Closed) until it is opened again.
//!
//! # What it asks of the caller
//!
//! No other copy of SQLite in the same process may open the file, and nobody may copy it while it is open: closing any
//! handle drops the locks of the whole process. Use [`SqliteStore::export_snapshot`] and
//! [`SqliteStore::backup_to`]. (<https://sqlite.org/howtocorrupt.html>, section 2.2)
#![forbid(unsafe_code)]

mod backup;
mod checkpoint;
mod documents;
mod failure;
mod ledger;
mod levels;
mod link;
mod open;
mod options;
mod pools;
mod records;
mod revaluations;
mod state;
mod store;
mod transaction;
mod valuation;

pub use options::{Durability, SqliteOptions};
pub use store::SqliteStore;

/// What SQLite's `application_id` holds in a file of this store: the letters `TBOK`.
pub const APPLICATION_ID: i64 = 0x5442_4F4B;

/// The version of the schema that this release writes: SQLite's `user_version`.
pub const SCHEMA_VERSION: i64 = 1;
