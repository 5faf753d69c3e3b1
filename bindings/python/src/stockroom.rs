//! The desk of the stockroom.

use pyo3::prelude::*;
use tillbook::Result;
use tillbook::report::{Known, Period};
use tillbook::shop::{CountLine, OpeningStockLine, StockLevel, TransferLine, WriteDownLine, WriteOffLine};
use tillbook::value::{BusinessDay, DocumentId, VariantId};

use super::catalog::all_cards;
use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;

/// What lies where and what it cost. ``shop.stockroom``.
///
/// >>> from tillbook import CountLine, NewProduct, OpeningStockLine, Shop
/// >>> from decimal import Decimal
/// >>> with Shop.memory() as shop:
/// ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
/// ...     shop.stockroom.open_with([OpeningStockLine(tea, 10, Decimal("7.50"))])
/// ...     count = shop.stockroom.count([CountLine(tea, 9, reason="one missing")])
/// ...     shop.stockroom.on_hand(tea)
/// (Decimal('9'), Decimal('67.50'))
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Stockroom(pub(crate) Handle);

fn levels(shop: &tillbook::Shop, variants: Option<Vec<VariantId>>) -> Result<Vec<StockLevel>> {
    let variants = match variants {
        Some(variants) => variants,
        None => all_cards(shop)?.iter().map(|card| card.variant.id).collect(),
    };
    shop.stockroom().levels(&variants)
}

/// The first and the last day of a period.
fn days(period: Period) -> Option<(BusinessDay, BusinessDay)> {
    let last = period.until().map(|day| BusinessDay(day.date().plus_days(-1)));
    period.from().zip(last)
}

#[pymethods]
impl Stockroom {
    /// Where the goods of these variants lie, by variant as asked for, then location and batch; of all variants without
    /// any. Raises ``NotFound``.
    #[pyo3(signature = (variants: "Sequence[VariantId] | None" = None) -> "Table")]
    fn levels(&self, py: Python<'_>, variants: Maybe<'_, '_>) -> PyResult<Table> {
        let variants: Option<Vec<VariantId>> = self.0.take_if("variants", variants)?;
        self.0.table(py, |shop| levels(shop, variants))
    }

    /// How much of a variant there is over all locations, and what it is worth at cost. Raises ``NotFound``.
    #[pyo3(signature = (variant: "VariantId") -> "tuple[Decimal, Decimal]")]
    fn on_hand(&self, py: Python<'_>, variant: Given<'_, '_>) -> Answer {
        let variant = self.0.take("variant", variant)?;
        self.0.answer(py, |shop| shop.stockroom().on_hand(variant))
    }

    /// How much of a variant there is to sell, over all locations: of goods what is on hand, of a kit as many whole ones as its
    /// parts make up. Raises ``NotFound``.
    #[pyo3(signature = (variant: "VariantId") -> "Decimal")]
    fn available(&self, py: Python<'_>, variant: Given<'_, '_>) -> Answer {
        let variant = self.0.take("variant", variant)?;
        self.0.answer(py, |shop| shop.stockroom().available(variant))
    }

    /// What is on hand and its worth at a time, or when a day was over; by what is known now. Raises ``NotFound``.
    #[pyo3(signature = (variant: "VariantId", moment: "datetime | date") -> "tuple[Decimal, Decimal]")]
    fn on_hand_at(&self, py: Python<'_>, variant: Given<'_, '_>, moment: Given<'_, '_>) -> Answer {
        let variant: VariantId = self.0.take("variant", variant)?;
        let moment = self.0.moment("moment", moment)?;
        self.0.answer(py, |shop| shop.stockroom().on_hand_at(variant, moment, Known::Now))
    }

    /// The movements of a variant, oldest first, with what was on hand after each (进销存明细): from ``since``, included, to
    /// ``until``, excluded, or all. Raises ``NotFound``.
    #[pyo3(signature = (variant: "VariantId", *, since: "date | None" = None, until: "date | None" = None) -> "Table")]
    fn ledger_card(
        &self,
        py: Python<'_>,
        variant: Given<'_, '_>,
        since: Maybe<'_, '_>,
        until: Maybe<'_, '_>,
    ) -> PyResult<Table> {
        let variant: VariantId = self.0.take("variant", variant)?;
        let period = self.0.period(since, until)?;
        self.0.table(py, |shop| Ok(shop.stockroom().ledger_card(variant, days(period))?.lines))
    }

