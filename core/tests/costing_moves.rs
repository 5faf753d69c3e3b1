//! Worked examples of costing, `vectors/costing/*.json`, run against the engine alone. The rules are in the README there.
//!
//! What was entered is kept as a list of facts. Every step is costed twice, from the moves before it by `revalue`, and
//! from nothing by replay; both must agree. `TILLBOOK_COSTING_VECTORS` names another folder of cases.

#![allow(clippy::unwrap_used)]

#[path = "costing_moves/book.rs"]
mod book;
#[path = "costing_moves/facts.rs"]
mod facts;
#[path = "costing_moves/own.rs"]
mod own;

use std::collections::BTreeMap;
use std::path::PathBuf;

use book::{Ledger, Posting, money_of};
use facts::{Facts, text};
use serde_json::Value;
use tillbook::costing::{CostScope, Edit, Move, NegativeStock, Replay, Rules, UnitCost, cost_moves, revalue};
use tillbook::ledger::{CostingMethod, LineKey};
use tillbook::value::{Currency, Money, Quantity, Timestamp};

/// How many cases there are in the folder: fewer means that some were lost.
const CASES: usize = 31;

const STEP_EXPECTATIONS: &[&str] = &[
    "expect_cost",
    "expect_value_in",
    "expect_value_out",
    "expect_variance_cost",
    "expect_value_moved",
    "expect_recost",
    "expect_cogs_adjustment",
    "expect_after",
    "expect_as_of",
    "expect_error",
];
const FINAL_EXPECTATIONS: &[&str] = &[
    "on_hand",
    "value",
    "total_cogs",
    "total_count_variance",
    "total_supplier_returns",
    "issue_costs",
    "cogs_by_period",
];

/// One case while its steps are entered.
struct Case {
    currency: Currency,
    rules: Rules,
    facts: Facts,
    ledger: Ledger,
    postings: Vec<Posting>,
    failures: Vec<String>,
}

impl Case {
    fn new(case: &Value) -> Self {
        let code = ["JPY", "", "CNY", "KWD"][usize::try_from(case["decimals"].as_u64().unwrap()).unwrap()];
        let currency: Currency = code.parse().unwrap();
        let by_location = |object: &Value| text(object, "cost_scope") == Some("location");
        let by_location = by_location(case) || case["steps"].as_array().unwrap().iter().any(by_location);
        let allowed = text(case, "negative_stock") == Some("allow");
        let price = |text: &str| UnitCost::from_price(text.parse().unwrap(), currency).unwrap();
        let rules = Rules {
            method: CostingMethod::from_code(text(case, "method").unwrap()).unwrap(),
            scope: if by_location { CostScope::Location } else { CostScope::Item },
            negative: if allowed { NegativeStock::Allow } else { NegativeStock::Forbid },
            default_unit_cost: text(case, "default_unit_cost").map(price),
        };
        let (facts, ledger) = (Facts::new(currency), Ledger::default());
        Self { currency, rules, facts, ledger, postings: Vec::new(), failures: Vec::new() }
    }

    fn money(&self, text: &str) -> Money {
        Money::from_decimal(text.parse().unwrap(), self.currency).unwrap()
    }

