//! Copies of a shop that is open.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use tillbook::{Error, Expected, Result};

use crate::link::Link;
use crate::{SqliteStore, failure, open};

const BACKUP: &str = "back up the shop";
const SNAPSHOT: &str = "export a snapshot";

impl SqliteStore {
    /// Copies the shop, as it is at this moment, to another file, which is replaced if there is one. Sales go on
    /// meanwhile. The copy is checked before it gets its name: a failed backup leaves an older one in place.
    ///
    /// A shop that goes on from a copy must start a new epoch: see
    /// [`ShopOptions::restored`](tillbook::shop::ShopOptions::restored).
    ///
    /// # Errors
    /// [`Error::Invalid`] for the path of the shop itself, [`Error::Corrupt`] if the copy is not sound, the failures
    /// of the storage.
    pub fn backup_to(&self, path: impl AsRef<Path>) -> Result<()> {
        self.shared.check_open()?;
        let path = open::absolute(path.as_ref())?;
        if is_same_file(&path, &self.shared.path) {
            return Err(Error::invalid("path", path.display(), Expected::Unique));
        }
        let source = open::reader(&self.shared.path, &self.shared.options)?;
        written_aside(&path, BACKUP, |partial| {
            let mut copy = open::connect(partial, &self.shared.options)?;
            copy_pages(&source, &mut copy)?;
            // The copy shall be one file, without a log beside it.
            copy.connection
                .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
                .map_err(|error| copy.failed(error))?;
            open::check_sound(copy.during(BACKUP))
        })
    }

    /// Writes the shop, as it is at this moment, without unused space to a file that does not exist yet: for other
    /// programs to read. Sales go on meanwhile.
    ///
    /// # Errors
    /// [`Error::Invalid`] if there is such a file, the failures of the storage.
    pub fn export_snapshot(&self, path: impl AsRef<Path>) -> Result<()> {
        self.shared.check_open()?;
        let path = open::absolute(path.as_ref())?;
        let taken = || Error::invalid("path", path.display(), Expected::Unique);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(taken());
        }
        let source = open::connect(&self.shared.path, &self.shared.options)?;
        written_aside(&path, SNAPSHOT, |partial| {
            let name = partial.to_str().ok_or_else(taken)?;
            source.during(SNAPSHOT).execute("VACUUM INTO ?1", [name])
        })
    }
}

/// All pages in one step: the log keeps this moment's state for us, and no write makes us start again.
fn copy_pages(source: &Link, copy: &mut Link) -> Result<()> {
    source.during(BACKUP);
    let backup = Backup::new(&source.connection, &mut copy.connection).map_err(|error| source.failed(error))?;
    match backup.step(-1).map_err(|error| source.failed(error))? {
        StepResult::Done => Ok(()),
        _ => Err(Error::Locked { operation: BACKUP }),
    }
}

/// Has `write` make a file beside `path`, brings it to the disk, and gives it the name.
fn written_aside(path: &Path, operation: &'static str, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let partial = partial_path(path);
    let failed = |error| failure::of_files(error, operation);
    if fs::symlink_metadata(&partial).is_ok() {
        fs::remove_file(&partial).map_err(failed)?;
    }
    let outcome = write(&partial).and_then(|()| {
        File::open(&partial).and_then(|file| file.sync_all()).map_err(failed)?;
        fs::rename(&partial, path).map_err(failed)?;
        sync_folder(path).map_err(failed)
    });
    if outcome.is_err() {
        // The error that is told matters more than the remains.
        let _ = fs::remove_file(&partial);
    }
    outcome
}

fn partial_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".partial");
    name.into()
}

/// A new name is safe once its folder is.
#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Elsewhere folders cannot be opened like files.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
