//! Laws of locked days: whatever paper comes later, they read the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use tillbook::ledger::Account;
use tillbook::report::{By, DayClose, DaySales, MarginRow, Period, Purchases, SalesSummary, StockChanges, TenderTotal};
use tillbook::shop::{LedgerCard, Shop};
use tillbook::storage::{LedgerFilter, Store, StoreExt};
use tillbook::value::{BusinessDay, Date, Timestamp};
use uuid::Uuid;

use super::desk::enter;
use super::figures::{Worth, worth_at};
use super::lane::Lane;
use super::plan::{Fact, Plan};
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
    fn is_locked(&self, fact: &Fact) -> bool {
        self.closed.as_ref().is_some_and(|closed| date(fact.at) <= closed.through)
    }

    /// Locks all days through this one, if that is not done.
    fn lock(&mut self, through: Date) {
        if self.closed.as_ref().is_some_and(|closed| through <= closed.through) {
            return;
        }
        let id = document("lock", usize::try_from(through.days()).unwrap());
        let short = self.lane.shop.stockroom().shortages().unwrap();
        let short = short.into_iter().filter(|short| short.effective_at.micros() < first_open(through));
        let short: Vec<_> = short.collect();
        assert_eq!(self.lane.shop.office().before_lock(through).unwrap().shortages, short);
        if !short.is_empty() {
            let refused = self.lane.shop.office().lock(id, through).unwrap_err();
            assert_eq!(refused.code(), "open_shortages", "{refused}");
        }
        let before = Reading::of(&self.lane.shop, &*self.store, through);
        self.lane.shop.approved_by("owner").office().lock(id, through).unwrap();
        self.closed = Some(before);
        self.check();
    }

    /// The locked days read as when they were locked.
    fn check(&self) {
        if let Some(closed) = &self.closed {
            let now = Reading::of(&self.lane.shop, &*self.store, closed.through);
            assert_eq!(&now, closed, "now (left), when it was locked (right)");
        }
    }

    /// Enters a fact, which is refused if its day is locked, and voids it if it never was, which is refused if it is locked
    /// by now.
    fn enter(&mut self, fact: &Fact) -> bool {
        if self.is_locked(fact) {
            if fact.after.is_none_or(|before| self.lane.entered.contains(&before)) {
                let refused = enter(&self.lane.shop, fact, self.lane.rules).unwrap_err();
                assert_eq!(refused.code(), "period_locked", "{refused}: {fact:?}");
            }
            return false;
        }
        self.lane.enter(fact)
    }

    fn void(&mut self, fact: &Fact) {
        if self.is_locked(fact) {
            let refused = self.lane.try_void(fact).unwrap_err();
            assert_eq!(refused.code(), "period_locked", "{refused}: {fact:?}");
        } else {
            self.lane.void_entry(fact);
        }
    }
}

/// Enters facts in their order of entry; every few documents more days are locked.
fn closing(facts: &[Fact], plan: &Plan, store: Arc<dyn Store>) -> Lane {
    let lane = Lane::new(Arc::clone(&store), plan.rules);
    let mut closing = Closing { lane, store, closed: None };
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| (fact.entered, fact.index));
    let mut phantoms: Vec<&Fact> = Vec::new();
    for (step, &fact) in facts.iter().enumerate() {
        if fact.reopened {
            closing.lane.reopen();
        }
        if step % 4 == 3 {
            closing.lock(date(fact.at).plus_days(-i32::try_from(fact.index % 3).unwrap()));
        }
        if closing.enter(fact) && fact.voided_after.is_some() {
            phantoms.push(fact);
        }
        closing.check();
        if step % 3 == 2
            && let Some(phantom) = phantoms.pop()
        {
            closing.void(phantom);
            closing.check();
        }
    }
    closing.lane
}

/// Locked days read the same for ever, and a lock changes nothing but the day on which something is booked.
pub(crate) fn locked_days(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    let mut facts = plan.facts_with_voids();
    let (mut lane, in_time) = loop {
        let lane = closing(&facts, plan, store());
        let stands = |fact: &Fact| lane.entered.contains(&fact.index);
        let standing: Vec<Fact> =
            facts.iter().filter(|f| stands(f)).map(|f| Fact { voided_after: None, ..f.clone() }).collect();
        let mut in_time = Lane::new(store(), plan.rules);
        in_time.in_time(&standing);
        if in_time.entered.len() == lane.entered.len() {
            break (lane, in_time);
        }
        // Which batch goods are carried from is chosen at entry: see the module.
        facts.retain(|fact| !stands(fact) || in_time.entered.contains(&fact.index));
    };
    let figures = lane.figures(&facts);
    let expected = in_time.figures(&facts).without_reasons().without_times();
    assert_eq!(figures.clone().without_reasons().without_times(), expected, "locked (left), not locked (right)");
    lane.verify();
    lane.reopen();
    assert_eq!(lane.figures(&facts), figures, "opened again");
}
