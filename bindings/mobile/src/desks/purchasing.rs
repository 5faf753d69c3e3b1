// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::records::{
    LandedBy, LandedShare, NewSupply, OrderLine, OrderProposal, PriceLine, PurchaseOrder, Receipt, ReceiptLine,
    RepricedLine, Supplier, SupplierPayment, SupplierReturn, SupplierReturnLine, Supply, TenderMethod,
};
use crate::{Result, Shop};
use rust_decimal::Decimal;
use tillbook::value::{Date, DocumentId, LocationId, OrderId, ReceiptId, SupplierId, VariantId};

/// Suppliers, orders, receipts of goods.
#[derive(Debug, uniffi::Object)]
pub struct Purchasing {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Purchasing {
    /// Adds freight, duty and the like to the cost of goods that were received, of one receipt or several. The goods
    /// cost more from the day on which they came: what was sold of them since costs more too, which is booked on the
    /// day of this document. Gives what belongs to which goods; goods that are all worth nothing share alike by value.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`; `WrongState` for a receipt that was voided.
    pub fn landed_cost(
        &self,
        id: DocumentId,
        supplier: SupplierId,
        receipts: Vec<ReceiptId>,
        amount: Decimal,
        by: LandedBy,
        reason: String,
    ) -> Result<Vec<LandedShare>> {
        self.shop.ask(|shop, currency| {
            shop.purchasing().landed_cost(
                id,
                supplier,
                &given(receipts, currency)?,
                amount,
                by.given(currency)?,
                &reason,
            )
        })
    }

    /// States what goods of a receipt really cost, when the invoice differs from the receipt. As with
    /// `Purchasing::landed_cost`, what was sold of them costs otherwise too.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`; `WrongState` for a receipt that was voided.
    pub fn reprice(&self, id: DocumentId, receipt: ReceiptId, lines: Vec<PriceLine>) -> Result<Vec<RepricedLine>> {
        self.shop.ask(|shop, currency| shop.purchasing().reprice(id, receipt, &given(lines, currency)?))
    }

    /// Pays a supplier what is owed, or a part of it; more only if somebody approves: then the supplier owes the rest,
    /// as goods or as money. `reference` is the bank's or the channel's; it may be empty. Of a whole card number only
    /// the last four digits are kept.
    ///
    /// Throws: `NotFound`; `Invalid`, for more than is owed and for a method that is no money too.
    pub fn pay(
        &self,
        id: DocumentId,
        supplier: SupplierId,
        amount: Decimal,
        method: TenderMethod,
        reference: String,
    ) -> Result<SupplierPayment> {
        self.shop.ask(|shop, currency| {
            shop.purchasing().pay(id, supplier, amount.given(currency)?, method.given(currency)?, &reference)
        })
    }

    /// The next orders: everything at or below its reorder point, counting what is on its way, by supplier. The
    /// supplier is the preferred one, else the one that is known longest.
    ///
    /// Throws: Failures of the storage.
    pub fn propose(&self) -> Result<Vec<OrderProposal>> {
        self.shop.ask(|shop, _| shop.purchasing().propose())
    }

    /// Receives goods of an order, in one delivery of perhaps several.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`; `WrongState` for an order that is cancelled or done; `BatchDates` for an
    /// expiry before production, or dates other than the batch is known with.
    pub fn receive(&self, id: ReceiptId, order: OrderId, lines: Vec<ReceiptLine>) -> Result<Receipt> {
        self.shop.ask(|shop, currency| shop.purchasing().receive(id, order, &given(lines, currency)?))
    }

    /// Receives goods that were bought without an order, into a location (`None` for the shop's first one).
    ///
    /// Throws: those of `Purchasing::receive`.
    pub fn receive_from(
        &self,
        id: ReceiptId,
        supplier: SupplierId,
        location: Option<LocationId>,
        lines: Vec<ReceiptLine>,
    ) -> Result<Receipt> {
        self.shop.ask(|shop, currency| shop.purchasing().receive_from(id, supplier, location, &given(lines, currency)?))
    }

    /// Receives goods of an order into a location other than the shop's first one.
    ///
    /// Throws: those of `Purchasing::receive`.
    pub fn receive_into(
        &self,
        id: ReceiptId,
        order: OrderId,
        location: LocationId,
        lines: Vec<ReceiptLine>,
    ) -> Result<Receipt> {
        self.shop.ask(|shop, currency| shop.purchasing().receive_into(id, order, location, &given(lines, currency)?))
    }