    /// What the goods of a variant that are there cost, by what shares a cost, with the layers of first in, first out.
    /// Raises ``NotFound``.
    #[pyo3(signature = (variant: "VariantId") -> "Table")]
    fn cost_pools(&self, py: Python<'_>, variant: Given<'_, '_>) -> PyResult<Table> {
        let variant = self.0.take("variant", variant)?;
        self.0.table(py, |shop| shop.stockroom().cost_pools(variant))
    }

    /// What left without being there, and is not covered yet; by variant, oldest first.
    #[pyo3(signature = () -> "Table")]
    fn shortages(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.stockroom().shortages())
    }

    /// Which receipts the goods of a sale came from, and what each of them cost. Raises ``NotFound``.
    #[pyo3(signature = (sale: "SaleId") -> "SaleCost")]
    fn explain_cost(&self, py: Python<'_>, sale: Given<'_, '_>) -> Answer {
        let sale = self.0.take("sale", sale)?;
        self.0.answer(py, |shop| shop.stockroom().explain_cost(sale))
    }

    /// States what was there when the shop began. Raises ``Invalid``, ``NotFound``, ``WrongState``.
    #[pyo3(signature = (lines: "Sequence[OpeningStockLine]", *, location: "LocationId | None" = None, id: "DocumentId | None" = None) -> "None")]
    fn open_with(
        &self,
        py: Python<'_>,
        lines: Given<'_, '_>,
        location: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let lines: Vec<OpeningStockLine> = self.0.take("lines", lines)?;
        let location = self.0.take_if("location", location)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.stockroom().open_with(id, location, &lines))
    }

    /// Throws goods away. Raises ``OutOfStock``, ``Invalid``, ``NotFound``.
    #[pyo3(signature = (lines: "Sequence[WriteOffLine]", *, location: "LocationId | None" = None, id: "DocumentId | None" = None) -> "None")]
    fn write_off(
        &self,
        py: Python<'_>,
        lines: Given<'_, '_>,
        location: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let lines: Vec<WriteOffLine> = self.0.take("lines", lines)?;
        let location = self.0.take_if("location", location)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.stockroom().write_off(id, location, &lines))
    }

    /// Says what goods can still be realised for. Raises ``Invalid``, ``NotFound``.
    #[pyo3(signature = (lines: "Sequence[WriteDownLine]", *, location: "LocationId | None" = None, id: "DocumentId | None" = None) -> "None")]
    fn write_down(
        &self,
        py: Python<'_>,
        lines: Given<'_, '_>,
        location: Maybe<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let lines: Vec<WriteDownLine> = self.0.take("lines", lines)?;
        let location = self.0.take_if("location", location)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.stockroom().write_down(id, location, &lines))
    }

    /// States what was counted; the difference is found or missing. Raises ``Invalid``, ``NotFound``.
    #[pyo3(signature = (lines: "Sequence[CountLine]", *, location: "LocationId | None" = None, id: "DocumentId | None" = None) -> "Count")]
    fn count(&self, py: Python<'_>, lines: Given<'_, '_>, location: Maybe<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let lines: Vec<CountLine> = self.0.take("lines", lines)?;
        let location = self.0.take_if("location", location)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.stockroom().count(id, location, &lines))
    }

    /// Carries goods from one location to another. Raises ``OutOfStock``, ``Invalid``, ``NotFound``.
    #[pyo3(signature = (lines: "Sequence[TransferLine]", *, from_location: "LocationId", to_location: "LocationId", id: "DocumentId | None" = None) -> "None")]
    fn transfer(
        &self,
        py: Python<'_>,
        lines: Given<'_, '_>,
        from_location: Given<'_, '_>,
        to_location: Given<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let lines: Vec<TransferLine> = self.0.take("lines", lines)?;
        let from_location = self.0.take("from_location", from_location)?;
        let to_location = self.0.take("to_location", to_location)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.stockroom().transfer(id, from_location, to_location, &lines))
    }
}
