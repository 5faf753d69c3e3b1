use std::ops::RangeInclusive;

use super::Contents;
use crate::document::Document;
use crate::ledger::{
    Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Layer, Level, Movement, Pool, RecordNo, Revaluation, SaleLine,
    VariantNo,
};
use crate::storage::{
    CheckpointQuery, DocumentQuery, Head, LedgerFilter, LevelQuery, LowStock, PoolQuery, Posting, Record, RecordKind,
    RecordQuery, StateChange, Transaction,
};
use crate::value::Timestamp;
use crate::{Error, Result};

/// The contents as a transaction may touch them.
pub(super) enum View<'a> {
    Read(&'a Contents),
    Write(&'a mut Contents),
}

impl View<'_> {
    fn contents(&self) -> &Contents {
        match self {
            Self::Read(contents) => contents,
            Self::Write(contents) => contents,
        }
    }

    fn contents_mut(&mut self, operation: &'static str) -> Result<&mut Contents> {
        match self {
            Self::Read(_) => Err(Error::ReadOnly { operation }),
            Self::Write(contents) => Ok(contents),
        }
    }
}

impl Transaction for View<'_> {
    fn head(&mut self, device: &str) -> Result<Option<Head>> {
        Ok(self.contents().documents.head(device))
    }

    fn records(&mut self, query: &RecordQuery<'_>) -> Result<Vec<Record>> {
        Ok(self.contents().catalog.find(query).into_iter().cloned().collect())
    }

    fn record_numbers(&mut self, query: &RecordQuery<'_>) -> Result<Vec<RecordNo>> {
        Ok(self.contents().catalog.find(query).into_iter().map(|record| record.number).collect())
    }

    fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Document>> {
        Ok(self.contents().documents.find(query))
    }

    fn movements(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Movement) -> Result<()>) -> Result<()> {
        self.contents().movements.scan(filter, sink)
    }

    fn timeline(
        &mut self,
        variant: VariantNo,
        span: RangeInclusive<Timestamp>,
        sink: &mut dyn FnMut(&Movement) -> Result<()>,
    ) -> Result<()> {
        self.contents().movements.of_variant_within(variant, &span).try_for_each(sink)
    }

    fn revaluations(
        &mut self,
        filter: &LedgerFilter<'_>,
        sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
    ) -> Result<()> {
        self.contents().revaluations.scan(filter, sink)
    }

    fn sale_lines(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&SaleLine) -> Result<()>) -> Result<()> {
        self.contents().sale_lines.scan(filter, sink)
    }

    fn entries(&mut self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&Entry) -> Result<()>) -> Result<()> {
        self.contents().entries.scan(filter, sink)
    }

    fn levels(&mut self, query: &LevelQuery<'_>) -> Result<Vec<Level>> {
        Ok(self.contents().state.levels(query))
    }

    fn batches(&mut self, batches: &[(VariantNo, &str)]) -> Result<Vec<BatchInfo>> {
        Ok(self.contents().state.batches(batches))
    }

    fn pools(&mut self, query: &PoolQuery<'_>) -> Result<Vec<Pool>> {
        Ok(self.contents().state.pools(query))
    }

    fn layers(&mut self, variants: &[VariantNo]) -> Result<Vec<Layer>> {
        Ok(self.contents().state.layers(variants))
    }

    fn checkpoints(&mut self, query: &CheckpointQuery) -> Result<Vec<Checkpoint>> {
        Ok(self.contents().state.checkpoints(query))
    }

    fn balances(&mut self, keys: Option<&[BalanceKey]>) -> Result<Vec<Balance>> {
        Ok(self.contents().state.balances(keys))
    }

    fn low_stock(&mut self, limit: usize) -> Result<Vec<LowStock>> {
        let contents = self.contents();
        let low = |record: &Record| {
            let (variant, reorder_point) = (VariantNo::from(record.number), record.reorder_point?);
            let on_hand = contents.state.on_hand(variant);
            let (sku, name) = (&record.code, &record.name);
            (on_hand <= reorder_point).then(|| LowStock {
                variant,
                sku: sku.clone(),
                name: name.clone(),
                on_hand,
                reorder_point,
            })
        };
        Ok(contents.catalog.variants().filter_map(low).take(limit).collect())
    }

    fn bodies(&mut self, kind: RecordKind, sink: &mut dyn FnMut(RecordNo, &[u8]) -> Result<()>) -> Result<()> {
        self.contents().catalog.numbered(kind).try_for_each(|record| sink(record.number, &record.body))
    }

    fn put_records(&mut self, records: &[Record]) -> Result<()> {
        let contents = self.contents_mut("write records")?;
        for record in records {
            contents.catalog.put(record);
        }
        Ok(())
    }

    fn post(&mut self, postings: &[Posting], head: &Head) -> Result<()> {
        let contents = self.contents_mut("post documents")?;
        for posting in postings {
            contents.documents.push(&posting.document)?;
            contents.movements.extend(&posting.movements)?;
            contents.revaluations.extend(&posting.revaluations)?;
            contents.sale_lines.extend(&posting.sale_lines)?;
            contents.entries.extend(&posting.entries)?;
        }
        contents.documents.set_head(head);
        Ok(())
    }

    fn set_state(&mut self, change: &StateChange) -> Result<()> {
        self.contents_mut("write state")?.state.change(change);
        Ok(())
    }

    fn clear_state(&mut self) -> Result<()> {
        let contents = self.contents_mut("remove state")?;
        contents.catalog.clear();
        contents.state.clear();
        Ok(())
    }
}
