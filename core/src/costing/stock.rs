//! The goods of one item, and what each act does to them.

use rustc_hash::FxHashMap;

use super::places::Places;
use super::pool::Pool;
use super::written_down::WrittenDown;
use super::{Act, CostScope, Move, NegativeStock, Outcome, Reason, Rules, SaleLeft, Slice, UnitCost, return_value};
use crate::ledger::{CostingMethod, LineKey, LocationNo};
use crate::value::{Money, Quantity, share};
use crate::{Error, Expected, Result};

/// Where the one pool of [`CostScope::Item`] stands.
const WHOLE_ITEM: LocationNo = LocationNo(0);

/// Cost pools, levels and awaited sales of one item. It does not know its rules: many items have the same.
#[derive(Debug, Clone)]
pub(super) struct Stock {
    pub(super) pools: Places<Pool>,
    /// On hand per location, where that is not the quantity of a pool.
    pub(super) levels: Places<Quantity>,
    /// Unit cost of the newest receipt at any location, where pools know only their own.
    pub(super) newest: Option<UnitCost>,
    /// How the goods are costed, once that is not as the rules say.
    pub(super) follows: Option<CostingMethod>,
    /// What sales that are awaited to come back still cost; nothing of those that lie ahead.
    pub(super) sales: Sales,
}

// Boxed: few items await a sale, and many stand side by side.
#[allow(clippy::box_collection)]
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sales(Option<Box<FxHashMap<LineKey, Option<SaleLeft>>>>);

impl Sales {
    pub(super) fn get(&self, sale: LineKey) -> Option<SaleLeft> {
        self.0.as_ref()?.get(&sale).copied().flatten()
    }

    /// Remembers what a sale still costs; nothing of one that lies ahead.
    pub(super) fn set(&mut self, sale: LineKey, left: Option<SaleLeft>) {
        self.0.get_or_insert_default().insert(sale, left);
    }

    /// The sale, if it is awaited.
    fn awaited(&mut self, sale: LineKey) -> Option<&mut Option<SaleLeft>> {
        self.0.as_mut()?.get_mut(&sale)
    }

    pub(super) fn watch(&mut self, sale: LineKey) {
        self.0.get_or_insert_default().entry(sale).or_default();
    }

    pub(super) fn forget(&mut self, sale: LineKey) {
        if let Some(sales) = &mut self.0 {
            sales.remove(&sale);
        }
        self.0.take_if(|sales| sales.is_empty());
    }

    /// Forgets all sales that are not to be kept.
    pub(super) fn retain(&mut self, keep: impl Fn(LineKey) -> bool) {
        if let Some(sales) = &mut self.0 {
            sales.retain(|sale, _| keep(*sale));
        }
        self.0.take_if(|sales| sales.is_empty());
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (LineKey, Option<SaleLeft>)> {
        self.0.iter().flat_map(|sales| sales.iter()).map(|(sale, left)| (*sale, *left))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |sales| sales.len())
    }
}

/// A move under its rules, and whether more may leave than is there.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) rules: &'a Rules,
    pub(super) negative: NegativeStock,
    pub(super) one: &'a Move,
}

impl Step<'_> {
    /// Where the pool of the move stands.
    fn pool(self) -> LocationNo {
        pool_at(self.rules, self.one.location)
    }
}

/// Where the pool of goods at `location` stands.
pub(super) const fn pool_at(rules: &Rules, location: LocationNo) -> LocationNo {
    match rules.scope {
        CostScope::Item => WHOLE_ITEM,
        CostScope::Location => location,
    }
}

fn positive(quantity: Quantity) -> Result<()> {
    if quantity.is_positive() { Ok(()) } else { Err(Error::invalid("quantity", quantity, Expected::Positive)) }
}

impl Stock {
    pub(super) fn new(method: CostingMethod) -> Self {
        let (pools, levels) = (Places::new(Pool::new(method)), Places::new(Quantity::ZERO));
        Self { pools, levels, newest: None, follows: None, sales: Sales::default() }
    }

