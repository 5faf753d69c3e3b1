//! Settings and records: the full new state of each is in the document.

use rustc_hash::FxHashMap;
use serde::Serialize;
use uuid::Uuid;

use crate::catalog::{Category, Location, NumberedRule, Product, TaxCode, Variant};
use crate::document::{EditedRecord, Personal, Settings};
use crate::ledger::RecordNo;
use crate::party::{Member, Supplier, Supply};
use crate::posting::gate::Gate;
use crate::pricing::ListPrices;
use crate::promotion::Coupon;
use crate::storage::{KeyKind, Record, RecordKey, RecordKind, RecordQuery};
use crate::value::{DocumentId, LocationId, ProductId, VariantId};
use crate::{Error, Result};

/// The location that every shop has from the start.
const MAIN_LOCATION: &str = "Shop floor";

pub(super) fn settings(gate: &mut Gate<'_>, settings: &Settings) -> Result<()> {
    let first = gate.head().record_no == RecordNo(0);
    let mut drafts = vec![Draft::new(RecordKind::Settings, settings.shop, &settings.name, settings)?];
    if first {
        let id = LocationId::derived(&settings.shop.to_string(), "main");
        drafts.push(location(&Location { id, name: MAIN_LOCATION.into() })?);
    }
    put(gate, drafts, true)
}

pub(super) fn records(gate: &mut Gate<'_>, document: DocumentId, edited: &[EditedRecord]) -> Result<()> {
    let products = products_of(gate, edited)?;
    let mut drafts: Vec<Draft> = Vec::with_capacity(edited.len());
    for record in edited {
        let draft = match record {
            EditedRecord::TaxCode(tax) => tax_code(tax)?,
            EditedRecord::Category(record) => category(record)?,
            EditedRecord::Location(record) => location(record)?,
            EditedRecord::Product(record) => product(record)?,
            EditedRecord::Variant(record) => variant(record, &products)?,
            EditedRecord::Supplier(record) => supplier(record)?,
            EditedRecord::Member(record) => member(record)?,
            EditedRecord::SealedMember(sealed) => {
                let kept = gate.personal(document, sealed.id);
                drafts.push(personal(&kept)?);
                member(&sealed.open(kept.data.as_ref()))?
            }
            EditedRecord::Supply(record) => supply(record)?,
            EditedRecord::Promotion(record) => {
                Draft::new(RecordKind::Promotion, record.id.uuid(), &record.name, record)?
            }
            EditedRecord::PriceList(record) => {
                Draft::new(RecordKind::PriceList, record.id.uuid(), &record.name, record)?
            }
            EditedRecord::ListPrices(record) => list_prices(record)?,
            EditedRecord::Coupon(record) => coupon(record)?,
            EditedRecord::CodeRule { name, rule, next } => {
                let numbered = NumberedRule { rule: rule.clone(), next: *next };
                Draft::new(RecordKind::CodeRule, named_id("code_rule", name), name, &numbered)?.code(name)
            }
        };
        drafts.push(draft);
    }
    // Coupons are read when they are entered, not kept with the catalog.
    let catalog = edited.iter().any(|record| !matches!(record, EditedRecord::Coupon(_)));
    put(gate, drafts, catalog)
}

/// The products that the names of the edited variants are made of: as edited, else as they are.
fn products_of(gate: &mut Gate<'_>, edited: &[EditedRecord]) -> Result<FxHashMap<ProductId, Product>> {
    let mut products: FxHashMap<ProductId, Product> = FxHashMap::default();
    let mut wanted: Vec<Uuid> = Vec::new();
    for record in edited {
        match record {
            EditedRecord::Product(product) => drop(products.insert(product.id, product.clone())),
            EditedRecord::Variant(variant) => wanted.push(variant.product.uuid()),
            _ => {}
        }
    }
    wanted.retain(|id| !products.contains_key(&ProductId::from_uuid(*id)));
    wanted.sort_unstable();
    wanted.dedup();
    for record in gate.tx.records(&RecordQuery::Ids(RecordKind::Product, &wanted))? {
        products.insert(ProductId::from_uuid(record.id), crate::posting::snapshot::body(&record)?);
    }
    Ok(products)
}

/// A record before it has its number.
pub(super) struct Draft {
    record: Record,
}

impl Draft {
    pub(super) fn new(kind: RecordKind, id: Uuid, name: &str, body: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_vec(body)
            .map_err(|e| Error::Corrupt { what: format!("{} {id} cannot be written as JSON: {e}", kind.code()) })?;
        let (name, code) = (name.to_string(), String::new());
        let number = RecordNo(0);
        Ok(Self { record: Record { kind, id, number, name, code, reorder_point: None, keys: Vec::new(), body } })
    }

    /// A short code that is unique among records of the kind.
    fn code(mut self, code: &str) -> Self {
        self.record.code = code.to_string();
        let text = format!("{}:{code}", self.record.kind.code());
        self.key(KeyKind::Code, text)
    }

