use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::kit::{NewPart, parts};
use crate::catalog::{Barcode, Product, Variant, VariantBarcode};
use crate::document::EditedRecord;
use crate::ledger::NegativeStock;
use crate::posting::{Card, Gate, body};
use crate::shop::check::{self, MOST_LINES};
use crate::storage::{KeyKind, PoolQuery, RecordKind, RecordQuery};
use crate::value::{Price, ProductId, Quantity, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Changes of one variant; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantEdit {
    /// Which variant.
    pub variant: VariantId,
    /// Another SKU.
    pub sku: Option<String>,
    /// Another list price.
    pub price: Option<Decimal>,
    /// Another member price; `Some(None)` for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub member_price: Option<Option<Decimal>>,
    /// Another lowest-price guard; `Some(None)` for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub lowest_price: Option<Option<Decimal>>,
    /// Another assumed cost, before the goods first moved; `Some(None)` for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub assumed_cost: Option<Option<Decimal>>,
    /// Whether more of it may leave than is there; `Some(None)` for what its product or the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub negative_stock: Option<Option<NegativeStock>>,
    /// Another reorder point; `Some(None)` for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub reorder_point: Option<Option<Decimal>>,
    /// Other parts; `Some` of none for what is a kit no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<NewPart>>,
    /// Put on the shelf, or taken off it.
    pub on_shelf: Option<bool>,
    /// Barcodes of the stock unit that are added.
    pub add_barcodes: Vec<String>,
    /// Barcodes of packs that are added: code and name of the pack.
    pub add_pack_barcodes: Vec<(String, String)>,
    /// Barcodes that are taken away.
    pub remove_barcodes: Vec<String>,
}

impl VariantEdit {
    /// Nothing changed yet.
    pub fn new(variant: VariantId) -> Self {
        Self {
            variant,
            sku: None,
            price: None,
            member_price: None,
            lowest_price: None,
            assumed_cost: None,
            negative_stock: None,
            reorder_point: None,
            parts: None,
            on_shelf: None,
            add_barcodes: Vec::new(),
            add_pack_barcodes: Vec::new(),
            remove_barcodes: Vec::new(),
        }
    }

    /// With this list price.
    pub fn price(mut self, price: Decimal) -> Self {
        self.price = Some(price);
        self
    }

    /// With this assumed cost.
    pub fn assumed_cost(mut self, cost: Decimal) -> Self {
        self.assumed_cost = Some(Some(cost));
        self
    }

    /// More of it may leave than is there, or not.
    pub fn negative_stock(mut self, rule: NegativeStock) -> Self {
        self.negative_stock = Some(Some(rule));
        self
    }

    /// With this reorder point.
    pub fn reorder_point(mut self, point: Decimal) -> Self {
        self.reorder_point = Some(Some(point));
        self
    }

    /// Made of these parts from now on.
    pub fn parts(mut self, parts: impl IntoIterator<Item = NewPart>) -> Self {
        self.parts = Some(parts.into_iter().collect());
        self
    }

    /// On the shelf, or off it.
    pub fn on_shelf(mut self, on_shelf: bool) -> Self {
        self.on_shelf = Some(on_shelf);
        self
    }

    fn apply(&self, gate: &mut Gate<'_>, variant: &mut Variant) -> Result<()> {
        let optional = |price: Option<Decimal>, field| price.map(|price| Price::not_negative(price, field)).transpose();
        if let Some(sku) = &self.sku {
            variant.sku.clone_from(sku);
        }
        if let Some(price) = self.price {
            variant.price = Price::not_negative(price, "price")?;
        }
        if let Some(price) = self.member_price {
            variant.member_price = optional(price, "member_price")?;
        }
        if let Some(price) = self.lowest_price {
            variant.lowest_price = optional(price, "lowest_price")?;
        }
        if let Some(cost) = self.assumed_cost {
            variant.assumed_cost = optional(cost, "assumed_cost")?;
        }
        if let Some(rule) = self.negative_stock {
            variant.negative_stock = rule;
        }
        if let Some(point) = self.reorder_point {
            variant.reorder_point = point.map(|p| Quantity::not_negative(p, "reorder_point")).transpose()?;
        }
        if let Some(new) = &self.parts {
            variant.parts = parts(gate, new)?;
        }
        if let Some(on_shelf) = self.on_shelf {
            variant.on_shelf = on_shelf;
        }
        for code in &self.remove_barcodes {
            let code = Barcode::parse(code)?;
            let place = variant.barcodes.iter().position(|known| known.code == code);
            variant.barcodes.remove(place.ok_or_else(|| Error::not_found(Noun::Barcode, code))?);
        }
        for code in &self.add_barcodes {
            variant.barcodes.push(VariantBarcode { code: Barcode::parse(code)?, pack: None });
        }
        for (code, pack) in &self.add_pack_barcodes {
            variant.barcodes.push(VariantBarcode { code: Barcode::parse(code)?, pack: Some(pack.clone()) });
        }
        Ok(())
    }
}

/// A field that is given changes the record, even to nothing: `null` is `Some(None)`.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> std::result::Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

pub(super) fn records(gate: &mut Gate<'_>, edits: &[VariantEdit]) -> Result<Vec<EditedRecord>> {
    check::lines(Noun::Document, edits)?;
    check::no_repeats("variant", edits.iter().map(|edit| edit.variant))?;
    let ids: Vec<VariantId> = edits.iter().map(|edit| edit.variant).collect();
    let cards = gate.snapshot()?.cards(gate.tx, &ids)?;
    let mut records = Vec::with_capacity(edits.len());
    for (index, (edit, card)) in edits.iter().zip(&cards).enumerate() {
        let mut variant = (*card.variant).clone();
        let edited = edit.apply(gate, &mut variant).and_then(|()| variant.check(&card.product));
        edited.map_err(|error| error.within(format_args!("edits[{index}]")))?;
        if variant.assumed_cost != card.variant.assumed_cost {
            never_moved(gate, card)?;
        }
        records.push(EditedRecord::Variant(variant));
    }
    Ok(records)
}

/// A replay costs the whole past by one assumed cost: it is fixed once there is a past.
fn never_moved(gate: &mut Gate<'_>, card: &Card) -> Result<()> {
    let moves = gate.tx.pools(&PoolQuery::Variants(&[card.no]))?.pop().map_or(0, |pool| pool.moves);
    if moves == 0 {
        return Ok(());
    }
    Err(Error::GoodsMoved { sku: card.variant.sku.clone(), field: "assumed_cost" })
}

/// Products with all their variants: these are named after them.
pub(super) fn products(gate: &mut Gate<'_>, products: &[Product]) -> Result<Vec<EditedRecord>> {
    if products.len() > MOST_LINES {
        return Err(Error::invalid("products", products.len(), Expected::AtMostItems(MOST_LINES)));
    }
    let ids: Vec<Uuid> = products.iter().map(|product| product.id.uuid()).collect();
    let known = gate.tx.records(&RecordQuery::Ids(RecordKind::Product, &ids))?;
    let known: FxHashSet<Uuid> = known.iter().map(|record| record.id).collect();
    let mut variants = variants_of(gate, products)?;
    let mut records = Vec::new();
    for (index, product) in products.iter().enumerate() {
        if !known.contains(&product.id.uuid()) {
            return Err(Error::not_found(Noun::Product, product.id));
        }
        let within = |error: Error| error.within(format_args!("products[{index}]"));
        product.check().map_err(within)?;
        records.push(EditedRecord::Product(product.clone()));
        for variant in variants.remove(&product.id).unwrap_or_default() {
            variant.check(product).map_err(within)?;
            records.push(EditedRecord::Variant(variant));
        }
    }
    Ok(records)
}

/// The variants of each product, in the order in which they were added.
fn variants_of(gate: &mut Gate<'_>, products: &[Product]) -> Result<FxHashMap<ProductId, Vec<Variant>>> {
    let links: Vec<String> = products.iter().map(|product| product.id.to_string()).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let mut records = gate.tx.records(&RecordQuery::Keys(RecordKind::Variant, KeyKind::Link, &links))?;
    records.sort_by_key(|record| record.number);
    let mut variants: FxHashMap<ProductId, Vec<Variant>> = FxHashMap::default();
    for record in &records {
        let variant: Variant = body(record)?;
        variants.entry(variant.product).or_default().push(variant);
    }
    Ok(variants)
}
