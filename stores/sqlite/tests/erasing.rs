//! What was erased is nowhere in the files of a shop: not in free space, not in the log, not in the full-text index.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::party::{Birthday, Member};
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
use tillbook::value::{DocumentId, MemberId, SaleId};
use tillbook_sqlite::SqliteStore;

const PHONES: [&str; 2] = ["13912345678", "13987654321"];
const NAME: &str = "Zhao Chunhua";
const CHINESE: &str = "赵春花";

/// How often a text stands in the files of a folder, byte by byte.
fn found(folder: &Path, text: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| fs::read(path).unwrap().windows(text.len()).any(|part| part == text.as_bytes())).collect()
}

#[track_caller]
fn gone(folder: &Path) {
    for text in PHONES.into_iter().chain([NAME, CHINESE]) {
        assert_eq!(found(folder, text), Vec::<PathBuf>::new(), "{text}");
    }
}

/// Other members before and after, in documents of many sizes, so that the trees are rearranged often.
fn crowd(shop: &Shop, from: usize) {
    for page in 0..12 {
        let member = |n: usize| {
            let (code, name) =
                (format!("136{:08}", from + page * 40 + n), format!("{} Wang {n}", "Xiao".repeat(n % 7)));
            Member::new(MemberId::derived("crowd", &code), code, name)
        };
        shop.members().put(DocumentId::new(), &(0..=page * 3).map(member).collect::<Vec<_>>()).unwrap();
    }
}

#[test]
fn what_was_erased_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(folder.path().join("shop.db")).unwrap());
    let shop = Shop::create(Arc::clone(&store), Settings::default()).unwrap();
    let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(10))).unwrap().variants[0].id;
    shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(9), dec!(4))]).unwrap();
    let zhao = MemberId::new();
    let first = Member { birthday: Birthday::new(3, 8).ok(), ..Member::new(zhao, PHONES[0], NAME) };
    shop.members().put(DocumentId::new(), std::slice::from_ref(&first)).unwrap();
    crowd(&shop, 0);
    let sale = SaleId::new();
    shop.till()
        .sell(sale, &Cart::new().add(tea, dec!(1)).member(zhao), &[Tender::cash(shop.money(dec!(10)).unwrap())])
        .unwrap();
    let second = Member { code: PHONES[1].into(), name: CHINESE.into(), ..first };
    shop.members().put(DocumentId::new(), &[second]).unwrap();
    crowd(&shop, 10_000);
    assert!(!found(folder.path(), PHONES[0]).is_empty() && !found(folder.path(), CHINESE).is_empty());

    shop.members().erase(DocumentId::new(), zhao).unwrap();
    gone(folder.path());
    for _ in 0..2 {
        let report = shop.office().verify().unwrap();
        assert!(report.is_clean(), "{:?}", report.violations);
        shop.office().rebuild().unwrap();
    }
    crowd(&shop, 20_000);
    gone(folder.path());
    store.backup_to(folder.path().join("backup.db")).unwrap();
    store.export_snapshot(folder.path().join("snapshot.db")).unwrap();
    drop((shop, store));
    gone(folder.path());

    // The others are all there, and are found.
    let shop = Shop::open(SqliteStore::open(folder.path().join("shop.db")).unwrap()).unwrap();
    assert!(shop.members().by_code("13600000040").unwrap().is_some());
    assert_eq!(shop.members().by_code(PHONES[0]).unwrap(), None);
    assert_eq!(shop.members().member(zhao).unwrap().name, Member::ERASED);
    assert!(shop.office().verify().unwrap().is_clean());
}

#[test]
fn who_reads_meanwhile_sees_what_was_there_and_the_next_write_clears_it() {
    use tillbook::storage::{Access, RecordKind, RecordQuery, Store};
    use tillbook_sqlite::SqliteOptions;

    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions { busy_timeout: std::time::Duration::from_millis(50), ..SqliteOptions::default() };
    let store = Arc::new(SqliteStore::open_with(folder.path().join("shop.db"), options).unwrap());
    let shop = Shop::create(Arc::clone(&store), Settings::default()).unwrap();
    let zhao = MemberId::new();
    shop.members().put(DocumentId::new(), &[Member::new(zhao, PHONES[0], NAME)]).unwrap();
    let query = RecordQuery::Ids(RecordKind::Member, &[zhao.uuid()]);
    store
        .attempt(Access::Read, &mut |tx| {
            assert_eq!(tx.records(&query)?[0].name, NAME);
            shop.members().erase(DocumentId::new(), zhao)?;
            assert_eq!(tx.records(&query)?[0].name, NAME);
            Ok(())
        })
        .unwrap();
    shop.members().put(DocumentId::new(), &[Member::new(MemberId::new(), "13600000000", "Wang")]).unwrap();
    gone(folder.path());
    assert!(shop.office().verify().unwrap().is_clean());
}
