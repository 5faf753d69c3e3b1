//! Any history of kits and their parts adds up, and all that was sold can come back.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::costing::NegativeStock;
use tillbook::document::Settings;
use tillbook::pricing::Cart;
use tillbook::shop::{Amendment, LineAmendment, PriceLine, ReceiptLine, Sale};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, Quantity, ReceiptId, RefundId, VariantId};
use tillbook::{Error, Result};

use super::world::{World, date, noon};

/// Something that happens; figures are taken modulo what there is. Days are of March.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Receive { day: i32, ware: usize, units: i64, cost: i64 },
    Sell { day: i32, tea: i64, sets: i64, lattes: i64 },
    Refund { day: i32, which: usize, line: usize, units: i64 },
    VoidRefund { which: usize },
    VoidSale { which: usize },
    AmendSale { which: usize, line: usize, units: i64, day: Option<i32> },
    AmendRefund { which: usize, units: i64, day: Option<i32> },
    Reprice { which: usize, cost: i64 },
    Recipe { latte: bool, tea: i64, cup: i64, milk: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let day = || 3..24_i32;
    let moved = || prop::option::weighted(0.4, 3..24_i32);
    prop_oneof![
        3 => (day(), 0..3_usize, 1..30_i64, 1..1_500_i64)
            .prop_map(|(day, ware, units, cost)| Step::Receive { day, ware, units, cost }),
        5 => (day(), 0..3_i64, 0..4_i64, 0..8_i64).prop_map(|(day, tea, sets, lattes)| Step::Sell { day, tea, sets, lattes }),
        4 => (day(), 0..9_usize, 0..3_usize, 1..5_i64)
            .prop_map(|(day, which, line, units)| Step::Refund { day, which, line, units }),
        1 => (0..9_usize).prop_map(|which| Step::VoidRefund { which }),
        1 => (0..9_usize).prop_map(|which| Step::VoidSale { which }),
        2 => (0..9_usize, 0..3_usize, 1..9_i64, moved())
            .prop_map(|(which, line, units, day)| Step::AmendSale { which, line, units, day }),
        2 => (0..9_usize, 1..6_i64, moved()).prop_map(|(which, units, day)| Step::AmendRefund { which, units, day }),
        1 => (0..9_usize, 1..1_500_i64).prop_map(|(which, cost)| Step::Reprice { which, cost }),
        1 => (any::<bool>(), 0..70_i64, 0..3_i64, 0..50_i64)
            .prop_map(|(latte, tea, cup, milk)| Step::Recipe { latte, tea, cup, milk }),
    ]
}

pub(crate) fn rules() -> impl Strategy<Value = NegativeStock> {
    prop_oneof![Just(NegativeStock::Forbid), Just(NegativeStock::Allow)]
}

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 1..most)
}

pub(crate) struct History {
    world: World,
    sales: Vec<Sale>,
    refunds: Vec<(RefundId, usize)>,
    receipts: Vec<(ReceiptId, VariantId, Quantity, i64)>,
}

impl History {
    /// In a shop that sells no more than is there, or more.
    pub(crate) fn new(store: Arc<dyn Store>, negative_stock: NegativeStock) -> Self {
        let settings = Settings { negative_stock, ..Settings::default() };
        let mut history =
            Self { world: World::with(store, settings), sales: Vec::new(), refunds: Vec::new(), receipts: Vec::new() };
        for (ware, cost) in [(0, 1_200), (1, 600), (2, 500)] {
            history.receive(1, ware, 40, cost);
        }
        history
    }

    pub(crate) fn live(mut self, steps: &[Step]) {
        for step in steps {
            if let Err(error) = self.step(step) {
                let expected = ["out_of_stock", "expired", "refund_exceeds", "wrong_state", "said_since"];
                let order = matches!(&error, Error::Invalid { field, .. } if field == "at" || field == "effective_at");
                assert!(order || expected.contains(&error.code()), "{step:?}: {error}");
            }
        }
        self.world.proved();
        self.explained();
        self.all_comes_back();
    }

    fn receive(&mut self, day: i32, ware: usize, units: i64, cost: i64) {
        let variant = [self.world.tea, self.world.cup, self.world.milk][ware];
        let line = ReceiptLine::of(variant, Decimal::from(units), Decimal::new(cost, 2));
        let line = if ware == 2 { line.batch(format!("B{}", day % 4)).expires(date(40 + day % 4)) } else { line };
        let id = self.world.receive(day, &[line]);
        self.receipts.push((id, variant, Quantity::whole(units).unwrap(), cost));
    }

