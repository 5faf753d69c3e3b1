use std::ops::RangeInclusive;

use tillbook::document::Document;
use tillbook::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Layer, Level, LineKey, Movement, Pool, PostNo, RecordNo,
    Revaluation, SaleLine, VariantNo,
};
use tillbook::storage::{
    Access, CheckpointQuery, DocumentQuery, Head, LedgerFilter, LevelQuery, LowStock, OnHand, PoolQuery, Posting,
    Record, RecordKind, RecordQuery, SaleFigures, Sold, StateChange, Transaction,
};
use tillbook::value::{DocumentId, Timestamp};
use tillbook::{Error, Result};

use crate::session::Session;
use crate::{documents, ledger, levels, pools, records, scan, state};

/// A transaction of one shop.
pub(crate) struct PostgresTransaction<'a> {
    pub(crate) session: Session<'a>,
    pub(crate) access: Access,
}

impl<'a> PostgresTransaction<'a> {
    fn during(&mut self, operation: &'static str) -> &mut Session<'a> {
        self.session.during(operation)
    }

    fn writing(&mut self, operation: &'static str) -> Result<&mut Session<'a>> {
        match self.access {
            Access::Read => Err(Error::ReadOnly { operation }),
            Access::Write => Ok(self.session.during(operation)),
        }
    }
}

impl Transaction for PostgresTransaction<'_> {
    fn head(&mut self, device: &str) -> Result<Option<Head>> {
        let access = self.access;
        documents::head(self.during("read the head"), access, device)
    }

    fn head_and_documents(&mut self, device: &str, ids: &[DocumentId]) -> Result<(Option<Head>, Vec<Document>)> {
        let access = self.access;
        documents::head_and_documents(self.during("read the head"), access, device, ids)
    }

    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
        records::find(self.during("read records"), query)
    }

    fn record_numbers(&mut self, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
        records::numbers(self.during("read records"), query)
    }

    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
        documents::find(self.during("read documents"), query)
    }

    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Movement) -> Result<()>) -> Result<()> {
        scan::movements(self.during("read movements"), filter, sink)
    }

    fn timeline(
        &mut self,
        variant: VariantNo,
        span: RangeInclusive<Timestamp>,
        sink: &mut dyn FnMut(&Movement) -> Result<()>,
    ) -> Result<()> {
        scan::timeline(self.during("read movements"), variant, &span, sink)
    }

    fn came_back(&mut self, variant: VariantNo, of: RangeInclusive<LineKey>, after: Timestamp) -> Result<Vec<LineKey>> {
        scan::came_back(self.during("read movements"), variant, &of, after)
    }

    fn revaluations(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
    ) -> Result<()> {
        scan::revaluations(self.during("read revaluations"), filter, sink)
    }

    fn revaluations_of(&mut self, movements: &[(VariantNo, LineKey)]) -> Result<Vec<Revaluation>> {
        scan::revaluations_of(self.during("read revaluations"), movements)
    }

    fn on_hand_at(&mut self, at: Timestamp, known: PostNo, sink: &mut dyn FnMut(&OnHand) -> Result<()>) -> Result<()> {
        scan::on_hand_at(self.during("read what was on hand"), at, known, sink)
    }

    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&SaleLine) -> Result<()>) -> Result<()> {
        scan::sale_lines(self.during("read sale lines"), filter, sink)
    }

    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Entry) -> Result<()>) -> Result<()> {
        scan::entries(self.during("read entries"), filter, sink)
    }

    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
        levels::levels(self.during("read levels"), query)
    }

    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
        levels::batches(self.during("read batches"), batches)
    }

    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
        pools::pools(self.during("read pools"), query)
    }

    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>> {
        pools::layers(self.during("read layers"), variants)
    }

    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
        pools::checkpoints(self.during("read checkpoints"), query)
    }

    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
        levels::balances(self.during("read balances"), keys)
    }

    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>> {
        records::low_stock(self.during("read low stock"), limit)
    }

    fn sale_figures(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&SaleFigures) -> Result<()>,
    ) -> Result<()> {
        scan::sale_figures(self.during("read sale lines"), filter, sink)
    }

    fn sold(&mut self, sink: &mut dyn FnMut(&Sold) -> Result<()>) -> Result<()> {
        pools::sold(self.during("read pools"), sink)
    }

    fn bodies(&mut self, kind: RecordKind, sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>) -> Result<()> {
        records::bodies(self.during("read records"), kind, sink)
    }

    fn put_records(&mut self, records: &[Record]) -> Result<()> {
        records::put(self.writing("write records")?, records)
    }

    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()> {
        let session = self.writing("post documents")?;
        if postings.is_empty() {
            return Ok(());
        }
        documents::insert(session, postings)?;
        ledger::insert(session, postings)?;
        documents::end_chains(session, postings, head)
    }

    fn set_state(&mut self, change: &StateChange) -> Result<()> {
        state::set(self.writing("write state")?, change)
    }

    fn clear_state(&mut self) -> Result<()> {
        let session = self.writing("remove state")?;
        records::clear(session)?;
        state::clear(session)
    }
}
