//! The desk of the price lists.

use pyo3::prelude::*;
use serde::Serialize;
use tillbook::pricing::{ListPrices, PriceList};
use tillbook::shop::VariantPrices;
use tillbook::value::{DocumentId, Price, PriceListId, Quantity, VariantId};

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// Price lists: other prices by level of member, by quantity, by pack, by time. ``shop.prices``.
///
/// >>> from tillbook import Cart, CartLine, NewProduct, PriceList, PriceListId, Shop, VariantPrices, new_id
/// >>> from decimal import Decimal
/// >>> with Shop.memory() as shop:
/// ...     cola = shop.catalog.add(NewProduct("Cola", price=3)).variants[0].id
/// ...     many = PriceListId(new_id())
/// ...     shop.prices.put_lists([PriceList(many, "by the dozen")])
/// ...     shop.prices.set(many, [VariantPrices(cola).from_(12, Decimal("2.60"))])
/// ...     [shop.till.price(Cart([CartLine(cola, n)])).total for n in (11, 12)]
/// [Decimal('33.00'), Decimal('31.20')]
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Prices(pub(crate) Handle);

/// A price of a list.
#[derive(Serialize)]
struct PriceRow {
    list: PriceListId,
    variant: VariantId,
    pack: Option<String>,
    from: Quantity,
    price: Price,
}

static PRICE_ROW: Record = Record {
    name: "PriceRow",
    fields: &[
        Field { name: "list", ty: Type::Text },
        Field { name: "variant", ty: Type::Text },
        Field { name: "pack", ty: Type::Option(&Type::Text) },
        Field { name: "from", ty: Type::Micros },
        Field { name: "price", ty: Type::Micros },
    ],
};

impl Known for PriceRow {
    const TYPE: &'static Type = &Type::Record(&PRICE_ROW);
}

fn rows(said: Vec<ListPrices>) -> Vec<PriceRow> {
    let steps = said.into_iter().flat_map(|ListPrices { list, variant, steps }| {
        steps.into_iter().map(move |step| PriceRow {
            list,
            variant,
            pack: step.pack,
            from: step.from,
            price: step.price,
        })
    });
    steps.collect()
}

#[pymethods]
impl Prices {
    /// Adds price lists, or replaces those with the same id; what they say of variants stays. Sales that were posted keep
    /// their prices. At most 1,000 lists. Raises ``Invalid``.
    #[pyo3(signature = (lists: "Sequence[PriceList]", *, id: "DocumentId | None" = None) -> "None")]
    fn put_lists(&self, py: Python<'_>, lists: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let lists: Vec<PriceList> = self.0.take("lists", lists)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.prices().put_lists(id, &lists))
    }

    /// Says what a list asks for variants, at most 5,000 at once: all that it said of them before is replaced, what it
    /// says of others stays.
    ///
    /// Raises ``NotFound`` for a list, a variant or a pack that nobody knows; ``Invalid`` for a price that is not above
    /// zero, without prices, and for two of the same quantity.
    #[pyo3(signature = (list: "PriceListId", prices: "Sequence[VariantPrices]", *, id: "DocumentId | None" = None) -> "None")]
    fn set(&self, py: Python<'_>, list: Given<'_, '_>, prices: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let list = self.0.take("list", list)?;
        let prices: Vec<VariantPrices> = self.0.take("prices", prices)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.prices().set(id, list, &prices))
    }

    /// Says that a list asks nothing special for these variants any more, at most 5,000 at once. Raises ``NotFound``,
    /// ``Invalid``.
    #[pyo3(signature = (list: "PriceListId", variants: "Sequence[VariantId]", *, id: "DocumentId | None" = None) -> "None")]
    fn remove(&self, py: Python<'_>, list: Given<'_, '_>, variants: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let list = self.0.take("list", list)?;
        let variants: Vec<VariantId> = self.0.take("variants", variants)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.prices().remove(id, list, &variants))
    }

    /// All price lists, in the order in which they were added, those that are over included.
    #[pyo3(signature = () -> "tuple[PriceList, ...]")]
    fn lists(&self, py: Python<'_>) -> Answer {
        self.0.answer(py, |shop| shop.prices().lists())
    }

    /// What lists say of a variant, in the order of the lists: a row a price, of one stock unit or, where ``pack`` names
    /// one, of one pack, from so many in the cart on. Raises ``NotFound``.
    #[pyo3(signature = (variant: "VariantId") -> "Table")]
    fn of_variant(&self, py: Python<'_>, variant: Given<'_, '_>) -> PyResult<Table> {
        let variant = self.0.take("variant", variant)?;
        self.0.table(py, |shop| shop.prices().of_variant(variant).map(rows))
    }

    /// All that a list says, in the order in which it first named the variants; rows as those of ``of_variant``. Raises
    /// ``NotFound``.
    #[pyo3(signature = (list: "PriceListId") -> "Table")]
    fn of_list(&self, py: Python<'_>, list: Given<'_, '_>) -> PyResult<Table> {
        let list = self.0.take("list", list)?;
        self.0.table(py, |shop| shop.prices().of_list(list).map(rows))
    }
}
