//! Opening a file: whose is it, which schema has it, and how connections work on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tillbook::{Error, Result};

use crate::checkpoint::Gauge;
use crate::link::{Link, integer};
use crate::{APPLICATION_ID, Durability, SCHEMA_VERSION, SqliteOptions, failure};

/// Earlier releases can lose a committed transaction when a log starts anew: <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_ENGINE: (i32, &str) = (3_051_003, "3.51.3");

/// Brings the schema from version 0 to 1, 1 to 2, ...
const MIGRATIONS: [&str; 1] =
    [concat!(include_str!("../migrations/0001_tables.sql"), include_str!("../migrations/0001_views.sql"))];

/// Statements of a connection, all kinds together, are fewer.
const STATEMENTS: usize = 128;

const OPERATION: &str = "open the store";

/// Opens the file and makes or upgrades the schema. The connection may then read or write.
pub(crate) fn first(path: &Path, options: &SqliteOptions) -> Result<Link> {
    check_engine(rusqlite::version_number())?;
    check_writable(path)?;
    let link = untouched(path, options, OpenFlags::SQLITE_OPEN_CREATE)?;
    if link.connection.is_readonly("main").map_err(|error| link.failed(error))? {
        return Err(Error::ReadOnly { operation: OPERATION });
    }
    let found = identify(&link, path)?;
    set_up(&link, options)?;
    pragma(&link, "PRAGMA journal_mode = WAL")?;
    if found < SCHEMA_VERSION {
        pragma(&link, durability(options))?;
        migrate(&link, path)?;
    }
    Ok(link)
}

/// Another connection to the file that [`first`] opened. There may be another file at the path by now, or none.
pub(crate) fn again(path: &Path, options: &SqliteOptions) -> Result<Link> {
    let link = untouched(path, options, OpenFlags::empty())?;
    if identify(&link, path)? != SCHEMA_VERSION {
        return Err(Error::NotOurs { path: path.display().to_string() });
    }
    set_up(&link, options)?;
    Ok(link)
}

/// Has a connection write.
pub(crate) fn into_writer(mut link: Link, options: &SqliteOptions, gauge: &Arc<Gauge>) -> Result<Link> {
    pragma(&link, durability(options))?;
    // A log that one large import made long is cut when it starts anew; cutting it each time would cost each sale.
    set(&link, "journal_size_limit", i64::from(options.log_limit_pages) * 4096)?;
    // When pages change places in a tree, SQLite looks through its whole cache at the commit: of a large one that takes
    // a third of a sale.
    set(&link, "cache_size", -i64::from(options.cache_kib / 4))?;
    // What is deleted is not to be found in the file any more.
    pragma(&link, "PRAGMA secure_delete = ON")?;
    // In place of SQLite's own hook, which copies the log within a commit.
    gauge.watch(&mut link)?;
    Ok(link)
}

/// Has a connection only read.
pub(crate) fn into_reader(link: Link) -> Result<Link> {
    pragma(&link, "PRAGMA query_only = ON")?;
    Ok(link)
}

/// A connection that only reads.
pub(crate) fn reader(path: &Path, options: &SqliteOptions) -> Result<Link> {
    into_reader(again(path, options)?)
}

/// A connection that copies.
pub(crate) fn connect(path: &Path, options: &SqliteOptions) -> Result<Link> {
    let link = untouched(path, options, OpenFlags::SQLITE_OPEN_CREATE)?;
    set_up(&link, options)?;
    Ok(link)
}

/// A connection that has not read the file yet: it may be anybody's.
fn untouched(path: &Path, options: &SqliteOptions, create: OpenFlags) -> Result<Link> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| failure::translated(error, OPERATION))?;
    let link = Link::new(connection);
    link.connection.set_prepared_statement_cache_capacity(STATEMENTS);
    for (setting, is_on) in [
        // Plans that do not follow the values: else SQLite prepares some statements anew each time values are bound.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    ] {
        link.connection.set_db_config(setting, is_on).map_err(|error| link.failed(error))?;
    }
    link.connection.busy_timeout(options.busy_timeout).map_err(|error| link.failed(error))?;
    Ok(link)
}

/// What else all connections have. It holds for the connection, not for the file.
fn set_up(link: &Link, options: &SqliteOptions) -> Result<()> {
    pragma(link, "PRAGMA cell_size_check = ON")?;
    // Apple's: there a plain flush does not reach the disk.
    if cfg!(target_vendor = "apple") {
        pragma(link, "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON")?;
    }
    set(link, "cache_size", -i64::from(options.cache_kib))
}

fn durability(options: &SqliteOptions) -> &'static str {
    match options.durability {
        Durability::Full => "PRAGMA synchronous = FULL",
        Durability::Normal => "PRAGMA synchronous = NORMAL",
    }
}

/// An absolute path is never taken for one of SQLite's names with a meaning, such as `:memory:` or `file:...`.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| failure::of_files(error, OPERATION))
}

fn check_engine(version: i32) -> Result<()> {
    let (oldest, needed) = OLDEST_ENGINE;
    if version < oldest {
        return Err(Error::EngineTooOld { found: rusqlite::version().into(), needed });
    }
    Ok(())
}

