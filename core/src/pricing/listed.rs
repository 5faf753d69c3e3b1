//! Which price of all that may hold a cart line gets.

use serde::{Deserialize, Serialize};

use super::{ListPrices, PriceList, PriceStep};
use crate::Result;
use crate::value::{Currency, Money, Price, PriceListId, Quantity};

/// The price list that a price of a line came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPrice {
    /// The list; its name is the reason of the price.
    pub list: PriceListId,
    /// The quantity that the price holds from; zero for any.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub from: Quantity,
    /// If the price is one of a pack: the line costs exactly so many packs at that price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<PackPrice>,
}

/// Packs of a line and what one of them costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackPrice {
    /// The name of the pack.
    pub pack: String,
    /// How many.
    pub packs: Quantity,
    /// Price of one.
    pub price: Price,
}

/// A lower price that is nearly reached (再买2件，每件9.00).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextPrice {
    /// The list that has it.
    pub list: PriceListId,
    /// Its name.
    pub name: String,
    /// How many more of the goods are missing: stock units, or packs on a line that is bought in packs.
    pub missing: Quantity,
    /// What one of them costs then.
    pub price: Price,
}

/// How much of some goods a line asks for, and the whole cart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The pack that the line is bought in, and how many.
    pub(crate) packs: Option<(&'a str, Quantity)>,
    /// Stock units of the line.
    pub(crate) units: Quantity,
    /// Packs of this name in all lines of these goods.
    pub(crate) packs_in_cart: Quantity,
    /// Stock units in all lines of these goods.
    pub(crate) units_in_cart: Quantity,
}

/// What a line costs before anything is taken off, and why.
#[derive(Debug)]
pub(crate) struct Found {
    /// Of a stock unit, rounded to six decimals if it is a price of a pack.
    pub(crate) unit_price: Price,
    pub(crate) amount: Money,
    /// Why it is not the catalog's price; empty if it is.
    pub(crate) reason: String,
    pub(crate) listed: Option<ListedPrice>,
    pub(crate) next: Option<NextPrice>,
}

/// The price without lists, and why it is not the catalog's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain<'a> {
    pub(crate) unit_price: Price,
    pub(crate) reason: &'a str,
}

impl Plain<'_> {
    /// What a line costs by it.
    pub(crate) fn of(self, units: Quantity, currency: Currency) -> Result<Found> {
        let amount = self.unit_price.amount(units, currency)?;
        let (unit_price, reason) = (self.unit_price, self.reason.to_string());
        Ok(Found { unit_price, amount, reason, listed: None, next: None })
    }
}

/// A step of a list that holds.
type Candidate<'a> = (&'a PriceList, &'a PriceStep);

impl Wanted<'_> {
    /// The lowest of all prices that hold, where lists override the lowest of these; of equal prices the plain one, then
    /// that of the list with the smallest id. `lists` are those that hold, each with what it says of the goods.
    pub(crate) fn price(
        &self,
        plain: Plain<'_>,
        lists: &[(&PriceList, &ListPrices)],
        currency: Currency,
    ) -> Result<Found> {
        let reached: Vec<Candidate<'_>> =
            lists.iter().filter_map(|(list, prices)| Some((*list, self.reached(prices)?))).collect();
        let overridden = reached.iter().any(|(list, _)| list.overrides);
        let best = reached.into_iter().filter(|(list, _)| list.overrides || !overridden);
        let best = best.min_by_key(|(list, step)| (self.cost(step), list.id));
        let plain_cost = i128::from(plain.unit_price.micros()) * i128::from(self.units.micros());
        let best = best.filter(|(_, step)| overridden || self.cost(step) < plain_cost);
        let cost = best.map_or(plain_cost, |(_, step)| self.cost(step));
        let mut found = match best {
            Some((list, step)) => self.at(list, step, currency)?,
            None => plain.of(self.units, currency)?,
        };
        found.next = self.next(cost, lists.iter().filter(|(list, _)| list.overrides || !overridden));
        Ok(found)
    }

    /// What a list asks for: for the pack that is bought, else for stock units.
    fn reached<'a>(&self, prices: &'a ListPrices) -> Option<&'a PriceStep> {
        let of_pack = self.packs.and_then(|(pack, _)| prices.reached(Some(pack), self.packs_in_cart));
        of_pack.or_else(|| prices.reached(None, self.units_in_cart))
    }

    /// What the line costs by a step, exactly, in 10^-12.
    fn cost(&self, step: &PriceStep) -> i128 {
        i128::from(step.price.micros()) * i128::from(self.counted(step).micros())
    }

    /// The quantity that a price is multiplied with.
    fn counted(&self, step: &PriceStep) -> Quantity {
        match self.packs {
            Some((_, packs)) if step.pack.is_some() => packs,
            _ => self.units,
        }
    }

    fn at(&self, list: &PriceList, step: &PriceStep, currency: Currency) -> Result<Found> {
        let counted = self.counted(step);
        let pack = step.pack.clone().map(|pack| PackPrice { pack, packs: counted, price: step.price });
        let unit_price = if pack.is_some() { step.price.spread(counted, self.units)? } else { step.price };
        let amount = step.price.amount(counted, currency)?;
        let listed = Some(ListedPrice { list: list.id, from: step.from, pack });
        Ok(Found { unit_price, amount, reason: list.name.clone(), listed, next: None })
    }

    /// The nearest step above that is cheaper than what the line costs, for the unit that is bought.
    fn next<'a>(
        &self,
        cost: i128,
        lists: impl Iterator<Item = &'a (&'a PriceList, &'a ListPrices)>,
    ) -> Option<NextPrice> {
        let (pack, in_cart) = match self.packs {
            Some((pack, _)) => (Some(pack), self.packs_in_cart),
            None => (None, self.units_in_cart),
        };
        let above = lists.flat_map(|(list, prices)| {
            let steps = prices.steps.iter().filter(|step| step.pack.as_deref() == pack && step.from > in_cart);
            steps.filter(|step| self.cost(step) < cost).map(move |step| (*list, step))
        });
        let (list, step) = above.min_by_key(|(list, step)| (step.from, step.price, list.id))?;
        let missing = step.from.sub(in_cart).ok()?;
        Some(NextPrice { list: list.id, name: list.name.clone(), missing, price: step.price })
    }
}
