use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use tillbook::document::Document;
use tillbook::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Layer, Level, LevelKey, LineKey, Movement, Pool, RecordNo,
    Revaluation, SaleLine, VariantNo,
};
use tillbook::storage::{
    Access, ChainHead, CheckpointQuery, DocumentQuery, Head, LedgerFilter, LevelQuery, LowStock, PoolQuery, Posting,
    Record, RecordKind, RecordQuery, StateChange, Store, Transaction,
};
use tillbook::value::{BusinessDay, Quantity, Timestamp};
use tillbook::{Error, Result};

/// Keeps a shop in plain lists that go with the process. Readers run beside each other, a writer runs alone.
///
/// It is made to be read, and keeps the contract but for durability. A store for daily use writes to a disk before it
/// answers; it also notes what a transaction changed instead of copying the whole shop, and has an index for each
/// question, where this one looks at every row.
///
/// ```
/// use tillbook::Shop;
/// use tillbook::document::Settings;
/// use tillbook_examples::your_own_store::PlainStore;
/// let shop = Shop::create(PlainStore::default(), Settings::default())?;
/// assert!(shop.office().verify()?.is_clean());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct PlainStore(RwLock<Rows>);

impl Store for PlainStore {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        // Work that panics drops its copy and leaves the rows whole: a poisoned lock means no harm.
        match access {
            Access::Read => {
                let rows = self.0.read().unwrap_or_else(PoisonError::into_inner);
                work(&mut View { rows: Cow::Borrowed(&rows), access })
            }
            Access::Write => {
                // Held from here to the end, so that no other transaction comes between what is read and written.
                let mut rows = self.0.write().unwrap_or_else(PoisonError::into_inner);
                let mut view = View { rows: Cow::Borrowed(&rows), access };
                work(&mut view)?;
                if let Cow::Owned(changed) = view.rows {
                    *rows = changed;
                }
                Ok(())
            }
        }
    }
}

/// All that the store keeps.
#[derive(Debug, Clone, Default)]
struct Rows {
    /// As it was posted last; its chain is looked up among the documents.
    head: Option<Head>,
    /// By number, which is unique over all kinds and which a record keeps for good.
    records: BTreeMap<RecordNo, Record>,
    /// By posting number, because that is the order in which they come; so are the rows of the ledgers.
    documents: Vec<Document>,
    movements: Vec<Movement>,
    revaluations: Vec<Revaluation>,
    sale_lines: Vec<SaleLine>,
    entries: Vec<Entry>,
    pools: BTreeMap<VariantNo, Pool>,
    /// Oldest first within a variant.
    layers: BTreeMap<(VariantNo, Timestamp, LineKey), Layer>,
    levels: BTreeMap<LevelKey, Level>,
    batches: BTreeMap<(VariantNo, String), BatchInfo>,
    balances: BTreeMap<BalanceKey, Balance>,
    checkpoints: BTreeMap<(VariantNo, Timestamp, LineKey), Checkpoint>,
}

/// The rows as a transaction sees them: the store's own until it writes, then a copy.
struct View<'a> {
    rows: Cow<'a, Rows>,
    access: Access,
}

impl View<'_> {
    /// The copy that takes the place of the store's rows if the transaction succeeds.
    fn rows_mut(&mut self, operation: &'static str) -> Result<&mut Rows> {
        match self.access {
            Access::Read => Err(Error::ReadOnly { operation }),
            Access::Write => Ok(self.rows.to_mut()),
        }
    }

    /// Records by number, which is an order that fits every question but one.
    fn records_that(&self, limit: usize, fits: impl Fn(&Record) -> bool) -> Vec<Record> {
        self.rows.records.values().filter(|record| fits(record)).take(limit).cloned().collect()
    }

    /// Documents by posting number.
    fn documents_that(&self, limit: usize, fits: impl Fn(&Document) -> bool) -> Vec<Document> {
        self.rows.documents.iter().filter(|document| fits(document)).take(limit).cloned().collect()
    }
}

