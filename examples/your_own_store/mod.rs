//! A store of your own: the least that keeps a shop, and how it proves that it keeps the contract.
//!
//! Whoever writes a store implements [`Store`](tillbook::storage::Store), which runs a closure in a transaction, and
//! [`Transaction`](tillbook::storage::Transaction), which is what the closure sees, by the
//! [contract](tillbook::storage). Then one line in the tests of the store's crate,
//! `tillbook::store_conformance!(PlainStore::default())`, makes a test of each promise.

mod store;

pub use store::PlainStore;
