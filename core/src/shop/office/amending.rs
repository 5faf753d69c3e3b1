use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Office, amending_kits, on_open_days};
use crate::catalog::check_name;
use crate::document::{AmendedLine, Body, Digest, DocumentKind, EntryAmendBody};
use crate::posting::{
    Act, Command, Decided, Gate, Later, Posted, SoldSoFar, StatedLine, can_be_amended, digest_of, entry, happened_at,
};
use crate::shop::check;
use crate::shop::purchasing::left_of_receipt;
use crate::value::{DocumentId, Money, Price, Quantity, ReceiptId, SaleId, Timestamp, share};
use crate::{Error, Expected, Noun, Result};

/// How a document really was; what is left out was as it said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Amendment {
    /// When it happened.
    pub at: Option<Timestamp>,
    /// Lines that were otherwise.
    pub lines: Vec<LineAmendment>,
    /// Why it is amended.
    pub reason: String,
}

/// How a line really was; what is left out was as it said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineAmendment {
    /// The line, from 0.
    pub line: usize,
    /// Stock units that were moved, above zero; of a count: that were found, zero or more.
    pub quantity: Option<Decimal>,
    /// What one stock unit that came in cost; zero or more.
    pub unit_cost: Option<Decimal>,
    /// What all that came in cost, or what a supplier gives back for goods that went back, instead; zero or more.
    pub amount: Option<Decimal>,
}

impl Office<'_> {
    /// Says that a document was otherwise: it happened at another time, or moved another quantity, or goods that came in
    /// cost another price, or a count found something else. What happened since is replayed with what it really was. The
    /// price of a unit stays when the quantity was another, unless the document said what all of them cost: then that stays.
    /// What a customer paid or got back stays, and stands on the day on which it happened; a supplier gives back in proportion.
    ///
    /// Of opening stock, receipts, supplier returns, sales, refunds with and without a sale, counts, write-offs and transfers.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for another kind of document, or one that was voided; [`Error::Empty`] when
    /// neither a time nor a line was otherwise; [`Error::Invalid`];
    /// [`Error::PeriodLocked`]; [`Error::OutOfStock`] when goods would be missing later; [`Error::RefundExceeds`] when more
    /// came back than was sold; [`Error::ApproverNeeded`], [`Error::NotAllowed`].
    pub fn amend(&self, id: DocumentId, document: DocumentId, amendment: &Amendment) -> Result<()> {
        self.shop.post(&Amend { id, document, amendment }).map(|_| ())
    }
}

/// What [`Office::amend`] posts.
#[derive(Serialize)]
struct Amend<'a> {
    id: DocumentId,
    document: DocumentId,
    amendment: &'a Amendment,
}

impl Command for Amend<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("amend", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let Amendment { at, lines, reason } = self.amendment;
        check_name("reason", reason)?;
        check::no_repeats("line", lines.iter().map(|line| line.line))?;
        if at.is_none() {
            check::lines(Noun::Amendment, lines)?;
        }
        let posted = entry(gate, self.document)?;
        let (kind, key) = (posted.header.kind, posted.header.number.clone());
        let refused = |state| Err(Error::WrongState { what: Noun::Document, key: key.clone(), state });
        if !can_be_amended(kind) {
            return refused(kind.code());
        }
        let later = Later::load(gate, &posted)?;
        on_open_days(gate, &posted, later.at)?;
        if later.is_void {
            return refused("voided");
        }
        gate.context.allow(Act::Amend { kind, number: &key, reason })?;
        if let Some(at) = at {
            gate.may_happen(*at)?;
            check_order(gate, &posted, &later, *at)?;
        }
        let known = StatedLine::lines_since(gate, &posted, &later)?;
        let mut amended = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            amended.push(check::at_line(index, amend(gate, kind, &known, line))?);
        }
        check_returned(gate, &posted, &known, &amended)?;
        let parts = amending_kits::parts(gate, &posted, &later, &amended)?;
        let (document, reason) = (self.document, reason.clone());
        let body = EntryAmendBody { document, at: *at, lines: amended, parts, reason };
        let at = at.unwrap_or(later.at);
        Ok(Decided::new(Body::EntryAmend(body), at).referring_to(self.document).concerning(posted.header.party))
    }
}

