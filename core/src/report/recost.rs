use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{Moment, Period, Reports, sources};
use crate::costing::{Act, NegativeStock, Outcome, Refusal, Replay, Rules};
use crate::ledger::{CostingMethod, LineKey, MovementKind, PostNo, RecordNo, VariantNo};
use crate::posting::{Card, Gate, StandingMove, refused, standing_moves};
use crate::storage::{LedgerFilter, RecordKind, RecordQuery, Transaction};
use crate::value::{BusinessDay, Money, Quantity, Timestamp, VariantId, Zone};
use crate::{Error, Result};

/// What is, and what would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recosted {
    /// By the ledger.
    pub is: Money,
    /// By the other method.
    pub would_be: Money,
}

/// What goods would have cost by another method, beside what they cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recost {
    /// The other method.
    pub method: CostingMethod,
    /// What was sold in the period cost, less what came back.
    pub cost_of_sales: Recosted,
    /// What was on hand when the period ended was worth at cost.
    pub stock_value: Recosted,
    /// The costs of sales by day, the earliest first; without days that have none.
    pub days: Vec<RecostedDay>,
    /// By variant, in the order in which they were added; without those that never moved until the period ended.
    pub variants: Vec<RecostedVariant>,
}

/// What was sold on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecostedDay {
    /// The day.
    pub day: BusinessDay,
    /// What it cost, less what came back.
    pub cost_of_sales: Recosted,
}

/// The goods of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecostedVariant {
    /// The variant.
    pub variant: VariantId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What was sold of it in the period cost, less what came back.
    pub cost_of_sales: Recosted,
    /// On hand when the period ended.
    pub quantity: Quantity,
    /// What that was worth at cost.
    pub stock_value: Recosted,
}

impl Reports<'_> {
    /// What the costs of sales of the period and the stock at its end would have been, had all goods been costed by `method`
    /// from the first movement on. Nothing is posted. Both sides are as known now: late, amended and voided entries, counts,
    /// freight and corrected prices are where they belong. Assumed costs are those of today.
    ///
    /// Costs count on the day of the goods: what a freight bill made of a sale counts on the day of the sale, not on
    /// that of the bill as in the books; what covers a shortage, on the day on which it came. So opening stock, what came in
    /// and closing stock of [`stock_at`](Self::stock_at) agree with them, on both sides. What is locked binds the books, not
    /// the question: the two sides differ by what late freight made of locked days, which the ledger has on the first open one.
    ///
    /// Goods are gone through one variant after the other.
    ///
    /// ```
    /// # use rust_decimal_macros::dec;
    /// # use tillbook::pricing::Cart;
    /// # use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
    /// # use tillbook::value::{DocumentId, SaleId};
    /// use tillbook::ledger::CostingMethod;
    /// use tillbook::report::Period;
    /// # let shop = tillbook::Shop::memory()?; // first in, first out
    /// # let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(30)))?.variants[0].id;
    /// # for cost in [dec!(10), dec!(20)] {
    /// #     shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), cost)])?;
    /// # }
    /// # shop.till().sell(SaleId::new(), &Cart::new().add(tea, dec!(15)), &[Tender::wechat(shop.money(dec!(450))?)])?;
    /// // 10 at 10.00, then 10 at 20.00; 15 are sold.
    /// let other = shop.reports().recost(CostingMethod::MovingAverage, Period::all())?;
    /// assert_eq!(other.cost_of_sales.is, shop.money(dec!(200))?);
    /// assert_eq!(other.cost_of_sales.would_be, shop.money(dec!(225))?);
    /// assert_eq!(other.stock_value.would_be, shop.money(dec!(75))?);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`] for sums that do not fit; failures of the storage.
    pub fn recost(&self, method: CostingMethod, period: Period) -> Result<Recost> {
        self.shop.examine(|gate| {
            let snapshot = gate.snapshot()?;
            let mut books = Books::load(gate.tx, &snapshot.zone, period)?;
            let (mut variants, mut after) = (Vec::new(), RecordNo(0));
            loop {
                let query = RecordQuery::All { kind: RecordKind::Variant, after, limit: sources::PAGE };
                let page = gate.tx.record_numbers(&query)?;
                after = page.last().copied().unwrap_or(after);
                let mut cards = snapshot.cards_numbered(gate.tx, &page)?;
                cards.retain(|card| books.on_hand.contains_key(&card.no));
                cards.sort_by_key(|card| card.no);
                gate.state.load(gate.tx, &cards)?;
                for card in &cards {
                    variants.push(books.recost(gate, card, method)?);
                }
                if page.len() < sources::PAGE {
                    break;
                }
            }
            books.finish(method, variants)
        })
    }
}

/// Two sums: what is, and what would be.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    is: i128,
    would_be: i128,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.is += other.is;
        self.would_be += other.would_be;
    }

    fn recosted(self) -> Result<Recosted> {
        Ok(Recosted { is: Money::try_from(self.is)?, would_be: Money::try_from(self.would_be)? })
    }
}

/// What the ledger says, and what is found beside it.
struct Books {
    period: Period,
    /// The last time that counts.
    end: Timestamp,
    /// On hand at the end.
    on_hand: FxHashMap<VariantNo, (Quantity, Money)>,
    /// What was sold in the period cost.
    sold: FxHashMap<VariantNo, i128>,
    days: BTreeMap<BusinessDay, Sums>,
    stock_value: Sums,
}

