//! What the moves of a case cost, kept as an account book would: rows, and postings that change them.

use std::collections::BTreeMap;

use tillbook::costing::{Act, Edit, Move, Outcome, Refusal, Replay, Revalued, Rules};
use tillbook::ledger::{CostingMethod, LineKey};
use tillbook::value::{Money, Quantity, Timestamp};

use crate::facts::Facts;

/// A cost that was posted at a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) at: Timestamp,
    pub(crate) cost: Money,
    /// True for cost of sales.
    pub(crate) cogs: bool,
}

/// Quantity and value of each move, with all true-ups.
#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) rows: BTreeMap<LineKey, (Quantity, Money)>,
    /// What transfers carried.
    pub(crate) moved: BTreeMap<LineKey, Money>,
    pub(crate) end: Replay,
}

impl Default for Ledger {
    fn default() -> Self {
        let end = Replay::new(CostingMethod::Fifo);
        Self { rows: BTreeMap::new(), moved: BTreeMap::new(), end }
    }
}

impl Ledger {
    /// Of moves that are replayed from nothing.
    pub(crate) fn replayed(rules: Rules, moves: &[Move]) -> Result<Self, Refusal> {
        let mut ledger = Self { end: Replay::new(rules), ..Self::default() };
        for one in moves {
            if let Act::Return { of: Some(sale), .. } = one.act {
                ledger.end.watch(sale);
            }
        }
        for one in moves {
            let outcome = ledger.end.apply(one)?;
            ledger.post(one.key, &outcome);
            for true_up in &outcome.true_ups {
                let value = true_up.difference().neg().unwrap();
                ledger.add(true_up.sale, Quantity::ZERO, value, Money::ZERO);
            }
        }
        for one in moves {
            if let Act::Return { of: Some(sale), .. } = one.act {
                ledger.end.forget(sale);
            }
        }
        Ok(ledger)
    }

    fn post(&mut self, key: LineKey, outcome: &Outcome) {
        self.add(key, outcome.quantity, outcome.value, outcome.moved);
    }

    fn add(&mut self, key: LineKey, quantity: Quantity, value: Money, moved: Money) {
        let row = self.rows.entry(key).or_default();
        *row = (row.0.add(quantity).unwrap(), row.1.add(value).unwrap());
        let carried = self.moved.entry(key).or_default();
        *carried = carried.add(moved).unwrap();
    }

    /// Posts what an edit changed and tells what of it is a cost.
    pub(crate) fn revalue(&mut self, revalued: &Revalued, old: &[Move], edits: &[Edit]) -> Vec<Posting> {
        let mut postings = Vec::new();
        let mut moves: BTreeMap<LineKey, Move> = old.iter().map(|one| (one.key, *one)).collect();
        for edit in edits {
            if let Edit::Insert(one) | Edit::Replace(one) = edit {
                moves.insert(one.key, *one);
            }
        }
        let mut cost = |key: LineKey, at: Timestamp, value: Money| {
            let cogs = matches!(moves[&key].act, Act::Issue { .. } | Act::Return { .. });
            postings.push(Posting { at, cost: value.neg().unwrap(), cogs });
        };
        for (key, outcome) in &revalued.inserted {
            self.post(*key, outcome);
            cost(*key, moves[key].at, outcome.value);
        }
        for change in &revalued.changes {
            self.add(change.key, change.quantity, change.value, change.moved);
            cost(change.key, change.at, change.value);
        }
        for edit in edits {
            if let Edit::Remove(key) = edit {
                let row = self.rows.remove(key);
                assert_eq!(row, Some((Quantity::ZERO, Money::ZERO)), "what is left of a removed move");
                self.moved.remove(key);
            }
        }
        postings
    }

    fn of<'a>(&'a self, facts: &'a Facts, op: &'a str) -> impl Iterator<Item = (LineKey, Money)> + 'a {
        let rows = self.rows.iter().filter(move |(key, _)| facts.op(**key) == op);
        rows.map(|(key, (_, value))| (*key, value.neg().unwrap()))
    }

    /// What all moves of this kind cost.
    pub(crate) fn total(&self, facts: &Facts, op: &str) -> Money {
        Money::sum(self.of(facts, op).map(|(_, cost)| cost)).unwrap()
    }

    /// Sales less customer returns.
    pub(crate) fn cogs(&self, facts: &Facts, which: impl Fn(LineKey) -> bool) -> Money {
        let costs = self.of(facts, "issue").chain(self.of(facts, "customer_return"));
        Money::sum(costs.filter(|(key, _)| which(*key)).map(|(_, cost)| cost)).unwrap()
    }

    pub(crate) fn issue_costs(&self, facts: &Facts) -> BTreeMap<String, Money> {
        self.of(facts, "issue").map(|(key, cost)| (facts.id(key).to_owned(), cost)).collect()
    }
}

/// The figure that a case tells of a move: what comes in positive for goods in, a cost positive for goods out.
pub(crate) fn money_of(facts: &Facts, key: LineKey, value: Money, ledger: &Ledger) -> Money {
    match facts.op(key) {
        "issue" | "count" | "supplier_return" => value.neg().unwrap(),
        "transfer" => ledger.moved[&key],
        _ => value,
    }
}
