//! Which files are opened, and which are refused and left as they are.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use tempfile::TempDir;
use tillbook::Error;
use tillbook::storage::StoreExt;
use tillbook_sqlite::{APPLICATION_ID, Durability, SCHEMA_VERSION, SqliteOptions, SqliteStore};

use common::{DEVICE, check_shop, post_next};

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    (folder, path)
}

fn impatient() -> SqliteOptions {
    SqliteOptions { busy_timeout: Duration::from_millis(20), ..SqliteOptions::default() }
}

fn refused(path: &Path) -> &'static str {
    SqliteStore::open_with(path, impatient()).unwrap_err().code()
}

#[test]
fn a_shop_is_there_when_it_is_opened_again() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    post_next(&store).unwrap();
    store.close().unwrap();
    assert!(!path.with_extension("db-wal").exists(), "the file alone holds the shop");
    let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(&path, options).unwrap();
    assert_eq!(post_next(&store).unwrap(), 2);
    assert_eq!(check_shop(&store), 2);
}

#[test]
fn the_file_says_whose_it_is() {
    let (_folder, path) = place();
    SqliteStore::open(&path).unwrap().close().unwrap();
    let file = Connection::open(&path).unwrap();
    let ask = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(ask("PRAGMA application_id"), APPLICATION_ID);
    assert_eq!(ask("PRAGMA user_version"), SCHEMA_VERSION);
}

#[test]
fn an_empty_file_becomes_a_shop() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.read(|transaction| transaction.head(DEVICE)).unwrap(), None);
}

#[test]
fn names_with_a_meaning_to_sqlite_are_plain_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in [":memory:", "file:shop.db?mode=memory"] {
        let path = folder.path().join(name);
        post_next(&SqliteStore::open(&path).unwrap()).unwrap();
        assert_eq!(check_shop(&SqliteStore::open(&path).unwrap()), 1, "{name}");
    }
}

#[test]
fn files_of_other_programs_are_left_alone() {
    let (_folder, path) = place();
    fs::write(&path, "a letter to grandmother, and longer than the header of a database: ".repeat(100)).unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(refused(&path), "not_ours");
    assert_eq!(fs::read(&path).unwrap(), before);

    for sql in ["CREATE TABLE theirs (x)", "PRAGMA application_id = 77", "PRAGMA user_version = 3"] {
        let (_folder, path) = place();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(refused(&path), "not_ours", "{sql}");
        assert_eq!(fs::read(&path).unwrap(), before, "{sql}");
    }
}

#[test]
fn a_newer_schema_is_refused() {
    let (_folder, path) = place();
    SqliteStore::open(&path).unwrap().close().unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    let error = SqliteStore::open(&path).unwrap_err();
    assert!(
        matches!(error, Error::NewerSchema { found, known } if (found, known) == (SCHEMA_VERSION + 1, SCHEMA_VERSION))
    );
}

#[test]
fn what_cannot_be_written_is_refused() {
    let (folder, path) = place();
    SqliteStore::open(&path).unwrap().close().unwrap();
    for target in [path.as_path(), folder.path()] {
        let writable = fs::metadata(target).unwrap().permissions();
        let mut locked = writable.clone();
        locked.set_readonly(true);
        fs::set_permissions(target, locked).unwrap();
        let code = refused(&path);
        fs::set_permissions(target, writable).unwrap();
        assert_eq!(code, "read_only");
    }
    SqliteStore::open(&path).unwrap();
}

#[test]
fn a_folder_that_is_not_there_is_a_failure_of_the_storage() {
    let (folder, _) = place();
    assert_eq!(refused(&folder.path().join("nowhere").join("shop.db")), "storage");
}

#[test]
fn a_file_that_another_program_holds_is_locked() {
    let (_folder, path) = place();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(refused(&path), "locked");
    other.execute_batch("ROLLBACK").unwrap();

    let store = SqliteStore::open_with(&path, impatient()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(post_next(&store).unwrap_err().code(), "locked");
    assert_eq!(check_shop(&store), 0, "readers do not wait");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(post_next(&store).unwrap(), 1);
}

#[test]
fn two_stores_may_share_a_file() {
    let (_folder, path) = place();
    let stores = [SqliteStore::open(&path).unwrap(), SqliteStore::open(&path).unwrap()];
    for post in 1..=6 {
        assert_eq!(post_next(&stores[usize::try_from(post % 2).unwrap()]).unwrap(), post);
    }
    assert_eq!((check_shop(&stores[0]), check_shop(&stores[1])), (6, 6));
}

#[test]
fn a_look_changes_nothing() {
    let (folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    post_next(&store).unwrap();
    store.close().unwrap();
    let before = fs::read(&path).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(check_shop(&store), 1);
    store.close().unwrap();
    SqliteStore::open(&path).unwrap().close().unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_look_copies_the_log_that_others_left() {
    for idle_readers in [0, 4] {
        let (_folder, path) = place();
        let seller = SqliteStore::open(&path).unwrap();
        post_next(&seller).unwrap();
        let log = || fs::metadata(path.with_extension("db-wal")).unwrap().len();
        assert!(log() > 0);
        let options = SqliteOptions { idle_readers, ..SqliteOptions::default() };
        let visitor = SqliteStore::open_with(&path, options).unwrap();
        assert_eq!(check_shop(&visitor), 1);
        visitor.close().unwrap();
        assert_eq!(log(), 0, "{idle_readers} idle readers");
        assert_eq!(post_next(&seller).unwrap(), 2);
    }
}

/// The connection that writes comes later than the one that opened the file.
#[cfg(unix)]
#[test]
fn a_file_that_took_the_place_of_the_shop_is_left_alone() {
    let (_folder, path) = place();
    SqliteStore::open(&path).unwrap().close().unwrap();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(check_shop(&store), 0);
    fs::rename(&path, path.with_extension("away")).unwrap();
    assert_eq!(post_next(&store).unwrap_err().code(), "storage");
    assert!(!path.exists());
    fs::write(&path, "").unwrap();
    assert_eq!(post_next(&store).unwrap_err().code(), "not_ours");
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
}

#[test]
fn a_damaged_file_shuts_the_store() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    for _ in 0..50 {
        post_next(&store).unwrap();
    }
    store.close().unwrap();
    let pages = pages_of(&path, "document");
    let mut bytes = fs::read(&path).unwrap();
    for page in pages {
        bytes[(page - 1) * 4096..page * 4096].fill(0x5a);
    }
    fs::write(&path, bytes).unwrap();
    // Schema and head are sound, so the file is opened.
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(post_next(&store).unwrap_err().code(), "corrupt");
    assert_eq!(post_next(&store).unwrap_err().code(), "closed");
    assert_eq!(store.read(|transaction| transaction.head(DEVICE)).unwrap_err().code(), "closed");
}

/// Counted from 1.
fn pages_of(path: &Path, table: &str) -> Vec<usize> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT pageno FROM dbstat WHERE name = ?1").unwrap();
    let pages = statement.query_map([table], |row| row.get::<_, u32>(0)).unwrap();
    pages.map(|page| usize::try_from(page.unwrap()).unwrap()).collect()
}
