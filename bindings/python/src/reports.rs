//! Read-only questions.

use std::sync::Arc;

use pyo3::prelude::*;
use serde::Serialize;
use tillbook::report::{AbcRule, By, Known, ProductDays, StockOf};
use tillbook::value::{BusinessDay, Money, ProductId, Quantity};

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;
use super::types::{Field, Record, Type};

/// Read-only questions. ``shop.reports``. Amounts are exact; nothing is written.
///
/// ``since`` is the first day of a period, ``until`` the day after its last one; without them all days count.
///
/// >>> from datetime import date
/// >>> from tillbook import Shop
/// >>> with Shop.demo() as shop:
/// ...     september = shop.reports.margin("category", since=date(2017, 9, 1), until=date(2017, 10, 1))
/// ...     september.columns
/// ('key', 'name', 'quantity', 'net_sales', 'tax', 'cost', 'profit', 'margin', 'markup')
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Reports(pub(crate) Handle);

/// A product on a day.
#[derive(Serialize)]
struct ProductDayRow {
    product: ProductId,
    name: Arc<str>,
    day: BusinessDay,
    quantity: Quantity,
    net_sales: Money,
    tax: Money,
    cost: Money,
    profit: Money,
}

static PRODUCT_DAY_ROW: Record = Record {
    name: "ProductDayRow",
    fields: &[
        Field { name: "product", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "day", ty: Type::Date },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "net_sales", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "cost", ty: Type::Money },
        Field { name: "profit", ty: Type::Money },
    ],
};

impl super::types::Known for ProductDayRow {
    const TYPE: &'static Type = &Type::Record(&PRODUCT_DAY_ROW);
}

fn product_day_rows(products: &[ProductDays]) -> Vec<ProductDayRow> {
    let row = |product: &ProductDays, index: usize| {
        let day = product.days.get(index)?;
        Some(ProductDayRow {
            product: product.product,
            name: Arc::clone(&product.name),
            day: day.day,
            quantity: day.quantity,
            net_sales: day.net_sales,
            tax: day.tax,
            cost: day.cost,
            profit: day.profit,
        })
    };
    products.iter().flat_map(|product| (0..product.days.len()).filter_map(move |index| row(product, index))).collect()
}

