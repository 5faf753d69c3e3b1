//! Laws of batches: sales that are posted at once come out as sales that are posted one by one.

use std::sync::Arc;

use tillbook::storage::Store;

use super::desk::{enter, enter_second_sale};
use super::lane::Lane;
use super::plan::{Fact, Part, Plan, Request};

/// Two sales at once are taken if both would be one after the other, and cost the same; late ones too.
pub(crate) fn at_once_is_one_by_one(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = in_pairs(plan.facts());
    facts.sort_by_key(|fact| (fact.entered, fact.index));
    let (mut at_once, mut one_by_one) = (Lane::new(store(), plan.rules), Lane::new(store(), plan.rules));
    for fact in &facts {
        if fact.reopened {
            at_once.reopen();
            one_by_one.reopen();
        }
        let taken = at_once.enter(fact);
        let Some(first) = first_sale(fact) else {
            assert_eq!(one_by_one.enter(fact), taken, "{fact:?}");
            continue;
        };
        if fact.after.is_some_and(|before| !one_by_one.entered.contains(&before)) {
            continue;
        }
        if taken {
            assert!(one_by_one.enter(&first), "{fact:?}");
            enter_second_sale(&one_by_one.shop, fact, plan.rules).unwrap();
        } else if enter(&at_once.shop, &first, plan.rules).is_ok() {
            // It was refused for the second one.
            enter_second_sale(&at_once.shop, fact, plan.rules).unwrap_err();
            at_once.entered.push(fact.index);
            assert!(one_by_one.enter(&first), "{fact:?}");
            enter_second_sale(&one_by_one.shop, fact, plan.rules).unwrap_err();
        }
    }
    let taken: Vec<Fact> = facts.into_iter().map(|fact| first_sale(&fact).unwrap_or(fact)).collect();
    assert_eq!(at_once.figures(&taken), one_by_one.figures(&taken), "at once (left), one by one (right)");
    at_once.verify();
    one_by_one.verify();
}

/// Each sale comes together with another one: what the sale before it sold.
fn in_pairs(facts: Vec<Fact>) -> Vec<Fact> {
    let mut before: Vec<Part> = Vec::new();
    let pair = |mut fact: Fact| {
        if let Request::Sell { place, lines } = fact.request {
            let other = std::mem::replace(&mut before, lines.clone());
            fact.request = if other.is_empty() {
                Request::Sell { place, lines }
            } else {
                Request::SellTwo { place, carts: [lines, other] }
            };
        }
        Fact { voided_after: None, ..fact }
    };
    facts.into_iter().map(pair).collect()
}

/// The first one of two sales, alone.
fn first_sale(fact: &Fact) -> Option<Fact> {
    let Request::SellTwo { place, carts: [lines, _] } = &fact.request else { return None };
    Some(Fact { request: Request::Sell { place: *place, lines: lines.clone() }, ..fact.clone() })
}
