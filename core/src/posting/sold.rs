//! What is left of a sale to come back.

use rustc_hash::FxHashMap;

use super::apply::{Later, one_member};
use super::gate::{Gate, Posted};
use crate::costing::{Replay, SaleLeft};
use crate::document::{AppliedTender, Body, DocumentKind, Pick, RefundBody, SaleBody, TenderSource};
use crate::ledger::{
    LineKey, LocationNo, Movement, MovementKind, PostNo, SaleLine, SaleLineKind, TenderMethod, VariantNo,
};
use crate::pricing::LinePoints;
use crate::promotion::Counter;
use crate::storage::{DocumentQuery, LedgerFilter};
use crate::value::{Money, Quantity, SaleId, Timestamp, VariantId};
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
    pub(crate) voided: bool,
}

/// One line of it.
pub(crate) struct SoldLineSoFar {
    /// As it was sold.
    pub(crate) row: SaleLine,
    /// The goods that it took out of the stock: its own, or the parts of a kit in their order.
    pub(crate) parts: Vec<SoldPart>,
    /// How much left by all that was said since.
    pub(crate) sold: Quantity,
    pub(crate) quantity_left: Quantity,
    /// What came back before, in money.
    pub(crate) total_back: Money,
    pub(crate) tax_back: Money,
    pub(crate) discount_back: Money,
    pub(crate) coupon_back: Money,
    /// Points that it earned and that were redeemed for it, ...
    pub(crate) points: LinePoints,
    /// ... and what came back of both before.
    pub(crate) points_back: LinePoints,
}

/// Goods that a line took out of the stock.
pub(crate) struct SoldPart {
    variant: VariantNo,
    /// The first movement of them.
    pub(crate) movement: LineKey,
    at: Timestamp,
    location: LocationNo,
    /// How much left by all that was said since.
    pub(crate) sold: Quantity,
    pub(crate) quantity_left: Quantity,
    cost_left: Money,
    /// Batches that were not given back yet.
    picks_left: Vec<Pick>,
}

