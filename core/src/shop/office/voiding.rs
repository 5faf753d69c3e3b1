use serde::Serialize;

use super::{Office, on_open_days};
use crate::catalog::check_name;
use crate::document::{Body, Digest, DocumentKind, EntryVoidBody};
use crate::ledger::TenderMethod;
use crate::party::StoredValue;
use crate::posting::{Command, Decided, Gate, Posted, can_be_void, digest_of, entry, is_void};
use crate::shop::payment::can_take;
use crate::shop::shifts::must_be_open;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, MemberId, Money};
use crate::{Error, Noun, Result};

impl Office<'_> {
    /// Says that a document never was: opening stock, a receipt, a supplier return, a refund with or without a sale, a count,
    /// a write-off, a write-down, a transfer, a landed cost or a price; a top-up, a cash-out, a settlement, a payment to a
    /// supplier. What happened later is replayed without it; nothing that was posted is rewritten.
    /// (Sales are voided at the [till](crate::shop::Till::void).)
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for another kind of document, one that was voided, or a receipt of which
    /// goods went back; [`Error::PeriodLocked`]; [`Error::OutOfStock`] when goods would be missing later;
    /// [`Error::CardOverdrawn`] when what came to a card was spent.
    pub fn void(&self, id: DocumentId, document: DocumentId, reason: &str) -> Result<()> {
        self.shop.post(&VoidEntry { id, document, reason }).map(|_| ())
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
        if matches!(kind, DocumentKind::Refund | DocumentKind::UnlinkedRefund) {
            must_be_open(gate)?;
        }
        let happened_at = on_open_days(gate, &posted)?;
        if is_void(gate, self.document)? {
            return refused("voided");
        }
        let later = gate.documents(&DocumentQuery::ReferringTo(self.document))?;
        for back in later.iter().filter(|later| later.header.kind == DocumentKind::SupplierReturn) {
            if !is_void(gate, back.header.id)? {
                return refused("returned");
            }
        }
        taken_back(gate, &posted)?;
        // It never was: its own time is when it did not happen. What became known later is not known from now on.
        let at = match kind {
            DocumentKind::LandedCost | DocumentKind::Reprice => gate.when(&[])?,
            _ => happened_at,
        };
        let body = EntryVoidBody { document: self.document, reason: self.reason.to_string() };
        Ok(Decided::new(Body::EntryVoid(body), at).referring_to(self.document).concerning(posted.header.party))
    }
}

/// What came to a card is taken off it again, as long as it is there.
fn taken_back(gate: &mut Gate<'_>, posted: &Posted) -> Result<()> {
    let Some(member) = posted.header.party.map(MemberId::from_uuid) else { return Ok(()) };
    let stored = |tenders: &[(TenderMethod, Money)], bonus: Money| -> Result<StoredValue> {
        let back = tenders.iter().filter(|(method, _)| *method == TenderMethod::StoredValue);
        Ok(StoredValue { principal: Money::sum(back.map(|(_, amount)| *amount))?.sub(bonus)?, bonus })
    };
    let came = match &posted.body {
        Body::TopUp(body) => StoredValue { principal: body.principal, bonus: body.bonus },
        Body::Refund(body) => stored(&body.tenders, body.bonus)?,
        Body::UnlinkedRefund(body) => stored(&body.tenders, Money::ZERO)?,
        _ => return Ok(()),
    };
    if came == StoredValue::default() { Ok(()) } else { can_take(gate, member, came) }
}
