//! What is left of a sale to come back.

use rustc_hash::FxHashMap;

use super::apply::happened_at;
use super::gate::{Gate, Posted};
use crate::costing::{Replay, SaleLeft};
use crate::document::{Body, DocumentKind, Pick, SaleBody};
use crate::ledger::{
    LineKey, LocationNo, Movement, MovementKind, PostNo, SaleLine, SaleLineKind, TenderMethod, VariantNo,
};
use crate::storage::{DocumentQuery, LedgerFilter};
use crate::value::{Money, Quantity, SaleId, Timestamp};
use crate::{Error, Noun, Result};

/// A sale with all that came back of it.
pub(crate) struct SoldSoFar {
    pub(crate) posted: Posted,
    pub(crate) body: SaleBody,
    pub(crate) lines: Vec<SoldLineSoFar>,
    /// When it happened by all that was said since.
    pub(crate) at: Timestamp,
    /// Its refunds, those that never were left out.
    pub(crate) refunds: Vec<Posted>,
    /// All documents that say something of it or of its refunds.
    later: Vec<PostNo>,
    pub(crate) voided: bool,
}

/// One line of it.
pub(crate) struct SoldLineSoFar {
    /// As it was sold.
    pub(crate) row: SaleLine,
    /// The first movement that it made.
    pub(crate) movement: LineKey,
    at: Timestamp,
    location: LocationNo,
    /// How much left by all that was said since.
    pub(crate) sold: Quantity,
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
        let at = happened_at(gate, &posted)?;
        let (mut refunds, mut later, mut voided) = (Vec::new(), Vec::new(), false);
        for document in gate.documents(&DocumentQuery::ReferringTo(sale.into()))? {
            later.push(document.post_no);
            voided |= document.header.kind == DocumentKind::Void;
            if document.header.kind == DocumentKind::Refund {
                let of_refund = gate.documents(&DocumentQuery::ReferringTo(document.header.id))?;
                later.extend(of_refund.iter().map(|document| document.post_no));
                if of_refund.iter().all(|document| document.header.kind != DocumentKind::EntryVoid) {
                    refunds.push(document);
                }
            }
        }
        later.sort_unstable();
        let posts: Vec<PostNo> = std::iter::once(posted.post_no).chain(later.iter().copied()).collect();
        let mut rows: Vec<SaleLine> = Vec::new();
        let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
        gate.tx.sale_lines(&filter, &mut |row| {
            rows.push(*row);
            Ok(())
        })?;
        let moved = gate.movements_of(&[posted.post_no])?;
        let mut sold = Self { posted, body, at, lines: Vec::new(), refunds, later, voided };
        sold.add_up(&rows)?;
        sold.revalued(gate, &moved)?;
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

    /// Adds what later documents made of the costs.
    fn revalued(&mut self, gate: &mut Gate<'_>, moved: &[Movement]) -> Result<()> {
        let mut lines: FxHashMap<LineKey, usize> = FxHashMap::default();
        let mut rows: Vec<(VariantNo, LineKey)> = Vec::new();
        let mut last = None;
        for first in moved.iter().filter(|movement| movement.kind == MovementKind::Sale) {
            let index = usize::from(first.document_line);
            // The rows of a line follow each other.
            if last.replace(index) == Some(index) {
                continue;
            }
            let at = self.at;
            let line = self.line_mut(index)?;
            (line.movement, line.at, line.location) = (first.key, at, first.location);
            lines.insert(first.key, index);
            rows.push((first.variant, first.key));
        }
        let filter = LedgerFilter { posts: Some(&self.later), ..LedgerFilter::default() };
        gate.tx.movements(&filter, &mut |movement| {
            if let Some(line) = movement.of.and_then(|of| lines.get(&of).copied()) {
                lines.insert(movement.key, line);
                rows.push((movement.variant, movement.key));
            }
            Ok(())
        })?;
        for revaluation in gate.tx.revaluations_of(&rows)? {
            let Some(line) = lines.get(&revaluation.corrects) else { continue };
            let line = self.line_mut(*line)?;
            line.cost_left = line.cost_left.sub(revaluation.value)?;
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
    /// What of it can still come back: goods that are covered, beside those that it took without their being there.
    pub(crate) fn left(&self, costs: &Replay) -> Result<SaleLeft> {
        let short = costs.shortages().map(|(_, shortage)| shortage).find(|shortage| shortage.sale == self.movement);
        let (uncovered, provisional) = short.map_or_else(Default::default, |short| (short.quantity, short.value));
        let covered = self.quantity_left.sub(uncovered)?;
        if covered.is_negative() {
            let (quantity, value) = (Quantity::ZERO, Money::ZERO);
            return Ok(SaleLeft { at: self.at, location: self.location, quantity, value, ahead: covered.neg()? });
        }
        let value = self.cost_left.sub(provisional)?;
        Ok(SaleLeft { at: self.at, location: self.location, quantity: covered, value, ahead: Quantity::ZERO })
    }

    fn new(row: SaleLine) -> Self {
        Self {
            row,
            movement: row.key,
            at: Timestamp::MIN,
            location: LocationNo(0),
            sold: row.quantity,
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
        if matches!(row.kind, SaleLineKind::Amend | SaleLineKind::Moved) {
            self.sold = self.sold.add(row.quantity)?;
        }
        self.quantity_left = self.quantity_left.add(row.quantity)?;
        self.cost_left = self.cost_left.add(row.cost)?;
        self.total_back = self.total_back.sub(row.total)?;
        self.tax_back = self.tax_back.sub(row.tax)?;
        self.discount_back = self.discount_back.sub(row.discount)?;
        self.coupon_back = self.coupon_back.sub(row.coupon)?;
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
        if left.is_positive() {
            // More left than the sale had said; so of the batch that it took last.
            let batch = self.picks_left.last().map(|pick| pick.batch.clone()).unwrap_or_default();
            match picks.iter_mut().find(|pick| pick.batch == batch) {
                Some(pick) => pick.quantity = pick.quantity.add(left)?,
                None => picks.push(Pick { batch, quantity: left }),
            }
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
