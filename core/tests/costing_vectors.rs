//! Worked examples of costing, `vectors/costing/*.json`, run against the books. The rules are in the README there.
//!
//! Cases with features that the books alone do not have are counted as waiting, by feature.
//! `TILLBOOK_COSTING_VECTORS` names another folder of cases.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use serde_json::Value;
use tillbook::costing::{Book, Slice, return_value};
use tillbook::ledger::{CostingMethod, LineKey, Take};
use tillbook::value::{Currency, Money, Price, Quantity, Timestamp};

/// How many of the cases in the folder can run: fewer means that the runner lost some.
const RUNNABLE: usize = 17;

const CASE_KEYS: &[&str] = &[
    "name",
    "source",
    "method",
    "negative_stock",
    "decimals",
    "default_unit_cost",
    "cost_scope",
    "steps",
    "expect_final",
    "tags",
    "asserted_by_source",
    "source_says",
    "note",
];
const STEP_KEYS: &[&str] = &[
    "op",
    "id",
    "at",
    "qty",
    "unit_cost",
    "amount",
    "loc",
    "from",
    "to",
    "of",
    "counted",
    "cost_scope",
    "note",
    "expect_cost",
    "expect_value_in",
    "expect_value_out",
    "expect_variance_cost",
    "expect_after",
    "expect_error",
];
const AFTER_KEYS: &[&str] = &["on_hand", "value"];
const FINAL_KEYS: &[&str] =
    &["on_hand", "value", "total_cogs", "total_count_variance", "total_supplier_returns", "issue_costs"];
const OPS: &[&str] = &["receive", "issue", "customer_return", "supplier_return", "count", "transfer"];

/// A step that cannot be done as asked.
enum Stop {
    /// More goes out than is there.
    Short,
    /// The books alone do not have this feature.
    Waiting(&'static str),
}

/// What a step did to the value of the goods.
#[derive(Default)]
struct Done {
    cost: Option<Money>,
    value_in: Option<Money>,
    value_out: Option<Money>,
    variance_cost: Option<Money>,
}

/// A sale: what it cost, and what did not come back.
struct Sale {
    cost: Money,
    left_cost: Money,
    left: Quantity,
}

/// The item of one case.
struct Item {
    currency: Currency,
    book: Book,
    levels: HashMap<String, Quantity>,
    sources: HashMap<String, LineKey>,
    sales: BTreeMap<String, Sale>,
    cost_of_sales: Money,
    count_variance: Money,
    supplier_returns: Money,
}

fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

fn quantity(step: &Value, key: &str) -> Quantity {
    text(step, key).unwrap().parse().unwrap()
}

fn time(step: &Value) -> Option<Timestamp> {
    let at = text(step, "at")?;
    let at = if at.len() == 10 { format!("{at}T00:00:00Z") } else { format!("{at}Z") };
    Some(at.parse().unwrap())
}

impl Item {
    fn money(&self, text: &str) -> Money {
        Money::from_decimal(text.parse().unwrap(), self.currency).unwrap()
    }

    /// What a step says its goods are worth, if it does.
    fn stated(&self, step: &Value, quantity: Quantity) -> Option<Money> {
        let by_price = |price: &str| price.parse::<Price>().unwrap().amount(quantity, self.currency).unwrap();
        text(step, "amount").map(|amount| self.money(amount)).or_else(|| text(step, "unit_cost").map(by_price))
    }

    fn average(&self, quantity: Quantity) -> Result<Money, Stop> {
        self.book.average(quantity).unwrap().ok_or(Stop::Waiting("average of nothing on hand"))
    }

    fn level(&mut self, place: &str) -> &mut Quantity {
        self.levels.entry(place.to_owned()).or_default()
    }

    fn add(&mut self, step: &Value, source: LineKey, quantity: Quantity, value: Money) {
        self.book.add(Slice { at: time(step).unwrap(), source, quantity, value }).unwrap();
        let level = self.level(text(step, "loc").unwrap_or_default());
        *level = level.add(quantity).unwrap();
    }

    fn take(&mut self, step: &Value, own: Option<LineKey>, quantity: Quantity) -> Result<Money, Stop> {
        let place = text(step, "loc").unwrap_or_default();
        let left = self.level(place).sub(quantity).unwrap();
        let before = self.book.clone();
        let mut takes: Vec<Take> = Vec::new();
        let cost = match own {
            Some(own) => self.book.take_from(own, quantity, &mut takes),
            None => self.book.take(quantity, &mut takes),
        };
        if cost.is_err() || left.is_negative() {
            assert!(cost.is_ok() || (self.book == before && takes.is_empty()), "a refusal left a trace");
            self.book = before;
            return Err(Stop::Short);
        }
        *self.level(place) = left;
        let cost = cost.unwrap();
        if self.book.method() == CostingMethod::Fifo {
            assert_eq!(Money::sum(takes.iter().map(|take| take.value)).unwrap(), cost, "takes and cost");
        }
        Ok(cost)
    }

