// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::records::{
    Cart, CustomerOrder, CustomerOrderCancelled, Deposit, HeldCart, NewCustomerOrder, ResumedCart, Tender,
};
use crate::{Result, Shop};
use rust_decimal::Decimal;
use tillbook::value::{CartId, CustomerOrderId, DocumentId};

/// What is not sold yet: [orders](Carts::order) and quotations, and carts that are put aside while the customer fetches
/// something, and taken up again at any till (挂单、取单).
///
/// What is kept is what the customer wants, not what it cost: prices are worked out anew, and each line that costs
/// something else is told with the reason. Nothing is reserved: the goods stay on sale, and coupons and points unspent.
#[derive(Debug, uniffi::Object)]
pub struct Carts {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Carts {
    /// Cancels what is open of an order. What is left of the deposit goes back as it was paid, but for what the shop
    /// keeps of it, which is what was paid last.
    ///
    /// Throws: `NotFound`; `WrongState` for an order that is sold or cancelled; `Invalid` without a reason, and if more
    /// is kept than there is.
    pub fn cancel(
        &self,
        id: DocumentId,
        order: CustomerOrderId,
        keep: Decimal,
        reason: String,
    ) -> Result<CustomerOrderCancelled> {
        self.shop.ask(|shop, currency| shop.carts().cancel(id, order, keep.given(currency)?, &reason))
    }

    /// Takes a deposit for an order, or a part of one (定金). It is no sale: the shop owes it until the goods are sold.
    /// From then on the prices hold, whatever the last day of a quotation was.
    ///
    /// Throws: `NotFound`; `WrongState` for an order that is sold, cancelled or expired; `Invalid`, for more than is
    /// still to pay too, and for tenders that are no money; `TendersDiffer`, `ChangeNotFromCash`.
    pub fn deposit(
        &self,
        id: DocumentId,
        order: CustomerOrderId,
        amount: Decimal,
        tenders: Vec<Tender>,
    ) -> Result<Deposit> {
        self.shop
            .ask(|shop, currency| shop.carts().deposit(id, order, amount.given(currency)?, &given(tenders, currency)?))
    }

    /// Quotes a customer prices, or takes their order: a document with a number. The prices are those of now, and the
    /// goods are sold at them, wholly or in parts. Nothing is reserved.
    ///
    /// Coupons and points are no part of it, nor are offers that are bounded over all sales, give something on top or
    /// issue coupons: what is limited cannot be promised.
    ///
    /// Throws: those of `Till::price`; `Invalid` for coupons, points to redeem, a label that is no plain text, or a day
    /// before that of the order.
    pub fn order(&self, id: CustomerOrderId, wanted: NewCustomerOrder) -> Result<CustomerOrder> {
        self.shop.ask(|shop, currency| shop.carts().order(id, &given(wanted, currency)?))
    }

    /// The order with this id, as it stands.
    ///
    /// Throws: `NotFound`.
    pub fn customer_order(&self, id: CustomerOrderId) -> Result<CustomerOrder> {
        self.shop.ask(|shop, _| shop.carts().customer_order(id))
    }

    /// The orders and quotations that are neither sold nor cancelled, in the order in which they were placed; those
    /// that expired too.
    ///
    /// Throws: Failures of the storage.
    pub fn orders(&self) -> Result<Vec<CustomerOrder>> {
        self.shop.ask(|shop, _| shop.carts().orders())
    }

    /// What an order would cost at the prices of now, beside what was agreed: a quotation that expired is sold like a
    /// cart that was held.
    ///
    /// Throws: `NotFound`.
    pub fn reprice(&self, order: CustomerOrderId) -> Result<ResumedCart> {
        self.shop.ask(|shop, _| shop.carts().reprice(order))
    }

    /// Puts a cart aside. A cart that [resumes](Cart::resumes) another held one takes its place. At most 100 carts are
    /// held at a time.
    ///
    /// Throws: those of `Till::price`, but that of the lowest price; `Invalid` for a label that is no plain text, and
    /// for more carts than can be held; `WrongState` if the cart that it resumes is not held any more.
    pub fn hold(&self, id: CartId, label: String, cart: Cart) -> Result<HeldCart> {
        self.shop.ask(|shop, currency| shop.carts().hold(id, &label, &given(cart, currency)?))
    }

    /// The carts that are held, in the order in which they were put aside.
    ///
    /// Throws: Failures of the storage.
    pub fn held(&self) -> Result<Vec<HeldCart>> {
        self.shop.ask(|shop, _| shop.carts().held())
    }

    /// Looks at a held cart: what it costs now, and for each line that costs something else, or cannot be sold as it
    /// is, why. It stays held, so that no till loses it: selling the cart of the answer ends it, at one till only.
    ///
    /// Throws: `NotFound`; `WrongState` for a cart that was sold, discarded or held anew.
    pub fn resume(&self, id: CartId) -> Result<ResumedCart> {
        self.shop.ask(|shop, _| shop.carts().resume(id))
    }

    /// Says that a held cart will not be sold.
    ///
    /// Throws: `NotFound`; `WrongState` for a cart that is not held any more; `Invalid` without a reason.
    pub fn discard(&self, id: DocumentId, cart: CartId, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.carts().discard(id, cart, &reason))
    }
}
