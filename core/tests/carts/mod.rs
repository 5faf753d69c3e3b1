//! What holds of carts that are not sold yet, whatever the store.
#![allow(clippy::unwrap_used, clippy::panic)]

pub(crate) mod exchanges;
pub(crate) mod held;
pub(crate) mod orders;
pub(crate) mod world;