    fn apply(&mut self, step: &Value, key: LineKey) -> Result<Done, Stop> {
        let id = text(step, "id").unwrap().to_owned();
        let mut done = Done::default();
        match text(step, "op").unwrap() {
            "receive" => {
                let quantity = quantity(step, "qty");
                let value = self.stated(step, quantity).unwrap();
                self.add(step, key, quantity, value);
                self.sources.insert(id, key);
                done.value_in = Some(value);
            }
            "issue" => {
                let quantity = quantity(step, "qty");
                let cost = self.take(step, None, quantity)?;
                self.sales.insert(id, Sale { cost, left_cost: cost, left: quantity });
                self.cost_of_sales = self.cost_of_sales.add(cost).unwrap();
                done.cost = Some(cost);
            }
            "customer_return" => done.value_in = Some(self.bring_back(step, key)?),
            "supplier_return" => {
                let own = text(step, "of").map(|of| self.sources[of]);
                let value = self.take(step, own, quantity(step, "qty"))?;
                self.supplier_returns = self.supplier_returns.add(value).unwrap();
                done.value_out = Some(value);
            }
            "count" => done.variance_cost = Some(self.count(step, key)?),
            "transfer" => self.carry(step)?,
            other => unreachable!("{other}"),
        }
        Ok(done)
    }

    fn bring_back(&mut self, step: &Value, key: LineKey) -> Result<Money, Stop> {
        let quantity = quantity(step, "qty");
        let value = if let Some(of) = text(step, "of") {
            let sale = self.sales.get_mut(of).unwrap();
            let value = return_value(sale.left_cost, quantity, sale.left).unwrap();
            sale.left_cost = sale.left_cost.sub(value).unwrap();
            sale.left = sale.left.sub(quantity).unwrap();
            value
        } else {
            self.stated(step, quantity).map_or_else(|| self.average(quantity), Ok)?
        };
        self.add(step, key, quantity, value);
        self.cost_of_sales = self.cost_of_sales.sub(value).unwrap();
        Ok(value)
    }

    fn count(&mut self, step: &Value, key: LineKey) -> Result<Money, Stop> {
        let on_hand = *self.level(text(step, "loc").unwrap_or_default());
        let found = quantity(step, "counted").sub(on_hand).unwrap();
        let variance = if found.is_positive() {
            let value = self.average(found)?;
            self.add(step, key, found, value);
            value.neg().unwrap()
        } else {
            self.take(step, None, found.neg().unwrap())?
        };
        self.count_variance = self.count_variance.add(variance).unwrap();
        Ok(variance)
    }

    /// All places share one cost pool: carrying goods moves levels and no value.
    fn carry(&mut self, step: &Value) -> Result<(), Stop> {
        let (quantity, from, to) = (quantity(step, "qty"), text(step, "from").unwrap(), text(step, "to").unwrap());
        let left = self.level(from).sub(quantity).unwrap();
        if left.is_negative() {
            return Err(Stop::Short);
        }
        *self.level(from) = left;
        *self.level(to) = self.level(to).add(quantity).unwrap();
        Ok(())
    }
}

/// What a case needs that the books alone do not have.
fn needs(case: &Value) -> BTreeSet<String> {
    let mut needs = BTreeSet::new();
    let mut unknown = |object: &Value, known: &[&str]| {
        let keys = object.as_object().into_iter().flat_map(serde_json::Map::keys);
        needs.extend(keys.filter(|key| !known.contains(&key.as_str())).cloned());
    };
    let steps = case["steps"].as_array().unwrap();
    unknown(case, CASE_KEYS);
    unknown(&case["expect_final"], FINAL_KEYS);
    let plain = |step: &&Value| OPS.contains(&text(step, "op").unwrap());
    for step in steps.iter().filter(plain) {
        unknown(step, STEP_KEYS);
        unknown(&step["expect_after"], AFTER_KEYS);
    }
    needs.extend(steps.iter().filter(|step| !plain(step)).map(|step| text(step, "op").unwrap().to_owned()));
    if !steps.iter().filter_map(time).is_sorted() {
        needs.insert("backdated".to_owned());
    }
    if text(case, "negative_stock") != Some("forbid") {
        needs.insert("negative stock".to_owned());
    }
    if steps.iter().chain([case]).any(|object| text(object, "cost_scope").is_some_and(|scope| scope != "item")) {
        needs.insert("cost by location".to_owned());
    }
    let errors = steps.iter().filter_map(|step| text(step, "expect_error"));
    needs.extend(errors.filter(|code| *code != "insufficient_stock").map(|code| format!("error {code}")));
    needs
}

/// Runs a case and returns what came out otherwise than it says.
fn run(case: &Value) -> Result<Vec<String>, &'static str> {
    let currency = match case["decimals"].as_u64() {
        Some(0) => "JPY",
        Some(2) => "CNY",
        Some(3) => "KWD",
        _ => return Err("decimals"),
    };
    let method = CostingMethod::from_code(text(case, "method").unwrap()).map_err(|_| "method")?;
    let mut item = Item {
        currency: currency.parse().unwrap(),
        book: Book::new(method),
        levels: HashMap::new(),
        sources: HashMap::new(),
        sales: BTreeMap::new(),
        cost_of_sales: Money::ZERO,
        count_variance: Money::ZERO,
        supplier_returns: Money::ZERO,
    };
    let mut differences = Vec::new();
    for (step, key) in case["steps"].as_array().unwrap().iter().zip(0..) {
        let (done, error) = match item.apply(step, LineKey::from_column(key)) {
            Ok(done) => (done, None),
            Err(Stop::Short) => (Done::default(), Some("insufficient_stock")),
            Err(Stop::Waiting(feature)) => return Err(feature),
        };
        if text(step, "expect_error") != error {
            differences.push(format!("{}: error {error:?}", step["id"]));
        }
        let mut check = |key: &str, got: Option<Money>| {
            if let Some(difference) = difference(&item, step, key, got) {
                differences.push(format!("{}: {difference}", step["id"]));
            }
        };
        check("expect_cost", done.cost);
        check("expect_value_in", done.value_in);
        check("expect_value_out", done.value_out);
        check("expect_variance_cost", done.variance_cost);
        differences.extend(state(&item, &step["expect_after"]).map(|d| format!("{}: {d}", step["id"])));
    }
    differences.extend(totals(&item, &case["expect_final"]));
    Ok(differences)
}

