//! Bad input gets a clear error and leaves nothing behind.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bench;
mod catalog;
mod corrections;
mod counted;
mod garbage;
mod members;
mod office;
mod parties;
mod purchasing;
mod stockroom;
mod till;
mod unlinked;