impl SoldSoFar {
    pub(crate) fn load(gate: &mut Gate<'_>, sale: SaleId) -> Result<Self> {
        let posted = gate.documents(&DocumentQuery::Ids(&[sale.into()]))?.pop();
        let posted = posted.ok_or_else(|| Error::not_found(Noun::Sale, sale))?;
        let Body::Sale(mut body) = posted.body.clone() else { return Err(Error::not_found(Noun::Sale, sale)) };
        body.tenders = AppliedTender::by_source(&body.tenders)?;
        if let Some(member) = body.member {
            body.member = Some(one_member(gate.tx, member)?.id);
        }
        let Later { documents, at, is_void: voided } = Later::load(gate, &posted)?;
        let (mut refunds, mut later) = (Vec::new(), Vec::new());
        for document in documents {
            later.push(document.post_no);
            if document.header.kind == DocumentKind::Refund {
                let of_refund = Later::load(gate, &document)?;
                later.extend(of_refund.documents.iter().map(|document| document.post_no));
                if !of_refund.is_void {
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
        let mut sold = Self { posted, body, at, lines: Vec::new(), refunds, voided };
        sold.add_up(&rows)?;
        sold.moved(gate, &moved, &later)?;
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
            line.points = body.points;
        }
        for refund in &self.refunds {
            let Body::Refund(body) = &refund.body else { continue };
            for back in &body.lines {
                if let Some(line) = self.lines.get_mut(back.sale_line) {
                    line.points_back.earned += back.points.earned;
                    line.points_back.redeemed += back.points.redeemed;
                }
            }
        }
        Ok(())
    }

    /// Adds which goods left and came back, and what later documents, all that say something of the sale or of its refunds,
    /// made of the costs.
    fn moved(&mut self, gate: &mut Gate<'_>, moved: &[Movement], later: &[PostNo]) -> Result<()> {
        let mut places: FxHashMap<LineKey, (usize, usize)> = FxHashMap::default();
        let mut rows: Vec<(VariantNo, LineKey)> = Vec::new();
        let at = self.at;
        for row in moved.iter().filter(|movement| movement.kind == MovementKind::Sale && movement.corrects.is_none()) {
            let index = usize::from(row.document_line);
            let line = self.line_mut(index)?;
            // The rows of a part follow each other.
            if line.parts.last().is_none_or(|last| last.variant != row.variant) {
                places.insert(row.key, (index, line.parts.len()));
                rows.push((row.variant, row.key));
                line.parts.push(SoldPart::new(row, at));
            }
            if let Some(part) = line.parts.last_mut() {
                part.took(row)?;
            }
        }
        let filter = LedgerFilter { posts: Some(later), ..LedgerFilter::default() };
        gate.tx.movements(&filter, &mut |movement| {
            let (came_back, amended) = (movement.of, movement.corrects);
            let Some(place) = came_back.or(amended).and_then(|of| places.get(&of).copied()) else { return Ok(()) };
            self.part_mut(place)?.took(movement)?;
            if came_back.is_some() {
                places.insert(movement.key, place);
                rows.push((movement.variant, movement.key));
            }
            Ok(())
        })?;
        for revaluation in gate.tx.revaluations_of(&rows)? {
            let Some(place) = places.get(&revaluation.corrects) else { continue };
            let part = self.part_mut(*place)?;
            part.cost_left = part.cost_left.sub(revaluation.value)?;
        }
        Ok(())
    }

    /// What was paid by this method, cash before it was rounded to coins. What an exchange paid was paid as the goods were that
    /// came back in it.
    pub(crate) fn paid(&self, method: TenderMethod) -> Result<Money> {
        let tenders = self.body.tenders.iter().filter(|tender| tender.method == method);
        let sum = Money::sum(tenders.map(|tender| tender.applied))?;
        if method == TenderMethod::Cash { sum.sub(self.body.rounding) } else { Ok(sum) }
    }

    /// What refunds gave back of what was paid by this method, cash before it was rounded to coins: to customers, and as
    /// credit in exchanges.
    pub(crate) fn paid_back(&self, method: TenderMethod) -> Result<Money> {
        if method == TenderMethod::Exchange {
            return Ok(Money::ZERO);
        }
        let credited = self.credited().filter(|source| source.method == method);
        self.given_back(method)?.add(Money::sum(credited.map(|source| source.amount))?)
    }

    /// What customers got back by this method, cash before it was rounded to coins.
    pub(crate) fn given_back(&self, method: TenderMethod) -> Result<Money> {
        let sum = self.handed_back(method)?;
        if method != TenderMethod::Cash {
            return Ok(sum);
        }
        sum.sub(Money::sum(self.refund_bodies().map(|body| body.rounding))?)
    }

    /// What customers got back by this method.
    pub(crate) fn handed_back(&self, method: TenderMethod) -> Result<Money> {
        let tenders = self.refund_bodies().flat_map(|body| &body.tenders);
        Money::sum(tenders.filter(|(known, _)| *known == method).map(|(_, amount)| *amount))
    }

    fn refund_bodies(&self) -> impl Iterator<Item = &RefundBody> {
        self.refunds.iter().filter_map(|refund| match &refund.body {
            Body::Refund(body) => Some(body),
            _ => None,
        })
    }

    /// What refunds gave back of the bonus that was spent.
    pub(crate) fn bonus_back(&self) -> Result<Money> {
        let credited = self.credited().map(|source| source.bonus);
        Money::sum(self.refund_bodies().map(|body| body.bonus).chain(credited))
    }

    /// What paid for other goods in the place of money.
    fn credited(&self) -> impl Iterator<Item = &TenderSource> {
        self.refund_bodies().filter_map(|body| body.exchange.as_ref()).flat_map(|credit| &credit.sources)
    }

    /// What was paid by this method and did not go back by it.
    pub(crate) fn left_to_pay_back(&self, method: TenderMethod) -> Result<Money> {
        Ok(self.paid(method)?.sub(self.paid_back(method)?)?.max(Money::ZERO))
    }

    /// What was paid and did not go back.
    pub(crate) fn all_left_to_pay_back(&self) -> Result<Money> {
        let mut left = Money::ZERO;
        for method in TenderMethod::ALL {
            left = left.add(self.paid(method)?)?.sub(self.paid_back(method)?)?;
        }
        Ok(left)
    }

    /// True if a refund withdrew this coupon.
    pub(crate) fn is_withdrawn(&self, coupon: &Counter) -> bool {
        self.refunds.iter().any(|refund| match &refund.body {
            Body::Refund(body) => body.withdrawn.iter().any(|gone| gone.counter == *coupon),
            _ => false,
        })
    }

    /// Uses of this counter's that refunds gave back.
    pub(crate) fn uses_back(&self, counter: &Counter) -> impl Iterator<Item = u32> {
        let uses = self.refunds.iter().filter_map(|refund| match &refund.body {
            Body::Refund(body) => Some(&body.uses),
            _ => None,
        });
        uses.flatten().filter(move |used| used.counter == *counter).map(|used| used.uses)
    }

    /// Whether a line is one of a kit, whose parts it took out of the stock.
    pub(crate) fn is_kit(&self, line: usize) -> bool {
        self.body.lines.get(line).is_some_and(|line| !line.parts.is_empty())
    }

    /// The place of a part among those of its kit.
    pub(crate) fn part_place(&self, line: usize, part: VariantId) -> Result<usize> {
        let parts = self.body.lines.get(line).map(|line| line.parts.as_slice()).unwrap_or_default();
        let place = parts.iter().position(|known| known.variant == part);
        place.ok_or_else(|| Error::not_found(Noun::SaleLine, line))
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

    fn part_mut(&mut self, (line, part): (usize, usize)) -> Result<&mut SoldPart> {
        let part = self.line_mut(line)?.parts.get_mut(part);
        part.ok_or_else(|| Error::not_found(Noun::SaleLine, line))
    }
}

impl SoldLineSoFar {
    fn new(row: SaleLine) -> Self {
        Self {
            row,
            parts: Vec::new(),
            sold: row.quantity,
            quantity_left: row.quantity,
            total_back: Money::ZERO,
            tax_back: Money::ZERO,
            discount_back: Money::ZERO,
            coupon_back: Money::ZERO,
            points: LinePoints::default(),
            points_back: LinePoints::default(),
        }
    }

    /// Rows of refunds carry negative figures.
    fn came_back(&mut self, row: &SaleLine) -> Result<()> {
        if matches!(row.kind, SaleLineKind::Amend | SaleLineKind::Moved) {
            self.sold = self.sold.add(row.quantity)?;
        }
        self.quantity_left = self.quantity_left.add(row.quantity)?;
        self.total_back = self.total_back.sub(row.total)?;
        self.tax_back = self.tax_back.sub(row.tax)?;
        self.discount_back = self.discount_back.sub(row.discount)?;
        self.coupon_back = self.coupon_back.sub(row.coupon)?;
        Ok(())
    }

    /// The goods of one that is no kit.
    pub(crate) fn own_mut(&mut self) -> Result<&mut SoldPart> {
        let line = self.row.key.line();
        self.parts.first_mut().ok_or_else(|| Error::not_found(Noun::SaleLine, line))
    }

    /// The goods of one that is no kit, or a part of a kit.
    pub(crate) fn part(&self, index: usize) -> Result<&SoldPart> {
        self.parts.get(index).ok_or_else(|| Error::not_found(Noun::SaleLine, self.row.key.line()))
    }
}

impl SoldPart {
    fn new(row: &Movement, at: Timestamp) -> Self {
        Self {
            variant: row.variant,
            movement: row.key,
            at,
            location: row.location,
            sold: Quantity::ZERO,
            quantity_left: Quantity::ZERO,
            cost_left: Money::ZERO,
            picks_left: Vec::new(),
        }
    }

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

    /// Chooses the batches that `quantity` goes back into: those that were taken first.
    pub(crate) fn picks_back(&mut self, quantity: Quantity) -> Result<Vec<Pick>> {
        let (mut picks, mut left) = (Vec::new(), quantity);
        for pick in self.picks_left.iter_mut().filter(|pick| pick.quantity.is_positive()) {
            if !left.is_positive() {
                break;
            }
            let taken = left.min(pick.quantity);
            (left, pick.quantity) = (left.sub(taken)?, pick.quantity.sub(taken)?);
            picks.push(Pick { batch: pick.batch.clone(), quantity: taken });
        }
        Ok(picks)
    }

    /// So much of a batch left, or came back.
    fn took(&mut self, row: &Movement) -> Result<()> {
        if row.of.is_none() {
            self.sold = self.sold.sub(row.quantity)?;
        }
        self.quantity_left = self.quantity_left.sub(row.quantity)?;
        self.cost_left = self.cost_left.sub(row.value)?;
        match self.picks_left.iter_mut().find(|left| left.batch == row.batch) {
            Some(left) => left.quantity = left.quantity.sub(row.quantity)?,
            None => self.picks_left.push(Pick { batch: row.batch.clone(), quantity: row.quantity.neg()? }),
        }
        Ok(())
    }
}
