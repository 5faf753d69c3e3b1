use crate::Result;
use crate::document::Document;
use crate::ledger::{
    Balance, BatchInfo, Checkpoint, Entry, Layer, Level, Movement, Pool, PostNo, RecordNo, Revaluation, SaleLine,
    VariantNo,
};
use crate::storage::{
    CheckpointQuery, DocumentQuery, Head, LedgerFilter, LevelQuery, PoolQuery, Record, RecordKind, RecordQuery, Store,
    StoreExt, Transaction,
};

use super::sample::{BATCHES, DEVICE};

/// All that a store keeps, as far as it can be asked for as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    pub(super) head: Option<Head>,
    pub(super) records: Vec<Record>,
    pub(super) documents: Vec<Document>,
    pub(super) movements: Vec<Movement>,
    pub(super) revaluations: Vec<Revaluation>,
    pub(super) sale_lines: Vec<SaleLine>,
    pub(super) entries: Vec<Entry>,
    pub(super) levels: Vec<Level>,
    pub(super) pools: Vec<Pool>,
    pub(super) layers: Vec<Layer>,
    pub(super) batches: Vec<BatchInfo>,
    pub(super) balances: Vec<Balance>,
    pub(super) checkpoints: Vec<Checkpoint>,
}

impl Snapshot {
    pub(super) fn of(store: &dyn Store) -> Self {
        store.read(|transaction| Self::inside(transaction)).unwrap()
    }

    /// The layers are those of variants 1 to 40, the batches those of them with a number of [`BATCHES`].
    pub(super) fn inside(transaction: &mut dyn Transaction) -> Result<Self> {
        let head = transaction.head(DEVICE)?;
        let mut records = Vec::new();
        for kind in RecordKind::ALL {
            let all = RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX };
            records.extend(transaction.records(&all)?);
        }
        let variants: Vec<VariantNo> = (1..=40).map(VariantNo).collect();
        let mut layers = transaction.layers(&variants)?;
        layers.sort_by_key(|layer| (layer.variant, layer.at, layer.source));
        let asked: Vec<_> = (1..=40).flat_map(|variant| BATCHES.map(|batch| (VariantNo(variant), batch))).collect();
        let mut batches = transaction.batches(&asked)?;
        batches.sort_by(|a, b| (a.variant, &a.batch).cmp(&(b.variant, &b.batch)));
        let mut balances = transaction.balances(None)?;
        balances.sort_by_key(|balance| balance.key);
        let filter = LedgerFilter::default();
        Ok(Self {
            head,
            records: records.into_iter().map(with_sorted_keys).collect(),
            documents: transaction.documents(&DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX })?,
            movements: movements(transaction, &filter)?,
            revaluations: revaluations(transaction, &filter)?,
            sale_lines: sale_lines(transaction, &filter)?,
            entries: entries(transaction, &filter)?,
            levels: transaction.levels(&LevelQuery::All)?,
            pools: transaction.pools(&PoolQuery::All)?,
            layers,
            batches,
            balances,
            checkpoints: transaction.checkpoints(&CheckpointQuery::All)?,
        })
    }
}

/// A record with its keys in an order that can be compared.
pub(super) fn with_sorted_keys(mut record: Record) -> Record {
    record.keys.sort();
    record
}

macro_rules! collected {
    ($($method:ident: $row:ty;)*) => {$(
        pub(super) fn $method(transaction: &mut dyn Transaction, filter: &LedgerFilter<'_>) -> Result<Vec<$row>> {
            let mut rows = Vec::new();
            transaction.$method(filter, &mut |row| {
                rows.push(row.clone());
                Ok(())
            })?;
            Ok(rows)
        }
    )*};
}

collected! { movements: Movement; revaluations: Revaluation; sale_lines: SaleLine; entries: Entry; }
