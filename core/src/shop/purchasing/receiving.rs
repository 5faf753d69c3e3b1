use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::{Purchasing, known_suppliers, open_order};
use crate::catalog::check_code;
use crate::document::{Body, Digest, PurchaseOrder, ReceiptBody, ReceivedLine};
use crate::posting::{Card, Command, Decided, Gate, Posted, digest_of};
use crate::shop::Slip;
use crate::shop::check;
use crate::value::{
    Currency, Date, DocumentId, LocationId, Money, OrderId, Price, Quantity, ReceiptId, SupplierId, VariantId,
};
use crate::{Error, Expected, Noun, Result};

/// Goods that came (验收).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// The line of the order it fulfils, from 0; `None` for goods that were not ordered.
    pub order_line: Option<usize>,
    /// What came; may be left out where an order line says it.
    pub variant: Option<VariantId>,
    /// Stock units accepted; zero or more. More than was ordered is accepted as well.
    pub quantity: Decimal,
    /// Stock units refused at the door; zero or more.
    pub rejected: Decimal,
    /// True if what is missing of the order line will not come: it was delivered short.
    pub short: bool,
    /// Cost of one stock unit, if not as ordered.
    pub unit_cost: Option<Decimal>,
    /// What all of them cost, where the invoice says that: 10.00 for three. Goes before the cost of one.
    pub amount: Option<Decimal>,
    /// Batch number; needed for goods with a shelf life.
    pub batch: Option<String>,
    /// When the batch was made.
    pub produced_on: Option<Date>,
    /// Its last good day; if left out, production date plus shelf life.
    pub expires_on: Option<Date>,
}

/// So many stock units of a line of the order.
pub fn received(order_line: usize, quantity: Decimal) -> ReceiptLine {
    ReceiptLine { order_line: Some(order_line), ..ReceiptLine::nothing(quantity) }
}

impl ReceiptLine {
    fn nothing(quantity: Decimal) -> Self {
        Self {
            order_line: None,
            variant: None,
            quantity,
            rejected: Decimal::ZERO,
            short: false,
            unit_cost: None,
            amount: None,
            batch: None,
            produced_on: None,
            expires_on: None,
        }
    }

    /// So many stock units of goods that were not ordered, at this cost of one.
    pub fn of(variant: VariantId, quantity: Decimal, unit_cost: Decimal) -> Self {
        Self { variant: Some(variant), unit_cost: Some(unit_cost), ..Self::nothing(quantity) }
    }

    /// At another cost than was ordered.
    pub fn at_cost(mut self, unit_cost: Decimal) -> Self {
        self.unit_cost = Some(unit_cost);
        self
    }

    /// For so much in all.
    pub fn for_amount(mut self, amount: Decimal) -> Self {
        self.amount = Some(amount);
        self
    }

    /// Of this batch.
    pub fn batch(mut self, number: impl Into<String>) -> Self {
        self.batch = Some(number.into());
        self
    }

    /// Made on this day.
    pub fn produced(mut self, day: Date) -> Self {
        self.produced_on = Some(day);
        self
    }

    /// Good until this day, included.
    pub fn expires(mut self, day: Date) -> Self {
        self.expires_on = Some(day);
        self
    }

    /// So many stock units were refused at the door.
    pub fn rejected(mut self, quantity: Decimal) -> Self {
        self.rejected = quantity;
        self
    }

    /// What is missing will not come.
    pub fn short(mut self) -> Self {
        self.short = true;
        self
    }
}

/// A receipt that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// Who delivered.
    pub supplier: SupplierId,
    /// The order that was delivered.
    pub order: Option<OrderId>,
    /// What came.
    pub lines: Vec<ReceivedLine>,
    /// What the accepted goods are worth.
    pub value: Money,
}

