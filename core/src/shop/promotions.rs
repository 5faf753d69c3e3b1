use rustc_hash::FxHashSet;
use uuid::Uuid;

use super::handle::Shop;
use crate::document::EditedRecord;
use crate::posting::Gate;
use crate::promotion::{Benefit, Promotion, Scope};
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{CategoryId, DocumentId};
use crate::{Error, Noun, Result};

/// Offers.
#[derive(Clone, Copy)]
pub struct Promotions<'a> {
    pub(crate) shop: &'a Shop,
}

impl Promotions<'_> {
    /// Adds promotions, or replaces those with the same id. Sales that were posted keep what they got.
    ///
    /// # Errors
    /// [`Error::Invalid`]; [`Error::NotFound`] for goods or categories that a promotion names and nobody knows.
    pub fn put(&self, id: DocumentId, promotions: &[Promotion]) -> Result<()> {
        let records: Vec<_> = promotions.iter().cloned().map(|p| EditedRecord::Promotion(Box::new(p))).collect();
        self.shop.edit(id, "promotions", &records).map(|_| ())
    }

    /// All promotions, past ones included.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn all(&self) -> Result<Vec<Promotion>> {
        self.shop.read(|_, snapshot| Ok(snapshot.promotions.clone()))
    }
}

/// Goods that promotions name, by kind.
#[derive(Default)]
struct NamedGoods {
    variants: Vec<Named>,
    products: Vec<Named>,
    categories: Vec<Named>,
}

/// An id, and where it stands.
#[derive(Clone, Copy)]
struct Named {
    record: usize,
    field: &'static str,
    id: Uuid,
}

impl Named {
    fn unknown(self, what: Noun) -> Error {
        Error::not_found(what, self.id).within(format_args!("records[{}].{}", self.record, self.field))
    }
}

impl NamedGoods {
    fn of(records: &[EditedRecord]) -> Self {
        let mut named = Self::default();
        for (index, record) in records.iter().enumerate() {
            let EditedRecord::Promotion(promotion) = record else { continue };
            named.add_scope(index, "scope", &promotion.scope);
            if let Some(scope) = &promotion.condition.scope {
                named.add_scope(index, "condition.scope", scope);
            }
            let of_variant = |field, id: Uuid| Named { record: index, field, id };
            match &promotion.benefit {
                Benefit::BuyXGetY { get_scope: Some(scope), .. } => {
                    named.add_scope(index, "benefit.get_scope", scope);
                }
                Benefit::BundlePrice { items, .. } => {
                    named.variants.extend(items.iter().map(|item| of_variant("benefit.items", item.variant.uuid())));
                }
                Benefit::Gift { variant, .. } => named.variants.push(of_variant("benefit.variant", variant.uuid())),
                _ => {}
            }
        }
        named
    }

    fn add_scope(&mut self, record: usize, field: &'static str, scope: &Scope) {
        let of = |id| Named { record, field, id };
        match scope {
            Scope::All => {}
            Scope::Products(ids) => self.products.extend(ids.iter().map(|id| of(id.uuid()))),
            Scope::Variants(ids) => self.variants.extend(ids.iter().map(|id| of(id.uuid()))),
            Scope::Categories(ids) => self.categories.extend(ids.iter().map(|id| of(id.uuid()))),
        }
    }
}

/// Refuses promotions that name what nobody knows: a mistyped id would make an offer that never applies, and an unknown
/// gift would stop sales.
pub(super) fn check_goods(
    gate: &mut Gate<'_>,
    records: &[EditedRecord],
    knows_category: impl Fn(CategoryId) -> bool,
) -> Result<()> {
    check_named(gate, &NamedGoods::of(records), knows_category)
}

/// Refuses goods in `field` that nobody knows.
pub(super) fn check_scopes(gate: &mut Gate<'_>, field: &str, scopes: &[Scope]) -> Result<()> {
    let mut named = NamedGoods::default();
    scopes.iter().enumerate().for_each(|(index, scope)| named.add_scope(index, "", scope));
    let snapshot = gate.snapshot()?;
    check_named(gate, &named, |id| snapshot.category(id).is_ok()).map_err(|error| match error {
        Error::NotFound { what, key, .. } => Error::NotFound { field: field.to_string(), what, key },
        other => other,
    })
}

fn check_named(gate: &mut Gate<'_>, named: &NamedGoods, knows_category: impl Fn(CategoryId) -> bool) -> Result<()> {
    if let Some(unknown) = named.categories.iter().find(|named| !knows_category(CategoryId::from_uuid(named.id))) {
        return Err(unknown.unknown(Noun::Category));
    }
    check_records(gate, (RecordKind::Product, Noun::Product), &named.products)?;
    check_records(gate, (RecordKind::Variant, Noun::Variant), &named.variants)
}

/// Looks up all of a kind at once. Stores find numbers in an index; records are read only to tell which one is missing.
fn check_records(gate: &mut Gate<'_>, (kind, what): (RecordKind, Noun), named: &[Named]) -> Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let mut ids: Vec<Uuid> = named.iter().map(|named| named.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let query = RecordQuery::Ids(kind, &ids);
    if gate.tx.record_numbers(&query)?.len() == ids.len() {
        return Ok(());
    }
    let known: FxHashSet<Uuid> = gate.tx.records(&query)?.iter().map(|record| record.id).collect();
    match named.iter().find(|named| !known.contains(&named.id)) {
        Some(unknown) => Err(unknown.unknown(what)),
        None => Ok(()),
    }
}