    pub(super) fn key(mut self, kind: KeyKind, text: impl Into<String>) -> Self {
        self.record.keys.push(RecordKey { kind, text: text.into() });
        self
    }

    fn link(self, to: &impl ToString) -> Self {
        self.key(KeyKind::Link, to.to_string())
    }
}

/// Writes records; new ones get the next numbers, known ones keep theirs.
pub(super) fn put(gate: &mut Gate<'_>, drafts: Vec<Draft>, catalog: bool) -> Result<()> {
    let records = numbered(gate, drafts)?;
    gate.put_records(&records, catalog)
}

/// Writes what is left of records, for good.
pub(super) fn erase(gate: &mut Gate<'_>, drafts: Vec<Draft>) -> Result<()> {
    let records = numbered(gate, drafts)?;
    gate.erase_records(&records)
}

fn numbered(gate: &mut Gate<'_>, drafts: Vec<Draft>) -> Result<Vec<Record>> {
    let mut records: Vec<Record> = drafts.into_iter().map(|draft| draft.record).collect();
    for kind in RecordKind::ALL {
        let ids: Vec<Uuid> = records.iter().filter(|r| r.kind == kind).map(|r| r.id).collect();
        if ids.is_empty() {
            continue;
        }
        let known = gate.tx.records(&RecordQuery::Ids(kind, &ids))?;
        for record in records.iter_mut().filter(|r| r.kind == kind) {
            let before = known.iter().find(|k| k.id == record.id);
            record.number = match before {
                Some(before) => before.number,
                None => gate.next_record_no()?,
            };
        }
    }
    Ok(records)
}

/// The key that kits are found by which have this part.
pub(crate) fn part_link(part: VariantId) -> String {
    format!("part:{part}")
}

/// The id of a record that is known by its code alone.
pub(super) fn named_id(kind: &str, name: &str) -> Uuid {
    crate::value::DocumentId::derived(kind, name).uuid()
}

fn tax_code(tax: &TaxCode) -> Result<Draft> {
    Ok(Draft::new(RecordKind::TaxCode, named_id("tax_code", &tax.code), &tax.name, tax)?.code(&tax.code))
}

fn category(category: &Category) -> Result<Draft> {
    let draft = Draft::new(RecordKind::Category, category.id.uuid(), &category.name, category)?;
    Ok(match category.parent {
        Some(parent) => draft.link(&parent),
        None => draft,
    })
}

fn location(location: &Location) -> Result<Draft> {
    Draft::new(RecordKind::Location, location.id.uuid(), &location.name, location)
}

fn product(product: &Product) -> Result<Draft> {
    let name = [product.brand.as_str(), product.name.as_str()].map(str::trim).join(" ");
    let draft = Draft::new(RecordKind::Product, product.id.uuid(), name.trim(), product)?;
    Ok(match product.category {
        Some(category) => draft.link(&category),
        None => draft,
    })
}

fn variant(variant: &Variant, products: &FxHashMap<ProductId, Product>) -> Result<Draft> {
    let product = products.get(&variant.product);
    let product = product.ok_or_else(|| Error::not_found(crate::Noun::Product, variant.product))?;
    let name = variant.name(product);
    let mut draft = Draft::new(RecordKind::Variant, variant.id.uuid(), &name, variant)?
        .key(KeyKind::Sku, &variant.sku)
        .link(&variant.product);
    for barcode in &variant.barcodes {
        draft = draft.key(KeyKind::Barcode, barcode.code.key());
    }
    for part in &variant.parts {
        draft = draft.key(KeyKind::Link, part_link(part.variant));
    }
    draft.record.code.clone_from(&variant.sku);
    draft.record.reorder_point = variant.reorder_point;
    Ok(draft)
}

fn supplier(supplier: &Supplier) -> Result<Draft> {
    Ok(Draft::new(RecordKind::Supplier, supplier.id.uuid(), &supplier.name, supplier)?.code(&supplier.code))
}

pub(super) fn member(member: &Member) -> Result<Draft> {
    let draft = Draft::new(RecordKind::Member, member.id.uuid(), &member.name, member)?;
    // Of who was erased there is no code.
    Ok(if member.code.is_empty() { draft } else { draft.code(&member.code) })
}

pub(super) fn personal(kept: &Personal) -> Result<Draft> {
    let id = Personal::record_id(kept.document, kept.member);
    Ok(Draft::new(RecordKind::Personal, id, "", kept)?.link(&kept.member))
}

pub(super) fn coupon(coupon: &Coupon) -> Result<Draft> {
    Draft::new(RecordKind::Coupon, Coupon::record_id(&coupon.code), "", coupon)
}

fn list_prices(prices: &ListPrices) -> Result<Draft> {
    let draft = Draft::new(RecordKind::ListPrices, prices.record_id(), "", prices)?;
    Ok(draft.link(&prices.variant).link(&prices.list))
}

pub(super) fn supply(supply: &Supply) -> Result<Draft> {
    let draft = Draft::new(RecordKind::Supply, supply.record_id(), "", supply)?;
    Ok(draft.link(&supply.variant).link(&supply.supplier))
}
