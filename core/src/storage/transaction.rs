use std::ops::RangeInclusive;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{
    CheckpointQuery, DocumentQuery, LedgerFilter, LevelQuery, LowStock, OnHand, OnHandSums, PoolQuery, Record,
    RecordKind, RecordQuery, SaleFigures, Sold,
};
use crate::Result;
use crate::document::{Digest, Document, Slot};
use crate::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Layer, Level, LineKey, Movement, Pool, PostNo, RecordNo,
    Revaluation, SaleLine, Stretch, VariantNo,
};
use crate::value::{DocumentId, Quantity, Timestamp};

/// Records that [`Transaction::bodies`] asks for at a time.
const PAGE: usize = 1_000;

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only read; runs beside others.
    Read,
    /// Read and write; one at a time in a shop.
    Write,
}

/// Keeps a shop. See the [contract](crate::storage).
pub trait Store: Send + Sync {
    /// Runs `work` once in one serializable transaction: commits if it returns `Ok`, else leaves no trace.
    ///
    /// # Errors
    /// What `work` returned; [`Error::Conflict`](crate::Error::Conflict) for a lost race, met in `work` or at commit;
    /// [`Error::Disconnected`](crate::Error::Disconnected) for a lost connection; the failures of the storage.
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()>;
}

/// A shared store outlives the shop that is opened on it.
impl<S: Store + ?Sized> Store for Arc<S> {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        (**self).attempt(access, work)
    }
}

/// A store whose kind is chosen at run time.
impl<S: Store + ?Sized> Store for Box<S> {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        (**self).attempt(access, work)
    }
}

/// How far the shop has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Posting number of the newest document.
    pub post_no: PostNo,
    /// Its hash: a database that lost documents, and others under their numbers came, tells another one.
    pub hash: Digest,
    /// The newest record number.
    pub record_no: RecordNo,
    /// The hash of the newest document that changed records of the catalog, parties or settings: what was read of them
    /// before is out of date when it differs.
    pub catalog: Digest,
    /// The newest document of the device that asks.
    pub chain: Option<ChainHead>,
}

/// The newest document of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    /// Its place.
    pub slot: Slot,
    /// Its hash.
    pub hash: Digest,
}

/// A document with all it wrote into the ledgers. The rows have the posting number of the document and come by key. Most
/// of them are booked on its business day; what corrects earlier documents may be booked on theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The document.
    pub document: Document,
    /// Goods.
    pub movements: Vec<Movement>,
    /// What earlier movements are worth more or less.
    pub revaluations: Vec<Revaluation>,
    /// Sales and refunds.
    pub sale_lines: Vec<SaleLine>,
    /// Money.
    pub entries: Vec<Entry>,
}

impl Posting {
    /// A document that writes nothing into the ledgers.
    pub const fn bare(document: Document) -> Self {
        Self { document, movements: Vec::new(), revaluations: Vec::new(), sale_lines: Vec::new(), entries: Vec::new() }
    }
}

/// New values of state. Each item replaces the one with its key; a level or layer of quantity zero is removed.
/// The key of a pool is its variant, of a layer its variant, `at` and `source`, of a batch its variant and
/// number, of a checkpoint its variant, `at` and `key`. Pools and balances of zero are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StateChange {
    /// Quantity and value per variant.
    pub pools: Vec<Pool>,
    /// FIFO slices and shortages.
    pub layers: Vec<Layer>,
    /// On hand per variant, location and batch.
    pub levels: Vec<Level>,
    /// Facts of batches.
    pub batches: Vec<BatchInfo>,
    /// Amounts per account and owner.
    pub balances: Vec<Balance>,
    /// The checkpoints in these stretches are removed, before new ones are put.
    pub outdated: Vec<Stretch>,
    /// Where replays may begin.
    pub checkpoints: Vec<Checkpoint>,
}

/// A store seen from inside a transaction.
pub trait Transaction {
    /// How far the shop has come, and the newest document of `device`. In a write transaction this, or
    /// [`head_and_documents`](Transaction::head_and_documents), is always the first call, and takes the shop's lock.
    /// `None` before the first document.
    fn head(&mut self, device: &str) -> Result<Option<Head>>;

    /// What a write begins with: the head, as [`head`](Transaction::head) tells it, and those of these documents that
    /// are there, by posting number. A store that answers both at once waits for its server once; another one need not
    /// implement it.
    fn head_and_documents(&mut self, device: &str, ids: &[DocumentId]) -> Result<(Option<Head>, Vec<Document>)> {
        Ok((self.head(device)?, self.documents(&DocumentQuery::Ids(ids))?))
    }

    /// Records with their keys, each at most once.
    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>>;

    /// The numbers of what [`records`](Transaction::records) answers, in the same order. The engine keeps records in
    /// memory and asks for those that it does not know: a store that finds numbers in its indexes reads no record for
    /// it; another one need not implement it.
    fn record_numbers(&mut self, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
        Ok(self.records(query)?.iter().map(|record| record.number).collect())
    }

    /// Documents.
    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>>;

