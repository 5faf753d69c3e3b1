//! A shop that is carried to another store.

use std::collections::BTreeSet;

use super::verify::{Batches, dump, verify};
use crate::document::Document;
use crate::ledger::{PostNo, RecordNo};
use crate::storage::{
    DocumentQuery, Head, LedgerFilter, Posting, Record, RecordKind, RecordQuery, StateChange, Store, StoreExt,
    Transaction,
};
use crate::{Error, Result};

/// Documents read at a time.
const PAGE: usize = 100;
/// Documents written in a transaction: some hundreds of rows, since some engines take no more.
const DOCUMENTS: usize = 25;
/// Rows of the state written in a transaction.
const ROWS: usize = 500;

/// Carries a shop from one store to another, of whatever kind: each document with its rows in the ledgers, then the
/// state, in transactions of some hundreds of rows. Gives how many documents there are.
///
/// At the end it proves that nothing changed: the chain of each device ends with the same hash in both, the state is the
/// same, and [`verify`](crate::shop::Office::verify) finds nothing in `to`: its documents are those that these hashes stand
/// for, and its ledgers and state are what they make.
///
/// Nothing should be posted in `from` meanwhile; what is, is carried too if it comes before the last document was. A copy
/// that broke off has no state: it cannot be opened, and goes on when it is called again. `from` stays as it is.
///
/// ```
/// use std::sync::Arc;
/// use tillbook::Shop;
/// use tillbook::storage::{MemoryStore, copy};
///
/// let (from, to) = (Arc::new(MemoryStore::default()), Arc::new(MemoryStore::default()));
/// Shop::create(Arc::clone(&from), Default::default())?;
/// assert_eq!(copy(&from, &to)?, 1);
/// assert_eq!(Shop::open(to)?.office().settings()?, Shop::open(from)?.office().settings()?);
/// # Ok::<(), tillbook::Error>(())
/// ```
///
/// # Errors
/// [`Error::NoShop`] if `from` keeps none; [`Error::ShopExists`] if `to` keeps another one, or this one with documents
/// of its own; [`Error::Corrupt`], with what `verify` found first, for a copy that is not sound, because rows were lost on
/// the way or `from` was not sound: it cannot be opened; failures of the storage.
pub fn copy(from: &dyn Store, to: &dyn Store) -> Result<u64> {
    let mut walk = Walk::default();
    let state = loop {
        while let Some((head, page)) = from.read(|tx| walk.page(tx))? {
            for page in page.chunks(DOCUMENTS) {
                to.write(|tx| append(tx, &head, walk.after, page))?;
                walk.pass(page);
            }
        }
        if let Some(state) = from.read(|tx| State::read(tx, &walk))? {
            break state;
        }
    };
    let Some(head) = &state.head else { return Err(Error::NoShop) };
    if to.read(|tx| State::read(tx, &walk))?.as_ref() != Some(&state) {
        to.write(|tx| state.begin(tx))?;
        for part in state.parts() {
            to.write(|tx| state.write(tx, &part))?;
        }
    }
    if let Some(what) = difference(to, &state, &walk)? {
        to.write(|tx| state.begin(tx))?;
        return Err(Error::Corrupt { what });
    }
    Ok(head.post_no.0)
}

/// What is not as it was, if anything.
fn difference(to: &dyn Store, state: &State, walk: &Walk) -> Result<Option<String>> {
    if to.read(|tx| State::read(tx, walk))?.as_ref() != Some(state) {
        return Ok(Some("the head or the state of the copy is another one".into()));
    }
    let report = verify(to, &mut |_, _| Ok(()))?;
    Ok(report.violations.first().map(|violation| {
        let number = violation.document.as_ref().map(|(_, number)| format!("document {number}: "));
        format!("verify() finds {} in the copy: {}{}", report.found, number.unwrap_or_default(), violation.what)
    }))
}

/// How far a store was read.
#[derive(Debug, Default)]
struct Walk {
    after: PostNo,
    devices: BTreeSet<String>,
    batches: Batches,
}

impl Walk {
    /// The next documents, and the head.
    fn page(&self, tx: &mut dyn Transaction) -> Result<Option<(Head, Vec<Posting>)>> {
        let Some(head) = tx.head("")? else { return Ok(None) };
        let page = postings(tx, self.after, PAGE)?;
        Ok(if page.is_empty() { None } else { Some((head, page)) })
    }

    fn pass(&mut self, page: &[Posting]) {
        for posting in page {
            self.after = posting.document.post_no;
            self.devices.insert(posting.document.header.slot.device.clone());
            let batches = posting.movements.iter().filter(|row| !row.batch.is_empty());
            self.batches.extend(batches.map(|row| (row.variant, row.batch.clone())));
        }
    }
}

