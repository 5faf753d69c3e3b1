use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::check;
use super::handle::Shop;
use super::purchasing::is_void;
use crate::catalog::check_name;
use crate::document::{
    AmendedLine, Body, Digest, DocumentKind, EntryAmendBody, EntryVoidBody, PeriodLockBody, Settings,
};
use crate::posting::{
    Command, Decided, Gate, Posted, Report, can_be_amended, can_be_void, digest_of, entry, rebuild, verify,
};
use crate::storage::DocumentQuery;
use crate::value::{BusinessDay, Date, DocumentId, Money, Price, Quantity, Timestamp, share};
use crate::{Error, Expected, Noun, Result};

/// Settings, proof and repair.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    pub(crate) shop: &'a Shop,
}

impl Office<'_> {
    /// What holds for the whole shop.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn settings(&self) -> Result<Settings> {
        self.shop.read(|_, snapshot| Ok(snapshot.settings.clone()))
    }

    /// Checks the shop against its documents: hashes and chains, posting numbers, the ledger rows of every document,
    /// and that state is what a replay of all documents gives, to the last digit. Changes nothing. The replay is held
    /// in memory.
    ///
    /// # Errors
    /// Failures of the storage; violations are no errors but the report.
    pub fn verify(&self) -> Result<Report> {
        verify(&*self.shop.engine.store)
    }

    /// Says that a document never was: opening stock, a receipt, a supplier return, a count, a write-off, a transfer, a
    /// landed cost or a price. What happened later is replayed without it; nothing that was posted is rewritten. (Sales are
    /// voided at the [till](super::Till::void).)
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for another kind of document, one that was voided, or a receipt of which
    /// goods went back; [`Error::PeriodLocked`]; [`Error::OutOfStock`] when goods would be missing later.
    pub fn void(&self, id: DocumentId, document: DocumentId, reason: &str) -> Result<()> {
        self.shop.post(&VoidEntry { id, document, reason }).map(|_| ())
    }

    /// Says that a document was otherwise: opening stock, a receipt, a sale or a write-off happened at another time, or
    /// moved another quantity, or goods that came in cost another price. What happened since is replayed with what it really
    /// was. What a customer paid for a sale stays.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for another kind of document, one that was voided, or a line of several
    /// batches; [`Error::Invalid`]; [`Error::PeriodLocked`]; [`Error::OutOfStock`] when goods would be missing later.
    pub fn amend(&self, id: DocumentId, document: DocumentId, amendment: &Amendment) -> Result<()> {
        self.shop.post(&Amend { id, document, amendment }).map(|_| ())
    }

    /// Locks all days through this one: nothing can be posted on them any more, and nothing on them can be changed. Freight
    /// and prices of goods that came on them are still posted, on their own day.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that is locked already, or that is not over.
    pub fn lock(&self, id: DocumentId, through: Date) -> Result<()> {
        self.shop.post(&Lock { id, through }).map(|_| ())
    }

    /// Throws the state away and makes it again from the documents. What the ledgers hold is not touched; where it
    /// differs from the documents the report says so.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) when a document cannot be replayed: nothing is changed then.
    pub fn rebuild(&self) -> Result<Report> {
        let report = rebuild(&*self.shop.engine.store)?;
        self.shop.engine.forget();
        Ok(report)
    }
}

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
    /// Stock units that were moved, above zero.
    pub quantity: Option<Decimal>,
    /// What one stock unit that came in cost; zero or more.
    pub unit_cost: Option<Decimal>,
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
        let posted = entry(gate, self.document)?;
        let (kind, key) = (posted.header.kind, posted.header.number.clone());
        let refused = |state| Err(Error::WrongState { what: Noun::Document, key: key.clone(), state });
        if !can_be_amended(kind) {
            return refused(kind.code());
        }
        gate.open_day(posted.header.business_day)?;
        if is_void(gate, self.document)? {
            return refused("voided");
        }
        if let Some(at) = at {
            gate.may_happen(*at)?;
        }
        let known = KnownLines::of(gate, &posted)?;
        let amended = lines.iter().enumerate().map(|(index, line)| check::at_line(index, known.amend(gate, line)));
        let lines = amended.collect::<Result<Vec<_>>>()?;
        let body = EntryAmendBody { document: self.document, at: *at, lines, reason: reason.clone() };
        Ok(Decided::new(Body::EntryAmend(body), at.unwrap_or(posted.header.effective_at)).referring_to(self.document))
    }
}

/// What is known of the lines of a document before it is amended: quantity, own value, cost of one.
struct KnownLines(Vec<(Quantity, Money, Option<Price>)>);

