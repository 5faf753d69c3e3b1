use serde::{Deserialize, Serialize};

use super::moves::Place;
use super::pool::Pool;
use super::shortages::Shortages;
use super::stock::{Step, Stock, pool_at};
use super::written_down::WrittenDown;
use super::{Book, CostScope, FifoBook, Move, Outcome, Reason, Refusal, ReplayParts, Rules, SaleLeft, Shortage, Slice};
use crate::Result;
use crate::ledger::{CostingMethod, LineKey, LocationNo};
use crate::value::{Money, Quantity};

/// The state of one item while its moves are applied in the order of their places.
///
/// Two states are equal when everything later will come out equal: goods, shortages, last known costs, and what
/// awaited sales still cost. By which moves they came about is of no matter.
///
/// ```
/// use tillbook::costing::{Act, Move, NegativeStock, Replay, Rules};
/// use tillbook::ledger::{CostingMethod, LineKey, LocationNo};
/// use tillbook::value::{Money, Quantity, Timestamp};
///
/// let moved = |at, act| Move {
///     item: 1,
///     key: LineKey::from_column(at),
///     at: Timestamp::from_micros(at),
///     location: LocationNo(1),
///     act,
/// };
/// let (ten, value) = (Quantity::whole(10)?, Money::from_minor(30_000));
/// let rules = Rules { negative: NegativeStock::Allow, ..Rules::from(CostingMethod::Fifo) };
/// let mut goods = Replay::new(rules);
///
/// // Ten are sold that nobody received: at no cost that anybody knows. Then they come in for 300.00.
/// let sale = goods.apply(&moved(1, Act::Issue { quantity: ten }))?;
/// assert_eq!((sale.value.minor(), goods.quantity()?.to_string()), (0, "-10".to_string()));
/// let receipt = goods.apply(&moved(2, Act::Receive { quantity: ten, value }))?;
/// assert_eq!(receipt.true_ups[0].difference().minor(), 30_000); // the cost of the sale
/// assert!(goods.quantity()?.is_zero() && goods.value()?.is_zero());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "ReplayParts", into = "ReplayParts")]
pub struct Replay {
    pub(super) rules: Rules,
    pub(super) place: Option<Place>,
    pub(super) stock: Stock,
}

impl Replay {
    /// Of an item that never moved.
    pub fn new(rules: impl Into<Rules>) -> Self {
        let rules = rules.into();
        Self { rules, place: None, stock: Stock::new(rules.method) }
    }

    /// How it is costed.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// By which method its goods are costed now.
    pub fn method(&self) -> CostingMethod {
        self.stock.method(&self.rules)
    }

    /// The place of the last move that was applied.
    pub const fn place(&self) -> Option<Place> {
        self.place
    }

    /// Applies the next move.
    ///
    /// # Errors
    /// [`Refusal`]; the state is left as it was.
    pub fn apply(&mut self, one: &Move) -> Result<Outcome, Refusal> {
        let mut out = Outcome::default();
        let done = match self.place {
            Some(last) if last == one.place() => Err(Reason::Duplicate),
            Some(last) if last > one.place() => Err(Reason::OutOfOrder),
            _ => self.stock.apply(Step { rules: &self.rules, negative: self.rules.negative, one }, &mut out),
        };
        done.map_err(|reason| Refusal { item: one.item, key: one.key, reason })?;
        self.place = Some(one.place());
        Ok(out)
    }

    /// Remembers what the sale `key`, which is not applied yet, costs, so that its goods can come back.
    pub fn watch(&mut self, key: LineKey) {
        self.stock.sales.watch(key);
    }

    /// Tells what the sale `key`, which was applied without being watched, still costs.
    pub fn known(&mut self, key: LineKey, left: SaleLeft) {
        self.stock.sales.set(key, Some(left));
    }

    /// What a watched or known sale still costs.
    pub fn sale_left(&self, key: LineKey) -> Option<SaleLeft> {
        self.stock.sales.get(key)
    }

    /// No return of the sale `key` follows: it is remembered no longer.
    pub fn forget(&mut self, key: LineKey) {
        self.stock.sales.forget(key);
    }

