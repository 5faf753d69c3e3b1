//! Shifts at the drawer: opened with a float, counted blind, closed with a Z report.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::handle::Shop;
use crate::catalog::check_name;
use crate::document::{Body, Counterpart, DocumentKind, ShiftRules};
use crate::ledger::RecordNo;
use crate::posting::{Drawer, Gate, OpenShift, Posted, body};
use crate::storage::{DocumentQuery, RecordKind, RecordQuery};
use crate::value::{DocumentId, Money, ShiftId, Timestamp};
use crate::{DrawerRefusal, Error, Expected, Noun, Result};

mod cash;
mod closing;
mod counting;
mod figures;
mod opening;
mod report;
mod rules;

use cash::{MoveCash, OpenDrawer};
use closing::CloseShift;
use counting::CountDrawer;
pub use counting::{CashCount, CashPieces};
use opening::OpenAShift;
pub use report::{ShiftClose, ShiftReport};
use rules::PutRules;

/// Drawers that are read at a time.
const PAGE: usize = 1_000;

/// Shifts: who answers for the cash in a drawer, from one count to the next.
///
/// A drawer is that of the device that the shop was opened with ([`ShopOptions`](super::ShopOptions)). What the device posts
/// while a shift is open belongs to it: sales need not name it.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::document::Counterpart;
/// use tillbook::pricing::Cart;
/// use tillbook::shop::{CashCount, NewProduct, OpeningStockLine, Tender};
/// use tillbook::value::{DocumentId, SaleId, ShiftId};
///
/// let shop = tillbook::Shop::memory()?;
/// let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(10)))?.variants[0].id;
/// shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(6))])?;
///
/// let clerk = shop.as_actor("xiaoli");
/// let shift = clerk.shifts().open(ShiftId::new(), dec!(200), None)?;
/// clerk.till().sell(SaleId::new(), &Cart::new().add(tea, dec!(2)), &[Tender::cash(shop.money(dec!(50))?)])?;
/// clerk.shifts().cash_out(DocumentId::new(), dec!(8.50), Counterpart::Expenses, "light bulb")?;
///
/// // Counted blind, then closed: 100 stay for the next shift, the rest goes to the safe.
/// let count = CashCount::new().pieces(dec!(100), 2).pieces(dec!(10), 1).pieces(dec!(1), 1);
/// clerk.shifts().count(DocumentId::new(), shift.id, &count)?;
/// let refused = clerk.shifts().close(DocumentId::new(), shift.id, dec!(100), None);
/// assert_eq!(refused.unwrap_err().code(), "cash_differs"); // 211.00 counted, 200 + 20 - 8.50 expected
/// let seen = clerk.approved_by("boss");
/// let z = seen.shifts().close(DocumentId::new(), shift.id, dec!(100), Some("gave 50 fen too much change"))?;
/// assert_eq!(z.variance, Some(shop.money(dec!(-0.50))?));
/// assert_eq!(z.closed.map(|closed| (closed.number, closed.to_safe)), Some((1, shop.money(dec!(111))?)));
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Shifts<'a> {
    pub(crate) shop: &'a Shop,
}

/// A shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// The number of the document that opened it.
    pub number: String,
    /// The device whose drawer it is kept at.
    pub device: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: String,
    /// What was in the drawer then.
    pub float: Money,
}