/// How a line differs from what was known of it.
fn amend(gate: &mut Gate<'_>, kind: DocumentKind, known: &[StatedLine], line: &LineAmendment) -> Result<AmendedLine> {
    let index = line.line;
    let before = known.get(index).copied();
    // Goods that were all refused at the door did not move.
    let before = before.filter(|before| kind == DocumentKind::Count || !before.quantity.is_zero());
    let before = before.ok_or_else(|| Error::not_found(Noun::Document, format!("line {index}")))?;
    if let Some(cost) = line.unit_cost.filter(|_| !has_cost(kind) || line.amount.is_some()) {
        return Err(Error::invalid("unit_cost", cost, Expected::Absent));
    }
    if let Some(amount) = line.amount.filter(|_| !has_amount(kind)) {
        return Err(Error::invalid("amount", amount, Expected::Absent));
    }
    let (unit_cost, by_amount) = (None, false);
    if kind == DocumentKind::Count {
        let counted =
            line.quantity.map_or(Ok(before.quantity), |counted| Quantity::not_negative(counted, "quantity"))?;
        let (quantity, value) = (Quantity::ZERO, Money::ZERO);
        return Ok(AmendedLine { line: index, quantity, value, unit_cost, by_amount, counted: Some(counted) });
    }
    let quantity = line.quantity.map_or(Ok(before.quantity), |quantity| Quantity::positive(quantity, "quantity"))?;
    let unit_cost = line.unit_cost.map(|cost| Price::not_negative(cost, "unit_cost")).transpose()?;
    let currency = gate.snapshot()?.settings.currency;
    let value = match (line.amount, unit_cost.or(before.unit_cost)) {
        (Some(amount), _) => Money::from_decimal(amount, currency)
            .and_then(|amount| amount.not_negative("amount"))
            .map_err(|error| error.naming("amount"))?,
        (None, Some(cost)) => cost.amount(quantity, currency)?,
        // The supplier gives back as much for each of them.
        (None, None) if kind == DocumentKind::SupplierReturn => {
            share(before.value, quantity.micros(), before.quantity.micros())?
        }
        (None, None) => before.value,
    };
    // What goods without a sale are worth is said as a whole: whether it is said at all makes a difference.
    let unit_cost = unit_cost.or(before.unit_cost.filter(|_| kind == DocumentKind::UnlinkedRefund));
    let (quantity, value) = (quantity.sub(before.quantity)?, value.sub(before.value)?);
    Ok(AmendedLine { line: index, quantity, value, unit_cost, by_amount: line.amount.is_some(), counted: None })
}

/// Whether lines of such a document say what all goods cost, or what a supplier gives back.
const fn has_amount(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::Receipt | DocumentKind::OpeningStock | DocumentKind::SupplierReturn)
}

/// Whether lines of such a document say what one of the goods cost.
const fn has_cost(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::Receipt | DocumentKind::OpeningStock | DocumentKind::UnlinkedRefund)
}

/// Goods do not come back before they left.
fn check_order(gate: &mut Gate<'_>, posted: &Posted, later: &Later, at: Timestamp) -> Result<()> {
    let source = match &posted.body {
        Body::Refund(body) => Some(body.sale.into()),
        Body::SupplierReturn(body) => Some(body.receipt.into()),
        _ => None,
    };
    if let Some(source) = source {
        let source = entry(gate, source)?;
        let earliest = happened_at(gate, &source)?;
        if at < earliest {
            return Err(Error::invalid("at", at, Expected::NotBefore(earliest.to_string())));
        }
    }
    let is_back = |later: &&Posted| matches!(later.header.kind, DocumentKind::Refund | DocumentKind::SupplierReturn);
    for back in later.documents.iter().filter(is_back) {
        let Later { at: latest, is_void, .. } = Later::load(gate, back)?;
        if !is_void && at > latest {
            return Err(Error::invalid("at", at, Expected::AtMost(latest.to_string())));
        }
    }
    Ok(())
}

/// No more goes back than came.
fn check_returned(gate: &mut Gate<'_>, posted: &Posted, known: &[StatedLine], amended: &[AmendedLine]) -> Result<()> {
    match &posted.body {
        Body::Receipt(_) => {
            let left = left_of_receipt(gate, ReceiptId::from_uuid(posted.header.id.uuid()))?;
            for (index, line) in amended.iter().enumerate() {
                let stays = left.get(line.line).copied().unwrap_or_default().add(line.quantity)?;
                if stays.is_negative() {
                    let before = known.get(line.line).map(|line| line.quantity).unwrap_or_default();
                    let really = before.add(line.quantity)?;
                    let field = format!("lines[{index}].quantity");
                    return Err(Error::invalid(field, really, Expected::AtLeast(really.sub(stays)?.to_string())));
                }
            }
        }
        Body::SupplierReturn(back) => {
            let left = left_of_receipt(gate, back.receipt)?;
            for (index, line) in amended.iter().enumerate() {
                let receipt_line = back.lines.get(line.line).map(|line| line.receipt_line);
                let left = receipt_line.and_then(|line| left.get(line)).copied().unwrap_or_default();
                let before = known.get(line.line).map(|line| line.quantity).unwrap_or_default();
                let (really, most) = (before.add(line.quantity)?, before.add(left)?);
                if really > most {
                    let field = format!("lines[{index}].quantity");
                    return Err(Error::invalid(field, really, Expected::AtMost(most.to_string())));
                }
            }
        }
        Body::Sale(_) => {
            let sold = SoldSoFar::load(gate, SaleId::from_uuid(posted.header.id.uuid()))?;
            for line in amended {
                let known = sold.line(line.line)?;
                let really = known.sold.add(line.quantity)?;
                let back = known.sold.sub(known.quantity_left)?;
                if back > really {
                    return Err(Error::RefundExceeds { line: line.line, left: really, asked: back });
                }
            }
        }
        Body::Refund(back) => {
            let sold = SoldSoFar::load(gate, back.sale)?;
            for line in amended {
                let Some(sale_line) = back.lines.get(line.line).map(|line| line.sale_line) else { continue };
                let left = sold.line(sale_line)?.quantity_left;
                if line.quantity > left {
                    return Err(Error::RefundExceeds { line: sale_line, left, asked: line.quantity });
                }
            }
        }
        _ => {}
    }
    Ok(())
}
