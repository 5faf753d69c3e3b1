//! The desk of the till.

use pyo3::prelude::*;
use tillbook::pricing::Cart;
use tillbook::shop::{Exchange, NewSale, OrderedPart, RefundLine, RefundTo, Tender, UnlinkedReturn};
use tillbook::value::{CustomerOrderId, DocumentId, RefundId, SaleId};

use super::handle::{Answer, Given, Handle, Maybe};

/// Sales, refunds and voids. ``shop.till``.
///
/// >>> from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender
/// >>> with Shop.memory() as shop:
/// ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
/// ...     shop.stockroom.open_with([OpeningStockLine(tea, 10, 7)])
/// ...     cart = Cart([CartLine(tea, 2)])
/// ...     quote = shop.till.price(cart)
/// ...     sale = shop.till.sell(cart, [Tender.cash(50)])
/// >>> quote.total, sale.change
/// (Decimal('24.00'), Decimal('26.00'))
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Till(pub(crate) Handle);

#[pymethods]
impl Till {
    /// Finds what a code belongs to: a barcode in any of its spellings, else a SKU.
    ///
    /// Raises ``CheckDigit`` for a misread barcode; ``NotFound``.
    #[pyo3(signature = (code: "str") -> "Scanned")]
    fn scan(&self, py: Python<'_>, code: &str) -> Answer {
        self.0.answer(py, |shop| shop.till().scan(code))
    }

    /// What the cart would cost now, and why.
    ///
    /// Raises ``Empty``, ``Invalid``, ``NotFound``, ``BelowLowestPrice``.
    #[pyo3(signature = (cart: "Cart") -> "Quote")]
    fn price(&self, py: Python<'_>, cart: Given<'_, '_>) -> Answer {
        let cart: Cart = self.0.take("cart", cart)?;
        self.0.answer(py, |shop| shop.till().price(&cart))
    }

    /// Sells the goods in the cart. Cash may exceed what is to pay and gives change; other tenders must not. Stored value
    /// and credit are the cart's member's. The same ``id`` again answers the same sale.
    ///
    /// Raises what ``price`` raises; ``OutOfStock``, ``Expired``, ``TendersDiffer``, ``ChangeNotFromCash``,
    /// ``CouponRefused``, ``CardOverdrawn``, ``OverCreditLimit``, ``IdReused``. Nothing is written then.
    #[pyo3(signature = (cart: "Cart", tenders: "Sequence[Tender]", *, id: "SaleId | None" = None) -> "Sale")]
    fn sell(&self, py: Python<'_>, cart: Given<'_, '_>, tenders: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let cart: Cart = self.0.take("cart", cart)?;
        let tenders: Vec<Tender> = self.0.take("tenders", tenders)?;
        let id = self.0.take_or("id", id, SaleId::new)?;
        self.0.answer(py, |shop| shop.till().sell(id, &cart, &tenders))
    }

    /// Posts sales in one transaction, all or none: for imports. At most 1,000.
    ///
    /// Raises what ``sell`` raises, for the first sale that is refused; ``Invalid`` for too many.
    #[pyo3(signature = (sales: "Sequence[NewSale]") -> "tuple[Sale, ...]")]
    fn sell_all(&self, py: Python<'_>, sales: Given<'_, '_>) -> Answer {
        let sales: Vec<NewSale> = self.0.take("sales", sales)?;
        self.0.answer(py, |shop| shop.till().sell_all(&sales))
    }

    /// Sells goods that a customer was quoted or ordered, at what was agreed; all that is open of it if no ``parts`` are named.
    /// Its deposit is one way to pay: ``Tender.deposit``.
    ///
    /// Raises ``NotFound``; ``WrongState`` for an order that is sold, cancelled or expired: then ``carts.reprice`` says what it
    /// costs now; ``Invalid`` for more than is open of a line, and for more than is left of the deposit; what ``sell`` raises
    /// about goods and tenders.
    #[pyo3(signature = (order: "CustomerOrderId", tenders: "Sequence[Tender]", *, parts: "Sequence[OrderedPart] | None" = None, id: "SaleId | None" = None) -> "Sale")]
    fn sell_ordered(
        &self,
        py: Python<'_>,
        order: Given<'_, '_>,
        tenders: Given<'_, '_>,
        parts: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let order: CustomerOrderId = self.0.take("order", order)?;
        let tenders: Vec<Tender> = self.0.take("tenders", tenders)?;
        let parts: Vec<OrderedPart> = self.0.take_or("parts", parts, Vec::new)?;
        let id = self.0.take_or("id", id, SaleId::new)?;
        self.0.answer(py, |shop| shop.till().sell_ordered(id, order, &parts, &tenders))
    }

