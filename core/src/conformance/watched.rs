//! A transaction that asks before each call, for stores that go wrong on purpose.

use std::ops::RangeInclusive;

use crate::document::Document;
use crate::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Layer, Level, LineKey, Movement, Pool, PostNo, RecordNo,
    Revaluation, SaleLine, VariantNo,
};
use crate::storage::{
    Access, CheckpointQuery, DocumentQuery, Head, LedgerFilter, LevelQuery, LowStock, OnHand, PoolQuery, Posting,
    Record, RecordKind, RecordQuery, SaleFigures, Sold, StateChange, Store, Transaction,
};
use crate::value::{DocumentId, Timestamp};
use crate::{Error, Result};

/// Runs `work` on `store`, asking `permit` before each call of the transaction and before the commit. After a refusal
/// the attempt fails with it, whatever `work` makes of it, and nothing is written.
pub(super) fn attempt<S: Store>(
    store: &S,
    access: Access,
    work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>,
    permit: &dyn Fn() -> Result<()>,
) -> Result<()> {
    store.attempt(access, &mut |inner| {
        let mut watched = Watched { inner, permit, refusal: None };
        let outcome = work(&mut watched);
        match watched.refusal {
            Some(refusal) => Err(refusal),
            None => outcome.and_then(|()| permit()),
        }
    })
}

struct Watched<'a> {
    inner: &'a mut dyn Transaction,
    permit: &'a dyn Fn() -> Result<()>,
    refusal: Option<Error>,
}

impl Watched<'_> {
    fn permitted(&mut self) -> Result<&mut dyn Transaction> {
        if self.refusal.is_none() {
            self.refusal = (self.permit)().err();
        }
        match &self.refusal {
            Some(refusal) => Err(refusal.clone()),
            None => Ok(self.inner),
        }
    }
}

type Sink<'a, R> = &'a mut dyn FnMut(&R) -> Result<()>;

impl Transaction for Watched<'_> {
    fn head(&mut self, device: &str) -> Result<Option<Head>> {
        self.permitted()?.head(device)
    }

    fn head_and_documents(&mut self, device: &str, ids: &[DocumentId]) -> Result<(Option<Head>, Vec<Document>)> {
        self.permitted()?.head_and_documents(device, ids)
    }

    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
        self.permitted()?.records(query)
    }

    fn record_numbers(&mut self, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
        self.permitted()?.record_numbers(query)
    }

    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
        self.permitted()?.documents(query)
    }

    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, Movement>) -> Result<()> {
        self.permitted()?.movements(filter, sink)
    }

    fn timeline(
        &mut self,
        variant: VariantNo,
        span: RangeInclusive<Timestamp>,
        sink: Sink<'_, Movement>,
    ) -> Result<()> {
        self.permitted()?.timeline(variant, span, sink)
    }

    fn came_back(&mut self, variant: VariantNo, of: RangeInclusive<LineKey>, after: Timestamp) -> Result<Vec<LineKey>> {
        self.permitted()?.came_back(variant, of, after)
    }

    fn revaluations(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, Revaluation>) -> Result<()> {
        self.permitted()?.revaluations(filter, sink)
    }

    fn revaluations_of(&mut self, movements: &[(VariantNo, LineKey)]) -> Result<Vec<Revaluation>> {
        self.permitted()?.revaluations_of(movements)
    }

    fn on_hand_at(&mut self, at: Timestamp, known: PostNo, sink: Sink<'_, OnHand>) -> Result<()> {
        self.permitted()?.on_hand_at(at, known, sink)
    }

    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, SaleLine>) -> Result<()> {
        self.permitted()?.sale_lines(filter, sink)
    }

    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, Entry>) -> Result<()> {
        self.permitted()?.entries(filter, sink)
    }

    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
        self.permitted()?.levels(query)
    }

    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
        self.permitted()?.batches(batches)
    }

    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
        self.permitted()?.pools(query)
    }

    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>> {
        self.permitted()?.layers(variants)
    }

    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
        self.permitted()?.checkpoints(query)
    }

    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
        self.permitted()?.balances(keys)
    }

    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>> {
        self.permitted()?.low_stock(limit)
    }

    fn sale_figures(&mut self, filter: &LedgerFilter<'_>, sink: Sink<'_, SaleFigures>) -> Result<()> {
        self.permitted()?.sale_figures(filter, sink)
    }

    fn sold(&mut self, sink: Sink<'_, Sold>) -> Result<()> {
        self.permitted()?.sold(sink)
    }

    fn bodies(&mut self, kind: RecordKind, sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>) -> Result<()> {
        self.permitted()?.bodies(kind, sink)
    }

    fn put_records(&mut self, records: &[Record]) -> Result<()> {
        self.permitted()?.put_records(records)
    }

    fn erase_records(&mut self, records: &[Record]) -> Result<()> {
        self.permitted()?.erase_records(records)
    }

    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()> {
        self.permitted()?.post(postings, head)
    }

    fn set_state(&mut self, change: &StateChange) -> Result<()> {
        self.permitted()?.set_state(change)
    }

    fn clear_state(&mut self) -> Result<()> {
        self.permitted()?.clear_state()
    }
}
