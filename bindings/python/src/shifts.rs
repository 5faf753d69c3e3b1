//! The desk of the drawers.

use pyo3::prelude::*;
use serde::Serialize;
use tillbook::document::ShiftRules;
use tillbook::shop::{CashCount, ShiftReport};
use tillbook::value::{DocumentId, Money, ShiftId, Timestamp};

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// Drawers: floats, cash in and out, counts, X and Z reports. ``shop.shifts``.
///
/// >>> from tillbook import CashCount, CashPieces, Shop
/// >>> with Shop.memory() as shop:
/// ...     clerk = shop.as_actor("li")
/// ...     shift = clerk.shifts.open(100)
/// ...     counted = clerk.shifts.count(shift.id, CashCount([CashPieces(100, 1)]))
/// ...     clerk.shifts.close(shift.id, 100).variance
/// Decimal('0.00')
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Shifts(pub(crate) Handle);

/// A shift that was closed, as the list of all shows it.
#[derive(Serialize)]
struct ClosedRow {
    number: Option<u64>,
    shift: ShiftId,
    device: String,
    opened_at: Timestamp,
    opened_by: String,
    closed_at: Option<Timestamp>,
    closed_by: Option<String>,
    sales: u64,
    sold: Money,
    refunds: u64,
    refunded: Money,
    voids: u64,
    voided: Money,
    float: Money,
    expected: Option<Money>,
    counted: Option<Money>,
    variance: Option<Money>,
    reason: Option<String>,
    to_safe: Option<Money>,
    left: Option<Money>,
}

static CLOSED_ROW: Record = Record {
    name: "ClosedRow",
    fields: &[
        Field { name: "number", ty: Type::Option(&Type::Int) },
        Field { name: "shift", ty: Type::Text },
        Field { name: "device", ty: Type::Text },
        Field { name: "opened_at", ty: Type::Time },
        Field { name: "opened_by", ty: Type::Text },
        Field { name: "closed_at", ty: Type::Option(&Type::Time) },
        Field { name: "closed_by", ty: Type::Option(&Type::Text) },
        Field { name: "sales", ty: Type::Int },
        Field { name: "sold", ty: Type::Money },
        Field { name: "refunds", ty: Type::Int },
        Field { name: "refunded", ty: Type::Money },
        Field { name: "voids", ty: Type::Int },
        Field { name: "voided", ty: Type::Money },
        Field { name: "float", ty: Type::Money },
        Field { name: "expected", ty: Type::Option(&Type::Money) },
        Field { name: "counted", ty: Type::Option(&Type::Money) },
        Field { name: "variance", ty: Type::Option(&Type::Money) },
        Field { name: "reason", ty: Type::Option(&Type::Text) },
        Field { name: "to_safe", ty: Type::Option(&Type::Money) },
        Field { name: "left", ty: Type::Option(&Type::Money) },
    ],
};

impl Known for ClosedRow {
    const TYPE: &'static Type = &Type::Record(&CLOSED_ROW);
}

impl ClosedRow {
    fn of(report: ShiftReport) -> tillbook::Result<Self> {
        let ShiftReport { shift, closed, figures, cash, counted, variance, .. } = report;
        let slips = figures.slips;
        let closed = closed.as_ref();
        Ok(Self {
            number: closed.map(|closed| closed.number),
            shift: shift.id,
            device: shift.device,
            opened_at: shift.opened_at,
            opened_by: shift.opened_by,
            closed_at: closed.map(|closed| closed.closed_at),
            closed_by: closed.map(|closed| closed.closed_by.clone()),
            sales: slips.sales.count,
            sold: slips.sales.amount,
            refunds: slips.refunds.count,
            refunded: slips.refunds.amount,
            voids: slips.voids.count,
            voided: slips.voids.amount,
            float: shift.float,
            expected: cash.map(|cash| cash.expected()).transpose()?,
            counted,
            variance,
            reason: closed.map(|closed| closed.reason.clone()),
            to_safe: closed.map(|closed| closed.to_safe),
            left: closed.map(|closed| closed.left),
        })
    }
}

#[pymethods]
impl Shifts {
    /// Opens a shift at the drawer of this device, with so much cash in it. Raises ``WrongState`` while one is open;
    /// ``DrawerDiffers``, ``Invalid``.
    #[pyo3(signature = (float: "Decimal | int", *, reason: "str | None" = None, id: "ShiftId | None" = None) -> "Shift")]
    fn open(&self, py: Python<'_>, float: Given<'_, '_>, reason: Option<&str>, id: Maybe<'_, '_>) -> Answer {
        let float = self.0.take("float", float)?;
        let id = self.0.take_or("id", id, ShiftId::new)?;
        self.0.answer(py, |shop| shop.shifts().open(id, float, reason))
    }

