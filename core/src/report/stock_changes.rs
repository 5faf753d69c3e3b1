use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::counts::Counts;
use super::{Period, Reports, sources};
use crate::Result;
use crate::ledger::{LineKey, LocationNo, Movement, MovementKind, PostNo, Revaluation};
use crate::posting::Posted;
use crate::storage::{DocumentQuery, LedgerFilter, Transaction};
use crate::value::{Money, Quantity, Timestamp};

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
/// `write_offs`, `write_downs` and `closing` together.
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
    /// Missing in counts, by all that is known of them now.
    pub count_losses: Flow,
    /// Found in counts.
    pub count_gains: Flow,
    /// Thrown away.
    pub write_offs: Flow,
    /// Written down to what can be realised, less what was written up again; below zero when more was written up. Nothing
    /// moves.
    pub write_downs: Flow,
    /// Carried between locations: what left the one place. Stock and value stay what they were.
    pub transfers: Flow,
    /// On hand when the period ended; without lines.
    pub closing: Flow,
    /// Lines of counts, those without a difference included; voided ones are left out.
    pub lines_counted: u64,
    /// Lines of counts with a difference, by all that is known of them now.
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
            let (mut counts, mut last) = (Counts::default(), None);
            let mut correcting = Vec::new();
            tx.movements(&period.filter_with_past(), &mut |movement| {
                if period.is_after(movement.business_day) {
                    return changes.opening.come(movement);
                }
                // A document may put lines of others right.
                let of = movement.corrects.map(LineKey::post);
                let line = (movement.key.post(), of, movement.document_line, movement.variant, movement.kind);
                let begins = last.replace(line) != Some(line);
                if movement.corrects.is_some() && matches!(movement.kind, MovementKind::Void | MovementKind::Amended) {
                    correcting.push((movement.clone(), begins));
                    return Ok(());
                }
                changes.add(movement, begins, &mut counts)
            })?;
            changes.correct(tx, &correcting, &mut counts)?;
            tx.revaluations(&period.filter_with_past(), &mut |row| {
                let flow = if period.is_after(row.business_day) { &mut changes.opening } else { &mut changes.closing };
                flow.value = flow.value.add(row.value)?;
                match row.kind {
                    _ if period.is_after(row.business_day) => Ok(()),
                    MovementKind::Count => counts.revalue(row),
                    _ => changes.revalue(row),
                }
            })?;
            counts.finish(&mut changes)?;
            changes.finish()
        })
    }
}

/// The times that documents which put lines right say these happened at, by posting number.
fn amended_to(tx: &mut dyn Transaction, rows: &[(Movement, bool)]) -> Result<FxHashMap<PostNo, Timestamp>> {
    let amended = rows.iter().filter(|(row, _)| row.kind == MovementKind::Amended);
    let mut posts: Vec<PostNo> = amended.map(|(row, _)| row.key.post()).collect();
    posts.sort_unstable();
    posts.dedup();
    let mut times = FxHashMap::default();
    for posts in posts.chunks(sources::PAGE) {
        for document in tx.documents(&DocumentQuery::Posts(posts))? {
            let posted = Posted::read(document)?;
            times.extend(sources::amended_to(&posted).map(|at| (posted.post_no, at)));
        }
    }
    Ok(times)
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
    fn add(&mut self, movement: &Movement, begins: bool, counts: &mut Counts) -> Result<()> {
        self.closing.come(movement)?;
        if matches!(movement.kind, MovementKind::Count | MovementKind::Recounted) {
            return counts.add(movement, i64::from(begins && movement.kind == MovementKind::Count));
        }
        // A value that was stated and changes nothing.
        if movement.quantity.is_zero() && movement.value.is_zero() {
            return Ok(());
        }
        let is_out = movement.quantity.is_negative();
        let Some(flow) = self.flow(movement.kind) else { return Ok(()) };
        flow.lines += u64::from(begins);
        match movement.kind {
            // The same goods come in elsewhere.
            MovementKind::Transfer if !is_out => Ok(()),
            MovementKind::WriteDown => flow.go(movement),
            _ if is_out => flow.go(movement),
            _ => flow.come(movement),
        }
    }

    /// What never was, or was otherwise, belongs where it was entered; sales that never were stand beside the sales.
    fn correct(&mut self, tx: &mut dyn Transaction, rows: &[(Movement, bool)], counts: &mut Counts) -> Result<()> {
        let amended_to = amended_to(tx, rows)?;
        let mut posts: Vec<PostNo> = rows.iter().filter_map(|(row, _)| row.corrects).map(LineKey::post).collect();
        posts.sort_unstable();
        posts.dedup();
        let mut roots: FxHashMap<LineKey, (MovementKind, bool, LocationNo)> = FxHashMap::default();
        let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
        tx.movements(&filter, &mut |root| {
            roots.insert(root.key, (root.kind, root.quantity.is_negative(), root.location));
            Ok(())
        })?;
        for (row, begins) in rows {
            self.closing.come(row)?;
            let root = row.corrects.and_then(|key| roots.get(&key)).copied();
            let Some((kind, was_out, from)) = root else { continue };
            let moves = !row.quantity.is_zero() || !row.value.is_zero();
            let at = amended_to.get(&row.key.post()).copied();
            let more = if *begins { sources::lines_more(row, at) } else { 0 };
            if kind == MovementKind::Count {
                counts.add(row, more)?;
                continue;
            }
            if kind == MovementKind::Sale && row.kind == MovementKind::Void {
                self.voids.lines += u64::from(*begins);
                self.voids.come(row)?;
                continue;
            }
            let Some(flow) = self.flow(kind).filter(|_| moves) else { continue };
            flow.lines = flow.lines.saturating_add_signed(more);
            match kind {
                MovementKind::Transfer if row.location != from => {}
                MovementKind::Transfer | MovementKind::WriteDown => flow.go(row)?,
                _ if was_out => flow.go(row)?,
                _ => flow.come(row)?,
            }
        }
        Ok(())
    }

    /// What goods moved for.
    fn flow(&mut self, kind: MovementKind) -> Option<&mut Flow> {
        Some(match kind {
            MovementKind::Opening => &mut self.opening_stock,
            MovementKind::Receipt | MovementKind::Landed | MovementKind::Repriced => &mut self.receipts,
            MovementKind::SupplierReturn => &mut self.supplier_returns,
            MovementKind::Sale => &mut self.sales,
            MovementKind::Refund => &mut self.refunds,
            MovementKind::WriteOff => &mut self.write_offs,
            MovementKind::WriteDown => &mut self.write_downs,
            MovementKind::Transfer => &mut self.transfers,
            // Those of counts are sorted out by line.
            MovementKind::Count | MovementKind::Recounted => return None,
            MovementKind::Void | MovementKind::Amended | MovementKind::ToFifo | MovementKind::ToMovingAverage => {
                return None;
            }
        })
    }

    /// Goods that had moved are worth more, or less.
    fn revalue(&mut self, row: &Revaluation) -> Result<()> {
        let out = match row.kind {
            MovementKind::SupplierReturn => &mut self.supplier_returns,
            MovementKind::Sale => &mut self.sales,
            MovementKind::WriteOff => &mut self.write_offs,
            MovementKind::WriteDown => &mut self.write_downs,
            MovementKind::Transfer => &mut self.transfers,
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
        self.cogs = self.sales.value.sub(self.voids.value)?.sub(self.refunds.value)?;
        self.count_variance = self.count_losses.value.sub(self.count_gains.value)?;
        Ok(self)
    }
}
