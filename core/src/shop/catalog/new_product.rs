use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::kit::{NewPart, parts};
use super::numbering::{BARCODE, Numbering, SKU};
use crate::catalog::{Barcode, Pack, Product, ProductOption, Variant, VariantBarcode, check_name};
use crate::document::EditedRecord;
use crate::ledger::{CostingMethod, NegativeStock};
use crate::posting::Gate;
use crate::shop::check::MOST_LINES;
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{CategoryId, Price, ProductId, Quantity, VariantId};
use crate::{Error, Expected, Noun, Result};

/// A product to be added.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::shop::NewProduct;
/// # let shop = tillbook::Shop::memory()?;
/// let tee = NewProduct::new("圆领T恤").option("颜色", ["黑", "白"]).option("尺码", ["M", "L"]).price(dec!(59.00));
/// let tee = shop.catalog().add(tee)?;
/// assert_eq!(tee.variants.len(), 4);
/// let black_m = tee.variant(["黑", "M"])?;
/// assert_eq!(&*shop.catalog().variant(black_m)?.name, "圆领T恤 黑 M");
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProduct {
    /// Its id.
    pub id: ProductId,
    /// What a customer calls it.
    pub name: String,
    /// Its brand; may be empty.
    pub brand: String,
    /// What its variants differ by.
    pub options: Vec<ProductOption>,
    /// Its category.
    pub category: Option<CategoryId>,
    /// The stock unit.
    pub unit: String,
    /// Other units.
    pub packs: Vec<Pack>,
    /// Code of the tax on its sale; empty for none.
    pub tax_code: String,
    /// Days from production to the last good day; goods with a shelf life are tracked by batch.
    pub shelf_life_days: Option<u32>,
    /// How it is costed, if not as its category or the shop.
    pub costing: Option<CostingMethod>,
    /// Whether more of it may leave than is there, if not as the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negative_stock: Option<NegativeStock>,
    /// List price of those variants that have none of their own.
    pub price: Decimal,
    /// What leaves the stock when one of it is sold, for those of its variants that say nothing else: it is a kit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<NewPart>,
    /// Its variants; if none is listed, all combinations of its options.
    pub variants: Vec<NewVariant>,
}

/// A variant to be added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewVariant {
    /// Its id; `None` for one that follows from the product's id and the choices.
    pub id: Option<VariantId>,
    /// The values of the product's options.
    pub choices: Vec<String>,
    /// Its SKU; `None` for the next one by the code rule.
    pub sku: Option<String>,
    /// Barcodes of the stock unit.
    pub barcodes: Vec<String>,
    /// Barcodes of packs: code and name of the pack.
    pub pack_barcodes: Vec<(String, String)>,
    /// True to give it the next in-store barcode by the code rule.
    pub in_store_barcode: bool,
    /// Its list price, if not the product's.
    pub price: Option<Decimal>,
    /// What members pay.
    pub member_price: Option<Decimal>,
    /// The lowest-price guard.
    pub lowest_price: Option<Decimal>,
    /// What a stock unit is taken to cost when it is sold before any was received, where that is allowed.
    pub assumed_cost: Option<Decimal>,
    /// Whether more of it may leave than is there, if not as its product or the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negative_stock: Option<NegativeStock>,
    /// Its reorder point.
    pub reorder_point: Option<Decimal>,
    /// What leaves the stock when one of it is sold; if none is listed, what its product says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<NewPart>,
}

impl NewProduct {
    /// A product in pieces, for nothing, without options.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            id: ProductId::new(),
            name: name.into(),
            brand: String::new(),
            options: Vec::new(),
            category: None,
            unit: "each".into(),
            packs: Vec::new(),
            tax_code: String::new(),
            shelf_life_days: None,
            costing: None,
            negative_stock: None,
            price: Decimal::ZERO,
            parts: Vec::new(),
            variants: Vec::new(),
        }
    }

    /// With this option and its values.
    pub fn option<S: Into<String>>(mut self, name: impl Into<String>, values: impl IntoIterator<Item = S>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.options.push(ProductOption { name: name.into(), values });
        self
    }

    /// At this list price.
    pub fn price(mut self, price: Decimal) -> Self {
        self.price = price;
        self
    }

    /// With this variant.
    pub fn variant(mut self, variant: NewVariant) -> Self {
        self.variants.push(variant);
        self
    }

    /// Made of so much of these goods, too: a kit.
    pub fn part(mut self, part: NewPart) -> Self {
        self.parts.push(part);
        self
    }

    /// Under this tax code.
    pub fn tax_code(mut self, code: impl Into<String>) -> Self {
        self.tax_code = code.into();
        self
    }

    /// Tracked by batch, good for so many days.
    pub fn shelf_life_days(mut self, days: u32) -> Self {
        self.shelf_life_days = Some(days);
        self
    }

    /// In this category.
    pub fn category(mut self, category: CategoryId) -> Self {
        self.category = Some(category);
        self
    }

    /// Bought or sold in this pack as well.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    fn product(&self) -> Product {
        Product {
            id: self.id,
            name: self.name.clone(),
            brand: self.brand.clone(),
            options: self.options.clone(),
            category: self.category,
            unit: self.unit.clone(),
            packs: self.packs.clone(),
            tax_code: self.tax_code.clone(),
            shelf_life_days: self.shelf_life_days,
            costing: self.costing,
            negative_stock: self.negative_stock,
        }
    }
}

