//! What counts found, by all that is known of them.

use rustc_hash::FxHashMap;

use super::stock_changes::StockChanges;
use crate::Result;
use crate::ledger::{Movement, PostNo, Revaluation};
use crate::value::{Money, Quantity};

/// A line of a count: the count's posting number, and its place.
type Line = (PostNo, u16);

/// The lines of counts of a period, each with the difference that it has now: what later documents make of it belongs to it.
#[derive(Default)]
pub(super) struct Counts {
    lines: FxHashMap<Line, Difference>,
    batches: FxHashMap<(Line, String), Quantity>,
}

#[derive(Default)]
struct Difference {
    /// One for a line that stands, none for one that was voided or counted on another day.
    lines: i64,
    quantity: Quantity,
    value: Money,
}

impl Counts {
    /// A movement of a count, or one that puts it right; because of it there are so many lines more.
    pub(super) fn add(&mut self, row: &Movement, more: i64) -> Result<()> {
        let line = (row.corrects.unwrap_or(row.key).post(), row.document_line);
        let known = self.lines.entry(line).or_default();
        known.lines += more;
        known.quantity = known.quantity.add(row.quantity)?;
        known.value = known.value.add(row.value)?;
        if !row.quantity.is_zero() {
            let batch = self.batches.entry((line, row.batch.clone())).or_default();
            *batch = batch.add(row.quantity)?;
        }
        Ok(())
    }

    /// The difference is worth more.
    pub(super) fn revalue(&mut self, row: &Revaluation) -> Result<()> {
        let known = self.lines.entry((row.corrects.post(), row.document_line)).or_default();
        known.value = known.value.add(row.value)?;
        Ok(())
    }

    /// Sorts the lines by what they found: less than there should be, or more.
    pub(super) fn finish(self, changes: &mut StockChanges) -> Result<()> {
        let mut off: Vec<Line> =
            self.batches.iter().filter(|(_, quantity)| !quantity.is_zero()).map(|((line, _), _)| *line).collect();
        off.sort_unstable();
        off.dedup();
        changes.lines_off = off.len() as u64;
        for (line, Difference { lines, quantity, value }) in self.lines {
            changes.lines_counted = changes.lines_counted.saturating_add_signed(lines);
            let is_less = quantity.is_negative() || quantity.is_zero() && value.is_negative();
            let flow = if is_less { &mut changes.count_losses } else { &mut changes.count_gains };
            flow.lines += u64::from(off.binary_search(&line).is_ok());
            let (quantity, value) = if is_less { (quantity.neg()?, value.neg()?) } else { (quantity, value) };
            flow.quantity = flow.quantity.add(quantity)?;
            flow.value = flow.value.add(value)?;
        }
        Ok(())
    }
}
