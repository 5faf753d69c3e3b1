use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Period, Reports};
use crate::Result;
use crate::ledger::{LineKey, TaxNo};
use crate::value::{Money, Rate};

/// The tax on refunds, read in three ways. They differ by single minor units, because rounding happens in other places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RefundTaxReadings {
    /// What the books hold: the returned share of the sale line's tax, rounded over all units of the line that came
    /// back so far, less what was given back before. Once all came back it is exactly the tax of the line.
    pub booked: Money,
    /// For each line of a refund by itself: `refund - round(refund / (1 + rate))`.
    pub by_row: Money,
    /// The same of all refunds of the sale line so far, less what that gave before.
    pub by_line: Money,
}

impl Reports<'_> {
    /// The tax on the period's refunds, as it is booked and as others would work it out, for comparison with another
    /// program. The two other readings take the rates of the catalog as they are now.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn refund_tax_readings(&self, period: Period) -> Result<RefundTaxReadings> {
        self.shop.read(|tx, snapshot| {
            let rates: FxHashMap<TaxNo, Rate> = snapshot.taxes().map(|(no, tax)| (*no, tax.rate)).collect();
            let mut readings = RefundTaxReadings::default();
            let mut refunded: FxHashMap<LineKey, Money> = FxHashMap::default();
            // What came back of a line before the period is part of what came back of it so far.
            tx.sale_lines(&period.filter_with_past(), &mut |row| {
                if !row.kind.is_refund() {
                    return Ok(());
                }
                let rate = rates.get(&row.tax_code).copied().unwrap_or(Rate::ZERO);
                // Goods without a sale are a line of their own.
                let so_far = refunded.entry(row.of.unwrap_or(row.key)).or_default();
                let before = rate.inside(*so_far)?;
                *so_far = so_far.sub(row.total)?;
                if period.contains(row.business_day) {
                    readings.booked = readings.booked.sub(row.tax)?;
                    readings.by_row = readings.by_row.add(rate.inside(row.total.neg()?)?)?;
                    readings.by_line = readings.by_line.add(rate.inside(*so_far)?.sub(before)?)?;
                }
                Ok(())
            })?;
            Ok(readings)
        })
    }
}
