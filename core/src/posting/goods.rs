//! The state of one variant while documents are posted.

use super::stored::{self, Stored};
use crate::costing::{Move, Outcome, Refusal, Replay, Rules};
use crate::ledger::{Layer, Level, LevelKey, LineKey, LocationNo, Pool, VariantNo};
use crate::storage::StateChange;
use crate::value::{Date, Money, Quantity, Timestamp};
use crate::{Error, Result};

/// Pool, costs and levels of one variant, with what they were before the transaction.
pub(crate) struct Goods {
    now: Facts,
    before: Option<Box<Facts>>,
    /// True once the transaction asked to change it.
    touched: bool,
    /// True while no store knows it.
    is_new: bool,
}

#[derive(Clone)]
pub(super) struct Facts {
    /// Without what costs and levels tell: see [`stored`].
    pub(super) pool: Pool,
    pub(super) costs: Replay,
    pub(super) levels: Vec<Level>,
}

impl Goods {
    /// A variant that never moved.
    pub(crate) fn unknown(variant: VariantNo, rules: Rules) -> Self {
        let pool = Pool::new(variant, rules.method);
        let now = Facts { pool, costs: Replay::new(rules), levels: Vec::new() };
        Self { now, before: None, touched: false, is_new: true }
    }

    /// A variant as the store knows it.
    pub(crate) fn loaded(pool: Pool, layers: &[Layer], levels: Vec<Level>, rules: Rules) -> Result<Self> {
        let now = stored::facts(pool, layers, levels, rules)?;
        let goods = Self { now, before: None, touched: false, is_new: false };
        goods.check()?;
        Ok(goods)
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.now.pool
    }

    pub(crate) fn costs(&self) -> &Replay {
        &self.now.costs
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

    /// The rules changed: what moves from now on is costed by these.
    pub(crate) fn obey(&mut self, rules: Rules) {
        if self.now.pool.moves == 0 && self.now.costs.rules() != &rules {
            let facts = self.change();
            (facts.pool.method, facts.costs) = (rules.method, Replay::new(rules));
        } else if self.now.costs.rules().negative != rules.negative {
            let rules = Rules { negative: rules.negative, ..*self.now.costs.rules() };
            self.change().costs.set_rules(rules);
        }
    }

    /// The newest move of the goods.
    pub(crate) fn moved(&mut self, one: &Move) -> std::result::Result<Outcome, Refusal> {
        let facts = self.change();
        let outcome = facts.costs.apply(one)?;
        facts.settle(one.at).map_err(|error| Refusal { item: one.item, key: one.key, reason: error.into() })?;
        Ok(outcome)
    }

    /// Costs with something else than a move.
    pub(crate) fn costs_mut(&mut self) -> &mut Replay {
        &mut self.change().costs
    }

    /// The past changed; the costs are these now, or what they were.
    pub(crate) fn replayed(&mut self, costs: Option<Replay>, at: Timestamp) -> Result<()> {
        let facts = self.change();
        if let Some(costs) = costs {
            facts.costs = costs;
        }
        facts.settle(at)
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

    /// The invariants of one variant: levels and costs agree; nothing on hand is worth nothing; nothing is below zero
    /// that may not be.
    pub(crate) fn check(&self) -> Result<()> {
        let Facts { pool, costs, levels } = &self.now;
        let in_levels = Quantity::sum(levels.iter().map(|l| l.quantity))?;
        let broken = if in_levels != pool.quantity {
            "levels and pool differ"
        } else if costs.quantity()? != pool.quantity || costs.value()? != pool.value {
            "layers and pool differ"
        } else if pool.quantity.is_zero() && !pool.value.is_zero() && costs.shortages().next().is_none() {
            "nothing on hand has a value"
        } else {
            return Ok(());
        };
        Err(Error::Corrupt { what: format!("variant {}: {broken}", pool.variant) })
    }

    /// Adds what changed since the transaction began.
    pub(crate) fn changes(&self, change: &mut StateChange) -> Result<()> {
        let Some(before) = &self.before else { return Ok(()) };
        // A kit that was sold and came back in one transaction is known from then on all the same.
        Stored::of(&self.now)?.changes_since(&Stored::of(before)?, self.is_new, change);
        Ok(())
    }

    /// The transaction was kept.
    pub(crate) fn commit(&mut self) {
        self.is_new &= self.before.is_none();
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

impl Facts {
    fn settle(&mut self, at: Timestamp) -> Result<()> {
        self.pool.quantity = self.costs.quantity()?;
        self.pool.value = self.costs.value()?;
        self.pool.method = self.costs.method();
        self.pool.newest_at = self.pool.newest_at.max(at);
        self.pool.moves = self.pool.moves.checked_add(1).ok_or(Error::too_large("number of moves"))?;
        Ok(())
    }
}
