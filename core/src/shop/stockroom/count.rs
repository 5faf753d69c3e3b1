use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::Stockroom;
use crate::catalog::{Location, check_name};
use crate::document::{Body, CountBody, CountedLine, Digest, Pick};
use crate::ledger::{Level, LocationNo};
use crate::posting::{Card, Command, Decided, Gate, PickRule, Shelf, digest_of, stored_picks};
use crate::shop::check;
use crate::value::{DocumentId, LocationId, Quantity, Timestamp, VariantId};
use crate::{Error, Expected, Noun, Result};

/// What was found of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountLine {
    /// What was counted.
    pub variant: VariantId,
    /// Stock units found; zero or more.
    pub counted: Decimal,
    /// The one batch that was counted; `None` for all goods of the variant at the location.
    pub batch: Option<String>,
    /// Why it differs, if someone knows; may be empty.
    pub reason: String,
}

impl CountLine {
    /// So many stock units of a variant.
    pub fn new(variant: VariantId, counted: Decimal) -> Self {
        Self { variant, counted, batch: None, reason: String::new() }
    }

    /// Of one batch only.
    pub fn batch(mut self, number: impl Into<String>) -> Self {
        self.batch = Some(number.into());
        self
    }

    /// For this reason.
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

/// A count that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Its id.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// What was found, and what the books expected.
    pub lines: Vec<CountedLine>,
}

impl Stockroom<'_> {
    /// States what was found at a location (`None` for the shop's first one). Missing goods leave like goods that are
    /// sold, the batch that expires first first, but are a count variance; found goods come in at the average carrying
    /// cost, else the last cost, into the batch that expires last; of goods with a shelf life of which none are there,
    /// the batch must be named.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`].
    pub fn count(&self, id: DocumentId, location: Option<LocationId>, lines: &[CountLine]) -> Result<Count> {
        let posted = self.shop.post(&CountGoods { id, location, lines })?;
        let Body::Count(body) = posted.body else { return Err(Error::not_found(Noun::Count, id)) };
        Ok(Count { id, number: posted.header.number, lines: body.lines })
    }
}

/// What is posted.
#[derive(Serialize)]
struct CountGoods<'a> {
    id: DocumentId,
    location: Option<LocationId>,
    lines: &'a [CountLine],
}

impl Command for CountGoods<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("count", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::Count, self.lines)?;
        self.refuse_overlaps()?;
        let variants: Vec<VariantId> = self.lines.iter().map(|line| line.variant).collect();
        let cards = gate.stocked(&variants)?;
        let batches =
            self.lines.iter().zip(&cards).map(|(line, card)| (card.no, line.batch.as_deref().unwrap_or_default()));
        gate.state.load_batches(gate.tx, batches)?;
        let at = gate.when(&cards)?;
        let snapshot = gate.snapshot()?;
        let location = snapshot.location(self.location)?;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, (line, card)) in self.lines.iter().zip(&cards).enumerate() {
            lines.push(check::at_line(index, counted(gate, line, card, location, at))?);
        }
        let location = location.1.id;
        Ok(Decided::new(Body::Count(CountBody { location, lines }), at))
    }
}

impl CountGoods<'_> {
    /// A variant is counted once, or batch by batch, not both.
    fn refuse_overlaps(&self) -> Result<()> {
        let whole = |line: &&CountLine| line.batch.is_none();
        check::no_repeats("variant", self.lines.iter().filter(whole).map(|line| line.variant))?;
        let batches = self.lines.iter().filter_map(|line| Some(format!("{} {}", line.variant, line.batch.as_ref()?)));
        check::no_repeats("batch", batches)?;
        let wholes: FxHashSet<VariantId> = self.lines.iter().filter(whole).map(|line| line.variant).collect();
        for (index, line) in self.lines.iter().enumerate() {
            if let Some(batch) = line.batch.as_ref().filter(|_| wholes.contains(&line.variant)) {
                return Err(Error::invalid(format!("lines[{index}].batch"), batch, Expected::Unique));
            }
        }
        Ok(())
    }
}

fn counted(
    gate: &mut Gate<'_>,
    line: &CountLine,
    card: &Card,
    location: &(LocationNo, Location),
    at: Timestamp,
) -> Result<CountedLine> {
    let counted = Quantity::not_negative(line.counted, "counted")?;
    if !line.reason.is_empty() {
        check_name("reason", &line.reason)?;
    }
    if let Some(batch) = line.batch.as_deref().filter(|batch| !batch.is_empty())
        && gate.state.batch(gate.tx, card.no, batch)?.is_none()
    {
        return Err(Error::not_found(Noun::Batch, batch));
    }
    let levels = gate.levels_at(card, at)?;
    let here: Vec<&Level> = levels
        .iter()
        .filter(|level| level.key.location == location.0)
        .filter(|level| line.batch.as_ref().is_none_or(|batch| level.key.batch == *batch))
        .collect();
    let expected = Quantity::sum(here.iter().map(|level| level.quantity))?;
    let difference = counted.sub(expected)?;
    let differences = if difference.is_negative() {
        let rule = PickRule { batch: line.batch.as_deref(), good_on: None, expired_too: true, short_too: true };
        let mut shelf = Shelf::default();
        shelf.put(card.no, levels.clone());
        let missing = shelf.take(gate.state, card, location, difference.neg()?, rule)?.picks;
        missing
            .into_iter()
            .map(|pick| Ok(Pick { quantity: pick.quantity.neg()?, batch: pick.batch }))
            .collect::<Result<_>>()?
    } else if difference.is_positive() {
        // Goods without a last good day are good for ever.
        let latest = here.iter().max_by_key(|level| (level.expires_on.is_none(), level.expires_on, level.since));
        let batch = line.batch.clone().or_else(|| latest.map(|level| level.key.batch.clone())).unwrap_or_default();
        let is_loose = batch.is_empty() && here.iter().all(|level| !level.key.batch.is_empty());
        if is_loose && card.product.shelf_life_days.is_some() {
            return Err(Error::invalid("batch", "", Expected::NotEmpty));
        }
        vec![Pick { batch, quantity: difference }]
    } else {
        Vec::new()
    };
    Ok(CountedLine {
        variant: line.variant,
        batch: line.batch.clone(),
        counted,
        expected,
        differences: stored_picks(differences),
        reason: line.reason.clone(),
    })
}
