//! Stories and laws of points, on any store.
#![allow(clippy::unwrap_used, clippy::panic)]

mod counter;
pub(crate) mod erasing;
mod laws;
mod levels;
mod merging;
mod stories;

pub(crate) use laws::{config, plans, returned};
pub(crate) use stories::stories;