impl NewVariant {
    /// The variant with these option values.
    pub fn of<S: Into<String>>(choices: impl IntoIterator<Item = S>) -> Self {
        Self { choices: choices.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// With this SKU.
    pub fn sku(mut self, sku: impl Into<String>) -> Self {
        self.sku = Some(sku.into());
        self
    }

    /// With this barcode.
    pub fn barcode(mut self, code: impl Into<String>) -> Self {
        self.barcodes.push(code.into());
        self
    }

    /// Made of so much of these goods, too: a kit.
    pub fn part(mut self, part: NewPart) -> Self {
        self.parts.push(part);
        self
    }

    fn barcodes(&self) -> Result<Vec<VariantBarcode>> {
        let mut barcodes = Vec::new();
        for code in &self.barcodes {
            barcodes.push(VariantBarcode { code: Barcode::parse(code)?, pack: None });
        }
        for (code, pack) in &self.pack_barcodes {
            barcodes.push(VariantBarcode { code: Barcode::parse(code)?, pack: Some(pack.clone()) });
        }
        Ok(barcodes)
    }
}

/// Products, each followed by its variants; at the end the code rules that gave out numbers.
pub(super) fn records(gate: &mut Gate<'_>, products: &[NewProduct]) -> Result<Vec<EditedRecord>> {
    if products.len() > MOST_LINES {
        return Err(Error::invalid("products", products.len(), Expected::AtMostItems(MOST_LINES)));
    }
    refuse_known(gate, products)?;
    let (mut skus, mut barcodes) = (Numbering::load(gate, SKU)?, Numbering::load(gate, BARCODE)?);
    let variants = || products.iter().flat_map(|product| &product.variants);
    skus.reserve(variants().filter_map(|variant| variant.sku.clone()));
    barcodes
        .reserve(variants().flat_map(|variant| variant.barcodes().unwrap_or_default()).map(|b| b.code.key().into()));
    let mut records = Vec::new();
    for (index, new) in products.iter().enumerate() {
        let added = add(gate, new, &mut skus, &mut barcodes, &mut records);
        added.map_err(|error| error.within(format_args!("products[{index}]")))?;
    }
    records.extend(skus.record());
    records.extend(barcodes.record());
    Ok(records)
}

/// Adding is not editing: ids that stand for something keep standing for it.
fn refuse_known(gate: &mut Gate<'_>, products: &[NewProduct]) -> Result<()> {
    let ids: Vec<Uuid> = products.iter().map(|product| product.id.uuid()).collect();
    let variants: Vec<Uuid> =
        products.iter().flat_map(|product| &product.variants).filter_map(|variant| Some(variant.id?.uuid())).collect();
    for (kind, what, ids) in [(RecordKind::Product, Noun::Product, ids), (RecordKind::Variant, Noun::Variant, variants)]
    {
        if let Some(known) = gate.tx.records(&RecordQuery::Ids(kind, &ids))?.pop() {
            return Err(Error::Duplicate { what, key: known.id.to_string(), holder: known.name });
        }
    }
    Ok(())
}

fn add(
    gate: &mut Gate<'_>,
    new: &NewProduct,
    skus: &mut Numbering,
    in_store: &mut Numbering,
    records: &mut Vec<EditedRecord>,
) -> Result<()> {
    let product = new.product();
    product.check()?;
    if !new.brand.is_empty() {
        check_name("brand", &new.brand)?;
    }
    if new.variants.len() > MOST_LINES {
        return Err(Error::invalid("variants", new.variants.len(), Expected::AtMostItems(MOST_LINES)));
    }
    records.push(EditedRecord::Product(product.clone()));
    let all: Vec<NewVariant>;
    let variants = if new.variants.is_empty() {
        all = product.matrix().into_iter().map(NewVariant::of).collect();
        &all
    } else {
        &new.variants
    };
    for (index, variant) in variants.iter().enumerate() {
        let twin = variants[..index].iter().any(|other| other.choices == variant.choices);
        if twin {
            let field = format!("variants[{index}].choices");
            return Err(Error::invalid(field, variant.choices.join(", "), Expected::Unique));
        }
        let made = make(gate, new, variant, skus, in_store).and_then(|made| made.check(&product).map(|()| made));
        records.push(EditedRecord::Variant(made.map_err(|e| e.within(format_args!("variants[{index}]")))?));
    }
    Ok(())
}

fn make(
    gate: &mut Gate<'_>,
    product: &NewProduct,
    new: &NewVariant,
    skus: &mut Numbering,
    in_store: &mut Numbering,
) -> Result<Variant> {
    let derived = || VariantId::derived(&product.id.to_string(), &new.choices.join("\u{1f}"));
    let optional = |price: Option<Decimal>, field| price.map(|price| Price::not_negative(price, field)).transpose();
    let mut barcodes = new.barcodes()?;
    if new.in_store_barcode {
        barcodes.push(VariantBarcode { code: Barcode::parse(&in_store.next(gate)?)?, pack: None });
    }
    Ok(Variant {
        id: new.id.unwrap_or_else(derived),
        product: product.id,
        sku: match &new.sku {
            Some(sku) => sku.clone(),
            None => skus.next(gate)?,
        },
        choices: new.choices.clone(),
        barcodes,
        price: Price::not_negative(new.price.unwrap_or(product.price), "price")?,
        member_price: optional(new.member_price, "member_price")?,
        lowest_price: optional(new.lowest_price, "lowest_price")?,
        assumed_cost: optional(new.assumed_cost, "assumed_cost")?,
        negative_stock: new.negative_stock,
        reorder_point: new.reorder_point.map(|point| Quantity::not_negative(point, "reorder_point")).transpose()?,
        parts: parts(gate, if new.parts.is_empty() { &product.parts } else { &new.parts })?,
        on_shelf: true,
    })
}
