//! Runs a plan on shops and on the reference side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use tillbook::ledger::{Account, Balance, Entry, Movement, Pool, SaleLine, VariantNo};
use tillbook::shop::{Shop, ShopOptions};
use tillbook::storage::{
    DocumentQuery, Head, LedgerFilter, PoolQuery, RecordKind, RecordQuery, Store, StoreExt, Transaction,
};
use tillbook::value::{ManualClock, SaleId, SequentialIds, VariantId};
use tillbook::{Error, Result};

use super::desk::{ask, batch_number, number, read_sale};
use super::operation::{Again, Plan, Step};
use super::reference::{Asking, NOT_FOLLOWED, Reference};
use super::request::{Answer, Request};
use super::resolve::resolve;
use super::world::{
    HOUR, Number, OPENS_AT, PLACES, Rules, SETUP_DOCUMENTS, SUPPLIERS, WARES, place_id, set_up, supplier_id, timestamp,
    uuid_of, variant_id,
};

/// The device that all posts come from.
const DEVICE: &str = "T1";

/// A store that plans are run on.
pub(crate) struct Lane {
    name: &'static str,
    store: Arc<dyn Store>,
    /// The same data, seen without the tricks that `store` plays.
    plain: Arc<dyn Store>,
}

impl Lane {
    pub(crate) fn new(name: &'static str, store: Arc<dyn Store>, plain: Arc<dyn Store>) -> Self {
        Self { name, store, plain }
    }
}

/// A lane with a shop on it.
struct Running {
    lane: Lane,
    shop: Shop,
    variants: Vec<VariantNo>,
}

/// All lanes and the reference.
struct Race {
    reference: Reference,
    shops: Vec<Running>,
    clock: Arc<ManualClock>,
    /// What was posted, and what was answered.
    posted: Vec<(Request, Asking, Answer)>,
}

/// Runs a plan on all lanes; panics at the first disagreement.
pub(crate) fn run(plan: &Plan, lanes: Vec<Lane>) {
    let mut race = Race::start(plan.rules, lanes);
    race.compare();
    let mut now = OPENS_AT;
    for (document, step) in plan.steps.iter().enumerate() {
        now += step.wait_minutes * HOUR / 60;
        race.clock.set(timestamp(now));
        race.step(document, step, now);
    }
    race.finish();
}

fn options(clock: &Arc<ManualClock>) -> ShopOptions {
    let (clock, ids) = (Box::new(Arc::clone(clock)), Box::new(SequentialIds::default()));
    ShopOptions { device: DEVICE.into(), clock, ids, ..ShopOptions::default() }
}

/// The code of an error; one that no request may cause ends the test.
fn refusal(error: &Error) -> &'static str {
    let code = error.code();
    assert!(!["corrupt", "too_large", "contention", "conflict", "closed"].contains(&code), "{error}");
    code
}

impl Race {
    fn start(rules: Rules, lanes: Vec<Lane>) -> Self {
        let clock = Arc::new(ManualClock::new(timestamp(OPENS_AT)));
        let open = |lane: Lane| {
            let shop = set_up(Arc::clone(&lane.store), rules, options(&clock));
            let variants = lane.plain.read(variant_numbers).unwrap();
            Running { lane, shop, variants }
        };
        let shops = lanes.into_iter().map(open).collect();
        Self { reference: Reference::new(rules), shops, clock, posted: Vec::new() }
    }

    fn step(&mut self, document: usize, step: &Step, now: i64) {
        let Some(request) = resolve(&step.operation, &self.reference, now) else { return };
        let at = step.minutes_ago.map(|minutes| now - minutes * HOUR / 60);
        let asking = Asking { document, now, at, approved: step.approved };
        let expected = self.reference.ask(&request, asking);
        if expected.as_ref().is_err_and(|code| *code == NOT_FOLLOWED) {
            return;
        }
        for running in &self.shops {
            let answer = ask(&running.shop, &request, asking, &self.reference);
            let answer = answer.as_ref().map_err(refusal);
            assert_eq!(
                answer,
                expected.as_ref().map_err(|code| *code),
                "{}: {request:?} {asking:?}",
                running.lane.name
            );
        }
        self.compare();
        let refused = expected.is_err();
        if let Ok(answer) = expected {
            self.posted.push((request.clone(), asking, answer));
        }
        match &step.again {
            Again::No => return,
            Again::Same if refused => self.refuse(&request, asking),
            Again::Same => self.repeat(self.posted.len() - 1),
            Again::Altered if refused => return,
            Again::Altered => self.reuse(&request.altered(), asking),
            Again::Older(_) if self.posted.is_empty() => return,
            Again::Older(index) => self.repeat(index.index(self.posted.len())),
        }
        self.compare();
    }

