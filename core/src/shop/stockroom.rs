use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::handle::Shop;
use crate::ledger::{LineKey, LocationNo, Movement, MovementKind, PostNo, Revaluation, VariantNo};
use crate::posting::{Card, Snapshot};
use crate::report::{Known, Moment};
use crate::storage::{DocumentQuery, LedgerFilter, PoolQuery, Transaction, all_levels};
use crate::value::{BusinessDay, Date, DocumentId, LocationId, Money, Quantity, SaleId, Timestamp, VariantId};
use crate::{Error, Noun, Result};

mod count;
mod explain;
mod moving;
mod opening;
mod pools;
mod shortages;
mod write_down;

pub use count::{Count, CountLine};
pub use explain::{CostRevaluation, SaleCost, SaleLineCost, TakenFrom};
pub use moving::{TransferLine, WriteOffLine};
pub use opening::OpeningStockLine;
pub use pools::{CostLayer, CostPool};
pub use shortages::OpenShortage;
pub(crate) use shortages::shortages_through;
pub use write_down::WriteDownLine;

/// What lies where and what it cost.
#[derive(Clone, Copy)]
pub struct Stockroom<'a> {
    pub(crate) shop: &'a Shop,
}

/// On hand of a variant in one location and batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// The variant.
    pub variant: VariantId,
    /// The location.
    pub location: LocationId,
    /// The batch number; empty for goods that are not tracked by batch.
    pub batch: String,
    /// The batch's last good day.
    pub expires_on: Option<Date>,
    /// How much.
    pub quantity: Quantity,
}

/// A variant's ledger card (进销存明细).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LedgerCard {
    /// On hand over all locations, before the first line.
    pub opening: Quantity,
    /// What that was worth.
    pub opening_value: Money,
    /// The movements, oldest first.
    pub lines: Vec<LedgerLine>,
}

/// A line of a variant's ledger card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// When it happened.
    pub effective_at: Timestamp,
    /// Why the goods moved.
    pub kind: MovementKind,
    /// The document.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// The earlier document that it puts right, or whose goods are worth more or less because of it.
    pub corrects: Option<DocumentId>,
    /// Where.
    pub location: LocationId,
    /// The batch number.
    pub batch: String,
    /// In positive, out negative.
    pub quantity: Quantity,
    /// At cost; the sign is that of the quantity.
    pub value: Money,
    /// On hand over all locations, after it.
    pub balance: Quantity,
    /// What that is worth, after it.
    pub balance_value: Money,
}

impl Stockroom<'_> {
    /// Where the goods of these variants lie, by variant as asked for, then location and batch.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn levels(&self, variants: &[VariantId]) -> Result<Vec<StockLevel>> {
        self.shop.read(|tx, snapshot| {
            let cards = snapshot.cards(tx, variants)?;
            let numbers: Vec<VariantNo> = cards.iter().map(|card| card.no).collect();
            let levels = all_levels(tx, &PoolQuery::Variants(&numbers))?;
            let mut answer = Vec::with_capacity(levels.len());
            for card in &cards {
                for level in levels.iter().filter(|level| level.key.variant == card.no) {
                    let place = snapshot.locations().iter().find(|(no, _)| *no == level.key.location);
                    let place = place.ok_or_else(|| Error::not_found(Noun::Location, level.key.location))?;
                    answer.push(StockLevel {
                        variant: card.variant.id,
                        location: place.1.id,
                        batch: level.key.batch.clone(),
                        expires_on: level.expires_on,
                        quantity: level.quantity,
                    });
                }
            }
            Ok(answer)
        })
    }

    /// On hand of a variant, over all locations, and what it is worth at cost.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn on_hand(&self, variant: VariantId) -> Result<(Quantity, Money)> {
        self.shop.read(|tx, snapshot| {
            let card = snapshot.card(tx, variant)?;
            let pool = tx.pools(&PoolQuery::Variants(&[card.no]))?.pop();
            Ok(pool.map_or((Quantity::ZERO, Money::ZERO), |pool| (pool.quantity, pool.value)))
        })
    }

    /// How much of a variant there is to sell, over all locations: of goods what is on hand, of a kit as many whole ones as
    /// its parts make up.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn available(&self, variant: VariantId) -> Result<Quantity> {
        self.shop.read(|tx, snapshot| {
            let card = snapshot.card(tx, variant)?;
            available(tx, snapshot, &card)
        })
    }

    /// On hand of a variant at a time or when a day was over, over all locations, and what it was worth at cost: as it is known
    /// now, or as it was known then.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn on_hand_at(&self, variant: VariantId, moment: impl Into<Moment>, known: Known) -> Result<(Quantity, Money)> {
        let moment = moment.into();
        self.shop.read(|tx, snapshot| {
            let card = snapshot.card(tx, variant)?;
            let filter = LedgerFilter { variant: Some(card.no), ..LedgerFilter::default() };
            let (at, until) = (moment.time(&snapshot.zone), known.until(tx)?);
            let counts = |effective_at, key: LineKey| effective_at <= at && key.post() <= until;
            let (mut quantity, mut value) = (Quantity::ZERO, Money::ZERO);
            tx.movements(&filter, &mut |row| {
                if counts(row.effective_at, row.key) {
                    (quantity, value) = (quantity.add(row.quantity)?, value.add(row.value)?);
                }
                Ok(())
            })?;
            tx.revaluations(&filter, &mut |row| {
                if counts(row.effective_at, row.key) {
                    value = value.add(row.value)?;
                }
                Ok(())
            })?;
            Ok((quantity, value))
        })
    }

    /// The ledger card of a variant: its movements with running balances, oldest first; of all time, or of the business
    /// days from the first to the second, both included. A card of days begins with the balance before them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn ledger_card(&self, variant: VariantId, period: Option<(BusinessDay, BusinessDay)>) -> Result<LedgerCard> {
        self.shop.read(|tx, snapshot| {
            let card = snapshot.card(tx, variant)?;
            let until = period.map(|(_, to)| (BusinessDay(Date::MIN), to));
            let filter = LedgerFilter { variant: Some(card.no), days: until, ..LedgerFilter::default() };
            let (mut ledger, mut movements) = (LedgerCard::default(), Vec::new());
            tx.movements(&filter, &mut |movement| {
                if period.is_some_and(|(from, _)| movement.business_day < from) {
                    ledger.opening = ledger.opening.add(movement.quantity)?;
                    ledger.opening_value = ledger.opening_value.add(movement.value)?;
                } else {
                    movements.push(movement.clone());
                }
                Ok(())
            })?;
            let place = snapshot.main_location()?.0;
            tx.revaluations(&filter, &mut |row| {
                if period.is_some_and(|(from, _)| row.business_day < from) {
                    ledger.opening_value = ledger.opening_value.add(row.value)?;
                } else {
                    movements.push(revalued(row, place));
                }
                Ok(())
            })?;
            movements.sort_by_key(|movement| (movement.effective_at, movement.key, movement.corrects));
            ledger.lines = ledger_lines(tx, snapshot, (ledger.opening, ledger.opening_value), movements)?;
            Ok(ledger)
        })
    }

    /// What each line of a sale cost, which goods that cost came from, and what later documents made of it; all as it is
    /// known now.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn explain_cost(&self, sale: SaleId) -> Result<SaleCost> {
        self.shop.examine(|gate| explain::explain(gate, sale))
    }
}

