//! Which batches goods leave from: the one that expires first goes first (FEFO).

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::snapshot::Card;
use super::state::State;
use crate::catalog::Location;
use crate::costing::NegativeStock;
use crate::document::Pick;
use crate::ledger::{Level, LocationNo, VariantNo};
use crate::value::{Date, Quantity};
use crate::{Error, Result};

/// What may be picked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PickRule<'a> {
    /// Only this batch.
    pub(crate) batch: Option<&'a str>,
    /// Goods whose last good day is before this one are expired; `None` makes no difference between goods.
    pub(crate) good_on: Option<Date>,
    /// Takes expired goods as well, after all others.
    pub(crate) expired_too: bool,
    /// Takes what is not there as well, where that may be.
    pub(crate) short_too: bool,
}

/// What was picked.
pub(crate) struct Picked {
    pub(crate) picks: Vec<Pick>,
    /// How much of it is not there.
    pub(crate) short: Quantity,
}

/// What lies where, less what earlier lines of the same document took.
#[derive(Default)]
pub(crate) struct Shelf {
    levels: FxHashMap<VariantNo, Vec<Level>>,
}

impl Shelf {
    /// What lay where at another time than now.
    pub(crate) fn put(&mut self, variant: VariantNo, levels: Vec<Level>) {
        self.levels.insert(variant, levels);
    }

    fn levels(&mut self, state: &State, variant: VariantNo) -> Result<&mut Vec<Level>> {
        match self.levels.entry(variant) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(free) => Ok(free.insert(state.goods(variant)?.levels().to_vec())),
        }
    }

    /// Splits `quantity` over the batches at a location: by last good day (goods without one last), then by when
    /// they first came in.
    pub(crate) fn take(
        &mut self,
        state: &State,
        card: &Card,
        (location_no, location): &(LocationNo, Location),
        quantity: Quantity,
        rule: PickRule<'_>,
    ) -> Result<Picked> {
        let mut here: Vec<&mut Level> = self
            .levels(state, card.no)?
            .iter_mut()
            .filter(|level| level.key.location == *location_no && level.quantity.is_positive())
            .filter(|level| rule.batch.is_none_or(|batch| level.key.batch == batch))
            .collect();
        let expired = |level: &Level| matches!((level.expires_on, rule.good_on), (Some(last), Some(on)) if last < on);
        here.sort_by_key(|level| (expired(level), level.expires_on.is_none(), level.expires_on, level.since));
        let refused = |level: &Level| expired(level) && !rule.expired_too;

        let in_all = Quantity::sum(here.iter().map(|level| level.quantity))?;
        let good = Quantity::sum(here.iter().filter(|level| !refused(level)).map(|level| level.quantity))?;
        let may_be_short = rule.short_too && card.rules.negative == NegativeStock::Allow;
        if good < quantity && !may_be_short {
            let sku = card.variant.sku.clone();
            if let Some(level) = here.iter().find(|level| refused(level))
                && let Some(expires_on) = level.expires_on
                && in_all >= quantity
            {
                return Err(Error::Expired { sku, batch: level.key.batch.clone(), expires_on });
            }
            let place = match rule.batch {
                Some(batch) => format!("{}, batch {batch}", location.name),
                None => location.name.clone(),
            };
            return Err(Error::OutOfStock { sku, place, asked: quantity, available: good });
        }
        let (mut picks, mut left) = (Vec::new(), quantity);
        for level in here.into_iter().filter(|level| !refused(level)) {
            if !left.is_positive() {
                break;
            }
            let taken = left.min(level.quantity);
            left = left.sub(taken)?;
            level.quantity = level.quantity.sub(taken)?;
            picks.push(Pick { batch: level.key.batch.clone(), quantity: taken });
        }
        if left.is_positive() {
            let batch = rule.batch.unwrap_or_default().to_string();
            match picks.iter_mut().find(|pick| pick.batch == batch) {
                Some(pick) => pick.quantity = pick.quantity.add(left)?,
                None => picks.push(Pick { batch, quantity: left }),
            }
        }
        Ok(Picked { picks, short: left })
    }
}

/// The picks of a line in its document: left out when all goods are without a batch.
pub(crate) fn stored(picks: Vec<Pick>) -> Vec<Pick> {
    if picks.iter().all(|pick| pick.batch.is_empty()) { Vec::new() } else { picks }
}

/// The picks of a line out of its document.
pub(crate) fn of_line(stored: &[Pick], quantity: Quantity) -> Vec<Pick> {
    if stored.is_empty() { vec![Pick { batch: String::new(), quantity }] } else { stored.to_vec() }
}

/// The opposite direction.
pub(crate) fn negated(picks: Vec<Pick>) -> Result<Vec<Pick>> {
    picks.into_iter().map(|pick| Ok(Pick { quantity: pick.quantity.neg()?, batch: pick.batch })).collect()
}
