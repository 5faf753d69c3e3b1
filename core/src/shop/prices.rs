use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::check;
use super::edit::Edit;
use super::handle::Shop;
use crate::document::EditedRecord;
use crate::posting::{Card, Gate, Snapshot, body, digest_of};
use crate::pricing::{ListPrices, PriceList, PriceStep};
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{DocumentId, Price, PriceListId, Quantity, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Prices that one list may have for one variant.
const MOST_STEPS: usize = 100;

/// Price lists: other prices by level of member, by quantity, by pack, by time.
#[derive(Clone, Copy)]
pub struct Prices<'a> {
    pub(crate) shop: &'a Shop,
}

/// What a price list shall say of a variant.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::shop::VariantPrices;
/// use tillbook::value::VariantId;
/// let cola = VariantPrices::new(VariantId::new()).each(dec!(2.80)).from(dec!(12), dec!(2.60)).pack("case", dec!(58));
/// assert_eq!(cola.steps.len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantPrices {
    /// The variant.
    pub variant: VariantId,
    /// Its prices, 1 to 100, in any order; each unit and quantity once.
    pub steps: Vec<NewPriceStep>,
}

/// A price from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPriceStep {
    /// The pack that it is a price of; `None` for the stock unit.
    pub pack: Option<String>,
    /// From so many packs or stock units in the cart on; zero or more.
    pub from: Decimal,
    /// Of one pack or stock unit, above zero.
    pub price: Decimal,
}

impl VariantPrices {
    /// No prices yet.
    pub fn new(variant: VariantId) -> Self {
        Self { variant, steps: Vec::new() }
    }

    /// A price of the stock unit, for any quantity.
    pub fn each(self, price: Decimal) -> Self {
        self.step(None, Decimal::ZERO, price)
    }

    /// A price of the stock unit, from so many on.
    pub fn from(self, quantity: Decimal, price: Decimal) -> Self {
        self.step(None, quantity, price)
    }

    /// A price of a pack, from one pack on.
    pub fn pack(self, name: impl Into<String>, price: Decimal) -> Self {
        self.step(Some(name.into()), Decimal::ONE, price)
    }

    /// A price of a pack, from so many packs on.
    pub fn packs_from(self, name: impl Into<String>, packs: Decimal, price: Decimal) -> Self {
        self.step(Some(name.into()), packs, price)
    }

    fn step(mut self, pack: Option<String>, from: Decimal, price: Decimal) -> Self {
        self.steps.push(NewPriceStep { pack, from, price });
        self
    }

    fn prices(&self, list: PriceListId, card: &Card) -> Result<ListPrices> {
        if self.steps.is_empty() {
            return Err(Error::invalid("steps", "[]", Expected::NotEmpty));
        }
        if self.steps.len() > MOST_STEPS {
            return Err(Error::invalid("steps", self.steps.len(), Expected::AtMostItems(MOST_STEPS)));
        }
        let mut steps: Vec<PriceStep> = Vec::with_capacity(self.steps.len());
        for (index, step) in self.steps.iter().enumerate() {
            let within = |error: Error| error.within(format_args!("steps[{index}]"));
            let known = step.read(card).map_err(within)?;
            if steps.iter().any(|other| other.pack == known.pack && other.from == known.from) {
                return Err(within(Error::invalid("from", step.from, Expected::Unique)));
            }
            steps.push(known);
        }
        steps.sort_by(|a, b| (&a.pack, a.from).cmp(&(&b.pack, b.from)));
        Ok(ListPrices { list, variant: self.variant, steps })
    }
}

impl NewPriceStep {
    fn read(&self, card: &Card) -> Result<PriceStep> {
        let pack = self.pack.as_deref().map(|name| card.product.pack(name).map_err(|error| error.within("pack")));
        let pack = pack.transpose()?.flatten().map(|pack| pack.name.clone());
        let from = Quantity::not_negative(self.from, "from")?;
        let price = Price::not_negative(self.price, "price")?;
        if price == Price::ZERO {
            return Err(Error::invalid("price", self.price, Expected::Positive));
        }
        Ok(PriceStep { pack, from, price })
    }
}

