//! Edits of records: the one command behind all desks that change the catalog and the parties.

use rustc_hash::{FxHashMap, FxHashSet};
use uuid::Uuid;

use super::catalog::check_kits;
use super::check::MOST_LINES;
use super::handle::Shop;
use super::promotions;
use crate::catalog::Variant;
use crate::document::{Body, Digest, EditedRecord};
use crate::party::Member;
use crate::posting::{Command, DEEPEST, Decided, Gate, MOST_OF_A_KIND, Posted, Snapshot, body};
use crate::pricing::PriceList;
use crate::promotion::Promotion;
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{CategoryId, DocumentId};
use crate::{Error, Expected, MemberRefusal, Noun, Result};

/// Price lists of a shop: each of them may name every variant.
const MOST_PRICE_LISTS: usize = 1_000;

/// Makes the new records, reading what it needs.
type Make<'a> = &'a dyn Fn(&mut Gate<'_>) -> Result<Vec<EditedRecord>>;

pub(crate) struct Edit<'a> {
    pub(crate) id: DocumentId,
    pub(crate) request: Digest,
    pub(crate) make: Make<'a>,
}

impl Command for Edit<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        Ok(self.request)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let records = (self.make)(gate)?;
        if records.is_empty() {
            return Err(Error::Empty { what: Noun::Document });
        }
        if records.len() > MOST_LINES {
            return Err(Error::invalid("records", records.len(), Expected::AtMostItems(MOST_LINES)));
        }
        let at = gate.when(&[])?;
        check_ids(&records)?;
        check_counts(&*gate.snapshot()?, &records)?;
        check_links(gate, &records)?;
        check_unique(gate, &records)?;
        check_ended(gate, &records)?;
        Ok(Decided::new(Body::Records(records), at))
    }
}

impl Shop {
    /// Posts full new records.
    pub(crate) fn edit(&self, id: DocumentId, kind: &str, records: &[EditedRecord]) -> Result<Posted> {
        let request = crate::posting::digest_of(kind, &records)?;
        self.post(&Edit { id, request, make: &|_| Ok(records.to_vec()) })
    }
}

/// A record is edited once in a document: its number and its keys depend on it.
fn check_ids(records: &[EditedRecord]) -> Result<()> {
    let mut seen = FxHashSet::default();
    for (index, record) in records.iter().enumerate() {
        let (field, name) = match record {
            EditedRecord::TaxCode(tax) => ("tax_code", tax.code.clone()),
            EditedRecord::Category(category) => ("category", category.id.to_string()),
            EditedRecord::Location(location) => ("location", location.id.to_string()),
            EditedRecord::Product(product) => ("product", product.id.to_string()),
            EditedRecord::Variant(variant) => ("variant", variant.id.to_string()),
            EditedRecord::Supplier(supplier) => ("supplier", supplier.id.to_string()),
            EditedRecord::Member(member) => ("member", member.id.to_string()),
            EditedRecord::SealedMember(sealed) => ("member", sealed.id.to_string()),
            EditedRecord::Supply(supply) => ("supply", format!("{} {}", supply.supplier, supply.variant)),
            EditedRecord::Promotion(promotion) => ("promotion", promotion.id.to_string()),
            EditedRecord::PriceList(list) => ("price_list", list.id.to_string()),
            EditedRecord::ListPrices(prices) => ("list_prices", format!("{} {}", prices.list, prices.variant)),
            EditedRecord::Coupon(coupon) => ("coupon", coupon.code.clone()),
            EditedRecord::CodeRule { name, .. } => ("code_rule", name.clone()),
        };
        if !seen.insert((field, name.clone())) {
            return Err(Error::invalid(format!("records[{index}].{field}"), name, Expected::Unique));
        }
    }
    Ok(())
}