/// What is on hand of goods; as many whole kits as there are parts for.
pub(super) fn available(tx: &mut dyn Transaction, snapshot: &Snapshot, card: &Card) -> Result<Quantity> {
    let parts: Vec<VariantId> = card.variant.parts.iter().map(|part| part.variant).collect();
    let cards = snapshot.cards(tx, &parts)?;
    let mut numbers: Vec<VariantNo> = cards.iter().map(|card| card.no).collect();
    if parts.is_empty() {
        numbers.push(card.no);
    }
    let pools = tx.pools(&PoolQuery::Variants(&numbers))?;
    let on_hand = |no| pools.iter().find(|pool| pool.variant == no).map_or(Quantity::ZERO, |pool| pool.quantity);
    let mut kits = card.variant.parts.iter().zip(&cards).map(|(part, card)| part.kits_of(on_hand(card.no)));
    match kits.next() {
        Some(first) => kits.try_fold(first?, |least, kits| Ok(least.min(kits?))),
        None => Ok(on_hand(card.no)),
    }
}

/// A revaluation as a movement of nothing but value.
fn revalued(row: &Revaluation, location: LocationNo) -> Movement {
    Movement {
        key: row.key,
        document_line: row.document_line,
        kind: row.kind,
        variant: row.variant,
        kit: row.kit,
        location,
        batch: String::new(),
        effective_at: row.effective_at,
        business_day: row.business_day,
        quantity: Quantity::ZERO,
        value: row.value,
        of: None,
        corrects: Some(row.corrects),
        takes: Vec::new(),
    }
}

/// Movements with the balances after them.
fn ledger_lines(
    tx: &mut dyn Transaction,
    snapshot: &Snapshot,
    (mut balance, mut balance_value): (Quantity, Money),
    movements: Vec<Movement>,
) -> Result<Vec<LedgerLine>> {
    let keys = movements.iter().flat_map(|movement| [Some(movement.key), movement.corrects]);
    let documents = numbers_of(tx, keys.flatten())?;
    let places: FxHashMap<LocationNo, LocationId> =
        snapshot.locations().iter().map(|(no, location)| (*no, location.id)).collect();
    let mut lines = Vec::with_capacity(movements.len());
    for movement in movements {
        balance = balance.add(movement.quantity)?;
        balance_value = balance_value.add(movement.value)?;
        let location = places.get(&movement.location).copied();
        let document = documents.get(&movement.key.post());
        let (document, number) =
            document.cloned().ok_or_else(|| Error::not_found(Noun::Document, movement.key.post()))?;
        lines.push(LedgerLine {
            effective_at: movement.effective_at,
            kind: movement.kind,
            document,
            number,
            corrects: movement.corrects.and_then(|key| documents.get(&key.post())).map(|(id, _)| *id),
            location: location.ok_or_else(|| Error::not_found(Noun::Location, movement.location))?,
            batch: movement.batch,
            quantity: movement.quantity,
            value: movement.value,
            balance,
            balance_value,
        });
    }
    Ok(lines)
}

/// Ids and numbers of the documents that these rows belong to, in one call.
fn numbers_of(
    tx: &mut dyn Transaction,
    keys: impl Iterator<Item = LineKey>,
) -> Result<FxHashMap<PostNo, (DocumentId, String)>> {
    let mut posts: Vec<_> = keys.map(LineKey::post).collect();
    posts.sort_unstable();
    posts.dedup();
    let documents = tx.documents(&DocumentQuery::Posts(&posts))?;
    Ok(documents.into_iter().map(|d| (d.post_no, (d.header.id, d.header.number))).collect())
}
