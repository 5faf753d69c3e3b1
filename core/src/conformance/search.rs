use super::sample::{put, record};
use crate::storage::{Record, RecordKind, RecordQuery, Store, StoreExt};

const NONE: [u32; 0] = [];

/// Gives variants these names, numbered from 1, and each name to a product besides, which no search may find.
fn name_all(store: &dyn Store, names: &[&str]) {
    let of_kind = |kind, first| {
        let numbered = (first..).zip(names);
        numbered.map(move |(number, name)| record(kind, number, name))
    };
    let records: Vec<Record> = of_kind(RecordKind::Variant, 1).chain(of_kind(RecordKind::Product, 1_001)).collect();
    put(store, &records);
}

fn numbers(store: &dyn Store, query: &RecordQuery<'_>) -> Vec<u32> {
    let records = store.read(|transaction| transaction.records(query)).unwrap();
    records.iter().map(|record| record.number.0).collect()
}

fn beginning(store: &dyn Store, text: &str, limit: usize) -> Vec<u32> {
    numbers(store, &RecordQuery::NameStartsWith { kind: RecordKind::Variant, text, limit })
}

fn containing(store: &dyn Store, text: &str, limit: usize) -> Vec<u32> {
    numbers(store, &RecordQuery::NameContains { kind: RecordKind::Variant, text, limit })
}

/// By name with A to Z in lower case, then by number, at most `limit`.
pub fn names_beginning_with_a_text_come_by_name(store: &dyn Store) {
    name_all(store, &["Tea red", "tea Green", "TEA", "Green tea", "tea_", "teapot", "TEA green", "te", "tea茶"]);
    assert_eq!(beginning(store, "tea", 99), [3, 2, 7, 1, 5, 6, 9]);
    assert_eq!(beginning(store, "TeA", 2), [3, 2]);
    assert_eq!(beginning(store, "tea", 3), [3, 2, 7]);
    assert_eq!(beginning(store, "tea", 0), NONE);
    assert_eq!(beginning(store, "tea", usize::MAX).len(), 7);
    assert_eq!(beginning(store, "pot", 99), NONE);
    assert_eq!(beginning(store, "green tea with milk", 99), NONE);
}

/// By number, at most `limit`, wherever in the name the text is.
pub fn names_containing_a_text_come_by_number(store: &dyn Store) {
    name_all(store, &["zebra tea", "Tea", "coffee", "green TEA pot", "steam", "te a"]);
    assert_eq!(containing(store, "tea", 99), [1, 2, 4, 5]);
    assert_eq!(containing(store, "TEA", 2), [1, 2]);
    assert_eq!(containing(store, "a t", 99), [1]);
    assert_eq!(containing(store, "tea", 0), NONE);
    assert_eq!(containing(store, "tea", usize::MAX).len(), 4);
    assert_eq!(containing(store, "teapot", 99), NONE);
    assert_eq!(containing(store, "e", 99), [1, 2, 3, 4, 5, 6]);
    assert_eq!(containing(store, "FF", 99), [3]);
}

/// Upper and lower case of other letters differ, and so do letters that look alike (the Kelvin sign, the long s).
pub fn searches_fold_the_letters_a_to_z_only(store: &dyn Store) {
    let names = ["Éclair", "éclair", "KILO", "\u{212a}ilo", "straße", "STRASSE", "\u{17f}alt", "Привет", "привет"];
    name_all(store, &names);
    let cases: [(&str, &[u32]); 8] = [
        ("écl", &[2]),
        ("ÉCL", &[1]),
        ("kilo", &[3]),
        ("\u{212a}ILO", &[4]),
        ("STRASS", &[6]),
        ("salt", &[]),
        ("при", &[9]),
        ("e\u{301}clair", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(beginning(store, text, 99), expected, "beginning with {text:?}");
        assert_eq!(containing(store, text, 99), expected, "containing {text:?}");
    }
}

/// Wildcards, quotes, escapes and the operators of full-text searches are characters like all others.
pub fn searches_take_every_character_literally(store: &dyn Store) {
    let texts = [
        "100% wool",
        "100 % wool",
        "a_b",
        "axb",
        "it's",
        "\"quoted\"",
        "back\\slash",
        "star*",
        "tea OR milk",
        "-minus",
        "col:on",
        "(bracket)",
        "NEAR(a b)",
        "^caret",
        "[a-z]",
        "a?b",
        "semi;colon",
        "tab\there",
        "{brace}",
        "new\nline",
        "+plus",
        "a--b",
        "$1",
        "?1",
        ":name",
        "two  blanks",
        " blank before",
        "trailing ",
    ];
    name_all(store, &texts);
    for (number, text) in (1..).zip(texts) {
        assert_eq!(beginning(store, text, 99), [number], "beginning with {text:?}");
        assert_eq!(containing(store, text, 99), [number], "containing {text:?}");
    }
    let parts: [(&str, &[u32]); 12] = [
        ("%", &[1, 2]),
        ("_", &[3]),
        ("'", &[5]),
        ("\"", &[6]),
        ("\\", &[7]),
        ("*", &[8]),
        (" OR ", &[9]),
        ("tea milk", &[]),
        ("1%", &[]),
        ("0%", &[1]),
        ("%wool", &[]),
        ("?", &[16, 24]),
    ];
    for (text, expected) in parts {
        assert_eq!(containing(store, text, 99), expected, "containing {text:?}");
    }
    assert_eq!(beginning(store, "%", 99), NONE);
    assert_eq!(beginning(store, "_", 99), NONE);
    assert_eq!(beginning(store, "*", 99), NONE);
}

/// Chinese names are found by one character, two, and more, at the beginning and inside.
pub fn searches_find_short_chinese_names(store: &dyn Store) {
    name_all(store, &["茶", "绿茶", "绿茶饼", "红茶", "可口可乐", "可乐", "T恤", "圆领T恤", "盐🧂"]);
    let cases: [(&str, &[u32], &[u32]); 9] = [
        ("茶", &[1], &[1, 2, 3, 4]),
        ("绿", &[2, 3], &[2, 3]),
        ("绿茶", &[2, 3], &[2, 3]),
        ("茶饼", &[], &[3]),
        ("可乐", &[6], &[5, 6]),
        ("口可", &[], &[5]),
        ("t恤", &[7], &[7, 8]),
        ("🧂", &[], &[9]),
        ("酒", &[], &[]),
    ];
    for (text, begin, contain) in cases {
        assert_eq!(beginning(store, text, 99), begin, "beginning with {text}");
        assert_eq!(containing(store, text, 99), contain, "containing {text}");
    }
}

/// The empty text finds every record of the kind, in the order of the query.
pub fn every_name_has_the_empty_text(store: &dyn Store) {
    name_all(store, &["b", "", "C", "a"]);
    assert_eq!(beginning(store, "", 99), [2, 4, 1, 3]);
    assert_eq!(containing(store, "", 99), [1, 2, 3, 4]);
    assert_eq!(containing(store, "", 2), [1, 2]);
}