    fn expect<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, expected: &T, got: &T) {
        if expected != got {
            self.failures.push(format!("{what}: {expected:?} expected, {got:?} came out"));
        }
    }

    fn expect_money(&mut self, object: &Value, key: &str, place: &str, got: Option<Money>) {
        if let Some(expected) = text(object, key) {
            let expected = Some(self.money(expected));
            self.expect(&format!("{place}.{key}"), &expected, &got);
        }
    }

    /// Enters a step. A refused one leaves no trace.
    fn enter(&mut self, step: &Value) {
        let id = text(step, "id").unwrap_or("lock").to_owned();
        for key in step.as_object().unwrap().keys() {
            if key.starts_with("expect") && !STEP_EXPECTATIONS.contains(&key.as_str()) {
                self.failures.push(format!("{id}: the runner does not know {key}"));
            }
        }
        let before = self.ledger.clone();
        let entered = self.facts.with(step).and_then(|facts| {
            let ledger = self.cost(&facts)?;
            Ok((facts, ledger))
        });
        match entered {
            Err(code) => self.expect(&format!("{id}: refused"), &text(step, "expect_error"), &Some(code)),
            Ok((facts, (ledger, postings))) => {
                self.expect(&format!("{id}: refused"), &text(step, "expect_error"), &None);
                (self.facts, self.ledger) = (facts, ledger);
                let landed = matches!(text(step, "op"), Some("landed_cost" | "reprice_receipt"));
                let cause = landed.then(|| time(text(step, "at").unwrap()));
                for posting in postings {
                    let at = self.facts.open(cause.unwrap_or(posting.at));
                    self.postings.push(Posting { at, ..posting });
                }
            }
        }
        self.check_step(step, &id, &before);
    }

    /// What all moves cost with these facts: from the moves before, and from nothing.
    fn cost(&self, facts: &Facts) -> Result<(Ledger, Vec<Posting>), &'static str> {
        let (old, new) = (self.facts.moves(), facts.moves());
        let edits = edits(&old, &new);
        let revalued = revalue(&Replay::new(self.rules), &old, &edits);
        let whole = Ledger::replayed(self.rules, &new);
        let (revalued, whole) = match (revalued, whole) {
            (Ok(revalued), Ok(whole)) => (revalued, whole),
            (Err(one), Err(other)) => {
                assert_eq!(one.reason.code(), other.reason.code(), "{one} / {other}");
                return Err(one.reason.code());
            }
            (one, other) => unreachable!("one way refused: {:?} / {:?}", one.err(), other.err()),
        };
        let mut ledger = self.ledger.clone();
        let postings = ledger.revalue(&revalued, &old, &edits);
        assert_eq!(ledger.rows, whole.rows, "revalued and replayed");
        assert!(revalued.end.is_none_or(|end| end == whole.end), "the end of both");
        let json = serde_json::to_string(&whole.end).unwrap();
        assert_eq!(serde_json::from_str::<Replay>(&json).unwrap(), whole.end, "out of a store");
        let costed = cost_moves(self.rules, &new).unwrap();
        for (one, cost) in new.iter().zip(&costed.costs) {
            assert_eq!(whole.rows[&one.key].1, cost.final_value, "all at once");
        }
        ledger.end = whole.end;
        Ok((ledger, postings))
    }

    fn check_step(&mut self, step: &Value, id: &str, before: &Ledger) {
        let row = self.facts.key(id).and_then(|key| self.ledger.rows.get(&key)).copied();
        let value = row.map(|(_, value)| value);
        let out = value.map(|value| value.neg().unwrap());
        self.expect_money(step, "expect_cost", id, out);
        self.expect_money(step, "expect_value_in", id, value);
        self.expect_money(step, "expect_value_out", id, out);
        self.expect_money(step, "expect_variance_cost", id, out);
        let moved = self.facts.key(id).and_then(|key| self.ledger.moved.get(&key)).copied();
        self.expect_money(step, "expect_value_moved", id, Some(moved.unwrap_or_default()));
        self.check_recost(step, id, before);
        if step.get("expect_cogs_adjustment").is_some() {
            let own = self.facts.key(id).map_or(Money::ZERO, |key| self.ledger.cogs(&self.facts, |one| one == key));
            let [then, now] = [before, &self.ledger].map(|ledger| ledger.cogs(&self.facts, |_| true));
            let adjustment = now.sub(then).unwrap().sub(own).unwrap();
            self.expect_money(step, "expect_cogs_adjustment", id, Some(adjustment));
        }
        self.check_state(&step["expect_after"], id, &self.ledger.end.clone());
        for as_of in step["expect_as_of"].as_array().into_iter().flatten() {
            let at = time(text(as_of, "at").unwrap());
            let past: Vec<Move> = self.facts.moves().into_iter().filter(|one| one.at <= at).collect();
            let state = Ledger::replayed(self.rules, &past).unwrap().end;
            self.check_state(as_of, &format!("{id} as of {at}"), &state);
        }
    }

    /// All that is said to have changed did, and no other sale but the one that is corrected.
    fn check_recost(&mut self, step: &Value, id: &str, before: &Ledger) {
        let expected = step.get("expect_recost").and_then(Value::as_object).cloned().unwrap_or_default();
        for (of, expected) in &expected {
            let key = self.facts.key(of).unwrap();
            let got = self.ledger.rows.get(&key).map(|(_, value)| money_of(&self.facts, key, *value, &self.ledger));
            let expected = Some(self.money(expected.as_str().unwrap()));
            self.expect(&format!("{id}.expect_recost.{of}"), &expected, &got);
        }
        if step.get("expect_recost").is_none() && step.get("expect_cogs_adjustment").is_none() {
            return;
        }
        for (key, (_, then)) in &before.rows {
            let of = self.facts.id(*key).to_owned();
            let same = self.ledger.rows.get(key).is_none_or(|(_, now)| now == then);
            let corrected = text(step, "of") == Some(&of);
            if self.facts.op(*key) == "issue" && !same && !corrected && !expected.contains_key(&of) {
                self.failures.push(format!("{id}: {of} changed, which expect_recost does not say"));
            }
        }
    }

    fn check_state(&mut self, expected: &Value, place: &str, state: &Replay) {
        if let Some(on_hand) = text(expected, "on_hand") {
            let quantity = state.quantity().unwrap();
            self.expect(&format!("{place}.on_hand"), &on_hand.parse::<Quantity>().unwrap(), &quantity);
            let levels = Quantity::sum(state.locations().map(|location| state.quantity_at(location))).unwrap();
            assert_eq!(levels, quantity, "levels and pools");
        }
        self.expect_money(expected, "value", place, Some(state.value().unwrap()));
        let by_location = expected.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_object());
        for (location, expected) in by_location.flatten().filter(|(_, expected)| expected.is_object()) {
            let location = self.facts.location(location);
            if let Some(on_hand) = text(expected, "on_hand") {
                let got = state.quantity_at(location);
                self.expect(&format!("{place}.{location}"), &on_hand.parse::<Quantity>().unwrap(), &got);
            }
            self.expect_money(expected, "value", place, Some(state.pool_value(location)));
        }
    }

    fn check_final(&mut self, expected: &Value) {
        for key in expected.as_object().unwrap().keys() {
            if !FINAL_EXPECTATIONS.contains(&key.as_str()) && !expected[key].is_object() {
                self.failures.push(format!("final: the runner does not know {key}"));
            }
        }
        let state = self.ledger.end.clone();
        let plain: Value = expected
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "issue_costs" | "cogs_by_period"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect::<serde_json::Map<_, _>>()
            .into();
        self.check_state(&plain, "final", &state);
        let total = |op: &str| self.ledger.total(&self.facts, op);
        let totals = [
            ("total_cogs", self.ledger.cogs(&self.facts, |_| true)),
            ("total_count_variance", total("count")),
            ("total_supplier_returns", total("supplier_return")),
        ];
        for (key, got) in totals {
            self.expect_money(expected, key, "final", Some(got));
        }
        if let Some(costs) = expected.get("issue_costs").and_then(Value::as_object) {
            let costs = costs.iter().map(|(id, cost)| (id.clone(), self.money(cost.as_str().unwrap())));
            let (costs, got) = (costs.collect::<BTreeMap<_, _>>(), self.ledger.issue_costs(&self.facts));
            self.expect("final.issue_costs", &costs, &got);
        }
        if let Some(periods) = expected.get("cogs_by_period").and_then(Value::as_object) {
            for (month, cost) in periods {
                let posted = self.postings.iter().filter(|posting| posting.at.to_string().starts_with(month));
                let got = Money::sum(posted.filter(|posting| posting.cogs).map(|posting| posting.cost)).unwrap();
                let expected = self.money(cost.as_str().unwrap());
                self.expect(&format!("final.cogs_by_period.{month}"), &expected, &got);
            }
        }
    }
}

