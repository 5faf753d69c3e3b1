use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Purchasing;
use super::correcting::{is_void, standing};
use crate::document::{Body, Digest, ReceiptBody, ReturnedLine, SupplierReturnBody};
use crate::posting::{Command, Decided, Gate, PickRule, digest_of, stored_picks};
use crate::shop::check;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, Money, Quantity, ReceiptId, VariantId};
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
        let (receipt, received_at) = standing(gate, self.receipt)?;
        let returned = self.returned_before(gate)?;

        let mut lines = Vec::with_capacity(self.lines.len());
        let mut variants: Vec<VariantId> = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            let checked = check::at_line(index, check_line(gate, line, &receipt, &returned))?;
            variants.push(checked.variant);
            lines.push(checked);
        }
        let cards = gate.goods(&variants)?;
        let at = gate.when(&cards)?;
        if at < received_at {
            return Err(Error::invalid("effective_at", at, Expected::NotBefore(received_at.to_string())));
        }
        let snapshot = gate.snapshot()?;
        let location = snapshot.location(Some(receipt.location))?;
        let mut levels = gate.shelf(&cards, at)?;
        for (line, card) in lines.iter_mut().zip(&cards) {
            let batch = receipt.lines.get(line.receipt_line).map(|received| received.batch.as_str());
            let rule = PickRule { batch, good_on: None, expired_too: true, short_too: false };
            line.picks = stored_picks(levels.take(gate.state, card, location, line.quantity, rule)?);
        }
        let supplier = receipt.supplier;
        let body = SupplierReturnBody { receipt: self.receipt, supplier, location: receipt.location, lines };
        Ok(Decided::new(Body::SupplierReturn(body), at).referring_to(self.receipt).concerning(Some(supplier)))
    }
}

impl SendBack<'_> {
    /// Receipt lines and quantities of earlier returns.
    fn returned_before(&self, gate: &mut Gate<'_>) -> Result<Vec<(usize, Quantity)>> {
        let mut returned = Vec::new();
        for posted in gate.documents(&DocumentQuery::ReferringTo(self.receipt.into()))? {
            if let Body::SupplierReturn(body) = posted.body
                && !is_void(gate, posted.header.id)?
            {
                returned.extend(body.lines.iter().map(|line| (line.receipt_line, line.quantity)));
            }
        }
        Ok(returned)
    }
}

fn check_line(
    gate: &mut Gate<'_>,
    line: &SupplierReturnLine,
    receipt: &ReceiptBody,
    returned: &[(usize, Quantity)],
) -> Result<ReturnedLine> {
    let quantity = Quantity::positive(line.quantity, "quantity")?;
    let received = receipt.lines.get(line.receipt_line);
    let received = received.ok_or_else(|| Error::not_found(Noun::Receipt, format!("line {}", line.receipt_line)))?;
    let before = Quantity::sum(returned.iter().filter(|(of, _)| *of == line.receipt_line).map(|(_, q)| *q))?;
    let left = received.quantity.sub(before)?;
    if quantity > left {
        return Err(Error::invalid("quantity", line.quantity, Expected::AtMost(left.to_string())));
    }
    let currency = gate.snapshot()?.settings.currency;
    let refund = match line.refund {
        Some(amount) if amount.is_sign_negative() => {
            return Err(Error::invalid("refund", amount, Expected::NotNegative));
        }
        Some(amount) => Money::from_decimal(amount, currency).map_err(|error| error.naming("refund"))?,
        None => received.unit_cost.amount(quantity, currency)?,
    };
    let (receipt_line, variant) = (line.receipt_line, received.variant);
    Ok(ReturnedLine { receipt_line, variant, quantity, refund, picks: Vec::new() })
}