    /// What was refused is refused again.
    fn refuse(&self, request: &Request, asking: Asking) {
        for running in &self.shops {
            assert!(ask(&running.shop, request, asking, &self.reference).is_err(), "{request:?}");
        }
    }

    /// The same request again gives the same answer.
    fn repeat(&self, index: usize) {
        let (request, asking, answer) = &self.posted[index];
        for running in &self.shops {
            let again = ask(&running.shop, request, *asking, &self.reference);
            let answer = self.reference.as_now(asking.document, answer);
            assert_eq!(again.as_ref().map_err(refusal), Ok(&answer), "{}: {request:?} again", running.lane.name);
        }
    }

    /// An id that was used for something else is refused.
    fn reuse(&self, request: &Request, asking: Asking) {
        for running in &self.shops {
            let answer = ask(&running.shop, request, asking, &self.reference);
            assert!(matches!(answer, Err(Error::IdReused { .. })), "{}: {request:?}: {answer:?}", running.lane.name);
        }
    }

    /// All shops are as the reference says, and have the same documents.
    fn compare(&self) {
        let mut heads: Vec<Head> = Vec::new();
        for running in &self.shops {
            running.compare(&self.reference);
            heads.push(running.lane.plain.read(|tx| tx.head(DEVICE)).unwrap().unwrap());
        }
        // The hash chain stands for all documents before it.
        assert!(heads.windows(2).all(|pair| pair[0] == pair[1]), "{heads:?}");
    }

    fn finish(&self) {
        let mut ledgers = Vec::new();
        for running in &self.shops {
            let shop = &running.shop;
            running.verify(shop, &self.reference);
            running.add_up(&self.reference);
            self.read_back(running);
            // Rebuilding is one long transaction, which a store that loses races at random would hardly survive.
            let plain = Shop::open_with(Arc::clone(&running.lane.plain), options(&self.clock)).unwrap();
            let report = plain.office().rebuild().unwrap();
            assert!(report.is_clean(), "{}: {report:?}", running.lane.name);
            running.verify(&plain, &self.reference);
            running.compare(&self.reference);
            let reopened = Shop::open_with(Arc::clone(&running.lane.store), options(&self.clock)).unwrap();
            let variants = running.variants.clone();
            let lane = Lane::new(running.lane.name, Arc::clone(&running.lane.store), Arc::clone(&running.lane.plain));
            let reopened = Running { lane, shop: reopened, variants };
            reopened.compare(&self.reference);
            self.read_back(&reopened);
            ledgers.push(reopened.lane.plain.read(ledger_rows).unwrap());
        }
        assert!(ledgers.windows(2).all(|pair| pair[0] == pair[1]), "the ledgers of the lanes differ");
    }

    /// What was answered is still answered.
    fn read_back(&self, running: &Running) {
        for (index, (_, asking, answer)) in self.posted.iter().enumerate() {
            if let Answer::Sold { .. } = answer {
                let id = SaleId::from_uuid(uuid_of("step", asking.document));
                let sale = running.shop.till().sale(id).unwrap();
                let expected = self.reference.as_now(asking.document, answer);
                assert_eq!(read_sale(&running.shop, &sale).unwrap(), expected, "{}", running.lane.name);
            }
            if index % 10 == 0 {
                self.repeat(index);
            }
        }
    }
}

impl Running {
    /// Levels, pools and balances are those of the reference.
    fn compare(&self, reference: &Reference) {
        let name = self.lane.name;
        assert_eq!(self.levels(), expected_levels(reference), "{name}: levels");
        let (pools, balances) =
            self.lane.plain.read(|tx| Ok((tx.pools(&PoolQuery::All)?, tx.balances(None)?))).unwrap();
        for (ware, goods) in reference.goods.iter().enumerate() {
            let pool = pools.iter().find(|pool| pool.variant == self.variants[ware]);
            let last = goods.lots.last;
            let expected = [goods.lots.quantity(), goods.lots.value(), last.0, last.1];
            assert_eq!(figures(pool), (expected, goods.sold), "{name}: pool of {}", WARES[ware].sku);
            // What never moved has no pool.
            let method = pool.map_or(goods.lots.method, |pool| pool.method);
            assert_eq!(method, goods.lots.method, "{name}: costing of {}", WARES[ware].sku);
        }
        let stock: Number = pools.iter().map(|pool| number(pool.value)).sum();
        assert_eq!(reference.books.get(&(Account::Stock, None)).copied().unwrap_or(0), stock, "{name}: stock account");
        assert_eq!(balances.iter().map(|balance| number(balance.amount)).sum::<Number>(), 0, "{name}: balances");
        let expected: BTreeMap<_, _> = reference.books.iter().filter(|(_, amount)| **amount != 0).collect();
        let books = books(&balances);
        assert_eq!(books.iter().filter(|(_, amount)| **amount != 0).collect::<BTreeMap<_, _>>(), expected, "{name}");
        let head = self.lane.plain.read(|tx| tx.head(DEVICE)).unwrap().unwrap();
        assert_eq!(head.post_no.0, SETUP_DOCUMENTS + reference.posted, "{name}: posting number");
    }

