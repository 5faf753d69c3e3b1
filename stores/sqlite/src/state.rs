//! State: written and removed as a whole.
//!
//! Its tables have no index but their primary key, so `REPLACE` finds a row's place once and writes over it.

use tillbook::storage::StateChange;
use tillbook::{Error, Result};

use crate::link::Link;
use crate::{levels, pools};

pub(crate) fn set(link: &Link, change: &StateChange) -> Result<()> {
    pools::set(link, change)?;
    levels::set(link, change)
}

pub(crate) fn clear(link: &Link) -> Result<()> {
    for sql in [
        "DELETE FROM pool",
        "DELETE FROM layer",
        "DELETE FROM level",
        "DELETE FROM batch",
        "DELETE FROM balance",
        "DELETE FROM checkpoint",
    ] {
        link.execute(sql, [])?;
    }
    Ok(())
}

pub(crate) fn unique<T: Ord + Clone>(keys: &[T]) -> Vec<T> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    keys
}

pub(crate) fn unknown_question() -> Error {
    Error::Corrupt { what: "a question about state that this store does not know".into() }
}