    /// On hand at all locations; below zero when it is short.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn quantity(&self) -> Result<Quantity> {
        self.stock.end().map(|(quantity, _)| quantity)
    }

    /// Worth at cost; what is missing counts, at its provisional cost, as below zero.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn value(&self) -> Result<Money> {
        self.stock.end().map(|(_, value)| value)
    }

    /// On hand at one location; below zero when it is short.
    pub fn quantity_at(&self, location: LocationNo) -> Quantity {
        self.stock.level(&self.rules, location)
    }

    /// Worth of the cost pool of the goods at one location; that is all of them under [`CostScope::Item`].
    pub fn pool_value(&self, location: LocationNo) -> Money {
        let pool = self.stock.pools.get(pool_at(&self.rules, location));
        pool.map_or(Money::ZERO, Pool::value)
    }

    /// On hand of the cost pool of the goods at one location; below zero when it is short.
    pub fn pool_quantity(&self, location: LocationNo) -> Quantity {
        let pool = self.stock.pools.get(pool_at(&self.rules, location));
        pool.map_or(Quantity::ZERO, Pool::quantity)
    }

    /// The locations that goods ever were at.
    pub fn locations(&self) -> impl Iterator<Item = LocationNo> {
        let levels = self.stock.levels.iter().map(|(location, _)| location);
        let pools = self.stock.pools.iter().map(|(location, _)| location);
        levels.chain(pools.filter(|_| self.rules.scope == CostScope::Location))
    }

    /// The slices of each pool, the oldest first, with the location of their pool (0 for that of the whole item); none
    /// under moving average.
    pub fn slices(&self) -> impl Iterator<Item = (LocationNo, &Slice)> {
        self.stock.pools.iter().flat_map(|(location, pool)| {
            let book = if let Book::Fifo(book) = pool.goods() { Some(book) } else { None };
            book.into_iter().flat_map(FifoBook::slices).map(move |slice| (location, slice))
        })
    }

    /// What left each pool without being there, the oldest first, with the location of the pool (0 for that of the
    /// whole item).
    pub fn shortages(&self) -> impl Iterator<Item = (LocationNo, &Shortage)> {
        self.stock.pools.iter().flat_map(|(location, pool)| {
            pool.shortages().into_iter().flat_map(Shortages::iter).map(move |shortage| (location, shortage))
        })
    }

    /// By how much the goods of all pools are still written down.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn written_down(&self) -> Result<Money> {
        let pools = self.stock.pools.iter().filter_map(|(_, pool)| pool.written_down());
        Money::sum(pools.map(WrittenDown::total))
    }
}

impl PartialEq for Replay {
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules && self.stock == other.stock
    }
}

impl Eq for Replay {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::costing::{Act, NegativeStock, UnitCost};
    use crate::ledger::CostingMethod;
    use crate::value::Timestamp;

    const A: LocationNo = LocationNo(1);
    const B: LocationNo = LocationNo(2);

    fn rules(method: CostingMethod) -> Rules {
        Rules { scope: CostScope::Location, negative: NegativeStock::Allow, ..Rules::from(method) }
    }

    fn one(serial: i64, location: LocationNo, act: Act) -> Move {
        Move { item: 1, key: LineKey::from_column(serial), at: Timestamp::from_micros(serial), location, act }
    }

    fn units(micros: i64) -> Quantity {
        Quantity::from_micros(micros)
    }

    fn receive(micros: i64, minor: i64) -> Act {
        Act::Receive { quantity: units(micros), value: Money::from_minor(minor) }
    }

    fn issue(micros: i64) -> Act {
        Act::Issue { quantity: units(micros) }
    }

    fn take_back(sale: i64, micros: i64) -> Act {
        Act::Return { of: Some(LineKey::from_column(sale)), quantity: units(micros), value: None }
    }