impl KnownLines {
    fn of(gate: &mut Gate<'_>, posted: &Posted) -> Result<Self> {
        let mut lines: Vec<(Quantity, Money, Option<Price>)> = match &posted.body {
            Body::Receipt(body) => body.lines.iter().map(|l| (l.quantity, l.value, Some(l.unit_cost))).collect(),
            Body::OpeningStock(body) => body.lines.iter().map(|l| (l.quantity, l.value, None)).collect(),
            Body::Sale(body) => body.lines.iter().map(|l| (l.quantity, Money::ZERO, None)).collect(),
            Body::WriteOff(body) => body.lines.iter().map(|l| (l.quantity, Money::ZERO, None)).collect(),
            _ => Vec::new(),
        };
        for later in gate.documents(&DocumentQuery::ReferringTo(posted.header.id))? {
            match &later.body {
                Body::EntryAmend(body) => {
                    for amended in &body.lines {
                        if let Some((quantity, value, _)) = lines.get_mut(amended.line) {
                            (*quantity, *value) = (quantity.add(amended.quantity)?, value.add(amended.value)?);
                        }
                    }
                }
                Body::Reprice(body) if !is_void(gate, later.header.id)? => {
                    for repriced in &body.lines {
                        if let Some((_, value, unit_cost)) = lines.get_mut(repriced.receipt_line) {
                            (*value, *unit_cost) = (value.add(repriced.difference)?, Some(repriced.unit_cost));
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(Self(lines))
    }

    fn amend(&self, gate: &mut Gate<'_>, line: &LineAmendment) -> Result<AmendedLine> {
        let known = self.0.get(line.line).copied();
        let (before, value, known_cost) =
            known.ok_or_else(|| Error::not_found(Noun::Document, format!("line {}", line.line)))?;
        let quantity = line.quantity.map_or(Ok(before), |quantity| Quantity::positive(quantity, "quantity"))?;
        let unit_cost = line.unit_cost.map(|cost| Price::not_negative(cost, "unit_cost")).transpose()?;
        let worth = match unit_cost.or(known_cost) {
            Some(cost) => cost.amount(quantity, gate.snapshot()?.settings.currency)?,
            // The same price for more or fewer goods.
            None => share(value, quantity.micros(), before.micros())?,
        };
        let value = if value.is_zero() && unit_cost.is_none() { Money::ZERO } else { worth.sub(value)? };
        Ok(AmendedLine { line: line.line, quantity: quantity.sub(before)?, value })
    }
}

/// What [`Office::void`] posts.
#[derive(Serialize)]
struct VoidEntry<'a> {
    id: DocumentId,
    document: DocumentId,
    reason: &'a str,
}

impl Command for VoidEntry<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("void_entry", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        let posted = entry(gate, self.document)?;
        let (kind, key) = (posted.header.kind, posted.header.number.clone());
        let refused = |state| Err(Error::WrongState { what: Noun::Document, key: key.clone(), state });
        if !can_be_void(kind) {
            return refused(kind.code());
        }
        gate.open_day(posted.header.business_day)?;
        if is_void(gate, self.document)? {
            return refused("voided");
        }
        let later = gate.documents(&DocumentQuery::ReferringTo(self.document))?;
        for back in later.iter().filter(|later| later.header.kind == DocumentKind::SupplierReturn) {
            if !is_void(gate, back.header.id)? {
                return refused("returned");
            }
        }
        // It never was: its own time is when it did not happen. What became known later is not known from now on.
        let at = match kind {
            DocumentKind::LandedCost | DocumentKind::Reprice => gate.when(&[])?,
            _ => posted.header.effective_at,
        };
        let body = EntryVoidBody { document: self.document, reason: self.reason.to_string() };
        Ok(Decided::new(Body::EntryVoid(body), at).referring_to(self.document))
    }
}

/// What [`Office::lock`] posts.
#[derive(Serialize)]
struct Lock {
    id: DocumentId,
    through: Date,
}

impl Command for Lock {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("lock", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let at = gate.when(&[])?;
        let snapshot = gate.snapshot()?;
        if snapshot.settings.locked_through.is_some_and(|known| self.through <= known) {
            let known = snapshot.settings.locked_through.unwrap_or(self.through);
            return Err(Error::invalid("through", self.through, Expected::NotBefore(known.to_string())));
        }
        let today = snapshot.zone.business_day(gate.context.now);
        if BusinessDay(self.through) >= today {
            return Err(Error::invalid("through", self.through, Expected::AtMost(today.to_string())));
        }
        Ok(Decided::new(Body::PeriodLock(PeriodLockBody { through: self.through }), at))
    }
}
