//! The desk of what is not sold yet.

use pyo3::prelude::*;
use serde::Serialize;
use tillbook::document::CustomerOrder;
use tillbook::pricing::Cart;
use tillbook::shop::{HeldCart, NewCustomerOrder, Tender};
use tillbook::value::{BusinessDay, CartId, CustomerOrderId, Date, DocumentId, MemberId, Money, ShiftId, Timestamp};

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// What is not sold yet: held carts, quotations, orders and their deposits. ``shop.carts``.
///
/// >>> from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender, VariantEdit
/// >>> with Shop.memory() as shop:
/// ...     tea = shop.catalog.add(NewProduct("Green tea", price=10)).variants[0].id
/// ...     shop.stockroom.open_with([OpeningStockLine(tea, 9, 6)])
/// ...     held = shop.carts.hold(Cart([CartLine(tea, 2)]), label="red umbrella")
/// ...     shop.catalog.edit([VariantEdit(tea, price=11)])
/// ...     resumed = shop.carts.resume(held.id)
/// ...     sale = shop.till.sell(resumed.cart, [Tender.wechat(22)])
/// ...     held.total, resumed.changes[0].is_, len(shop.carts.held())
/// (Decimal('20.00'), Decimal('22.00'), 0)
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Carts(pub(crate) Handle);

/// A cart that is held, as the list of all shows it.
#[derive(Serialize)]
struct HeldRow {
    id: CartId,
    number: String,
    label: String,
    held_at: Timestamp,
    held_by: String,
    device: String,
    shift: Option<ShiftId>,
    member: Option<MemberId>,
    lines: usize,
    total: Money,
}

static HELD_ROW: Record = Record {
    name: "HeldRow",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "label", ty: Type::Text },
        Field { name: "held_at", ty: Type::Time },
        Field { name: "held_by", ty: Type::Text },
        Field { name: "device", ty: Type::Text },
        Field { name: "shift", ty: Type::Option(&Type::Text) },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "lines", ty: Type::Int },
        Field { name: "total", ty: Type::Money },
    ],
};

impl Known for HeldRow {
    const TYPE: &'static Type = &Type::Record(&HELD_ROW);
}

impl From<HeldCart> for HeldRow {
    fn from(cart: HeldCart) -> Self {
        let HeldCart { id, slip, label, held_by, device, shift, member, lines, total } = cart;
        Self {
            id,
            number: slip.number,
            label,
            held_at: slip.effective_at,
            held_by,
            device,
            shift,
            member,
            lines,
            total,
        }
    }
}

/// An order of a customer, as the list of the open ones shows it.
#[derive(Serialize)]
struct OrderRow {
    id: CustomerOrderId,
    number: String,
    label: String,
    ordered_on: BusinessDay,
    wanted_on: Option<Date>,
    valid_until: Option<Date>,
    member: Option<MemberId>,
    total: Money,
    deposit: Money,
    outstanding: Money,
}

static ORDER_ROW: Record = Record {
    name: "OrderRow",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "label", ty: Type::Text },
        Field { name: "ordered_on", ty: Type::Date },
        Field { name: "wanted_on", ty: Type::Option(&Type::Date) },
        Field { name: "valid_until", ty: Type::Option(&Type::Date) },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "total", ty: Type::Money },
        Field { name: "deposit", ty: Type::Money },
        Field { name: "outstanding", ty: Type::Money },
    ],
};

impl Known for OrderRow {
    const TYPE: &'static Type = &Type::Record(&ORDER_ROW);
}

impl OrderRow {
    fn of(order: CustomerOrder) -> tillbook::Result<Self> {
        let (deposit, outstanding) = (order.deposit_left()?, order.outstanding()?);
        let CustomerOrder { id, number, label, ordered_on, wanted_on, valid_until, member, total, .. } = order;
        Ok(Self { id, number, label, ordered_on, wanted_on, valid_until, member, total, deposit, outstanding })
    }
}

#[pymethods]
impl Carts {
    /// Puts a cart aside (挂单). ``label`` is what a person finds it by. A cart that resumes another held one takes its
    /// place. At most 100 carts are held at a time.
    ///
    /// Raises what ``till.price`` raises, but ``BelowLowestPrice``; ``WrongState`` if the cart that it resumes is not held
    /// any more.
    #[pyo3(signature = (cart: "Cart", *, label: "str" = "", id: "CartId | None" = None) -> "HeldCart")]
    fn hold(&self, py: Python<'_>, cart: Given<'_, '_>, label: &str, id: Maybe<'_, '_>) -> Answer {
        let cart: Cart = self.0.take("cart", cart)?;
        let id = self.0.take_or("id", id, CartId::new)?;
        self.0.answer(py, |shop| shop.carts().hold(id, label, &cart))
    }

