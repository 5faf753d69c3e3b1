//! The desk of purchasing.

use pyo3::prelude::*;
use serde::Serialize;
use tillbook::document::{PurchaseLine, PurchaseOrder};
use tillbook::party::Supplier;
use tillbook::shop::{
    LandedBy, NewSupply, OrderLine, OrderProposal, PriceLine, ProposedLine, ReceiptLine, SupplierReturnLine,
};
use tillbook::value::{
    BusinessDay, Date, DocumentId, LocationId, OrderId, Price, Quantity, ReceiptId, SupplierId, VariantId,
};

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// Suppliers, orders, receipts of goods. ``shop.purchasing``.
///
/// >>> from tillbook import NewProduct, Shop, Supplier, SupplierId, line, new_id, received
/// >>> from decimal import Decimal
/// >>> with Shop.memory() as shop:
/// ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
/// ...     seller = SupplierId(new_id())
/// ...     shop.purchasing.put_suppliers([Supplier(seller, "S01", "Wholesale", lead_time_days=1)])
/// ...     order = shop.purchasing.order(seller, [line(tea, 20, Decimal("7.50"))])
/// ...     receipt = shop.purchasing.receive(order.id, [received(0, 18)])
/// ...     shop.purchasing.open_orders().to_dicts()[0]["received"]
/// Decimal('18')
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Purchasing(pub(crate) Handle);

/// A line of an open order.
#[derive(Serialize)]
struct OrderRow {
    order: OrderId,
    number: String,
    supplier: SupplierId,
    ordered_on: BusinessDay,
    expected_on: Option<Date>,
    line: usize,
    variant: VariantId,
    ordered: Quantity,
    received: Quantity,
    rejected: Quantity,
    unit_cost: Price,
    closed: bool,
}

static ORDER_ROW: Record = Record {
    name: "OrderRow",
    fields: &[
        Field { name: "order", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "supplier", ty: Type::Text },
        Field { name: "ordered_on", ty: Type::Date },
        Field { name: "expected_on", ty: Type::Option(&Type::Date) },
        Field { name: "line", ty: Type::Int },
        Field { name: "variant", ty: Type::Text },
        Field { name: "ordered", ty: Type::Micros },
        Field { name: "received", ty: Type::Micros },
        Field { name: "rejected", ty: Type::Micros },
        Field { name: "unit_cost", ty: Type::Micros },
        Field { name: "closed", ty: Type::Bool },
    ],
};

impl Known for OrderRow {
    const TYPE: &'static Type = &Type::Record(&ORDER_ROW);
}

fn order_rows(orders: &[PurchaseOrder]) -> Vec<OrderRow> {
    let row = |order: &PurchaseOrder, (index, line): (usize, &PurchaseLine)| OrderRow {
        order: order.id,
        number: order.number.clone(),
        supplier: order.supplier,
        ordered_on: order.ordered_on,
        expected_on: order.expected_on,
        line: index,
        variant: line.variant,
        ordered: line.ordered,
        received: line.received,
        rejected: line.rejected,
        unit_cost: line.unit_cost,
        closed: line.closed,
    };
    orders.iter().flat_map(|order| order.lines.iter().enumerate().map(move |line| row(order, line))).collect()
}

/// A variant that should be ordered.
#[derive(Serialize)]
struct ProposedRow {
    supplier: Option<SupplierId>,
    variant: VariantId,
    sku: String,
    name: String,
    on_hand: Quantity,
    on_order: Quantity,
    reorder_point: Quantity,
    pack_size: Quantity,
    quantity: Quantity,
    unit_cost: Option<Price>,
}

static PROPOSED_ROW: Record = Record {
    name: "ProposedRow",
    fields: &[
        Field { name: "supplier", ty: Type::Option(&Type::Text) },
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "on_hand", ty: Type::Micros },
        Field { name: "on_order", ty: Type::Micros },
        Field { name: "reorder_point", ty: Type::Micros },
        Field { name: "pack_size", ty: Type::Micros },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "unit_cost", ty: Type::Option(&Type::Micros) },
    ],
};

impl Known for ProposedRow {
    const TYPE: &'static Type = &Type::Record(&PROPOSED_ROW);
}

fn proposed_rows(proposals: Vec<OrderProposal>) -> Vec<ProposedRow> {
    let rows = proposals.into_iter().flat_map(|OrderProposal { supplier, lines }| {
        lines.into_iter().map(move |line| {
            let ProposedLine { variant, sku, name, on_hand, on_order, reorder_point, pack_size, quantity, unit_cost } =
                line;
            ProposedRow {
                supplier,
                variant,
                sku,
                name,
                on_hand,
                on_order,
                reorder_point,
                pack_size,
                quantity,
                unit_cost,
            }
        })
    });
    rows.collect()
}