/// What is read whole has a limit: nothing beyond it may be forgotten in silence.
fn check_counts(snapshot: &Snapshot, records: &[EditedRecord]) -> Result<()> {
    let new = |is_new: &dyn Fn(&EditedRecord) -> bool| records.iter().filter(|record| is_new(record)).count();
    let categories = new(&|r| matches!(r, EditedRecord::Category(c) if snapshot.category(c.id).is_err()));
    refuse_many("categories", snapshot.categories().count() + categories)?;
    let taxes = new(&|r| matches!(r, EditedRecord::TaxCode(tax) if snapshot.tax(&tax.code).is_err()));
    refuse_many("tax_codes", snapshot.taxes().count() + taxes)?;
    let locations = new(&|r| matches!(r, EditedRecord::Location(l) if snapshot.location(Some(l.id)).is_err()));
    refuse_many("locations", snapshot.locations().len() + locations)?;
    let is_known = |new: &Promotion| snapshot.promotions.iter().any(|promotion| promotion.id == new.id);
    let promotions = new(&|r| matches!(r, EditedRecord::Promotion(promotion) if !is_known(promotion)));
    refuse_many("promotions", snapshot.promotions.len() + promotions)?;
    let is_known = |new: &PriceList| snapshot.price_lists.iter().any(|list| list.id == new.id);
    let lists = new(&|r| matches!(r, EditedRecord::PriceList(list) if !is_known(list)));
    refuse_more("price_lists", snapshot.price_lists.len() + lists, MOST_PRICE_LISTS)
}

fn refuse_many(field: &str, count: usize) -> Result<()> {
    refuse_more(field, count, MOST_OF_A_KIND)
}

fn refuse_more(field: &str, count: usize, most: usize) -> Result<()> {
    if count > most {
        return Err(Error::invalid(field, count, Expected::AtMostItems(most)));
    }
    Ok(())
}

/// What a record names must be there: in the catalog, or beside it in the same document.
fn check_links(gate: &mut Gate<'_>, records: &[EditedRecord]) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let mut categories: FxHashMap<_, _> = snapshot.categories().map(|c| (c.id, c.parent)).collect();
    let mut taxes: Vec<&str> = snapshot.taxes().map(|(_, tax)| tax.code.as_str()).collect();
    for record in records {
        match record {
            EditedRecord::Category(category) => drop(categories.insert(category.id, category.parent)),
            EditedRecord::TaxCode(tax) => taxes.push(&tax.code),
            _ => {}
        }
    }
    for (index, record) in records.iter().enumerate() {
        let checked = match record {
            EditedRecord::TaxCode(tax) => tax.check(),
            EditedRecord::Category(category) => {
                category.check().and_then(|()| tree_ends(&categories, Some(category.id)))
            }
            EditedRecord::Location(location) => location.check(),
            EditedRecord::Product(product) => product.check().and_then(|()| {
                let tax = product.tax_code.as_str();
                if !tax.is_empty() && !taxes.contains(&tax) {
                    return Err(Error::not_found(Noun::TaxCode, tax));
                }
                product.category.map_or(Ok(()), |category| tree_ends(&categories, Some(category)))
            }),
            // Checked against products and lists where they are made; sealed when they were checked.
            EditedRecord::Variant(_)
            | EditedRecord::CodeRule { .. }
            | EditedRecord::ListPrices(_)
            | EditedRecord::SealedMember(_) => Ok(()),
            EditedRecord::Supplier(supplier) => supplier.check(),
            EditedRecord::Member(member) => member.check(),
            EditedRecord::Supply(supply) => supply.check(),
            EditedRecord::Promotion(promotion) => promotion.check(),
            EditedRecord::PriceList(list) => list.check(),
            EditedRecord::Coupon(coupon) => {
                coupon.check().and_then(|()| promotions::takes_coupons(&snapshot, coupon.promotion))
            }
        };
        checked.map_err(|error| error.within(format_args!("records[{index}]")))?;
    }
    // A branch that is hung elsewhere takes along all that is below it.
    if records.iter().any(|record| matches!(record, EditedRecord::Category(_))) {
        categories.keys().try_for_each(|id| tree_ends(&categories, Some(*id)))?;
    }
    check_kits(gate, records)?;
    promotions::check_issued(&snapshot, records)?;
    promotions::check_goods(gate, records, |id| categories.contains_key(&id))
}