/// Refuses what has no write permission at all, also where the user's rights would go beyond that.
fn check_writable(path: &Path) -> Result<()> {
    let read_only = |path: &Path| std::fs::metadata(path).is_ok_and(|found| found.permissions().readonly());
    if read_only(path) || path.parent().is_some_and(read_only) {
        return Err(Error::ReadOnly { operation: OPERATION });
    }
    Ok(())
}

/// The schema version of our file, 0 for a new one.
fn identify(link: &Link, path: &Path) -> Result<i64> {
    let not_ours = || Error::NotOurs { path: path.display().to_string() };
    let ask = |sql: &str| link.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = match ask("PRAGMA application_id") {
        Ok(application) => application,
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => return Err(not_ours()),
        Err(error) => return Err(link.failed(error)),
    };
    let version = ask("PRAGMA user_version").map_err(|error| link.failed(error))?;
    let objects = || ask("SELECT count(*) FROM sqlite_schema").map_err(|error| link.failed(error));
    if application == 0 && version == 0 && objects()? == 0 {
        return Ok(0);
    }
    if application != APPLICATION_ID {
        return Err(not_ours());
    }
    if version > SCHEMA_VERSION {
        return Err(Error::NewerSchema { found: version, known: SCHEMA_VERSION });
    }
    Ok(version)
}

/// All steps in one transaction: a cut leaves the old schema or the new one. Another process may have been faster.
fn migrate(link: &Link, path: &Path) -> Result<()> {
    link.execute("BEGIN IMMEDIATE", [])?;
    let outcome = migrate_from_found(link, path).and_then(|()| link.execute("COMMIT", []));
    if outcome.is_err() {
        link.roll_back();
    }
    outcome
}

fn migrate_from_found(link: &Link, path: &Path) -> Result<()> {
    let found = identify(link, path)?;
    let done = usize::try_from(found).unwrap_or_default();
    for sql in MIGRATIONS.into_iter().skip(done) {
        link.connection.execute_batch(sql).map_err(|error| link.failed(error))?;
    }
    set(link, "user_version", SCHEMA_VERSION)
}

fn set(link: &Link, name: &str, value: i64) -> Result<()> {
    link.connection.pragma_update(None, name, value).map_err(|error| link.failed(error))
}

/// Runs pragmas that may or may not answer with a row.
fn pragma(link: &Link, sql: &'static str) -> Result<()> {
    link.connection.execute_batch(sql).map_err(|error| link.failed(error))
}

/// Checks a copy from its pages up.
pub(crate) fn check_sound(link: &Link) -> Result<()> {
    let verdict: String = link
        .connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| link.failed(error))?;
    if verdict != "ok" {
        return Err(Error::Corrupt { what: verdict });
    }
    let mut strangers = 0;
    link.prepare("PRAGMA foreign_key_check")?.each([], |_| {
        strangers += 1;
        Ok(())
    })?;
    if strangers > 0 {
        return Err(Error::Corrupt { what: format!("{strangers} keys of records that are not there") });
    }
    let version = link.prepare("PRAGMA user_version")?.first([], |row| integer(row, 0))?;
    if version != Some(SCHEMA_VERSION) {
        return Err(Error::Corrupt { what: "the copy has another schema version".into() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_its_migration() {
        assert_eq!(i64::try_from(MIGRATIONS.len()).unwrap(), SCHEMA_VERSION);
    }

    #[test]
    fn connections_have_the_settings_that_keep_a_shop_safe() {
        let folder = tempfile::tempdir().unwrap();
        let (path, options) = (folder.path().join("shop.db"), SqliteOptions::default());
        let first = into_writer(first(&path, &options).unwrap(), &options, &Arc::default()).unwrap();
        let second = into_writer(again(&path, &options).unwrap(), &options, &Arc::default()).unwrap();
        let reader = reader(&path, &options).unwrap();
        let expected = [
            ("foreign_keys", [1, 1, 1]),
            ("trusted_schema", [0, 0, 0]),
            ("cell_size_check", [1, 1, 1]),
            ("cache_size", [-4_096, -4_096, -16_384]),
            ("synchronous", [2, 2, 2]),
            ("query_only", [0, 0, 1]),
            ("secure_delete", [1, 1, 0]),
            ("journal_size_limit", [8_192 * 4_096, 8_192 * 4_096, -1]),
        ];
        for (name, values) in expected {
            let found = [&first, &second, &reader]
                .map(|link| link.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap());
            assert_eq!(found, values, "{name}");
        }
        let automatic = |link: &Link| {
            link.connection.pragma_query_value(None, "wal_autocheckpoint", |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!([automatic(&first), automatic(&second)], [0, 0]);
        assert_eq!(reader.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)), Ok("wal".to_string()));
    }

    #[test]
    fn old_engines_are_refused() {
        assert_eq!(check_engine(3_051_002).unwrap_err().code(), "engine_too_old");
        assert!(check_engine(3_051_003).is_ok());
        assert!(check_engine(rusqlite::version_number()).is_ok());
    }
}
