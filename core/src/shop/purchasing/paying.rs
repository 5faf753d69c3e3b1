use serde::{Deserialize, Serialize};

use super::Purchasing;
use crate::catalog::{check_code, masked};
use crate::document::{Body, Digest, SupplierPaymentBody};
use crate::ledger::{Account, BalanceKey, TenderMethod};
use crate::posting::{Command, Decided, Gate, Posted, digest_of};
use crate::shop::Slip;
use crate::shop::payment::positive;
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{DocumentId, Money, SupplierId};
use crate::{Error, Expected, Noun, Result};

/// What the shop paid to a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierPayment {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// To whom.
    pub supplier: SupplierId,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: TenderMethod,
    /// The bank's or the channel's reference; may be empty.
    pub reference: String,
}

impl Purchasing<'_> {
    /// Pays a supplier what is owed, or a part of it; more only if somebody [approves](crate::Shop::approved_by): then the
    /// supplier owes the rest, as goods or as money. `reference` is the bank's or the channel's; it may be empty. Of a whole
    /// card number only the last four digits are kept.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`], for more than is owed and for a method that is no money too.
    pub fn pay(
        &self,
        id: DocumentId,
        supplier: SupplierId,
        amount: Money,
        method: TenderMethod,
        reference: &str,
    ) -> Result<SupplierPayment> {
        let reference = &masked(reference);
        let posted = self.shop.post(&Pay { id, supplier, amount, method, reference })?;
        let Posted { post_no, header, body } = posted;
        let Body::SupplierPayment(body) = body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(SupplierPayment {
            id,
            slip: Slip::new(post_no, header),
            supplier,
            amount: body.amount,
            method: body.method,
            reference: body.reference,
        })
    }
}

/// What [`Purchasing::pay`] posts.
#[derive(Serialize)]
struct Pay<'a> {
    id: DocumentId,
    supplier: SupplierId,
    amount: Money,
    method: TenderMethod,
    reference: &'a str,
}

impl Command for Pay<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("pay", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let (supplier, amount) = (self.supplier, self.amount);
        positive(amount)?;
        let method = self.method.money("method")?;
        if !self.reference.is_empty() {
            check_code("reference", self.reference)?;
        }
        if gate.tx.records(&RecordQuery::Ids(RecordKind::Supplier, &[supplier.uuid()]))?.is_empty() {
            return Err(Error::not_found(Noun::Supplier, supplier));
        }
        let payable = gate.balances(&[BalanceKey::of(Account::Payable, supplier.uuid())])?;
        // A debt is a credit in the books.
        let owed = payable.first().copied().unwrap_or_default().neg()?.max(Money::ZERO);
        if amount > owed && gate.context.approver.is_none() {
            return Err(Error::invalid("amount", amount, Expected::AtMost(owed.to_string())));
        }
        let body = SupplierPaymentBody { supplier, amount, method, reference: self.reference.to_string() };
        Ok(Decided::new(Body::SupplierPayment(body), gate.when(&[])?).concerning(Some(supplier)))
    }
}