#[pymethods]
impl Reports {
    /// Sales, refunds and voids of the days from ``since``, included, to ``until``, excluded.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "SalesSummary")]
    fn sales(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().sales(period))
    }

    /// Sales of every day of the period, earliest first. Columns: ``day``, ``sales`` (till slips), ``net`` (tax
    /// included), ``tax``, ``refunds``, ``refund_tax``, ``cogs``, ``gross_profit``.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "Table")]
    fn sales_by_day(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> PyResult<Table> {
        let period = self.0.period(since, until)?;
        self.0.table(py, |shop| shop.reports().sales_by_day(period))
    }

    /// Gross margin (毛利) of the period by ``product``, ``variant``, ``category``, ``category_tree``, ``brand``, ``day``
    /// or ``member``, most profit first; by day the earliest first. Columns: ``key``, ``name``, ``quantity``,
    /// ``net_sales`` and ``tax`` and ``cost``, ``profit``, ``margin`` (of net sales), ``markup`` (on cost).
    #[pyo3(signature = (by: "By | None" = None, *, since: "date | None" = None, until: "date | None" = None) -> "Table")]
    fn margin(&self, py: Python<'_>, by: Maybe<'_, '_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> PyResult<Table> {
        let by = self.0.take_or("by", by, || By::Product)?;
        let period = self.0.period(since, until)?;
        self.0.table(py, |shop| shop.reports().margin(period, by))
    }

    /// Gross margin of each product on each day on which it was sold or came back. Columns: ``product``, ``name``,
    /// ``day``, ``quantity``, ``net_sales``, ``tax``, ``cost``, ``profit``.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "Table")]
    fn margin_by_product_and_day(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> PyResult<Table> {
        let period = self.0.period(since, until)?;
        self.0.table(py, |shop| Ok(product_day_rows(&shop.reports().margin_by_product_and_day(period)?)))
    }

    /// The products with most gross profit since the shop opened. No ledger is read but what was posted since the
    /// report before.
    #[pyo3(signature = (limit: "int" = 10) -> "Table")]
    fn top_products(&self, py: Python<'_>, limit: usize) -> PyResult<Table> {
        self.0.table(py, |shop| shop.reports().top_products(limit))
    }

    /// All products that were sold since the shop opened with their class by net sales, most net sales first. ``rule``
    /// says where the classes end: 80 % and 95 %.
    #[pyo3(signature = (rule: "AbcRule | None" = None) -> "Table")]
    fn abc(&self, py: Python<'_>, rule: Maybe<'_, '_>) -> PyResult<Table> {
        let rule = self.0.take_or("rule", rule, AbcRule::default)?;
        self.0.table(py, |shop| shop.reports().abc(rule))
    }

    /// Payments by method: received, refunded, and what came and went beside sales.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "Table")]
    fn tenders(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> PyResult<Table> {
        let period = self.0.period(since, until)?;
        self.0.table(py, |shop| shop.reports().tenders(period))
    }

    /// What rounding cash to coins brought, below zero for what it cost.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "Decimal")]
    fn cash_rounding(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().cash_rounding(period))
    }

    /// What came and went beside sales: top-ups, settlements, cash outs, payments of suppliers.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "OtherMoney")]
    fn other_money(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().other_money(period))
    }

    /// How much is on hand and what it is worth.
    #[pyo3(signature = () -> "StockSummary")]
    fn stock(&self, py: Python<'_>) -> Answer {
        self.0.answer(py, |shop| shop.reports().stock())
    }

    /// What is on hand of each variant and what it is worth, in the order in which the variants were added: of those
    /// ``"on_hand"``, unless ``of`` says ``"all_variants"``.
    #[pyo3(signature = (of: "StockOf | None" = None) -> "Table")]
    fn stock_by_variant(&self, py: Python<'_>, of: Maybe<'_, '_>) -> PyResult<Table> {
        let of = self.0.take_or("of", of, StockOf::default)?;
        self.0.table(py, |shop| shop.reports().stock_by_variant(of))
    }

    /// What is on hand by last good day, earliest first, goods without one last.
    #[pyo3(signature = () -> "Table")]
    fn stock_by_expiry(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.reports().stock_by_expiry())
    }

    /// How much was on hand at a time or when a day was over, and what it was worth; by what is known now, or was
    /// ``known`` then.
    #[pyo3(signature = (moment: "datetime | date", *, known: "AnyKnown | None" = None) -> "StockSummary")]
    fn stock_at(&self, py: Python<'_>, moment: Given<'_, '_>, known: Maybe<'_, '_>) -> Answer {
        let moment = self.0.moment("moment", moment)?;
        let known = self.0.take_or("known", known, Known::default)?;
        self.0.answer(py, |shop| shop.reports().stock_at(moment, known))
    }

    /// The same of each variant.
    #[pyo3(signature = (moment: "datetime | date", *, of: "StockOf | None" = None, known: "AnyKnown | None" = None) -> "Table")]
    fn stock_by_variant_at(
        &self,
        py: Python<'_>,
        moment: Given<'_, '_>,
        of: Maybe<'_, '_>,
        known: Maybe<'_, '_>,
    ) -> PyResult<Table> {
        let moment = self.0.moment("moment", moment)?;
        let of = self.0.take_or("of", of, StockOf::default)?;
        let known = self.0.take_or("known", known, Known::default)?;
        self.0.table(py, |shop| shop.reports().stock_by_variant_at(moment, known, of))
    }

    /// What changed the stock in the period, at cost.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "StockChanges")]
    fn stock_changes(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().stock_changes(period))
    }

    /// Goods whose last good day is at most ``within_days`` days after ``today``, and those past it; the earliest
    /// first.
    #[pyo3(signature = (within_days: "int", today: "date") -> "Table")]
    fn expiring(&self, py: Python<'_>, within_days: u32, today: Given<'_, '_>) -> PyResult<Table> {
        let today = self.0.take("today", today)?;
        self.0.table(py, |shop| shop.reports().expiring(within_days, today))
    }

    /// Variants with no more on hand than their reorder point, at most ``limit``.
    #[pyo3(signature = (limit: "int" = 10_000) -> "Table")]
    fn below_reorder_point(&self, py: Python<'_>, limit: usize) -> PyResult<Table> {
        self.0.table(py, |shop| shop.reports().below_reorder_point(limit))
    }

    /// What was ordered, came and is owed, by supplier and in all.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "Purchases")]
    fn purchases_by_supplier(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().purchases_by_supplier(period))
    }

    /// What is owed to suppliers.
    #[pyo3(signature = () -> "Table")]
    fn payables(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.reports().payables())
    }

    /// What members owe, and what of it is overdue on a day.
    #[pyo3(signature = (on: "date") -> "Table")]
    fn receivables(&self, py: Python<'_>, on: Given<'_, '_>) -> PyResult<Table> {
        let on = self.0.take("on", on)?;
        self.0.table(py, |shop| shop.reports().receivables(on))
    }

    /// What members have stored, each that has anything, by code.
    #[pyo3(signature = () -> "Table")]
    fn stored_values(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.reports().stored_values())
    }

    /// What goods would have cost by another method, beside what they cost.
    #[pyo3(signature = (method: "CostingMethod", *, since: "date | None" = None, until: "date | None" = None) -> "Recost")]
    fn recost(&self, py: Python<'_>, method: Given<'_, '_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let method = self.0.take("method", method)?;
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().recost(method, period))
    }

    /// The tax of refunds by two readings of the law.
    #[pyo3(signature = (*, since: "date | None" = None, until: "date | None" = None) -> "RefundTaxReadings")]
    fn refund_tax_readings(&self, py: Python<'_>, since: Maybe<'_, '_>, until: Maybe<'_, '_>) -> Answer {
        let period = self.0.period(since, until)?;
        self.0.answer(py, |shop| shop.reports().refund_tax_readings(period))
    }

    /// A look at one day: sales, payments, devices.
    #[pyo3(signature = (day: "date") -> "DayClose")]
    fn day_close(&self, py: Python<'_>, day: Given<'_, '_>) -> Answer {
        let day = self.0.take("day", day)?;
        self.0.answer(py, |shop| shop.reports().day_close(day))
    }
}
