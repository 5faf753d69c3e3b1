use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Purchasing;
use crate::catalog::check_name;
use crate::document::{Body, Digest, LandedCostBody, LandedShare, ReceiptBody, RepriceBody, RepricedLine};
use crate::posting::{Command, Decided, Gate, Later, StatedLine, digest_of};
use crate::shop::check;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, Money, Price, ReceiptId, SupplierId, Timestamp, share};
use crate::{Error, Expected, Noun, Result};

/// By what a cost is split over the goods that it belongs to. Each part is rounded, the last one takes the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LandedBy {
    /// By what the goods cost themselves.
    #[default]
    Value,
    /// By how many stock units they are.
    Quantity,
}

/// A line of a receipt with another price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLine {
    /// The line of the receipt, from 0.
    pub receipt_line: usize,
    /// What one stock unit cost; zero or more.
    pub unit_cost: Decimal,
}

impl PriceLine {
    /// This line cost so much a stock unit.
    pub const fn new(receipt_line: usize, unit_cost: Decimal) -> Self {
        Self { receipt_line, unit_cost }
    }
}

impl Purchasing<'_> {
    /// Adds freight, duty and the like to the cost of goods that were received, of one receipt or several. The goods
    /// cost more from the day on which they came: what was sold of them since costs more too, which is booked on the day
    /// of this document. Gives what belongs to which goods; goods that are all worth nothing share alike by value.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`]; [`Error::WrongState`] for a receipt that was voided.
    pub fn landed_cost(
        &self,
        id: DocumentId,
        supplier: SupplierId,
        receipts: &[ReceiptId],
        amount: Decimal,
        by: LandedBy,
        reason: &str,
    ) -> Result<Vec<LandedShare>> {
        let posted = self.shop.post(&Landed { id, supplier, receipts, amount, by, reason })?;
        let Body::LandedCost(body) = posted.body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(body.shares)
    }

    /// States what goods of a receipt really cost, when the invoice differs from the receipt. As with
    /// [`Purchasing::landed_cost`], what was sold of them costs otherwise too.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`]; [`Error::WrongState`] for a receipt that was voided.
    pub fn reprice(&self, id: DocumentId, receipt: ReceiptId, lines: &[PriceLine]) -> Result<Vec<RepricedLine>> {
        let posted = self.shop.post(&Reprice { id, receipt, lines })?;
        let Body::Reprice(body) = posted.body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(body.lines)
    }
}

/// A receipt that is not voided, by all that was said of it since.
pub(super) struct ReceivedSoFar {
    pub(super) body: ReceiptBody,
    pub(super) lines: Vec<StatedLine>,
    /// When its goods came.
    pub(super) at: Timestamp,
}

impl ReceivedSoFar {
    pub(super) fn load(gate: &mut Gate<'_>, id: ReceiptId) -> Result<Self> {
        let posted = gate.documents(&DocumentQuery::Ids(&[id.into()]))?.pop();
        let posted = posted.ok_or_else(|| Error::not_found(Noun::Receipt, id))?;
        let Body::Receipt(body) = posted.body.clone() else { return Err(Error::not_found(Noun::Receipt, id)) };
        let later = Later::load(gate, &posted)?;
        if later.is_void {
            return Err(Error::WrongState { what: Noun::Receipt, key: posted.header.number, state: "voided" });
        }
        let lines = StatedLine::lines_since(gate, &posted, &later)?;
        Ok(Self { body, lines, at: later.at })
    }

    /// A line that brought goods.
    pub(super) fn line(&self, line: usize) -> Result<StatedLine> {
        let found = self.lines.get(line).copied().filter(|line| line.quantity.is_positive());
        found.ok_or_else(|| Error::not_found(Noun::Receipt, format!("line {line}")))
    }
}

/// When it is known: at the caller's time or now, and not before the goods came.
fn known_at(gate: &mut Gate<'_>, came_at: Timestamp) -> Result<Timestamp> {
    let at = gate.when(&[])?;
    if at < came_at {
        return Err(Error::invalid("effective_at", at, Expected::NotBefore(came_at.to_string())));
    }
    Ok(at)
}

