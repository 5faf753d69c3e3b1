use serde::{Deserialize, Serialize};

use super::moves::Place;
use super::pool::Pool;
use super::shortages::Shortages;
use super::stock::Stock;
use super::written_down::WrittenDown;
use super::{AverageBook, Book, FifoBook, Replay, Rules, SaleLeft, Shortage, Slice, UnitCost};
use crate::ledger::{CostingMethod, LineKey, LocationNo};
use crate::value::{Money, Quantity};
use crate::{Error, Expected, Result};

/// The parts of a [`Replay`], to keep it in a store, or to make one of what a store keeps. This is what it is
/// serialized as.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayParts {
    /// How the item is costed.
    pub rules: Rules,
    /// The place of the last move that was applied.
    #[serde(rename = "at", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Cost pools by location; 0 is the location of a pool of the whole item.
    pub pools: Vec<(LocationNo, PoolParts)>,
    /// On hand per location; empty under [`CostScope::Location`](super::CostScope::Location), where the pools say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<(LocationNo, Quantity)>,
    /// Unit cost of the newest receipt at any location; only for pools by location, first in, first out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<UnitCost>,
    /// How the goods are costed, once that is not as the rules say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<CostingMethod>,
    /// What watched sales still cost; nothing of those that lie ahead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sales: Vec<(LineKey, Option<SaleLeft>)>,
}

/// One cost pool: goods, or shortages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolParts {
    /// On hand; zero while it is short.
    #[serde(rename = "q")]
    pub quantity: Quantity,
    /// What that is worth.
    #[serde(rename = "v")]
    pub value: Money,
    /// Under first in, first out: the slices that are quantity and value.
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty", with = "rows")]
    pub slices: Vec<Slice>,
    /// What left without being there, oldest first.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub shortages: Vec<Shortage>,
    /// The last known unit cost. First in, first out: of the newest receipt. Moving average: of the goods before the
    /// take that left none; nothing while there are some.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub last: Option<UnitCost>,
    /// By how much goods are written down: of each slice, by its place; under moving average one figure.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub written_down: Vec<(Place, Money)>,
}

impl From<&Pool> for PoolParts {
    fn from(pool: &Pool) -> Self {
        let slices = if let Book::Fifo(book) = pool.goods() { book.slices().copied().collect() } else { Vec::new() };
        Self {
            quantity: pool.goods().quantity(),
            value: pool.goods().value(),
            slices,
            shortages: pool.shortages().map(|short| short.iter().copied().collect()).unwrap_or_default(),
            last: pool.last(),
            written_down: pool.written_down().map(|down| down.parts().to_vec()).unwrap_or_default(),
        }
    }
}

impl PoolParts {
    fn into_pool(self, method: CostingMethod) -> Result<Pool> {
        let goods = match method {
            CostingMethod::Fifo => Book::Fifo(FifoBook::with_slices(self.slices)?),
            CostingMethod::MovingAverage => Book::Average(AverageBook::with_pool(self.quantity, self.value)?),
        };
        for (field, total, parts) in [
            ("quantity", self.quantity.micros(), goods.quantity().micros()),
            ("value", self.value.minor(), goods.value().minor()),
        ] {
            if total != parts {
                return Err(Error::invalid(field, total, Expected::Exactly(parts.to_string())));
            }
        }
        let mut short = Shortages::default();
        for shortage in self.shortages {
            super::slice::acceptable(shortage.quantity, shortage.value)?;
            short.push(shortage)?;
        }
        if goods.quantity().is_positive() && short.quantity().is_positive() {
            return Err(Error::invalid("shortages", short.quantity(), Expected::Exactly("0".to_string())));
        }
        let mut down = WrittenDown::default();
        for (place, value) in self.written_down {
            down.add(place, value.not_negative("written_down")?)?;
        }
        Ok(Pool::with(goods, self.last, short, down))
    }
}

