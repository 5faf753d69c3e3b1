use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::check;
use super::handle::Shop;
use crate::catalog::check_name;
use crate::document::{Body, Digest, EditedRecord, OrderBody, OrderCancelledBody, OrderedLine, PurchaseOrder};
use crate::party::{Supplier, Supply};
use crate::posting::{Command, Decided, Gate, body, digest_of, load_order};
use crate::storage::{KeyKind, RecordKind, RecordQuery, Transaction};
use crate::value::{Date, DocumentId, OrderId, Price, Quantity, SupplierId, VariantId};
use crate::{Error, Expected, Noun, Result};

mod correcting;
mod paying;
mod proposal;
mod receiving;
mod returning;

pub use correcting::{LandedBy, PriceLine};
pub use paying::SupplierPayment;
pub(crate) use proposal::on_order;
pub use proposal::{OrderProposal, ProposedLine};
pub use receiving::{Receipt, ReceiptLine, received};
pub(in crate::shop) use receiving::{batch_of, same_batch};
pub(in crate::shop) use returning::left_of_receipt;
pub use returning::{SupplierReturn, SupplierReturnLine};

/// Suppliers, orders, receipts of goods.
#[derive(Clone, Copy)]
pub struct Purchasing<'a> {
    pub(crate) shop: &'a Shop,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// What is ordered.
    pub variant: VariantId,
    /// Stock units, above zero.
    pub quantity: Decimal,
    /// The agreed cost of one; zero or more.
    pub unit_cost: Decimal,
}

/// A line of an order: so many stock units, at this cost of one.
pub fn line(variant: VariantId, quantity: Decimal, unit_cost: Decimal) -> OrderLine {
    OrderLine { variant, quantity, unit_cost }
}

/// Which supplier sells which variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSupply {
    /// Who.
    pub supplier: SupplierId,
    /// What.
    pub variant: VariantId,
    /// Stock units in one pack, above zero: orders are whole packs.
    pub pack_size: Decimal,
    /// What one stock unit costs there, if it is known.
    pub last_cost: Option<Decimal>,
    /// True for the supplier that the next order goes to.
    pub preferred: bool,
}

impl Purchasing<'_> {
    /// Adds suppliers, or replaces those with the same id.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::Duplicate`] for a code that another supplier has.
    pub fn put_suppliers(&self, id: DocumentId, suppliers: &[Supplier]) -> Result<()> {
        let records: Vec<_> = suppliers.iter().cloned().map(EditedRecord::Supplier).collect();
        self.shop.edit(id, "suppliers", &records).map(|_| ())
    }

    /// States which supplier sells which variant, or corrects it.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::NotFound`] for an unknown supplier or variant.
    pub fn put_supplies(&self, id: DocumentId, supplies: &[NewSupply]) -> Result<()> {
        let make = |gate: &mut Gate<'_>| {
            let variants: Vec<VariantId> = supplies.iter().map(|supply| supply.variant).collect();
            let cards = gate.snapshot()?.cards(gate.tx, &variants)?;
            cards.iter().try_for_each(|card| card.check_stocked())?;
            known_suppliers(gate.tx, supplies.iter().map(|supply| supply.supplier))?;
            let record =
                |(index, new): (usize, &NewSupply)| check::at_line(index, new.supply()).map(EditedRecord::Supply);
            supplies.iter().enumerate().map(record).collect::<Result<Vec<_>>>()
        };
        let request = digest_of("supplies", &supplies)?;
        self.shop.post(&super::edit::Edit { id, request, make: &make }).map(|_| ())
    }

    /// All suppliers, in the order in which they were added.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn suppliers(&self) -> Result<Vec<Supplier>> {
        let query = RecordQuery::All { kind: RecordKind::Supplier, after: crate::ledger::RecordNo(0), limit: 100_000 };
        self.shop.read(|tx, _| tx.records(&query)?.iter().map(body).collect())
    }

    /// Who sells this variant, and at what last cost.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn supplies_of(&self, variant: VariantId) -> Result<Vec<Supply>> {
        let link = variant.to_string();
        let query = RecordQuery::Keys(RecordKind::Supply, KeyKind::Link, &[&link]);
        self.shop.read(|tx, _| tx.records(&query)?.iter().map(body).collect())
    }

    /// Orders goods.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`], [`Error::IdReused`].
    pub fn order(&self, id: OrderId, supplier: SupplierId, lines: &[OrderLine]) -> Result<PurchaseOrder> {
        self.place(id, supplier, lines, None)
    }

    /// Orders goods that should come on a day.
    ///
    /// # Errors
    /// Those of [`Purchasing::order`].
    pub fn order_for(
        &self,
        id: OrderId,
        supplier: SupplierId,
        lines: &[OrderLine],
        expected_on: Date,
    ) -> Result<PurchaseOrder> {
        self.place(id, supplier, lines, Some(expected_on))
    }

    fn place(
        self,
        id: OrderId,
        supplier: SupplierId,
        lines: &[OrderLine],
        expected_on: Option<Date>,
    ) -> Result<PurchaseOrder> {
        let document = id.into();
        self.shop.post(&Place { document, order: id, supplier: Some(supplier), lines, expected_on })?;
        self.order_by_id(id)
    }

    /// States anew what an open order is to bring. A variant that it has already keeps its line and what came of it, and
    /// if more is to come the line is open again; new ones are added behind. The line of a variant that is left out
    /// stays, with no more ordered than came: line numbers never change.
    ///
    /// # Errors
    /// Those of [`Purchasing::order`]; [`Error::WrongState`] for an order that is done or cancelled.
    pub fn amend(
        &self,
        id: DocumentId,
        order: OrderId,
        lines: &[OrderLine],
        expected_on: Option<Date>,
    ) -> Result<PurchaseOrder> {
        self.shop.post(&Place { document: id, order, supplier: None, lines, expected_on })?;
        self.order_by_id(order)
    }

    /// Cancels what is still open of an order.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for an order that is done or cancelled.
    pub fn cancel(&self, id: DocumentId, order: OrderId, reason: &str) -> Result<PurchaseOrder> {
        self.shop.post(&CancelOrder { id, order, reason })?;
        self.order_by_id(order)
    }

    /// The order as its documents leave it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn order_by_id(&self, id: OrderId) -> Result<PurchaseOrder> {
        let query = RecordQuery::Ids(RecordKind::Order, &[id.uuid()]);
        let found = self.shop.read(|tx, _| Ok(tx.records(&query)?.pop()))?;
        body(&found.ok_or_else(|| Error::not_found(Noun::PurchaseOrder, id))?)
    }

    /// Orders of which more is to come, oldest first.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn open_orders(&self) -> Result<Vec<PurchaseOrder>> {
        self.shop.read(|tx, _| open_orders(tx))
    }
}

