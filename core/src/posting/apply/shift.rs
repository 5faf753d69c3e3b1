//! Shifts, and the drawers at which they are kept.

use serde::{Deserialize, Serialize};

use super::records::{Draft, named_id, put};
use crate::document::{CashMovedBody, CountedCash, DrawerCountedBody, ShiftClosedBody, ShiftOpenedBody};
use crate::ledger::{Account, BalanceKey, Unit};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::snapshot;
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{Money, ShiftId, Timestamp};
use crate::{Error, Result};

/// The drawer of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Drawer {
    pub(crate) device: String,
    /// How many shifts were closed: the number of the newest Z report.
    pub(crate) closed: u64,
    /// Where in the device's chain the newest one was.
    pub(crate) closed_at: Option<u64>,
    /// What it left in the drawer.
    pub(crate) left: Money,
    pub(crate) open: Option<OpenShift>,
}

/// A shift that is not closed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenShift {
    pub(crate) id: ShiftId,
    pub(crate) number: String,
    /// Where in the device's chain it was opened.
    pub(crate) seq: u64,
    pub(crate) opened_at: Timestamp,
    pub(crate) opened_by: String,
    pub(crate) float: Money,
    pub(crate) opening_difference: Money,
    pub(crate) count: Option<LastCount>,
}

/// What was counted last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastCount {
    /// Where in the device's chain.
    pub(crate) seq: u64,
    pub(crate) pieces: Vec<CountedCash>,
    pub(crate) total: Money,
}

impl Drawer {
    /// The drawer of a device; a new one if there never was a shift at it.
    pub(crate) fn load(gate: &mut Gate<'_>, device: &str) -> Result<Self> {
        let id = named_id("drawer", device);
        match gate.tx.records(&RecordQuery::Ids(RecordKind::Drawer, &[id]))?.pop() {
            Some(record) => snapshot::body(&record),
            None => Ok(Self { device: device.to_string(), closed: 0, closed_at: None, left: Money::ZERO, open: None }),
        }
    }

    fn save(&self, gate: &mut Gate<'_>) -> Result<()> {
        let id = named_id("drawer", &self.device);
        put(gate, vec![Draft::new(RecordKind::Drawer, id, &self.device, self)?], false)
    }

    /// The balance of what was put into it beside what customers paid.
    fn key(&self) -> BalanceKey {
        let owner = Some(named_id("drawer", &self.device));
        BalanceKey { account: Account::Drawer, owner, unit: Unit::Money }
    }

    /// Puts in what another account gives; takes out a negative amount.
    fn put_in(&self, rows: &mut Rows, from: Account, amount: Money) {
        rows.enter_owned(self.key(), i128::from(amount.minor()));
        rows.withdraw(from, amount);
    }
}

pub(super) fn opened(gate: &mut Gate<'_>, posted: &Posted, body: &ShiftOpenedBody, rows: &mut Rows) -> Result<()> {
    let slot = &posted.header.slot;
    let mut drawer = Drawer::load(gate, &slot.device)?;
    drawer.put_in(rows, Account::Safe, body.from_safe);
    drawer.put_in(rows, Account::CashOverShort, body.difference);
    drawer.open = Some(OpenShift {
        id: ShiftId::from_uuid(posted.header.id.uuid()),
        number: posted.header.number.clone(),
        seq: slot.seq,
        opened_at: posted.header.effective_at,
        opened_by: posted.header.actor.clone(),
        float: body.float,
        opening_difference: body.difference,
        count: None,
    });
    drawer.save(gate)
}

pub(super) fn cash_moved(gate: &mut Gate<'_>, posted: &Posted, body: &CashMovedBody, rows: &mut Rows) -> Result<()> {
    let drawer = Drawer::load(gate, &posted.header.slot.device)?;
    drawer.put_in(rows, body.counterpart.account(), body.amount);
    Ok(())
}

pub(super) fn counted(gate: &mut Gate<'_>, posted: &Posted, body: &DrawerCountedBody) -> Result<()> {
    let slot = &posted.header.slot;
    let mut drawer = Drawer::load(gate, &slot.device)?;
    let shift = drawer.open.as_mut().ok_or_else(|| no_shift(posted))?;
    shift.count = Some(LastCount { seq: slot.seq, pieces: body.pieces.clone(), total: body.total });
    drawer.save(gate)
}

pub(super) fn closed(gate: &mut Gate<'_>, posted: &Posted, body: &ShiftClosedBody, rows: &mut Rows) -> Result<()> {
    let slot = &posted.header.slot;
    let mut drawer = Drawer::load(gate, &slot.device)?;
    drawer.open.take().ok_or_else(|| no_shift(posted))?;
    drawer.put_in(rows, Account::CashOverShort, body.variance);
    drawer.put_in(rows, Account::Safe, body.to_safe.neg()?);
    (drawer.closed, drawer.closed_at, drawer.left) = (body.number, Some(slot.seq), body.left);
    drawer.save(gate)
}

fn no_shift(posted: &Posted) -> Error {
    Error::Corrupt { what: format!("{} belongs to no shift", posted.header.number) }
}
