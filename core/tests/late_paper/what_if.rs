//! What was on hand, as it is known now and as it was known then; what goods would have cost by another method.

use std::collections::BTreeMap;
use std::sync::Arc;

use tillbook::catalog::Product;
use tillbook::ledger::{CostingMethod, PostNo};
use tillbook::report::{By, Known, MarginKey, Period, Recost, Recosted, StockOf, StockSummary, VariantStock};
use tillbook::shop::{Amendment, LandedBy, LineAmendment, PriceLine};
use tillbook::storage::{Store, StoreExt};
use tillbook::value::{BusinessDay, Date, DocumentId, Money, Quantity, ReceiptId, Timestamp, VariantId};
use tillbook::{Result, Shop};

use super::desk::{enter, id_of, sale_id};
use super::figures::on_hand;
use super::plan::{Fact, Plan, Request};
use super::world::{MINUTE, OPENS_AT, Rules, WARES, document, quantity, set_up, supplier_id, variant_id};

/// Refusals that the past of the goods may be the reason of, in any shop alike.
const REFUSALS: [&str; 5] = ["out_of_stock", "not_found", "invalid", "wrong_state", "refund_exceeds"];

/// A shop in which facts are entered, and put right afterwards.
struct Told {
    store: Arc<dyn Store>,
    shop: Shop,
    rules: Rules,
    /// What stands and can be put right.
    receipts: Vec<usize>,
    sales: Vec<usize>,
    /// The code of each refusal, nothing for what was entered.
    answers: Vec<Option<&'static str>>,
}

/// Numbers that look random, from the serial number of a step.
fn mix(step: usize) -> usize {
    (step + 1).wrapping_mul(2_654_435_761) >> 5
}

impl Told {
    fn new(store: Arc<dyn Store>, rules: Rules) -> Self {
        let shop = set_up(&store, rules);
        Self { store, shop, rules, receipts: Vec::new(), sales: Vec::new(), answers: Vec::new() }
    }

    /// A shop that costs all its goods by one method.
    fn costed_by(store: Arc<dyn Store>, rules: Rules, method: CostingMethod) -> Self {
        let told = Self::new(store, rules);
        let products: Vec<Product> = (0..WARES)
            .map(|ware| told.shop.catalog().variant(variant_id(ware)).unwrap())
            .map(|card| Product { costing: Some(method), ..(*card.product).clone() })
            .collect();
        told.shop.catalog().edit_products(document("costed by", 0), &products).unwrap();
        told
    }

    /// Enters all facts in their order of entry, and after some of them puts something right. Whatever is refused is left
    /// out.
    fn tell(&mut self, facts: &[Fact], mut look: impl FnMut(&Self, usize)) {
        let mut order: Vec<&Fact> = facts.iter().collect();
        order.sort_by_key(|fact| (fact.entered, fact.index));
        for (step, fact) in order.into_iter().enumerate() {
            let entered = enter(&self.shop, fact, self.rules);
            if self.note(&entered) {
                match fact.request {
                    Request::Receive { .. } => self.receipts.push(fact.index),
                    Request::Sell { .. } => self.sales.push(fact.index),
                    // Of what came back no less can have been sold.
                    Request::Refund { sale, .. } => self.sales.retain(|other| other != &sale),
                    _ => {}
                }
            }
            self.put_right(step);
            look(self, step);
        }
    }

    fn note(&mut self, answer: &Result<()>) -> bool {
        let code = answer.as_ref().err().map(tillbook::Error::code);
        assert!(code.is_none_or(|code| REFUSALS.contains(&code)), "{answer:?}");
        self.answers.push(code);
        code.is_none()
    }

    /// Freight, another price, another quantity, another time, or it never was.
    fn put_right(&mut self, step: usize) {
        let (what, id) = (mix(step), document("put right", step));
        let pick = |of: &[usize]| (!of.is_empty()).then(|| of[what / 11 % of.len()]);
        let (receipt, sale) = (pick(&self.receipts), pick(&self.sales));
        let answer = match (what % 7, receipt, sale) {
            (0, Some(receipt), _) => self.freight(id, receipt, what),
            (1, Some(receipt), _) => {
                let line = PriceLine::new(0, quantity(i64::try_from(what % 1_913).unwrap() * 10_000).to_decimal());
                let receipt = ReceiptId::from_uuid(id_of(receipt).uuid());
                self.shop.purchasing().reprice(id, receipt, &[line]).map(drop)
            }
            (2, Some(receipt), _) => self.amend(id, id_of(receipt), what, true),
            (3, _, Some(sale)) => self.amend(id, id_of(sale), what, false),
            (4, Some(receipt), _) if what.is_multiple_of(3) => {
                let done = self.shop.office().void(id, id_of(receipt), "by mistake");
                self.receipts.retain(|other| *other != receipt || done.is_err());
                done
            }
            (5, _, Some(sale)) if what.is_multiple_of(3) => {
                let done = self.shop.till().void(id, sale_id(sale), "by mistake");
                self.sales.retain(|other| *other != sale || done.is_err());
                done
            }
            _ => return,
        };
        self.note(&answer);
    }