impl Purchasing<'_> {
    /// Receives goods of an order, in one delivery of perhaps several.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`]; [`Error::WrongState`] for an order that is cancelled or
    /// done; [`Error::BatchDates`] for an expiry before production, or dates other than the batch is known with.
    pub fn receive(&self, id: ReceiptId, order: OrderId, lines: &[ReceiptLine]) -> Result<Receipt> {
        let (order, supplier, location) = (Some(order), None, None);
        self.post_receipt(&Receive { id, order, supplier, location, lines })
    }

    /// Receives goods that were bought without an order, into a location (`None` for the shop's first one).
    ///
    /// # Errors
    /// Those of [`Purchasing::receive`].
    pub fn receive_from(
        &self,
        id: ReceiptId,
        supplier: SupplierId,
        location: Option<LocationId>,
        lines: &[ReceiptLine],
    ) -> Result<Receipt> {
        let (order, supplier) = (None, Some(supplier));
        self.post_receipt(&Receive { id, order, supplier, location, lines })
    }

    /// Receives goods of an order into a location other than the shop's first one.
    ///
    /// # Errors
    /// Those of [`Purchasing::receive`].
    pub fn receive_into(
        &self,
        id: ReceiptId,
        order: OrderId,
        location: LocationId,
        lines: &[ReceiptLine],
    ) -> Result<Receipt> {
        let (order, supplier, location) = (Some(order), None, Some(location));
        self.post_receipt(&Receive { id, order, supplier, location, lines })
    }

    fn post_receipt(self, request: &Receive<'_>) -> Result<Receipt> {
        let Posted { post_no, header, body } = self.shop.post(request)?;
        let Body::Receipt(body) = body else { return Err(Error::not_found(Noun::Receipt, request.id)) };
        Ok(Receipt {
            id: request.id,
            slip: Slip::new(post_no, header),
            supplier: body.supplier,
            order: body.order,
            value: Money::sum(body.lines.iter().map(|line| line.value))?,
            lines: body.lines,
        })
    }
}

/// What is posted.
#[derive(Serialize)]
struct Receive<'a> {
    id: ReceiptId,
    order: Option<OrderId>,
    supplier: Option<SupplierId>,
    location: Option<LocationId>,
    lines: &'a [ReceiptLine],
}

impl Command for Receive<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("receive", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check::lines(Noun::Receipt, self.lines)?;
        let order = self.order.map(|id| open_order(gate, id)).transpose()?;
        let supplier = match (&order, self.supplier) {
            (Some(order), _) => order.supplier,
            (None, Some(supplier)) => supplier,
            (None, None) => return Err(Error::invalid("supplier", "", Expected::Known)),
        };
        known_suppliers(gate.tx, std::iter::once(supplier))?;
        let mut variants = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            variants.push(check::at_line(index, variant_of(line, order.as_ref()))?);
        }
        let cards = gate.stocked(&variants)?;
        let batches =
            self.lines.iter().zip(&cards).map(|(line, card)| (card.no, line.batch.as_deref().unwrap_or_default()));
        gate.state.load_batches(gate.tx, batches)?;
        let at = gate.when(&cards)?;
        let mut lines: Vec<ReceivedLine> = Vec::with_capacity(self.lines.len());
        for (index, (line, card)) in self.lines.iter().zip(&cards).enumerate() {
            let accepted = accept(gate, line, card, order.as_ref());
            let accepted = check::at_line(index, accepted)?;
            let dates = |line: &ReceivedLine| (line.produced_on, line.expires_on);
            let earlier = lines.iter().map(|line| (line.variant, line.batch.as_str(), dates(line)));
            same_batch(earlier, (accepted.variant, &accepted.batch, dates(&accepted)))?;
            lines.push(accepted);
        }
        let location = gate.snapshot()?.location(self.location)?.1.id;
        let body = ReceiptBody { supplier, order: self.order, location, lines };
        let decided = Decided::new(Body::Receipt(body), at).concerning(Some(supplier));
        Ok(match self.order {
            Some(order) => decided.referring_to(order),
            None => decided,
        })
    }
}

fn variant_of(line: &ReceiptLine, order: Option<&PurchaseOrder>) -> Result<VariantId> {
    let ordered = match (line.order_line, order) {
        (Some(index), Some(order)) => {
            let found = order.lines.get(index).map(|ordered| ordered.variant);
            Some(found.ok_or_else(|| Error::not_found(Noun::OrderLine, index))?)
        }
        (Some(index), None) => return Err(Error::not_found(Noun::OrderLine, index)),
        (None, _) => None,
    };
    match (ordered, line.variant) {
        (Some(ordered), Some(given)) if ordered != given => {
            Err(Error::invalid("variant", given, Expected::Exactly(ordered.to_string())))
        }
        (Some(variant), _) | (None, Some(variant)) => Ok(variant),
        (None, None) => Err(Error::invalid("variant", "", Expected::Known)),
    }
}

