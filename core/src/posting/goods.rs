//! The state of one variant while documents are posted.

use crate::costing::{AverageBook, Book, FifoBook, Slice};
use crate::ledger::{CostingMethod, Front, Layer, Level, LevelKey, LineKey, LocationNo, Loose, Pool, Take, VariantNo};
use crate::storage::StateChange;
use crate::value::{Date, Money, Quantity, Timestamp};
use crate::{Error, Result};

/// Pool, cost book and levels of one variant, with what they were before the transaction.
pub(crate) struct Goods {
    now: Facts,
    before: Option<Box<Facts>>,
    /// True once the transaction asked to change it.
    touched: bool,
}

#[derive(Clone)]
struct Facts {
    pool: Pool,
    book: Book,
    levels: Vec<Level>,
}

impl Goods {
    /// A variant that never moved.
    pub(crate) fn unknown(variant: VariantNo, method: CostingMethod) -> Self {
        let pool = Pool::new(variant, method);
        Self { now: Facts { pool, book: Book::new(method), levels: Vec::new() }, before: None, touched: false }
    }

    /// A variant as the store knows it.
    pub(crate) fn loaded(mut pool: Pool, layers: &[Layer], mut levels: Vec<Level>) -> Result<Self> {
        levels.extend(crate::storage::loose_level(&pool));
        let front = pool.front.map(|f| Slice { at: f.at, source: f.source, quantity: f.quantity, value: f.value });
        let slices = front.into_iter().chain(layers.iter().copied().map(Slice::from));
        (pool.front, pool.loose) = (None, None);
        let book = match pool.method {
            CostingMethod::Fifo => Book::Fifo(FifoBook::with_slices(slices)?),
            CostingMethod::MovingAverage => Book::Average(AverageBook::with_pool(pool.quantity, pool.value)?),
        };
        let goods = Self { now: Facts { pool, book, levels }, before: None, touched: false };
        goods.check()?;
        Ok(goods)
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.now.pool
    }

    pub(crate) fn levels(&self) -> &[Level] {
        &self.now.levels
    }

    /// It is about to change; true the first time in a transaction.
    pub(crate) fn touch(&mut self) -> bool {
        !std::mem::replace(&mut self.touched, true)
    }

    fn change(&mut self) -> &mut Facts {
        if self.before.is_none() {
            self.before = Some(Box::new(self.now.clone()));
        }
        &mut self.now
    }

    /// Costs the goods by `method` from now on. What is on hand keeps its value: an average becomes one layer,
    /// layers become one average.
    pub(crate) fn follow(&mut self, method: CostingMethod) -> Result<()> {
        if self.now.pool.method == method {
            return Ok(());
        }
        let facts = self.change();
        let Pool { quantity, value, .. } = facts.pool;
        let mut book = Book::new(method);
        if quantity.is_positive() {
            // Goods that were only ever found have no receipt: they came with the movement that made their level.
            let source = Some(facts.pool.last_in).filter(|source| *source != LineKey::default());
            let source = source.or_else(|| facts.levels.iter().map(|level| level.since).max()).unwrap_or_default();
            book.add(Slice { at: facts.pool.newest_at, source, quantity, value })?;
        }
        facts.pool.method = method;
        facts.book = book;
        Ok(())
    }

    /// Adds goods to the cost book.
    pub(crate) fn add_value(&mut self, slice: Slice) -> Result<()> {
        let facts = self.change();
        facts.book.add(slice)?;
        facts.settle(slice.at);
        Ok(())
    }

    /// Takes goods out of the cost book and tells their cost and what layers they came from. `from` names the
    /// layer that is to go first.
    pub(crate) fn take_value(
        &mut self,
        quantity: Quantity,
        from: Option<LineKey>,
        at: Timestamp,
    ) -> Result<(Money, Vec<Take>)> {
        let facts = self.change();
        let mut takes = Vec::new();
        let outcome = match from {
            Some(source) => facts.book.take_from(source, quantity, &mut takes),
            None => facts.book.take(quantity, &mut takes),
        };
        // Levels were checked before and agree with the book: a shortfall here is no request's fault.
        let cost = outcome.map_err(|shortfall| Error::Corrupt {
            what: format!("cost book of variant {}: {shortfall}", facts.pool.variant),
        })?;
        facts.settle(at);
        Ok((cost, takes))
    }

    /// Goods moved without a change of value.
    pub(crate) fn moved_at(&mut self, at: Timestamp) {
        let pool = &mut self.change().pool;
        pool.newest_at = pool.newest_at.max(at);
    }

    /// Remembers what goods that came in cost.
    pub(crate) fn came_in(&mut self, source: LineKey, quantity: Quantity, value: Money) {
        let pool = &mut self.change().pool;
        (pool.last_in, pool.last_in_quantity, pool.last_in_value) = (source, quantity, value);
    }

