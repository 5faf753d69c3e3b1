//! The desk of the catalog.

use pyo3::prelude::*;
use serde::Serialize;
use tillbook::catalog::{Category, Location, Product, TaxCode};
use tillbook::shop::{NewProduct, VariantCard, VariantEdit};
use tillbook::value::{CategoryId, DocumentId, Price, ProductId, Quantity, VariantId};

use super::handle::{Answer, Given, Handle, Maybe};
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// Variants that one search answers when nothing is said.
const FOUND: usize = 100;
/// Variants of a page of the catalog.
const PAGE: usize = 1_000;

/// What is sold: products, variants, barcodes, prices, categories, taxes. ``shop.catalog``.
///
/// >>> from tillbook import NewProduct, ProductOption, Shop, VariantEdit
/// >>> from decimal import Decimal
/// >>> with Shop.memory() as shop:
/// ...     tee = shop.catalog.add(NewProduct("Tee", options=[ProductOption("size", ["M", "L"])], price=59))
/// ...     shop.catalog.edit([VariantEdit(tee.variant("L"), price=Decimal("62.50"))])
/// ...     [row["price"] for row in shop.catalog.variants().to_dicts()]
/// [Decimal('59'), Decimal('62.5')]
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Catalog(pub(crate) Handle);

/// A variant, as the list of all shows it.
#[derive(Serialize)]
struct CardRow {
    variant: VariantId,
    product: ProductId,
    sku: String,
    name: String,
    brand: String,
    choices: Vec<String>,
    barcodes: Vec<String>,
    category: Option<CategoryId>,
    unit: String,
    tax_code: String,
    price: Price,
    member_price: Option<Price>,
    lowest_price: Option<Price>,
    reorder_point: Option<Quantity>,
    shelf_life_days: Option<u32>,
    on_shelf: bool,
}

static CARD_ROW: Record = Record {
    name: "CardRow",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "product", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "brand", ty: Type::Text },
        Field { name: "choices", ty: Type::List(&Type::Text) },
        Field { name: "barcodes", ty: Type::List(&Type::Text) },
        Field { name: "category", ty: Type::Option(&Type::Text) },
        Field { name: "unit", ty: Type::Text },
        Field { name: "tax_code", ty: Type::Text },
        Field { name: "price", ty: Type::Micros },
        Field { name: "member_price", ty: Type::Option(&Type::Micros) },
        Field { name: "lowest_price", ty: Type::Option(&Type::Micros) },
        Field { name: "reorder_point", ty: Type::Option(&Type::Micros) },
        Field { name: "shelf_life_days", ty: Type::Option(&Type::Int) },
        Field { name: "on_shelf", ty: Type::Bool },
    ],
};

impl Known for CardRow {
    const TYPE: &'static Type = &Type::Record(&CARD_ROW);
}

impl CardRow {
    fn of(card: &VariantCard) -> Self {
        let (variant, product) = (&*card.variant, &*card.product);
        Self {
            variant: variant.id,
            product: product.id,
            sku: variant.sku.clone(),
            name: card.name.to_string(),
            brand: product.brand.clone(),
            choices: variant.choices.clone(),
            barcodes: variant.barcodes.iter().map(|barcode| barcode.code.to_string()).collect(),
            category: product.category,
            unit: product.unit.clone(),
            tax_code: product.tax_code.clone(),
            price: variant.price,
            member_price: variant.member_price,
            lowest_price: variant.lowest_price,
            reorder_point: variant.reorder_point,
            shelf_life_days: product.shelf_life_days,
            on_shelf: variant.on_shelf,
        }
    }
}

/// All variants, a page at a time.
pub(crate) fn all_cards(shop: &tillbook::Shop) -> tillbook::Result<Vec<VariantCard>> {
    let mut cards: Vec<VariantCard> = Vec::new();
    loop {
        let page = shop.catalog().variants(cards.last().map(|card| card.variant.id), PAGE)?;
        let is_last = page.len() < PAGE;
        cards.extend(page);
        if is_last {
            return Ok(cards);
        }
    }
}

fn rows(cards: &[VariantCard]) -> Vec<CardRow> {
    cards.iter().map(CardRow::of).collect()
}

#[pymethods]
impl Catalog {
    /// Adds a product with its variants: those it lists, else all combinations of its options. The product's id is the
    /// document's id: the same product again is recognised.
    ///
    /// Raises ``Invalid``, ``Duplicate``, ``NotFound`` for an unknown category or tax code, ``IdReused``.
    #[pyo3(signature = (product: "NewProduct") -> "ProductCard")]
    fn add(&self, py: Python<'_>, product: Given<'_, '_>) -> Answer {
        let product: NewProduct = self.0.take("product", product)?;
        self.0.answer(py, |shop| shop.catalog().add(product))
    }

    /// Adds products in one document, all or none. Raises what ``add`` raises.
    #[pyo3(signature = (products: "Sequence[NewProduct]", *, id: "DocumentId | None" = None) -> "tuple[ProductCard, ...]")]
    fn add_all(&self, py: Python<'_>, products: Given<'_, '_>, id: Maybe<'_, '_>) -> Answer {
        let products: Vec<NewProduct> = self.0.take("products", products)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.answer(py, |shop| shop.catalog().add_all(id, &products))
    }

    /// Changes variants: prices, barcodes, reorder points, whether they may be short, on or off the shelf.
    ///
    /// Raises ``NotFound``, ``Invalid``, ``Duplicate``, ``GoodsMoved``.
    #[pyo3(signature = (edits: "Sequence[VariantEdit]", *, id: "DocumentId | None" = None) -> "None")]
    fn edit(&self, py: Python<'_>, edits: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let edits: Vec<VariantEdit> = self.0.take("edits", edits)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().edit(id, &edits))
    }

