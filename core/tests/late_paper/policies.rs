//! Laws of shops that change their mind about selling more than there is.

use std::sync::Arc;

use tillbook::Shop;
use tillbook::catalog::Product;
use tillbook::ledger::NegativeStock::{self, Allow, Forbid};
use tillbook::shop::VariantEdit;
use tillbook::storage::Store;

use super::lane::Lane;
use super::plan::{Fact, Plan, Request};
use super::world::{Rules, WARES, document, variant_id};

/// What is said of each ware, on its variant and on its product.
struct Policies {
    shop: NegativeStock,
    of_product: [Option<NegativeStock>; WARES],
    of_variant: [Option<NegativeStock>; WARES],
}

impl Policies {
    fn holds(&self, ware: usize) -> NegativeStock {
        self.of_variant[ware].or(self.of_product[ware]).unwrap_or(self.shop)
    }

    /// No ware that may not be short is short of more than before.
    fn check(&self, before: [i64; WARES], shop: &Shop, fact: &Fact) {
        let after = missing(shop);
        for ware in (0..WARES).filter(|ware| self.holds(*ware) == Forbid) {
            assert!(after[ware] <= before[ware], "ware {ware} is short of more: {fact:?}");
        }
    }

    /// Something else is said of a ware from now on.
    fn turn(&mut self, shop: &Shop, step: usize) {
        let (ware, id) = (step / 2 % WARES, document("policy", step));
        let next = |now: Option<NegativeStock>| match now {
            None => Some(if self.shop == Allow { Forbid } else { Allow }),
            Some(Allow) => Some(Forbid),
            Some(Forbid) => None,
        };
        let catalog = shop.catalog();
        if step.is_multiple_of(3) {
            self.of_product[ware] = next(self.of_product[ware]);
            let card = catalog.variant(variant_id(ware)).unwrap();
            let product = Product { negative_stock: self.of_product[ware], ..(*card.product).clone() };
            catalog.edit_products(id, &[product]).unwrap();
        } else {
            self.of_variant[ware] = next(self.of_variant[ware]);
            let rule = Some(self.of_variant[ware]);
            catalog.edit(id, &[VariantEdit { negative_stock: rule, ..VariantEdit::new(variant_id(ware)) }]).unwrap();
        }
    }
}

/// How much of each ware is missing and not covered, in millionths.
fn missing(shop: &Shop) -> [i64; WARES] {
    let mut sums = [0; WARES];
    for short in shop.stockroom().shortages().unwrap() {
        let ware = (0..WARES).find(|ware| variant_id(*ware) == short.variant).unwrap();
        sums[ware] += short.quantity.micros();
    }
    sums
}

/// Enters all that can be in the order of entry, while the rules change; entries that never were are voided. What is short
/// gets no worse where that is forbidden, and is in the way of no goods that come in.
fn switched(facts: &[Fact], rules: Rules, store: Arc<dyn Store>) -> Lane {
    let mut lane = Lane::new(store, rules);
    let mut policies = Policies { shop: rules.negative, of_product: [None; WARES], of_variant: [None; WARES] };
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| (fact.entered, fact.index));
    for fact in facts {
        let step = fact.index * 2;
        policies.turn(&lane.shop, step);
        if fact.reopened {
            lane.reopen();
        }
        let before = missing(&lane.shop);
        let entered = lane.enter(fact);
        assert!(entered || !matches!(fact.request, Request::Open { .. } | Request::Receive { .. }), "{fact:?}");
        policies.check(before, &lane.shop, fact);
        if entered && fact.voided_after.is_some() {
            policies.turn(&lane.shop, step + 1);
            let before = missing(&lane.shop);
            lane.void_entry(fact);
            policies.check(before, &lane.shop, fact);
        }
    }
    lane
}

/// The rules decide what is taken, and nothing of what it costs: what was taken while they changed comes out as in a shop
/// that always took it.
pub(crate) fn policies_switched(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = plan.facts_with_voids();
    let allowing = Rules { negative: Allow, ..plan.rules };
    let (mut lane, in_time) = loop {
        let lane = switched(&facts, plan.rules, store());
        let stands = |fact: &Fact| lane.entered.contains(&fact.index);
        let standing: Vec<Fact> =
            facts.iter().filter(|f| stands(f)).map(|f| Fact { voided_after: None, ..f.clone() }).collect();
        let mut in_time = Lane::new(store(), allowing);
        in_time.in_time(&standing);
        if in_time.entered.len() == lane.entered.len() {
            break (lane, in_time);
        }
        // Which batch goods are carried from is chosen at entry: see the module.
        facts.retain(|fact| !stands(fact) || in_time.entered.contains(&fact.index));
    };
    // By day only where nothing was ever short.
    lane.rules = allowing;
    let figures = lane.figures(&facts);
    let expected = in_time.figures(&facts).without_standstill().without_reasons();
    assert_eq!(figures.clone().without_standstill().without_reasons(), expected, "switched (left), in time (right)");
    lane.verify();
    lane.reopen();
    assert_eq!(lane.figures(&facts), figures, "opened again");
}