    fn freight(&self, id: DocumentId, receipt: usize, what: usize) -> Result<()> {
        let other = self.receipts[what / 17 % self.receipts.len()];
        let mut of = vec![receipt, other];
        of.dedup();
        let receipts: Vec<ReceiptId> = of.into_iter().map(|of| ReceiptId::from_uuid(id_of(of).uuid())).collect();
        let by = if what.is_multiple_of(2) { LandedBy::Value } else { LandedBy::Quantity };
        let amount = quantity(i64::try_from(what % 9_999).unwrap() * 10_000).to_decimal();
        self.shop.purchasing().landed_cost(id, supplier_id(), &receipts, amount, by, "freight").map(drop)
    }

    fn amend(&self, id: DocumentId, of: DocumentId, what: usize, is_receipt: bool) -> Result<()> {
        let units = quantity(i64::try_from(what % 5_000 + 1).unwrap() * 1_000).to_decimal();
        let unit_cost = (is_receipt && what.is_multiple_of(3)).then_some(units);
        let quantity = what.is_multiple_of(2).then_some(units);
        let line = LineAmendment { quantity, unit_cost, ..LineAmendment::default() };
        let minutes = i64::try_from(what / 7 % 4_000).unwrap();
        let at = (what % 4 == 1).then(|| Timestamp::from_micros(OPENS_AT + minutes * MINUTE));
        self.shop.office().amend(id, of, &Amendment { at, lines: vec![line], reason: "typing error".into() })
    }

    fn newest(&self) -> PostNo {
        self.store.read(|tx| tx.head("T1")).unwrap().unwrap().post_no
    }

    fn stock_at(&self, at: Timestamp, known: Known) -> (StockSummary, Vec<VariantStock>) {
        let reports = self.shop.reports();
        let (sum, rows) = (reports.stock_at(at, known), reports.stock_by_variant_at(at, known, StockOf::AllVariants));
        let (sum, rows) = (sum.unwrap(), rows.unwrap());
        assert_eq!(sum.quantity, Quantity::sum(rows.iter().map(|row| row.quantity)).unwrap());
        (sum, rows)
    }
}

/// Some time of a history, from a number.
fn some_time(facts: &[Fact], number: usize) -> Timestamp {
    let at = facts.get(number % facts.len().max(1)).map_or(OPENS_AT, |fact| fact.at);
    Timestamp::from_micros(at + i64::try_from(number / 64 % 3).unwrap() - 1)
}

/// What was on hand at any time, as known after any document, is what [`tillbook::shop::Stockroom::on_hand_at`] says of each
/// variant; what was known then stays so, and what is there now is what the pools say.
pub(crate) fn valued_at_any_time(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let facts = plan.facts();
    let mut told = Told::new(store(), plan.rules);
    let mut seen = Vec::new();
    told.tell(&facts, |told, step| {
        let (at, post) = (some_time(&facts, mix(step)), told.newest());
        let now = told.stock_at(at, Known::Now);
        assert_eq!(now, told.stock_at(at, Known::After(post)), "nothing is known later than the newest document");
        for row in &now.1 {
            let alone = told.shop.stockroom().on_hand_at(row.variant, at, Known::Now).unwrap();
            assert!(row.quantity.is_zero() || alone == (row.quantity, row.value), "{row:?} at {at}");
        }
        seen.push((at, post, now));
    });
    for (at, post, then) in &seen {
        assert_eq!(told.stock_at(*at, Known::After(*post)), *then, "as it was known after {post}");
    }
    let reports = told.shop.reports();
    let (sum, rows) = told.stock_at(Timestamp::MAX, Known::Now);
    assert_eq!((sum, rows), (reports.stock().unwrap(), reports.stock_by_variant(StockOf::AllVariants).unwrap()));
}