impl Books {
    fn load(tx: &mut dyn Transaction, zone: &Zone, period: Period) -> Result<Self> {
        let end = match period.until() {
            Some(until) => Moment::EndOf(BusinessDay(until.date().plus_days(-1))).time(zone),
            None => Timestamp::MAX,
        };
        let mut books = Self {
            period,
            end,
            on_hand: FxHashMap::default(),
            sold: FxHashMap::default(),
            days: BTreeMap::new(),
            stock_value: Sums::default(),
        };
        tx.on_hand_at(end, PostNo::MAX, &mut |row| {
            books.on_hand.insert(row.variant, (row.quantity, row.value));
            Ok(())
        })?;
        books.load_posted(tx)?;
        tx.revaluations(&LedgerFilter::default(), &mut |row| {
            let day = zone.business_day(row.effective_at);
            if is_sales(row.kind) && period.contains(day) {
                books.sold(row.variant, day, row.value);
            }
            Ok(())
        })?;
        Ok(books)
    }

    /// What sales in the period cost when they were posted, corrected ones as corrected.
    fn load_posted(&mut self, tx: &mut dyn Transaction) -> Result<()> {
        let period = self.period;
        let mut corrected = Vec::new();
        tx.movements(&period.filter(), &mut |row| {
            if !period.contains(row.business_day) {
                return Ok(());
            }
            match row.corrects {
                Some(root) => corrected.push((root, row.variant, row.business_day, row.value)),
                None if is_sales(row.kind) => self.sold(row.variant, row.business_day, row.value),
                None => {}
            }
            Ok(())
        })?;
        let mut posts: Vec<PostNo> = corrected.iter().map(|(root, ..)| root.post()).collect();
        posts.sort_unstable();
        posts.dedup();
        let mut sales: FxHashSet<LineKey> = FxHashSet::default();
        let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
        tx.movements(&filter, &mut |root| {
            sales.extend(is_sales(root.kind).then_some(root.key));
            Ok(())
        })?;
        for (_, variant, day, value) in corrected.into_iter().filter(|(root, ..)| sales.contains(root)) {
            self.sold(variant, day, value);
        }
        Ok(())
    }

    /// The stock changed by `value` because of sales.
    fn sold(&mut self, variant: VariantNo, day: BusinessDay, value: Money) {
        let cost = -i128::from(value.minor());
        *self.sold.entry(variant).or_default() += cost;
        self.days.entry(day).or_default().is += cost;
    }

    /// The goods of a variant.
    fn recost(&mut self, gate: &mut Gate<'_>, card: &Card, method: CostingMethod) -> Result<RecostedVariant> {
        let (quantity, value) = self.on_hand.get(&card.no).copied().unwrap_or_default();
        let mut costs = Sums { is: self.sold.get(&card.no).copied().unwrap_or_default(), would_be: 0 };
        let moves = standing_moves(gate, card)?;
        let rules = Rules { method, negative: NegativeStock::Allow, ..card.rules };
        let would_be = self.replay(rules, &moves, &mut costs).map_err(|refusal| refused(gate, card, refusal))?;
        let stock_value = Recosted { is: value, would_be };
        self.stock_value.add(Sums { is: value.minor().into(), would_be: would_be.minor().into() });
        Ok(RecostedVariant {
            variant: card.variant.id,
            sku: card.variant.sku.clone(),
            name: card.name.to_string(),
            cost_of_sales: costs.recosted()?,
            quantity,
            stock_value,
        })
    }

    /// Costs the moves until the end; gives what is on hand then.
    fn replay(&mut self, rules: Rules, moves: &[StandingMove], costs: &mut Sums) -> Result<Money, Refusal> {
        let mut goods = Replay::new(rules);
        for standing in moves {
            if let Act::Return { of: Some(sale), .. } = standing.one.act {
                goods.watch(sale);
            }
        }
        // What was short, and why it left.
        let mut short: FxHashMap<LineKey, MovementKind> = FxHashMap::default();
        let until_the_end = moves.iter().take_while(|standing| standing.one.at <= self.end);
        for standing in until_the_end.filter(|standing| !matches!(standing.one.act, Act::Follow { .. })) {
            let Outcome { value, true_ups, short: missing, .. } = goods.apply(&standing.one)?;
            if missing.is_some() {
                short.insert(standing.one.key, standing.kind);
            }
            let mut cost = if is_sales(standing.kind) { -i128::from(value.minor()) } else { 0 };
            let sold = true_ups.iter().filter(|true_up| short.get(&true_up.sale).copied().is_some_and(is_sales));
            cost += sold.map(|true_up| i128::from(true_up.difference().minor())).sum::<i128>();
            if cost != 0 && self.period.contains(standing.day) {
                costs.would_be += cost;
                self.days.entry(standing.day).or_default().would_be += cost;
            }
        }
        let refusal = |error: Error| Refusal { item: 0, key: LineKey::default(), reason: error.into() };
        goods.value().map_err(refusal)
    }

    fn finish(self, method: CostingMethod, variants: Vec<RecostedVariant>) -> Result<Recost> {
        let (mut total, mut days) = (Sums::default(), Vec::with_capacity(self.days.len()));
        for (day, sums) in self.days {
            total.add(sums);
            let cost_of_sales = sums.recosted()?;
            if cost_of_sales != Recosted::default() {
                days.push(RecostedDay { day, cost_of_sales });
            }
        }
        let (cost_of_sales, stock_value) = (total.recosted()?, self.stock_value.recosted()?);
        Ok(Recost { method, cost_of_sales, stock_value, days, variants })
    }
}

/// Whether what such a movement is worth is a cost of sales.
const fn is_sales(kind: MovementKind) -> bool {
    matches!(kind, MovementKind::Sale | MovementKind::Refund)
}