impl Shifts<'_> {
    /// Opens a shift at the drawer of this device, with so much cash in it. If the last shift left nothing there (or there was
    /// none), all of it is brought from the safe. Else it must be what the last shift left and customers paid since;
    /// a difference is booked as cash over or short, under the same rules as at the [close](Shifts::close).
    ///
    /// # Errors
    /// [`Error::WrongState`] while a shift is open at this device; [`DrawerRefusal::Differs`]; [`Error::Invalid`] for a negative
    /// float, or an approver who is the actor; [`Error::IdReused`].
    pub fn open(&self, id: ShiftId, float: Decimal, reason: Option<&str>) -> Result<Shift> {
        let posted = self.shop.post(&OpenAShift { id, float, reason })?;
        Shift::read(&posted)
    }

    /// Puts cash into the drawer that is no customer's.
    ///
    /// # Errors
    /// [`DrawerRefusal::NoOpenShift`]; [`Error::Invalid`] for an amount that is not above zero, or no reason.
    pub fn cash_in(&self, id: DocumentId, amount: Decimal, from: Counterpart, reason: &str) -> Result<()> {
        let (is_in, counterpart) = (true, from);
        self.shop.post(&MoveCash { id, is_in, amount, counterpart, reason }).map(|_| ())
    }

    /// Takes cash out of the drawer that is no customer's.
    ///
    /// # Errors
    /// As [`Shifts::cash_in`]; [`DrawerRefusal::Short`].
    pub fn cash_out(&self, id: DocumentId, amount: Decimal, to: Counterpart, reason: &str) -> Result<()> {
        let (is_in, counterpart) = (false, to);
        self.shop.post(&MoveCash { id, is_in, amount, counterpart, reason }).map(|_| ())
    }

    /// Notes that the drawer was opened without a sale.
    ///
    /// # Errors
    /// [`DrawerRefusal::NoOpenShift`]; [`Error::Invalid`] without a reason.
    pub fn no_sale(&self, id: DocumentId, reason: &str) -> Result<()> {
        self.shop.post(&OpenDrawer { id, reason }).map(|_| ())
    }

    /// Notes what was counted in the drawer. Nothing is told of what must be there; a shift may be counted again, and each
    /// count stays on record. Answers what the pieces are worth.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`DrawerRefusal::ShiftElsewhere`], [`Error::WrongState`] for a shift that is not open here;
    /// [`Error::Invalid`] for an unknown denomination or one that is named twice.
    pub fn count(&self, id: DocumentId, shift: ShiftId, count: &CashCount) -> Result<Money> {
        let posted = self.shop.post(&CountDrawer { id, shift, count })?;
        match posted.body {
            Body::DrawerCounted(body) => Ok(body.total),
            _ => Err(Error::not_found(Noun::Shift, id)),
        }
    }

    /// Closes the shift: `leaving` stays in the drawer for the next one, the rest of what was counted goes to the safe. What
    /// was counted less what must be there is booked as cash over or short. Beyond the
    /// [tolerance](ShiftRules::tolerance) it needs a reason, and the approval of somebody who neither closes the shift nor
    /// opened it. The answer is the Z report.
    ///
    /// # Errors
    /// As [`Shifts::count`]; [`DrawerRefusal::NotCounted`] if cash came or went since the last count; [`DrawerRefusal::Differs`];
    /// [`Error::Invalid`] if more is left than was counted.
    pub fn close(&self, id: DocumentId, shift: ShiftId, leaving: Decimal, reason: Option<&str>) -> Result<ShiftReport> {
        let posted = self.shop.post(&CloseShift { id, shift, leaving, reason })?;
        let opening = self.shop.examine(|gate| opening_of(gate, shift))?;
        ShiftReport::closed(Shift::read(&opening)?, posted)
    }

    /// The shift that is open at this device.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn current(&self) -> Result<Option<Shift>> {
        let drawer = self.shop.examine(|gate| {
            let device = gate.context.device.clone();
            Drawer::load(gate, &device)
        })?;
        Ok(Shift::open_at(&drawer))
    }

    /// All open shifts, by the order in which devices had their first one.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn open_shifts(&self) -> Result<Vec<Shift>> {
        self.shop.read(|tx, _| {
            let (mut open, mut after) = (Vec::new(), RecordNo(0));
            loop {
                let page = tx.records(&RecordQuery::All { kind: RecordKind::Drawer, after, limit: PAGE })?;
                for record in &page {
                    after = record.number;
                    open.extend(Shift::open_at(&body(record)?));
                }
                if page.len() < PAGE {
                    return Ok(open);
                }
            }
        })
    }

    /// Changes the rules of the shop; shifts that are open are closed by the new ones.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn put_rules(&self, id: DocumentId, rules: &ShiftRules) -> Result<()> {
        self.shop.post(&PutRules { id, rules }).map(|_| ())
    }
}

