//! The laws.

use std::sync::Arc;

use tillbook::catalog::Product;
use tillbook::costing::NegativeStock;
use tillbook::ledger::CostingMethod;
use tillbook::storage::Store;

use super::figures::check_days;
use super::lane::Lane;
use super::plan::{Fact, Plan, Request};
use super::world::{BATCHED, MINUTE, OPENS_AT, WARES, document, method, variant_id};

/// How far the ids of facts that are entered a second time lie from those of the first.
const AGAIN: usize = 1_000_000;
/// Histories are looked at day by day that are no longer than this.
const MOST_DAYS: i64 = 20;

/// Where a shop is kept.
type NewStore<'a> = &'a dyn Fn() -> Arc<dyn Store>;

/// Facts that are entered in order of time and in another order come out alike. Those that only one order lets in, as
/// goods that are carried to and fro and cover each other, are left out of both.
pub(crate) fn entered_in_any_order(plan: &Plan, store: NewStore<'_>) {
    let mut facts = plan.facts();
    let (in_time, late) = loop {
        let (mut in_time, mut late) = (Lane::new(store(), plan.rules), Lane::new(store(), plan.rules));
        in_time.in_time(&facts);
        facts.retain(|fact| fact.voided_after.is_some() || in_time.entered.contains(&fact.index));
        late.in_order_of_entry(&facts);
        let refused: Vec<&Fact> =
            facts.iter().filter(|f| f.voided_after.is_none() && !late.entered.contains(&f.index)).collect();
        if refused.is_empty() {
            break (in_time, late);
        }
        if let Some(fact) = refused.iter().find(|fact| must_be_taken(fact, &facts, plan)) {
            panic!("entered in order of time, refused in another one: {fact:?}");
        }
        facts.retain(|fact| fact.voided_after.is_some() || late.entered.contains(&fact.index));
    };
    agree(&in_time, late, &facts);
}

/// Whether a fact that can be entered in order of time can be entered in any order, when it is tried often enough.
fn must_be_taken(fact: &Fact, facts: &[Fact], plan: &Plan) -> bool {
    // Batches are chosen at entry.
    let wares: Vec<usize> = match &fact.request {
        Request::Open { .. }
        | Request::Receive { .. }
        | Request::TakeIn { .. }
        | Request::WriteDown { .. }
        | Request::Land { .. }
        | Request::Reprice { .. } => return true,
        Request::Sell { lines, .. } => lines.iter().map(|line| line.ware).collect(),
        Request::SellTwo { carts, .. } => carts.iter().flatten().map(|line| line.ware).collect(),
        Request::Count { line, .. } | Request::WriteOff { line, .. } => vec![line.ware],
        // Goods are carried and sent back only if they are there, under any rules.
        Request::Refund { .. } | Request::SendBack { .. } | Request::Transfer { .. } => return false,
    };
    if wares.contains(&BATCHED) && !plan.rules.batches_named {
        return false;
    }
    // Facts that cover each other can only come in order of time.
    let covers = |fact: &Fact| match fact.request {
        Request::Refund { .. } => plan.rules.negative == NegativeStock::Forbid,
        Request::Transfer { .. } | Request::SendBack { .. } => true,
        _ => false,
    };
    !facts.iter().any(covers)
}

/// Both shops are alike, sound, and go on so when they are opened again.
pub(super) fn agree(in_time: &Lane, mut late: Lane, facts: &[Fact]) {
    let expected = in_time.figures(facts);
    expected.check_conserved();
    let figures = late.figures(facts);
    figures.check_conserved();
    assert_eq!(figures.clone().without_standstill(), expected.without_standstill(), "late (left), in time (right)");
    // Everything happens within that many days.
    let days = (facts.last().map_or(OPENS_AT, |fact| fact.at) - OPENS_AT) / (24 * 60 * MINUTE) + 3;
    if days < MOST_DAYS {
        check_days(&late.shop, u32::try_from(days).unwrap());
    }
    in_time.verify();
    late.verify();
    late.reopen();
    assert_eq!(late.figures(facts), figures, "opened again");
    assert!(late.shop.office().rebuild().unwrap().is_clean());
    assert_eq!(late.figures(facts), figures, "rebuilt");
}

