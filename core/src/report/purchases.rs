use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sums::ratio;
use super::{Period, Reports, corrected_purchases, sources};
use crate::Result;
use crate::document::{Body, DocumentKind, PurchaseOrder, ReceiptBody, SupplierReturnBody};
use crate::party::Supplier;
use crate::posting::body;
use crate::storage::{RecordKind, RecordQuery, Transaction};
use crate::value::{Money, Quantity, SupplierId};

/// What was bought, in all and from each supplier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Purchases {
    /// From all suppliers.
    pub total: PurchaseTotals,
    /// From each supplier with an order, receipt, return or other bill in the period, by code.
    pub suppliers: Vec<SupplierPurchases>,
}

/// What was bought from a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierPurchases {
    /// Who.
    pub supplier: SupplierId,
    /// Their short code.
    pub code: String,
    /// Their name.
    pub name: String,
    /// What.
    pub totals: PurchaseTotals,
}

/// Orders, receipts and returns. Each counts on its own day: receipts of a period may belong to orders before it. What is
/// amended or voided counts on the day on which it happened; a price that is corrected later, and freight, on the day of the
/// document that says so. Together `value` and `landed_costs` less `returned_value` are what the balance of the supplier grew
/// by in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PurchaseTotals {
    /// Orders placed in the period.
    pub orders: u64,
    /// Stock units on them, as last amended.
    pub units_ordered: Quantity,
    /// Stock units of these orders that came until now; what came beyond an order line is left out.
    pub units_fulfilled: Quantity,
    /// Stock units of these orders that are still to come.
    pub units_on_order: Quantity,
    /// Stock units of these orders that were delivered short: they will never come. Those of cancelled orders are in
    /// none of the three.
    pub units_short: Quantity,
    /// `units_fulfilled / (units_fulfilled + units_short)`: how much of what is settled came.
    pub unit_fill: Option<Decimal>,
    /// Receipts of goods in the period.
    pub receipts: u64,
    /// Their lines with accepted goods.
    pub receipt_lines: u64,
    /// Stock units accepted.
    pub units_received: Quantity,
    /// What they cost, without tax and freight.
    pub value: Money,
    /// Freight, duty and the like that this supplier is owed, for whosever goods.
    pub landed_costs: Money,
    /// Stock units refused at the door.
    pub units_rejected: Quantity,
    /// Supplier returns in the period.
    pub returns: u64,
    /// Stock units sent back.
    pub units_returned: Quantity,
    /// What suppliers give back for them; it may differ from the goods' book value.
    pub returned_value: Money,
}

impl Reports<'_> {
    /// Purchases of the period.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn purchases_by_supplier(&self, period: Period) -> Result<Purchases> {
        self.shop.read(|tx, _| {
            let totals = totals(tx, period)?;
            let mut total = PurchaseTotals::default();
            for part in totals.values() {
                total.merge(part)?;
            }
            Ok(Purchases { total: total.finish(), suppliers: named(tx, &totals)? })
        })
    }
}

fn totals(tx: &mut dyn Transaction, period: Period) -> Result<FxHashMap<SupplierId, PurchaseTotals>> {
    let mut totals: FxHashMap<SupplierId, PurchaseTotals> = FxHashMap::default();
    sources::orders(tx, &mut |order| {
        if period.contains(order.ordered_on) {
            totals.entry(order.supplier).or_default().order(&order)?;
        }
        Ok(())
    })?;
    for kind in [DocumentKind::Receipt, DocumentKind::SupplierReturn] {
        sources::documents(tx, period, kind, &mut |posted| match posted.body {
            Body::Receipt(body) => totals.entry(body.supplier).or_default().receive(&body),
            Body::SupplierReturn(body) => totals.entry(body.supplier).or_default().send_back(&body),
            _ => Ok(()),
        })?;
    }
    corrected_purchases::add(tx, period, &mut totals)?;
    Ok(totals)
}

fn named(tx: &mut dyn Transaction, totals: &FxHashMap<SupplierId, PurchaseTotals>) -> Result<Vec<SupplierPurchases>> {
    let ids: Vec<Uuid> = totals.keys().map(|id| id.uuid()).collect();
    let mut rows = Vec::with_capacity(ids.len());
    for record in tx.records(&RecordQuery::Ids(RecordKind::Supplier, &ids))? {
        let Supplier { id, code, name, .. } = body(&record)?;
        let totals = totals.get(&id).copied().unwrap_or_default().finish();
        rows.push(SupplierPurchases { supplier: id, code, name, totals });
    }
    rows.sort_by(|a, b| (&a.code, a.supplier).cmp(&(&b.code, b.supplier)));
    Ok(rows)
}

impl PurchaseTotals {
    fn order(&mut self, order: &PurchaseOrder) -> Result<()> {
        self.orders += 1;
        for line in &order.lines {
            self.units_ordered = self.units_ordered.add(line.ordered)?;
            self.units_fulfilled = self.units_fulfilled.add(line.received.min(line.ordered))?;
            self.units_on_order = self.units_on_order.add(order.outstanding(line)?)?;
            self.units_short = self.units_short.add(line.short()?)?;
        }
        Ok(())
    }

    fn receive(&mut self, body: &ReceiptBody) -> Result<()> {
        self.receipts += 1;
        for line in &body.lines {
            self.receipt_lines += u64::from(line.quantity.is_positive());
            self.units_received = self.units_received.add(line.quantity)?;
            self.units_rejected = self.units_rejected.add(line.rejected)?;
            self.value = self.value.add(line.value)?;
        }
        Ok(())
    }

    fn send_back(&mut self, body: &SupplierReturnBody) -> Result<()> {
        self.returns += 1;
        for line in &body.lines {
            self.units_returned = self.units_returned.add(line.quantity)?;
            self.returned_value = self.returned_value.add(line.refund)?;
        }
        Ok(())
    }

    fn merge(&mut self, other: &Self) -> Result<()> {
        self.orders += other.orders;
        self.units_ordered = self.units_ordered.add(other.units_ordered)?;
        self.units_fulfilled = self.units_fulfilled.add(other.units_fulfilled)?;
        self.units_on_order = self.units_on_order.add(other.units_on_order)?;
        self.units_short = self.units_short.add(other.units_short)?;
        self.receipts += other.receipts;
        self.receipt_lines += other.receipt_lines;
        self.units_received = self.units_received.add(other.units_received)?;
        self.value = self.value.add(other.value)?;
        self.landed_costs = self.landed_costs.add(other.landed_costs)?;
        self.units_rejected = self.units_rejected.add(other.units_rejected)?;
        self.returns += other.returns;
        self.units_returned = self.units_returned.add(other.units_returned)?;
        self.returned_value = self.returned_value.add(other.returned_value)?;
        Ok(())
    }

    fn finish(self) -> Self {
        let settled = self.units_fulfilled.micros().saturating_add(self.units_short.micros());
        Self { unit_fill: ratio(self.units_fulfilled.micros(), settled), ..self }
    }
}
