//! Proof and repair: replays all documents into an empty in-memory store and compares.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::authority::AllowAll;
use super::gate::{Context, Gate, Posted};
use super::seals::{self, Seals};
use super::state::State;
use super::sums::Sums;
use crate::document::{Digest, Document, Header, Personal};
use crate::ledger::{BatchInfo, Entry, LineKey, Movement, PostNo, Revaluation, SaleLine, VariantNo};
use crate::storage::{
    Access, CheckpointQuery, DocumentQuery, LedgerFilter, LevelQuery, MemoryStore, PoolQuery, Posting, Record,
    RecordKind, RecordQuery, StateChange, Store, StoreExt, Transaction,
};
use crate::value::{DocumentId, Timestamp};
use crate::{Error, Result};

/// Documents read and replayed at a time.
const PAGE: usize = 500;
/// Violations reported; the rest is counted only.
const MOST_REPORTED: usize = 1_000;

/// What [`verify`](crate::shop::Office::verify) found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that were checked.
    pub documents: u64,
    /// The first thousand violations; empty for a sound shop.
    pub violations: Vec<Violation>,
    /// How many there are in all.
    pub found: u64,
}

impl Report {
    /// True if nothing was found.
    pub fn is_clean(&self) -> bool {
        self.found == 0
    }

    pub(super) fn add(&mut self, document: Option<&Header>, rule: &'static str, what: impl Into<String>) {
        self.found += 1;
        if self.violations.len() < MOST_REPORTED {
            let document = document.map(|header| (header.id, header.number.clone()));
            self.violations.push(Violation { document, rule, what: what.into() });
        }
    }
}

/// A rule that the stored data breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Id and number of the document it concerns; `None` for state that no single document explains.
    pub document: Option<(DocumentId, String)>,
    /// The rule: `posting_numbers`, `hash`, `chain`, `personal`, `ledger`, `sums`, `state`, `replay`.
    pub rule: &'static str,
    /// What is wrong.
    pub what: String,
}

/// Checks a shop against its documents. Changes nothing.
pub(crate) fn verify(store: &dyn Store) -> Result<Report> {
    let mut report = Report::default();
    let scratch = MemoryStore::default();
    let (batches, sums) = replay_all(store, &scratch, &mut report)?;
    if report.violations.iter().all(|violation| violation.rule != "replay") {
        compare_state(store, &scratch, (&batches, sums), &mut report)?;
    }
    Ok(report)
}

/// Throws the state away and makes it again from the documents.
pub(crate) fn rebuild(store: &dyn Store) -> Result<Report> {
    let mut report = Report::default();
    let scratch = MemoryStore::default();
    let (batches, _) = replay_all(store, &scratch, &mut report)?;
    // What is kept of a person cannot be made again: it must not be lost to a state that has forgotten them.
    let stops = |violation: &&Violation| matches!(violation.rule, "replay" | seals::RULE);
    if let Some(violation) = report.violations.iter().find(stops) {
        return Err(Error::Corrupt { what: violation.what.clone() });
    }
    let (records, change) = scratch.read(|tx| dump(tx, &batches))?;
    store.write(|tx| {
        tx.head("")?;
        tx.clear_state()?;
        tx.put_records(&records)?;
        tx.set_state(&change)
    })?;
    Ok(report)
}

/// Batches that came up in movements.
pub(super) type Batches = FxHashSet<(VariantNo, String)>;

/// Gives the batches, and what the stored ledgers add up to.
fn replay_all(store: &dyn Store, scratch: &MemoryStore, report: &mut Report) -> Result<(Batches, Sums)> {
    let mut chains: FxHashMap<(String, u64), (u64, Digest)> = FxHashMap::default();
    let (mut state, mut batches, mut sums) = (State::default(), Batches::default(), Sums::default());
    let mut seals = Seals::default();
    let mut after = PostNo::NONE;
    loop {
        let page = store.read(|tx| Page::read(tx, after))?;
        let Some(last) = page.documents.last() else {
            seals.finish(report);
            return Ok((batches, sums));
        };
        sums.add(&page.movements, &page.revaluations, &page.entries);
        check_numbers(&page.documents, after, report);
        for document in &page.documents {
            check_chain(document, &mut chains, report);
        }
        after = last.post_no;
        report.documents += page.documents.len() as u64;
        batches.extend(page.movements.iter().map(|m| (m.variant, m.batch.clone())).filter(|(_, b)| !b.is_empty()));
        if let Err(failure) = replay_page(scratch, (&mut state, &mut seals), &page, report) {
            let (document, error) = *failure;
            report.add(document.as_ref(), "replay", error.to_string());
            return Ok((batches, sums));
        }
    }
}

