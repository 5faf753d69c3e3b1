//! States of a variant's costs that are kept, for replays to begin with.

use super::lines::refused;
use crate::costing::{Replay, Revalued};
use crate::ledger::{Checkpoint, LineKey, Stretch, VariantNo};
use crate::posting::gate::Gate;
use crate::posting::snapshot::Card;
use crate::posting::timeline::{Place, Timeline};
use crate::storage::StateChange;
use crate::value::Timestamp;
use crate::{Error, Result};

/// States that were kept on the way are others now.
pub(super) fn keep_checkpoints(gate: &mut Gate<'_>, card: &Card, start: Option<Place>, done: &Revalued) -> Result<()> {
    let after = start.unwrap_or((Timestamp::MIN, LineKey::default()));
    let until = done.met.unwrap_or((Timestamp::MAX, LineKey::LAST));
    let outdated = vec![Stretch { variant: card.no, after, until }];
    let mut checkpoints = Vec::with_capacity(done.checkpoints.len());
    for state in &done.checkpoints {
        checkpoints.extend(checkpoint(card.no, state)?);
    }
    gate.tx.set_state(&StateChange { outdated, checkpoints, ..StateChange::default() })
}

/// A state as it is kept.
pub(super) fn checkpoint(variant: VariantNo, costs: &Replay) -> Result<Option<Checkpoint>> {
    let Some((at, key)) = costs.place() else { return Ok(None) };
    let body = serde_json::to_vec(costs).map_err(|error| Error::Corrupt { what: format!("checkpoint: {error}") })?;
    Ok(Some(Checkpoint { variant, at, key, body }))
}

/// Keeps the state before a moment, for replays of what comes after it to begin with.
pub(super) fn keep_before(gate: &mut Gate<'_>, card: &Card, until: Timestamp) -> Result<()> {
    let timeline = Timeline::load(gate, card, (until, LineKey::default()))?;
    let mut costs = timeline.replay();
    for fact in timeline.facts.iter().take_while(|fact| fact.at < until) {
        let Some(one) = fact.cost_move(card.no) else { continue };
        costs.apply(&one).map_err(|refusal| refused(gate, card, refusal))?;
    }
    costs.set_rules(*timeline.start.rules());
    timeline.returned().for_each(|sale| costs.forget(sale));
    if costs.place() == timeline.start.place() {
        return Ok(());
    }
    let checkpoints = checkpoint(card.no, &costs)?.into_iter().collect();
    gate.tx.set_state(&StateChange { checkpoints, ..StateChange::default() })
}
