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
use tillbook::value::Timestamp;
use tillbook::{Error, Result};

use crate::link::Link;
use crate::{documents, ledger, levels, pools, records, revaluations, state, valuation};

/// A transaction on one connection.
#[derive(Debug)]
pub(crate) struct SqliteTransaction<'a> {
    pub(crate) link: &'a Link,
    pub(crate) access: Access,
}

impl SqliteTransaction<'_> {
    fn writing(&self, operation: &'static str) -> Result<&Link> {
        match self.access {
            Access::Read => Err(Error::ReadOnly { operation }),
            Access::Write => Ok(self.link.during(operation)),
        }
    }
}

impl Transaction for SqliteTransaction<'_> {
    fn head(&mut self, device: &str) -> Result<Option<Head>> {
        documents::head(self.link.during("read the head"), device)
    }

    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
        records::find(self.link.during("read records"), query)
    }

    fn record_numbers(&mut self, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
        records::numbers(self.link.during("read records"), query)
    }

    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
        documents::find(self.link.during("read documents"), query)
    }

    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Movement) -> Result<()>) -> Result<()> {
        ledger::movements(self.link.during("read movements"), filter, sink)
    }

    fn timeline(
        &mut self,
        variant: VariantNo,
        span: RangeInclusive<Timestamp>,
        sink: &mut dyn FnMut(&Movement) -> Result<()>,
    ) -> Result<()> {
        ledger::timeline(self.link.during("read movements"), variant, &span, sink)
    }

    fn came_back(&mut self, variant: VariantNo, of: RangeInclusive<LineKey>, after: Timestamp) -> Result<Vec<LineKey>> {
        ledger::came_back(self.link.during("read movements"), variant, &of, after)
    }

    fn revaluations(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
    ) -> Result<()> {
        revaluations::find(self.link.during("read revaluations"), filter, sink)
    }

    fn revaluations_of(&mut self, movements: &[(VariantNo, LineKey)]) -> Result<Vec<Revaluation>> {
        revaluations::find_of(self.link.during("read revaluations"), movements)
    }

    fn on_hand_at(&mut self, at: Timestamp, known: PostNo, sink: &mut dyn FnMut(&OnHand) -> Result<()>) -> Result<()> {
        valuation::on_hand_at(self.link.during("read what was on hand"), at, known, sink)
    }

    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&SaleLine) -> Result<()>) -> Result<()> {
        ledger::sale_lines(self.link.during("read sale lines"), filter, sink)
    }

    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Entry) -> Result<()>) -> Result<()> {
        ledger::entries(self.link.during("read entries"), filter, sink)
    }

    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
        levels::levels(self.link.during("read levels"), query)
    }

    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
        levels::batches(self.link.during("read batches"), batches)
    }

    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
        pools::pools(self.link.during("read pools"), query)
    }

    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>> {
        pools::layers(self.link.during("read layers"), variants)
    }

    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
        pools::checkpoints(self.link.during("read checkpoints"), query)
    }

    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
        levels::balances(self.link.during("read balances"), keys)
    }

    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>> {
        records::low_stock(self.link.during("read low stock"), limit)
    }

    fn sale_figures(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&SaleFigures) -> Result<()>,
    ) -> Result<()> {
        ledger::sale_figures(self.link.during("read sale lines"), filter, sink)
    }

    fn sold(&mut self, sink: &mut dyn FnMut(&Sold) -> Result<()>) -> Result<()> {
        pools::sold(self.link.during("read pools"), sink)
    }

    fn bodies(&mut self, kind: RecordKind, sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>) -> Result<()> {
        records::bodies(self.link.during("read records"), kind, sink)
    }

    fn put_records(&mut self, records: &[Record]) -> Result<()> {
        records::put(self.writing("write records")?, records)
    }

    fn erase_records(&mut self, records: &[Record]) -> Result<()> {
        let link = self.writing("erase records")?;
        link.set_erased(true);
        records::erase(link, records)
    }

    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()> {
        let link = self.writing("post documents")?;
        for (index, posting) in postings.iter().enumerate() {
            documents::insert(link, &posting.document)?;
            ledger::insert_movements(link, &posting.movements)?;
            revaluations::insert(link, &posting.revaluations)?;
            ledger::insert_sale_lines(link, &posting.sale_lines)?;
            ledger::insert_entries(link, &posting.entries)?;
            ledger::insert_bookings(link, posting)?;
            // The chain ends at the device's last document of the call: skip those that another one follows.
            let next = postings.get(index + 1).map(|next| &next.document.header.slot.device);
            if next != Some(&posting.document.header.slot.device) {
                documents::set_head(link, &posting.document, head)?;
            }
        }
        Ok(())
    }

    fn set_state(&mut self, change: &StateChange) -> Result<()> {
        state::set(self.writing("write state")?, change)
    }

    fn clear_state(&mut self) -> Result<()> {
        let link = self.writing("remove state")?;
        records::clear(link)?;
        state::clear(link)
    }
}
