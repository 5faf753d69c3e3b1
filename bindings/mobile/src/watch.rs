//! What happened in the shop, told to the app after each commit, in order, by a thread that holds no lock.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tillbook::document::{Document, DocumentKind as Kind};
use tillbook::ledger::{PostNo, RecordNo};
use tillbook::storage::{Access, DocumentQuery, LedgerFilter, RecordQuery, Store, StoreExt, Transaction};
use tillbook::value::{Currency, Date, DocumentId, VariantId};

use crate::Result;
use crate::file::File;
use crate::mirror::Seen;
use crate::records::DocumentKind;

/// Commits that wait to be told; of more, neighbours are told as one.
const MOST_WAITING: usize = 1_000;
/// Documents in a change set; of more there are several sets.
const MOST_DOCUMENTS: i64 = 500;
/// Between two looks at a file that cannot be read.
const PAUSE: Duration = Duration::from_millis(200);

/// What one commit added.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ChangeSet {
    /// The documents, in the order of posting; at least one, at most 500.
    pub documents: Vec<ChangedDocument>,
    /// Goods whose stock or cost moved, each once.
    pub variants: Vec<VariantId>,
    /// True if the catalog, parties, offers or settings changed.
    pub catalog: bool,
}

/// A document that was posted.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ChangedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Its place in the shop's order of posting; without gaps.
    pub post_no: i64,
    /// What it states.
    pub kind: DocumentKind,
    /// The number that is printed.
    pub number: String,
    /// The shop's day it belongs to.
    pub business_day: Date,
    /// The document it corrects or completes.
    pub refers_to: Option<DocumentId>,
    /// The id of the member or supplier it concerns.
    pub party: Option<String>,
}

/// Hears what happened.
#[uniffi::export(rust, foreign)]
pub trait Listener: Send + Sync {
    /// One commit, or, after a pause, one of those that were missed. It is called by a thread of the engine that holds no
    /// lock, so it may call the shop. While it runs, the next one waits. What it throws is dropped.
    fn changed(&self, change: ChangeSet) -> Result<()>;
}

/// An observer's place in the shop: `cancel` ends it, and so does the end of the shop.
#[derive(uniffi::Object)]
pub struct Subscription {
    watch: Arc<Watch>,
    number: u64,
}

#[uniffi::export]
impl Subscription {
    /// Ends it. A change set that is being told is told to its end.
    pub fn cancel(&self) {
        let mut state = self.watch.lock();
        state.listeners.retain(|heard| heard.number != self.number);
        self.watch.is_heard.store(!state.listeners.is_empty(), Ordering::Release);
        self.watch.wake.notify_all();
    }
}

/// Who listens, and which commits they were not told of yet.
#[derive(Default)]
pub(crate) struct Watch {
    state: Mutex<State>,
    wake: Condvar,
    is_heard: AtomicBool,
}

#[derive(Default)]
struct State {
    /// The newest posting number of each commit that waits.
    waiting: VecDeque<i64>,
    /// What was told last.
    told: i64,
    /// The newest commit that was heard of.
    newest: i64,
    listeners: Vec<Heard>,
    next_number: u64,
    is_running: bool,
    is_over: bool,
}

struct Heard {
    number: u64,
    /// It came after this one.
    since: i64,
    listener: Arc<dyn Listener>,
}

impl Watch {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells `listener` of all commits after `since`.
    pub(crate) fn observe(self: &Arc<Self>, file: &Arc<File>, since: i64, listener: Arc<dyn Listener>) -> Subscription {
        let mut state = self.lock();
        let number = state.next_number;
        state.next_number += 1;
        if state.listeners.is_empty() {
            state.waiting.clear();
            state.told = since;
            state.newest = since;
        }
        state.listeners.push(Heard { number, since, listener });
        self.is_heard.store(true, Ordering::Release);
        if !state.is_running {
            state.is_running = true;
            let (watch, file) = (Arc::clone(self), Arc::downgrade(file));
            std::thread::spawn(move || watch.tell_all(&file));
        }
        drop(state);
        Subscription { watch: Arc::clone(self), number }
    }

    /// There are documents up to `newest` now.
    pub(crate) fn committed(&self, newest: i64) {
        let mut state = self.lock();
        if newest <= state.newest {
            return;
        }
        state.newest = newest;
        if state.waiting.len() == MOST_WAITING {
            state.waiting.pop_back();
        }
        state.waiting.push_back(newest);
        self.wake.notify_all();
    }