    /// Rows of the stock ledger, by key, or by (`effective_at`, `key`) when the filter names a variant.
    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Movement) -> Result<()>) -> Result<()>;

    /// The movements of a variant with effective times within this span, by (`effective_at`, `key`). A store that finds
    /// where they begin and end reads no others; another one need not implement it. Their `takes` may be left out: a replay
    /// takes anew.
    fn timeline(
        &mut self,
        variant: VariantNo,
        span: RangeInclusive<Timestamp>,
        sink: &mut dyn FnMut(&Movement) -> Result<()>,
    ) -> Result<()> {
        let filter = LedgerFilter { variant: Some(variant), ..LedgerFilter::default() };
        self.movements(&filter, &mut |row| if span.contains(&row.effective_at) { sink(row) } else { Ok(()) })
    }

    /// Which of these movements of a variant later ones name as `of`: those with an effective time after `after`. Each
    /// once, by key. A store that finds them need not look at others; another one need not implement it.
    fn came_back(&mut self, variant: VariantNo, of: RangeInclusive<LineKey>, after: Timestamp) -> Result<Vec<LineKey>> {
        let mut found = Vec::new();
        self.timeline(variant, after..=Timestamp::MAX, &mut |row| {
            found.extend(row.of.filter(|root| row.effective_at > after && of.contains(root)));
            Ok(())
        })?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Differences in the value of movements, by key.
    fn revaluations(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
    ) -> Result<()>;

    /// All revaluations of these movements of variants, by key. A store that finds them need not look at others; another
    /// one need not implement it.
    fn revaluations_of(&mut self, movements: &[(VariantNo, LineKey)]) -> Result<Vec<Revaluation>> {
        let wanted: FxHashSet<(VariantNo, LineKey)> = movements.iter().copied().collect();
        let mut found = Vec::new();
        self.revaluations(&LedgerFilter::default(), &mut |row| {
            if wanted.contains(&(row.variant, row.corrects)) {
                found.push(*row);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// What movements and revaluations with an effective time of at most `at`, of documents up to `known`, add up to:
    /// by variant, each that has such a row. A sum that does not fit is
    /// [`Error::TooLarge`](crate::Error::TooLarge), but none on the way to it. A store with columns reads no others;
    /// one without need not implement it.
    fn on_hand_at(&mut self, at: Timestamp, known: PostNo, sink: &mut dyn FnMut(&OnHand) -> Result<()>) -> Result<()> {
        let counts = |effective_at: Timestamp, key: LineKey| effective_at <= at && key.post() <= known;
        let mut sums = OnHandSums::default();
        self.movements(&LedgerFilter::default(), &mut |row| {
            if counts(row.effective_at, row.key) {
                sums.add(row.variant, row.quantity, row.value);
            }
            Ok(())
        })?;
        self.revaluations(&LedgerFilter::default(), &mut |row| {
            if counts(row.effective_at, row.key) {
                sums.add(row.variant, Quantity::ZERO, row.value);
            }
            Ok(())
        })?;
        sums.each(sink)
    }

    /// Lines of sales and refunds, by key. An error of `sink` ends the call and is its answer, here and in the
    /// other ledgers.
    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&SaleLine) -> Result<()>) -> Result<()>;

    /// Rows of the account ledger, by key.
    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Entry) -> Result<()>) -> Result<()>;

    /// On hand per variant, location and batch.
    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>>;

    /// Facts of batches; unknown ones are left out.
    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>>;

    /// Quantity and value per variant.
    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>>;

    /// FIFO slices and shortages, per variant by (`at`, `source`); the order of the variants is free.
    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>>;

    /// Where replays may begin.
    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>>;

    /// Amounts of these accounts, or of all; unknown ones are left out.
    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>>;

    /// Variants with a reorder point that have no more than it, counting none on hand where there is no pool;
    /// by number, at most `limit`. Only records of kind [`RecordKind::Variant`](super::RecordKind::Variant) are
    /// looked at; the SKU is their `code`.
    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>>;

    /// The rows of [`sale_lines`](Transaction::sale_lines) with the few columns that most reports add up, in the same
    /// order. A store with columns reads no others; one without need not implement it.
    fn sale_figures(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&SaleFigures) -> Result<()>,
    ) -> Result<()> {
        self.sale_lines(filter, &mut |line| sink(&SaleFigures::of(line)))
    }

    /// What each variant with a pool sold so far, by variant. A store with columns reads no others; one without need
    /// not implement it.
    fn sold(&mut self, sink: &mut dyn FnMut(&Sold) -> Result<()>) -> Result<()> {
        self.pools(&PoolQuery::All)?.iter().try_for_each(|pool| sink(&Sold::of(pool)))
    }

    /// The bodies of all records of a kind, by number. For reports that look at the whole catalog: a store that can
    /// leave keys and other columns unread does so; another one need not implement it.
    fn bodies(&mut self, kind: RecordKind, sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>) -> Result<()> {
        let mut after = RecordNo(0);
        loop {
            let page = self.records(&RecordQuery::All { kind, after, limit: PAGE })?;
            for record in &page {
                after = record.number;
                sink(record.number, &record.body)?;
            }
            if page.len() < PAGE {
                return Ok(());
            }
        }
    }

    /// Adds records, or replaces those with the same kind and id, one after the other. A record keeps its number
    /// for good.
    fn put_records(&mut self, records: &[Record]) -> Result<()>;

    /// Replaces records as [`put_records`](Transaction::put_records) does, for good: what they said before is nowhere in what
    /// the store keeps, neither in space that is free now nor, once it is committed, in a log. Rarely called; it may take as
    /// long as writing all records. A store that keeps nothing but what can be asked for need not implement it; one that
    /// cannot promise it says what else has to be done.
    fn erase_records(&mut self, records: &[Record]) -> Result<()> {
        self.put_records(records)
    }

    /// Appends documents with their ledger rows, and moves the head to `head`. They come by posting number, which
    /// goes on where the newest one ended. The chain of each device that has a document among them ends at its last
    /// one; `head.post_no` and `head.hash` are those of the last one of all, `head.chain` is that of one of these devices:
    /// they add nothing.
    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()>;

    /// Writes new values of state.
    fn set_state(&mut self, change: &StateChange) -> Result<()>;

    /// Removes all state (records, pools, layers, levels, batches, balances, checkpoints), so that it can be rebuilt from the
    /// documents. Documents, ledgers and the head stay.
    fn clear_state(&mut self) -> Result<()>;
}