/// By the method that the shop has, goods would have cost what they did; by the other one, what they cost in a second shop
/// that has it and was told the same.
pub(crate) fn costed_by_the_other_method(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let facts = plan.facts();
    let methods = [CostingMethod::Fifo, CostingMethod::MovingAverage];
    let shops = methods.map(|method| {
        let mut told = Told::costed_by(store(), plan.rules, method);
        told.tell(&facts, |_, _| {});
        told
    });
    assert_eq!(shops[0].answers, shops[1].answers, "what is refused does not depend on costs");
    for period in periods(&facts) {
        let own = [0, 1].map(|shop: usize| shops[shop].shop.reports().recost(methods[shop], period).unwrap());
        for ((shop, other), method) in [(0, 1), (1, 0)].into_iter().zip([methods[1], methods[0]]) {
            check_own(&own[shop]);
            let asked = shops[shop].shop.reports().recost(method, period).unwrap();
            let both = |of: &Recost, there: &Recost| -> Vec<(VariantId, Quantity, [Recosted; 2])> {
                let mut rows = Vec::new();
                for (here, there) in of.variants.iter().zip(&there.variants) {
                    let join = |is: Recosted, other: Recosted| Recosted { is: is.is, would_be: other.is };
                    let costs = join(here.cost_of_sales, there.cost_of_sales);
                    rows.push((here.variant, here.quantity, [costs, join(here.stock_value, there.stock_value)]));
                }
                rows
            };
            let expected = both(&own[shop], &own[other]);
            let found =
                asked.variants.iter().map(|row| (row.variant, row.quantity, [row.cost_of_sales, row.stock_value]));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{period:?} {method:?}");
            assert_eq!(days(&asked, |cost| cost.would_be), days(&own[other], |cost| cost.is), "{period:?} {method:?}");
            assert_eq!(asked.cost_of_sales.would_be, own[other].cost_of_sales.is);
            assert_eq!(asked.stock_value.would_be, own[other].stock_value.is);
        }
    }
    for (shop, method) in shops.iter().zip(methods) {
        check_books(shop, &shop.shop.reports().recost(method, Period::all()).unwrap());
    }
}

/// All days, and the days between two facts.
fn periods(facts: &[Fact]) -> Vec<Period> {
    let first: Date = "2026-03-01".parse().unwrap();
    let day = |fact: &Fact| {
        let days = (fact.at - OPENS_AT) / (24 * 60 * MINUTE) + 1;
        BusinessDay(first.plus_days(i32::try_from(days).unwrap()))
    };
    let some = |share: usize| facts.get(facts.len() * share / 4).map(day);
    let between = some(1).zip(some(3)).map(|(from, until)| Period::new(from, until).unwrap());
    [Some(Period::all()), between, some(2).map(Period::day)].into_iter().flatten().collect()
}

/// What is, is what would be, and adds up.
fn check_own(own: &Recost) {
    let costs = own.variants.iter().map(|row| row.cost_of_sales).chain(own.days.iter().map(|day| day.cost_of_sales));
    for both in costs.chain(own.variants.iter().map(|row| row.stock_value)).chain([own.cost_of_sales, own.stock_value])
    {
        assert_eq!(both.is, both.would_be, "{own:#?}");
    }
    let sum = |values: &mut dyn Iterator<Item = Money>| Money::sum(values).unwrap();
    assert_eq!(sum(&mut own.variants.iter().map(|row| row.cost_of_sales.is)), own.cost_of_sales.is);
    assert_eq!(sum(&mut own.days.iter().map(|day| day.cost_of_sales.is)), own.cost_of_sales.is);
    assert_eq!(sum(&mut own.variants.iter().map(|row| row.stock_value.is)), own.stock_value.is);
}

fn days(of: &Recost, side: impl Fn(Recosted) -> Money) -> BTreeMap<BusinessDay, Money> {
    let days = of.days.iter().map(|day| (day.day, side(day.cost_of_sales)));
    days.filter(|(_, cost)| !cost.is_zero()).collect()
}

/// Over all days the ledger's side is what the other reports say.
fn check_books(told: &Told, own: &Recost) {
    let margin = told.shop.reports().margin(Period::all(), By::Variant).unwrap();
    let mut costs: BTreeMap<VariantId, Money> = BTreeMap::new();
    for row in margin {
        let MarginKey::Variant(variant) = row.key else { panic!("by variant") };
        costs.insert(variant, row.cost);
    }
    costs.retain(|_, cost| !cost.is_zero());
    let own_costs = own.variants.iter().map(|row| (row.variant, row.cost_of_sales.is));
    assert_eq!(own_costs.filter(|(_, cost)| !cost.is_zero()).collect::<BTreeMap<_, _>>(), costs);
    assert_eq!(own.stock_value.is, told.shop.reports().stock().unwrap().value);
    for (ware, row) in
        (0..WARES).filter_map(|ware| Some((ware, own.variants.iter().find(|r| r.variant == variant_id(ware))?)))
    {
        assert_eq!((row.quantity.micros(), row.stock_value.is.minor()), on_hand(&told.shop, ware));
    }
}
