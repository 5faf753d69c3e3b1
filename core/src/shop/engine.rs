//! What all desks share: one store, one catalog in memory, one gate.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::handle::ShopOptions;
use super::preview::{self, CostChange};
use crate::catalog::check_name;
use crate::ledger::PostNo;
use crate::posting::{Authority, Command, Context, Gate, Posted, Snapshot, State};
use crate::report::GoodsShelf;
use crate::storage::{Head, Store, StoreExt, Transaction};
use crate::value::{Clock, DocumentId, Timestamp};
use crate::{Error, Result};

pub(crate) struct Engine {
    pub(crate) store: Box<dyn Store>,
    pub(crate) clock: Box<dyn Clock>,
    device: String,
    new_epoch: u64,
    restored: bool,
    authority: Arc<dyn Authority>,
    snapshot: Mutex<Option<Arc<Snapshot>>>,
    state: Mutex<State>,
    /// What reports know of the whole catalog.
    pub(crate) goods: GoodsShelf,
}

/// Who acts, who allows it, and when it happened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Acting {
    pub(crate) actor: String,
    pub(crate) approver: Option<String>,
    pub(crate) at: Option<Timestamp>,
    /// Where to tell what a document would change; it is not posted then.
    pub(crate) preview: Option<Arc<Mutex<Vec<CostChange>>>>,
}

impl Acting {
    fn check(&self) -> Result<()> {
        if !self.actor.is_empty() {
            check_name("actor", &self.actor)?;
        }
        self.approver.as_deref().map_or(Ok(()), |approver| check_name("approver", approver))
    }
}

impl Engine {
    pub(crate) fn new(store: Box<dyn Store>, options: ShopOptions) -> Self {
        let ShopOptions { device, clock, ids, restored, authority } = options;
        let new_epoch = ids.next().as_u64_pair().1;
        Self {
            store,
            clock,
            device,
            new_epoch,
            restored,
            authority: authority.into(),
            snapshot: Mutex::default(),
            state: Mutex::default(),
            goods: GoodsShelf::default(),
        }
    }

    /// Reads, with the catalog as of the same moment.
    pub(crate) fn read<T>(&self, mut work: impl FnMut(&mut dyn Transaction, &Snapshot) -> Result<T>) -> Result<T> {
        self.store.read(|tx| {
            let head = tx.head(&self.device)?.ok_or(Error::NoShop)?;
            let snapshot = self.snapshot_at(tx, &head)?;
            work(tx, &snapshot)
        })
    }

    fn snapshot_at(&self, tx: &mut dyn Transaction, head: &Head) -> Result<Arc<Snapshot>> {
        let known = lock(&self.snapshot).clone();
        if let Some(snapshot) = known.filter(|snapshot| snapshot.catalog == head.catalog) {
            return Ok(snapshot);
        }
        let snapshot = Arc::new(Snapshot::load(tx, head.catalog)?);
        *lock(&self.snapshot) = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// Reads with what the gate knows of the past; nothing is written.
    pub(crate) fn examine<T>(&self, acting: &Acting, mut work: impl FnMut(&mut Gate<'_>) -> Result<T>) -> Result<T> {
        let context = self.context(acting);
        let known = lock(&self.snapshot).clone();
        self.store.read(|tx| {
            let mut state = State::default();
            let mut gate = Gate::open(tx, &mut state, &context, known.clone(), &[])?;
            if gate.head().post_no == PostNo::NONE {
                return Err(Error::NoShop);
            }
            work(&mut gate)
        })
    }

    pub(crate) fn context(&self, acting: &Acting) -> Context {
        Context {
            actor: acting.actor.clone(),
            approver: acting.approver.clone(),
            authority: Arc::clone(&self.authority),
            at: acting.at,
            now: self.clock.now(),
            device: self.device.clone(),
            new_epoch: self.new_epoch,
            restored: self.restored,
        }
    }

    /// Posts requests in one transaction: all of them, or none.
    pub(crate) fn post(&self, acting: &Acting, commands: &[&dyn Command]) -> Result<Vec<Posted>> {
        acting.check()?;
        let context = self.context(acting);
        let ids: Vec<DocumentId> = commands.iter().map(|command| command.id()).collect();
        let mut state = lock(&self.state);
        let known = lock(&self.snapshot).clone();
        let mut previewed = None;
        let outcome = self.store.write(|tx| {
            state.abort();
            let mut gate = Gate::open(tx, &mut state, &context, known.clone(), &ids)?;
            let posted = commands.iter().map(|command| gate.post(*command)).collect::<Result<Vec<_>>>()?;
            if let Some(changes) = &acting.preview {
                *lock(changes) = preview::changes(&mut gate)?;
                previewed = Some(posted);
                // Any error takes the transaction back.
                return Err(Error::Closed);
            }
            Ok((posted, gate.close()?))
        });
        if let Some(posted) = previewed {
            state.abort();
            return Ok(posted);
        }
        match outcome {
            Ok((posted, (moment, snapshot))) => {
                state.commit(moment);
                drop(state);
                if snapshot.is_some() {
                    *lock(&self.snapshot) = snapshot;
                }
                Ok(posted)
            }
            Err(error) => {
                state.abort();
                Err(error)
            }
        }
    }

    /// Runs `work` as if it were to be posted, and takes all of it back.
    pub(crate) fn rehearse<T>(
        &self,
        acting: &Acting,
        ids: &[DocumentId],
        mut work: impl FnMut(&mut Gate<'_>) -> Result<T>,
    ) -> Result<T> {
        acting.check()?;
        let context = self.context(acting);
        let mut state = lock(&self.state);
        let known = lock(&self.snapshot).clone();
        let mut answer = None;
        let outcome: Result<()> = self.store.write(|tx| {
            state.abort();
            let mut gate = Gate::open(tx, &mut state, &context, known.clone(), ids)?;
            answer = Some(work(&mut gate)?);
            // Any error takes the transaction back.
            Err(Error::Closed)
        });
        state.abort();
        answer.ok_or_else(|| outcome.err().unwrap_or(Error::Closed))
    }

    /// Forgets what is in memory, after state was rebuilt underneath.
    pub(crate) fn forget(&self) {
        *lock(&self.state) = State::default();
        *lock(&self.snapshot) = None;
        self.goods.forget();
    }
}

/// A lock whose holder panicked is taken over: what it guards is checked against the store before use.
fn lock<T: Default>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned: PoisonError<MutexGuard<'_, T>>| {
        let mut guard = poisoned.into_inner();
        *guard = T::default();
        mutex.clear_poison();
        guard
    })
}
