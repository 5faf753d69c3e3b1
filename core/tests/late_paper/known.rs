//! Laws of what is known: after every document, and for ever after.

use std::sync::Arc;

use tillbook::ledger::PostNo;
use tillbook::storage::Store;
use tillbook::value::Timestamp;

use super::figures::{Worth, worth_at};
use super::lane::Lane;
use super::plan::{Fact, Plan};
use super::world::{MINUTE, WARES};

/// What was known after a posting of what was there at a moment.
struct Known {
    post: PostNo,
    at: Timestamp,
    worth: [Worth; WARES],
}

/// After every document, what came is what went or is there; and what was known then of any moment can be told later,
/// whatever paper came since.
pub(crate) fn known_for_ever(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = plan.facts_with_voids();
    facts.sort_by_key(|fact| (fact.entered, fact.index));
    let mut lane = Lane::new(store(), plan.rules);
    let (mut known, mut phantoms): (Vec<Known>, Vec<&Fact>) = (Vec::new(), Vec::new());
    for fact in &facts {
        if fact.reopened {
            lane.reopen();
        }
        if !lane.enter(fact) {
            continue;
        }
        learn(&lane, &facts, fact, &mut known);
        phantoms.extend(fact.voided_after.map(|_| fact));
        if let Some(phantom) = phantoms.pop_if(|phantom| phantom.index % 2 == fact.index % 2)
            && lane.void_entry(phantom)
        {
            learn(&lane, &facts, phantom, &mut known);
        }
    }
    for Known { post, at, worth } in known {
        assert_eq!(worth_at(&lane.shop, at, Some(post)), worth, "as it was known after posting {post}, at {at}");
    }
}

fn learn(lane: &Lane, facts: &[Fact], fact: &Fact, known: &mut Vec<Known>) {
    lane.figures(facts).check_conserved();
    for at in [fact.at - 24 * 60 * MINUTE, fact.at, i64::MAX].map(Timestamp::from_micros) {
        known.push(Known { post: lane.newest(), at, worth: worth_at(&lane.shop, at, None) });
    }
}