    /// Applies one move and tells in `out`, which is clear, what it did. A refusal changes nothing.
    pub(super) fn apply(&mut self, step: Step<'_>, out: &mut Outcome) -> Result<(), Reason> {
        match step.one.act {
            Act::Receive { quantity, value } => self.receive(step, quantity, value, out),
            Act::Issue { quantity } => self.issue(step, quantity, None, out),
            Act::SendBack { of, quantity } => self.issue(step, quantity, of, out),
            Act::Return { of: Some(sale), quantity, .. } => self.take_back(step, sale, quantity, out),
            Act::Return { of: None, quantity, value: Some(value) } => self.put(step, quantity, value, out),
            Act::Return { of: None, quantity, value: None } | Act::Found { quantity } => self.find(step, quantity, out),
            Act::Count { counted } => self.count(step, counted, out),
            Act::Transfer { to, quantity } => match step.rules.scope {
                CostScope::Item => self.carry(step, to, quantity),
                CostScope::Location => self.carry_value(step, to, quantity, out),
            },
            Act::Follow { method } => self.follow(step, method),
            Act::WriteDown { value } => self.write_down(step, value, out),
            Act::WriteUp { value } => self.write_up(step, value, out),
            Act::Realizable { unit } => self.realize(step, unit, out),
        }
    }

    pub(super) fn method(&self, rules: &Rules) -> CostingMethod {
        self.follows.unwrap_or(rules.method)
    }

    fn follow(&mut self, step: Step<'_>, method: CostingMethod) -> Result<(), Reason> {
        if method == self.method(step.rules) {
            return Ok(());
        }
        for pool in self.pools.all_mut() {
            pool.follow(method, step.one.place())?;
        }
        self.follows = Some(method);
        Ok(())
    }

    /// On hand at `location`; below zero when it is short.
    pub(super) fn level(&self, rules: &Rules, location: LocationNo) -> Quantity {
        match rules.scope {
            CostScope::Item => self.levels.get(location).copied().unwrap_or_default(),
            CostScope::Location => self.pools.get(location).map_or(Quantity::ZERO, Pool::quantity),
        }
    }

    /// Sets what is on hand at `location`, where no pool says it.
    fn set_level(&mut self, rules: &Rules, location: LocationNo, level: Quantity) {
        if rules.scope == CostScope::Item {
            *self.levels.entry(location, || Quantity::ZERO) = level;
        }
    }

    fn pool(&mut self, step: Step<'_>) -> &mut Pool {
        let method = self.method(step.rules);
        self.pools.entry(step.pool(), || Pool::new(method))
    }

    /// The unit cost of goods of which their pool knows none.
    fn fallback(&self, rules: &Rules) -> Option<UnitCost> {
        self.newest.or(rules.default_unit_cost)
    }

    fn receive(&mut self, step: Step<'_>, quantity: Quantity, value: Money, out: &mut Outcome) -> Result<(), Reason> {
        self.put(step, quantity, value, out)?;
        if self.method(step.rules) == CostingMethod::Fifo {
            let cost = UnitCost::of_goods(value, quantity);
            self.pool(step).received(cost);
            if step.rules.scope == CostScope::Location {
                self.newest = cost;
            }
        }
        Ok(())
    }

    /// Goods come in at a value.
    fn put(&mut self, step: Step<'_>, quantity: Quantity, value: Money, out: &mut Outcome) -> Result<(), Reason> {
        let Move { at, key: source, location, .. } = *step.one;
        let level = self.level(step.rules, location).add(quantity)?;
        self.pool(step).take_in(Slice { at, source, quantity, value }, out)?;
        self.set_level(step.rules, location, level);
        (out.quantity, out.value) = (quantity, value);
        self.make_true(out)
    }

    /// Goods turn up that nobody knows the cost of.
    fn find(&mut self, step: Step<'_>, quantity: Quantity, out: &mut Outcome) -> Result<(), Reason> {
        positive(quantity)?;
        let fallback = self.fallback(step.rules);
        let value = self.pool(step).carrying_value(quantity, fallback)?;
        self.put(step, quantity, value, out)
    }

