use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Period, Reports, sources};
use crate::Result;
use crate::ledger::{MemberNo, PostNo, Revaluation, SaleLine, SaleLineKind, TaxNo};
use crate::posting::Snapshot;
use crate::storage::Transaction;
use crate::value::{BusinessDay, Money, Quantity, Rate};

/// What was sold and what came back.
///
/// All figures of sales are sales less voids; a void counts on the day of its sale, and a sale that is amended to have
/// happened on another day counts on that one, with all that was paid. Refunds and voids are positive amounts of their own.
/// Sums over days are the sums of the days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SalesSummary {
    /// Number of sales: till slips.
    pub sales: i64,
    /// Those to a member.
    pub sales_with_member: i64,
    /// Those to nobody in particular.
    pub sales_without_member: i64,
    /// Different members who bought.
    pub members: u64,
    /// Lines of the sales.
    pub sale_lines: i64,
    /// Stock units sold.
    pub units_sold: Quantity,
    /// Sum of quantity times unit price, in the shop's price basis (with tax where prices include it).
    pub gross: Money,
    /// Taken off by hand, by promotions and for points, in the price basis.
    pub discounts: Money,
    /// Taken off for coupons, in the price basis.
    pub coupons: Money,
    /// What customers paid, tax included: `gross - discounts - coupons`, plus `tax` where prices exclude it.
    pub net: Money,
    /// The tax in `net`, rounded for each line.
    pub tax: Money,
    /// `net` and `tax` by tax code, by code; goods without tax have an empty one.
    pub by_tax_code: Vec<TaxTotal>,
    /// What came back.
    pub refunds: RefundTotals,
    /// What never was: it is left out of all other figures.
    pub voids: VoidTotals,
    /// What the sold goods cost.
    pub cost_of_sales: Money,
    /// Cost of goods sold: `cost_of_sales` less the cost of what came back. Without count differences and write-offs.
    pub cogs: Money,
    /// `(net - tax) - (refunds.amount - refunds.tax) - cogs`.
    pub gross_profit: Money,
}

/// Sales and refunds under one tax code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTotal {
    /// The code.
    pub code: String,
    /// Its rate by the catalog as it is now.
    pub rate: Rate,
    /// What customers paid, tax included.
    pub net: Money,
    /// The tax in that.
    pub tax: Money,
    /// What they got back, tax included.
    pub refunds: Money,
    /// The tax in that.
    pub refund_tax: Money,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RefundTotals {
    /// Number of refunds.
    pub documents: u64,
    /// Their lines.
    pub lines: u64,
    /// Stock units that came back.
    pub units: Quantity,
    /// What customers got back, tax included.
    pub amount: Money,
    /// The tax in that: the returned share of the sale line's tax, rounded over all units of the line that came back
    /// so far, less what was given back before.
    pub tax: Money,
    /// What the goods had cost: they are worth that again.
    pub cost: Money,
}

/// What never was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VoidTotals {
    /// Number of voided sales.
    pub documents: u64,
    /// Their lines.
    pub lines: u64,
    /// Their stock units.
    pub units: Quantity,
    /// What customers had paid, tax included.
    pub amount: Money,
}

impl Reports<'_> {
    /// Sales, refunds and voids of a period.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn sales(&self, period: Period) -> Result<SalesSummary> {
        self.shop.read(|tx, snapshot| summary(tx, snapshot, period))
    }
}

pub(super) fn summary(tx: &mut dyn Transaction, snapshot: &Snapshot, period: Period) -> Result<SalesSummary> {
    let mut tally = Tally::default();
    tx.sale_lines(&period.filter(), &mut |line| tally.add(line))?;
    tx.revaluations(&period.filter(), &mut |row| tally.revalue(row))?;
    tally.finish(snapshot)
}

/// A summary in the making.
#[derive(Default)]
struct Tally {
    sums: SalesSummary,
    /// The document of the line before, and its day.
    last: Option<(PostNo, BusinessDay)>,
    members: FxHashMap<MemberNo, i64>,
    taxes: FxHashMap<TaxNo, [Money; 4]>,
}