fn difference(item: &Item, object: &Value, key: &str, got: Option<Money>) -> Option<String> {
    let expected = item.money(text(object, key)?);
    (got != Some(expected)).then(|| format!("{key} {expected} but {got:?}"))
}

fn state(item: &Item, expected: &Value) -> impl Iterator<Item = String> {
    let on_hand = text(expected, "on_hand").map(|on_hand| on_hand.parse::<Quantity>().unwrap());
    let levels = Quantity::sum(item.levels.values().copied()).unwrap();
    assert_eq!(levels, item.book.quantity(), "levels and book");
    let wrong = on_hand.filter(|on_hand| *on_hand != levels).map(|on_hand| format!("on_hand {on_hand} but {levels}"));
    wrong.into_iter().chain(difference(item, expected, "value", Some(item.book.value())))
}

fn totals(item: &Item, expected: &Value) -> Vec<String> {
    let mut differences: Vec<String> = state(item, expected).collect();
    let totals = [
        ("total_cogs", item.cost_of_sales),
        ("total_count_variance", item.count_variance),
        ("total_supplier_returns", item.supplier_returns),
    ];
    differences.extend(totals.into_iter().filter_map(|(key, got)| difference(item, expected, key, Some(got))));
    let costs = item.sales.iter().map(|(id, sale)| (id.clone(), sale.cost)).collect::<BTreeMap<_, _>>();
    if let Some(expected) = expected.get("issue_costs").and_then(Value::as_object) {
        let expected = expected.iter().map(|(id, cost)| (id.clone(), item.money(cost.as_str().unwrap()))).collect();
        if costs != expected {
            differences.push(format!("issue_costs {expected:?} but {costs:?}"));
        }
    }
    differences
}

#[test]
fn every_case_comes_out_as_worked() {
    let other = std::env::var_os("TILLBOOK_COSTING_VECTORS").map(PathBuf::from);
    let least = if other.is_some() { 1 } else { RUNNABLE };
    let folder = other.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/costing")));
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let (mut ran, mut wrong, mut waiting) = (0, Vec::new(), BTreeMap::<String, usize>::new());
    for path in &files {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut needs = needs(&case);
        if needs.is_empty() {
            match run(&case) {
                Ok(differences) => {
                    ran += 1;
                    wrong.extend(differences.into_iter().map(|d| format!("{}: {d}", path.display())));
                }
                Err(feature) => needs = BTreeSet::from([feature.to_owned()]),
            }
        }
        if !needs.is_empty() {
            *waiting.entry(needs.into_iter().collect::<Vec<_>>().join(" + ")).or_default() += 1;
        }
    }
    let features: Vec<String> = waiting.iter().map(|(features, cases)| format!("{features} ({cases})")).collect();
    println!("{ran} cases run, {} waiting for: {}", files.len() - ran, features.join(", "));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(ran >= least, "only {ran} cases run of at least {least}");
}