    /// Goods leave; those of the receipt `own` first.
    fn issue(
        &mut self,
        step: Step<'_>,
        quantity: Quantity,
        own: Option<LineKey>,
        out: &mut Outcome,
    ) -> Result<(), Reason> {
        positive(quantity)?;
        let Move { key, location, .. } = *step.one;
        let level = self.level(step.rules, location);
        let left = level.sub(quantity)?;
        let fallback = self.fallback(step.rules);
        let pool = self.pool(step);
        let available = level.min(pool.quantity());
        if quantity > available {
            if step.negative == NegativeStock::Forbid {
                return Err(Reason::Short { location, asked: quantity, available });
            }
            out.missing = quantity.sub(available)?;
        }
        let cost = pool.take_out(quantity, own, step.one.place(), fallback, out)?;
        self.set_level(step.rules, location, left);
        (out.quantity, out.value) = (quantity.neg()?, cost.neg()?);
        if !self.sales.is_empty()
            && let (Some(awaited), Act::Issue { .. }) = (self.sales.awaited(key), step.one.act)
        {
            let (short, provisional) = out.short.map_or_else(Default::default, |short| (short.quantity, short.value));
            let (quantity, value) = (quantity.sub(short)?, cost.sub(provisional)?);
            *awaited = Some(SaleLeft { at: step.one.at, location, quantity, value, ahead: Quantity::ZERO });
        }
        Ok(())
    }

    /// Goods of a known sale come back: they undo what it took without it being there, then come in for their share of
    /// what the rest of it costs.
    fn take_back(
        &mut self,
        step: Step<'_>,
        sale: LineKey,
        quantity: Quantity,
        out: &mut Outcome,
    ) -> Result<(), Reason> {
        positive(quantity)?;
        let mut left = self.sales.get(sale).ok_or(Reason::UnknownSale { sale })?;
        let home = pool_at(step.rules, left.location);
        let place = (left.at, sale);
        let shortage = self.pools.get(home).and_then(Pool::shortages).and_then(|short| short.of(place)).copied();
        let (uncovered, provisional) = shortage.map_or_else(Default::default, |short| (short.quantity, short.value));
        let open = uncovered.sub(left.ahead)?;
        let most = left.quantity.add(open)?;
        if quantity > most {
            return Err(Reason::ReturnExceeds { sale, asked: quantity, left: most });
        }
        // A shortage is undone where it arose. Goods that come back elsewhere leave it open: they are there, not here.
        let at_home = home == step.pool();
        let undone = if at_home { quantity.min(open) } else { quantity.sub(left.quantity)?.max(Quantity::ZERO) };
        let rest = quantity.sub(undone)?;
        let covered = if rest.is_zero() { Money::ZERO } else { return_value(left.value, rest, left.quantity)? };
        let level = self.level(step.rules, step.one.location).add(quantity)?;
        self.pool(step).check_room(quantity, covered.add(provisional)?)?;
        self.set_level(step.rules, step.one.location, level);
        let undone_value = if at_home {
            self.pool(step).cancel(place, undone)
        } else {
            left.ahead = left.ahead.add(undone)?;
            if undone.is_zero() { Money::ZERO } else { share(provisional, undone.micros(), uncovered.micros())? }
        };
        (left.quantity, left.value) = (left.quantity.sub(rest)?, left.value.sub(covered)?);
        self.sales.set(sale, Some(left));
        (out.quantity, out.value) = (quantity, covered.add(undone_value)?);
        let (quantity, value) = if at_home { (rest, covered) } else { (quantity, out.value) };
        if quantity.is_positive() {
            let Move { at, key: source, .. } = *step.one;
            self.pool(step).take_in(Slice { at, source, quantity, value }, out)?;
        }
        self.make_true(out)
    }

    /// The difference to what was counted turns up, or leaves.
    fn count(&mut self, step: Step<'_>, counted: Quantity, out: &mut Outcome) -> Result<(), Reason> {
        if counted.is_negative() {
            return Err(Error::invalid("counted", counted, Expected::NotNegative).into());
        }
        let found = counted.sub(self.level(step.rules, step.one.location))?;
        if found.is_positive() {
            self.find(step, found, out)
        } else if found.is_negative() {
            self.issue(step, found.neg()?, None, out)
        } else {
            Ok(())
        }
    }

    /// Goods are carried within their pool. They must be there.
    fn carry(&mut self, step: Step<'_>, to: LocationNo, quantity: Quantity) -> Result<(), Reason> {
        let from = step.one.location;
        self.check_carry(step, to, quantity)?;
        let [left, there] = [self.level(step.rules, from).sub(quantity)?, self.level(step.rules, to).add(quantity)?];
        self.set_level(step.rules, from, left);
        self.set_level(step.rules, to, there);
        Ok(())
    }

