//! Documents: immutable facts. Every change to a shop is one of them.

mod chain;
mod header;

pub use chain::{Digest, Slot};
pub use header::{Document, DocumentKind, Header};
