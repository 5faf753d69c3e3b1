// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::{Given, given};
use crate::records::{Category, Location, NewProduct, Product, ProductCard, TaxCode, VariantCard, VariantEdit};
use crate::{Result, Shop};
use tillbook::value::{DocumentId, ProductId, VariantId};

/// What is sold: products, variants, barcodes, prices, categories, taxes.
#[derive(Debug, uniffi::Object)]
pub struct Catalog {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Catalog {
    /// Adds a product with its variants: those it lists, else all combinations of its options. The product's id is the
    /// document's id: the same product again is recognised.
    ///
    /// Throws: `Invalid`, `Duplicate`, `NotFound` for an unknown category or tax code, `IdReused`.
    pub fn add(&self, product: NewProduct) -> Result<ProductCard> {
        self.shop.ask(|shop, currency| shop.catalog().add(product.given(currency)?))
    }

    /// Adds products in one document, all or none.
    ///
    /// Throws: those of `Catalog::add`.
    pub fn add_all(&self, id: DocumentId, products: Vec<NewProduct>) -> Result<Vec<ProductCard>> {
        self.shop.ask(|shop, currency| shop.catalog().add_all(id, &given(products, currency)?))
    }

    /// Changes variants: prices, barcodes, reorder points, whether they may be short, on or off the shelf.
    ///
    /// Throws: `NotFound`, `Invalid`, `Duplicate`; `GoodsMoved` for another assumed cost of goods that moved, or parts
    /// of what has stock itself; `WrongState` for parts that have parts.
    pub fn edit(&self, id: DocumentId, edits: Vec<VariantEdit>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.catalog().edit(id, &given(edits, currency)?))
    }

    /// Replaces products by their full new records. Options may gain values, but lose none that a variant has.
    ///
    /// Throws: `NotFound`, `Invalid`.
    pub fn edit_products(&self, id: DocumentId, products: Vec<Product>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.catalog().edit_products(id, &given(products, currency)?))
    }

    /// Adds tax codes, or replaces those with the same code.
    ///
    /// Throws: `Invalid`.
    pub fn put_tax_codes(&self, id: DocumentId, taxes: Vec<TaxCode>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.catalog().put_tax_codes(id, &given(taxes, currency)?))
    }

    /// Adds categories, or replaces those with the same id.
    ///
    /// Throws: `Invalid`, `NotFound` for an unknown parent.
    pub fn put_categories(&self, id: DocumentId, categories: Vec<Category>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.catalog().put_categories(id, &given(categories, currency)?))
    }

    /// Adds locations, or replaces those with the same id.
    ///
    /// Throws: `Invalid`.
    pub fn put_locations(&self, id: DocumentId, locations: Vec<Location>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.catalog().put_locations(id, &given(locations, currency)?))
    }

    /// Sets the pattern that numbers new SKUs; without one it is `P######`. A new pattern starts at 1, the same one
    /// again goes on.
    ///
    /// Throws: `Invalid`.
    pub fn set_sku_rule(&self, id: DocumentId, rule: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.catalog().set_sku_rule(id, &rule))
    }

    /// Sets the pattern that numbers in-store barcodes; without one it is `20##########C`.
    ///
    /// Throws: `Invalid`; `CheckDigit` for a pattern of a GTIN's length without its check digit `C`.
    pub fn set_barcode_rule(&self, id: DocumentId, rule: String) -> Result<()> {
        self.shop.ask(|shop, _| shop.catalog().set_barcode_rule(id, &rule))
    }

    /// The product with this id, with its variants.
    ///
    /// Throws: `NotFound`.
    pub fn product(&self, id: ProductId) -> Result<ProductCard> {
        self.shop.ask(|shop, _| shop.catalog().product(id))
    }

    /// The variant with this id.
    ///
    /// Throws: `NotFound`.
    pub fn variant(&self, id: VariantId) -> Result<VariantCard> {
        self.shop.ask(|shop, _| shop.catalog().variant(id))
    }

    /// The variant with this SKU, if there is one.
    ///
    /// Throws: Failures of the storage.
    pub fn by_sku(&self, sku: String) -> Result<Option<VariantCard>> {
        self.shop.ask(|shop, _| shop.catalog().by_sku(&sku))
    }

    /// The variant with this barcode in any of its spellings, if there is one.
    ///
    /// Throws: `CheckDigit`, `Invalid` for what is no barcode.
    pub fn by_barcode(&self, code: String) -> Result<Option<VariantCard>> {
        self.shop.ask(|shop, _| shop.catalog().by_barcode(&code))
    }

    /// Variants whose name contains the text, upper and lower case A to Z alike; at most `limit` (1,000).
    ///
    /// Throws: `Invalid` for an empty text.
    pub fn search(&self, text: String, limit: i64) -> Result<Vec<VariantCard>> {
        self.shop.ask(|shop, currency| shop.catalog().search(&text, limit.given(currency)?))
    }

    /// Variants whose name begins with the text, by name; at most `limit` (1,000).
    ///
    /// Throws: `Invalid` for an empty text.
    pub fn starting_with(&self, text: String, limit: i64) -> Result<Vec<VariantCard>> {
        self.shop.ask(|shop, currency| shop.catalog().starting_with(&text, limit.given(currency)?))
    }

    /// A page of all variants in the order in which they were added: those after the variant `after`, at most `limit`
    /// (1,000).
    ///
    /// Throws: `NotFound` for an unknown `after`.
    pub fn variants(&self, after: Option<VariantId>, limit: i64) -> Result<Vec<VariantCard>> {
        self.shop.ask(|shop, currency| shop.catalog().variants(after, limit.given(currency)?))
    }

    /// All categories, in no special order.
    ///
    /// Throws: Failures of the storage.
    pub fn categories(&self) -> Result<Vec<Category>> {
        self.shop.ask(|shop, _| shop.catalog().categories())
    }

    /// All tax codes, by code.
    ///
    /// Throws: Failures of the storage.
    pub fn tax_codes(&self) -> Result<Vec<TaxCode>> {
        self.shop.ask(|shop, _| shop.catalog().tax_codes())
    }

    /// All locations, the shop's first one first.
    ///
    /// Throws: Failures of the storage.
    pub fn locations(&self) -> Result<Vec<Location>> {
        self.shop.ask(|shop, _| shop.catalog().locations())
    }
}