/// Documents after this one with their rows, at most `limit`.
fn postings(tx: &mut dyn Transaction, after: PostNo, limit: usize) -> Result<Vec<Posting>> {
    let documents = tx.documents(&DocumentQuery::After { after, limit })?;
    let posts: Vec<PostNo> = documents.iter().map(|document| document.post_no).collect();
    let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
    let mut page: Vec<Posting> = documents.into_iter().map(Posting::bare).collect();
    tx.movements(&filter, &mut |row| of(&mut page, row.key.post()).map(|to| to.movements.push(row.clone())))?;
    tx.revaluations(&filter, &mut |row| of(&mut page, row.key.post()).map(|to| to.revaluations.push(*row)))?;
    tx.sale_lines(&filter, &mut |row| of(&mut page, row.key.post()).map(|to| to.sale_lines.push(*row)))?;
    tx.entries(&filter, &mut |row| of(&mut page, row.key.post()).map(|to| to.entries.push(row.clone())))?;
    Ok(page)
}

fn of(page: &mut [Posting], post: PostNo) -> Result<&mut Posting> {
    let place = page.binary_search_by_key(&post, |posting| posting.document.post_no).ok();
    let found = place.and_then(|place| page.get_mut(place));
    found.ok_or_else(|| Error::Corrupt { what: format!("a ledger row of document {post} that was not asked for") })
}

/// Posts those documents of the page that are not there. What is there must be a beginning of it.
fn append(tx: &mut dyn Transaction, head: &Head, after: PostNo, page: &[Posting]) -> Result<()> {
    tx.head("")?;
    let kept = postings(tx, after, page.len())?;
    let Some(missing) = page.strip_prefix(kept.as_slice()) else { return Err(taken(tx)?) };
    let Some(last) = missing.last() else { return Ok(()) };
    let Document { post_no, ref header, .. } = last.document;
    tx.post(missing, &Head { post_no, hash: header.hash, ..head.clone() })
}

fn taken(tx: &mut dyn Transaction) -> Result<Error> {
    let query = RecordQuery::All { kind: RecordKind::Settings, after: RecordNo(0), limit: 1 };
    let name = tx.records(&query)?.into_iter().next().map(|settings| settings.name).unwrap_or_default();
    Ok(Error::ShopExists { name })
}

/// All that is not appended.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    head: Option<Head>,
    chains: Vec<Option<Head>>,
    records: Vec<Record>,
    change: StateChange,
}

impl State {
    /// That of the moment after the last document of the walk; `None` if others have come since.
    fn read(tx: &mut dyn Transaction, walk: &Walk) -> Result<Option<Self>> {
        let head = tx.head("")?;
        if head.as_ref().is_some_and(|head| head.post_no != walk.after) {
            return Ok(None);
        }
        let chains = walk.devices.iter().map(|device| tx.head(device)).collect::<Result<_>>()?;
        let (records, change) = dump(tx, &walk.batches)?;
        Ok(Some(Self { head, chains, records, change }))
    }

    /// Takes the lock, and looks that nothing was posted meanwhile.
    fn lock(&self, tx: &mut dyn Transaction) -> Result<()> {
        if tx.head("")?.map(|head| head.post_no) == self.head.as_ref().map(|head| head.post_no) {
            return Ok(());
        }
        Err(taken(tx)?)
    }

    /// Removes what an earlier copy left.
    fn begin(&self, tx: &mut dyn Transaction) -> Result<()> {
        self.lock(tx)?;
        tx.clear_state()
    }

    fn write(&self, tx: &mut dyn Transaction, part: &Part<'_>) -> Result<()> {
        self.lock(tx)?;
        match part {
            Part::State(change) => tx.set_state(change),
            Part::Records(records) => tx.put_records(records),
        }
    }

    /// What is written in a transaction each. The settings come last: without them there is no shop to open.
    fn parts(&self) -> Vec<Part<'_>> {
        fn split<'a, T: Clone>(
            rows: &'a [T],
            part: impl Fn(Vec<T>) -> StateChange + 'a,
        ) -> impl Iterator<Item = Part<'a>> {
            rows.chunks(ROWS).map(move |rows| Part::State(part(rows.to_vec())))
        }
        let StateChange { pools, layers, levels, batches, balances, outdated: _, checkpoints } = &self.change;
        let none = StateChange::default;
        let mut parts: Vec<Part<'_>> = split(pools, move |pools| StateChange { pools, ..none() }).collect();
        parts.extend(split(layers, move |layers| StateChange { layers, ..none() }));
        parts.extend(split(levels, move |levels| StateChange { levels, ..none() }));
        parts.extend(split(batches, move |batches| StateChange { batches, ..none() }));
        parts.extend(split(balances, move |balances| StateChange { balances, ..none() }));
        parts.extend(split(checkpoints, move |checkpoints| StateChange { checkpoints, ..none() }));
        parts.extend(self.records.rchunks(ROWS).map(Part::Records));
        parts
    }
}

/// Rows of the state.
enum Part<'a> {
    State(StateChange),
    Records(&'a [Record]),
}
