use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Purchasing;
use super::correcting::ReceivedSoFar;
use crate::document::{Body, Digest, ReturnedLine, SupplierReturnBody};
use crate::posting::{Command, Decided, Gate, Later, PickRule, StatedLine, digest_of, entry, stored_picks};
use crate::shop::check;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, Money, Quantity, ReceiptId, VariantId, share};
use crate::{Error, Expected, Noun, Result};

/// Goods that go back to the supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierReturnLine {
    /// The line of the receipt, from 0.
    pub receipt_line: usize,
    /// Stock units, above zero.
    pub quantity: Decimal,
    /// What the supplier gives back for them; `None` for the receipt's unit cost.
    pub refund: Option<Decimal>,
}

impl SupplierReturnLine {
    /// So much of a line, at the receipt's cost.
    pub fn new(receipt_line: usize, quantity: Decimal) -> Self {
        Self { receipt_line, quantity, refund: None }
    }
}

/// A supplier return that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierReturn {
    /// Its id.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// The receipt the goods came with.
    pub receipt: ReceiptId,
    /// What went back.
    pub lines: Vec<ReturnedLine>,
    /// What the supplier gives back.
    pub refund: Money,
}

impl Purchasing<'_> {
    /// Sends goods of a receipt back. They leave at book cost (first in, first out: their own layer first); what the
    /// supplier gives back beyond or below it is a purchase variance.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`] for more than the receipt brought and was not returned before,
    /// [`Error::OutOfStock`].
    pub fn return_goods(
        &self,
        id: DocumentId,
        receipt: ReceiptId,
        lines: &[SupplierReturnLine],
    ) -> Result<SupplierReturn> {
        let posted = self.shop.post(&SendBack { id, receipt, lines })?;
        let Body::SupplierReturn(body) = posted.body else {
            return Err(Error::not_found(Noun::SupplierReturn, id));
        };
        let refund = Money::sum(body.lines.iter().map(|line| line.refund))?;
        Ok(SupplierReturn { id, number: posted.header.number, receipt, lines: body.lines, refund })
    }
}

/// What is posted.
#[derive(Serialize)]
struct SendBack<'a> {
    id: DocumentId,
    receipt: ReceiptId,
    lines: &'a [SupplierReturnLine],
}

impl Command for SendBack<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("supplier_return", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::SupplierReturn, self.lines)?;
        check::no_repeats("receipt_line", self.lines.iter().map(|line| line.receipt_line))?;
        let standing = ReceivedSoFar::load(gate, self.receipt)?;
        let left = left_of_receipt(gate, self.receipt)?;

        let mut lines = Vec::with_capacity(self.lines.len());
        let mut variants: Vec<VariantId> = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            let checked = check::at_line(index, check_line(gate, line, &standing, &left))?;
            variants.push(checked.variant);
            lines.push(checked);
        }
        let cards = gate.goods(&variants)?;
        let at = gate.when(&cards)?;
        if at < standing.at {
            return Err(Error::invalid("effective_at", at, Expected::NotBefore(standing.at.to_string())));
        }
        let receipt = &standing.body;
        let snapshot = gate.snapshot()?;
        let location = snapshot.location(Some(receipt.location))?;
        let mut levels = gate.shelf(&cards, at)?;
        for (line, card) in lines.iter_mut().zip(&cards) {
            let batch = receipt.lines.get(line.receipt_line).map(|received| received.batch.as_str());
            let rule = PickRule { batch, good_on: None, expired_too: true, short_too: false };
            line.picks = stored_picks(levels.take(gate.state, card, location, line.quantity, rule)?.picks);
        }
        let supplier = receipt.supplier;
        let body = SupplierReturnBody { receipt: self.receipt, supplier, location: receipt.location, lines };
        Ok(Decided::new(Body::SupplierReturn(body), at).referring_to(self.receipt).concerning(Some(supplier)))
    }
}

/// What can still go back of each line of a receipt.
pub(in crate::shop) fn left_of_receipt(gate: &mut Gate<'_>, receipt: ReceiptId) -> Result<Vec<Quantity>> {
    let received = entry(gate, receipt.into())?;
    let mut left: Vec<Quantity> = StatedLine::lines(gate, &received)?.iter().map(|line| line.quantity).collect();
    for posted in gate.documents(&DocumentQuery::ReferringTo(receipt.into()))? {
        let Body::SupplierReturn(body) = &posted.body else { continue };
        let later = Later::load(gate, &posted)?;
        if later.is_void {
            continue;
        }
        for (line, back) in body.lines.iter().zip(StatedLine::lines_since(gate, &posted, &later)?) {
            if let Some(left) = left.get_mut(line.receipt_line) {
                *left = left.sub(back.quantity)?;
            }
        }
    }
    Ok(left)
}

fn check_line(
    gate: &mut Gate<'_>,
    line: &SupplierReturnLine,
    standing: &ReceivedSoFar,
    left: &[Quantity],
) -> Result<ReturnedLine> {
    let quantity = Quantity::positive(line.quantity, "quantity")?;
    let received = standing.body.lines.get(line.receipt_line);
    let received = received.ok_or_else(|| Error::not_found(Noun::Receipt, format!("line {}", line.receipt_line)))?;
    let left = left.get(line.receipt_line).copied().unwrap_or_default();
    if quantity > left {
        return Err(Error::invalid("quantity", line.quantity, Expected::AtMost(left.to_string())));
    }
    let currency = gate.snapshot()?.settings.currency;
    let refund = match line.refund {
        Some(amount) if amount.is_sign_negative() => {
            return Err(Error::invalid("refund", amount, Expected::NotNegative));
        }
        Some(amount) => Money::from_decimal(amount, currency).map_err(|error| error.naming("refund"))?,
        None => {
            let stated = standing.line(line.receipt_line)?;
            match stated.unit_cost {
                Some(cost) => cost.amount(quantity, currency)?,
                None => share(stated.value, quantity.micros(), stated.quantity.micros())?,
            }
        }
    };
    let (receipt_line, variant) = (line.receipt_line, received.variant);
    Ok(ReturnedLine { receipt_line, variant, quantity, refund, picks: Vec::new() })
}