/// What makes the `new` moves of the `old` ones.
fn edits(old: &[Move], new: &[Move]) -> Vec<Edit> {
    let by_key = |moves: &[Move]| moves.iter().map(|one| (one.key, *one)).collect::<BTreeMap<LineKey, Move>>();
    let (before, after) = (by_key(old), by_key(new));
    let gone = before.keys().filter(|key| !after.contains_key(key)).map(|key| Edit::Remove(*key));
    let fresh = after.iter().filter_map(|(key, one)| match before.get(key) {
        None => Some(Edit::Insert(*one)),
        Some(same) if same == one => None,
        Some(_) => Some(Edit::Replace(*one)),
    });
    gone.chain(fresh).collect()
}

/// Runs a case and returns what came out otherwise than it says.
fn run(case: &Value) -> Vec<String> {
    let mut running = Case::new(case);
    for step in case["steps"].as_array().unwrap() {
        running.enter(step);
    }
    running.check_final(&case["expect_final"]);
    let posted = running.postings.iter().filter(|posting| posting.cogs).map(|posting| posting.cost);
    assert_eq!(Money::sum(posted).unwrap(), running.ledger.cogs(&running.facts, |_| true), "postings and total");
    running.failures
}

/// The time of a step: a day is its start.
fn time(text: &str) -> Timestamp {
    if text.len() == 10 { format!("{text}T00:00:00Z") } else { format!("{text}Z") }.parse().unwrap()
}

#[test]
fn every_case_comes_out_as_worked() {
    let other = std::env::var_os("TILLBOOK_COSTING_VECTORS").map(PathBuf::from);
    let least = if other.is_some() { 1 } else { CASES };
    let folder = other.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/costing")));
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut failed = Vec::new();
    for path in &files {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let failures = std::panic::catch_unwind(|| run(&case)).unwrap_or_else(|_| vec!["panicked".to_owned()]);
        if !failures.is_empty() {
            failed.push(format!("{}:\n  {}", path.display(), failures.join("\n  ")));
        }
    }
    println!("{} cases, {} failed", files.len(), failed.len());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    assert!(files.len() >= least, "only {} cases of at least {least}", files.len());
}
