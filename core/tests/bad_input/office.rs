use std::sync::Arc;

use tillbook::document::{DocumentKind, Settings};
use tillbook::ledger::PostNo;
use tillbook::shop::ShopOptions;
use tillbook::storage::{DocumentQuery, MemoryStore, StoreExt};
use tillbook::value::{DocumentId, ManualClock, Money, Quantity};
use tillbook::{Error, Expected, Language, Noun, Shop};

use crate::bench::{Bench, Shared, member, options, says, settings, time};

#[test]
fn a_store_without_a_shop_is_not_opened() {
    says(&Shop::open(MemoryStore::default()).err().unwrap(), "no_shop", &[]);
    let store = Shared::default();
    assert!(Shop::open(store.clone()).is_err());
    assert!(store.read(|tx| tx.head("T1")).unwrap().is_none());
}

#[test]
fn a_shop_with_bad_settings_is_not_made() {
    let refuses = |settings: Settings, names: &[&str]| {
        let store = Shared::default();
        says(&Shop::create(store.clone(), settings).err().unwrap(), "invalid", names);
        let documents = DocumentQuery::After { after: PostNo::NONE, limit: 1 };
        assert!(store.read(|tx| tx.documents(&documents)).unwrap().is_empty());
        says(&Shop::open(store).err().unwrap(), "no_shop", &[]);
    };
    refuses(Settings { time_zone: "Mars/Olympus".into(), ..settings() }, &["time_zone", "Mars/Olympus"]);
    refuses(Settings { time_zone: String::new(), ..settings() }, &["time_zone"]);
    refuses(Settings { cutover_hour: 13, ..settings() }, &["cutover_hour", "13", "12"]);
    refuses(Settings { name: "\u{1}".into(), ..settings() }, &["name"]);
    refuses(Settings { name: "x".repeat(201), ..settings() }, &["name", "200"]);
    assert_eq!("CNYX".parse::<tillbook::value::Currency>().unwrap_err().code(), "invalid");
}

#[test]
fn a_device_has_a_short_name() {
    for device in ["", " T", "a\nb", &"x".repeat(49)] {
        let options = ShopOptions { device: device.into(), ..ShopOptions::default() };
        let error = Shop::create_with(MemoryStore::default(), settings(), options).err().unwrap();
        says(&error, "invalid", &["device"]);
    }
}

#[test]
fn a_shop_is_not_made_over_another_one() {
    let bench = Bench::new();
    let create = |settings: Settings| {
        let clock = Arc::new(ManualClock::new(time("2026-03-10T12:00:00+08:00")));
        Shop::create_with(bench.store.clone(), settings, options(&clock)).map(drop)
    };
    let documents = bench.documents();
    create(settings()).unwrap();
    assert_eq!(bench.documents(), documents);
    let name = "Corner shop";
    bench.refuses("shop_exists", &[name], |_| create(Settings { cutover_hour: 4, ..settings() }));
    bench.refuses("shop_exists", &[name], |_| create(Settings { shop: DocumentId::new().uuid(), ..settings() }));
    bench.goes_on();
}

#[test]
fn every_kind_and_state_has_a_chinese_word() {
    let kind = |kind: DocumentKind| Error::IdReused { id: "1".into(), kind: kind.code() };
    let states =
        ["open", "partly_received", "received", "cancelled", "voided", "refunded", "returned", "merged", "off_shelf"];
    let state = |state| Error::WrongState { what: Noun::Sale, key: "1".into(), state };
    for error in DocumentKind::ALL.into_iter().map(kind).chain(states.map(state)) {
        let text = error.text(Language::Chinese);
        assert!(!text.contains(|c: char| c.is_ascii_alphabetic()), "{text}");
    }
}

#[test]
fn errors_name_a_remedy_and_not_a_page_of_text() {
    let long = Error::invalid("name", "长".repeat(300), Expected::AtMostChars(200)).to_string();
    assert!(long.contains(&format!("{}…", "长".repeat(80))) && !long.contains(&"长".repeat(81)), "{long}");
    let (sku, line) = ("TEA".to_string(), 0);
    let (net, lowest) = (Money::from_minor(1), Money::from_minor(2));
    let (left, asked) = (Quantity::ZERO, Quantity::ONE);
    let remedies = [
        (Error::not_found(Noun::Supplier, "S1"), "add it", "添加"),
        (Error::RefundExceeds { line, left, asked }, "at most that", "减少"),
        (Error::BelowLowestPrice { sku, net, lowest }, "approved", "批准"),
        (Error::ChangeNotFromCash { total: net, without_cash: net }, "leave the cash out", "不要再收现金"),
        (Error::ChangeNotFromCash { total: net, without_cash: lowest }, "only cash gives change", "只有现金可找零"),
        (Error::too_large("amount").within("lines[0]"), "lines[0]: amount", "lines[0]：金额"),
        (Error::too_large("amount").within("discounts[1]").within("lines[0]"), "lines[0].discounts[1]:", "较小"),
        (Error::invalid("sku", " A", Expected::PlainText), "control characters", "控制字符"),
    ];
    for (error, english, chinese) in remedies {
        assert!(error.text(Language::English).contains(english), "{error}");
        assert!(error.text(Language::Chinese).contains(chinese), "{}", error.text(Language::Chinese));
    }
}

#[test]
fn documents_of_a_day_before_the_opening_are_refused() {
    let bench = Bench::new();
    let early = bench.shop.at(time("2025-12-31T23:59:59+08:00"));
    bench.refuses("before_opening", &["2025-12-31T15:59:59Z", "2026-01-01"], |_| {
        early.members().put(DocumentId::new(), &[member("M2")])
    });
    bench.shop.at(time("2026-01-01T00:00:00+08:00")).members().put(DocumentId::new(), &[member("M2")]).unwrap();
    bench.goes_on();
}
