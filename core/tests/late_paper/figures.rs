//! What a shop says of itself.

use std::collections::BTreeMap;

use tillbook::Shop;
use tillbook::costing::NegativeStock;
use tillbook::ledger::{Account, PostNo};
use tillbook::report::{By, Flow, Known, MarginKey, Period, StockChanges};
use tillbook::storage::{PoolQuery, Store, StoreExt};
use tillbook::value::{BusinessDay, Date, LocationId, Money, Quantity, SaleId, Timestamp};
use uuid::Uuid;

use super::world::{BATCHED, Rules, WARES, variant_id};

/// Quantity and value in millionths and minor units.
pub(crate) type Worth = (i64, i64);

/// What must not depend on the order of entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Of each ware.
    pub(crate) on_hand: Vec<Worth>,
    /// By ware, location, and batch where every document names it.
    levels: BTreeMap<(usize, LocationId, String), i64>,
    /// What each line of each sale cost, as it is known now.
    sales: BTreeMap<SaleId, Vec<i64>>,
    /// Net sales and cost of each ware that was sold.
    margins: BTreeMap<MarginKey, (i64, i64)>,
    /// Costs of each day, where nothing may be short: a shortage is booked on the day that it is known on.
    days: BTreeMap<MarginKey, i64>,
    flows: Flows,
    /// Of each ware after each moment at which it moved.
    moments: Vec<BTreeMap<Timestamp, Worth>>,
    balances: BTreeMap<(Account, Option<Uuid>), i64>,
    /// Sold quantity, total and cost by the pool of each ware.
    sold: Vec<(i64, i64, i64)>,
}

/// What moved for which reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Flows {
    opening_stock: Worth,
    receipts: Worth,
    supplier_returns: Worth,
    /// Without those that never were.
    sales: Worth,
    refunds: Worth,
    /// Missing less found.
    counts: Worth,
    count_variance: i64,
    write_offs: Worth,
    write_downs: Worth,
    transferred: i64,
    closing: Worth,
    cogs: i64,
    counted: u64,
}

fn worth(flow: Flow) -> Worth {
    (flow.quantity.micros(), flow.value.minor())
}

fn less(one: Worth, other: Worth) -> Worth {
    (one.0 - other.0, one.1 - other.1)
}

impl Figures {
    pub(crate) fn of(shop: &Shop, store: &dyn Store, sales: &[SaleId], rules: Rules) -> Self {
        let wares = 0..WARES;
        let flows = Flows::of(&shop.reports().stock_changes(Period::all()).unwrap());
        let cost_of = |sale: &SaleId| {
            let explained = shop.stockroom().explain_cost(*sale).unwrap();
            assert_eq!(Money::sum(explained.lines.iter().map(|line| line.cost)).unwrap(), explained.cost);
            (*sale, explained.lines.iter().map(|line| line.cost.minor()).collect())
        };
        let margin = |by: By| shop.reports().margin(Period::all(), by).unwrap();
        let sums = margin(By::Variant).into_iter().filter(|row| !row.quantity.is_zero() || !row.cost.is_zero());
        let days = margin(By::Day).into_iter().filter(|row| !row.cost.is_zero());
        let days = days.filter(|_| rules.negative == NegativeStock::Forbid);
        let (pools, balances) = store.read(|tx| Ok((tx.pools(&PoolQuery::All)?, tx.balances(None)?))).unwrap();
        let mut sold: Vec<_> =
            pools.iter().map(|pool| (pool.variant, pool.sold_quantity, pool.sold_total, pool.sold_cost)).collect();
        sold.sort_by_key(|(variant, ..)| *variant);
        sold.retain(|(_, quantity, total, cost)| !quantity.is_zero() || !total.is_zero() || !cost.is_zero());
        let bought = shop.reports().purchases_by_supplier(Period::all()).unwrap().total;
        let owed = balances.iter().filter(|balance| balance.key.account == Account::Payable);
        let owed: i64 = owed.map(|balance| -balance.amount.minor()).sum();
        let booked = bought.value.minor() + bought.landed_costs.minor() - bought.returned_value.minor();
        assert_eq!(booked, owed, "purchases and payables");
        let balances = balances.iter().filter(|balance| !balance.amount.is_zero());
        Self {
            on_hand: wares.clone().map(|ware| on_hand(shop, ware)).collect(),
            levels: levels(shop, rules),
            sales: sales.iter().map(cost_of).collect(),
            margins: sums.map(|row| (row.key, (row.net_sales.minor(), row.cost.minor()))).collect(),
            days: days.map(|row| (row.key, row.cost.minor())).collect(),
            flows,
            moments: wares.map(|ware| moments(shop, ware)).collect(),
            balances: balances.map(|b| ((b.key.account, b.key.owner), b.amount.minor())).collect(),
            sold: sold.iter().map(|(_, q, total, cost)| (q.micros(), total.minor(), cost.minor())).collect(),
        }
    }