impl Tally {
    fn add(&mut self, line: &SaleLine) -> Result<()> {
        let place = (line.key.post(), line.business_day);
        let begins = self.last.replace(place) != Some(place);
        let [net, tax, refunds, refund_tax] = self.taxes.entry(line.tax_code).or_default();
        if line.kind.is_refund() {
            *refunds = refunds.sub(line.total)?;
            *refund_tax = refund_tax.sub(line.tax)?;
            return self.refund(line, begins);
        }
        *net = net.add(line.total)?;
        *tax = tax.add(line.tax)?;
        self.count(line, line.slip_lines(), begins);
        self.sell(line)?;
        if line.kind == SaleLineKind::Void { self.void(line, begins) } else { Ok(()) }
    }

    /// What later documents made of the costs.
    fn revalue(&mut self, row: &Revaluation) -> Result<()> {
        match sources::cost_of_sales(row)? {
            Some((true, cost)) => self.sums.refunds.cost = self.sums.refunds.cost.sub(cost)?,
            Some((false, cost)) => self.sums.cost_of_sales = self.sums.cost_of_sales.add(cost)?,
            None => {}
        }
        Ok(())
    }

    fn count(&mut self, line: &SaleLine, one: i64, begins: bool) {
        self.sums.sale_lines += one;
        if !begins {
            return;
        }
        self.sums.sales += one;
        match line.member {
            Some(member) => {
                self.sums.sales_with_member += one;
                *self.members.entry(member).or_default() += one;
            }
            None => self.sums.sales_without_member += one,
        }
    }

    /// Lines of voids carry negative figures.
    fn sell(&mut self, line: &SaleLine) -> Result<()> {
        let sums = &mut self.sums;
        sums.units_sold = sums.units_sold.add(line.quantity)?;
        sums.gross = sums.gross.add(line.gross)?;
        sums.discounts = sums.discounts.add(line.discount)?;
        sums.coupons = sums.coupons.add(line.coupon)?;
        sums.net = sums.net.add(line.total)?;
        sums.tax = sums.tax.add(line.tax)?;
        sums.cost_of_sales = sums.cost_of_sales.add(line.cost)?;
        Ok(())
    }

    fn void(&mut self, line: &SaleLine, begins: bool) -> Result<()> {
        let voids = &mut self.sums.voids;
        voids.documents += u64::from(begins);
        voids.lines += 1;
        voids.units = voids.units.sub(line.quantity)?;
        voids.amount = voids.amount.sub(line.total)?;
        Ok(())
    }

    fn refund(&mut self, line: &SaleLine, begins: bool) -> Result<()> {
        let (refunds, one) = (&mut self.sums.refunds, line.slip_lines());
        refunds.documents = refunds.documents.saturating_add_signed(if begins { one } else { 0 });
        refunds.lines = refunds.lines.saturating_add_signed(one);
        refunds.units = refunds.units.sub(line.quantity)?;
        refunds.amount = refunds.amount.sub(line.total)?;
        refunds.tax = refunds.tax.sub(line.tax)?;
        refunds.cost = refunds.cost.sub(line.cost)?;
        Ok(())
    }

    fn finish(self, snapshot: &Snapshot) -> Result<SalesSummary> {
        let mut sums = self.sums;
        sums.members = self.members.values().filter(|sales| **sales > 0).count() as u64;
        sums.cogs = sums.cost_of_sales.sub(sums.refunds.cost)?;
        let kept = sums.refunds.amount.sub(sums.refunds.tax)?;
        sums.gross_profit = sums.net.sub(sums.tax)?.sub(kept)?.sub(sums.cogs)?;
        let known: FxHashMap<TaxNo, (&str, Rate)> =
            snapshot.taxes().map(|(no, tax)| (*no, (tax.code.as_str(), tax.rate))).collect();
        for (no, [net, tax, refunds, refund_tax]) in self.taxes {
            let (code, rate) = known.get(&no).copied().unwrap_or(("", Rate::ZERO));
            sums.by_tax_code.push(TaxTotal { code: code.to_string(), rate, net, tax, refunds, refund_tax });
        }
        sums.by_tax_code.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(sums)
    }
}
