//! A shop that facts are entered into.

use std::sync::Arc;

use tillbook::ledger::PostNo;
use tillbook::storage::{Store, StoreExt};
use tillbook::{Result, Shop};

use super::desk::{enter, id_of, sale_id, second_sale_id};
use super::figures::Figures;
use super::plan::{Fact, Request};
use super::world::{Rules, document, options, set_up};

/// Refusals that the state of the shop may be the reason of: what covers a fact is not entered yet.
const NOT_YET: [&str; 3] = ["out_of_stock", "not_found", "invalid"];

pub(crate) struct Lane {
    store: Arc<dyn Store>,
    pub(crate) shop: Shop,
    pub(crate) rules: Rules,
    /// Indices of the facts that were entered, in the order of entry.
    pub(crate) entered: Vec<usize>,
    /// Facts may stand otherwise than they are until they are amended.
    pub(crate) amends: bool,
}

impl Lane {
    pub(crate) fn new(store: Arc<dyn Store>, rules: Rules) -> Self {
        let shop = set_up(&store, rules);
        Self { store, shop, rules, entered: Vec::new(), amends: false }
    }

    /// Goes on with what the store keeps, and nothing in memory.
    pub(crate) fn reopen(&mut self) {
        self.shop = Shop::open_with(Arc::clone(&self.store), options()).unwrap();
    }

    /// Enters a fact; false if it cannot be, which leaves no trace.
    pub(crate) fn enter(&mut self, fact: &Fact) -> bool {
        if fact.after.is_some_and(|before| !self.entered.contains(&before)) {
            return false;
        }
        match enter(&self.shop, fact, self.rules) {
            Ok(()) => {
                self.entered.push(fact.index);
                true
            }
            Err(error) => {
                assert!(NOT_YET.contains(&error.code()), "{error} ({}): {fact:?}", error.code());
                let may_be_wrong = match fact.request {
                    Request::Count { .. } => true,
                    Request::Refund { .. } | Request::SendBack { .. } => self.amends,
                    _ => self.amends && fact.is_raise(),
                };
                assert!(may_be_wrong || error.code() != "invalid", "{error}: {fact:?}");
                false
            }
        }
    }

    /// The entry never was; false if what came later cannot be without it, or comes back of it, which leaves no trace.
    pub(crate) fn void_entry(&mut self, fact: &Fact) -> bool {
        match self.try_void(fact) {
            Ok(()) => self.entered.retain(|entered| *entered != fact.index),
            Err(error) => assert_eq!(error.code(), "out_of_stock", "{error}: voiding {fact:?}"),
        }
        !self.entered.contains(&fact.index)
    }

    pub(crate) fn try_void(&self, fact: &Fact) -> Result<()> {
        let (void, reason) = (document("void", fact.index), "by mistake");
        match fact.request {
            Request::Sell { .. } => self.shop.till().void(void, sale_id(fact.index), reason),
            _ => self.shop.office().void(void, id_of(fact.index), reason),
        }
    }

    /// The newest posting.
    pub(crate) fn newest(&self) -> PostNo {
        self.store.read(|tx| tx.head(&options().device)).unwrap().unwrap().post_no
    }

    /// Enters all facts that can be in their order of entry, and voids those that never were as soon as can be. Gives those
    /// that cannot be voided: they happened.
    pub(crate) fn with_voids(&mut self, facts: &[Fact]) -> Vec<usize> {
        let mut waiting: Vec<&Fact> = facts.iter().collect();
        waiting.sort_by_key(|fact| (fact.entered, fact.index));
        let mut phantoms: Vec<(&Fact, usize)> = Vec::new();
        loop {
            let (mut left, mut goes_on) = (Vec::new(), false);
            for fact in waiting {
                if fact.reopened {
                    self.reopen();
                }
                let entered = self.enter(fact);
                goes_on |= entered;
                match fact.voided_after {
                    Some(later) if entered => phantoms.push((fact, later)),
                    None if !entered => left.push(fact),
                    _ => {}
                }
                for (_, later) in &mut phantoms {
                    *later = later.saturating_sub(1);
                }
                phantoms.retain(|(phantom, later)| *later > 0 || !self.void_entry(phantom));
            }
            let before = phantoms.len();
            phantoms.retain(|(phantom, _)| !self.void_entry(phantom));
            goes_on |= phantoms.len() < before;
            waiting = left;
            if !goes_on {
                return phantoms.into_iter().map(|(phantom, _)| phantom.index).collect();
            }
        }
    }

    /// The sale never was.
    pub(crate) fn void(&mut self, fact: usize) {
        self.shop.till().void(document("void", fact), sale_id(fact), "by mistake").unwrap();
        self.entered.retain(|entered| *entered != fact);
    }

    /// Enters all facts that can be, in order of time, without sales that never were.
    pub(crate) fn in_time(&mut self, facts: &[Fact]) {
        for fact in facts.iter().filter(|fact| fact.voided_after.is_none()) {
            self.enter(fact);
        }
    }

    /// Enters all facts that can be, in their order of entry, again and again until no more can be entered.
    pub(crate) fn in_order_of_entry(&mut self, facts: &[Fact]) {
        let mut waiting: Vec<&Fact> = facts.iter().collect();
        waiting.sort_by_key(|fact| (fact.entered, fact.index));
        let mut phantoms: Vec<(usize, usize)> = Vec::new();
        loop {
            let before = self.entered.len();
            let mut left = Vec::new();
            for fact in waiting {
                if fact.reopened {
                    self.reopen();
                }
                if !self.enter(fact) {
                    left.push(fact);
                } else if let Some(later) = fact.voided_after {
                    phantoms.push((fact.index, later));
                }
                for (phantom, later) in &mut phantoms {
                    if *later == 0 {
                        self.void(*phantom);
                    }
                    *later = later.wrapping_sub(1);
                }
                phantoms.retain(|(_, later)| *later != usize::MAX);
            }
            // What never was is in nobody's way in the end.
            let voided = !phantoms.is_empty();
            for (phantom, _) in phantoms.drain(..) {
                self.void(phantom);
            }
            left.retain(|fact| fact.voided_after.is_none());
            waiting = left;
            if waiting.is_empty() || (self.entered.len() <= before && !voided) {
                return;
            }
        }
    }

    pub(crate) fn figures(&self, facts: &[Fact]) -> Figures {
        let mut sales = Vec::new();
        for fact in facts.iter().filter(|fact| self.entered.contains(&fact.index)) {
            match fact.request {
                Request::Sell { .. } => sales.push(sale_id(fact.index)),
                Request::SellTwo { .. } => sales.extend([sale_id(fact.index), second_sale_id(fact.index)]),
                _ => {}
            }
        }
        let figures = Figures::of(&self.shop, &*self.store, &sales, self.rules);
        // Booked on its own day, what freight makes of a sale is booked with it or later.
        if facts.iter().any(Fact::is_raise) { figures.without_days() } else { figures }
    }

    /// The shop proves itself.
    pub(crate) fn verify(&self) {
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{report:#?}");
    }
}
