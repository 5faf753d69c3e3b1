use serde::{Deserialize, Serialize};

use super::Carts;
use crate::catalog::check_name;
use crate::document::{Body, CustomerOrderCancelledBody, Digest};
use crate::ledger::TenderMethod;
use crate::posting::{Command, Decided, Gate, Posted, digest_of, load_customer_order};
use crate::shop::Slip;
use crate::shop::shifts::must_be_open;
use crate::value::{CustomerOrderId, DocumentId, Money};
use crate::{Error, Expected, Noun, Result};

/// An order that was cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOrderCancelled {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// The order.
    pub order: CustomerOrderId,
    /// What the customer got back of the deposit: method and amount.
    pub returned: Vec<(TenderMethod, Money)>,
    /// What the shop kept of it.
    pub kept: Money,
}

impl Carts<'_> {
    /// Cancels what is open of an order. What is left of the deposit goes back as it was paid, but for what the shop keeps of it,
    /// which is what was paid last.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for an order that is sold or cancelled; [`Error::Invalid`] without a reason, and
    /// if more is kept than there is.
    pub fn cancel(
        &self,
        id: DocumentId,
        order: CustomerOrderId,
        keep: Money,
        reason: &str,
    ) -> Result<CustomerOrderCancelled> {
        let Posted { post_no, header, body } = self.shop.post(&Cancel { id, order, keep, reason })?;
        let Body::CustomerOrderCancelled(body) = body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(CustomerOrderCancelled {
            id,
            slip: Slip::new(post_no, header),
            order,
            returned: body.returned,
            kept: body.kept,
        })
    }
}

/// What [`Carts::cancel`] posts.
#[derive(Serialize)]
struct Cancel<'a> {
    id: DocumentId,
    order: CustomerOrderId,
    keep: Money,
    reason: &'a str,
}

impl Command for Cancel<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("cancel_customer_order", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        check_name("reason", self.reason)?;
        let kept = self.keep.not_negative("keep")?;
        let order = load_customer_order(gate, self.order)?;
        let at = gate.when(&[])?;
        if !order.is_open() {
            let state = order.state(gate.snapshot()?.zone.business_day(at).date()).code();
            return Err(Error::WrongState { what: Noun::CustomerOrder, key: order.number, state });
        }
        let left = order.deposit_left()?;
        if kept > left {
            return Err(Error::invalid("keep", kept, Expected::AtMost(left.to_string())));
        }
        let returned = order.spend(left.sub(kept)?)?.into_iter().map(|part| (part.method, part.amount)).collect();
        let body = CustomerOrderCancelledBody { order: self.order, returned, kept, reason: self.reason.to_string() };
        let decided = Decided::new(Body::CustomerOrderCancelled(body), at);
        Ok(decided.referring_to(self.order).concerning(order.member))
    }
}