/// Refuses an unknown category, one that is above itself, and one that lies too deep.
fn tree_ends(categories: &FxHashMap<CategoryId, Option<CategoryId>>, from: Option<CategoryId>) -> Result<()> {
    let mut next = from;
    for _ in 0..=DEEPEST {
        let Some(id) = next else { return Ok(()) };
        next = *categories.get(&id).ok_or_else(|| Error::not_found(Noun::Category, id))?;
    }
    let top = from.map(|id| id.to_string()).unwrap_or_default();
    Err(Error::invalid("parent", top, Expected::Tree(DEEPEST)))
}

/// SKUs, barcodes and codes belong to one record each.
fn check_unique(gate: &mut Gate<'_>, records: &[EditedRecord]) -> Result<()> {
    let mut keys: FxHashMap<(RecordKind, KeyKind), Vec<(String, Uuid)>> = FxHashMap::default();
    let edited: FxHashSet<Uuid> = records.iter().filter_map(key_holder).collect();
    for record in records {
        let (kind, id, code) = match record {
            EditedRecord::Variant(variant) => {
                variant_keys(variant, &mut keys);
                continue;
            }
            EditedRecord::Supplier(s) => (RecordKind::Supplier, s.id.uuid(), &s.code),
            EditedRecord::Member(m) => (RecordKind::Member, m.id.uuid(), &m.code),
            _ => continue,
        };
        keys.entry((kind, KeyKind::Code)).or_default().push((format!("{}:{code}", kind.code()), id));
    }
    for ((kind, key_kind), wanted) in keys {
        let what = match key_kind {
            KeyKind::Sku => Noun::Sku,
            KeyKind::Barcode => Noun::Barcode,
            _ => Noun::Record,
        };
        let mut holders: FxHashMap<&str, Uuid> = FxHashMap::default();
        for (text, id) in &wanted {
            if let Some(other) = holders.insert(text, *id) {
                return Err(Error::Duplicate { what, key: shown(kind, text), holder: other.to_string() });
            }
        }
        let texts: Vec<&str> = wanted.iter().map(|(text, _)| text.as_str()).collect();
        for known in gate.tx.records(&RecordQuery::Keys(kind, key_kind, &texts))? {
            // A record that is edited here gives up the keys it had.
            let taken = known.keys.iter().find(|key| key.kind == key_kind && holders.contains_key(key.text.as_str()));
            if let Some(key) = taken.filter(|_| !edited.contains(&known.id)) {
                return Err(Error::Duplicate { what, key: shown(kind, &key.text), holder: known.name });
            }
        }
    }
    Ok(())
}

/// Whose record ended is another member now, or nobody whom the shop knows.
fn check_ended(gate: &mut Gate<'_>, records: &[EditedRecord]) -> Result<()> {
    let members = records.iter().filter(|record| matches!(record, EditedRecord::Member(_)));
    let ids: Vec<Uuid> = members.filter_map(key_holder).collect();
    if ids.is_empty() {
        return Ok(());
    }
    for known in gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &ids))? {
        let member: Member = body(&known)?;
        if member.merged_into.is_some() {
            return Err(Error::WrongState { what: Noun::Member, key: member.code, state: "merged" });
        }
        if member.erased_by.is_some() {
            return Err(MemberRefusal::Erased { member: member.id.to_string() }.into());
        }
    }
    Ok(())
}

/// Records that have keys of their own.
fn key_holder(record: &EditedRecord) -> Option<Uuid> {
    match record {
        EditedRecord::Variant(variant) => Some(variant.id.uuid()),
        EditedRecord::Supplier(supplier) => Some(supplier.id.uuid()),
        EditedRecord::Member(member) => Some(member.id.uuid()),
        _ => None,
    }
}

/// A key as the caller gave it: codes are kept with the kind of their record before them.
fn shown(kind: RecordKind, key: &str) -> String {
    key.strip_prefix(kind.code()).and_then(|key| key.strip_prefix(':')).unwrap_or(key).to_string()
}

fn variant_keys(variant: &Variant, keys: &mut FxHashMap<(RecordKind, KeyKind), Vec<(String, Uuid)>>) {
    let id = variant.id.uuid();
    keys.entry((RecordKind::Variant, KeyKind::Sku)).or_default().push((variant.sku.clone(), id));
    let barcodes = keys.entry((RecordKind::Variant, KeyKind::Barcode)).or_default();
    barcodes.extend(variant.barcodes.iter().map(|barcode| (barcode.code.key().to_string(), id)));
}
