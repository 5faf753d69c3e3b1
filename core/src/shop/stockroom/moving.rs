use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::catalog::check_name;
use crate::document::{Body, Digest, Pick, TransferBody, TransferredLine, WriteOffBody, WrittenOffLine};
use crate::posting::{Command, Decided, Gate, PickRule, digest_of, stored_picks};
use crate::shop::check;
use crate::value::{DocumentId, LocationId, Quantity, Timestamp, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Goods that are thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffLine {
    /// What is thrown away.
    pub variant: VariantId,
    /// Stock units, above zero.
    pub quantity: Decimal,
    /// Out of which batch; `None` for the one that expires first.
    pub batch: Option<String>,
    /// Why: `expired`, `damaged`, ...
    pub reason: String,
}

impl WriteOffLine {
    /// So many stock units, for this reason.
    pub fn new(variant: VariantId, quantity: Decimal, reason: impl Into<String>) -> Self {
        Self { variant, quantity, batch: None, reason: reason.into() }
    }

    /// Out of this batch.
    pub fn batch(mut self, number: impl Into<String>) -> Self {
        self.batch = Some(number.into());
        self
    }
}

/// Goods that are carried to another location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLine {
    /// What is carried.
    pub variant: VariantId,
    /// Stock units, above zero.
    pub quantity: Decimal,
    /// Of which batch; `None` for the one that expires first.
    pub batch: Option<String>,
}

impl TransferLine {
    /// So many stock units.
    pub fn new(variant: VariantId, quantity: Decimal) -> Self {
        Self { variant, quantity, batch: None }
    }

    /// Of this batch.
    pub fn batch(mut self, number: impl Into<String>) -> Self {
        self.batch = Some(number.into());
        self
    }
}

impl Stockroom<'_> {
    /// Throws goods away, from a location (`None` for the shop's first one).
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`], [`Error::OutOfStock`].
    pub fn write_off(&self, id: DocumentId, location: Option<LocationId>, lines: &[WriteOffLine]) -> Result<()> {
        self.shop.post(&WriteOff { id, location, lines }).map(|_| ())
    }

    /// Carries goods from one location to another. What they are worth does not change.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`], [`Error::OutOfStock`].
    pub fn transfer(&self, id: DocumentId, from: LocationId, to: LocationId, lines: &[TransferLine]) -> Result<()> {
        self.shop.post(&Transfer { id, from, to, lines }).map(|_| ())
    }
}

/// What is taken from a shelf for a write-off or a transfer.
struct Wanted<'a> {
    variant: VariantId,
    quantity: Decimal,
    batch: Option<&'a str>,
}

type Taken = (Timestamp, LocationId, Vec<(VariantId, Quantity, Vec<Pick>)>);

/// Picks goods at a location, expired ones included.
fn take(gate: &mut Gate<'_>, location: Option<LocationId>, wanted: &[Wanted<'_>], short_too: bool) -> Result<Taken> {
    let variants: Vec<VariantId> = wanted.iter().map(|wanted| wanted.variant).collect();
    let cards = gate.stocked(&variants)?;
    let at = gate.when(&cards)?;
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(location)?;
    let mut shelf = gate.shelf(&cards, at)?;
    let mut taken = Vec::with_capacity(wanted.len());
    for (index, (wanted, card)) in wanted.iter().zip(&cards).enumerate() {
        let quantity = check::at_line(index, Quantity::positive(wanted.quantity, "quantity"))?;
        let rule = PickRule { batch: wanted.batch, good_on: None, expired_too: true, short_too };
        let picks = shelf.take(gate.state, card, location, quantity, rule)?.picks;
        taken.push((wanted.variant, quantity, stored_picks(picks)));
    }
    Ok((at, location.1.id, taken))
}

/// What [`Stockroom::write_off`] posts.
#[derive(Serialize)]
struct WriteOff<'a> {
    id: DocumentId,
    location: Option<LocationId>,
    lines: &'a [WriteOffLine],
}

impl Command for WriteOff<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("write_off", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::WriteOff, self.lines)?;
        for (index, line) in self.lines.iter().enumerate() {
            check::at_line(index, check_name("reason", &line.reason))?;
        }
        let wanted: Vec<Wanted<'_>> = self
            .lines
            .iter()
            .map(|line| Wanted { variant: line.variant, quantity: line.quantity, batch: line.batch.as_deref() })
            .collect();
        let (at, location, taken) = take(gate, self.location, &wanted, true)?;
        let line = |((variant, quantity, picks), line): ((VariantId, Quantity, Vec<Pick>), &WriteOffLine)| {
            WrittenOffLine { variant, quantity, picks, reason: line.reason.clone() }
        };
        let lines = taken.into_iter().zip(self.lines).map(line).collect();
        Ok(Decided::new(Body::WriteOff(WriteOffBody { location, lines }), at))
    }
}

/// What [`Stockroom::transfer`] posts.
#[derive(Serialize)]
struct Transfer<'a> {
    id: DocumentId,
    from: LocationId,
    to: LocationId,
    lines: &'a [TransferLine],
}

impl Command for Transfer<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("transfer", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::Transfer, self.lines)?;
        if self.from == self.to {
            return Err(Error::invalid("to", self.to, Expected::Another));
        }
        let to = gate.snapshot()?.location(Some(self.to))?.1.id;
        let wanted: Vec<Wanted<'_>> = self
            .lines
            .iter()
            .map(|line| Wanted { variant: line.variant, quantity: line.quantity, batch: line.batch.as_deref() })
            .collect();
        let (at, from, taken) = take(gate, Some(self.from), &wanted, false)?;
        let line = |(variant, quantity, picks)| TransferredLine { variant, quantity, picks };
        let lines = taken.into_iter().map(line).collect();
        Ok(Decided::new(Body::Transfer(TransferBody { from, to, lines }), at))
    }
}
