//! What desks check of every request.

use serde::Serialize;

use crate::{Error, Expected, Noun, Result};

/// Lines that one document may have.
pub(crate) const MOST_LINES: usize = 5_000;

/// Records that one search answers at most.
pub(crate) const MOST_FOUND: usize = 1_000;

/// Refuses to search for nothing.
pub(crate) fn search(text: &str) -> Result<()> {
    if text.is_empty() { Err(Error::invalid("text", text, Expected::NotEmpty)) } else { Ok(()) }
}

/// Accepts a document with at least one line, and not too many.
pub(crate) fn lines<T: Serialize>(what: Noun, lines: &[T]) -> Result<()> {
    if lines.is_empty() {
        return Err(Error::Empty { what });
    }
    if lines.len() > MOST_LINES {
        return Err(Error::invalid("lines", lines.len(), Expected::AtMostItems(MOST_LINES)));
    }
    Ok(())
}

/// Puts the place of a line before the field that an error names.
pub(crate) fn at_line<T>(index: usize, result: Result<T>) -> Result<T> {
    result.map_err(|error| error.within(format_args!("lines[{index}]")))
}

/// Refuses a document that names the same thing twice.
pub(crate) fn no_repeats<K: Ord + ToString>(field: &'static str, keys: impl Iterator<Item = K>) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for (index, key) in keys.enumerate() {
        let text = key.to_string();
        if !seen.insert(key) {
            return Err(Error::invalid(format!("lines[{index}].{field}"), text, Expected::Unique));
        }
    }
    Ok(())
}