    /// Puts cash into the drawer. Raises ``NoOpenShift``, ``Invalid``.
    #[pyo3(signature = (amount: "Decimal | int", source: "Counterpart", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn cash_in(
        &self,
        py: Python<'_>,
        amount: Given<'_, '_>,
        source: Given<'_, '_>,
        reason: &str,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let amount = self.0.take("amount", amount)?;
        let source = self.0.take("source", source)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.shifts().cash_in(id, amount, source, reason))
    }

    /// Takes cash out of the drawer. Raises ``NoOpenShift``, ``DrawerShort``, ``Invalid``.
    #[pyo3(signature = (amount: "Decimal | int", to: "Counterpart", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn cash_out(
        &self,
        py: Python<'_>,
        amount: Given<'_, '_>,
        to: Given<'_, '_>,
        reason: &str,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let amount = self.0.take("amount", amount)?;
        let to = self.0.take("to", to)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.shifts().cash_out(id, amount, to, reason))
    }

    /// Opens the drawer without a sale. Raises ``NoOpenShift``.
    #[pyo3(signature = (*, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn no_sale(&self, py: Python<'_>, reason: &str, id: Maybe<'_, '_>) -> PyResult<()> {
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.shifts().no_sale(id, reason))
    }

    /// States what was counted in the drawer; answers its sum and nothing else. Raises ``NotFound``, ``WrongState``,
    /// ``Invalid``.
    #[pyo3(signature = (shift: "ShiftId", count: "CashCount", *, id: "DocumentId | None" = None) -> "Decimal")]
    fn count(&self, py: Python<'_>, shift: Given<'_, '_>, count: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let shift = self.0.take("shift", shift)?;
        let count: CashCount = self.0.take("count", count)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.shifts().count(id, shift, &count))
    }

    /// Closes a shift that was counted, and leaves so much in the drawer. Raises ``DrawerNotCounted``,
    /// ``DrawerDiffers``, ``WrongState``, ``Invalid``.
    #[pyo3(signature = (shift: "ShiftId", leaving: "Decimal | int", *, reason: "str | None" = None, id: "DocumentId | None" = None) -> "ShiftReport")]
    fn close(
        &self,
        py: Python<'_>,
        shift: Given<'_, '_>,
        leaving: Given<'_, '_>,
        reason: Option<&str>,
        id: Maybe<'_, '_>,
    ) -> Answer {
        let shift = self.0.take("shift", shift)?;
        let leaving = self.0.take("leaving", leaving)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.shifts().close(id, shift, leaving, reason))
    }

    /// The open shift of this device, if there is one.
    #[pyo3(signature = () -> "Shift | None")]
    fn current(&self, py: Python<'_>) -> Answer {
        self.0.answer(py, |shop| shop.shifts().current())
    }

    /// The open shifts of all devices.
    #[pyo3(signature = () -> "Table")]
    fn open_shifts(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.shifts().open_shifts())
    }

    /// Says how shifts are kept. Raises ``Invalid``.
    #[pyo3(signature = (rules: "ShiftRules", *, id: "DocumentId | None" = None) -> "None")]
    fn put_rules(&self, py: Python<'_>, rules: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let rules: ShiftRules = self.0.take("rules", rules)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.shifts().put_rules(id, &rules))
    }

    /// What a shift did so far. Raises ``NotFound``.
    #[pyo3(signature = (shift: "ShiftId") -> "ShiftReport")]
    fn x_report(&self, py: Python<'_>, shift: Given<'_, '_>) -> Answer {
        let shift = self.0.take("shift", shift)?;
        self.0.answer(py, |shop| shop.shifts().x_report(shift))
    }

    /// What a closed shift did. Raises ``NotFound``, ``WrongState``.
    #[pyo3(signature = (shift: "ShiftId") -> "ShiftReport")]
    fn z_report(&self, py: Python<'_>, shift: Given<'_, '_>) -> Answer {
        let shift = self.0.take("shift", shift)?;
        self.0.answer(py, |shop| shop.shifts().z_report(shift))
    }

    /// The shifts that were closed on the days from ``since``, included, to ``until``, excluded, a row each; ``z_report`` has all of
    /// one. ``expected`` is what the drawer had to hold, ``variance`` what was counted less that.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "Table")]
    fn z_reports(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> PyResult<Table> {
        let period = self.0.period(since, until)?;
        self.0.table(py, |shop| shop.shifts().z_reports(period)?.into_iter().map(ClosedRow::of).collect())
    }
}
