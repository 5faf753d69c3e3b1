//! State: written and removed as a whole.

use std::hash::Hash;

use rustc_hash::FxHashMap;
use tillbook::storage::StateChange;
use tillbook::{Error, Result};

use crate::session::Session;
use crate::{levels, pools};

pub(crate) fn set(session: &mut Session<'_>, change: &StateChange) -> Result<()> {
    pools::set(session, change)?;
    levels::set(session, change)
}

pub(crate) fn clear(session: &mut Session<'_>) -> Result<()> {
    pools::clear(session)?;
    levels::clear(session)
}

/// Of rows with the same key the last: one statement writes a row once.
pub(crate) fn last_of_each<'a, T, K: Eq + Hash>(rows: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<&'a T> {
    let mut kept: Vec<&'a T> = Vec::with_capacity(rows.len());
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    for row in rows {
        let place = *places.entry(key(row)).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(earlier) => *earlier = row,
            None => kept.push(row),
        }
    }
    kept
}

pub(crate) fn unknown_question() -> Error {
    Error::Corrupt { what: "a question about state that this store does not know".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_each_key_is_kept() {
        let rows = [(1, 'a'), (2, 'b'), (1, 'c'), (3, 'd'), (1, 'e')];
        assert_eq!(last_of_each(&rows, |row| row.0), [&(1, 'e'), &(2, 'b'), &(3, 'd')]);
    }
}
