//! Any history of payments adds up, and no card is ever overdrawn.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use tillbook::ledger::TenderMethod;
use tillbook::shop::{RefundTo, Sale, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, SaleId};
use tillbook::{Error, Result};

use super::world::{World, fen};

/// Something that happens; figures are taken modulo what there is.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    TopUp {
        principal: i64,
        bonus: i64,
    },
    Sell {
        units: i64,
        stored: i64,
        on_account: i64,
        coupon: i64,
    },
    Refund {
        which: usize,
        units: i64,
        to: RefundTo,
    },
    VoidSale {
        which: usize,
    },
    VoidEntry {
        which: usize,
    },
    CashOut {
        amount: i64,
    },
    Settle {
        amount: i64,
    },
    /// A sale or an entry was of this day of March.
    AmendSale {
        which: usize,
        day: u8,
    },
    AmendEntry {
        which: usize,
        day: u8,
    },
}

fn steps() -> impl Strategy<Value = Step> {
    let method = proptest::sample::select(TenderMethod::ALL.to_vec());
    let to = prop_oneof![2 => Just(RefundTo::SameTenders), 1 => method.prop_map(RefundTo::Method)];
    prop_oneof![
        2 => (1..20_000_i64, 0..4_000_i64).prop_map(|(principal, bonus)| Step::TopUp { principal, bonus }),
        4 => (1..12_i64, 0..8_000_i64, 0..8_000_i64, 0..2_000_i64)
            .prop_map(|(units, stored, on_account, coupon)| Step::Sell { units, stored, on_account, coupon }),
        4 => (0..20_usize, 1..6_i64, to).prop_map(|(which, units, to)| Step::Refund { which, units, to }),
        1 => (0..20_usize).prop_map(|which| Step::VoidSale { which }),
        2 => (0..20_usize).prop_map(|which| Step::VoidEntry { which }),
        1 => (1..9_000_i64).prop_map(|amount| Step::CashOut { amount }),
        2 => (1..9_000_i64).prop_map(|amount| Step::Settle { amount }),
        2 => (0..20_usize, 1..4_u8).prop_map(|(which, day)| Step::AmendSale { which, day }),
        2 => (0..20_usize, 3..6_u8).prop_map(|(which, day)| Step::AmendEntry { which, day }),
    ]
}

pub(crate) fn stories(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec(steps(), 1..most)
}

pub(crate) struct History {
    world: World,
    sales: Vec<Sale>,
    entries: Vec<DocumentId>,
}

impl History {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { world: World::new(store), sales: Vec::new(), entries: Vec::new() }
    }

    pub(crate) fn live(mut self, steps: &[Step]) {
        for step in steps {
            let before = self.world.shop.members().account(self.world.member).unwrap();
            let done = self.step(step);
            let after = self.world.shop.members().account(self.world.member).unwrap();
            let card = after.stored;
            assert!(!card.principal.is_negative() && !card.bonus.is_negative(), "{step:?}: {card:?}");
            if let Err(error) = done {
                let expected =
                    ["card_overdrawn", "over_credit_limit", "refund_method", "refund_exceeds", "wrong_state"];
                // So is a time before the sale of goods that came back.
                let too_much = matches!(&error, Error::Invalid { field, .. } if field == "amount" || field == "at");
                assert!(too_much || expected.contains(&error.code()), "{step:?}: {error}");
                assert_eq!(after, before);
            }
        }
        self.world.proved();
        // No cash is rounded here.
        let reports = self.world.shop.reports();
        for period in self.world.periods() {
            let (sales, tenders) = (reports.sales(period).unwrap(), reports.tenders(period).unwrap());
            let received = Money::sum(tenders.iter().map(|total| total.received)).unwrap();
            let refunded = Money::sum(tenders.iter().map(|total| total.refunded)).unwrap();
            assert_eq!((received, refunded), (sales.net, sales.refunds.amount), "{period:?}");
        }
    }

    fn step(&mut self, step: &Step) -> Result<()> {
        let (shop, member, id) = (&self.world.shop, self.world.member, DocumentId::new());
        match *step {
            Step::TopUp { principal, bonus } => {
                let tenders = [Tender::cash(fen(principal))];
                shop.members().top_up(id, member, fen(principal), Some(fen(bonus)), &tenders)?;
                self.entries.push(id);
            }
            Step::Sell { units, stored, on_account, coupon } => {
                let mut left = units * 10_00;
                let mut tenders = Vec::new();
                for (method, amount) in [
                    (TenderMethod::OnAccount, on_account),
                    (TenderMethod::Coupon, coupon),
                    (TenderMethod::StoredValue, stored),
                    (TenderMethod::Cash, i64::MAX),
                ] {
                    let part = amount.min(left);
                    left -= part;
                    tenders.push(Tender::new(method, fen(part)).reference("R-1"));
                }
                tenders.retain(|tender| tender.amount > Money::ZERO);
                self.sales.push(shop.till().sell(SaleId::new(), &self.world.cart(units), &tenders)?);
            }
            Step::Refund { which, units, to } if !self.sales.is_empty() => {
                let sale = &self.sales[which % self.sales.len()];
                self.entries.push(self.world.refund(sale, units, to)?.id.into());
            }
            Step::VoidSale { which } if !self.sales.is_empty() => {
                shop.till().void(id, self.sales[which % self.sales.len()].id, "typo")?;
            }
            Step::VoidEntry { which } if !self.entries.is_empty() => {
                shop.office().void(id, self.entries[which % self.entries.len()], "typo")?;
            }
            Step::CashOut { amount } => {
                shop.members().cash_out(id, member, fen(amount), TenderMethod::Cash, "moves away")?;
                self.entries.push(id);
            }
            Step::Settle { amount } => {
                shop.members().settle(id, member, fen(amount), &[Tender::card(fen(amount))])?;
                self.entries.push(id);
            }
            Step::AmendSale { which, day } if !self.sales.is_empty() => {
                self.world.amend(self.sales[which % self.sales.len()].id.into(), day)?;
            }
            Step::AmendEntry { which, day } if !self.entries.is_empty() => {
                self.world.amend(self.entries[which % self.entries.len()], day)?;
            }
            _ => {}
        }
        Ok(())
    }
}
