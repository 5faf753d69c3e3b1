//! Where a shop is kept: the contract that a store fulfils, and the in-memory store.
//!
//! # Contract
//!
//! A store keeps one shop. [`Store::attempt`] runs a closure in one transaction; the closure sees the store
//! through [`Transaction`], whose methods take and give lists, so that a document costs a constant number of
//! calls.
//!
//! * **Atomic**: either all writes of a closure that returned `Ok` are kept, or none. A closure that returns
//!   an error leaves no trace, whatever it wrote.
//! * **Serializable**: transactions behave as if they ran one after the other. A write transaction takes the
//!   shop's lock with its first call, which is always [`Transaction::head`] or
//!   [`Transaction::head_and_documents`].
//! * **Reads see writes**: a transaction sees what it wrote itself.
//! * **Durable**: what `attempt` acknowledged survives a power cut, unless the store's options say otherwise.
//! * **Errors**: a lost race is [`Error::Conflict`](crate::Error::Conflict), met in the closure or at commit;
//!   retrying is the task of [`StoreExt`]. A store may run a closure at most once per `attempt`. A store on a network
//!   may lose the answer to a commit: it is [`Error::Disconnected`](crate::Error::Disconnected) then, the only error after
//!   which the writes may stand. It is retried too, so work has to recognise what it did; the engine knows its documents
//!   by their ids.
//! * **Read only**: a write method in a transaction of [`Access::Read`] writes nothing and answers
//!   [`Error::ReadOnly`](crate::Error::ReadOnly).
//! * **Sets**: a list of ids, numbers or keys is a set. A row comes at most once, however often or by however many
//!   of them it is asked for; an empty list asks for nothing; what is unknown is left out.
//! * **Order**: where a method states an order, rows come in it; elsewhere the order is free. Texts are ordered by
//!   their bytes in UTF-8.
//! * **Limits**: a limit of 0 asks for nothing, one of `usize::MAX` for all.
//! * **Texts** are kept and compared as they are, byte by byte, but for the names in a [`RecordQuery`]. A store trims
//!   nothing and gives no character a meaning: not `%`, `_`, `*`, quotes nor backslashes.
//! * A store interprets no bodies and checks no rules of trade, nor that the records which rows and state name by
//!   number exist: that is the engine's task.

mod figures;
mod levels;
mod memory;
mod query;
mod record;
mod retry;
mod transaction;

pub use figures::{OnHand, OnHandSums, SaleFigures, Sold};
pub use levels::{all_levels, loose_level};
pub use memory::MemoryStore;
pub use query::{CheckpointQuery, DocumentQuery, LedgerFilter, LevelQuery, PoolQuery, RecordQuery};
pub use record::{KeyKind, LowStock, Record, RecordKey, RecordKind};
pub use retry::StoreExt;
pub use transaction::{Access, ChainHead, Head, Posting, StateChange, Store, Transaction};

// It posts and verifies, so it stands on a floor above; users look for it here.
pub use crate::posting::copy;