    /// Goods are carried to another pool, and take their value along.
    fn carry_value(
        &mut self,
        step: Step<'_>,
        to: LocationNo,
        quantity: Quantity,
        out: &mut Outcome,
    ) -> Result<(), Reason> {
        self.check_carry(step, to, quantity)?;
        let from_value = self.pool(step).value();
        let method = self.method(step.rules);
        let there = self.pools.entry(to, || Pool::new(method));
        there.check_room(quantity, from_value)?;
        let loads = self.pool(step).load(quantity, step.one.place(), &mut out.takes);
        let there = self.pools.entry(to, || Pool::new(method));
        for load in loads {
            out.moved = out.moved.add(load.slice.value)?;
            there.unload(&load, step.one.key, out)?;
        }
        self.make_true(out)
    }

    fn check_carry(&mut self, step: Step<'_>, to: LocationNo, quantity: Quantity) -> Result<(), Reason> {
        positive(quantity)?;
        let location = step.one.location;
        if to == location {
            return Err(Error::invalid("to", to, Expected::Another).into());
        }
        let available = self.level(step.rules, location);
        if quantity > available { Err(Reason::Short { location, asked: quantity, available }) } else { Ok(()) }
    }

    fn write_down(&mut self, step: Step<'_>, value: Money, out: &mut Outcome) -> Result<(), Reason> {
        self.pool(step).write_down(value.not_negative("value")?)?;
        out.value = value.neg()?;
        Ok(())
    }

    fn write_up(&mut self, step: Step<'_>, value: Money, out: &mut Outcome) -> Result<(), Reason> {
        self.pool(step).write_up(value.not_negative("value")?)?;
        out.value = value;
        Ok(())
    }

    /// The goods are carried at the lower of cost and what can be realised.
    fn realize(&mut self, step: Step<'_>, unit: UnitCost, out: &mut Outcome) -> Result<(), Reason> {
        let pool = self.pool(step);
        let there = pool.quantity();
        let above = if there.is_positive() { pool.value().sub(unit.of(there)?)? } else { Money::ZERO };
        if above.is_negative() {
            let up = above.neg()?.min(pool.written_down().map_or(Money::ZERO, WrittenDown::total));
            self.write_up(step, up, out)
        } else {
            self.write_down(step, above, out)
        }
    }

    /// Sales that are awaited to come back cost what the goods that now cover them do.
    fn make_true(&mut self, out: &Outcome) -> Result<(), Reason> {
        if self.sales.is_empty() {
            return Ok(());
        }
        for true_up in &out.true_ups {
            let Some(Some(left)) = self.sales.awaited(true_up.sale) else { continue };
            let back = left.ahead.min(true_up.quantity);
            let covered = true_up.quantity.sub(back)?;
            left.ahead = left.ahead.sub(back)?;
            left.quantity = left.quantity.add(covered)?;
            left.value = left.value.add(share(true_up.real, covered.micros(), true_up.quantity.micros())?)?;
        }
        Ok(())
    }

    /// Quantity and value of all goods, less what is missing.
    pub(super) fn totals(&self) -> (i128, i128) {
        let pools = self.pools.iter().map(|(_, pool)| pool);
        pools.fold((0, 0), |(quantity, value), pool| {
            (quantity + i128::from(pool.quantity().micros()), value + i128::from(pool.value().minor()))
        })
    }

    /// Quantity and value of all goods, if they fit.
    pub(super) fn end(&self) -> Result<(Quantity, Money)> {
        let (quantity, value) = self.totals();
        let micros = i64::try_from(quantity).map_err(|_| Error::too_large("quantity"))?;
        Ok((Quantity::from_micros(micros), Money::try_from(value)?))
    }

    /// How many things a comparison may look at.
    pub(super) fn size(&self) -> usize {
        self.pools.iter().map(|(_, pool)| pool.size()).sum::<usize>() + self.sales.len()
    }
}

impl PartialEq for Stock {
    fn eq(&self, other: &Self) -> bool {
        self.newest == other.newest
            && self.follows == other.follows
            && self.levels.same(&other.levels, Quantity::is_zero)
            && self.pools.same(&other.pools, Pool::is_blank)
            && self.sales == other.sales
    }
}
