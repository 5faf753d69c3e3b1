// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::given;
use crate::records::{Amendment, LockReview, PaymentRules, Settings, VerifyReport};
use crate::{Result, Shop};
use tillbook::value::{Date, DocumentId};

/// Settings, proof and repair.
#[derive(Debug, uniffi::Object)]
pub struct Office {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Office {
    /// Says that a document was otherwise: it happened at another time, or moved another quantity, or goods that came
    /// in cost another price, or a count found something else. What happened since is replayed with what it really was.
    /// The price of a unit stays when the quantity was another, unless the document said what all of them cost: then
    /// that stays. What a customer paid or got back stays, and stands on the day on which it happened; a supplier gives
    /// back in proportion.
    ///
    /// Of opening stock, receipts, supplier returns, sales, refunds with and without a sale, counts, write-offs and
    /// transfers.
    ///
    /// Throws: `NotFound`; `WrongState` for another kind of document, or one that was voided; `Empty` when neither a
    /// time nor a line was otherwise; `Invalid`; `PeriodLocked`; `OutOfStock` when goods would be missing later;
    /// `RefundExceeds` when more came back than was sold; `ApproverNeeded`, `NotAllowed`.
    pub fn amend(&self, id: DocumentId, document: DocumentId, amendment: Amendment) -> Result<()> {
        self.shop.ask(|shop, currency| shop.office().amend(id, document, &given(amendment, currency)?))
    }

    /// What a lock through this day would close for good: shortages that nothing covered yet. Changes nothing.
    ///
    /// Throws: `Invalid` for a day that cannot be locked: see `Office::lock`.
    pub fn before_lock(&self, through: Date) -> Result<LockReview> {
        self.shop.ask(|shop, _| shop.office().before_lock(through))
    }

    /// Locks all days through this one: nothing can be posted on them any more, and nothing on them can be changed.
    /// What comes later and concerns them, as freight for goods of these days or goods that cover what was sold short
    /// on them, counts from the first open day on; all figures of the locked days stay as they are, to the last digit.
    ///
    /// A lock is never taken back. Shortages of these days that nothing covers yet are named first: they close with
    /// their provisional costs only if somebody approves.
    ///
    /// Throws: `Invalid` for a day that is locked already, or that is not over; `OpenShortages`.
    pub fn lock(&self, id: DocumentId, through: Date) -> Result<()> {
        self.shop.ask(|shop, _| shop.office().lock(id, through))
    }

    /// Says that a document never was: opening stock, a receipt, a supplier return, a refund with or without a sale, a
    /// count, a write-off, a write-down, a transfer, a landed cost or a price; a top-up, a cash-out, a settlement, a
    /// deposit that was not spent, a payment to a supplier. What happened later is replayed without it; nothing that
    /// was posted is rewritten. (Sales are voided at the till.)
    ///
    /// Throws: `NotFound`; `WrongState` for another kind of document, one that was voided, or a receipt of which goods
    /// went back, and for a refund that is half of an exchange: `void_exchange` voids both; `SaidSince` for a price
    /// after which the same goods were amended or priced again: state the right price instead; `PeriodLocked`;
    /// `OutOfStock` when goods would be missing later; `CardOverdrawn` when what came to a card was spent;
    /// `ApproverNeeded`, `NotAllowed`.
    pub fn void(&self, id: DocumentId, document: DocumentId, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.office().void(id, document, &reason))
    }

    /// What holds for the whole shop.
    ///
    /// Throws: Failures of the storage.
    pub fn settings(&self) -> Result<Settings> {
        self.shop.ask(|shop, _| shop.office().settings())
    }

    /// Says how payments are taken from now on. What was paid before stays as it was.
    ///
    /// Throws: `Invalid`.
    pub fn put_payment_rules(&self, id: DocumentId, rules: PaymentRules) -> Result<()> {
        self.shop.ask(|shop, currency| shop.office().put_payment_rules(id, &given(rules, currency)?))
    }

    /// Checks the shop against its documents: hashes and chains, posting numbers, the ledger rows of every document,
    /// that these add up to pools, levels and balances, and that state is what a replay of all documents gives, to the
    /// last digit. Changes nothing. The replay is held in memory.
    ///
    /// Throws: Failures of the storage; violations are no errors but the report.
    pub fn verify(&self) -> Result<VerifyReport> {
        self.shop.ask(|shop, _| shop.office().verify())
    }

    /// Throws the state away and makes it again from the documents. What the ledgers hold is not touched; where it
    /// differs from the documents the report says so.
    ///
    /// Throws: `Corrupt` when a document cannot be replayed, or what is kept beside it of a member is missing or
    /// another, and was not erased: nothing is changed then.
    pub fn rebuild(&self) -> Result<VerifyReport> {
        self.shop.ask(|shop, _| shop.office().rebuild())
    }
}
