//! Laws of locked days: whatever paper comes later, they read the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use tillbook::Error;
use tillbook::ledger::Account;
use tillbook::report::{By, DayClose, DaySales, MarginRow, Period, Purchases, SalesSummary, StockChanges, TenderTotal};
use tillbook::shop::{Amendment, LedgerCard, Shop};
use tillbook::storage::{LedgerFilter, Store, StoreExt};
use tillbook::value::{BusinessDay, Date, Timestamp};
use uuid::Uuid;

use super::desk::{enter, id_of};
use super::figures::{Worth, worth_at};
use super::lane::Lane;
use super::plan::{Fact, Plan, Request};
use super::world::{MINUTE, OPENS_AT, WARES, document, variant_id};

const DAY: i64 = 24 * 60 * MINUTE;
/// Midnight before the first day begins in Shanghai.
const FIRST_DAY: i64 = OPENS_AT - 8 * 60 * MINUTE;

/// All that can be asked of locked days.
#[derive(Debug, Clone, PartialEq)]
struct Reading {
    through: Date,
    worth: [Worth; WARES],
    cards: Vec<LedgerCard>,
    sales: SalesSummary,
    by_day: Vec<DaySales>,
    margins: Vec<Vec<MarginRow>>,
    changes: StockChanges,
    purchases: Purchases,
    tenders: Vec<TenderTotal>,
    close: DayClose,
    /// Each account on each day.
    books: BTreeMap<(BusinessDay, Account, Option<Uuid>), i64>,
}

impl Reading {
    fn of(shop: &Shop, store: &dyn Store, through: Date) -> Self {
        let (first, last) = (BusinessDay(date(FIRST_DAY).plus_days(-2)), BusinessDay(through));
        let period = Period::new(first, last).unwrap();
        let reports = shop.reports();
        let card = |ware| shop.stockroom().ledger_card(variant_id(ware), Some((first, last))).unwrap();
        let mut books = BTreeMap::new();
        let filter = LedgerFilter { days: Some((first, last)), ..LedgerFilter::default() };
        let read = store.read(|tx| {
            tx.entries(&filter, &mut |entry| {
                *books.entry((entry.business_day, entry.account, entry.owner)).or_default() += entry.amount.minor();
                Ok(())
            })
        });
        read.unwrap();
        books.retain(|_, amount: &mut i64| *amount != 0);
        let changes = reports.stock_changes(period).unwrap();
        Self {
            through,
            worth: worth_at(shop, Timestamp::from_micros(first_open(through) - 1), None),
            cards: (0..WARES).map(card).collect(),
            sales: reports.sales(period).unwrap(),
            by_day: reports.sales_by_day(period).unwrap(),
            margins: [By::Variant, By::Day].map(|by| reports.margin(period, by).unwrap()).into(),
            changes,
            purchases: reports.purchases_by_supplier(period).unwrap(),
            tenders: reports.tenders(period).unwrap(),
            close: reports.day_close(last).unwrap(),
            books,
        }
    }
}

/// The day of a moment.
fn date(at: i64) -> Date {
    let days = i32::try_from((at - FIRST_DAY).div_euclid(DAY)).unwrap();
    "2026-03-02".parse::<Date>().unwrap().plus_days(days)
}

fn first_open(through: Date) -> i64 {
    let first: Date = "2026-03-02".parse().unwrap();
    FIRST_DAY + i64::from(through.days() - first.days() + 1) * DAY
}

/// A shop that locks its days one after another while paper comes in, also for goods of locked days.
struct Closing {
    lane: Lane,
    store: Arc<dyn Store>,
    closed: Option<Reading>,
}

impl Closing {
    fn is_locked(&self, at: i64) -> bool {
        self.closed.as_ref().is_some_and(|closed| date(at) <= closed.through)
    }

    /// Locks all days through this one, if that is not done.
    fn lock(&mut self, through: Date) {
        if self.closed.as_ref().is_some_and(|closed| through <= closed.through) {
            return;
        }
        let id = document("lock", usize::try_from(through.days()).unwrap());
        let office = self.lane.shop.office();
        let mut short = self.lane.shop.stockroom().shortages().unwrap();
        short.retain(|short| short.effective_at.micros() < first_open(through));
        assert_eq!(office.before_lock(through).unwrap().shortages, short);
        if !short.is_empty() {
            let refused = office.lock(id, through).unwrap_err();
            assert_eq!(refused.code(), "open_shortages", "{refused}");
        }
        let before = Reading::of(&self.lane.shop, &*self.store, through);
        self.lane.shop.approved_by("owner").office().lock(id, through).unwrap();
        self.closed = Some(before);
    }

    /// The locked days read as when they were locked.
    fn check(&self) {
        if let Some(closed) = &self.closed {
            let now = Reading::of(&self.lane.shop, &*self.store, closed.through);
            assert_eq!(&now, closed, "now (left), when it was locked (right)");
        }
    }

