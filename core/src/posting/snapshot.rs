//! The catalog as of one document: loaded piece by piece, kept until the catalog changes.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::catalog::{Category, Location, Product, TaxCode, Variant};
use crate::costing::{Rules, UnitCost};
use crate::document::{Digest, Settings};
use crate::ledger::{LocationNo, RecordNo, TaxNo, VariantNo};
use crate::pricing::{ListPrices, PriceList};
use crate::promotion::Promotion;
use crate::storage::{KeyKind, Record, RecordKind, RecordQuery, Transaction};
use crate::value::{CategoryId, LocationId, Rate, VariantId, Zone};
use crate::{Error, Noun, Result};

/// Variants kept in memory; beyond that all are dropped and read again when needed.
const MOST_CARDS: usize = 50_000;
/// Records of a kind that are read whole: categories, taxes, locations, promotions, price lists.
pub(crate) const MOST_OF_A_KIND: usize = 10_000;
/// The deepest category tree.
pub(crate) const DEEPEST: usize = 32;

/// All that posting and pricing need to know of a variant. What the catalog's desk shows of it is shared, not copied.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) no: VariantNo,
    pub(crate) variant: Arc<Variant>,
    pub(crate) product: Arc<Product>,
    pub(crate) name: Arc<str>,
    pub(crate) rate: Rate,
    /// How its goods are costed.
    pub(crate) rules: Rules,
    /// Its category and all above it.
    pub(crate) categories: Vec<CategoryId>,
    /// What price lists say of it.
    pub(crate) prices: Vec<ListPrices>,
}

impl Card {
    /// Refuses a kit: its parts are bought, counted and carried.
    pub(crate) fn check_stocked(&self) -> Result<()> {
        if self.variant.is_kit() {
            return Err(Error::WrongState { what: Noun::Variant, key: self.variant.sku.clone(), state: "kit" });
        }
        Ok(())
    }
}

/// The catalog and the settings as of the document with this hash.
pub(crate) struct Snapshot {
    pub(crate) catalog: Digest,
    pub(crate) settings: Settings,
    pub(crate) zone: Zone,
    pub(crate) promotions: Vec<Promotion>,
    pub(crate) price_lists: Vec<PriceList>,
    taxes: FxHashMap<String, (TaxNo, TaxCode)>,
    categories: FxHashMap<CategoryId, Category>,
    locations: Vec<(LocationNo, Location)>,
    cards: Mutex<Cards>,
}

#[derive(Default)]
struct Cards {
    by_id: FxHashMap<VariantId, Arc<Card>>,
    by_number: FxHashMap<VariantNo, Arc<Card>>,
    products: FxHashMap<Uuid, Arc<Product>>,
}

/// The body of a record.
pub(crate) fn body<T: DeserializeOwned>(record: &Record) -> Result<T> {
    serde_json::from_slice(&record.body)
        .map_err(|e| Error::Corrupt { what: format!("{} {}: {e}", record.kind.code(), record.id) })
}

impl Snapshot {
    /// Reads what is small; variants and products are read when they are asked for.
    pub(crate) fn load(tx: &mut dyn Transaction, catalog: Digest) -> Result<Self> {
        let Some((_, settings)) = all::<Settings>(tx, RecordKind::Settings)?.into_iter().next() else {
            return Err(Error::NoShop);
        };
        let taxes = all::<TaxCode>(tx, RecordKind::TaxCode)?;
        let taxes = taxes.into_iter().map(|(number, tax)| (tax.code.clone(), (number.into(), tax))).collect();
        let categories = all::<Category>(tx, RecordKind::Category)?;
        let categories = categories.into_iter().map(|(_, category)| (category.id, category)).collect();
        let locations = all(tx, RecordKind::Location)?;
        let locations = locations.into_iter().map(|(number, location)| (number.into(), location)).collect();
        let promotions = all(tx, RecordKind::Promotion)?.into_iter().map(|(_, promotion)| promotion).collect();
        let price_lists = all(tx, RecordKind::PriceList)?.into_iter().map(|(_, list)| list).collect();
        let zone = settings.zone()?;
        let cards = Mutex::default();
        Ok(Self { catalog, settings, zone, promotions, price_lists, taxes, categories, locations, cards })
    }

    /// The tax with this code; an empty code is no tax.
    pub(crate) fn tax(&self, code: &str) -> Result<(TaxNo, Rate)> {
        if code.is_empty() {
            return Ok((TaxNo(0), Rate::ZERO));
        }
        let found = self.taxes.get(code).map(|(no, tax)| (*no, tax.rate));
        found.ok_or_else(|| Error::not_found(Noun::TaxCode, code))
    }