    fn step(&mut self, step: &Step) -> Result<()> {
        let world = &self.world;
        match *step {
            Step::Receive { day, ware, units, cost } => self.receive(day, ware, units, cost),
            Step::Sell { day, tea, sets, lattes } => {
                let lines = [(world.tea, tea), (world.set, sets), (world.latte, lattes)];
                let lines = lines.iter().filter(|(_, units)| *units > 0);
                let cart = lines.fold(Cart::new(), |cart, (variant, units)| cart.add(*variant, Decimal::from(*units)));
                if !cart.lines.is_empty() {
                    self.sales.push(world.try_sell(day, &cart)?);
                }
            }
            Step::Refund { day, which, line, units } if !self.sales.is_empty() => {
                let which = which % self.sales.len();
                let sale = &self.sales[which];
                let line = line % sale.lines.len();
                self.refunds.push((world.refund(day, sale, &[(line, Decimal::from(units))])?, which));
            }
            Step::VoidRefund { which } if !self.refunds.is_empty() => {
                let (refund, _) = self.refunds[which % self.refunds.len()];
                world.shop.office().void(DocumentId::new(), refund.into(), "wrong slip")?;
            }
            Step::VoidSale { which } if !self.sales.is_empty() => {
                let sale = self.sales[which % self.sales.len()].id;
                world.shop.till().void(DocumentId::new(), sale, "by mistake")?;
            }
            Step::AmendSale { which, line, units, day } if !self.sales.is_empty() => {
                let sale = &self.sales[which % self.sales.len()];
                self.amend(sale.id.into(), line % sale.lines.len(), units, day)?;
            }
            Step::AmendRefund { which, units, day } if !self.refunds.is_empty() => {
                self.amend(self.refunds[which % self.refunds.len()].0.into(), 0, units, day)?;
            }
            Step::Reprice { which, cost } => {
                let index = which % self.receipts.len();
                let (receipt, ..) = self.receipts[index];
                let prices = [PriceLine { receipt_line: 0, unit_cost: Decimal::new(cost, 2) }];
                world.shop.at(noon(25)).purchasing().reprice(DocumentId::new(), receipt, &prices)?;
                self.receipts[index].3 = cost;
            }
            Step::Recipe { latte, tea, cup, milk } => {
                let parts = [
                    (world.tea, Decimal::new(tea, 2)),
                    (world.cup, Decimal::from(cup)),
                    (world.milk, Decimal::new(milk, 2)),
                ];
                let parts: Vec<_> = parts.into_iter().filter(|(_, quantity)| !quantity.is_zero()).collect();
                if !parts.is_empty() {
                    world.recipe(if latte { world.latte } else { world.set }, &parts);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn amend(&self, document: DocumentId, line: usize, units: i64, day: Option<i32>) -> Result<()> {
        let line = LineAmendment { line, quantity: Some(Decimal::from(units)), ..LineAmendment::default() };
        let amendment = Amendment { at: day.map(noon), lines: vec![line], reason: "misread".into() };
        self.world.shop.office().amend(DocumentId::new(), document, &amendment)
    }

    /// What sales cost, by what is said of each, is what the books say less what came back: of a shop without refunds the
    /// same, variant by variant.
    fn explained(&self) {
        let mut costs: BTreeMap<VariantId, Money> = BTreeMap::new();
        for sale in &self.sales {
            let cost = self.world.shop.stockroom().explain_cost(sale.id).unwrap();
            for line in cost.lines {
                let parts = Money::sum(line.parts.iter().map(|part| part.cost)).unwrap();
                assert!(line.parts.is_empty() || parts == line.cost);
                let sum = costs.entry(line.variant).or_default();
                *sum = sum.add(line.cost).unwrap();
            }
        }
        if self.refunds.is_empty() {
            for (variant, cost) in costs {
                assert_eq!(self.world.cost(variant), cost);
            }
        }
    }

    /// The goods are there again, worth what was paid for them, and nothing was sold.
    fn all_comes_back(&self) {
        let world = &self.world;
        for sale in &self.sales {
            for line in 0..sale.lines.len() {
                let left = match world.refund(26, sale, &[(line, Decimal::from(1_000))]) {
                    Err(Error::RefundExceeds { left, .. }) => left.to_decimal(),
                    Err(Error::WrongState { .. }) => break,
                    other => panic!("{other:?}"),
                };
                if !left.is_zero() {
                    world.refund(26, sale, &[(line, left)]).unwrap();
                }
            }
        }
        let mut bought: BTreeMap<VariantId, (Quantity, Money)> = BTreeMap::new();
        for (_, variant, quantity, cost) in &self.receipts {
            let (units, paid) = bought.entry(*variant).or_default();
            *units = units.add(*quantity).unwrap();
            *paid = paid.add(Money::from_minor(cost * quantity.as_whole().unwrap())).unwrap();
        }
        for (variant, all) in bought {
            assert_eq!(world.on_hand(variant), all);
        }
        for variant in [world.tea, world.set, world.latte] {
            if let Some(row) = world.row(variant) {
                assert_eq!((row.quantity, row.cost), (Quantity::ZERO, Money::ZERO));
            }
        }
        world.proved();
    }
}