fn accept(
    gate: &mut Gate<'_>,
    line: &ReceiptLine,
    card: &Arc<Card>,
    order: Option<&PurchaseOrder>,
) -> Result<ReceivedLine> {
    let quantity = Quantity::not_negative(line.quantity, "quantity")?;
    let rejected = Quantity::not_negative(line.rejected, "rejected")?;
    let closes = line.short && line.order_line.is_some();
    if quantity.is_zero() && rejected.is_zero() && !closes {
        return Err(Error::invalid("quantity", line.quantity, Expected::Positive));
    }
    let ordered = line.order_line.and_then(|index| order?.lines.get(index)).map(|ordered| ordered.unit_cost);
    let currency = gate.snapshot()?.settings.currency;
    let (unit_cost, value) = match (line.amount, line.unit_cost, ordered) {
        (Some(amount), ..) => {
            let value = Money::from_decimal(amount, currency)?.not_negative("amount")?;
            (unit_cost_of(line, amount, quantity)?, value)
        }
        (None, Some(cost), _) => with_value(Price::not_negative(cost, "unit_cost")?, quantity, currency)?,
        (None, None, Some(cost)) => with_value(cost, quantity, currency)?,
        (None, None, None) => return Err(Error::invalid("unit_cost", "", Expected::NotNegative)),
    };
    let (batch, produced_on, expires_on) =
        batch_of(gate, card, line.batch.as_deref(), (line.produced_on, line.expires_on), quantity)?;
    Ok(ReceivedLine {
        order_line: line.order_line,
        variant: card.variant.id,
        quantity,
        rejected,
        closes,
        unit_cost,
        value,
        by_amount: line.amount.is_some(),
        batch,
        produced_on,
        expires_on,
    })
}

fn with_value(unit_cost: Price, quantity: Quantity, currency: Currency) -> Result<(Price, Money)> {
    Ok((unit_cost, unit_cost.amount(quantity, currency)?))
}

/// What one stock unit costs when all of them cost `amount`, rounded to six decimals: for people to read. Nothing is
/// reckoned with it.
fn unit_cost_of(line: &ReceiptLine, amount: Decimal, quantity: Quantity) -> Result<Price> {
    if quantity.is_zero() {
        return Err(Error::invalid("quantity", line.quantity, Expected::Positive));
    }
    let unit = amount.checked_div(quantity.to_decimal()).ok_or(Error::too_large("unit cost"))?;
    let rounded = unit.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero);
    Price::not_negative(rounded, "unit_cost")
}

/// Batch number and dates of goods that come in: complete for goods with a shelf life, and the same as before for a
/// batch that is known.
pub(in crate::shop) fn batch_of(
    gate: &mut Gate<'_>,
    card: &Card,
    batch: Option<&str>,
    (produced_on, expires_on): (Option<Date>, Option<Date>),
    quantity: Quantity,
) -> Result<(String, Option<Date>, Option<Date>)> {
    let Some(batch) = batch else {
        if card.product.shelf_life_days.is_some() && !quantity.is_zero() {
            return Err(Error::invalid("batch", "", Expected::NotEmpty));
        }
        return match expires_on.or(produced_on) {
            Some(date) => Err(Error::invalid("batch", date, Expected::NotEmpty)),
            None => Ok((String::new(), None, None)),
        };
    };
    check_code("batch", batch)?;
    let known = gate.state.batch(gate.tx, card.no, batch)?;
    let life = card.product.shelf_life_days.and_then(|days| i32::try_from(days).ok());
    let reckoned = produced_on.zip(life).map(|(made, days)| made.plus_days(days));
    let expires_on = expires_on.or(known.as_ref().and_then(|known| known.expires_on)).or(reckoned);
    if let (Some(made), Some(last)) = (produced_on, expires_on)
        && last < made
    {
        return Err(Error::BatchDates { batch: batch.to_string(), expires_on, other: produced_on });
    }
    if expires_on.is_none() && card.product.shelf_life_days.is_some() && !quantity.is_zero() {
        return Err(Error::invalid("expires_on", "", Expected::Date));
    }
    if let Some(known) = known {
        if known.expires_on != expires_on {
            return Err(Error::BatchDates { batch: batch.to_string(), expires_on, other: known.expires_on });
        }
        let made = produced_on.or(known.produced_on);
        if known.produced_on.is_some_and(|before| Some(before) != made) {
            return Err(Error::BatchDates { batch: batch.to_string(), expires_on: made, other: known.produced_on });
        }
    }
    Ok((batch.to_string(), produced_on, expires_on))
}

/// Variant and batch number of a line, with the days on which the batch was made and is last good.
pub(in crate::shop) type BatchDays<'a> = (VariantId, &'a str, (Option<Date>, Option<Date>));

/// Refuses two lines of one document that give a batch different dates.
pub(in crate::shop) fn same_batch<'a>(lines: impl Iterator<Item = BatchDays<'a>>, line: BatchDays<'_>) -> Result<()> {
    let (variant, batch, (produced_on, expires_on)) = line;
    for (.., (other_made, other)) in lines.filter(|other| (other.0, other.1) == (variant, batch)) {
        if other != expires_on {
            return Err(Error::BatchDates { batch: batch.to_string(), expires_on, other });
        }
        if produced_on.zip(other_made).is_some_and(|(made, other)| made != other) {
            return Err(Error::BatchDates { batch: batch.to_string(), expires_on: produced_on, other: other_made });
        }
    }
    Ok(())
}
