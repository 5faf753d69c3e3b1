use super::pool::Pool;
use super::{CostScope, Replay, ReplayParts, Rules, Shortage, Slice, UnitCost};
use crate::Result;
use crate::ledger::LocationNo;
use crate::value::{Money, Quantity};

/// Where the pool of a whole item stands.
const WHOLE_ITEM: LocationNo = LocationNo(0);

/// A state that layers and a last cost tell all of: one pool for the whole item, and nothing written down. Nearly every
/// state is one.
pub(crate) struct Plain<'a> {
    pool: Option<&'a Pool>,
}

impl Replay {
    /// The state as a plain one, if it is.
    pub(crate) fn plain(&self) -> Option<Plain<'_>> {
        let pool = self.stock.pools.get(WHOLE_ITEM);
        let is_plain = self.rules.scope == CostScope::Item && pool.is_none_or(|pool| pool.written_down().is_none());
        is_plain.then_some(Plain { pool })
    }

    /// The plain state with these layers, shortages (below zero) among them.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid) for layers that cannot be.
    pub(crate) fn of_plain(
        rules: Rules,
        (quantity, value): (Quantity, Money),
        layers: impl Iterator<Item = Slice>,
        last: Option<UnitCost>,
        levels: Vec<(LocationNo, Quantity)>,
    ) -> Result<Self> {
        let mut pool = super::PoolParts { last, ..super::PoolParts::default() };
        if quantity.is_positive() {
            (pool.quantity, pool.value) = (quantity, value);
        }
        for layer in layers {
            if layer.quantity.is_negative() {
                let Slice { at, source: sale, quantity, value } = layer;
                pool.shortages.push(Shortage { at, sale, quantity: quantity.neg()?, value: value.neg()? });
            } else {
                pool.slices.push(layer);
            }
        }
        Self::try_from(ReplayParts { rules, levels, pools: vec![(WHOLE_ITEM, pool)], ..ReplayParts::default() })
    }

    /// Costs the goods as these rules say from now on.
    pub(crate) fn set_rules(&mut self, rules: Rules) {
        self.rules = rules;
    }
}

impl Plain<'_> {
    /// The last known unit cost.
    pub(crate) fn last(&self) -> Option<UnitCost> {
        self.pool.and_then(Pool::last)
    }

    /// Slices, oldest first; or shortages, with quantities and values below zero.
    pub(crate) fn layers(&self) -> impl Iterator<Item = Slice> {
        let book =
            self.pool.and_then(|pool| if let super::Book::Fifo(book) = pool.goods() { Some(book) } else { None });
        let slices = book.into_iter().flat_map(|book| book.slices().copied());
        let short = self.pool.and_then(Pool::shortages);
        slices.chain(short.into_iter().flat_map(super::shortages::Shortages::iter).map(|short| Slice {
            at: short.at,
            source: short.sale,
            quantity: Quantity::from_micros(-short.quantity.micros()),
            value: Money::from_minor(-short.value.minor()),
        }))
    }
}