impl From<Replay> for ReplayParts {
    fn from(replay: Replay) -> Self {
        let Replay { rules, place, stock } = replay;
        let mut sales: Vec<_> = stock.sales.iter().collect();
        sales.sort_unstable_by_key(|(key, _)| *key);
        let pools = stock.pools.iter().filter(|(_, pool)| !pool.is_blank());
        let levels = stock.levels.iter().filter(|(_, level)| !level.is_zero());
        let mut parts = Self {
            rules,
            place,
            pools: pools.map(|(location, pool)| (location, pool.into())).collect(),
            levels: levels.map(|(location, level)| (location, *level)).collect(),
            newest: stock.newest,
            follows: stock.follows,
            sales,
        };
        parts.pools.sort_unstable_by_key(|(location, _)| *location);
        parts.levels.sort_unstable();
        parts
    }
}

impl TryFrom<ReplayParts> for Replay {
    type Error = Error;

    fn try_from(parts: ReplayParts) -> Result<Self> {
        let ReplayParts { rules, place, pools, levels, newest, follows, sales } = parts;
        let method = follows.unwrap_or(rules.method);
        let mut stock = Stock { newest, follows, ..Stock::new(method) };
        for (sale, left) in sales {
            stock.sales.set(sale, left);
        }
        for (location, pool) in pools {
            let pool = pool.into_pool(method)?;
            *stock.pools.entry(location, || Pool::new(method)) = pool;
        }
        for (location, level) in levels {
            *stock.levels.entry(location, || Quantity::ZERO) = level;
        }
        Ok(Self { rules, place, stock })
    }
}

/// Slices as rows of numbers: a checkpoint may hold thousands.
mod rows {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::costing::Slice;

    pub(super) fn serialize<S: Serializer>(slices: &[Slice], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(slices.iter().map(|slice| (slice.at, slice.source, slice.quantity, slice.value)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Slice>, D::Error> {
        let rows = Vec::deserialize(deserializer)?.into_iter();
        Ok(rows.map(|(at, source, quantity, value)| Slice { at, source, quantity, value }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Timestamp;

    fn parts() -> ReplayParts {
        let (quantity, value) = (Quantity::ONE, Money::from_minor(5));
        let slice = Slice { at: Timestamp::from_micros(3), source: LineKey::from_column(2), quantity, value };
        let pool = PoolParts { quantity, value, slices: vec![slice], ..PoolParts::default() };
        let levels = vec![(LocationNo(4), quantity)];
        ReplayParts { pools: vec![(LocationNo(0), pool)], levels, ..ReplayParts::default() }
    }

    #[test]
    fn a_state_is_kept_in_few_bytes() {
        let replay = Replay::try_from(parts()).unwrap();
        let json = serde_json::to_string(&replay).unwrap();
        let pool = r#"{"q":1000000,"v":5,"f":[[3,2,1000000,5]]}"#;
        let rules = r#"{"method":"fifo","scope":"item","negative":"forbid"}"#;
        assert_eq!(json, format!(r#"{{"rules":{rules},"pools":[[0,{pool}]],"levels":[[4,1000000]]}}"#));
        assert_eq!(ReplayParts::from(serde_json::from_str::<Replay>(&json).unwrap()), parts());
    }

    fn shortage() -> Shortage {
        let (at, sale) = (Timestamp::from_micros(1), LineKey::from_column(1));
        Shortage { at, sale, quantity: Quantity::ONE, value: Money::ZERO }
    }

    #[test]
    fn parts_that_contradict_each_other_are_refused() {
        let refused = |change: fn(&mut PoolParts)| {
            let mut parts = parts();
            parts.pools.iter_mut().for_each(|(_, pool)| change(pool));
            Replay::try_from(parts).unwrap_err().to_string()
        };
        assert!(refused(|pool| pool.value = Money::ZERO).starts_with("value:"));
        assert!(refused(|pool| pool.quantity = Quantity::ZERO).starts_with("quantity:"));
        assert!(refused(|pool| pool.shortages = vec![shortage()]).starts_with("shortages:"));
        assert!(
            refused(|pool| pool.written_down =
                vec![((Timestamp::from_micros(3), LineKey::from_column(2)), Money::from_minor(-1))])
            .starts_with("written_down:")
        );
    }
}
