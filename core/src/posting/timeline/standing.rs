use super::Reading;
use crate::Result;
use crate::costing::Move;
use crate::ledger::{LineKey, MovementKind};
use crate::posting::gate::Gate;
use crate::posting::snapshot::Card;
use crate::value::{BusinessDay, Timestamp};

/// What one line of a document did to the costs, as it is known now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StandingMove {
    pub(crate) one: Move,
    /// Why the goods moved.
    pub(crate) kind: MovementKind,
    /// The day on which they did.
    pub(crate) day: BusinessDay,
}

/// All that moved of a variant whose goods are loaded, by place: without what never was, otherwise what was otherwise, at
/// what it cost with freight and corrected prices.
pub(crate) fn standing_moves(gate: &mut Gate<'_>, card: &Card) -> Result<Vec<StandingMove>> {
    let first = (Timestamp::MIN, LineKey::default());
    let timeline = Reading::from(gate, card, first)?.timeline_from_here(gate, card, Timestamp::MAX)?;
    let standing = timeline.facts.iter().filter_map(|fact| {
        let one = fact.cost_move(card.no)?;
        Some(StandingMove { one, kind: fact.kind, day: fact.day })
    });
    let mut moves: Vec<StandingMove> = standing.collect();
    moves.sort_unstable_by_key(|standing| standing.one.place());
    Ok(moves)
}