/// Documents with the ledger rows that are stored for them.
struct Page {
    documents: Vec<Document>,
    movements: Vec<Movement>,
    revaluations: Vec<Revaluation>,
    sale_lines: Vec<SaleLine>,
    entries: Vec<Entry>,
    personal: Vec<Personal>,
}

impl Page {
    fn read(tx: &mut dyn Transaction, after: PostNo) -> Result<Self> {
        let documents = tx.documents(&DocumentQuery::After { after, limit: PAGE })?;
        let personal = seals::read(tx, &documents)?;
        let posts: Vec<PostNo> = documents.iter().map(|document| document.post_no).collect();
        let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
        let (mut movements, mut revaluations) = (Vec::new(), Vec::new());
        let (mut sale_lines, mut entries) = (Vec::new(), Vec::new());
        tx.movements(&filter, &mut |row| {
            movements.push(row.clone());
            Ok(())
        })?;
        tx.revaluations(&filter, &mut |row| {
            revaluations.push(*row);
            Ok(())
        })?;
        tx.sale_lines(&filter, &mut |row| {
            sale_lines.push(*row);
            Ok(())
        })?;
        tx.entries(&filter, &mut |row| {
            entries.push(row.clone());
            Ok(())
        })?;
        Ok(Self { documents, movements, revaluations, sale_lines, entries, personal })
    }
}

fn check_numbers(documents: &[Document], after: PostNo, report: &mut Report) {
    let mut expected = after.0 + 1;
    for document in documents {
        if document.post_no.0 != expected {
            let what = format!("posting {} where {expected} was expected", document.post_no);
            report.add(Some(&document.header), "posting_numbers", what);
        }
        expected = document.post_no.0 + 1;
    }
}

fn check_chain(document: &Document, chains: &mut FxHashMap<(String, u64), (u64, Digest)>, report: &mut Report) {
    let header = &document.header;
    if header.hash_with(&document.body) != header.hash {
        report.add(Some(header), "hash", "content and hash differ");
    }
    let chain = (header.slot.device.clone(), header.slot.epoch);
    let (seq, hash) = chains.get(&chain).copied().unwrap_or((0, Digest::NONE));
    let first_of_epoch = seq == 0;
    if !first_of_epoch && header.slot.seq != seq + 1 {
        report.add(Some(header), "chain", format!("place {} follows {seq}", header.slot.seq));
    }
    if !first_of_epoch && header.prev_hash != hash {
        report.add(Some(header), "chain", "does not name the hash of the document before it");
    }
    chains.insert(chain, (header.slot.seq, header.hash));
}

fn replay_page(
    scratch: &MemoryStore,
    (state, seals): (&mut State, &mut Seals),
    page: &Page,
    report: &mut Report,
) -> std::result::Result<(), Box<(Option<Header>, Error)>> {
    let context = Context {
        actor: String::new(),
        approver: None,
        // What was posted was allowed: a replay does not ask.
        authority: Arc::new(AllowAll),
        at: None,
        now: Timestamp::MAX,
        device: String::new(),
        new_epoch: 0,
        restored: false,
    };
    let mut failed = None;
    let outcome = scratch.attempt(Access::Write, &mut |tx| {
        let mut gate = Gate::open(tx, state, &context, None, &[])?;
        gate.provide(page.personal.iter().cloned());
        for document in &page.documents {
            match replay_one(&mut gate, document, |posted| seals.look(posted, &page.personal, report)) {
                Ok(posting) => compare_rows(&posting, page, report),
                Err(error) => {
                    failed = Some(document.header.clone());
                    return Err(error);
                }
            }
        }
        gate.close().map(|_| ())
    });
    match outcome {
        Ok(()) => {
            if let Some(last) = page.documents.last() {
                state.commit((last.post_no, last.header.hash));
            }
            Ok(())
        }
        Err(error) => Err(Box::new((failed, error))),
    }
}

