//! Copies the write-ahead log into the file, away from the sale.
//!
//! SQLite by itself does this within the commit that makes the log longer than 1,000 pages, which then takes twenty
//! times as long as others. Here a thread with a connection of its own does it. Most often nobody writes meanwhile,
//! the whole log gets copied, and the next sale starts the log anew. In a shop that writes without a pause some pages
//! are always new, and the log would grow for ever: past a limit the thread holds the writers while it copies the few
//! pages that came since its first pass.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use rusqlite::wal::CheckpointMode;
use tillbook::{Error, Result};

use crate::link::Link;
use crate::store::Shared;
use crate::{failure, open};

/// How long the log is, as the last commit and the last copying saw it.
#[derive(Debug, Default)]
pub(crate) struct Gauge {
    pages: AtomicU32,
    copied: AtomicU32,
}

impl Gauge {
    /// Has `link` report the length of the log after each commit.
    pub(crate) fn watch(self: &Arc<Self>, link: &mut Link) -> Result<()> {
        let gauge = Arc::clone(self);
        let hook = move |_: &mut rusqlite::hooks::Wal, pages: std::ffi::c_int| {
            gauge.pages.store(u32::try_from(pages).unwrap_or_default(), Ordering::Relaxed);
            Ok(())
        };
        link.connection.wal_hook(Some(hook)).map_err(|error| failure::translated(error, "watch the log"))
    }

    fn pages(&self) -> u32 {
        self.pages.load(Ordering::Relaxed)
    }

    /// Pages in the log that are not in the file yet.
    fn waiting(&self) -> u32 {
        let (pages, copied) = (self.pages(), self.copied.load(Ordering::Relaxed));
        // Less than were copied: the log has started anew.
        if pages < copied { pages } else { pages - copied }
    }
}

/// The thread. It starts when there is something to copy for the first time: many who open a shop only look.
#[derive(Debug, Default)]
pub(crate) struct Checkpointer {
    running: Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Checkpointer {
    /// Called after each commit.
    pub(crate) fn committed(&self, shared: &Arc<Shared>) {
        if shared.gauge.waiting() < shared.options.checkpoint_pages {
            return;
        }
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_none() {
            // Without a thread the log only gets longer; the next commit tries again.
            *running = Running::start(shared).ok();
        }
        if let Some(running) = &*running {
            // A full channel means that the thread is awake already.
            let _ = running.wake.try_send(());
        }
    }

    /// Waits for the thread's end.
    pub(crate) fn stop(&mut self) {
        if let Some(Running { wake, thread }) = self.running.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            drop(wake);
            // A thread that panicked has nothing to tell that the last checkpoint would not meet too.
            let _ = thread.join();
        }
    }
}

impl Running {
    fn start(shared: &Arc<Shared>) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let shared = Arc::clone(shared);
        let thread = Builder::new().name("tillbook-checkpoint".into()).spawn(move || work(&shared, &woken))?;
        Ok(Self { wake, thread })
    }
}

fn work(shared: &Shared, woken: &Receiver<()>) {
    let mut link = None;
    while woken.recv().is_ok() {
        if shared.gauge.waiting() < shared.options.checkpoint_pages {
            continue;
        }
        if link.is_none() {
            link = open::again(&shared.path, &shared.options).ok();
        }
        let Some(link) = &link else { continue };
        // A full disk or a lock passes; the log keeps what was not copied. Anything worse shuts the store.
        if copy(shared, link).is_err() && link.is_broken() {
            shared.shut();
        }
    }
}

fn copy(shared: &Shared, link: &Link) -> Result<()> {
    passive(shared, link)?;
    // What was written meanwhile keeps the log from starting anew.
    if shared.gauge.waiting() > 0 && shared.gauge.pages() >= shared.options.log_limit_pages {
        let _writer = shared.lock_writer();
        passive(shared, link)?;
    }
    Ok(())
}

fn passive(shared: &Shared, link: &Link) -> Result<()> {
    let copied = run(link, CheckpointMode::PASSIVE)?;
    shared.gauge.copied.store(copied, Ordering::Relaxed);
    Ok(())
}

/// True if there is nothing in the log, whoever wrote it.
pub(crate) fn is_log_empty(path: &Path) -> bool {
    let mut log = path.as_os_str().to_os_string();
    log.push("-wal");
    match std::fs::metadata(log) {
        Ok(found) => found.len() == 0,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

/// Copies the whole log and cuts it to nothing; what other processes still read stays.
pub(crate) fn finish(link: &Link) -> Result<()> {
    match run(link, CheckpointMode::TRUNCATE) {
        Ok(_) | Err(Error::Locked { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Cuts the log to nothing, since it holds what was erased. Whoever still reads what was there before keeps it: then the
/// next write tries again, and the end of the store.
pub(crate) fn forget(shared: &Shared, link: &Link) {
    if run(link, CheckpointMode::TRUNCATE).is_ok() {
        link.set_erased(false);
        shared.gauge.pages.store(0, Ordering::Relaxed);
        shared.gauge.copied.store(0, Ordering::Relaxed);
    }
}

/// Gives how many pages of the log are in the file then.
fn run(link: &Link, mode: CheckpointMode) -> Result<u32> {
    link.during("copy the log into the file");
    let answer = link.connection.wal_checkpoint_v2(Some("main"), mode);
    let (_, copied) = answer.map_err(|error| link.failed(error))?;
    Ok(u32::try_from(copied).unwrap_or_default())
}
