use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::document::{Body, Digest, OpeningBody, OpeningLine};
use crate::posting::{Command, Decided, Gate, digest_of};
use crate::shop::check;
use crate::shop::purchasing::{batch_of, same_batch};
use crate::value::{Currency, Date, DocumentId, LocationId, Money, Price, Quantity, VariantId};
use crate::{Noun, Result};

/// Goods that are there when the shop opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningStockLine {
    /// What is there.
    pub variant: VariantId,
    /// Stock units, above zero.
    pub quantity: Decimal,
    /// What one cost; zero or more.
    pub unit_cost: Decimal,
    /// Batch number; needed for goods with a shelf life.
    pub batch: Option<String>,
    /// When the batch was made.
    pub produced_on: Option<Date>,
    /// Its last good day.
    pub expires_on: Option<Date>,
}

impl OpeningStockLine {
    /// So many stock units, at this cost of one.
    pub fn new(variant: VariantId, quantity: Decimal, unit_cost: Decimal) -> Self {
        Self { variant, quantity, unit_cost, batch: None, produced_on: None, expires_on: None }
    }

    /// Of this batch, good until this day, included.
    pub fn batch(mut self, number: impl Into<String>, expires_on: Option<Date>) -> Self {
        self.batch = Some(number.into());
        self.expires_on = expires_on;
        self
    }
}

impl Stockroom<'_> {
    /// States what the shop opened with, in a location (`None` for its first one).
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty), [`Error::Invalid`](crate::Error::Invalid),
    /// [`Error::NotFound`](crate::Error::NotFound), [`Error::BatchDates`](crate::Error::BatchDates).
    pub fn open_with(&self, id: DocumentId, location: Option<LocationId>, lines: &[OpeningStockLine]) -> Result<()> {
        self.shop.post(&OpenWith { id, location, lines }).map(|_| ())
    }
}

/// What is posted.
#[derive(Serialize)]
struct OpenWith<'a> {
    id: DocumentId,
    location: Option<LocationId>,
    lines: &'a [OpeningStockLine],
}

impl Command for OpenWith<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("opening_stock", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::OpeningStock, self.lines)?;
        let variants: Vec<VariantId> = self.lines.iter().map(|line| line.variant).collect();
        let cards = gate.stocked(&variants)?;
        let batches =
            self.lines.iter().zip(&cards).map(|(line, card)| (card.no, line.batch.as_deref().unwrap_or_default()));
        gate.state.load_batches(gate.tx, batches)?;
        let at = gate.when(&cards)?;
        let snapshot = gate.snapshot()?;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, (line, card)) in self.lines.iter().zip(&cards).enumerate() {
            let checked = line.check(snapshot.settings.currency).and_then(|(quantity, unit_cost, value)| {
                let dates = (line.produced_on, line.expires_on);
                let (batch, produced_on, expires_on) = batch_of(gate, card, line.batch.as_deref(), dates, quantity)?;
                Ok(OpeningLine { variant: line.variant, quantity, unit_cost, value, batch, produced_on, expires_on })
            });
            let checked = check::at_line(index, checked)?;
            let dates = |line: &OpeningLine| (line.produced_on, line.expires_on);
            let earlier = lines.iter().map(|line: &OpeningLine| (line.variant, line.batch.as_str(), dates(line)));
            same_batch(earlier, (checked.variant, &checked.batch, dates(&checked)))?;
            lines.push(checked);
        }
        let location = snapshot.location(self.location)?.1.id;
        Ok(Decided::new(Body::OpeningStock(OpeningBody { location, lines }), at))
    }
}

impl OpeningStockLine {
    fn check(&self, currency: Currency) -> Result<(Quantity, Price, Money)> {
        let quantity = Quantity::positive(self.quantity, "quantity")?;
        let unit_cost = Price::not_negative(self.unit_cost, "unit_cost")?;
        Ok((quantity, unit_cost, unit_cost.amount(quantity, currency)?))
    }
}