impl Transaction for View<'_> {
    fn head(&mut self, device: &str) -> Result<Option<Head>> {
        let Some(head) = &self.rows.head else { return Ok(None) };
        let newest = self.rows.documents.iter().rfind(|document| document.header.slot.device == device);
        let chain = newest.map(|document| ChainHead { slot: document.header.slot.clone(), hash: document.header.hash });
        Ok(Some(Head { chain, ..head.clone() }))
    }

    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
        let all = usize::MAX;
        Ok(match *query {
            RecordQuery::Ids(kind, ids) => {
                self.records_that(all, |record| record.kind == kind && ids.contains(&record.id))
            }
            RecordQuery::Numbers(numbers) => self.records_that(all, |record| numbers.contains(&record.number)),
            RecordQuery::Keys(kind, of, texts) => self.records_that(all, |record| {
                let mut keys = record.keys.iter().filter(|key| key.kind == of);
                record.kind == kind && keys.any(|key| texts.contains(&key.text.as_str()))
            }),
            RecordQuery::All { kind, after, limit } => {
                self.records_that(limit, |record| record.kind == kind && record.number > after)
            }
            RecordQuery::NameStartsWith { kind, text, limit } => {
                let text = text.to_ascii_lowercase();
                let mut found =
                    self.records_that(all, |record| record.kind == kind && folded(record).starts_with(&text));
                found.sort_by_cached_key(|record| (folded(record), record.number));
                found.truncate(limit);
                found
            }
            RecordQuery::NameContains { kind, text, limit } => {
                let text = text.to_ascii_lowercase();
                self.records_that(limit, |record| record.kind == kind && folded(record).contains(&text))
            }
            _ => return Err(unknown_question()),
        })
    }

    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
        let all = usize::MAX;
        Ok(match *query {
            DocumentQuery::Ids(ids) => self.documents_that(all, |document| ids.contains(&document.header.id)),
            DocumentQuery::Posts(posts) => self.documents_that(all, |document| posts.contains(&document.post_no)),
            DocumentQuery::Place { device, seq } => self.documents_that(all, |document| {
                let slot = &document.header.slot;
                slot.device == device && slot.seq == seq
            }),
            DocumentQuery::Chain { device, after, limit } => {
                let mut found = self.documents_that(all, |document| {
                    let slot = &document.header.slot;
                    slot.device == device && slot.seq > after
                });
                found.sort_by_key(|document| document.header.slot.seq);
                found.truncate(limit);
                found
            }
            DocumentQuery::ReferringTo(id) => {
                self.documents_that(all, |document| document.header.refers_to == Some(id))
            }
            DocumentQuery::Party { party, after, limit } => {
                self.documents_that(limit, |document| document.post_no > after && document.header.party == Some(party))
            }
            DocumentQuery::After { after, limit } => self.documents_that(limit, |document| document.post_no > after),
            DocumentQuery::Days { kind, from, to, after, limit } => self.documents_that(limit, |document| {
                let header = &document.header;
                document.post_no > after && header.kind == kind && (from..=to).contains(&header.business_day)
            }),
            _ => return Err(unknown_question()),
        })
    }

    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Movement) -> Result<()>) -> Result<()> {
        let fits = |row: &&Movement| fits(filter, row.key, row.business_day, Some(row.variant));
        let mut rows: Vec<&Movement> = self.rows.movements.iter().filter(fits).collect();
        if filter.variant.is_some() {
            rows.sort_by_key(|row| (row.effective_at, row.key));
        }
        rows.into_iter().try_for_each(sink)
    }

    fn revaluations(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
    ) -> Result<()> {
        let fits = |row: &&Revaluation| fits(filter, row.key, row.business_day, Some(row.variant));
        self.rows.revaluations.iter().filter(fits).try_for_each(sink)
    }

    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&SaleLine) -> Result<()>) -> Result<()> {
        let fits = |row: &&SaleLine| fits(filter, row.key, row.business_day, Some(row.variant));
        self.rows.sale_lines.iter().filter(fits).try_for_each(sink)
    }

    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Entry) -> Result<()>) -> Result<()> {
        let fits = |row: &&Entry| fits(filter, row.key, row.business_day, None);
        self.rows.entries.iter().filter(fits).try_for_each(sink)
    }

    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
        let levels = self.rows.levels.values();
        Ok(match *query {
            LevelQuery::Variants(variants) => {
                levels.filter(|level| variants.contains(&level.key.variant)).cloned().collect()
            }
            LevelQuery::ExpiringUntil(last) => {
                let expiring = levels.filter(|level| level.expires_on.is_some_and(|day| day <= last));
                let mut found: Vec<Level> = expiring.cloned().collect();
                found.sort_by_key(|level| level.expires_on);
                found
            }
            LevelQuery::All => levels.cloned().collect(),
            _ => return Err(unknown_question()),
        })
    }

    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
        let asked = |row: &&BatchInfo| batches.contains(&(row.variant, row.batch.as_str()));
        Ok(self.rows.batches.values().filter(asked).cloned().collect())
    }

    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
        let pools = self.rows.pools.values();
        Ok(match *query {
            PoolQuery::Variants(variants) => pools.filter(|pool| variants.contains(&pool.variant)).cloned().collect(),
            PoolQuery::All => pools.cloned().collect(),
            _ => return Err(unknown_question()),
        })
    }

    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>> {
        let layers = self.rows.layers.values();
        Ok(layers.filter(|layer| variants.contains(&layer.variant)).copied().collect())
    }

    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
        let mut checkpoints = self.rows.checkpoints.iter();
        Ok(match *query {
            CheckpointQuery::Before { variant, at, key } => {
                let before =
                    |place: &(VariantNo, Timestamp, LineKey)| place.0 == variant && *place < (variant, at, key);
                checkpoints.rfind(|(place, _)| before(place)).map(|(_, row)| row.clone()).into_iter().collect()
            }
            CheckpointQuery::Ahead { variant, at, key, between } => {
                let ahead = |place: &(VariantNo, Timestamp, LineKey)| place.0 == variant && *place > (variant, at, key);
                let mut ahead = checkpoints.filter(|(place, _)| ahead(place));
                let found = usize::try_from(between).ok().and_then(|between| ahead.nth(between));
                found.map(|(_, row)| row.clone()).into_iter().collect()
            }
            CheckpointQuery::All => checkpoints.map(|(_, row)| row.clone()).collect(),
            _ => return Err(unknown_question()),
        })
    }

    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
        let asked = |row: &&Balance| keys.is_none_or(|keys| keys.contains(&row.key));
        Ok(self.rows.balances.values().filter(asked).copied().collect())
    }

    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>> {
        let low = |record: &Record| {
            let (variant, reorder_point) = (VariantNo::from(record.number), record.reorder_point?);
            let on_hand = self.rows.pools.get(&variant).map_or(Quantity::ZERO, |pool| pool.quantity);
            let (sku, name) = (record.code.clone(), record.name.clone());
            (on_hand <= reorder_point).then_some(LowStock { variant, sku, name, on_hand, reorder_point })
        };
        let variants = self.rows.records.values().filter(|record| record.kind == RecordKind::Variant);
        Ok(variants.filter_map(low).take(limit).collect())
    }

    fn put_records(&mut self, records: &[Record]) -> Result<()> {
        let rows = self.rows_mut("write records")?;
        rows.records.extend(records.iter().map(|record| (record.number, record.clone())));
        Ok(())
    }

    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()> {
        let rows = self.rows_mut("post documents")?;
        for posting in postings {
            rows.documents.push(posting.document.clone());
            rows.movements.extend_from_slice(&posting.movements);
            rows.revaluations.extend_from_slice(&posting.revaluations);
            rows.sale_lines.extend_from_slice(&posting.sale_lines);
            rows.entries.extend_from_slice(&posting.entries);
        }
        rows.head = Some(head.clone());
        Ok(())
    }

    fn set_state(&mut self, change: &StateChange) -> Result<()> {
        let rows = self.rows_mut("write state")?;
        rows.pools.extend(change.pools.iter().map(|pool| (pool.variant, pool.clone())));
        for layer in &change.layers {
            let key = (layer.variant, layer.at, layer.source);
            if layer.quantity.is_zero() {
                rows.layers.remove(&key)
            } else {
                rows.layers.insert(key, *layer)
            };
        }
        for level in &change.levels {
            let key = level.key.clone();
            if level.quantity.is_zero() {
                rows.levels.remove(&key)
            } else {
                rows.levels.insert(key, level.clone())
            };
        }
        rows.batches.extend(change.batches.iter().map(|row| ((row.variant, row.batch.clone()), row.clone())));
        rows.balances.extend(change.balances.iter().map(|balance| (balance.key, *balance)));
        for stretch in &change.outdated {
            let inside = |place| place > stretch.after && place <= stretch.until;
            rows.checkpoints.retain(|(variant, at, key), _| *variant != stretch.variant || !inside((*at, *key)));
        }
        let placed = change.checkpoints.iter().map(|row| ((row.variant, row.at, row.key), row.clone()));
        rows.checkpoints.extend(placed);
        Ok(())
    }

    fn clear_state(&mut self) -> Result<()> {
        let rows = self.rows_mut("remove state")?;
        let Rows { records, pools, layers, levels, batches, balances, checkpoints, .. } = rows;
        records.clear();
        pools.clear();
        layers.clear();
        levels.clear();
        batches.clear();
        balances.clear();
        checkpoints.clear();
        Ok(())
    }
}

/// Searches take A to Z for a to z, and no other letters for each other.
fn folded(record: &Record) -> String {
    record.name.to_ascii_lowercase()
}

/// True if a row with this key, day and variant is one that the filter asks for.
fn fits(filter: &LedgerFilter<'_>, key: LineKey, day: BusinessDay, variant: Option<VariantNo>) -> bool {
    filter.posts.is_none_or(|posts| posts.contains(&key.post()))
        && filter.days.is_none_or(|(from, to)| (from..=to).contains(&day))
        && filter.variant.is_none_or(|asked| variant == Some(asked))
}

/// A later release of the engine may ask what this store was not written for; it has to say so.
fn unknown_question() -> Error {
    Error::Corrupt { what: "a question that this store does not know".into() }
}