impl Shift {
    fn read(opening: &Posted) -> Result<Self> {
        let header = &opening.header;
        let Body::ShiftOpened(body) = &opening.body else { return Err(Error::not_found(Noun::Shift, header.id)) };
        Ok(Self {
            id: ShiftId::from_uuid(header.id.uuid()),
            number: header.number.clone(),
            device: header.slot.device.clone(),
            opened_at: header.effective_at,
            opened_by: header.actor.clone(),
            float: body.float,
        })
    }

    fn open_at(drawer: &Drawer) -> Option<Self> {
        let shift = drawer.open.as_ref()?;
        Some(Self {
            id: shift.id,
            number: shift.number.clone(),
            device: drawer.device.clone(),
            opened_at: shift.opened_at,
            opened_by: shift.opened_by.clone(),
            float: shift.float,
        })
    }
}

/// The document that opened a shift.
fn opening_of(gate: &mut Gate<'_>, shift: ShiftId) -> Result<Posted> {
    let found = gate.documents(&DocumentQuery::Ids(&[shift.into()]))?.pop();
    let found = found.filter(|posted| posted.header.kind == DocumentKind::ShiftOpened);
    found.ok_or_else(|| Error::not_found(Noun::Shift, shift))
}

/// The drawer of this device, and the shift that is open at it.
fn drawer_here(gate: &mut Gate<'_>) -> Result<(Drawer, OpenShift)> {
    let device = gate.context.device.clone();
    let drawer = Drawer::load(gate, &device)?;
    let shift = drawer.open.clone().ok_or(DrawerRefusal::NoOpenShift { device })?;
    Ok((drawer, shift))
}

/// The same, if it is this shift.
fn drawer_of(gate: &mut Gate<'_>, shift: ShiftId) -> Result<(Drawer, OpenShift)> {
    if let Ok((drawer, open)) = drawer_here(gate)
        && open.id == shift
    {
        return Ok((drawer, open));
    }
    let header = opening_of(gate, shift)?.header;
    if header.slot.device != gate.context.device {
        return Err(DrawerRefusal::ShiftElsewhere { shift: header.number, device: header.slot.device }.into());
    }
    Err(Error::WrongState { what: Noun::Shift, key: header.number, state: "closed" })
}

/// Refuses to take or give a customer's money without an open shift, where the shop wants one.
pub(super) fn must_be_open(gate: &mut Gate<'_>) -> Result<()> {
    if gate.snapshot()?.settings.shifts.required { drawer_here(gate).map(|_| ()) } else { Ok(()) }
}

/// When something happens in a shift: at the caller's time; or now, and never before the shift was opened even if the clock
/// was set back.
fn when(gate: &mut Gate<'_>, shift: &OpenShift) -> Result<Timestamp> {
    let at = gate.when(&[])?;
    if at >= shift.opened_at {
        return Ok(at);
    }
    match gate.context.at {
        Some(_) => Err(Error::invalid("effective_at", at, Expected::NotBefore(shift.opened_at.to_string()))),
        None => Ok(shift.opened_at),
    }
}

/// A reason may be left out, but not be empty.
fn optional(reason: Option<&str>) -> Result<String> {
    reason.map_or(Ok(()), |reason| check_name("reason", reason))?;
    Ok(reason.unwrap_or_default().to_string())
}

/// Refuses a difference beyond the tolerance that has no reason, or that nobody approved who has no part in it.
fn may_differ(gate: &mut Gate<'_>, difference: Money, reason: &str, opened_by: Option<&str>) -> Result<()> {
    let tolerance = gate.snapshot()?.settings.shifts.tolerance;
    if difference.minor().unsigned_abs() <= tolerance.minor().unsigned_abs() {
        return Ok(());
    }
    let approver = gate.context.approver.as_deref().filter(|_| !reason.is_empty());
    let approver = approver.ok_or(DrawerRefusal::Differs { tolerance })?;
    if approver == gate.context.actor || opened_by == Some(approver) {
        return Err(Error::invalid("approver", approver, Expected::Another));
    }
    Ok(())
}