    /// Enters a fact, which is refused if its day is locked.
    fn enter(&mut self, fact: &Fact) -> bool {
        if !self.is_locked(fact.at) {
            return self.lane.enter(fact);
        }
        if fact.after.is_none_or(|before| self.lane.entered.contains(&before)) {
            let refused = enter(&self.lane.shop, fact, self.lane.rules).unwrap_err();
            assert_eq!(refused.code(), "period_locked", "{refused}: {fact:?}");
        }
        false
    }

    /// Voids a fact, which is refused if a day is locked on which it happened, or was once said to.
    fn void(&mut self, fact: &Fact, said: i64) {
        if self.is_locked(fact.at) || self.is_locked(said) {
            let refused = self.lane.try_void(fact).unwrap_err();
            assert_eq!(refused.code(), "period_locked", "{refused}: {fact:?}");
        } else {
            self.lane.void_entry(fact);
        }
    }

    /// Says that a fact happened at another time; true if that can be.
    fn amend(&self, fact: &Fact, said: i64, at: i64) -> bool {
        let (id, document) = (document("amend", fact.index), id_of(fact.index));
        let really = Some(Timestamp::from_micros(at));
        let amendment = Amendment { at: really, reason: "misread".into(), ..Amendment::default() };
        let done = self.lane.shop.office().amend(id, document, &amendment);
        let code = done.as_ref().map_or_else(Error::code, |()| "done");
        if [fact.at, said, at].into_iter().any(|at| self.is_locked(at)) {
            assert_eq!(code, "period_locked", "{fact:?}");
        } else {
            assert!(["done", "out_of_stock", "invalid", "refund_exceeds"].contains(&code), "{done:?}: {fact:?}");
        }
        done.is_ok()
    }
}

/// Enters facts in their order of entry; every few documents one is amended, one that never was is voided, more days are
/// locked. Gives the facts as they are known at last.
fn closing(facts: &[Fact], plan: &Plan, store: Arc<dyn Store>) -> (Lane, Vec<Fact>) {
    let mut lane = Lane::new(Arc::clone(&store), plan.rules);
    lane.amends = true;
    let mut closing = Closing { lane, store, closed: None };
    let (said, mut facts) = (facts, facts.to_vec());
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|place| (facts[*place].entered, facts[*place].index));
    let (mut phantoms, mut misread) = (Vec::new(), Vec::new());
    for (step, place) in order.into_iter().enumerate() {
        let fact = facts[place].clone();
        if fact.reopened {
            closing.lane.reopen();
        }
        if step % 4 == 3 {
            closing.lock(date(fact.at).plus_days(-i32::try_from(fact.index % 3).unwrap()));
            closing.check();
        }
        if closing.enter(&fact) {
            phantoms.extend(fact.voided_after.map(|_| place));
            // What goods cost or are worth is known when it comes; two sales are two documents.
            let is_other = matches!(fact.request, Request::SellTwo { .. } | Request::WriteDown { .. });
            let can_be_misread = !fact.is_raise() && !is_other;
            misread.extend(can_be_misread.then_some(place));
        }
        closing.check();
        if step % 3 == 1
            && let Some(place) = misread.pop()
        {
            let days = i64::try_from(step % 5).unwrap() - 2;
            let at = facts[place].at + days * DAY + i64::try_from(step + 1).unwrap();
            if closing.amend(&facts[place], said[place].at, at) {
                facts[place].at = at;
            }
            closing.check();
        }
        if step % 3 == 2
            && let Some(place) = phantoms.pop()
        {
            closing.void(&facts[place], said[place].at);
            misread.retain(|misread| *misread != place);
            closing.check();
        }
    }
    (closing.lane, facts)
}

/// Locked days read the same for ever, and a lock changes nothing but the day on which something is booked.
pub(crate) fn locked_days(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = plan.facts_with_voids();
    let (mut lane, in_time) = loop {
        let (lane, known) = closing(&facts, plan, store());
        let stands = |fact: &&Fact| lane.entered.contains(&fact.index);
        let standing = known.iter().filter(stands).map(|fact| Fact { voided_after: None, ..fact.clone() });
        let mut standing: Vec<Fact> = standing.collect();
        standing.sort_by_key(|fact| fact.at);
        let mut in_time = Lane::new(store(), plan.rules);
        in_time.in_time(&standing);
        if in_time.entered.len() == lane.entered.len() {
            break (lane, in_time);
        }
        // Which batch goods are carried from is chosen at entry: see the module.
        facts.retain(|fact| !stands(&fact) || in_time.entered.contains(&fact.index));
    };
    let figures = lane.figures(&facts);
    let expected = in_time.figures(&facts).without_reasons().without_times();
    assert_eq!(figures.clone().without_reasons().without_times(), expected, "locked (left), not locked (right)");
    lane.verify();
    lane.reopen();
    assert_eq!(lane.figures(&facts), figures, "opened again");
}