    /// Replaces products by their full new records. Options may gain values, but lose none that a variant has.
    ///
    /// Raises ``NotFound``, ``Invalid``.
    #[pyo3(signature = (products: "Sequence[Product]", *, id: "DocumentId | None" = None) -> "None")]
    fn edit_products(&self, py: Python<'_>, products: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let products: Vec<Product> = self.0.take("products", products)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().edit_products(id, &products))
    }

    /// Adds tax codes, or replaces those with the same code. Raises ``Invalid``.
    #[pyo3(signature = (taxes: "Sequence[TaxCode]", *, id: "DocumentId | None" = None) -> "None")]
    fn put_tax_codes(&self, py: Python<'_>, taxes: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let taxes: Vec<TaxCode> = self.0.take("taxes", taxes)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().put_tax_codes(id, &taxes))
    }

    /// Adds categories, or replaces those with the same id. Raises ``Invalid``, ``NotFound`` for an unknown parent.
    #[pyo3(signature = (categories: "Sequence[Category]", *, id: "DocumentId | None" = None) -> "None")]
    fn put_categories(&self, py: Python<'_>, categories: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let categories: Vec<Category> = self.0.take("categories", categories)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().put_categories(id, &categories))
    }

    /// Adds locations, or replaces those with the same id. Raises ``Invalid``.
    #[pyo3(signature = (locations: "Sequence[Location]", *, id: "DocumentId | None" = None) -> "None")]
    fn put_locations(&self, py: Python<'_>, locations: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let locations: Vec<Location> = self.0.take("locations", locations)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().put_locations(id, &locations))
    }

    /// Sets the pattern that numbers new SKUs; without one it is ``P######``. Raises ``Invalid``.
    #[pyo3(signature = (rule: "str", *, id: "DocumentId | None" = None) -> "None")]
    fn set_sku_rule(&self, py: Python<'_>, rule: &str, id: Maybe<'_, '_>) -> PyResult<()> {
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().set_sku_rule(id, rule))
    }

    /// Sets the pattern that numbers in-store barcodes; without one it is ``20##########C``.
    ///
    /// Raises ``Invalid``; ``CheckDigit`` for a pattern of a GTIN's length without its check digit ``C``.
    #[pyo3(signature = (rule: "str", *, id: "DocumentId | None" = None) -> "None")]
    fn set_barcode_rule(&self, py: Python<'_>, rule: &str, id: Maybe<'_, '_>) -> PyResult<()> {
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.catalog().set_barcode_rule(id, rule))
    }

    /// The product with this id, with its variants. Raises ``NotFound``.
    #[pyo3(signature = (id: "ProductId") -> "ProductCard")]
    fn product(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.catalog().product(id))
    }

    /// The variant with this id. Raises ``NotFound``.
    #[pyo3(signature = (id: "VariantId") -> "VariantCard")]
    fn variant(&self, py: Python<'_>, id: Given<'_, '_>) -> Answer {
        let id = self.0.take("id", id)?;
        self.0.answer(py, |shop| shop.catalog().variant(id))
    }

    /// The variant with this SKU, if there is one.
    #[pyo3(signature = (sku: "str") -> "VariantCard | None")]
    fn by_sku(&self, py: Python<'_>, sku: &str) -> Answer {
        self.0.answer(py, |shop| shop.catalog().by_sku(sku))
    }

    /// The variant with this barcode in any of its spellings, if there is one.
    ///
    /// Raises ``CheckDigit``, ``Invalid`` for what is no barcode.
    #[pyo3(signature = (code: "str") -> "VariantCard | None")]
    fn by_barcode(&self, py: Python<'_>, code: &str) -> Answer {
        self.0.answer(py, |shop| shop.catalog().by_barcode(code))
    }

    /// Variants whose name contains the text, upper and lower case A to Z alike; at most ``limit`` (1,000).
    ///
    /// Raises ``Invalid`` for an empty text.
    #[pyo3(signature = (text: "str", *, limit: "int" = FOUND) -> "Table")]
    fn search(&self, py: Python<'_>, text: &str, limit: usize) -> PyResult<Table> {
        self.0.table(py, |shop| Ok(rows(&shop.catalog().search(text, limit)?)))
    }

    /// Variants whose name begins with the text, by name; at most ``limit`` (1,000).
    ///
    /// Raises ``Invalid`` for an empty text.
    #[pyo3(signature = (text: "str", *, limit: "int" = FOUND) -> "Table")]
    fn starting_with(&self, py: Python<'_>, text: &str, limit: usize) -> PyResult<Table> {
        self.0.table(py, |shop| Ok(rows(&shop.catalog().starting_with(text, limit)?)))
    }

    /// All variants, in the order in which they were added.
    #[pyo3(signature = () -> "Table")]
    fn variants(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| Ok(rows(&all_cards(shop)?)))
    }

    /// All categories.
    #[pyo3(signature = () -> "Table")]
    fn categories(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.catalog().categories())
    }

    /// All tax codes, by code.
    #[pyo3(signature = () -> "Table")]
    fn tax_codes(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.catalog().tax_codes())
    }

    /// All locations, the shop's first one first.
    #[pyo3(signature = () -> "Table")]
    fn locations(&self, py: Python<'_>) -> PyResult<Table> {
        self.0.table(py, |shop| shop.catalog().locations())
    }
}