/// What [`Purchasing::landed_cost`] posts.
#[derive(Serialize)]
struct Landed<'a> {
    id: DocumentId,
    supplier: SupplierId,
    receipts: &'a [ReceiptId],
    amount: Decimal,
    by: LandedBy,
    reason: &'a str,
}

impl Command for Landed<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("landed_cost", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::Receipt, self.receipts)?;
        check::no_repeats("receipt", self.receipts.iter().copied())?;
        check_name("reason", self.reason)?;
        super::known_suppliers(gate.tx, std::iter::once(self.supplier))?;
        let currency = gate.snapshot()?.settings.currency;
        let amount = Money::from_decimal(self.amount, currency).map_err(|error| error.naming("amount"))?;
        if amount <= Money::ZERO {
            return Err(Error::invalid("amount", self.amount, Expected::Positive));
        }
        let (mut shares, mut weights, mut came_at) = (Vec::new(), Vec::new(), Timestamp::MIN);
        for receipt in self.receipts {
            let standing = ReceivedSoFar::load(gate, *receipt)?;
            came_at = came_at.max(standing.at);
            let lines = standing.body.lines.iter().zip(&standing.lines).enumerate();
            for (receipt_line, (line, stated)) in lines.filter(|(_, (_, stated))| stated.quantity.is_positive()) {
                weights.push(match self.by {
                    LandedBy::Value => stated.value.minor(),
                    LandedBy::Quantity => stated.quantity.micros(),
                });
                let (receipt, variant) = (*receipt, line.variant);
                shares.push(LandedShare { receipt, receipt_line, variant, value: Money::ZERO });
            }
        }
        split(amount, &weights, &mut shares)?;
        let at = known_at(gate, came_at)?;
        let body = LandedCostBody { supplier: self.supplier, reason: self.reason.to_string(), shares };
        Ok(Decided::new(Body::LandedCost(body), at).concerning(Some(self.supplier)))
    }
}

/// Each part is rounded, the last one takes the rest.
fn split(amount: Money, weights: &[i64], shares: &mut [LandedShare]) -> Result<()> {
    let even = vec![1; weights.len()];
    let weights = if weights.iter().all(|weight| *weight == 0) { &even } else { weights };
    let whole = weights.iter().try_fold(0_i64, |sum, weight| sum.checked_add(*weight));
    let whole = whole.ok_or(Error::too_large("goods of the receipts"))?;
    let mut left = amount;
    let last = shares.len().saturating_sub(1);
    for (index, (part, weight)) in shares.iter_mut().zip(weights).enumerate() {
        part.value = if index == last { left } else { share(amount, *weight, whole)? };
        left = left.sub(part.value)?;
    }
    Ok(())
}

/// What [`Purchasing::reprice`] posts.
#[derive(Serialize)]
struct Reprice<'a> {
    id: DocumentId,
    receipt: ReceiptId,
    lines: &'a [PriceLine],
}

impl Command for Reprice<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("reprice", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::Receipt, self.lines)?;
        check::no_repeats("receipt_line", self.lines.iter().map(|line| line.receipt_line))?;
        let standing = ReceivedSoFar::load(gate, self.receipt)?;
        let currency = gate.snapshot()?.settings.currency;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            let (receipt_line, stated) = (line.receipt_line, standing.line(line.receipt_line)?);
            let unit_cost = check::at_line(index, Price::not_negative(line.unit_cost, "unit_cost"))?;
            let difference = unit_cost.amount(stated.quantity, currency)?.sub(stated.value)?;
            let variant = standing.body.lines.get(receipt_line).map(|line| line.variant);
            let variant = variant.ok_or_else(|| Error::not_found(Noun::Receipt, format!("line {receipt_line}")))?;
            lines.push(RepricedLine { receipt_line, variant, unit_cost, difference });
        }
        let at = known_at(gate, standing.at)?;
        let (receipt, supplier) = (self.receipt, standing.body.supplier);
        let body = RepriceBody { receipt, supplier, lines };
        Ok(Decided::new(Body::Reprice(body), at).referring_to(self.receipt).concerning(Some(supplier)))
    }
}