/// A sale that is entered late and voided leaves everything as it was: one alone, and several at once.
pub(crate) fn voided_again(plan: &Plan, store: NewStore<'_>) {
    let facts = plan.facts();
    let mut lane = Lane::new(store(), plan.rules);
    let (phantoms, real): (Vec<Fact>, Vec<Fact>) = facts.iter().cloned().partition(|fact| never_was(fact, &facts));
    lane.in_order_of_entry(&real);
    let before = lane.figures(&real).without_standstill();
    for phantom in &phantoms {
        if lane.enter(phantom) {
            if phantom.reopened {
                lane.reopen();
            }
            lane.void(phantom.index);
            assert_eq!(lane.figures(&real).without_standstill(), before, "voided (left), before (right): {phantom:?}");
        }
    }
    // The id of a document stands for it for ever.
    let again = phantoms.into_iter().map(|phantom| Fact { index: phantom.index + AGAIN, ..phantom });
    let entered: Vec<Fact> = again.filter(|phantom| lane.enter(phantom)).collect();
    for phantom in &entered {
        lane.void(phantom.index);
    }
    let after = lane.figures(&real);
    after.check_conserved();
    assert_eq!(after.without_standstill(), before, "all voided (left), before (right)");
    lane.verify();
}

/// Entries of any kind that were entered and voided leave no trace in the others, in whatever order they were entered.
pub(crate) fn entries_voided(plan: &Plan, store: NewStore<'_>) {
    let mut facts = plan.facts_with_voids();
    let (in_time, mut late) = loop {
        let (mut in_time, mut late) = (Lane::new(store(), plan.rules), Lane::new(store(), plan.rules));
        in_time.in_time(&facts);
        facts.retain(|fact| fact.voided_after.is_some() || in_time.entered.contains(&fact.index));
        let stuck = late.with_voids(&facts);
        let count = facts.len();
        facts.retain(|fact| fact.voided_after.is_some() || late.entered.contains(&fact.index));
        if stuck.is_empty() && facts.len() == count {
            break (in_time, late);
        }
        for fact in facts.iter_mut().filter(|fact| stuck.contains(&fact.index)) {
            fact.voided_after = None;
        }
    };
    let expected = in_time.figures(&facts).without_standstill().without_reasons();
    let figures = late.figures(&facts);
    assert_eq!(figures.clone().without_standstill().without_reasons(), expected, "late (left), in time (right)");
    late.verify();
    late.reopen();
    assert_eq!(late.figures(&facts), figures, "opened again");
}

/// Every third sale, if nothing comes back of it.
fn never_was(fact: &Fact, facts: &[Fact]) -> bool {
    let comes_back = |other: &Fact| matches!(other.request, Request::Refund { .. }) && other.after == Some(fact.index);
    let is_third = fact.voided_after.is_some() || fact.index.is_multiple_of(3);
    matches!(fact.request, Request::Sell { .. }) && is_third && !facts.iter().any(comes_back)
}

/// Goods whose method changes between entries, while older paper comes in: nothing is lost, and the shop proves itself.
pub(crate) fn recosted(plan: &Plan, store: NewStore<'_>) {
    let mut facts = plan.facts();
    facts.sort_by_key(|fact| (fact.entered, fact.index));
    let mut lane = Lane::new(store(), plan.rules);
    let mut methods: Vec<CostingMethod> = (0..WARES).map(|ware| method(ware, plan.rules)).collect();
    for (step, fact) in facts.iter().enumerate() {
        if step % 4 == 3 {
            recost(&lane, step, &mut methods);
        }
        lane.enter(fact);
    }
    let figures = lane.figures(&facts);
    figures.check_conserved();
    lane.verify();
    lane.reopen();
    assert_eq!(lane.figures(&facts), figures, "opened again");
}

/// The next ware is costed by the other method from now on.
fn recost(lane: &Lane, step: usize, methods: &mut [CostingMethod]) {
    let ware = step / 4 % WARES;
    methods[ware] = match methods[ware] {
        CostingMethod::Fifo => CostingMethod::MovingAverage,
        CostingMethod::MovingAverage => CostingMethod::Fifo,
    };
    let card = lane.shop.catalog().variant(variant_id(ware)).unwrap();
    let product = Product { costing: Some(methods[ware]), ..(*card.product).clone() };
    lane.shop.catalog().edit_products(document("recost", step), &[product]).unwrap();
}
