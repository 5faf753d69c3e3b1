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
//!   shop's lock with its first call, which is always [`Transaction::head`].
//! * **Reads see writes**: a transaction sees what it wrote itself.
//! * **Durable**: what `attempt` acknowledged survives a power cut, unless the store's options say otherwise.
//! * **Errors**: a lost race is [`Error::Conflict`](crate::Error::Conflict), met in the closure or at commit;
//!   retrying is the task of [`StoreExt`]. A store may run a closure at most once per `attempt`.
//! * **Order**: where a method states an order, rows come in it; elsewhere the order is free.
//! * A store interprets no bodies and checks no rules of trade: that is the engine's task.

mod query;
mod record;
mod retry;
mod transaction;

pub use query::{DocumentQuery, LayerQuery, LedgerFilter, LevelQuery, PoolQuery, RecordQuery};
pub use record::{KeyKind, LowStock, Record, RecordKey, RecordKind};
pub use retry::StoreExt;
pub use transaction::{Access, ChainHead, Head, Posting, StateChange, Store, Transaction};