    pub(crate) fn taxes(&self) -> impl Iterator<Item = &(TaxNo, TaxCode)> {
        self.taxes.values()
    }

    pub(crate) fn category(&self, id: CategoryId) -> Result<&Category> {
        self.categories.get(&id).ok_or_else(|| Error::not_found(Noun::Category, id))
    }

    pub(crate) fn categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.values()
    }

    /// A category and all above it, from the bottom.
    pub(crate) fn category_path(&self, id: Option<CategoryId>) -> Result<Vec<CategoryId>> {
        let (mut path, mut next) = (Vec::new(), id);
        while let Some(id) = next {
            if path.len() == DEEPEST {
                let expected = crate::Expected::AtMostItems(DEEPEST);
                return Err(Error::invalid("category.parent", id, expected));
            }
            path.push(id);
            next = self.category(id)?.parent;
        }
        Ok(path)
    }

    /// The shop's first location.
    pub(crate) fn main_location(&self) -> Result<&(LocationNo, Location)> {
        self.locations.first().ok_or(Error::NoShop)
    }

    pub(crate) fn locations(&self) -> &[(LocationNo, Location)] {
        &self.locations
    }

    /// The location with this id; without one, the shop's first.
    pub(crate) fn location(&self, id: Option<LocationId>) -> Result<&(LocationNo, Location)> {
        let Some(id) = id else { return self.main_location() };
        let found = self.locations.iter().find(|(_, location)| location.id == id);
        found.ok_or_else(|| Error::not_found(Noun::Location, id))
    }

    /// Cards of these variants, in this order; those not read yet are read in two calls, three in a shop with
    /// price lists.
    pub(crate) fn cards(&self, tx: &mut dyn Transaction, ids: &[VariantId]) -> Result<Vec<Arc<Card>>> {
        // Gathered here: what is kept may be dropped while the missing ones are read.
        let mut found: FxHashMap<VariantId, Arc<Card>> = FxHashMap::default();
        let mut missing: Vec<Uuid> = Vec::new();
        {
            let cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
            for id in ids {
                match cards.by_id.get(id) {
                    Some(card) => drop(found.insert(*id, Arc::clone(card))),
                    None => missing.push(id.uuid()),
                }
            }
        }
        if !missing.is_empty() {
            missing.sort_unstable();
            missing.dedup();
            let records = tx.records(&RecordQuery::Ids(RecordKind::Variant, &missing))?;
            found.extend(self.keep(tx, &records)?.into_iter().map(|card| (card.variant.id, card)));
        }
        ids.iter().map(|id| found.get(id).cloned().ok_or_else(|| Error::not_found(Noun::Variant, id))).collect()
    }

    pub(crate) fn card(&self, tx: &mut dyn Transaction, id: VariantId) -> Result<Arc<Card>> {
        self.cards(tx, &[id])?.pop().ok_or_else(|| Error::not_found(Noun::Variant, id))
    }

    /// Cards of the variants with these record numbers, in this order; unknown numbers are left out. Those not read
    /// yet are read in two calls.
    pub(crate) fn cards_numbered(&self, tx: &mut dyn Transaction, numbers: &[RecordNo]) -> Result<Vec<Arc<Card>>> {
        let mut found: Vec<Option<Arc<Card>>> = Vec::with_capacity(numbers.len());
        let mut missing: Vec<RecordNo> = Vec::new();
        {
            let cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
            for &number in numbers {
                let card = cards.by_number.get(&number.into()).cloned();
                if card.is_none() {
                    missing.push(number);
                }
                found.push(card);
            }
        }
        if !missing.is_empty() {
            let records = tx.records(&RecordQuery::Numbers(&missing))?;
            let read = self.keep(tx, &records)?;
            let read: FxHashMap<VariantNo, Arc<Card>> = read.into_iter().map(|card| (card.no, card)).collect();
            for (card, number) in found.iter_mut().zip(numbers) {
                if card.is_none() {
                    *card = read.get(&(*number).into()).cloned();
                }
            }
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// Cards of the variants that a question finds, in its order.
    pub(crate) fn found(&self, tx: &mut dyn Transaction, query: &RecordQuery<'_>) -> Result<Vec<Arc<Card>>> {
        let numbers = tx.record_numbers(query)?;
        self.cards_numbered(tx, &numbers)
    }

    /// Turns records of variants into cards and keeps them.
    fn keep(&self, tx: &mut dyn Transaction, records: &[Record]) -> Result<Vec<Arc<Card>>> {
        let variants: Vec<(VariantNo, Variant)> =
            records.iter().map(|record| Ok((record.number.into(), body(record)?))).collect::<Result<_>>()?;
        let products = self.products(tx, &variants)?;
        let mut prices = self.list_prices(tx, &variants)?;
        let mut fresh = Vec::with_capacity(variants.len());
        for (no, variant) in variants {
            let product = products.get(&variant.product.uuid()).cloned();
            let product = product.ok_or_else(|| Error::not_found(Noun::Product, variant.product))?;
            let prices = prices.remove(&variant.id).unwrap_or_default();
            fresh.push(Arc::new(self.make_card(no, (variant, product), prices)?));
        }
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if cards.by_id.len() > MOST_CARDS {
            *cards = Cards::default();
        }
        cards.products.extend(products);
        cards.by_number.extend(fresh.iter().map(|card| (card.no, Arc::clone(card))));
        cards.by_id.extend(fresh.iter().map(|card| (card.variant.id, Arc::clone(card))));
        Ok(fresh)
    }

    fn products(
        &self,
        tx: &mut dyn Transaction,
        variants: &[(VariantNo, Variant)],
    ) -> Result<FxHashMap<Uuid, Arc<Product>>> {
        let mut found: FxHashMap<Uuid, Arc<Product>> = FxHashMap::default();
        let mut missing: Vec<Uuid> = Vec::new();
        {
            let cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
            for (_, variant) in variants {
                let id = variant.product.uuid();
                match cards.products.get(&id) {
                    Some(product) => drop(found.insert(id, Arc::clone(product))),
                    None => missing.push(id),
                }
            }
        }
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            for record in tx.records(&RecordQuery::Ids(RecordKind::Product, &missing))? {
                found.insert(record.id, Arc::new(body(&record)?));
            }
        }
        Ok(found)
    }

    /// What price lists say of these variants; nothing is read in a shop without price lists.
    fn list_prices(
        &self,
        tx: &mut dyn Transaction,
        variants: &[(VariantNo, Variant)],
    ) -> Result<FxHashMap<VariantId, Vec<ListPrices>>> {
        let mut found: FxHashMap<VariantId, Vec<ListPrices>> = FxHashMap::default();
        if self.price_lists.is_empty() || variants.is_empty() {
            return Ok(found);
        }
        let links: Vec<String> = variants.iter().map(|(_, variant)| variant.id.to_string()).collect();
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        for record in tx.records(&RecordQuery::Keys(RecordKind::ListPrices, KeyKind::Link, &links))? {
            let prices: ListPrices = body(&record)?;
            found.entry(prices.variant).or_default().push(prices);
        }
        Ok(found)
    }

    fn make_card(
        &self,
        no: VariantNo,
        (variant, product): (Variant, Arc<Product>),
        prices: Vec<ListPrices>,
    ) -> Result<Card> {
        let (_, rate) = self.tax(&product.tax_code)?;
        let categories = self.category_path(product.category)?;
        let of_category = || categories.iter().find_map(|id| self.categories.get(id)?.costing);
        let method = product.costing.or_else(of_category).unwrap_or(self.settings.costing);
        let negative = variant.negative_stock.or(product.negative_stock).unwrap_or(self.settings.negative_stock);
        let (scope, currency) = (self.settings.cost_scope, self.settings.currency);
        let assumed = variant.assumed_cost.map(|cost| UnitCost::from_price(cost, currency));
        let rules = Rules { method, scope, negative, default_unit_cost: assumed.transpose()? };
        let name = variant.name(&product).into();
        Ok(Card { no, variant: Arc::new(variant), product, name, rate, rules, categories, prices })
    }

    /// Variants that have one of these keys.
    pub(crate) fn find(&self, tx: &mut dyn Transaction, kind: KeyKind, keys: &[&str]) -> Result<Vec<Arc<Card>>> {
        self.found(tx, &RecordQuery::Keys(RecordKind::Variant, kind, keys))
    }
}

/// What all records of a kind hold, by number.
fn all<T: DeserializeOwned>(tx: &mut dyn Transaction, kind: RecordKind) -> Result<Vec<(RecordNo, T)>> {
    let mut found = Vec::new();
    tx.bodies(kind, &mut |number, body| {
        let body = serde_json::from_slice(body)
            .map_err(|e| Error::Corrupt { what: format!("{} number {}: {e}", kind.code(), number.0) })?;
        found.push((number, body));
        Ok(())
    })?;
    Ok(found)
}
