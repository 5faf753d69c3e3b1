//! What a case expects, beside what the shop answers.

use std::collections::BTreeMap;

use serde_json::Value;
use tillbook::report::{Known, Period};
use tillbook::shop::LedgerLine;
use tillbook::value::{LocationId, Money, Quantity, SaleId};

use super::case::{Case, text};

impl Case {
    /// Looks at the shop after a step.
    pub(crate) fn check(&mut self, step: &Value) -> Vec<String> {
        let mut found = Vec::new();
        let now = self.values();
        let own = text(step, "id").and_then(|id| now.get(id)).copied();
        for key in ["expect_cost", "expect_value_in", "expect_value_out", "expect_variance_cost"] {
            found.extend(self.differs(key, text(step, key), own));
        }
        if let Some(recost) = step["expect_recost"].as_object() {
            for (id, value) in recost {
                found.extend(self.differs(&format!("recost of {id}"), value.as_str(), now.get(id).copied()));
            }
            found.extend(self.unlisted(step, &now));
        }
        if let Some(text) = text(step, "expect_cogs_adjustment") {
            let change = self.cogs(&now).sub(self.cogs(&self.known)).unwrap();
            let apart = match (own, step["op"].as_str()) {
                (Some(own), Some("issue")) => change.sub(own).unwrap(),
                (Some(own), Some("customer_return")) => change.add(own).unwrap(),
                _ => change,
            };
            found.extend(self.differs("cogs adjustment", Some(text), Some(apart)));
        }
        if let Some(to) = self.place(step, "to") {
            let before = self.pools.get(&to).copied().unwrap_or_default();
            let moved = self.pool_values().get(&to).map(|now| now.sub(before).unwrap());
            found.extend(self.differs("value moved", text(step, "expect_value_moved"), moved));
        }
        found.extend(self.check_state(&step["expect_after"], self.on_hand()));
        for past in step["expect_as_of"].as_array().into_iter().flatten() {
            let at = super::case::time(text(past, "at").unwrap());
            let then = self.shop.stockroom().on_hand_at(self.item, at, Known::Now).unwrap();
            found.extend(self.check_state(past, then).into_iter().map(|d| format!("as of {at}: {d}")));
        }
        found.extend(self.check_periods(&step["cogs_by_period"]));
        self.known = now;
        self.pools = self.pool_values();
        found
    }

    pub(crate) fn check_final(&self, expected: &Value) -> Vec<String> {
        let mut found = self.check_state(expected, self.on_hand());
        let values = self.values();
        found.extend(self.differs("total_cogs", text(expected, "total_cogs"), Some(self.cogs(&values))));
        let summary = self.shop.reports().sales(Period::all()).unwrap();
        found.extend(self.differs("cogs by the report", text(expected, "total_cogs"), Some(summary.cogs)));
        let changes = self.shop.reports().stock_changes(Period::all()).unwrap();
        let variance = text(expected, "total_count_variance");
        found.extend(self.differs("total_count_variance", variance, Some(changes.count_variance)));
        let back = text(expected, "total_supplier_returns");
        found.extend(self.differs("total_supplier_returns", back, Some(self.total(&values, "supplier_return"))));
        for (id, value) in expected["issue_costs"].as_object().into_iter().flatten() {
            found.extend(self.differs(&format!("cost of {id}"), value.as_str(), values.get(id).copied()));
        }
        found.extend(self.check_periods(&expected["cogs_by_period"]));
        found
    }

    /// Cost of sales less returns by month, on the days on which it is booked.
    fn check_periods(&self, expected: &Value) -> Vec<String> {
        let Some(expected) = expected.as_object() else { return Vec::new() };
        let days = self.shop.reports().sales_by_day(Period::all()).unwrap();
        let mut found = Vec::new();
        for (period, value) in expected {
            let own = days.iter().filter(|day| day.day.to_string().starts_with(period.as_str()));
            let sum = Money::sum(own.map(|day| day.cogs)).unwrap();
            found.extend(self.differs(&format!("cogs of {period}"), value.as_str(), Some(sum)));
        }
        found
    }

    /// Entries that changed without being named.
    fn unlisted(&self, step: &Value, now: &BTreeMap<String, Money>) -> Vec<String> {
        let edited = text(step, "of");
        let listed = step["expect_recost"].as_object().unwrap();
        let changed = self.known.iter().filter(|(id, value)| now.get(*id).is_some_and(|now| now != *value));
        let silent = changed.filter(|(id, _)| !listed.contains_key(*id) && edited != Some(id.as_str()));
        silent
            .filter(|(id, _)| self.posted[*id].op == "issue")
            .map(|(id, _)| format!("{id} was re-costed too"))
            .collect()
    }

    fn check_state(&self, expected: &Value, (quantity, value): (Quantity, Money)) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(text) = text(expected, "on_hand")
            && text.parse::<Quantity>().unwrap() != quantity
        {
            found.push(format!("expected {text} on hand, came {quantity}"));
        }
        found.extend(self.differs("value", text(expected, "value"), Some(value)));
        found
    }

    fn differs(&self, what: &str, expected: Option<&str>, found: Option<Money>) -> Option<String> {
        let expected = self.money(expected?);
        let text = |money: Money| money.text(self.shop.currency().unwrap());
        let found_text = found.map_or_else(|| "nothing".to_owned(), text);
        (found != Some(expected)).then(|| format!("expected {what} {}, came {found_text}", text(expected)))
    }

    /// Sales less customer returns.
    fn cogs(&self, values: &BTreeMap<String, Money>) -> Money {
        self.total(values, "issue").sub(self.total(values, "customer_return")).unwrap()
    }

    /// What all entries of a kind are worth.
    fn total(&self, values: &BTreeMap<String, Money>, op: &str) -> Money {
        let of_op = values.iter().filter(|(id, _)| self.posted[*id].op == op);
        Money::sum(of_op.map(|(_, value)| *value)).unwrap()
    }

    /// What the goods at each location are worth, where each is a cost pool of its own.
    fn pool_values(&self) -> BTreeMap<LocationId, Money> {
        let pools = self.shop.stockroom().cost_pools(self.item).unwrap();
        pools.into_iter().filter_map(|pool| Some((pool.location?, pool.value))).collect()
    }

    /// What each entry is worth as it is known now: positive for goods that move as entries of its kind do, and for goods
    /// that a count does not find.
    fn values(&self) -> BTreeMap<String, Money> {
        let card = self.shop.stockroom().ledger_card(self.item, None).unwrap();
        let mut values = BTreeMap::new();
        for (id, entered) in &self.posted {
            let value = match entered.op.as_str() {
                "issue" => self.shop.stockroom().explain_cost(SaleId::from_uuid(entered.id.uuid())).unwrap().cost,
                "lock" | "transfer" | "void" | "amend" | "landed_cost" | "reprice_receipt" => continue,
                op => {
                    let is_own = |line: &&LedgerLine| match line.corrects {
                        Some(corrected) => corrected == entered.id,
                        None => line.document == entered.id,
                    };
                    let sum = Money::sum(card.lines.iter().filter(is_own).map(|line| line.value)).unwrap();
                    if matches!(op, "count" | "supplier_return") { sum.neg().unwrap() } else { sum }
                }
            };
            values.insert(id.clone(), value);
        }
        values
    }
}
