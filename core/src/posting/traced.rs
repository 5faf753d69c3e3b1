//! Where the goods of a line came from, as it is known now.

use rustc_hash::FxHashMap;

use super::apply::refused;
use super::gate::Gate;
use super::snapshot::Card;
use super::timeline::{Place, Timeline};
use crate::Result;
use crate::ledger::{LineKey, Take};
use crate::value::{BusinessDay, Money, Quantity};

/// What a line took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traced {
    /// Goods that were there, under first in, first out, and then those that covered what was not.
    pub(crate) takes: Vec<Take>,
    /// What was not there and nothing covered yet.
    pub(crate) short: Quantity,
    /// What that is taken to cost.
    pub(crate) provisional: Money,
}

/// Replays the goods of one variant from before the first of these lines on, until nothing more can be said of them.
pub(crate) fn trace(gate: &mut Gate<'_>, card: &Card, lines: &[Place]) -> Result<FxHashMap<LineKey, Traced>> {
    let Some((first, last)) = lines.iter().min().zip(lines.iter().max()) else { return Ok(FxHashMap::default()) };
    let snapshot = gate.snapshot()?;
    let day = snapshot.zone.business_day(last.0);
    if snapshot.settings.locked_through.is_none_or(|locked| day > BusinessDay(locked)) {
        let timeline = Timeline::load_until(gate, card, *first, last.0)?;
        let traced = follow(gate, card, lines, &timeline)?;
        if traced.values().all(|line| line.short.is_zero()) {
            return Ok(traced);
        }
    }
    // What covers them comes later, or what later documents made of them stands there.
    let timeline = Timeline::load(gate, card, *first)?;
    follow(gate, card, lines, &timeline)
}

fn follow(gate: &Gate<'_>, card: &Card, lines: &[Place], timeline: &Timeline) -> Result<FxHashMap<LineKey, Traced>> {
    let mut traced: FxHashMap<LineKey, Traced> = FxHashMap::default();
    let last = lines.iter().max();
    let mut costs = timeline.replay();
    for fact in &timeline.facts {
        if last.is_none_or(|last| fact.place() > *last) && traced.values().all(|line| line.short.is_zero()) {
            break;
        }
        let Some(one) = fact.cost_move(card.no) else { continue };
        let outcome = costs.apply(&one).map_err(|refusal| refused(gate, card, refusal))?;
        for true_up in &outcome.true_ups {
            let Some(line) = traced.get_mut(&true_up.sale) else { continue };
            line.takes.push(Take { source: true_up.by, quantity: true_up.quantity, value: true_up.real });
            line.short = line.short.sub(true_up.quantity)?;
            line.provisional = line.provisional.sub(true_up.provisional)?;
        }
        if lines.iter().any(|(_, key)| *key == fact.key) {
            let (short, provisional) = outcome.short.map_or_else(Default::default, |s| (s.quantity, s.value));
            traced.insert(fact.key, Traced { takes: outcome.takes, short, provisional });
        }
    }
    Ok(traced)
}