impl Prices<'_> {
    /// Adds price lists, or replaces those with the same id; what they say of variants stays. Sales that were posted keep
    /// their prices. At most 1,000 lists, those that are over included.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn put_lists(&self, id: DocumentId, lists: &[PriceList]) -> Result<()> {
        let records: Vec<_> = lists.iter().cloned().map(EditedRecord::PriceList).collect();
        self.shop.edit(id, "price_lists", &records).map(|_| ())
    }

    /// Says what a list asks for variants, at most 5,000 at once: all that it said of them before is replaced, what it says
    /// of others stays. Prices of variants off the shelf may be made ready; they are not sold before.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a list, a variant or a pack that nobody knows; [`Error::Invalid`] for a price that is not
    /// above zero, without prices, and for two of the same quantity.
    pub fn set(&self, id: DocumentId, list: PriceListId, prices: &[VariantPrices]) -> Result<()> {
        let make = |gate: &mut Gate<'_>| {
            check::lines(Noun::PriceList, prices)?;
            let variants: Vec<VariantId> = prices.iter().map(|prices| prices.variant).collect();
            let cards = named(gate, list, &variants)?;
            let lines = prices.iter().zip(&cards).enumerate();
            lines.map(|(i, (prices, card))| Ok(said(check::at_line(i, prices.prices(list, card))?))).collect()
        };
        self.shop.post(&Edit { id, request: digest_of("set_prices", &(list, prices))?, make: &make }).map(|_| ())
    }

    /// Says that a list asks nothing special for these variants any more, at most 5,000 at once.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a list or a variant that nobody knows; [`Error::Invalid`].
    pub fn remove(&self, id: DocumentId, list: PriceListId, variants: &[VariantId]) -> Result<()> {
        let make = |gate: &mut Gate<'_>| {
            check::lines(Noun::PriceList, variants)?;
            named(gate, list, variants)?;
            let nothing = |variant: &VariantId| said(ListPrices { list, variant: *variant, steps: Vec::new() });
            Ok(variants.iter().map(nothing).collect())
        };
        self.shop.post(&Edit { id, request: digest_of("remove_prices", &(list, variants))?, make: &make }).map(|_| ())
    }

    /// All price lists, in the order in which they were added, those that are over included.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn lists(&self) -> Result<Vec<PriceList>> {
        self.shop.read(|_, snapshot| Ok(snapshot.price_lists.clone()))
    }

    /// What lists say of a variant, in the order of the lists.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn of_variant(&self, variant: VariantId) -> Result<Vec<ListPrices>> {
        self.shop.read(|tx, snapshot| {
            let card = snapshot.card(tx, variant)?;
            let of = |list: &PriceList| card.prices.iter().find(|prices| prices.list == list.id);
            let said = snapshot.price_lists.iter().filter_map(of).filter(|prices| !prices.steps.is_empty());
            Ok(said.cloned().collect())
        })
    }

    /// All that a list says, in the order in which it first named the variants.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn of_list(&self, list: PriceListId) -> Result<Vec<ListPrices>> {
        self.shop.read(|tx, snapshot| {
            known(snapshot, list)?;
            let query = RecordQuery::Keys(RecordKind::ListPrices, KeyKind::Link, &[&list.to_string()]);
            let mut records = tx.records(&query)?;
            records.sort_by_key(|record| record.number);
            let said: Vec<ListPrices> = records.iter().map(body).collect::<Result<_>>()?;
            Ok(said.into_iter().filter(|prices| !prices.steps.is_empty()).collect())
        })
    }
}

fn said(prices: ListPrices) -> EditedRecord {
    EditedRecord::ListPrices(prices)
}

fn known(snapshot: &Snapshot, list: PriceListId) -> Result<()> {
    let found = snapshot.price_lists.iter().any(|known| known.id == list);
    if found { Ok(()) } else { Err(Error::not_found(Noun::PriceList, list)) }
}

/// The cards of what a list is to name: each once, and all of them known.
fn named(gate: &mut Gate<'_>, list: PriceListId, variants: &[VariantId]) -> Result<Vec<Arc<Card>>> {
    let snapshot = gate.snapshot()?;
    known(&snapshot, list)?;
    check::no_repeats("variant", variants.iter().copied())?;
    snapshot.cards(gate.tx, variants)
}