#[pymethods]
impl Purchasing {
    /// Adds suppliers, or replaces those with the same id. Raises ``Invalid``, ``Duplicate`` for a code that another
    /// supplier has.
    #[pyo3(signature = (suppliers: "Sequence[Supplier]", *, id: "DocumentId | None" = None) -> "None")]
    fn put_suppliers(&self, py: Python<'_>, suppliers: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let suppliers: Vec<Supplier> = self.0.take("suppliers", suppliers)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.purchasing().put_suppliers(id, &suppliers))
    }

    /// States which supplier sells which variant, or corrects it. Raises ``Invalid``, ``NotFound``.
    #[pyo3(signature = (supplies: "Sequence[NewSupply]", *, id: "DocumentId | None" = None) -> "None")]
    fn put_supplies(&self, py: Python<'_>, supplies: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let supplies: Vec<NewSupply> = self.0.take("supplies", supplies)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.purchasing().put_supplies(id, &supplies))
    }

    /// All suppliers, in the order in which they were added.
    #[pyo3(signature = () -> "Table")]
    fn suppliers(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.purchasing().suppliers())
    }

    /// Who sells this variant, and at what last cost.
    #[pyo3(signature = (variant: "VariantId") -> "Table")]
    fn supplies_of(&self, py: Python<'_>, variant: Given<'_, '_>) -> PyResult<Table> {
        let variant = self.0.take("variant", variant)?;
        self.0.table(py, |shop| shop.purchasing().supplies_of(variant))
    }

    /// Orders goods, which should come on ``expected_on`` if that is known. Raises ``Empty``, ``Invalid``,
    /// ``NotFound``, ``IdReused``.
    #[pyo3(signature = (supplier: "SupplierId", lines: "Sequence[OrderLine]", *, expected_on: "date | None" = None, id: "OrderId | None" = None) -> "PurchaseOrder")]
    fn order(
        &self,
        py: Python<'_>,
        supplier: Given<'_, '_>,
        lines: Given<'_, '_>,
        expected_on: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let supplier: SupplierId = self.0.take("supplier", supplier)?;
        let lines: Vec<OrderLine> = self.0.take("lines", lines)?;
        let expected_on: Option<Date> = self.0.take_if("expected_on", expected_on)?;
        let id = self.0.take_or("id", id, OrderId::new)?;
        self.0.answer(py, |shop| match expected_on {
            Some(day) => shop.purchasing().order_for(id, supplier, &lines, day),
            None => shop.purchasing().order(id, supplier, &lines),
        })
    }

    /// States anew what an open order is to bring. Line numbers never change: what is left out stays, with no more
    /// ordered than came. Raises what ``order`` raises; ``WrongState`` for an order that is done or cancelled.
    #[pyo3(signature = (order: "OrderId", lines: "Sequence[OrderLine]", *, expected_on: "date | None" = None, id: "DocumentId | None" = None) -> "PurchaseOrder")]
    fn amend(
        &self,
        py: Python<'_>,
        order: Given<'_, '_>,
        lines: Given<'_, '_>,
        expected_on: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let order = self.0.take("order", order)?;
        let lines: Vec<OrderLine> = self.0.take("lines", lines)?;
        let expected_on = self.0.take_if("expected_on", expected_on)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.purchasing().amend(id, order, &lines, expected_on))
    }

    /// Cancels what is still open of an order. Raises ``NotFound``; ``WrongState``.
    #[pyo3(signature = (order: "OrderId", *, reason: "str", id: "DocumentId | None" = None) -> "PurchaseOrder")]
    fn cancel(&self, py: Python<'_>, order: Given<'_, '_>, reason: &str, id: Maybe<'_, '_>) -> Answer {
        let order = self.0.take("order", order)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.purchasing().cancel(id, order, reason))
    }

    /// The order as its documents leave it. Raises ``NotFound``.
    #[pyo3(signature = (id: "OrderId") -> "PurchaseOrder")]
    fn order_by_id(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.purchasing().order_by_id(id))
    }

    /// The lines of orders of which more is to come, oldest order first.
    #[pyo3(signature = () -> "Table")]
    fn open_orders(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| Ok(order_rows(&shop.purchasing().open_orders()?)))
    }

    /// What should be ordered now, by supplier: variants at or below their reorder point, counting what is on its way. A row a
    /// variant; ``supplier`` is ``None`` for goods that nobody is known to sell. ``quantity`` is in whole packs of ``pack_size``,
    /// ``unit_cost`` what a stock unit cost there last.
    #[pyo3(signature = () -> "Table")]
    fn propose(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| Ok(proposed_rows(shop.purchasing().propose()?)))
    }

    /// Takes in goods of an order, at ``location`` if not the first one. Raises ``NotFound``, ``WrongState``,
    /// ``Empty``, ``Invalid``, ``BatchDates``.
    #[pyo3(signature = (order: "OrderId", lines: "Sequence[ReceiptLine]", *, location: "LocationId | None" = None, id: "ReceiptId | None" = None) -> "Receipt")]
    fn receive(
        &self,
        py: Python<'_>,
        order: Given<'_, '_>,
        lines: Given<'_, '_>,
        location: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let order: OrderId = self.0.take("order", order)?;
        let lines: Vec<ReceiptLine> = self.0.take("lines", lines)?;
        let location: Option<LocationId> = self.0.take_if("location", location)?;
        let id = self.0.take_or("id", id, ReceiptId::new)?;
        self.0.answer(py, |shop| match location {
            Some(location) => shop.purchasing().receive_into(id, order, location, &lines),
            None => shop.purchasing().receive(id, order, &lines),
        })
    }

    /// Takes in goods that nobody ordered. Raises what ``receive`` raises.
    #[pyo3(signature = (supplier: "SupplierId", lines: "Sequence[ReceiptLine]", *, location: "LocationId | None" = None, id: "ReceiptId | None" = None) -> "Receipt")]
    fn receive_from(
        &self,
        py: Python<'_>,
        supplier: Given<'_, '_>,
        lines: Given<'_, '_>,
        location: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let supplier = self.0.take("supplier", supplier)?;
        let lines: Vec<ReceiptLine> = self.0.take("lines", lines)?;
        let location = self.0.take_if("location", location)?;
        let id = self.0.take_or("id", id, ReceiptId::new)?;
        self.0.answer(py, |shop| shop.purchasing().receive_from(id, supplier, location, &lines))
    }

    /// Sends goods of a receipt back. Raises ``NotFound``, ``OutOfStock``, ``Invalid``, ``WrongState``.
    #[pyo3(signature = (receipt: "ReceiptId", lines: "Sequence[SupplierReturnLine]", *, id: "DocumentId | None" = None) -> "SupplierReturn")]
    fn return_goods(&self, py: Python<'_>, receipt: Given<'_, '_>, lines: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let receipt = self.0.take("receipt", receipt)?;
        let lines: Vec<SupplierReturnLine> = self.0.take("lines", lines)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.purchasing().return_goods(id, receipt, &lines))
    }

    /// Adds a bill for freight, duty or the like to what the goods of these receipts cost: by their value, unless
    /// ``by`` says otherwise. What was sold of them costs more since. Raises ``NotFound``, ``Invalid``.
    #[pyo3(signature = (supplier: "SupplierId", receipts: "Sequence[ReceiptId]", amount: "Decimal | int", *, by: "LandedBy | None" = None, reason: "str", id: "DocumentId | None" = None) -> "tuple[LandedShare, ...]")]
    fn landed_cost(
        &self,
        py: Python<'_>,
        supplier: Given<'_, '_>,
        receipts: Given<'_, '_>,
        amount: Given<'_, '_>,
        by: Maybe<'_, '_>,
        reason: &str,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let supplier = self.0.take("supplier", supplier)?;
        let receipts: Vec<ReceiptId> = self.0.take("receipts", receipts)?;
        let amount = self.0.take("amount", amount)?;
        let by = self.0.take_or("by", by, LandedBy::default)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.purchasing().landed_cost(id, supplier, &receipts, amount, by, reason))
    }

    /// Says what goods of a receipt really cost. Raises ``NotFound``, ``Invalid``, ``WrongState``.
    #[pyo3(signature = (receipt: "ReceiptId", lines: "Sequence[PriceLine]", *, id: "DocumentId | None" = None) -> "tuple[RepricedLine, ...]")]
    fn reprice(&self, py: Python<'_>, receipt: Given<'_, '_>, lines: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let receipt = self.0.take("receipt", receipt)?;
        let lines: Vec<PriceLine> = self.0.take("lines", lines)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.purchasing().reprice(id, receipt, &lines))
    }

    /// Pays a supplier. Raises ``Invalid``, ``NotFound``.
    #[pyo3(signature = (supplier: "SupplierId", amount: "Decimal | int", method: "TenderMethod", *, reference: "str" = "", id: "DocumentId | None" = None) -> "SupplierPayment")]
    fn pay(
        &self,
        py: Python<'_>,
        supplier: Given<'_, '_>,
        amount: Given<'_, '_>,
        method: Given<'_, '_>,
        reference: &str,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let supplier = self.0.take("supplier", supplier)?;
        let amount = self.0.take("amount", amount)?;
        let method = self.0.take("method", method)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.purchasing().pay(id, supplier, amount, method, reference))
    }
}