    /// The sale with this id. Raises ``NotFound``.
    #[pyo3(signature = (id: "SaleId") -> "Sale")]
    fn sale(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.till().sale(id))
    }

    /// The sale with the number on a till slip, such as ``S-T1-000123``. Raises ``NotFound``.
    #[pyo3(signature = (number: "str") -> "Sale")]
    fn sale_numbered(&self, py: Python<'_>, number: &str) -> Answer {
        self.0.answer(py, |shop| shop.till().sale_numbered(number))
    }

    /// Takes back goods of a sale, at exactly what was paid for them: by the tenders of the sale, unless ``to`` says otherwise.
    ///
    /// Raises ``NotFound``, ``RefundExceeds``, ``RefundMethod``, ``WrongState``, ``Invalid``.
    #[pyo3(signature = (sale: "SaleId", lines: "Sequence[RefundLine]", *, reason: "str", to: "AnyRefundTo | None" = None, id: "RefundId | None" = None) -> "Refund")]
    fn refund(
        &self,
        py: Python<'_>,
        sale: Given<'_, '_>,
        lines: Given<'_, '_>,
        reason: &str,
        to: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let sale = self.0.take("sale", sale)?;
        let lines: Vec<RefundLine> = self.0.take("lines", lines)?;
        let to = self.0.take_or("to", to, RefundTo::default)?;
        let id = self.0.take_or("id", id, RefundId::new)?;
        self.0.answer(py, |shop| shop.till().refund(id, sale, &lines, to, reason))
    }

    /// What a refund would come to now, and which way its money would go. Nothing is posted. Raises what ``refund`` raises.
    #[pyo3(signature = (sale: "SaleId", lines: "Sequence[RefundLine]", *, reason: "str", to: "AnyRefundTo | None" = None) -> "RefundQuote")]
    fn price_refund(
        &self,
        py: Python<'_>,
        sale: Given<'_, '_>,
        lines: Given<'_, '_>,
        reason: &str,
        to: Maybe<'_, '_>,
    ) -> Answer {
        let sale = self.0.take("sale", sale)?;
        let lines: Vec<RefundLine> = self.0.take("lines", lines)?;
        let to = self.0.take_or("to", to, RefundTo::default)?;
        self.0.answer(py, |shop| shop.till().price_refund(sale, &lines, to, reason))
    }

    /// What an exchange would come to now. Nothing is posted. Raises what ``refund`` and ``price`` raise.
    #[pyo3(signature = (exchange: "Exchange") -> "ExchangeQuote")]
    fn price_exchange(&self, py: Python<'_>, exchange: Given<'_, '_>) -> Answer {
        let exchange: Exchange = self.0.take("exchange", exchange)?;
        self.0.answer(py, |shop| shop.till().price_exchange(&exchange))
    }

    /// Takes back goods of a sale and sells others for them (换货): a refund and a sale, both or none. What the goods that
    /// come back were paid with pays for the others; only the difference is paid, or paid back. ``tenders`` are what the
    /// customer pays on top. ``refund`` and ``sale`` are the ids of the two.
    ///
    /// Raises what ``refund`` and ``sell`` raise; ``Invalid`` for the cart of another member than whose card or account paid.
    #[pyo3(signature = (exchange: "Exchange", tenders: "Sequence[Tender] | None" = None, *, refund: "RefundId | None" = None, sale: "SaleId | None" = None) -> "Exchanged")]
    fn exchange(
        &self,
        py: Python<'_>,
        exchange: Given<'_, '_>,
        tenders: Maybe<'_, '_>,
        refund: Maybe<'_, '_>,
        sale: Maybe<'_, '_>,
    ) -> Answer {
        let exchange: Exchange = self.0.take("exchange", exchange)?;
        let tenders: Vec<Tender> = self.0.take_or("tenders", tenders, Vec::new)?;
        let refund = self.0.take_or("refund", refund, RefundId::new)?;
        let sale = self.0.take_or("sale", sale, SaleId::new)?;
        self.0.answer(py, |shop| shop.till().exchange(refund, sale, &exchange, &tenders))
    }

    /// States that an exchange never was: the document ``id`` voids its sale, ``refund_id`` its refund, both or none.
    ///
    /// Raises what ``void`` raises; ``WrongState`` for a sale that is no half of an exchange; ``CardOverdrawn`` when what came
    /// to a card was spent.
    #[pyo3(signature = (sale: "SaleId", *, reason: "str", id: "DocumentId | None" = None, refund_id: "DocumentId | None" = None) -> "None")]
    fn void_exchange(
        &self,
        py: Python<'_>,
        sale: Given<'_, '_>,
        reason: &str,
        id: Maybe<'_, '_>,
        refund_id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let sale = self.0.take("sale", sale)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        let refund_id = self.0.take_or("refund_id", refund_id, DocumentId::new)?;
        self.0.run(py, |shop| shop.till().void_exchange(id, refund_id, sale, reason))
    }

    /// Takes back goods that nobody has a sale for. Needs an approver.
    ///
    /// Raises ``Invalid``, ``NotFound``, ``Empty``.
    #[pyo3(signature = (goods: "UnlinkedReturn", *, id: "RefundId | None" = None) -> "UnlinkedRefund")]
    fn refund_without_sale(&self, py: Python<'_>, goods: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let goods: UnlinkedReturn = self.0.take("goods", goods)?;
        let id = self.0.take_or("id", id, RefundId::new)?;
        self.0.answer(py, |shop| shop.till().refund_without_sale(id, &goods))
    }

    /// Voids a sale: it never was. Raises ``NotFound``, ``WrongState``, ``PeriodLocked``.
    #[pyo3(signature = (sale: "SaleId", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn void(&self, py: Python<'_>, sale: Given<'_, '_>, reason: &str, id: Maybe<'_, '_>) -> PyResult<()> {
        let sale = self.0.take("sale", sale)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.till().void(id, sale, reason))
    }
}