    /// Without what only a document that was entered and voided leaves behind: moments at which nothing changed.
    pub(crate) fn without_standstill(mut self) -> Self {
        for moments in &mut self.moments {
            let mut last = (0, 0);
            moments.retain(|_, worth| std::mem::replace(&mut last, *worth) != *worth);
        }
        self
    }

    /// Without the costs of each day.
    pub(crate) fn without_days(mut self) -> Self {
        self.days.clear();
        self
    }

    /// Without what depends on when a difference counts.
    pub(crate) fn without_times(self) -> Self {
        Self { moments: Vec::new(), ..self.without_days() }
    }

    /// Without what moved for which reason: a voided entry is counted beside the void, not by its reason.
    pub(crate) fn without_reasons(mut self) -> Self {
        let Flows { closing, cogs, .. } = self.flows;
        self.flows = Flows { closing, cogs, ..Flows::default() };
        self
    }

    /// What came is what went or is there; what is there is what pools and accounts say.
    pub(crate) fn check_conserved(&self) {
        let Flows {
            opening_stock,
            receipts,
            supplier_returns,
            sales,
            refunds,
            counts,
            write_offs,
            write_downs,
            closing,
            ..
        } = self.flows;
        let come = [opening_stock, receipts, refunds];
        let gone = [sales, supplier_returns, counts, write_offs, write_downs, closing];
        let sum = |flows: &[Worth]| flows.iter().fold((0, 0), |sum, flow| (sum.0 + flow.0, sum.1 + flow.1));
        assert_eq!(sum(&come), sum(&gone), "{:#?}", self.flows);
        assert_eq!(closing, sum(&self.on_hand), "closing and pools");
        let stock = self.balances.get(&(Account::Stock, None)).copied().unwrap_or_default();
        assert_eq!(stock, closing.1, "account and pools");
        assert_eq!(self.balances.values().sum::<i64>(), 0);
        let margins = self.margins.values().map(|(_, cost)| cost).sum::<i64>();
        assert_eq!((margins, sales.1 - refunds.1), (self.flows.cogs, self.flows.cogs), "margins and cost of sales");
        assert_eq!(self.sold.iter().map(|(_, _, cost)| cost).sum::<i64>(), margins, "pools and margins");
        assert_eq!(self.sales.values().flatten().sum::<i64>(), sales.1, "explained and reported");
        assert_eq!(self.flows.count_variance, counts.1);
        for (ware, moments) in self.moments.iter().enumerate() {
            let last = moments.values().last().copied().unwrap_or_default();
            assert_eq!(last, self.on_hand[ware], "the ledger card of ware {ware} ends at what is on hand");
            let level = self.levels.iter().filter(|((of, ..), _)| *of == ware).map(|(_, level)| level).sum::<i64>();
            assert_eq!(level, self.on_hand[ware].0, "levels of ware {ware}");
        }
    }
}