fn replay_one(gate: &mut Gate<'_>, document: &Document, look: impl FnOnce(&Posted) -> Result<()>) -> Result<Posting> {
    let posted = Posted::read(document.clone())?;
    look(&posted)?;
    let rows = gate.replay(&posted)?;
    let posting = rows.into_posting(document.clone());
    gate.keep(posting.clone())?;
    Ok(posting)
}

/// Compares the rows that a document makes with those that are stored for it.
fn compare_rows(posting: &Posting, page: &Page, report: &mut Report) {
    fn of<T>(rows: &[T], key: impl Fn(&T) -> LineKey, post: PostNo) -> &[T] {
        let from = rows.partition_point(|row| key(row).post() < post);
        let to = rows.partition_point(|row| key(row).post() <= post);
        rows.get(from..to).unwrap_or_default()
    }
    let (post, header) = (posting.document.post_no, &posting.document.header);
    if of(&page.movements, |m| m.key, post) != posting.movements {
        report.add(Some(header), "ledger", "its movements are not those that it makes");
    }
    if of(&page.revaluations, |r| r.key, post) != posting.revaluations {
        report.add(Some(header), "ledger", "its revaluations are not those that it makes");
    }
    if of(&page.sale_lines, |l| l.key, post) != posting.sale_lines {
        report.add(Some(header), "ledger", "its sale lines are not those that it makes");
    }
    if of(&page.entries, |e| e.key, post) != posting.entries {
        report.add(Some(header), "ledger", "its entries are not those that it makes");
    }
    let sum: i128 = posting.entries.iter().map(|entry| i128::from(entry.amount.minor())).sum();
    if sum != 0 {
        report.add(Some(header), "ledger", format!("its entries sum to {sum}"));
    }
}

fn compare_state(
    store: &dyn Store,
    scratch: &MemoryStore,
    (batches, sums): (&Batches, Sums),
    report: &mut Report,
) -> Result<()> {
    let (records, state) = store.read(|tx| dump(tx, batches))?;
    sums.check(&records, &state, |what| report.add(None, "sums", what));
    let (expected_records, expected) = scratch.read(|tx| dump(tx, batches))?;
    if records != expected_records {
        let differs = |r: &Record| expected_records.iter().all(|e| e != r);
        let names: Vec<_> = records.iter().filter(|r| differs(r)).take(5).map(|r| r.kind.code()).collect();
        report.add(None, "state", format!("records differ from the documents: {names:?}"));
    }
    let parts = [
        ("pools", state.pools == expected.pools),
        ("layers", state.layers == expected.layers),
        ("levels", state.levels == expected.levels),
        ("batches", state.batches == expected.batches),
        ("balances", state.balances == expected.balances),
        ("checkpoints", state.checkpoints == expected.checkpoints),
    ];
    for (part, _) in parts.iter().filter(|(_, same)| !same) {
        report.add(None, "state", format!("{part} differ from the documents"));
    }
    Ok(())
}

/// All records and all state, in one order for every store.
pub(super) fn dump(tx: &mut dyn Transaction, batches: &Batches) -> Result<(Vec<Record>, StateChange)> {
    let mut records = Vec::new();
    for kind in RecordKind::ALL {
        let query = RecordQuery::All { kind, after: crate::ledger::RecordNo(0), limit: usize::MAX };
        let mut found = tx.records(&query)?;
        for record in &mut found {
            record.keys.sort();
        }
        records.extend(found);
    }
    let pools = tx.pools(&PoolQuery::All)?;
    let variants: Vec<VariantNo> = pools.iter().map(|pool| pool.variant).collect();
    let mut layers = tx.layers(&variants)?;
    layers.sort_by_key(|layer| (layer.variant, layer.at, layer.source));
    let levels = tx.levels(&LevelQuery::All)?;
    let wanted: Vec<(VariantNo, &str)> = batches.iter().map(|(no, batch)| (*no, batch.as_str())).collect();
    let mut batches: Vec<BatchInfo> = tx.batches(&wanted)?;
    batches.sort_by(|a, b| (a.variant, &a.batch).cmp(&(b.variant, &b.batch)));
    let mut balances = tx.balances(None)?;
    balances.sort_by_key(|balance| balance.key);
    let checkpoints = tx.checkpoints(&CheckpointQuery::All)?;
    let outdated = Vec::new();
    Ok((records, StateChange { pools, layers, levels, batches, balances, outdated, checkpoints }))
}