    /// Adds to the totals of what was sold; negative for what came back.
    pub(crate) fn sold(&mut self, quantity: Quantity, total: Money, tax: Money, cost: Money) -> Result<()> {
        let pool = &mut self.change().pool;
        pool.sold_quantity = pool.sold_quantity.add(quantity)?;
        pool.sold_total = pool.sold_total.add(total)?;
        pool.sold_tax = pool.sold_tax.add(tax)?;
        pool.sold_cost = pool.sold_cost.add(cost)?;
        Ok(())
    }

    /// What `quantity` is worth by the current average, else by the last cost; nothing if neither is known.
    pub(crate) fn carrying_value(&self, quantity: Quantity) -> Result<Money> {
        if let Some(value) = self.now.book.average(quantity)? {
            return Ok(value);
        }
        let pool = &self.now.pool;
        let last = crate::costing::average(pool.last_in_quantity, pool.last_in_value, quantity)?;
        Ok(last.unwrap_or(Money::ZERO))
    }

    /// Moves a level by `quantity`; the level must exist or be made with `expires_on` and `since`.
    pub(crate) fn move_level(
        &mut self,
        location: LocationNo,
        batch: &str,
        quantity: Quantity,
        (expires_on, since): (Option<Date>, LineKey),
    ) -> Result<()> {
        let facts = self.change();
        let variant = facts.pool.variant;
        let found = facts.levels.iter().position(|l| l.key.location == location && l.key.batch == batch);
        let index = found.unwrap_or_else(|| {
            let key = LevelKey { variant, location, batch: batch.to_string() };
            facts.levels.push(Level { key, quantity: Quantity::ZERO, expires_on, since });
            facts.levels.len() - 1
        });
        let Some(level) = facts.levels.get_mut(index) else { return Ok(()) };
        level.quantity = level.quantity.add(quantity)?;
        if level.quantity.is_zero() {
            facts.levels.remove(index);
        }
        Ok(())
    }

    /// The invariants of one variant: levels, book and pool agree; nothing on hand is worth nothing.
    pub(crate) fn check(&self) -> Result<()> {
        let Facts { pool, book, levels } = &self.now;
        let in_levels = Quantity::sum(levels.iter().map(|l| l.quantity))?;
        let negative = levels.iter().any(|l| l.quantity.is_negative());
        let broken = if negative {
            "a level is below zero"
        } else if in_levels != pool.quantity {
            "levels and pool differ"
        } else if book.quantity() != pool.quantity || book.value() != pool.value {
            "layers and pool differ"
        } else if pool.quantity.is_zero() && !pool.value.is_zero() {
            "nothing on hand has a value"
        } else {
            return Ok(());
        };
        Err(Error::Corrupt { what: format!("variant {}: {broken}", pool.variant) })
    }

    /// Adds what changed since the transaction began.
    pub(crate) fn changes(&self, change: &mut StateChange) {
        let Some(before) = &self.before else { return };
        let variant = self.now.pool.variant;
        let (old, new) = (before.stored(), self.now.stored());
        if new.pool != old.pool {
            change.pools.push(new.pool);
        }
        let nothing = FifoBook::new();
        let (old_book, new_book) = (old.book.unwrap_or(&nothing), new.book.unwrap_or(&nothing));
        let behind = new_book.changes_behind_front(old_book);
        change.layers.extend(behind.into_iter().map(|slice| slice.layer(variant)));
        change
            .levels
            .extend(new.levels.iter().filter(|level| !old.levels.contains(level)).map(|level| (*level).clone()));
        let gone = old.levels.iter().filter(|old| new.levels.iter().all(|level| level.key != old.key));
        change.levels.extend(gone.map(|old| Level { quantity: Quantity::ZERO, ..(*old).clone() }));
    }

    /// The transaction was kept.
    pub(crate) fn commit(&mut self) {
        (self.before, self.touched) = (None, false);
    }

    /// The transaction left no trace.
    pub(crate) fn abort(&mut self) {
        self.touched = false;
        if let Some(before) = self.before.take() {
            self.now = *before;
        }
    }
}

/// Facts as a store keeps them: the front layer and the loose goods lie in the pool.
struct Stored<'a> {
    pool: Pool,
    /// `None` under moving average.
    book: Option<&'a FifoBook>,
    levels: Vec<&'a Level>,
}

impl Facts {
    fn stored(&self) -> Stored<'_> {
        let book = match &self.book {
            Book::Fifo(book) => Some(book),
            Book::Average(_) => None,
        };
        let front = book.and_then(|book| book.slices().next());
        let front = front.map(|s| Front { at: s.at, source: s.source, quantity: s.quantity, value: s.value });
        let loose = self.levels.iter().filter(|level| level.key.batch.is_empty()).min_by_key(|l| l.key.location);
        let levels = self.levels.iter().filter(|level| loose.is_none_or(|loose| loose.key != level.key)).collect();
        let loose = loose.map(|l| Loose { location: l.key.location, quantity: l.quantity, since: l.since });
        Stored { pool: Pool { front, loose, ..self.pool }, book, levels }
    }

    fn settle(&mut self, at: Timestamp) {
        self.pool.quantity = self.book.quantity();
        self.pool.value = self.book.value();
        self.pool.newest_at = self.pool.newest_at.max(at);
    }
}