    fn levels(&self) -> BTreeMap<(usize, usize, u8), (Number, Option<i32>)> {
        let variants: Vec<VariantId> = (0..WARES.len()).map(variant_id).collect();
        let places: Vec<_> = (0..PLACES).map(|place| place_id(&self.shop, place)).collect();
        let mut levels = BTreeMap::new();
        for level in self.shop.stockroom().levels(&variants).unwrap() {
            let ware = variants.iter().position(|variant| *variant == level.variant).unwrap();
            let place = places.iter().position(|place| *place == level.location).unwrap();
            let facts = (Number::from(level.quantity.micros()), level.expires_on.map(tillbook::value::Date::days));
            assert_eq!(levels.insert((ware, place, batch_number(&level.batch)), facts), None);
        }
        levels
    }

    fn verify(&self, shop: &Shop, reference: &Reference) {
        let report = shop.office().verify().unwrap();
        assert!(report.is_clean(), "{}: {report:?}", self.lane.name);
        assert_eq!(report.documents, SETUP_DOCUMENTS + reference.posted);
    }

    /// Ledger cards end at what is on hand.
    fn add_up(&self, reference: &Reference) {
        for (ware, goods) in reference.goods.iter().enumerate() {
            let expected = (goods.lots.quantity(), goods.lots.value());
            let card = self.shop.stockroom().ledger_card(variant_id(ware), None).unwrap();
            let last = card.lines.last().map(|line| (Number::from(line.balance.micros()), number(line.balance_value)));
            assert_eq!(last.unwrap_or_default(), expected, "{}: ledger card", self.lane.name);
            let (quantity, value) = self.shop.stockroom().on_hand(variant_id(ware)).unwrap();
            assert_eq!((Number::from(quantity.micros()), number(value)), expected, "{}: on hand", self.lane.name);
        }
    }
}

fn variant_numbers(tx: &mut dyn Transaction) -> Result<Vec<VariantNo>> {
    let number = |ware| {
        let found = tx.records(&RecordQuery::Ids(RecordKind::Variant, &[variant_id(ware).uuid()]))?;
        Ok(found[0].number.into())
    };
    (0..WARES.len()).map(number).collect()
}

/// Quantity, value, quantity and value of the last known cost; then what was sold.
fn figures(pool: Option<&Pool>) -> ([Number; 4], [Number; 4]) {
    let Some(pool) = pool else { return Default::default() };
    let (last_quantity, last_value) = (pool.last_quantity.micros().into(), number(pool.last_value));
    let on_hand = [pool.quantity.micros().into(), number(pool.value), last_quantity, last_value];
    let sold =
        [pool.sold_quantity.micros().into(), number(pool.sold_total), number(pool.sold_tax), number(pool.sold_cost)];
    (on_hand, sold)
}

fn expected_levels(reference: &Reference) -> BTreeMap<(usize, usize, u8), (Number, Option<i32>)> {
    let places = (0..WARES.len()).flat_map(|ware| (0..PLACES).map(move |place| (ware, place)));
    let heaps = |(ware, place)| reference.shelf.heaps(ware, place).into_iter().map(move |heap| (ware, place, heap));
    places
        .flat_map(heaps)
        .map(|(ware, place, heap)| ((ware, place, heap.batch), (heap.quantity, heap.expires)))
        .collect()
}

fn books(balances: &[Balance]) -> BTreeMap<(Account, Option<usize>), Number> {
    let owner = |uuid| (0..SUPPLIERS).find(|supplier| supplier_id(*supplier).uuid() == uuid).unwrap();
    balances.iter().map(|b| ((b.key.account, b.key.owner.map(owner)), number(b.amount))).collect()
}

type Ledgers = (usize, Vec<Movement>, Vec<SaleLine>, Vec<Entry>);

/// All ledger rows, and how many documents there are.
fn ledger_rows(tx: &mut dyn Transaction) -> Result<Ledgers> {
    let filter = LedgerFilter::default();
    let after = tillbook::ledger::PostNo::NONE;
    let documents = tx.documents(&DocumentQuery::After { after, limit: usize::MAX })?.len();
    let (mut movements, mut sale_lines, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    tx.movements(&filter, &mut |row| {
        movements.push(row.clone());
        Ok(())
    })?;
    tx.sale_lines(&filter, &mut |row| {
        sale_lines.push(*row);
        Ok(())
    })?;
    tx.entries(&filter, &mut |row| {
        entries.push(row.clone());
        Ok(())
    })?;
    Ok((documents, movements, sale_lines, entries))
}
