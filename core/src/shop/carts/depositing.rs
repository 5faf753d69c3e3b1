use serde::{Deserialize, Serialize};

use super::Carts;
use crate::document::{AppliedTender, Body, CustomerOrder, CustomerOrderState, DepositBody, Digest};
use crate::posting::{Command, Decided, Gate, Posted, digest_of, load_customer_order};
use crate::shop::payment::positive;
use crate::shop::shifts::must_be_open;
use crate::shop::till::apply_money;
use crate::shop::{Slip, Tender};
use crate::value::{CustomerOrderId, Date, DocumentId, Money};
use crate::{Error, Expected, Noun, Result};

/// What a customer paid before they got the goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// The order.
    pub order: CustomerOrderId,
    /// How much.
    pub amount: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
    /// What they got back in cash.
    pub change: Money,
}

impl Carts<'_> {
    /// Takes a deposit for an order, or a part of one (定金). It is no sale: the shop owes it until the goods are sold. From then on
    /// the prices hold, whatever the last day of a quotation was.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for an order that is sold, cancelled or expired; [`Error::Invalid`], for more
    /// than is still to pay too, and for tenders that are no money; [`Error::TendersDiffer`], [`Error::ChangeNotFromCash`].
    pub fn deposit(
        &self,
        id: DocumentId,
        order: CustomerOrderId,
        amount: Money,
        tenders: &[Tender],
    ) -> Result<Deposit> {
        let Posted { post_no, header, body } = self.shop.post(&TakeDeposit { id, order, amount, tenders })?;
        let Body::DepositTaken(body) = body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(Deposit {
            id,
            slip: Slip::new(post_no, header),
            order,
            amount: body.amount,
            change: Money::sum(body.tenders.iter().map(|tender| tender.change))?,
            tenders: body.tenders,
        })
    }
}

/// The order, if it can still be sold at what was agreed on this day.
pub(in crate::shop) fn standing_order(gate: &mut Gate<'_>, id: CustomerOrderId, on: Date) -> Result<CustomerOrder> {
    let order = load_customer_order(gate, id)?;
    match order.state(on) {
        CustomerOrderState::Open | CustomerOrderState::PartlySold => Ok(order),
        state => Err(Error::WrongState { what: Noun::CustomerOrder, key: order.number, state: state.code() }),
    }
}

/// What [`Carts::deposit`] posts.
#[derive(Serialize)]
struct TakeDeposit<'a> {
    id: DocumentId,
    order: CustomerOrderId,
    amount: Money,
    tenders: &'a [Tender],
}

impl Command for TakeDeposit<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("deposit", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        positive(self.amount)?;
        let at = gate.when(&[])?;
        let today = gate.snapshot()?.zone.business_day(at).date();
        let order = standing_order(gate, self.order, today)?;
        let most = order.outstanding()?.sub(order.deposit_left()?)?;
        if self.amount > most {
            return Err(Error::invalid("amount", self.amount, Expected::AtMost(most.to_string())));
        }
        let tenders = apply_money(self.tenders, self.amount)?;
        let body = DepositBody { order: self.order, amount: self.amount, tenders };
        Ok(Decided::new(Body::DepositTaken(body), at).referring_to(self.order).concerning(order.member))
    }
}
