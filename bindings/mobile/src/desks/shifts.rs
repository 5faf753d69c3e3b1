// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::pairs::Period;
use crate::records::{CashCount, Counterpart, Shift, ShiftReport, ShiftRules};
use crate::{Result, Shop};
use rust_decimal::Decimal;
use tillbook::value::{DocumentId, ShiftId};

/// Shifts: who answers for the cash in a drawer, from one count to the next.
///
/// A drawer is that of the device that the shop was opened with (`ShopOptions`). What the device posts while a shift is
/// open belongs to it: sales need not name it.
#[derive(Debug, uniffi::Object)]
pub struct Shifts {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Shifts {
    /// A look at an open shift, at whatever device. It changes nothing.
    ///
    /// It tells what was sold, and by that much of what must be in the drawer: a program shows it to those whom the
    /// shop trusts with it. Cash itself it tells after the count; before, only with an approval.
    ///
    /// Throws: `NotFound`; `WrongState` for a closed shift: see `Shifts::z_report`.
    pub fn x_report(&self, shift: ShiftId) -> Result<ShiftReport> {
        self.shop.ask(|shop, _| shop.shifts().x_report(shift))
    }

    /// The report of a closed shift, as it was printed: what came later changes nothing in it.
    ///
    /// Throws: `NotFound`; `WrongState` for an open shift: see `Shifts::x_report`.
    pub fn z_report(&self, shift: ShiftId) -> Result<ShiftReport> {
        self.shop.ask(|shop, _| shop.shifts().z_report(shift))
    }

    /// The Z reports of shifts that were closed in a period, of all devices, in the order in which they were posted.
    ///
    /// Throws: Failures of the storage.
    pub fn z_reports(&self, period: Period) -> Result<Vec<ShiftReport>> {
        self.shop.ask(|shop, currency| shop.shifts().z_reports(period.given(currency)?))
    }

    /// Opens a shift at the drawer of this device, with so much cash in it. If the last shift left nothing there (or
    /// there was none), all of it is brought from the safe. Else it must be what the last shift left and customers paid
    /// since; a difference is booked as cash over or short, under the same rules as at the [close](Shifts::close).
    ///
    /// Throws: `WrongState` while a shift is open at this device; `DrawerRefusal::Differs`; `Invalid` for a negative
    /// float, or an approver who is the actor; `IdReused`.
    pub fn open(&self, id: ShiftId, float: Decimal, reason: Option<String>) -> Result<Shift> {
        self.shop.ask(|shop, _| shop.shifts().open(id, float, reason.as_deref()))
    }

    /// Puts cash into the drawer that is no customer's.
    ///
    /// Throws: `DrawerRefusal::NoOpenShift`; `Invalid` for an amount that is not above zero, or no reason.
    pub fn cash_in(&self, id: DocumentId, amount: Decimal, from: Counterpart, reason: String) -> Result<()> {
        self.shop.ask(|shop, currency| shop.shifts().cash_in(id, amount, from.given(currency)?, &reason))
    }

    /// Takes cash out of the drawer that is no customer's.
    ///
    /// Throws: as `Shifts::cash_in`; `DrawerRefusal::Short`.
    pub fn cash_out(&self, id: DocumentId, amount: Decimal, to: Counterpart, reason: String) -> Result<()> {
        self.shop.ask(|shop, currency| shop.shifts().cash_out(id, amount, to.given(currency)?, &reason))
    }

    /// Notes that the drawer was opened without a sale.
    ///
    /// Throws: `DrawerRefusal::NoOpenShift`; `Invalid` without a reason.
    pub fn no_sale(&self, id: DocumentId, reason: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.shifts().no_sale(id, &reason))
    }

    /// Notes what was counted in the drawer. Nothing is told of what must be there; a shift may be counted again, and
    /// each count stays on record. Answers what the pieces are worth.
    ///
    /// Throws: `NotFound`, `DrawerRefusal::ShiftElsewhere`, `WrongState` for a shift that is not open here; `Invalid`
    /// for an unknown denomination or one that is named twice.
    pub fn count(&self, id: DocumentId, shift: ShiftId, count: CashCount) -> Result<Decimal> {
        self.shop.ask(|shop, currency| shop.shifts().count(id, shift, &given(count, currency)?))
    }

    /// Closes the shift: `leaving` stays in the drawer for the next one, the rest of what was counted goes to the safe.
    /// What was counted less what must be there is booked as cash over or short. Beyond the
    /// [tolerance](ShiftRules::tolerance) it needs a reason, and the approval of somebody who neither closes the shift
    /// nor opened it. The answer is the Z report.
    ///
    /// Throws: as `Shifts::count`; `DrawerRefusal::NotCounted` if cash came or went since the last count;
    /// `DrawerRefusal::Differs`; `Invalid` if more is left than was counted.
    pub fn close(
        &self,
        id: DocumentId,
        shift: ShiftId,
        leaving: Decimal,
        reason: Option<String>,
    ) -> Result<ShiftReport> {
        self.shop.ask(|shop, _| shop.shifts().close(id, shift, leaving, reason.as_deref()))
    }

    /// The shift that is open at this device.
    ///
    /// Throws: Failures of the storage.
    pub fn current(&self) -> Result<Option<Shift>> {
        self.shop.ask(|shop, _| shop.shifts().current())
    }

    /// All open shifts, by the order in which devices had their first one.
    ///
    /// Throws: Failures of the storage.
    pub fn open_shifts(&self) -> Result<Vec<Shift>> {
        self.shop.ask(|shop, _| shop.shifts().open_shifts())
    }

    /// Changes the rules of the shop; shifts that are open are closed by the new ones.
    ///
    /// Throws: `Invalid`.
    pub fn put_rules(&self, id: DocumentId, rules: ShiftRules) -> Result<()> {
        self.shop.ask(|shop, currency| shop.shifts().put_rules(id, &given(rules, currency)?))
    }
}
