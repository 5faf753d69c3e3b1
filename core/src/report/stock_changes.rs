use serde::{Deserialize, Serialize};

use super::{Period, Reports, sources};
use crate::Result;
use crate::document::{Body, DocumentKind};
use crate::ledger::{Movement, MovementKind, PostNo, Revaluation};
use crate::value::{Money, Quantity};

/// Goods that moved for one reason. Positive, whether they came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flow {
    /// Lines of documents.
    pub lines: u64,
    /// Stock units.
    pub quantity: Quantity,
    /// At cost.
    pub value: Money,
}

/// What changed the stock of a shop in a period. Quantities and values alike are conserved: `opening`, `opening_stock`,
/// `receipts`, `refunds`, `voids` and `count_gains` together are `sales`, `supplier_returns`, `count_losses`,
/// `write_offs` and `closing` together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StockChanges {
    /// On hand when the period began; without lines.
    pub opening: Flow,
    /// Stated as opening stock in the period.
    pub opening_stock: Flow,
    /// Received from suppliers.
    pub receipts: Flow,
    /// Returned to suppliers, at book value.
    pub supplier_returns: Flow,
    /// Sold, voided sales included.
    pub sales: Flow,
    /// Goods of sales that never were, back again.
    pub voids: Flow,
    /// Brought back by customers.
    pub refunds: Flow,
    /// Missing in counts.
    pub count_losses: Flow,
    /// Found in counts.
    pub count_gains: Flow,
    /// Thrown away.
    pub write_offs: Flow,
    /// Carried between locations: what left the one place. Stock and value stay what they were.
    pub transfers: Flow,
    /// On hand when the period ended; without lines.
    pub closing: Flow,
    /// Lines of counts, those without a difference included.
    pub lines_counted: u64,
    /// Lines of counts with a difference.
    pub lines_off: u64,
    /// `sales.value - voids.value - refunds.value`: the `cogs` of the [`SalesSummary`](super::SalesSummary).
    pub cogs: Money,
    /// Shrinkage (盘亏): `count_losses.value - count_gains.value`.
    pub count_variance: Money,
}

impl Reports<'_> {
    /// What changed the stock in the period, at cost.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn stock_changes(&self, period: Period) -> Result<StockChanges> {
        self.shop.read(|tx, _| {
            let mut changes = StockChanges::default();
            let mut last = (PostNo::NONE, 0);
            tx.movements(&period.filter_with_past(), &mut |movement| {
                if period.is_after(movement.business_day) {
                    return changes.opening.come(movement);
                }
                let line = (movement.key.post(), movement.document_line);
                let begins = line != last;
                last = line;
                changes.add(movement, begins)
            })?;
            tx.revaluations(&period.filter_with_past(), &mut |row| {
                let flow = if period.is_after(row.business_day) { &mut changes.opening } else { &mut changes.closing };
                flow.value = flow.value.add(row.value)?;
                if period.is_after(row.business_day) { Ok(()) } else { changes.revalue(row) }
            })?;
            sources::documents(tx, period, DocumentKind::Count, &mut |posted| {
                if let Body::Count(body) = posted.body {
                    changes.lines_counted += body.lines.len() as u64;
                }
                Ok(())
            })?;
            changes.finish()
        })
    }
}

impl Flow {
    fn come(&mut self, movement: &Movement) -> Result<()> {
        self.quantity = self.quantity.add(movement.quantity)?;
        self.value = self.value.add(movement.value)?;
        Ok(())
    }

    fn go(&mut self, movement: &Movement) -> Result<()> {
        self.quantity = self.quantity.sub(movement.quantity)?;
        self.value = self.value.sub(movement.value)?;
        Ok(())
    }
}

impl StockChanges {
    fn add(&mut self, movement: &Movement, begins: bool) -> Result<()> {
        self.closing.come(movement)?;
        // A count that found what was expected.
        if movement.quantity.is_zero() && movement.value.is_zero() {
            return Ok(());
        }
        let is_out = movement.quantity.is_negative();
        let flow = match movement.kind {
            MovementKind::Opening => &mut self.opening_stock,
            MovementKind::Receipt | MovementKind::Landed | MovementKind::Repriced => &mut self.receipts,
            MovementKind::SupplierReturn => &mut self.supplier_returns,
            MovementKind::Sale => &mut self.sales,
            MovementKind::Void | MovementKind::Amended => &mut self.voids,
            MovementKind::Refund => &mut self.refunds,
            MovementKind::Count if is_out => &mut self.count_losses,
            MovementKind::Count => &mut self.count_gains,
            MovementKind::WriteOff => &mut self.write_offs,
            MovementKind::Transfer => &mut self.transfers,
            MovementKind::ToFifo | MovementKind::ToMovingAverage => return Ok(()),
        };
        flow.lines += u64::from(begins);
        match movement.kind {
            // The same goods come in elsewhere.
            MovementKind::Transfer if !is_out => Ok(()),
            _ if is_out => flow.go(movement),
            _ => flow.come(movement),
        }
    }

    /// Goods that had moved are worth more, or less.
    fn revalue(&mut self, row: &Revaluation) -> Result<()> {
        let out = match row.kind {
            MovementKind::SupplierReturn => &mut self.supplier_returns,
            MovementKind::Sale => &mut self.sales,
            MovementKind::Count if row.value.is_negative() => &mut self.count_losses,
            MovementKind::WriteOff => &mut self.write_offs,
            MovementKind::Transfer => &mut self.transfers,
            MovementKind::Count => {
                self.count_gains.value = self.count_gains.value.add(row.value)?;
                return Ok(());
            }
            MovementKind::Refund => {
                self.refunds.value = self.refunds.value.add(row.value)?;
                return Ok(());
            }
            _ => {
                self.receipts.value = self.receipts.value.add(row.value)?;
                return Ok(());
            }
        };
        out.value = out.value.sub(row.value)?;
        Ok(())
    }

    fn finish(mut self) -> Result<Self> {
        self.closing.quantity = self.closing.quantity.add(self.opening.quantity)?;
        self.closing.value = self.closing.value.add(self.opening.value)?;
        self.lines_off = self.count_losses.lines + self.count_gains.lines;
        self.cogs = self.sales.value.sub(self.voids.value)?.sub(self.refunds.value)?;
        self.count_variance = self.count_losses.value.sub(self.count_gains.value)?;
        Ok(self)
    }
}
