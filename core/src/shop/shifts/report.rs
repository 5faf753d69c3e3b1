//! X and Z reports.

use serde::{Deserialize, Serialize};

use super::figures::ShiftTally;
use super::{Shift, Shifts, opening_of};
use crate::document::{Body, CountedCash, Digest, DocumentKind, DrawerCash, ShiftFigures};
use crate::ledger::{PostNo, TenderMethod};
use crate::posting::{Drawer, Gate, OpenShift, Posted};
use crate::report::Period;
use crate::storage::DocumentQuery;
use crate::value::{Money, ShiftId, Timestamp};
use crate::{Error, Noun, Result};

/// Z reports that are read at a time.
const PAGE: usize = 500;

/// What happened in a shift: an X report while it is open, its Z report when it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftReport {
    /// The shift.
    pub shift: Shift,
    /// How it was closed; `None` in an X report.
    pub closed: Option<ShiftClose>,
    /// What happened. An X report that does not tell `cash` leaves cash out of the tenders too.
    pub figures: ShiftFigures,
    /// What the drawer must hold. An X report tells it after the count; before, only with an
    /// [approval](crate::Shop::approved_by).
    pub cash: Option<DrawerCash>,
    /// What was counted last; empty before the count.
    pub pieces: Vec<CountedCash>,
    /// What that is worth; `None` before the count.
    pub counted: Option<Money>,
    /// Counted less expected; `None` before the count, and when cash came or went since.
    pub variance: Option<Money>,
    /// The hash of the newest document in the device's chain before the report: with it nothing before can be changed
    /// unnoticed.
    pub head: Digest,
}

/// How a shift was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClose {
    /// The number of the Z report: 1, 2, 3, ... at the device, without a gap.
    pub number: u64,
    /// The number of the document.
    pub document: String,
    /// Its hash: that of the Z report itself.
    pub hash: Digest,
    /// When.
    pub closed_at: Timestamp,
    /// By whom.
    pub closed_by: String,
    /// Who allowed it, where somebody had to.
    pub approver: Option<String>,
    /// Why there is a variance; may be empty.
    pub reason: String,
    /// What went to the safe.
    pub to_safe: Money,
    /// What stays in the drawer for the next shift.
    pub left: Money,
}

impl Shifts<'_> {
    /// A look at an open shift, at whatever device. It changes nothing.
    ///
    /// It tells what was sold, and by that much of what must be in the drawer: a program shows it to those whom the shop
    /// trusts with it. Cash itself it tells after the count; before, only with an [approval](crate::Shop::approved_by).
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for a closed shift: see [`Shifts::z_report`].
    pub fn x_report(&self, shift: ShiftId) -> Result<ShiftReport> {
        self.shop.examine(|gate| {
            let opening = opening_of(gate, shift)?;
            let drawer = Drawer::load(gate, &opening.header.slot.device)?;
            let open = drawer.open.as_ref().filter(|open| open.id == shift);
            let open = open.ok_or_else(|| in_state(&opening, "closed"))?;
            ShiftReport::look(gate, &opening, open)
        })
    }

    /// The report of a closed shift, as it was printed: what came later changes nothing in it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for an open shift: see [`Shifts::x_report`].
    pub fn z_report(&self, shift: ShiftId) -> Result<ShiftReport> {
        self.shop.examine(|gate| {
            let opening = opening_of(gate, shift)?;
            let later = gate.documents(&DocumentQuery::ReferringTo(shift.into()))?;
            let closing = later.into_iter().find(|later| later.header.kind == DocumentKind::ShiftClosed);
            let closing = closing.ok_or_else(|| in_state(&opening, "not_closed"))?;
            ShiftReport::closed(Shift::read(&opening)?, closing)
        })
    }

    /// The Z reports of shifts that were closed in a period, of all devices, in the order in which they were posted.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn z_reports(&self, period: Period) -> Result<Vec<ShiftReport>> {
        let (kind, (from, to)) = (DocumentKind::ShiftClosed, period.first_and_last());
        self.shop.examine(|gate| {
            let (mut reports, mut after) = (Vec::new(), PostNo::NONE);
            loop {
                let page = gate.documents(&DocumentQuery::Days { kind, from, to, after, limit: PAGE })?;
                let read = page.len();
                let shifts: Vec<_> = page.iter().filter_map(|closing| closing.header.refers_to).collect();
                let opened = gate.documents(&DocumentQuery::Ids(&shifts))?;
                for closing in page {
                    after = closing.post_no;
                    let opening = opened.iter().find(|opened| Some(opened.header.id) == closing.header.refers_to);
                    let opening = opening.ok_or_else(|| Error::not_found(Noun::Shift, &closing.header.number))?;
                    reports.push(ShiftReport::closed(Shift::read(opening)?, closing)?);
                }
                if read < PAGE {
                    return Ok(reports);
                }
            }
        })
    }
}

fn in_state(opening: &Posted, state: &'static str) -> Error {
    Error::WrongState { what: Noun::Shift, key: opening.header.number.clone(), state }
}

impl ShiftReport {
    fn look(gate: &mut Gate<'_>, opening: &Posted, open: &OpenShift) -> Result<Self> {
        let tally = ShiftTally::read(gate, &opening.header.slot.device, open.seq)?;
        let count = open.count.as_ref();
        let holds = count.is_some_and(|count| !tally.cash_moved_after(count.seq));
        let (cash, head) = (tally.cash(open), tally.head().unwrap_or(opening.header.hash));
        let expected = cash.expected()?;
        let variance = count.filter(|_| holds).map(|count| count.total.sub(expected)).transpose()?;
        let told = holds || gate.context.approver.is_some();
        let mut figures = tally.figures(gate)?;
        figures.tenders.retain(|total| told || total.method != TenderMethod::Cash);
        Ok(Self {
            shift: Shift::read(opening)?,
            closed: None,
            figures,
            cash: told.then_some(cash),
            pieces: count.map(|count| count.pieces.clone()).unwrap_or_default(),
            counted: count.map(|count| count.total),
            variance,
            head,
        })
    }

    /// As the document says.
    pub(super) fn closed(shift: Shift, closing: Posted) -> Result<Self> {
        let header = closing.header;
        let Body::ShiftClosed(body) = closing.body else { return Err(Error::not_found(Noun::Shift, header.id)) };
        Ok(Self {
            shift,
            closed: Some(ShiftClose {
                number: body.number,
                document: header.number,
                hash: header.hash,
                closed_at: header.effective_at,
                closed_by: header.actor,
                approver: header.approver,
                reason: body.reason,
                to_safe: body.to_safe,
                left: body.left,
            }),
            figures: body.figures,
            cash: Some(body.cash),
            pieces: body.pieces,
            counted: Some(body.counted),
            variance: Some(body.variance),
            head: header.prev_hash,
        })
    }
}
