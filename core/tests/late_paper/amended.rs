//! Entries that were entered wrong and amended.

use std::sync::Arc;

use tillbook::shop::{Amendment, LineAmendment};
use tillbook::storage::Store;
use tillbook::value::Timestamp;

use super::desk::{counted, id_of};
use super::lane::Lane;
use super::plan::{Fact, Part, Plan, Request};
use super::world::{MINUTE, OPENS_AT, document, price, quantity};

/// Entries that were entered at another time or with another quantity, and amended, leave no trace of that.
pub(crate) fn entries_amended(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = plan.facts();
    // Freight is shared out by what is known of the goods when it comes.
    facts.retain(|fact| fact.voided_after.is_none() && !fact.is_raise());
    let mut right: Vec<usize> = Vec::new();
    let (in_time, mut amended) = loop {
        let (mut in_time, mut lane) = (Lane::new(store(), plan.rules), Lane::new(store(), plan.rules));
        in_time.in_time(&facts);
        facts.retain(|fact| in_time.entered.contains(&fact.index));
        lane.amends = true;
        let stuck = enter_wrong(&mut lane, &facts, &right);
        let count = facts.len();
        facts.retain(|fact| lane.entered.contains(&fact.index));
        if stuck.is_empty() && facts.len() == count {
            break (in_time, lane);
        }
        right.extend(stuck);
    };
    let expected = in_time.figures(&facts).without_standstill();
    let figures = amended.figures(&facts);
    figures.check_conserved();
    assert_eq!(figures.clone().without_standstill(), expected, "amended (left), right at once (right)");
    amended.verify();
    amended.reopen();
    assert_eq!(amended.figures(&facts), figures, "opened again");
}

/// Enters all facts, some of them wrong, and amends those as soon as can be. Gives those that cannot be amended.
pub(super) fn enter_wrong(lane: &mut Lane, facts: &[Fact], right: &[usize]) -> Vec<usize> {
    let mut waiting: Vec<&Fact> = facts.iter().collect();
    waiting.sort_by_key(|fact| (fact.entered, fact.index));
    let mut wrong: Vec<(&Fact, Amendment)> = Vec::new();
    loop {
        let (mut left, mut goes_on) = (Vec::new(), false);
        for fact in waiting {
            let mistake = mistake(fact).filter(|_| !right.contains(&fact.index));
            let entered = match &mistake {
                Some((wrong, _)) => lane.enter(wrong),
                None => lane.enter(fact),
            };
            goes_on |= entered;
            match mistake {
                _ if !entered => left.push(fact),
                Some((_, amendment)) => wrong.push((fact, amendment)),
                None => {}
            }
            if fact.index.is_multiple_of(2) {
                wrong.retain(|(fact, amendment)| !amend(lane, fact, amendment));
            }
        }
        let before = wrong.len();
        wrong.retain(|(fact, amendment)| !amend(lane, fact, amendment));
        goes_on |= wrong.len() < before;
        waiting = left;
        if !goes_on {
            return wrong.into_iter().map(|(fact, _)| fact.index).collect();
        }
    }
}

/// False if what stands cannot be with it.
fn amend(lane: &Lane, fact: &Fact, amendment: &Amendment) -> bool {
    match lane.shop.office().amend(document("amend", fact.index), id_of(fact.index), amendment) {
        Ok(()) => true,
        Err(error) => {
            assert!(["out_of_stock", "invalid", "refund_exceeds"].contains(&error.code()), "{error}: {fact:?}");
            false
        }
    }
}

/// What a clerk enters instead, and what puts it right. What is paid for a sale is never wrong here: it stays what it was.
fn mistake(fact: &Fact) -> Option<(Fact, Amendment)> {
    let (of_time, of_quantity) = match fact.index % 5 {
        0 => (true, false),
        1 => (false, true),
        2 => (true, true),
        _ => return None,
    };
    let mut wrong = fact.clone();
    let mut amendment = Amendment { reason: "misread".into(), ..Amendment::default() };
    // What can be realised is not amended but stated again.
    if matches!(fact.request, Request::WriteDown { .. }) {
        return None;
    }
    if of_time && !matches!(fact.request, Request::SellTwo { .. }) {
        let shift = i64::try_from(fact.index * 37 % 900).unwrap() - 300;
        wrong.at = (fact.at + shift * MINUTE).max(OPENS_AT);
        amendment.at = Some(Timestamp::from_micros(fact.at));
    }
    if of_quantity && let Some(part) = first_part(&mut wrong.request) {
        let unit_cost = Some(price(part.cost).to_decimal());
        let was = *part;
        part.micros = if fact.index.is_multiple_of(2) { part.micros * 2 } else { part.micros / 2 + 1 };
        let line =
            |quantity, unit_cost| LineAmendment { quantity: Some(quantity), unit_cost, ..LineAmendment::default() };
        amendment.lines.push(match fact.request {
            Request::Open { .. } | Request::Receive { .. } | Request::TakeIn { valued: true, .. } => {
                line(quantity(was.micros).to_decimal(), unit_cost)
            }
            Request::Count { .. } => line(counted(&was).to_decimal(), None),
            _ => line(quantity(was.micros).to_decimal(), None),
        });
    }
    (amendment.at.is_some() || !amendment.lines.is_empty()).then_some((wrong, amendment))
}

fn first_part(request: &mut Request) -> Option<&mut Part> {
    match request {
        Request::Open { lines, .. } | Request::Receive { lines, .. } => lines.first_mut(),
        Request::Count { line, .. }
        | Request::WriteOff { line, .. }
        | Request::Transfer { line, .. }
        | Request::TakeIn { line, .. } => Some(line),
        Request::Sell { .. }
        | Request::SellTwo { .. }
        | Request::Refund { .. }
        | Request::SendBack { .. }
        | Request::WriteDown { .. }
        | Request::Land { .. }
        | Request::Reprice { .. } => None,
    }
}