    /// The carts that are held, in the order in which they were put aside.
    #[pyo3(signature = () -> "Table")]
    fn held(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| Ok(shop.carts().held()?.into_iter().map(HeldRow::from).collect()))
    }

    /// Looks at a held cart (取单): what it costs now, and for each line that costs something else, or cannot be sold as
    /// it is, why. It stays held: selling the cart of the answer ends it.
    ///
    /// Raises ``NotFound``; ``WrongState`` for a cart that was sold, discarded or held anew.
    #[pyo3(signature = (id: "CartId") -> "ResumedCart")]
    fn resume(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.carts().resume(id))
    }

    /// Says that a held cart will not be sold. Raises ``NotFound``; ``WrongState`` for one that is not held any more;
    /// ``Invalid`` without a reason.
    #[pyo3(signature = (cart: "CartId", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn discard(&self, py: Python<'_>, cart: Given<'_, '_>, reason: &str, id: Maybe<'_, '_>) -> PyResult<()> {
        let cart = self.0.take("cart", cart)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.carts().discard(id, cart, reason))
    }

    /// Quotes a customer prices, or takes their order: the goods are sold at the prices of now, wholly or in parts, by
    /// ``till.sell_ordered``. Nothing is reserved. What is limited cannot be promised: no coupons, no points, no offers
    /// that are bounded over all sales or give something on top.
    ///
    /// Raises what ``till.price`` raises; ``Invalid`` for coupons, points and days before that of the order.
    #[pyo3(signature = (wanted: "NewCustomerOrder", *, id: "CustomerOrderId | None" = None) -> "CustomerOrder")]
    fn order(&self, py: Python<'_>, wanted: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let wanted: NewCustomerOrder = self.0.take("wanted", wanted)?;
        let id = self.0.take_or("id", id, CustomerOrderId::new)?;
        self.0.answer(py, |shop| shop.carts().order(id, &wanted))
    }

    /// The order with this id, as it stands. Raises ``NotFound``.
    #[pyo3(signature = (id: "CustomerOrderId") -> "CustomerOrder")]
    fn customer_order(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.carts().customer_order(id))
    }

    /// The orders and quotations that are neither sold nor cancelled, in the order in which they were placed, those that
    /// expired too. ``deposit`` is what is left of what was paid, ``outstanding`` what the goods still to be sold cost.
    #[pyo3(signature = () -> "Table")]
    fn orders(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.carts().orders()?.into_iter().map(OrderRow::of).collect())
    }

    /// What an order would cost at the prices of now, beside what was agreed: a quotation that expired is sold like a cart
    /// that was held. Raises ``NotFound``.
    #[pyo3(signature = (order: "CustomerOrderId") -> "ResumedCart")]
    fn reprice(&self, py: Python<'_>, order: Given<'_, '_>) -> Answer {
        let order = self.0.take("order", order)?;
        self.0.answer(py, |shop| shop.carts().reprice(order))
    }

    /// Takes a deposit for an order, or a part of one (定金). From then on its prices hold, whatever the last day of a
    /// quotation was.
    ///
    /// Raises ``NotFound``; ``WrongState`` for an order that is sold, cancelled or expired; ``Invalid``, for more than is
    /// still to pay too; ``TendersDiffer``, ``ChangeNotFromCash``.
    #[pyo3(signature = (order: "CustomerOrderId", amount: "Decimal | int", tenders: "Sequence[Tender]", *, id: "DocumentId | None" = None) -> "Deposit")]
    fn deposit(
        &self,
        py: Python<'_>,
        order: Given<'_, '_>,
        amount: Given<'_, '_>,
        tenders: Given<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let order = self.0.take("order", order)?;
        let amount = self.0.take("amount", amount)?;
        let tenders: Vec<Tender> = self.0.take("tenders", tenders)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.carts().deposit(id, order, amount, &tenders))
    }

    /// Cancels what is open of an order. What is left of the deposit goes back as it was paid, but for ``keep``, which is
    /// what was paid last.
    ///
    /// Raises ``NotFound``; ``WrongState`` for an order that is sold or cancelled; ``Invalid`` without a reason, and if
    /// more is kept than there is.
    #[pyo3(signature = (order: "CustomerOrderId", *, reason: "str", keep: "Decimal | int | None" = None, id: "DocumentId | None" = None) -> "CustomerOrderCancelled")]
    fn cancel(
        &self,
        py: Python<'_>,
        order: Given<'_, '_>,
        reason: &str,
        keep: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let order = self.0.take("order", order)?;
        let keep = self.0.take_or("keep", keep, || Money::ZERO)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.carts().cancel(id, order, keep, reason))
    }
}
