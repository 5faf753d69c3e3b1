use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Period, Reports};
use crate::Result;
use crate::ledger::SaleLine;
use crate::value::{BusinessDay, Money};

/// Sales of one business day. Sales are less voids; those of another day count on that, as in a [`SalesSummary`](super::SalesSummary).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySales {
    /// The day.
    pub day: BusinessDay,
    /// Number of sales: till slips.
    pub sales: i64,
    /// What customers paid, tax included.
    pub net: Money,
    /// The tax in that.
    pub tax: Money,
    /// What customers got back on that day, tax included, whenever it had been sold.
    pub refunds: Money,
    /// The tax in that.
    pub refund_tax: Money,
    /// Cost of what was sold less the cost of what came back on that day.
    pub cogs: Money,
    /// `(net - tax) - (refunds - refund_tax) - cogs`.
    pub gross_profit: Money,
}

impl Reports<'_> {
    /// Sales of every day of the period, earliest first. Days on which nothing happened have figures of zero; a period
    /// of all days has only those on which something did.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn sales_by_day(&self, period: Period) -> Result<Vec<DaySales>> {
        self.shop.read(|tx, _| {
            let mut days: BTreeMap<BusinessDay, DaySales> =
                period.each_day().map(|day| (day, DaySales::nothing(day))).collect();
            let mut last = None;
            tx.sale_lines(&period.filter(), &mut |line| {
                let day = line.business_day;
                let begins = last.replace((line.key.post(), day)) != Some((line.key.post(), day));
                days.entry(day).or_insert_with(|| DaySales::nothing(day)).add(line, begins)
            })?;
            tx.revaluations(&period.filter(), &mut |row| {
                let Some((_, cost)) = super::sources::cost_of_sales(row)? else { return Ok(()) };
                let day = row.business_day;
                let day = days.entry(day).or_insert_with(|| DaySales::nothing(day));
                day.cogs = day.cogs.add(cost)?;
                Ok(())
            })?;
            days.into_values().map(DaySales::finish).collect()
        })
    }
}

impl DaySales {
    const fn nothing(day: BusinessDay) -> Self {
        let zero = Money::ZERO;
        let (net, tax, refunds, refund_tax, cogs, gross_profit) = (zero, zero, zero, zero, zero, zero);
        Self { day, sales: 0, net, tax, refunds, refund_tax, cogs, gross_profit }
    }

    fn add(&mut self, line: &SaleLine, begins: bool) -> Result<()> {
        self.cogs = self.cogs.add(line.cost)?;
        if line.kind.is_refund() {
            self.refunds = self.refunds.sub(line.total)?;
            self.refund_tax = self.refund_tax.sub(line.tax)?;
        } else {
            self.net = self.net.add(line.total)?;
            self.tax = self.tax.add(line.tax)?;
            self.sales += if begins { line.slip_lines() } else { 0 };
        }
        Ok(())
    }

    fn finish(self) -> Result<Self> {
        let given_back = self.refunds.sub(self.refund_tax)?;
        let gross_profit = self.net.sub(self.tax)?.sub(given_back)?.sub(self.cogs)?;
        Ok(Self { gross_profit, ..self })
    }
}