    fn refused(replay: &mut Replay, one: &Move) -> &'static str {
        let before = replay.clone();
        let code = replay.apply(one).unwrap_err().reason.code();
        assert!(*replay == before && replay.place() == before.place(), "a refusal leaves no trace");
        code
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut goods = Replay::new(Rules { negative: NegativeStock::Forbid, ..rules(CostingMethod::Fifo) });
        goods.apply(&one(5, A, receive(3, 9))).unwrap();
        let refusals = [
            (one(4, A, receive(1, 1)), "out_of_order"),
            (one(5, A, receive(1, 1)), "duplicate"),
            (one(6, A, receive(0, 1)), "invalid"),
            (one(6, A, receive(1, -1)), "invalid"),
            (one(6, A, receive(1, i64::MAX)), "too_large"),
            (one(6, A, receive(i64::MAX, 1)), "too_large"),
            (one(6, A, issue(-1)), "invalid"),
            (one(6, A, issue(4)), "insufficient_stock"),
            (one(6, B, issue(1)), "insufficient_stock"),
            (one(6, A, Act::Count { counted: units(-1) }), "invalid"),
            (one(6, A, Act::Transfer { to: A, quantity: units(1) }), "invalid"),
            (one(6, A, Act::Transfer { to: B, quantity: units(4) }), "insufficient_stock"),
            (one(6, A, Act::WriteDown { value: Money::from_minor(10) }), "write_down_exceeds"),
            (one(6, A, Act::WriteDown { value: Money::from_minor(-1) }), "invalid"),
            (one(6, A, Act::WriteUp { value: Money::from_minor(1) }), "write_down_exceeds"),
            (one(6, A, take_back(5, 1)), "unknown_sale"),
        ];
        for (refusal, code) in refusals {
            assert_eq!(refused(&mut goods, &refusal), code, "{refusal:?}");
        }
    }

    #[test]
    fn what_comes_back_elsewhere_leaves_the_shortage_where_it_arose() {
        let mut goods = Replay::new(rules(CostingMethod::Fifo));
        goods.watch(LineKey::from_column(2));
        goods.apply(&one(1, A, receive(2, 20))).unwrap();
        goods.apply(&one(2, A, issue(5))).unwrap(); // two at 10, three provisional at 10
        assert_eq!(goods.apply(&one(3, B, take_back(2, 4))).unwrap().value.minor(), 40);
        assert_eq!((goods.quantity_at(A), goods.quantity_at(B)), (units(-3), units(4)));
        // Three come in for 36: two of them were brought back before, one can still come back, for 12.
        goods.apply(&one(4, A, receive(3, 36))).unwrap();
        assert_eq!(refused(&mut goods, &one(5, A, take_back(2, 2))), "return_exceeds");
        assert_eq!(goods.apply(&one(5, A, take_back(2, 1))).unwrap().value.minor(), 12);
        assert_eq!((goods.quantity_at(A), goods.pool_value(A).minor()), (units(1), 12));
    }

    #[test]
    fn a_location_that_never_received_goes_by_the_newest_receipt() {
        let default_unit_cost = UnitCost::new(Money::from_minor(1), units(1)).ok();
        for (method, cost) in [(CostingMethod::Fifo, -7), (CostingMethod::MovingAverage, -1)] {
            let mut goods = Replay::new(Rules { default_unit_cost, ..rules(method) });
            goods.apply(&one(1, A, receive(1, 7))).unwrap();
            assert_eq!(goods.apply(&one(2, B, issue(1))).unwrap().value.minor(), cost);
        }
    }

    #[test]
    fn a_write_down_is_carried_with_its_goods() {
        for method in [CostingMethod::Fifo, CostingMethod::MovingAverage] {
            let mut goods = Replay::new(rules(method));
            goods.apply(&one(1, A, receive(4, 40))).unwrap();
            goods.apply(&one(2, B, issue(1))).unwrap();
            goods.apply(&one(3, A, Act::WriteDown { value: Money::from_minor(20) })).unwrap();
            // One of the three covers what B is short of; it takes its part of the write-down with it.
            let carried = goods.apply(&one(4, A, Act::Transfer { to: B, quantity: units(3) })).unwrap();
            assert_eq!((carried.moved.minor(), carried.value.minor(), carried.true_ups[0].real.minor()), (15, 0, 5));
            let up = |serial, location, minor| one(serial, location, Act::WriteUp { value: Money::from_minor(minor) });
            assert_eq!(refused(&mut goods, &up(5, A, 6)), "write_down_exceeds");
            assert_eq!(refused(&mut goods, &up(5, B, 11)), "write_down_exceeds");
            goods.apply(&up(5, A, 5)).unwrap();
            goods.apply(&up(6, B, 10)).unwrap();
            assert_eq!((goods.pool_value(A).minor(), goods.pool_value(B).minor()), (10, 20));
        }
    }

    #[test]
    fn states_are_equal_when_what_follows_is() {
        let mut sold_out = Replay::new(CostingMethod::MovingAverage);
        let mut other = sold_out.clone();
        for (goods, factor) in [(&mut sold_out, 1), (&mut other, 3)] {
            goods.apply(&one(1, A, receive(factor, 7 * factor))).unwrap();
            goods.apply(&one(2, A, issue(factor))).unwrap();
        }
        assert!(sold_out == other, "the last average is the same fraction");
        assert!(sold_out != Replay::new(CostingMethod::MovingAverage), "a count may find goods at that cost");
        assert_eq!(sold_out.apply(&one(3, A, Act::Found { quantity: units(2) })).unwrap().value.minor(), 14);
    }

    #[test]
    fn a_past_that_cannot_be_told_any_more_is_no_difference() {
        let sold = |minor| {
            let mut goods = Replay::new(CostingMethod::MovingAverage);
            goods.apply(&one(1, A, receive(1, minor))).unwrap();
            goods.apply(&one(2, A, issue(1))).unwrap();
            goods
        };
        let (mut dear, mut cheap) = (sold(9), sold(4));
        assert!(dear != cheap, "the last average");
        for goods in [&mut dear, &mut cheap] {
            goods.apply(&one(3, A, receive(2, 10))).unwrap();
        }
        assert!(dear == cheap, "it is that of the goods now");
    }

    #[test]
    fn the_newest_receipt_is_a_difference() {
        let sold = |order: [(LocationNo, i64); 2]| {
            let mut goods = Replay::new(rules(CostingMethod::Fifo));
            for ((location, minor), serial) in order.into_iter().zip([1, 3]) {
                goods.apply(&one(serial, location, receive(1, minor))).unwrap();
                goods.apply(&one(serial + 1, location, issue(1))).unwrap();
            }
            goods
        };
        assert!(sold([(A, 5), (B, 7)]) != sold([(B, 7), (A, 5)]), "a third location goes by it");
    }
}
