//! One case in a shop of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::Value;
use tillbook::catalog::Location;
use tillbook::costing::{CostScope, NegativeStock};
use tillbook::document::Settings;
use tillbook::ledger::CostingMethod;
use tillbook::party::Supplier;
use tillbook::shop::{NewProduct, NewVariant, ShopOptions};
use tillbook::storage::Store;
use tillbook::value::{
    Date, DocumentId, LocationId, ManualClock, Money, Quantity, SupplierId, SystemIds, Timestamp, VariantId,
};
use tillbook::{Error, Shop};

/// When all of it is entered: after the last effective time of any case.
const NOW: &str = "2036-01-01T00:00:00Z";

/// A shop with one item.
pub(crate) struct Case {
    pub(crate) shop: Shop,
    pub(crate) item: VariantId,
    pub(crate) supplier: SupplierId,
    pub(crate) places: BTreeMap<String, LocationId>,
    /// What each step posted.
    pub(crate) posted: BTreeMap<String, Entered>,
    /// What entries were worth after the step before.
    pub(crate) known: BTreeMap<String, Money>,
    /// What the goods at each location were worth then.
    pub(crate) pools: BTreeMap<LocationId, Money>,
}

/// What a step posted.
#[derive(Debug, Clone)]
pub(crate) struct Entered {
    pub(crate) op: String,
    pub(crate) id: DocumentId,
    pub(crate) at: Timestamp,
}

pub(crate) fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

pub(crate) fn decimal(object: &Value, key: &str) -> Option<Decimal> {
    text(object, key).map(|text| text.parse().unwrap())
}

pub(crate) fn time(text: &str) -> Timestamp {
    let text = if text.len() == 10 { format!("{text}T00:00:00Z") } else { format!("{text}Z") };
    text.parse().unwrap()
}

impl Case {
    pub(crate) fn open(case: &Value, store: impl Store + 'static) -> Self {
        let settings = Settings {
            currency: match case["decimals"].as_u64().unwrap() {
                0 => "JPY",
                2 => "CNY",
                3 => "KWD",
                other => unreachable!("no currency has {other} decimals"),
            }
            .parse()
            .unwrap(),
            time_zone: "UTC".into(),
            costing: CostingMethod::from_code(text(case, "method").unwrap()).unwrap(),
            cost_scope: if text(case, "cost_scope") == Some("location") {
                CostScope::Location
            } else {
                CostScope::Item
            },
            negative_stock: if text(case, "negative_stock") == Some("allow") {
                NegativeStock::Allow
            } else {
                NegativeStock::Forbid
            },
            opened_on: "2000-01-01".parse::<Date>().unwrap(),
            ..Settings::default()
        };
        let clock = Box::new(Arc::new(ManualClock::new(NOW.parse().unwrap())));
        let options = ShopOptions { clock, ids: Box::new(SystemIds), ..ShopOptions::default() };
        let shop = Shop::create_with(store, settings, options).unwrap();
        let assumed_cost = decimal(case, "default_unit_cost");
        let product = NewProduct::new("Item").variant(NewVariant { assumed_cost, ..NewVariant::default() });
        let item = shop.catalog().add(product).unwrap().variants[0].id;
        let (id, code, name) = (SupplierId::new(), "S1".into(), "Supplier".into());
        let supplier = Supplier { id, code, name, lead_time_days: 0, review_weekday: None };
        shop.purchasing().put_suppliers(DocumentId::new(), &[supplier]).unwrap();
        let (places, posted, known, pools) = Default::default();
        let mut opened = Self { shop, item, supplier: id, places, posted, known, pools };
        opened.make_places(case);
        opened
    }

    fn make_places(&mut self, case: &Value) {
        let steps = case["steps"].as_array().unwrap();
        for name in steps.iter().flat_map(|step| ["loc", "from", "to"].map(|key| text(step, key))).flatten() {
            if !self.places.contains_key(name) {
                let id = LocationId::new();
                let place = Location { id, name: name.into() };
                self.shop.catalog().put_locations(DocumentId::new(), &[place]).unwrap();
                self.places.insert(name.to_owned(), id);
            }
        }
    }

    pub(crate) fn money(&self, text: &str) -> Money {
        self.shop.money(text.parse().unwrap()).unwrap()
    }

    pub(crate) fn place(&self, step: &Value, key: &str) -> Option<LocationId> {
        text(step, key).map(|name| self.places[name])
    }

    /// Runs all steps; gives what came out otherwise than the case says.
    pub(crate) fn run(mut self, case: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        for step in case["steps"].as_array().unwrap() {
            let name = text(step, "id").unwrap_or("lock").to_owned();
            let done = self.enter(step);
            let found = match (&done, text(step, "expect_error")) {
                (Ok(()), None) => self.check(step),
                (Ok(()), Some(code)) => vec![format!("expected the error {code}, went through")],
                (Err(error), Some(code)) if same_error(error, code) => Vec::new(),
                (Err(error), Some(code)) => vec![format!("expected the error {code}, came {}", error.code())],
                (Err(error), None) => vec![format!("refused: {error}")],
            };
            differences.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
        }
        differences.extend(self.check_final(&case["expect_final"]).into_iter().map(|d| format!("final: {d}")));
        let report = self.shop.office().verify().unwrap();
        if !report.is_clean() {
            differences.push(format!("verify: {:?}", report.violations));
        }
        differences
    }

    pub(crate) fn on_hand(&self) -> (Quantity, Money) {
        self.shop.stockroom().on_hand(self.item).unwrap()
    }
}

/// The names of the cases for what the shop refuses.
fn same_error(error: &Error, code: &str) -> bool {
    let ours = if error.code() == "out_of_stock" { "insufficient_stock" } else { error.code() };
    ours == code
}