    /// Sends goods of a receipt back. They leave at book cost (first in, first out: their own layer first); what the
    /// supplier gives back beyond or below it is a purchase variance.
    ///
    /// Throws: `NotFound`, `Invalid` for more than the receipt brought and was not returned before, `OutOfStock`.
    pub fn return_goods(
        &self,
        id: DocumentId,
        receipt: ReceiptId,
        lines: Vec<SupplierReturnLine>,
    ) -> Result<SupplierReturn> {
        self.shop.ask(|shop, currency| shop.purchasing().return_goods(id, receipt, &given(lines, currency)?))
    }

    /// Adds suppliers, or replaces those with the same id.
    ///
    /// Throws: `Invalid`, `Duplicate` for a code that another supplier has.
    pub fn put_suppliers(&self, id: DocumentId, suppliers: Vec<Supplier>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.purchasing().put_suppliers(id, &given(suppliers, currency)?))
    }

    /// States which supplier sells which variant, or corrects it.
    ///
    /// Throws: `Invalid`, `NotFound` for an unknown supplier or variant.
    pub fn put_supplies(&self, id: DocumentId, supplies: Vec<NewSupply>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.purchasing().put_supplies(id, &given(supplies, currency)?))
    }

    /// All suppliers, in the order in which they were added.
    ///
    /// Throws: Failures of the storage.
    pub fn suppliers(&self) -> Result<Vec<Supplier>> {
        self.shop.ask(|shop, _| shop.purchasing().suppliers())
    }

    /// Who sells this variant, and at what last cost.
    ///
    /// Throws: Failures of the storage.
    pub fn supplies_of(&self, variant: VariantId) -> Result<Vec<Supply>> {
        self.shop.ask(|shop, _| shop.purchasing().supplies_of(variant))
    }

    /// Orders goods.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`, `IdReused`.
    pub fn order(&self, id: OrderId, supplier: SupplierId, lines: Vec<OrderLine>) -> Result<PurchaseOrder> {
        self.shop.ask(|shop, currency| shop.purchasing().order(id, supplier, &given(lines, currency)?))
    }

    /// Orders goods that should come on a day.
    ///
    /// Throws: those of `Purchasing::order`.
    pub fn order_for(
        &self,
        id: OrderId,
        supplier: SupplierId,
        lines: Vec<OrderLine>,
        expected_on: Date,
    ) -> Result<PurchaseOrder> {
        self.shop.ask(|shop, currency| shop.purchasing().order_for(id, supplier, &given(lines, currency)?, expected_on))
    }

    /// States anew what an open order is to bring. A variant that it has already keeps its line and what came of it,
    /// and if more is to come the line is open again; new ones are added behind. The line of a variant that is left out
    /// stays, with no more ordered than came: line numbers never change.
    ///
    /// Throws: those of `Purchasing::order`; `WrongState` for an order that is done or cancelled.
    pub fn amend(
        &self,
        id: DocumentId,
        order: OrderId,
        lines: Vec<OrderLine>,
        expected_on: Option<Date>,
    ) -> Result<PurchaseOrder> {
        self.shop.ask(|shop, currency| shop.purchasing().amend(id, order, &given(lines, currency)?, expected_on))
    }

    /// Cancels what is still open of an order.
    ///
    /// Throws: `NotFound`; `WrongState` for an order that is done or cancelled.
    pub fn cancel(&self, id: DocumentId, order: OrderId, reason: String) -> Result<PurchaseOrder> {
        self.shop.ask(|shop, _| shop.purchasing().cancel(id, order, &reason))
    }

    /// The order as its documents leave it.
    ///
    /// Throws: `NotFound`.
    pub fn order_by_id(&self, id: OrderId) -> Result<PurchaseOrder> {
        self.shop.ask(|shop, _| shop.purchasing().order_by_id(id))
    }

    /// Orders of which more is to come, oldest first.
    ///
    /// Throws: Failures of the storage.
    pub fn open_orders(&self) -> Result<Vec<PurchaseOrder>> {
        self.shop.ask(|shop, _| shop.purchasing().open_orders())
    }
}
