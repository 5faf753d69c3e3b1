//! Shop files of each release open in all later ones, with the same books: see the README here.
#![allow(clippy::unwrap_used)] // a test fails by panicking

mod figures;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tillbook::Shop;
use tillbook_sqlite::SqliteStore;

/// The files, with the figures that their releases found in them.
fn kept() -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept_files");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "db")).collect();
    assert!(!files.is_empty());
    let with_figures = |path: PathBuf| {
        let figures = fs::read(path.with_extension("json")).unwrap();
        (path, serde_json::from_slice(&figures).unwrap())
    };
    files.into_iter().map(with_figures).collect()
}

/// A copy that may be written.
fn opened(path: &Path, folder: &Path) -> Shop {
    let copy = folder.join("shop.db");
    let _ = fs::remove_file(&copy);
    fs::copy(path, &copy).unwrap();
    Shop::open(SqliteStore::open(&copy).unwrap()).unwrap()
}

#[test]
fn this_release_has_its_file() {
    let name = concat!(env!("CARGO_PKG_VERSION"), ".db");
    assert!(kept().iter().any(|(path, _)| path.ends_with(name)), "make it: see tests/kept_files/README.md");
}

#[test]
fn every_kept_file_opens_with_the_same_books_and_sells() {
    for (path, mut expected) in kept() {
        let folder = tempfile::tempdir().unwrap();
        let shop = opened(&path, folder.path());
        let one_more = expected.as_object_mut().unwrap().remove("one_more").unwrap();
        let sound = |shop: &Shop| {
            let report = shop.office().verify().unwrap();
            assert!(report.is_clean(), "{}: {:?}", path.display(), report.violations);
        };
        sound(&shop);
        assert_eq!(figures::figures(&shop).unwrap(), expected, "{}", path.display());
        assert_eq!(figures::one_more(&shop).unwrap(), one_more, "{}", path.display());
        sound(&shop);
    }
}

#[test]
fn what_is_kept_beside_the_documents_of_a_kept_file_follows_from_them() {
    for (path, mut expected) in kept() {
        let folder = tempfile::tempdir().unwrap();
        let shop = opened(&path, folder.path());
        assert!(shop.office().rebuild().unwrap().is_clean(), "{}", path.display());
        expected.as_object_mut().unwrap().remove("one_more");
        assert_eq!(figures::figures(&shop).unwrap(), expected, "{}", path.display());
        assert!(shop.office().verify().unwrap().is_clean(), "{}", path.display());
    }
}
