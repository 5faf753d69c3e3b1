//! What was entered, and the moves that follow from it.

use serde_json::{Map, Value};
use tillbook::costing::{Act, Move};
use tillbook::ledger::{LineKey, LocationNo};
use tillbook::value::{Currency, Money, Price, Quantity, Timestamp, share};

use crate::time;

const DAY_MICROS: i64 = 86_400_000_000;
/// What a correction may change of an entry.
const AMENDABLE: &[&str] = &["at", "qty", "unit_cost", "amount", "counted", "loc", "from", "to"];

pub(crate) fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// The entries of one item, in the order in which they were entered.
#[derive(Clone)]
pub(crate) struct Facts {
    currency: Currency,
    entries: Vec<Value>,
    locations: Vec<String>,
    /// The first moment that is not locked.
    open_from: Timestamp,
}

impl Facts {
    pub(crate) fn new(currency: Currency) -> Self {
        Self { currency, entries: Vec::new(), locations: Vec::new(), open_from: Timestamp::MIN }
    }

    /// The moment itself, or the first open day when it is locked.
    pub(crate) fn open(&self, at: Timestamp) -> Timestamp {
        at.max(self.open_from)
    }

    /// The facts and one more.
    pub(crate) fn with(&self, step: &Value) -> Result<Self, &'static str> {
        let mut facts = self.clone();
        if text(step, "op") == Some("lock") {
            let through = time(text(step, "through").unwrap());
            facts.open_from = Timestamp::from_micros(through.micros() - through.micros() % DAY_MICROS + DAY_MICROS);
            return Ok(facts);
        }
        for key in ["loc", "from", "to"] {
            let location = text(step, key).unwrap_or_default().to_owned();
            if !facts.locations.contains(&location) {
                facts.locations.push(location);
            }
        }
        let correction = matches!(text(step, "op"), Some("amend" | "void"));
        let corrected = if correction { Some(self.current(text(step, "of").unwrap())) } else { None };
        let times = [Some(step), corrected.as_ref()].into_iter().flatten().filter_map(|entry| text(entry, "at"));
        if times.map(time).any(|at| at < self.open_from) {
            return Err("period_locked");
        }
        facts.entries.push(step.clone());
        Ok(facts)
    }

    /// The key of an entry: its place in the order of entry.
    pub(crate) fn key(&self, id: &str) -> Option<LineKey> {
        let index = self.entries.iter().position(|entry| text(entry, "id") == Some(id))?;
        Some(LineKey::from_column(i64::try_from(index).unwrap()))
    }

    fn entry(&self, key: LineKey) -> &Value {
        &self.entries[usize::try_from(key.column()).unwrap()]
    }

    pub(crate) fn id(&self, key: LineKey) -> &str {
        text(self.entry(key), "id").unwrap()
    }

    pub(crate) fn op(&self, key: LineKey) -> &str {
        text(self.entry(key), "op").unwrap()
    }

    pub(crate) fn location(&self, name: &str) -> LocationNo {
        let index = self.locations.iter().position(|location| location == name).unwrap();
        LocationNo(u32::try_from(index).unwrap() + 1)
    }

    fn is_void(&self, id: &str) -> bool {
        self.entries.iter().any(|entry| text(entry, "op") == Some("void") && text(entry, "of") == Some(id))
    }

    /// Those that say more about the entry `id` and hold.
    fn about<'a>(&'a self, id: &'a str, op: &'a str) -> impl Iterator<Item = &'a Value> {
        let is_about = move |entry: &&Value| text(entry, "op") == Some(op) && sources(entry).contains(&id);
        self.entries.iter().filter(is_about).filter(|entry| !self.is_void(text(entry, "id").unwrap()))
    }

    /// An entry as it was last amended.
    fn current(&self, id: &str) -> Value {
        let mut entry: Map<String, Value> =
            self.entries.iter().find(|entry| text(entry, "id") == Some(id)).unwrap().as_object().unwrap().clone();
        let mut change = |by: &Value, keys: &[&str]| {
            for key in keys.iter().filter(|key| by.get(**key).is_some()) {
                match *key {
                    "unit_cost" => entry.remove("amount"),
                    "amount" => entry.remove("unit_cost"),
                    _ => None,
                };
                entry.insert((*key).to_owned(), by[*key].clone());
            }
        };
        for by in &self.entries {
            let holds = || !self.is_void(text(by, "id").unwrap());
            match text(by, "op") {
                Some("amend") if text(by, "of") == Some(id) && holds() => change(by, AMENDABLE),
                Some("reprice_receipt") if text(by, "of") == Some(id) && holds() => {
                    change(&self.current(text(by, "id").unwrap()), &["unit_cost", "amount"]);
                }
                _ => {}
            }
        }
        entry.into()
    }

    fn money(&self, text: &str) -> Money {
        Money::from_decimal(text.parse().unwrap(), self.currency).unwrap()
    }

    /// What an entry says its goods are worth, if it does.
    fn stated(&self, entry: &Value) -> Option<Money> {
        let by_price =
            |price: &str| price.parse::<Price>().unwrap().amount(quantity(entry, "qty"), self.currency).unwrap();
        text(entry, "amount").map(|amount| self.money(amount)).or_else(|| text(entry, "unit_cost").map(by_price))
    }

    /// What a receipt costs: its own price, and its part of each landed cost.
    fn landed_value(&self, id: &str, own: Money) -> Money {
        self.about(id, "landed_cost").fold(own, |value, landed| {
            let landed = self.current(text(landed, "id").unwrap());
            let receipts: Vec<&str> = sources(&landed).into_iter().filter(|of| !self.is_void(of)).collect();
            let weight = |of: &&str| {
                let receipt = self.current(of);
                let by_quantity = text(&landed, "by") == Some("qty");
                if by_quantity { quantity(&receipt, "qty").micros() } else { self.stated(&receipt).unwrap().minor() }
            };
            let weights: Vec<i64> = receipts.iter().map(weight).collect();
            let (amount, whole) = (self.money(text(&landed, "amount").unwrap()), weights.iter().sum());
            let parts: Vec<Money> = weights.iter().map(|weight| share(amount, *weight, whole).unwrap()).collect();
            let index = receipts.iter().position(|of| *of == id).unwrap();
            let last = index == receipts.len() - 1;
            let others = || Money::sum(parts[..index].iter().copied()).unwrap();
            value.add(if last { amount.sub(others()).unwrap() } else { parts[index] }).unwrap()
        })
    }

    /// The moves that follow from all that holds, in order.
    pub(crate) fn moves(&self) -> Vec<Move> {
        let ids = self.entries.iter().map(|entry| text(entry, "id").unwrap()).filter(|id| !self.is_void(id));
        let mut moves: Vec<Move> = ids.filter_map(|id| self.one_move(id)).collect();
        moves.sort_by_key(Move::place);
        moves
    }

    fn one_move(&self, id: &str) -> Option<Move> {
        let entry = self.current(id);
        let of = text(&entry, "of").and_then(|of| self.key(of));
        let amount = || quantity(&entry, "qty");
        let act = match text(&entry, "op").unwrap() {
            "receive" => {
                Act::Receive { quantity: amount(), value: self.landed_value(id, self.stated(&entry).unwrap()) }
            }
            "issue" => Act::Issue { quantity: amount() },
            "customer_return" => Act::Return { of, quantity: amount(), value: self.stated(&entry) },
            "supplier_return" => Act::SendBack { of, quantity: amount() },
            "count" => Act::Count { counted: quantity(&entry, "counted") },
            "transfer" => Act::Transfer { to: self.location(text(&entry, "to").unwrap()), quantity: amount() },
            _ => return None,
        };
        let location = text(&entry, "loc").or_else(|| text(&entry, "from")).unwrap_or_default();
        let at = time(text(&entry, "at").unwrap());
        Some(Move { item: 1, key: self.key(id).unwrap(), at, location: self.location(location), act })
    }
}

/// What an entry is about: one entry or a list of them.
fn sources(entry: &Value) -> Vec<&str> {
    match &entry["of"] {
        Value::String(of) => vec![of],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn quantity(entry: &Value, key: &str) -> Quantity {
    text(entry, key).unwrap().parse().unwrap()
}
