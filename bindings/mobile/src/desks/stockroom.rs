// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::pairs::{OnHand, Period};
use crate::records::{
    CostPool, Count, CountLine, Known, LedgerCard, Moment, OpenShortage, OpeningStockLine, SaleCost, StockLevel,
    TransferLine, WriteDownLine, WriteOffLine,
};
use crate::{Result, Shop};
use rust_decimal::Decimal;
use tillbook::value::{DocumentId, LocationId, SaleId, VariantId};

/// What lies where and what it cost.
#[derive(Debug, uniffi::Object)]
pub struct Stockroom {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Stockroom {
    /// States what was found at a location (`None` for the shop's first one). Missing goods leave like goods that are
    /// sold, the batch that expires first first, but are a count variance; found goods come in at the average carrying
    /// cost, else the last cost, into the batch that expires last; of goods with a shelf life of which none are there,
    /// the batch must be named.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`.
    pub fn count(&self, id: DocumentId, location: Option<LocationId>, lines: Vec<CountLine>) -> Result<Count> {
        self.shop.ask(|shop, currency| shop.stockroom().count(id, location, &given(lines, currency)?))
    }

    /// Throws goods away, from a location (`None` for the shop's first one).
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`, `OutOfStock`.
    pub fn write_off(&self, id: DocumentId, location: Option<LocationId>, lines: Vec<WriteOffLine>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.stockroom().write_off(id, location, &given(lines, currency)?))
    }

    /// Carries goods from one location to another. What they are worth does not change.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`, `OutOfStock`.
    pub fn transfer(&self, id: DocumentId, from: LocationId, to: LocationId, lines: Vec<TransferLine>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.stockroom().transfer(id, from, to, &given(lines, currency)?))
    }

    /// States what the shop opened with, in a location (`None` for its first one).
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`, `BatchDates`.
    pub fn open_with(&self, id: DocumentId, location: Option<LocationId>, lines: Vec<OpeningStockLine>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.stockroom().open_with(id, location, &given(lines, currency)?))
    }

    /// What the goods of a variant that are on hand are made of, at cost: one pool, or one for each location where a
    /// location is a pool of its own. None of goods that never moved.
    ///
    /// Throws: `NotFound`.
    pub fn cost_pools(&self, variant: VariantId) -> Result<Vec<CostPool>> {
        self.shop.ask(|shop, _| shop.stockroom().cost_pools(variant))
    }

    /// All that was sold, or taken otherwise, without being there and is not covered yet; by variant, oldest first. The
    /// next goods in cover the oldest first, at what they cost.
    ///
    /// Throws: Failures of the storage.
    pub fn shortages(&self) -> Result<Vec<OpenShortage>> {
        self.shop.ask(|shop, _| shop.stockroom().shortages())
    }

    /// States the net realisable value of goods: they are carried at the lower of cost and that (IAS 2.9). What they
    /// cost above it is written down at once, not when they are sold; when a later statement is higher, what is still
    /// there is written up again, at most to what it cost (IAS 2.33). Like a count it is a fact: paper that comes late
    /// is costed first, and the difference is taken anew.
    ///
    /// Where each location is a cost pool of its own, the goods at `location` (`None` for the shop's first one) are
    /// meant.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`.
    pub fn write_down(&self, id: DocumentId, location: Option<LocationId>, lines: Vec<WriteDownLine>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.stockroom().write_down(id, location, &given(lines, currency)?))
    }

    /// Where the goods of these variants lie, by variant as asked for, then location and batch.
    ///
    /// Throws: `NotFound`.
    pub fn levels(&self, variants: Vec<VariantId>) -> Result<Vec<StockLevel>> {
        self.shop.ask(|shop, currency| shop.stockroom().levels(&given(variants, currency)?))
    }

    /// On hand of a variant, over all locations, and what it is worth at cost.
    ///
    /// Throws: `NotFound`.
    pub fn on_hand(&self, variant: VariantId) -> Result<OnHand> {
        self.shop.ask(|shop, _| shop.stockroom().on_hand(variant))
    }

    /// How much of a variant there is to sell, over all locations: of goods what is on hand, of a kit as many whole
    /// ones as its parts make up.
    ///
    /// Throws: `NotFound`.
    pub fn available(&self, variant: VariantId) -> Result<Decimal> {
        self.shop.ask(|shop, _| shop.stockroom().available(variant))
    }

    /// On hand of a variant at a time or when a day was over, over all locations, and what it was worth at cost: as it
    /// is known now, or as it was known then.
    ///
    /// Throws: `NotFound`.
    pub fn on_hand_at(&self, variant: VariantId, moment: Moment, known: Known) -> Result<OnHand> {
        self.shop
            .ask(|shop, currency| shop.stockroom().on_hand_at(variant, moment.given(currency)?, known.given(currency)?))
    }

    /// The ledger card of a variant: its movements with running balances, oldest first; of all time, or of the business
    /// days from the first to the second, both included. A card of days begins with the balance before them.
    ///
    /// Throws: `NotFound`.
    pub fn ledger_card(&self, variant: VariantId, period: Option<Period>) -> Result<LedgerCard> {
        self.shop.ask(|shop, currency| shop.stockroom().ledger_card(variant, period.given(currency)?))
    }

    /// What each line of a sale cost, which goods that cost came from, and what later documents made of it; all as it
    /// is known now.
    ///
    /// Throws: `NotFound`.
    pub fn explain_cost(&self, sale: SaleId) -> Result<SaleCost> {
        self.shop.ask(|shop, _| shop.stockroom().explain_cost(sale))
    }
}
