// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::records::{
    Cart, Exchange, ExchangeQuote, Exchanged, NewSale, OrderedPart, Quote, Refund, RefundLine, RefundQuote, RefundTo,
    Sale, Scanned, Tender, UnlinkedRefund, UnlinkedReturn,
};
use crate::{Result, Shop};
use tillbook::value::{CustomerOrderId, DocumentId, RefundId, SaleId};

/// Sales, refunds and voids.
#[derive(Debug, uniffi::Object)]
pub struct Till {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Till {
    /// What an exchange would come to now. Nothing is posted.
    ///
    /// Throws: those of `Till::refund` and `Till::price`.
    pub fn price_exchange(&self, exchange: Exchange) -> Result<ExchangeQuote> {
        self.shop.ask(|shop, currency| shop.till().price_exchange(&given(exchange, currency)?))
    }

    /// Takes back goods of a sale and sells others for them, in one posting: a refund and a sale, both or none. What
    /// the goods that come back were paid with pays for the others, at most what those cost; only the difference is
    /// paid, or paid back as in a refund. `tenders` are what the customer pays on top; none if they pay nothing.
    ///
    /// The goods are back before the others are priced: what was used of limited offers can be used again, and points
    /// that were redeemed are there.
    ///
    /// Throws: those of `Till::refund` and `Till::sell`; `Invalid` for the cart of another member than whose card or
    /// account paid. Nothing is written then.
    pub fn exchange(
        &self,
        refund: RefundId,
        sale: SaleId,
        exchange: Exchange,
        tenders: Vec<Tender>,
    ) -> Result<Exchanged> {
        self.shop.ask(|shop, currency| {
            shop.till().exchange(refund, sale, &given(exchange, currency)?, &given(tenders, currency)?)
        })
    }

    /// States that an exchange never was: the document `id` voids its sale, `refund_id` its refund, both or none.
    ///
    /// Throws: as `Till::void` for its sale; `WrongState` for a sale that is no half of an exchange; `CardOverdrawn`
    /// when what came to a card was spent.
    pub fn void_exchange(&self, id: DocumentId, refund_id: DocumentId, sale: SaleId, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.till().void_exchange(id, refund_id, sale, &reason))
    }

    /// Sells goods that a customer was quoted or ordered, at what was agreed; all that is open of it if no parts are
    /// named. The parts add up to the order, in any number. Its deposit is one way to pay.
    ///
    /// The goods may be off the shelf, and the lowest price is not asked again; promotions and points are as they were
    /// agreed.
    ///
    /// Throws: `NotFound`; `WrongState` for an order that is sold, cancelled, or expired: then `Carts::reprice` says
    /// what it costs now; `Invalid` for more than is open of a line, and for more than is left of the deposit; those of
    /// `Till::sell` about goods and tenders.
    pub fn sell_ordered(
        &self,
        id: SaleId,
        order: CustomerOrderId,
        parts: Vec<OrderedPart>,
        tenders: Vec<Tender>,
    ) -> Result<Sale> {
        self.shop.ask(|shop, currency| {
            shop.till().sell_ordered(id, order, &given(parts, currency)?, &given(tenders, currency)?)
        })
    }

    /// Takes back goods of a sale, at exactly what was paid for them: the share of the line, rounded over all units of
    /// it that came back so far. What the sale's promotions gave is neither tested again nor clawed back.
    ///
    /// Throws: `NotFound`, `RefundExceeds`, `RefundMethod`, `WrongState` for a voided sale, `Invalid`;
    /// `ApproverNeeded`, `NotAllowed`.
    pub fn refund(
        &self,
        id: RefundId,
        sale: SaleId,
        lines: Vec<RefundLine>,
        to: RefundTo,
        reason: String,
    ) -> Result<Refund> {
        self.shop
            .ask(|shop, currency| shop.till().refund(id, sale, &given(lines, currency)?, to.given(currency)?, &reason))
    }