    /// Nothing is told any more.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.is_over = true;
        state.listeners.clear();
        self.is_heard.store(false, Ordering::Release);
        self.wake.notify_all();
    }

    pub(crate) fn is_heard(&self) -> bool {
        self.is_heard.load(Ordering::Acquire)
    }

    /// What the thread does, until nobody listens.
    fn tell_all(&self, file: &Weak<File>) {
        while let Some((after, until)) = self.next() {
            let Some(shop) = file.upgrade() else { return };
            let change = shop.changes(after, until.min(after + MOST_DOCUMENTS));
            drop(shop);
            match change {
                Ok(change) => self.tell(&change),
                // The file is closed for a while, or cannot be read.
                Err(_) => drop(self.wake.wait_timeout(self.lock(), PAUSE)),
            }
        }
    }

    /// The documents to be told next: after the first, up to the second.
    fn next(&self) -> Option<(i64, i64)> {
        let mut state = self.lock();
        loop {
            if state.is_over || state.listeners.is_empty() {
                state.is_running = false;
                return None;
            }
            if let Some(until) = state.waiting.front() {
                return Some((state.told, *until));
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn tell(&self, change: &ChangeSet) {
        let mut state = self.lock();
        let Some(last) = change.documents.last().map(|document| document.post_no) else {
            state.waiting.pop_front();
            return;
        };
        state.told = last;
        if state.waiting.front().is_some_and(|until| *until <= last) {
            state.waiting.pop_front();
        }
        let heard = state.listeners.iter().filter(|heard| heard.since < last);
        let listeners: Vec<Arc<dyn Listener>> = heard.map(|heard| Arc::clone(&heard.listener)).collect();
        drop(state);
        for listener in listeners {
            // What a listener throws is its own affair.
            let _ = catch_unwind(AssertUnwindSafe(|| listener.changed(change.clone())));
        }
    }
}

/// A store whose commits are watched.
pub(crate) struct Watched {
    store: Box<dyn Store>,
    watch: Arc<Watch>,
}

impl Watched {
    pub(crate) fn new(store: Box<dyn Store>, watch: Arc<Watch>) -> Self {
        Self { store, watch }
    }

    /// The newest document.
    pub(crate) fn newest(&self) -> tillbook::Result<i64> {
        self.store.read(newest)
    }

    /// What documents after `after` up to `until` changed.
    pub(crate) fn changes(&self, after: i64, until: i64) -> tillbook::Result<ChangeSet> {
        let posts: Vec<PostNo> = (after + 1..=until).map(|post| PostNo(post.unsigned_abs())).collect();
        self.store.read(|tx| {
            let documents = tx.documents(&DocumentQuery::Posts(&posts))?;
            let catalog =
                documents.iter().any(|document| matches!(document.header.kind, Kind::Records | Kind::Settings));
            let documents = documents.into_iter().map(shown).collect::<tillbook::Result<_>>()?;
            Ok(ChangeSet { documents, variants: moved(tx, &posts)?, catalog })
        })
    }
}

impl Store for Watched {
    fn attempt(
        &self,
        access: Access,
        work: &mut dyn FnMut(&mut dyn Transaction) -> tillbook::Result<()>,
    ) -> tillbook::Result<()> {
        if access == Access::Read || !self.watch.is_heard() {
            return self.store.attempt(access, work);
        }
        let mut head = 0;
        self.store.attempt(access, &mut |tx| {
            work(tx)?;
            head = newest(tx)?;
            Ok(())
        })?;
        // The engine posts one request after the other, so commits are told in their order.
        self.watch.committed(head);
        Ok(())
    }
}

fn newest(tx: &mut dyn Transaction) -> tillbook::Result<i64> {
    tx.head("")?.map_or(Ok(0), |head| head.post_no.seen(Currency::CNY))
}

fn moved(tx: &mut dyn Transaction, posts: &[PostNo]) -> tillbook::Result<Vec<VariantId>> {
    let filter = LedgerFilter { posts: Some(posts), ..LedgerFilter::default() };
    let mut numbers: BTreeSet<RecordNo> = BTreeSet::new();
    tx.movements(&filter, &mut |row| {
        numbers.insert(RecordNo(row.variant.0));
        Ok(())
    })?;
    tx.revaluations(&filter, &mut |row| {
        numbers.insert(RecordNo(row.variant.0));
        Ok(())
    })?;
    let numbers: Vec<RecordNo> = numbers.into_iter().collect();
    Ok(tx.records(&RecordQuery::Numbers(&numbers))?.iter().map(|record| VariantId::from_uuid(record.id)).collect())
}

fn shown(document: Document) -> tillbook::Result<ChangedDocument> {
    let Document { post_no, header, .. } = document;
    // These fields hold no amounts.
    let no_matter = Currency::CNY;
    Ok(ChangedDocument {
        id: header.id,
        post_no: post_no.seen(no_matter)?,
        kind: header.kind.seen(no_matter)?,
        number: header.number,
        business_day: header.business_day.seen(no_matter)?,
        refers_to: header.refers_to,
        party: header.party.seen(no_matter)?,
    })
}
