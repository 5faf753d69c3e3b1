use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::check;
use super::edit::Edit;
use super::handle::Shop;
use crate::catalog::{Barcode, Category, CodeRule, Location, Product, TaxCode, Variant};
use crate::document::{Body, EditedRecord};
use crate::ledger::RecordNo;
use crate::posting::{Card, Gate, body, digest_of};
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{DocumentId, ProductId, VariantId};
use crate::{Error, Noun, Result};

mod kit;
mod new_product;
mod numbering;
mod variant_edit;

pub use kit::NewPart;
pub(super) use kit::check_kits;
pub use new_product::{NewProduct, NewVariant};
pub use variant_edit::VariantEdit;

/// What is sold: products, variants, barcodes, prices, categories, taxes.
#[derive(Clone, Copy)]
pub struct Catalog<'a> {
    pub(crate) shop: &'a Shop,
}

/// A product with its variants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCard {
    /// The product.
    pub product: Product,
    /// Its variants, in the order of its options.
    pub variants: Vec<Variant>,
}

impl ProductCard {
    /// The variant with these option values.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn variant<S: AsRef<str>>(&self, choices: impl IntoIterator<Item = S>) -> Result<VariantId> {
        let wanted: Vec<String> = choices.into_iter().map(|choice| choice.as_ref().to_string()).collect();
        let found = self.variants.iter().find(|variant| variant.choices == wanted);
        found.map(|variant| variant.id).ok_or_else(|| Error::not_found(Noun::Variant, wanted.join(" ")))
    }
}

/// A variant with what a person calls it. Its parts are shared with the engine: an answer, and a clone of one, copies
/// nothing. To change one, clone what is inside: `(*card.product).clone()`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantCard {
    /// What a person calls it.
    pub name: Arc<str>,
    /// The variant.
    pub variant: Arc<Variant>,
    /// What it is a variant of.
    pub product: Arc<Product>,
}

impl VariantCard {
    fn of(card: &Card) -> Self {
        let Card { name, variant, product, .. } = card;
        Self { name: Arc::clone(name), variant: Arc::clone(variant), product: Arc::clone(product) }
    }
}

