use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tillbook::storage::{Access, Store, Transaction};
use tillbook::{Error, Result};

use crate::checkpoint::{Checkpointer, Gauge};
use crate::link::Link;
use crate::transaction::SqliteTransaction;
use crate::{SqliteOptions, checkpoint, open};

/// A shop in one SQLite file. See the [crate] for what it promises.
#[derive(Debug)]
pub struct SqliteStore {
    pub(crate) shared: Arc<Shared>,
    checkpointer: Checkpointer,
    is_finished: bool,
}

/// What the store and its thread both use.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) path: PathBuf,
    pub(crate) options: SqliteOptions,
    /// Connected by the first write.
    writer: Mutex<Option<Link>>,
    /// Held while waiting for the writer: the next one in line cannot be overtaken again and again.
    turnstile: Mutex<()>,
    pub(crate) gauge: Arc<Gauge>,
    idle_readers: Mutex<Vec<Link>>,
    /// The connection that opened the file, until the first transaction takes it: most often it is the only one that
    /// a look at the shop needs.
    first: Mutex<Option<Link>>,
    is_shut: AtomicBool,
}

impl SqliteStore {
    /// Opens the shop in this file; makes it if there is none.
    ///
    /// # Errors
    /// [`Error::NotOurs`] for a file of another program, [`Error::NewerSchema`], [`Error::ReadOnly`],
    /// [`Error::Locked`] when another process holds the whole file, [`Error::StorageFull`], [`Error::Corrupt`],
    /// [`Error::EngineTooOld`], [`Error::Storage`] for what the file system refuses.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path, SqliteOptions::default())
    }

    /// The same with other options.
    pub fn open_with(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Self> {
        let path = open::absolute(path.as_ref())?;
        let first = open::first(&path, &options)?;
        let shared = Arc::new(Shared {
            path,
            options,
            writer: Mutex::default(),
            turnstile: Mutex::default(),
            gauge: Arc::default(),
            idle_readers: Mutex::default(),
            first: Mutex::new(Some(first)),
            is_shut: AtomicBool::new(false),
        });
        Ok(Self { shared, checkpointer: Checkpointer::default(), is_finished: false })
    }

    /// Copies the log into the file and closes it, so that the file alone holds the shop. Dropping the store does the
    /// same but cannot tell of errors.
    ///
    /// # Errors
    /// The failures of the storage. What was acknowledged is in the log then, and comes back with the next opening.
    pub fn close(mut self) -> Result<()> {
        self.finish()
    }

    fn finish(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.is_finished, true) {
            return Ok(());
        }
        self.checkpointer.stop();
        let shared = &self.shared;
        let writer = shared.lock_writer().take();
        let has_written = writer.is_some();
        let link = writer.or_else(|| shared.take_reader()).or_else(|| shared.take_first());
        shared.idle_readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        // Who only read still copies what another program, or one that was killed, left in the log.
        if !has_written && checkpoint::is_log_empty(&shared.path) {
            return Ok(());
        }
        match link {
            Some(link) => checkpoint::finish(&link),
            None => checkpoint::finish(&open::again(&shared.path, &shared.options)?),
        }
    }

    fn read(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        let shared = &self.shared;
        let link = match shared.take_reader() {
            Some(link) => link,
            None => open::into_reader(shared.connect()?)?,
        };
        let outcome = transact(&link, Access::Read, work);
        shared.settle(&link);
        shared.give_back(link);
        outcome
    }

    fn write(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        let shared = &self.shared;
        let mut writer = shared.lock_writer();
        shared.check_open()?;
        let link = match &mut *writer {
            Some(link) => link,
            none => none.insert(open::into_writer(shared.connect()?, &shared.options, &shared.gauge)?),
        };
        let outcome = transact(link, Access::Write, work);
        if link.has_erased() {
            checkpoint::forget(shared, link);
        }
        shared.settle(link);
        drop(writer);
        self.checkpointer.committed(shared);
        outcome
    }
}

impl Store for SqliteStore {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        self.shared.check_open()?;
        match access {
            Access::Read => self.read(work),
            Access::Write => self.write(work),
        }
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = self.finish();
    }
}

impl Shared {
    pub(crate) fn check_open(&self) -> Result<()> {
        if self.is_shut.load(Ordering::Acquire) { Err(Error::Closed) } else { Ok(()) }
    }

    /// Refuses all further work.
    pub(crate) fn shut(&self) {
        self.is_shut.store(true, Ordering::Release);
    }

    /// The connection that writes. A closure that panicked was rolled back before it let the lock go.
    pub(crate) fn lock_writer(&self) -> MutexGuard<'_, Option<Link>> {
        let _turn = self.turnstile.lock().unwrap_or_else(PoisonError::into_inner);
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settle(&self, link: &Link) {
        if link.is_broken() {
            self.shut();
        }
    }

    fn connect(&self) -> Result<Link> {
        match self.take_first() {
            Some(link) => Ok(link),
            None => open::again(&self.path, &self.options),
        }
    }

    fn take_first(&self) -> Option<Link> {
        self.first.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn take_reader(&self) -> Option<Link> {
        self.idle_readers.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, link: Link) {
        let mut idle = self.idle_readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.options.idle_readers && !link.is_broken() {
            idle.push(link);
        }
    }
}

/// Rolls back when the closure returned an error, and when it panicked.
struct RollBack<'a>(&'a Link);

impl Drop for RollBack<'_> {
    fn drop(&mut self) {
        self.0.roll_back();
    }
}

fn transact(link: &Link, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
    link.during("begin a transaction").execute(
        match access {
            Access::Read => "BEGIN DEFERRED",
            Access::Write => "BEGIN IMMEDIATE",
        },
        [],
    )?;
    let _unless_committed = RollBack(link);
    work(&mut SqliteTransaction { link, access })?;
    link.during("commit").execute("COMMIT", [])
}
