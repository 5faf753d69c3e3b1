use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::catalog::{Barcode, Product, Variant, VariantBarcode};
use crate::document::EditedRecord;
use crate::posting::{Gate, body};
use crate::shop::check;
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{Price, Quantity, VariantId};
use crate::{Error, Noun, Result};

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
    pub member_price: Option<Option<Decimal>>,
    /// Another lowest-price guard; `Some(None)` for none.
    pub lowest_price: Option<Option<Decimal>>,
    /// Another reorder point; `Some(None)` for none.
    pub reorder_point: Option<Option<Decimal>>,
    /// Put on the shelf, or taken off it.
    pub on_shelf: Option<bool>,
    /// Barcodes of the stock unit that are added.
    pub add_barcodes: Vec<String>,
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
            reorder_point: None,
            on_shelf: None,
            add_barcodes: Vec::new(),
            remove_barcodes: Vec::new(),
        }
    }

    /// With this list price.
    pub fn price(mut self, price: Decimal) -> Self {
        self.price = Some(price);
        self
    }

    /// With this reorder point.
    pub fn reorder_point(mut self, point: Decimal) -> Self {
        self.reorder_point = Some(Some(point));
        self
    }

    /// On the shelf, or off it.
    pub fn on_shelf(mut self, on_shelf: bool) -> Self {
        self.on_shelf = Some(on_shelf);
        self
    }

    fn apply(&self, variant: &mut Variant) -> Result<()> {
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
        if let Some(point) = self.reorder_point {
            variant.reorder_point = point.map(|p| Quantity::not_negative(p, "reorder_point")).transpose()?;
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
        Ok(())
    }
}

pub(super) fn records(gate: &mut Gate<'_>, edits: &[VariantEdit]) -> Result<Vec<EditedRecord>> {
    check::lines(Noun::Document, edits)?;
    check::no_repeats("variant", edits.iter().map(|edit| edit.variant))?;
    let ids: Vec<VariantId> = edits.iter().map(|edit| edit.variant).collect();
    let cards = gate.snapshot()?.cards(gate.tx, &ids)?;
    let mut records = Vec::with_capacity(edits.len());
    for (index, (edit, card)) in edits.iter().zip(&cards).enumerate() {
        let mut variant = card.variant.clone();
        let edited = edit.apply(&mut variant).and_then(|()| variant.check(&card.product));
        edited.map_err(|error| error.within(format_args!("edits[{index}]")))?;
        records.push(EditedRecord::Variant(variant));
    }
    Ok(records)
}

/// Products with all their variants: these are named after them.
pub(super) fn products(gate: &mut Gate<'_>, products: &[Product]) -> Result<Vec<EditedRecord>> {
    let mut records = Vec::new();
    for product in products {
        let known = gate.tx.records(&RecordQuery::Ids(RecordKind::Product, &[product.id.uuid()]))?;
        if known.is_empty() {
            return Err(Error::not_found(Noun::Product, product.id));
        }
        product.check()?;
        records.push(EditedRecord::Product(product.clone()));
        let link = product.id.to_string();
        let mut variants = gate.tx.records(&RecordQuery::Keys(RecordKind::Variant, KeyKind::Link, &[&link]))?;
        variants.sort_by_key(|record| record.number);
        for record in &variants {
            let variant: Variant = body(record)?;
            variant.check(product)?;
            records.push(EditedRecord::Variant(variant));
        }
    }
    Ok(records)
}
