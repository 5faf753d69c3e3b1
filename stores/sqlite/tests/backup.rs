//! Copies of a shop that goes on selling.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use tillbook_sqlite::SqliteStore;

use common::{check_shop, post_next, put_catalog};

#[test]
fn a_backup_taken_while_selling_is_a_sound_shop() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("shop.db")).unwrap();
    put_catalog(&store, "CNY");
    post_next(&store).unwrap();
    let copy = folder.path().join("copy.db");
    let is_done = AtomicBool::new(false);
    let mut before = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                post_next(&store).unwrap();
            }
        });
        for _ in 0..5 {
            before = check_shop(&store);
            store.backup_to(&copy).unwrap();
        }
        is_done.store(true, Ordering::Relaxed);
    });
    let after = check_shop(&store);
    let copied = check_shop(&SqliteStore::open(&copy).unwrap());
    assert!((before..=after).contains(&copied), "{before} <= {copied} <= {after}");
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| name.to_string_lossy().starts_with("copy.db"));
    assert_eq!(names, ["copy.db"], "one file, nothing beside it");
}

#[test]
fn a_snapshot_holds_the_shop_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("shop.db")).unwrap();
    for _ in 0..3 {
        post_next(&store).unwrap();
    }
    let path = folder.path().join("it's a \"snapshot\".db");
    store.export_snapshot(&path).unwrap();
    assert_eq!(store.export_snapshot(&path).unwrap_err().code(), "invalid");
    assert_eq!(check_shop(&SqliteStore::open(&path).unwrap()), 3);
}

#[test]
fn a_backup_onto_the_shop_itself_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let store = SqliteStore::open(&path).unwrap();
    post_next(&store).unwrap();
    assert_eq!(store.backup_to(&path).unwrap_err().code(), "invalid");
    assert_eq!(store.backup_to(folder.path().join(".").join("shop.db")).unwrap_err().code(), "invalid");
    assert_eq!(check_shop(&store), 1);
}

#[test]
fn a_failed_backup_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("shop.db")).unwrap();
    assert!(store.backup_to(folder.path().join("nowhere").join("copy.db")).is_err());
    fs::create_dir(folder.path().join("taken")).unwrap();
    assert!(store.backup_to(folder.path().join("taken")).is_err(), "a folder is not replaced");
    assert!(!folder.path().join("taken.partial").exists());
}
