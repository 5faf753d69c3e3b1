//! What is left of a sale to come back.

use super::gate::{Gate, Posted};
use crate::document::{Body, DocumentKind, Pick, SaleBody};
use crate::ledger::{LineKey, SaleLine, SaleLineKind, TenderMethod};
use crate::storage::{DocumentQuery, LedgerFilter};
use crate::value::{Money, Quantity, SaleId};
use crate::{Error, Noun, Result};

/// A sale with all that came back of it.
pub(crate) struct SoldSoFar {
    pub(crate) posted: Posted,
    pub(crate) body: SaleBody,
    pub(crate) lines: Vec<SoldLineSoFar>,
    /// What its refunds paid out.
    pub(crate) refunds: Vec<Posted>,
    pub(crate) voided: bool,
}

/// One line of it.
pub(crate) struct SoldLineSoFar {
    /// As it was sold.
    pub(crate) row: SaleLine,
    pub(crate) quantity_left: Quantity,
    pub(crate) cost_left: Money,
    /// What came back before, in money.
    pub(crate) total_back: Money,
    pub(crate) tax_back: Money,
    pub(crate) discount_back: Money,
    pub(crate) coupon_back: Money,
    /// Batches that were not given back yet.
    pub(crate) picks_left: Vec<Pick>,
}

impl SoldSoFar {
    pub(crate) fn load(gate: &mut Gate<'_>, sale: SaleId) -> Result<Self> {
        let posted = gate.documents(&DocumentQuery::Ids(&[sale.into()]))?.pop();
        let posted = posted.ok_or_else(|| Error::not_found(Noun::Sale, sale))?;
        let Body::Sale(body) = posted.body.clone() else { return Err(Error::not_found(Noun::Sale, sale)) };
        let refunds = gate.documents(&DocumentQuery::ReferringTo(sale.into()))?;
        let posts: Vec<_> = std::iter::once(&posted).chain(&refunds).map(|p| p.post_no).collect();
        let mut rows: Vec<SaleLine> = Vec::new();
        let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
        gate.tx.sale_lines(&filter, &mut |row| {
            rows.push(*row);
            Ok(())
        })?;
        let voided = refunds.iter().any(|refund| refund.header.kind == DocumentKind::Void);
        let mut sold = Self { posted, body, lines: Vec::new(), refunds, voided };
        sold.add_up(&rows)?;
        Ok(sold)
    }

    fn add_up(&mut self, rows: &[SaleLine]) -> Result<()> {
        for row in rows {
            match (row.kind, row.of) {
                (SaleLineKind::Sale, _) => self.lines.push(SoldLineSoFar::new(*row)),
                (_, Some(of)) => self.line_of(of)?.came_back(row)?,
                (_, None) => {}
            }
        }
        for (line, body) in self.lines.iter_mut().zip(&self.body.lines) {
            line.picks_left = super::picks::of_line(&body.picks, body.quantity);
        }
        for refund in &self.refunds {
            let Body::Refund(body) = &refund.body else { continue };
            for back in &body.lines {
                let picks = super::picks::of_line(&back.picks, back.quantity);
                if let Some(line) = self.lines.get_mut(back.sale_line) {
                    line.forget(&picks)?;
                }
            }
        }
        Ok(())
    }

    /// What refunds gave back by this method.
    pub(crate) fn paid_back(&self, method: TenderMethod) -> Result<Money> {
        let mut sum = Money::ZERO;
        for refund in &self.refunds {
            let Body::Refund(body) = &refund.body else { continue };
            for (_, amount) in body.tenders.iter().filter(|(known, _)| *known == method) {
                sum = sum.add(*amount)?;
            }
        }
        Ok(sum)
    }

    fn line_of(&mut self, of: LineKey) -> Result<&mut SoldLineSoFar> {
        self.line_mut(of.line())
    }

    pub(crate) fn line(&self, index: usize) -> Result<&SoldLineSoFar> {
        self.lines.get(index).ok_or_else(|| Error::not_found(Noun::SaleLine, index))
    }

    pub(crate) fn line_mut(&mut self, index: usize) -> Result<&mut SoldLineSoFar> {
        self.lines.get_mut(index).ok_or_else(|| Error::not_found(Noun::SaleLine, index))
    }
}

impl SoldLineSoFar {
    fn new(row: SaleLine) -> Self {
        Self {
            row,
            quantity_left: row.quantity,
            cost_left: row.cost,
            total_back: Money::ZERO,
            tax_back: Money::ZERO,
            discount_back: Money::ZERO,
            coupon_back: Money::ZERO,
            picks_left: Vec::new(),
        }
    }

    /// Rows of refunds carry negative figures.
    fn came_back(&mut self, row: &SaleLine) -> Result<()> {
        self.quantity_left = self.quantity_left.add(row.quantity)?;
        self.cost_left = self.cost_left.add(row.cost)?;
        self.total_back = self.total_back.sub(row.total)?;
        self.tax_back = self.tax_back.sub(row.tax)?;
        self.discount_back = self.discount_back.sub(row.discount)?;
        self.coupon_back = self.coupon_back.sub(row.coupon)?;
        Ok(())
    }

    /// Goods come back now, at this cost.
    pub(crate) fn give_back(&mut self, quantity: Quantity, cost: Money) -> Result<()> {
        self.quantity_left = self.quantity_left.sub(quantity)?;
        self.cost_left = self.cost_left.sub(cost)?;
        Ok(())
    }

    /// Chooses the batches that `quantity` goes back into: those that were taken first.
    pub(crate) fn picks_back(&mut self, quantity: Quantity) -> Result<Vec<Pick>> {
        let (mut picks, mut left) = (Vec::new(), quantity);
        for pick in self.picks_left.iter().filter(|pick| pick.quantity.is_positive()) {
            if !left.is_positive() {
                break;
            }
            let taken = left.min(pick.quantity);
            left = left.sub(taken)?;
            picks.push(Pick { batch: pick.batch.clone(), quantity: taken });
        }
        self.forget(&picks)?;
        Ok(picks)
    }

    fn forget(&mut self, picks: &[Pick]) -> Result<()> {
        for pick in picks {
            if let Some(left) = self.picks_left.iter_mut().find(|left| left.batch == pick.batch) {
                left.quantity = left.quantity.sub(pick.quantity)?;
            }
        }
        Ok(())
    }
}