    /// What a refund would come to now, and which way its money would go. Nothing is posted.
    ///
    /// Throws: those of `Till::refund`.
    pub fn price_refund(
        &self,
        sale: SaleId,
        lines: Vec<RefundLine>,
        to: RefundTo,
        reason: String,
    ) -> Result<RefundQuote> {
        self.shop.ask(|shop, currency| {
            shop.till().price_refund(sale, &given(lines, currency)?, to.given(currency)?, &reason)
        })
    }

    /// States that a sale never was: its goods go back into their batches at what they cost, its payments are given
    /// back by the methods they were made with.
    ///
    /// Throws: `NotFound`; `WrongState` for a sale of which something came back, that was voided, that is of an order
    /// which was cancelled since, or half of an exchange: `void_exchange` voids both; `ApproverNeeded`, `NotAllowed`.
    pub fn void(&self, id: DocumentId, sale: SaleId, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.till().void(id, sale, &reason))
    }

    /// Takes back goods of which no sale is known: the slip is lost, or they were bought before the shop kept books.
    /// The customer gets what the till says; tax by the goods' tax code is taken to be in it. Where the sale is known,
    /// `refund` gives exactly what was paid, at exactly what the goods cost.
    ///
    /// The goods come in at the cost that is stated, or else at what the goods that are there cost on average by all
    /// that is known of that time, later paper included.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`; `RefundMethod` for a voucher, and for more on an account than the member
    /// owes; `ApproverNeeded`, `NotAllowed`.
    pub fn refund_without_sale(&self, id: RefundId, goods: UnlinkedReturn) -> Result<UnlinkedRefund> {
        self.shop.ask(|shop, currency| shop.till().refund_without_sale(id, &given(goods, currency)?))
    }

    /// Finds what a code belongs to: a barcode in any of its spellings, else a SKU.
    ///
    /// Throws: `CheckDigit` for a misread barcode; `NotFound`.
    pub fn scan(&self, code: String) -> Result<Scanned> {
        self.shop.ask(|shop, _| shop.till().scan(&code))
    }

    /// What the cart would cost now, and why.
    ///
    /// Throws: `Empty`, `Invalid`, `NotFound`, `BelowLowestPrice`; `ApproverNeeded` and `NotAllowed` for prices and
    /// discounts by hand that the actor may not give.
    pub fn price(&self, cart: Cart) -> Result<Quote> {
        self.shop.ask(|shop, currency| shop.till().price(&given(cart, currency)?))
    }

    /// Sells the goods in the cart. Cash may exceed what is to pay and gives change; other tenders must not. Stored
    /// value and credit are the cart's member's.
    ///
    /// Throws: those of `Till::price`; `OutOfStock`, `Expired`, `TendersDiffer`, `ChangeNotFromCash`, `CouponRefused`,
    /// `CardOverdrawn`, `OverCreditLimit`, `IdReused`. Nothing is written then.
    pub fn sell(&self, id: SaleId, cart: Cart, tenders: Vec<Tender>) -> Result<Sale> {
        self.shop.ask(|shop, currency| shop.till().sell(id, &given(cart, currency)?, &given(tenders, currency)?))
    }

    /// Posts sales in one transaction, all or none: for imports. At most 1,000.
    ///
    /// Throws: those of `Till::sell`, for the first sale that is refused; `Invalid` for too many.
    pub fn sell_all(&self, sales: Vec<NewSale>) -> Result<Vec<Sale>> {
        self.shop.ask(|shop, currency| shop.till().sell_all(&given(sales, currency)?))
    }

    /// The sale with this id.
    ///
    /// Throws: `NotFound`.
    pub fn sale(&self, id: SaleId) -> Result<Sale> {
        self.shop.ask(|shop, _| shop.till().sale(id))
    }

    /// The sale with the number on a till slip, such as `S-T1-000123`. If a device posted this number again after its
    /// database was restored, the newest.
    ///
    /// Throws: `NotFound`.
    pub fn sale_numbered(&self, number: String) -> Result<Sale> {
        self.shop.ask(|shop, _| shop.till().sale_numbered(&number))
    }
}