impl Catalog<'_> {
    /// Adds a product with its variants: those it lists, else all combinations of its options. The product's id is
    /// the document's id: the same product again is recognised.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::Duplicate`], [`Error::NotFound`] for an unknown category or tax code,
    /// [`Error::IdReused`].
    pub fn add(&self, product: NewProduct) -> Result<ProductCard> {
        let id = DocumentId::from_uuid(product.id.uuid());
        let mut cards = self.add_all(id, &[product])?;
        cards.pop().ok_or(Error::Closed)
    }

    /// Adds products in one document, all or none.
    ///
    /// # Errors
    /// Those of [`Catalog::add`].
    pub fn add_all(&self, id: DocumentId, products: &[NewProduct]) -> Result<Vec<ProductCard>> {
        let make = |gate: &mut Gate<'_>| new_product::records(gate, products);
        let request = digest_of("add_products", &products)?;
        let posted = self.shop.post(&Edit { id, request, make: &make })?;
        let Body::Records(records) = posted.body else { return Err(Error::not_found(Noun::Product, id)) };
        let mut cards: Vec<ProductCard> = Vec::with_capacity(products.len());
        for record in records {
            match record {
                EditedRecord::Product(product) => cards.push(ProductCard { product, variants: Vec::new() }),
                // A product's variants follow it.
                EditedRecord::Variant(variant) => {
                    if let Some(card) = cards.last_mut() {
                        card.variants.push(variant);
                    }
                }
                _ => {}
            }
        }
        Ok(cards)
    }

    /// Changes variants: prices, barcodes, reorder points, whether they may be short, on or off the shelf.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`], [`Error::Duplicate`]; [`Error::GoodsMoved`] for another assumed cost of goods
    /// that moved, or parts of what has stock itself; [`Error::WrongState`] for parts that have parts.
    pub fn edit(&self, id: DocumentId, edits: &[VariantEdit]) -> Result<()> {
        let make = |gate: &mut Gate<'_>| variant_edit::records(gate, edits);
        self.shop.post(&Edit { id, request: digest_of("edit_variants", &edits)?, make: &make }).map(|_| ())
    }

    /// Replaces products by their full new records. Options may gain values, but lose none that a variant has.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`].
    pub fn edit_products(&self, id: DocumentId, products: &[Product]) -> Result<()> {
        let make = |gate: &mut Gate<'_>| variant_edit::products(gate, products);
        self.shop.post(&Edit { id, request: digest_of("edit_products", &products)?, make: &make }).map(|_| ())
    }

    /// Adds tax codes, or replaces those with the same code.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn put_tax_codes(&self, id: DocumentId, taxes: &[TaxCode]) -> Result<()> {
        let records: Vec<_> = taxes.iter().cloned().map(EditedRecord::TaxCode).collect();
        self.shop.edit(id, "tax_codes", &records).map(|_| ())
    }

    /// Adds categories, or replaces those with the same id.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::NotFound`] for an unknown parent.
    pub fn put_categories(&self, id: DocumentId, categories: &[Category]) -> Result<()> {
        let records: Vec<_> = categories.iter().cloned().map(EditedRecord::Category).collect();
        self.shop.edit(id, "categories", &records).map(|_| ())
    }

    /// Adds locations, or replaces those with the same id.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn put_locations(&self, id: DocumentId, locations: &[Location]) -> Result<()> {
        let records: Vec<_> = locations.iter().cloned().map(EditedRecord::Location).collect();
        self.shop.edit(id, "locations", &records).map(|_| ())
    }

    /// Sets the pattern that numbers new SKUs; without one it is `P######`. A new pattern starts at 1, the same one
    /// again goes on.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn set_sku_rule(&self, id: DocumentId, rule: &str) -> Result<()> {
        self.set_rule(id, numbering::SKU, &CodeRule::parse(rule)?)
    }

    /// Sets the pattern that numbers in-store barcodes; without one it is `20##########C`.
    ///
    /// # Errors
    /// [`Error::Invalid`]; [`Error::CheckDigit`] for a pattern of a GTIN's length without its check digit `C`.
    pub fn set_barcode_rule(&self, id: DocumentId, rule: &str) -> Result<()> {
        let rule = CodeRule::parse(rule)?;
        // Of two codes that differ in one digit at most one has the right check digit by chance.
        [1, 2].into_iter().try_for_each(|serial| Barcode::parse(&rule.code(serial)?).map(drop))?;
        self.set_rule(id, numbering::BARCODE, &rule)
    }

    fn set_rule(self, id: DocumentId, name: &str, rule: &CodeRule) -> Result<()> {
        let make = |gate: &mut Gate<'_>| {
            // The same rule again goes on where it was.
            let known = numbering::known(gate, name)?.filter(|known| known.rule == *rule);
            let next = known.map_or(1, |known| known.next);
            Ok(vec![EditedRecord::CodeRule { name: name.to_string(), rule: rule.clone(), next }])
        };
        let request = digest_of("code_rule", &(name, rule))?;
        self.shop.post(&Edit { id, request, make: &make }).map(|_| ())
    }

    /// The product with this id, with its variants.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn product(&self, id: ProductId) -> Result<ProductCard> {
        self.shop.read(|tx, _| {
            let found = tx.records(&RecordQuery::Ids(RecordKind::Product, &[id.uuid()]))?.pop();
            let product: Product = body(&found.ok_or_else(|| Error::not_found(Noun::Product, id))?)?;
            let link = id.to_string();
            let mut records = tx.records(&RecordQuery::Keys(RecordKind::Variant, KeyKind::Link, &[&link]))?;
            records.sort_by_key(|record| record.number);
            let variants = records.iter().map(body).collect::<Result<_>>()?;
            Ok(ProductCard { product, variants })
        })
    }

    /// The variant with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn variant(&self, id: VariantId) -> Result<VariantCard> {
        self.shop.read(|tx, snapshot| Ok(VariantCard::of(&*snapshot.card(tx, id)?)))
    }

    /// The variant with this SKU, if there is one.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn by_sku(&self, sku: &str) -> Result<Option<VariantCard>> {
        self.find(KeyKind::Sku, sku)
    }

    /// The variant with this barcode in any of its spellings, if there is one.
    ///
    /// # Errors
    /// [`Error::CheckDigit`], [`Error::Invalid`] for what is no barcode.
    pub fn by_barcode(&self, code: &str) -> Result<Option<VariantCard>> {
        self.find(KeyKind::Barcode, Barcode::parse(code)?.key())
    }

    fn find(self, kind: KeyKind, key: &str) -> Result<Option<VariantCard>> {
        self.shop.read(|tx, snapshot| Ok(snapshot.find(tx, kind, &[key])?.pop().map(|card| VariantCard::of(&card))))
    }

    /// Variants whose name contains the text, upper and lower case A to Z alike; at most `limit` (1,000).
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty text.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<VariantCard>> {
        check::search(text)?;
        let query = RecordQuery::NameContains { kind: RecordKind::Variant, text, limit: limit.min(check::MOST_FOUND) };
        self.cards(&query)
    }

    /// Variants whose name begins with the text, by name; at most `limit` (1,000).
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty text.
    pub fn starting_with(&self, text: &str, limit: usize) -> Result<Vec<VariantCard>> {
        check::search(text)?;
        let query =
            RecordQuery::NameStartsWith { kind: RecordKind::Variant, text, limit: limit.min(check::MOST_FOUND) };
        self.cards(&query)
    }

    /// A page of all variants in the order in which they were added: those after the variant `after`, at most
    /// `limit` (1,000).
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown `after`.
    pub fn variants(&self, after: Option<VariantId>, limit: usize) -> Result<Vec<VariantCard>> {
        let after = match after {
            Some(id) => self.shop.read(|tx, snapshot| Ok(RecordNo(snapshot.card(tx, id)?.no.0)))?,
            None => RecordNo(0),
        };
        self.cards(&RecordQuery::All { kind: RecordKind::Variant, after, limit: limit.min(check::MOST_FOUND) })
    }

    fn cards(self, query: &RecordQuery<'_>) -> Result<Vec<VariantCard>> {
        self.shop.read(|tx, snapshot| Ok(snapshot.found(tx, query)?.iter().map(|card| VariantCard::of(card)).collect()))
    }

    /// All categories, in no special order.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn categories(&self) -> Result<Vec<Category>> {
        self.shop.read(|_, snapshot| Ok(snapshot.categories().cloned().collect()))
    }

    /// All tax codes, by code.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn tax_codes(&self) -> Result<Vec<TaxCode>> {
        let mut taxes: Vec<TaxCode> =
            self.shop.read(|_, snapshot| Ok(snapshot.taxes().map(|(_, tax)| tax.clone()).collect()))?;
        taxes.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(taxes)
    }

    /// All locations, the shop's first one first.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn locations(&self) -> Result<Vec<Location>> {
        self.shop.read(|_, snapshot| Ok(snapshot.locations().iter().map(|(_, location)| location.clone()).collect()))
    }
}
