//! What was acknowledged is there after the writer was killed; the log stays short; a full disk loses nothing.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tillbook::storage::{Access, Store, StoreExt};
use tillbook_sqlite::{SqliteOptions, SqliteStore};

use common::{DEVICE, check_shop, post_next};

const PATH_VARIABLE: &str = "TILLBOOK_TEST_SHOP";
const FULL_PATH_VARIABLE: &str = "TILLBOOK_TEST_FULL_SHOP";
const KILLS: u64 = 12;

/// Not a test by itself: the process that [`killed_writers_lose_nothing`] starts and kills.
#[test]
fn writer_that_gets_killed() {
    let Some(path) = std::env::var_os(PATH_VARIABLE) else { return };
    let options = SqliteOptions { checkpoint_pages: 50, log_limit_pages: 200, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(path, options).unwrap();
    loop {
        println!("acknowledged {}", post_next(&store).unwrap());
    }
}

fn start_writer(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["writer_that_gets_killed", "--exact", "--nocapture"])
        .env(PATH_VARIABLE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killed_writers_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let mut newest = 0;
    for round in 0..KILLS {
        let mut writer = start_writer(&path);
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(40 + round * 37 % 200));
            writer.kill().unwrap();
            writer.wait().unwrap();
        });
        let mut acknowledged = newest;
        for line in lines.map_while(Result::ok) {
            if let Some((_, number)) = line.split_once("acknowledged ") {
                acknowledged = number.parse().unwrap_or(acknowledged);
            }
        }
        killer.join().unwrap();
        let store = SqliteStore::open(&path).unwrap();
        newest = check_shop(&store);
        // The last sale may have been kept without anybody having been told.
        assert!((acknowledged..=acknowledged + 1).contains(&newest), "{acknowledged} acknowledged, {newest} found");
        store.close().unwrap();
    }
    assert!(newest > KILLS, "the writers did write");
}

/// Not a test by itself: the process that [`a_full_disk_loses_nothing`] starts with a limit on the size of files.
#[test]
fn writer_that_fills_the_disk() {
    let Some(path) = std::env::var_os(FULL_PATH_VARIABLE) else { return };
    let store = SqliteStore::open(path).unwrap();
    let mut newest = 0;
    let error = loop {
        match post_next(&store) {
            Ok(number) => newest = number,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "storage_full");
    assert_eq!(check_shop(&store), newest, "the shop can still be read");
    assert_eq!(post_next(&store).unwrap_err().code(), "storage_full", "and says so again");
    println!("acknowledged {newest}");
}

/// A shell sets the limit, in blocks of 512 or 1,024 bytes, and turns the signal that comes with it into an error.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    SqliteStore::open(&path).unwrap().close().unwrap();
    let answer = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" writer_that_fills_the_disk --exact --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .env(FULL_PATH_VARIABLE, &path)
        .output()
        .unwrap();
    let said = String::from_utf8(answer.stdout).unwrap();
    assert!(answer.status.success(), "{said}");
    let (_, number) = said.split_once("acknowledged ").unwrap();
    let newest: u64 = number.split_whitespace().next().unwrap().parse().unwrap();
    assert!(newest > 10);
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(check_shop(&store), newest);
    assert_eq!(post_next(&store).unwrap(), newest + 1, "there is room again");
}

#[test]
fn the_log_stays_short_under_continuous_load() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let options = SqliteOptions { checkpoint_pages: 100, log_limit_pages: 400, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(&path, options).unwrap();
    let mut longest = 0;
    for _ in 0..1_500 {
        post_next(&store).unwrap();
        longest = longest.max(std::fs::metadata(folder.path().join("shop.db-wal")).unwrap().len() / 4096);
    }
    // All sales together write some 18,000 pages; the thread may be late by a few sales.
    assert!(longest < 4_000, "{longest} pages");
    assert_eq!(check_shop(&store), 1_500);
}

#[test]
fn a_panic_in_the_work_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("shop.db")).unwrap();
    post_next(&store).unwrap();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.attempt(Access::Write, &mut |transaction| {
            transaction.clear_state()?;
            panic!("on purpose");
        })
    }));
    assert!(outcome.is_err());
    assert_eq!(post_next(&store).unwrap(), 2);
    assert_eq!(check_shop(&store), 2);
}

#[test]
fn readers_keep_their_moment_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("shop.db")).unwrap();
    post_next(&store).unwrap();
    let seen = store.read(|transaction| {
        let before = transaction.head(DEVICE)?;
        std::thread::scope(|scope| scope.spawn(|| post_next(&store)).join()).unwrap()?;
        Ok((before, transaction.head(DEVICE)?))
    });
    let (before, after) = seen.unwrap();
    assert_eq!(before, after);
    assert_eq!(check_shop(&store), 2);
}
