use serde::Serialize;

use super::{Office, on_open_days};
use crate::catalog::check_name;
use crate::document::{Body, Digest, DocumentKind, EntryVoidBody, RepriceBody};
use crate::ledger::TenderMethod;
use crate::party::StoredValue;
use crate::posting::{
    Act, Command, Decided, Gate, Later, Posted, can_be_void, digest_of, entry, is_void, load_customer_order,
};
use crate::shop::payment::can_take;
use crate::shop::shifts::must_be_open;
use crate::value::{DocumentId, MemberId, Money};
use crate::{Error, Noun, Result};

impl Office<'_> {
    /// Says that a document never was: opening stock, a receipt, a supplier return, a refund with or without a sale, a count,
    /// a write-off, a write-down, a transfer, a landed cost or a price; a top-up, a cash-out, a settlement, a deposit that
    /// was not spent, a payment to a supplier. What happened later is replayed without it; nothing that was posted is rewritten.
    /// (Sales are voided at the [till](crate::shop::Till::void).)
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for another kind of document, one that was voided, or a receipt of which
    /// goods went back, and for a refund that is half of an exchange: [`void_exchange`](crate::shop::Till::void_exchange) voids
    /// both; [`Error::SaidSince`] for a price after which the same goods were amended or priced again: state the
    /// right price instead; [`Error::PeriodLocked`]; [`Error::OutOfStock`] when goods would be missing later;
    /// [`Error::CardOverdrawn`] when what came to a card was spent; [`Error::ApproverNeeded`], [`Error::NotAllowed`].
    pub fn void(&self, id: DocumentId, document: DocumentId, reason: &str) -> Result<()> {
        self.shop.post(&VoidEntry { id, document, reason, exchange: false }).map(|_| ())
    }
}

/// What [`Office::void`] posts.
#[derive(Serialize)]
pub(in crate::shop) struct VoidEntry<'a> {
    pub(in crate::shop) id: DocumentId,
    pub(in crate::shop) document: DocumentId,
    pub(in crate::shop) reason: &'a str,
    /// True if its exchange is voided with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::shop) exchange: bool,
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
        let later = Later::load(gate, &posted)?;
        on_open_days(gate, &posted, later.at)?;
        if later.is_void {
            return refused("voided");
        }
        for back in later.documents.iter().filter(|later| later.header.kind == DocumentKind::SupplierReturn) {
            if !is_void(gate, back.header.id)? {
                return refused("returned");
            }
        }
        if matches!(&posted.body, Body::Refund(body) if body.exchange.is_some()) && !self.exchange {
            return refused("exchanged");
        }
        taken_back(gate, &posted)?;
        if let Body::DepositTaken(deposit) = &posted.body {
            must_be_open(gate)?;
            if !load_customer_order(gate, deposit.order)?.holds(&deposit.tenders)? {
                return refused("spent");
            }
        }
        gate.context.allow(Act::Void { kind, number: &key, reason: self.reason })?;
        if let Body::Reprice(repriced) = &posted.body {
            check_price_stands_alone(gate, &posted, repriced)?;
        }
        // It never was: its own time is when it did not happen. What became known later is not known from now on.
        let at = match kind {
            DocumentKind::LandedCost | DocumentKind::Reprice => gate.when(&[])?,
            _ => later.at,
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

/// What later documents said of the goods is the difference to what this price made of them: without it, nothing would say what
/// they cost.
fn check_price_stands_alone(gate: &mut Gate<'_>, price: &Posted, body: &RepriceBody) -> Result<()> {
    let receipt = entry(gate, body.receipt.into())?;
    let later = Later::load(gate, &receipt)?;
    if later.is_void {
        return Ok(());
    }
    let is_of = |line: usize| body.lines.iter().any(|repriced| repriced.receipt_line == line);
    for later in later.documents.iter().filter(|later| later.post_no > price.post_no) {
        let builds_on_it = match &later.body {
            Body::EntryAmend(amended) => amended.lines.iter().any(|line| is_of(line.line)),
            Body::Reprice(again) if again.lines.iter().any(|line| is_of(line.receipt_line)) => {
                !is_void(gate, later.header.id)?
            }
            _ => false,
        };
        if builds_on_it {
            let (key, later) = (price.header.number.clone(), later.header.number.clone());
            return Err(Error::SaidSince { what: Noun::Document, key, later });
        }
    }
    Ok(())
}
