//! Bad input gets a clear error and leaves nothing behind.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bench;
mod carts;
mod catalog;
mod corrections;
mod counted;
mod garbage;
mod kits;
mod members;
mod offers;
mod office;
mod parties;
mod payments;
mod prices;
mod purchasing;
mod shifts;
mod stockroom;
mod till;
mod unlinked;