impl Flows {
    fn of(changes: &StockChanges) -> Self {
        assert_eq!((worth(changes.opening), changes.opening.lines), ((0, 0), 0));
        Self {
            opening_stock: worth(changes.opening_stock),
            receipts: worth(changes.receipts),
            supplier_returns: worth(changes.supplier_returns),
            sales: less(worth(changes.sales), worth(changes.voids)),
            refunds: worth(changes.refunds),
            counts: less(worth(changes.count_losses), worth(changes.count_gains)),
            count_variance: changes.count_variance.minor(),
            write_offs: worth(changes.write_offs),
            write_downs: worth(changes.write_downs),
            transferred: changes.transfers.quantity.micros(),
            closing: worth(changes.closing),
            cogs: changes.cogs.minor(),
            counted: changes.lines_counted,
        }
    }
}

/// What there was of each ware at a moment, as it is known now or was known after a posting.
pub(crate) fn worth_at(shop: &Shop, at: Timestamp, known: Option<PostNo>) -> [Worth; WARES] {
    std::array::from_fn(|ware| {
        let known = known.map_or(Known::Now, Known::After);
        let (quantity, value) = shop.stockroom().on_hand_at(variant_id(ware), at, known).unwrap();
        (quantity.micros(), value.minor())
    })
}

pub(crate) fn on_hand(shop: &Shop, ware: usize) -> Worth {
    let (quantity, value) = shop.stockroom().on_hand(variant_id(ware)).unwrap();
    (quantity.micros(), value.minor())
}

fn levels(shop: &Shop, rules: Rules) -> BTreeMap<(usize, LocationId, String), i64> {
    let mut levels = BTreeMap::new();
    for ware in 0..WARES {
        for level in shop.stockroom().levels(&[variant_id(ware)]).unwrap() {
            let strict = ware != BATCHED || rules.batches_named;
            let batch = if strict { level.batch } else { String::new() };
            *levels.entry((ware, level.location, batch)).or_default() += level.quantity.micros();
        }
    }
    levels.retain(|_, level| *level != 0);
    levels
}

/// What a day leaves is what the next one begins with; each is conserved.
pub(crate) fn check_days(shop: &Shop, days: u32) {
    let first: Date = "2026-03-01".parse().unwrap();
    let mut before = (0, 0);
    for day in 0..i32::try_from(days).unwrap() {
        let period = Period::day(BusinessDay(first.plus_days(day)));
        let changes = shop.reports().stock_changes(period).unwrap();
        let StockChanges { opening, opening_stock, receipts, refunds, voids, count_gains, .. } = changes;
        let come = [opening, opening_stock, receipts, refunds, voids, count_gains];
        let StockChanges { sales, supplier_returns, count_losses, write_offs, write_downs, closing, .. } = changes;
        let gone = [sales, supplier_returns, count_losses, write_offs, write_downs, closing];
        let sum = |flows: &[Flow]| {
            flows.iter().map(|flow| worth(*flow)).fold((0, 0), |sum, flow| (sum.0 + flow.0, sum.1 + flow.1))
        };
        assert_eq!(sum(&come), sum(&gone), "{changes:#?}");
        assert_eq!(worth(opening), before, "day {day} begins with what was left");
        before = worth(closing);
    }
    assert_eq!(before, worth(shop.reports().stock_changes(Period::all()).unwrap().closing), "the last day leaves all");
}

/// The balances of a ledger card after each moment. Its lines come by effective time and add up.
fn moments(shop: &Shop, ware: usize) -> BTreeMap<Timestamp, Worth> {
    let card = shop.stockroom().ledger_card(variant_id(ware), None).unwrap();
    assert_eq!((card.opening, card.opening_value), (Quantity::ZERO, Money::ZERO));
    let (mut moments, mut balance, mut last) = (BTreeMap::new(), (0, 0), Timestamp::MIN);
    for line in card.lines {
        assert!(line.effective_at >= last, "lines by effective time");
        last = line.effective_at;
        balance = (balance.0 + line.quantity.micros(), balance.1 + line.value.minor());
        assert_eq!((line.balance.micros(), line.balance_value.minor()), balance, "running balance");
        moments.insert(line.effective_at, balance);
    }
    moments
}
