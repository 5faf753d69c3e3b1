//! A transaction that counts how often records are asked for.

use std::sync::atomic::{AtomicUsize, Ordering};

use tillbook::Result;
use tillbook::document::Document;
use tillbook::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Layer, Level, Movement, Pool, Revaluation, SaleLine, VariantNo,
};
use tillbook::storage::{
    CheckpointQuery, DocumentQuery, Head, LedgerFilter, LevelQuery, LowStock, PoolQuery, Posting, Record, RecordQuery,
    StateChange, Transaction,
};

pub(crate) struct Counted<'a> {
    pub(crate) inner: &'a mut dyn Transaction,
    pub(crate) asked: &'a AtomicUsize,
}

type Sink<'a, R> = &'a mut dyn FnMut(&R) -> Result<()>;

impl Transaction for Counted<'_> {
    fn head(&mut self, device: &str) -> Result<Option<Head>> {
        self.inner.head(device)
    }

    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.inner.records(query)
    }

    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
        self.inner.documents(query)
    }

    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, Movement>) -> Result<()> {
        self.inner.movements(filter, sink)
    }

    fn revaluations(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, Revaluation>) -> Result<()> {
        self.inner.revaluations(filter, sink)
    }

    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, SaleLine>) -> Result<()> {
        self.inner.sale_lines(filter, sink)
    }

    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, Entry>) -> Result<()> {
        self.inner.entries(filter, sink)
    }

    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
        self.inner.levels(query)
    }

    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
        self.inner.batches(batches)
    }

    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
        self.inner.pools(query)
    }

    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>> {
        self.inner.layers(variants)
    }

    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
        self.inner.checkpoints(query)
    }

    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
        self.inner.balances(keys)
    }

    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>> {
        self.inner.low_stock(limit)
    }

    fn put_records(&mut self, records: &[Record]) -> Result<()> {
        self.inner.put_records(records)
    }

    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()> {
        self.inner.post(postings, head)
    }

    fn set_state(&mut self, change: &StateChange) -> Result<()> {
        self.inner.set_state(change)
    }

    fn clear_state(&mut self) -> Result<()> {
        self.inner.clear_state()
    }
}
