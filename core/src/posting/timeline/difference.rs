//! Where two tellings of the past of a variant differ.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::Fact;
use crate::ledger::LineKey;

/// What a fact was, and what it is now.
#[derive(Debug, Clone, Default)]
pub(in crate::posting) struct Differing {
    pub(in crate::posting) before: Option<Fact>,
    pub(in crate::posting) now: Option<Fact>,
}

/// The facts that are not the same in both, by their keys. Both come by place: they are walked along side by side, since
/// most of a long past is the same.
pub(in crate::posting) fn differences(mut before: &[Fact], mut now: &[Fact]) -> FxHashMap<LineKey, Differing> {
    let mut found: FxHashMap<LineKey, Differing> = FxHashMap::default();
    loop {
        let order = match (before.first(), now.first()) {
            (Some(before), Some(now)) => before.place().cmp(&now.place()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return found,
        };
        let old = if order.is_le() { before.split_off_first() } else { None };
        let new = if order.is_ge() { now.split_off_first() } else { None };
        if old == new {
            continue;
        }
        if let Some(fact) = old {
            found.entry(fact.key).or_default().before = Some(fact.clone());
        }
        if let Some(fact) = new {
            found.entry(fact.key).or_default().now = Some(fact.clone());
        }
    }
}