fn open_orders(tx: &mut dyn Transaction) -> Result<Vec<PurchaseOrder>> {
    let mut records = tx.records(&RecordQuery::Keys(RecordKind::Order, KeyKind::Link, &["order:open"]))?;
    records.sort_by_key(|record| record.number);
    records.iter().map(body).collect()
}

impl NewSupply {
    fn supply(&self) -> Result<Supply> {
        let last_cost = self.last_cost.map(|cost| Price::not_negative(cost, "last_cost")).transpose()?;
        let pack_size = Quantity::positive(self.pack_size, "pack_size")?;
        let Self { supplier, variant, preferred, .. } = *self;
        Ok(Supply { supplier, variant, pack_size, last_cost, preferred })
    }
}

/// Refuses suppliers that nobody knows.
fn known_suppliers(tx: &mut dyn Transaction, wanted: impl Iterator<Item = SupplierId>) -> Result<()> {
    let mut ids: Vec<_> = wanted.map(SupplierId::uuid).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = tx.records(&RecordQuery::Ids(RecordKind::Supplier, &ids))?;
    match ids.iter().find(|id| known.iter().all(|record| record.id != **id)) {
        Some(unknown) => Err(Error::not_found(Noun::Supplier, unknown)),
        None => Ok(()),
    }
}

/// What [`Purchasing::order`] and [`Purchasing::amend`] post.
#[derive(Serialize)]
struct Place<'a> {
    document: DocumentId,
    order: OrderId,
    /// `None` for an amendment.
    supplier: Option<SupplierId>,
    lines: &'a [OrderLine],
    expected_on: Option<Date>,
}

impl Command for Place<'_> {
    fn id(&self) -> DocumentId {
        self.document
    }

    fn request(&self) -> Result<Digest> {
        digest_of("order", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::PurchaseOrder, self.lines)?;
        check::no_repeats("variant", self.lines.iter().map(|line| line.variant))?;
        let variants: Vec<VariantId> = self.lines.iter().map(|line| line.variant).collect();
        let cards = gate.snapshot()?.cards(gate.tx, &variants)?;
        cards.iter().try_for_each(|card| card.check_stocked())?;
        let supplier = if let Some(supplier) = self.supplier {
            known_suppliers(gate.tx, std::iter::once(supplier))?;
            supplier
        } else {
            let order = open_order(gate, self.order)?;
            refuse_long(&order, &variants)?;
            order.supplier
        };
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            lines.push(check::at_line(index, line.ordered())?);
        }
        let at = gate.when(&[])?;
        let body = OrderBody { order: self.order, supplier, expected_on: self.expected_on, lines };
        Ok(match self.supplier {
            Some(_) => Decided::new(Body::OrderPlaced(body), at),
            None => Decided::new(Body::OrderAmended(body), at).referring_to(self.order),
        }
        .concerning(Some(supplier)))
    }
}

/// Lines that are left out stay: an order does not grow with every amendment for ever.
fn refuse_long(order: &PurchaseOrder, variants: &[VariantId]) -> Result<()> {
    let known: FxHashSet<VariantId> = order.lines.iter().map(|line| line.variant).collect();
    let lines = known.len() + variants.iter().filter(|variant| !known.contains(variant)).count();
    if lines > check::MOST_LINES {
        return Err(Error::invalid("lines", lines, Expected::AtMostItems(check::MOST_LINES)));
    }
    Ok(())
}

impl OrderLine {
    fn ordered(&self) -> Result<OrderedLine> {
        let quantity = Quantity::positive(self.quantity, "quantity")?;
        let unit_cost = Price::not_negative(self.unit_cost, "unit_cost")?;
        Ok(OrderedLine { variant: self.variant, quantity, unit_cost })
    }
}

/// The order, if goods can still come.
fn open_order(gate: &mut Gate<'_>, id: OrderId) -> Result<PurchaseOrder> {
    let order = load_order(gate, id)?;
    if order.is_open() {
        return Ok(order);
    }
    let state = order.state().code();
    Err(Error::WrongState { what: Noun::PurchaseOrder, key: order.number, state })
}

/// What [`Purchasing::cancel`] posts.
#[derive(Serialize)]
struct CancelOrder<'a> {
    id: DocumentId,
    order: OrderId,
    reason: &'a str,
}

impl Command for CancelOrder<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("cancel_order", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        let order = open_order(gate, self.order)?;
        let at = gate.when(&[])?;
        let body = OrderCancelledBody { order: self.order, reason: self.reason.to_string() };
        Ok(Decided::new(Body::OrderCancelled(body), at).referring_to(self.order).concerning(Some(order.supplier)))
    }
}
