use super::sample::{id, keyed, put, record, write};
use super::snapshot::with_sorted_keys;
use crate::ledger::RecordNo;
use crate::storage::{KeyKind, Record, RecordKey, RecordKind, RecordQuery, Store, StoreExt};
use crate::value::Quantity;

const NONE: [u32; 0] = [];

fn find(store: &dyn Store, query: &RecordQuery<'_>) -> Vec<Record> {
    let records = store.read(|transaction| transaction.records(query)).unwrap();
    records.into_iter().map(with_sorted_keys).collect()
}

/// The numbers of what is found, sorted; for queries whose order is free.
fn found(store: &dyn Store, query: &RecordQuery<'_>) -> Vec<u32> {
    let mut numbers: Vec<u32> = find(store, query).iter().map(|record| record.number.0).collect();
    numbers.sort_unstable();
    numbers
}

fn by_key(store: &dyn Store, kind: KeyKind, text: &str) -> Vec<u32> {
    found(store, &RecordQuery::Keys(RecordKind::Variant, kind, &[text]))
}

/// Every field of every kind of record comes back as it was written.
pub fn every_field_of_a_record_comes_back(store: &dyn Store) {
    let texts = ["", " padded ", "it's \"quoted\" \\ 100%", "圆领T恤 黑/M", "a\u{301}🛒\n\t"];
    for (number, kind) in (1..).zip(RecordKind::ALL) {
        let text = texts[number as usize % texts.len()];
        let key = |kind, text: &str| RecordKey { kind, text: text.into() };
        let written = Record {
            code: text.into(),
            reorder_point: (kind == RecordKind::Variant).then_some(Quantity::from_micros(1_500_001)),
            keys: vec![
                key(KeyKind::Sku, &format!("{text}{number}")),
                key(KeyKind::Barcode, &format!("0690123456789{number}")),
                key(KeyKind::Code, &format!("C{number}")),
                key(KeyKind::Link, "left"),
                key(KeyKind::Link, "right"),
            ],
            body: if number == 1 { Vec::new() } else { format!("{{\"name\":\"{number}é\"}}").into_bytes() },
            ..record(kind, number, text)
        };
        put(store, std::slice::from_ref(&written));
        let read = find(store, &RecordQuery::Ids(kind, &[written.id]));
        assert_eq!(read, [with_sorted_keys(written)]);
    }
    let kinds = RecordKind::ALL.map(|kind| {
        let all = RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX };
        find(store, &all).len()
    });
    assert_eq!(kinds, [1; RecordKind::ALL.len()]);
}

/// Ids are looked up within a kind, numbers over all kinds; unknown ones are left out and repeated ones come once.
pub fn records_are_found_by_id_and_number(store: &dyn Store) {
    let product = Record { id: id(1), ..record(RecordKind::Product, 2, "product with the id of the variant") };
    put(store, &[record(RecordKind::Variant, 1, "one"), product, record(RecordKind::Variant, 3, "three")]);
    let ids = [id(3), id(1), id(99), id(1)];
    assert_eq!(found(store, &RecordQuery::Ids(RecordKind::Variant, &ids)), [1, 3]);
    assert_eq!(found(store, &RecordQuery::Ids(RecordKind::Product, &ids)), [2]);
    assert_eq!(found(store, &RecordQuery::Ids(RecordKind::Member, &ids)), NONE);
    assert_eq!(found(store, &RecordQuery::Ids(RecordKind::Variant, &[])), NONE);
    let numbers = [3, 2, 99, 0, u32::MAX, 3].map(RecordNo);
    assert_eq!(found(store, &RecordQuery::Numbers(&numbers)), [2, 3]);
    assert_eq!(found(store, &RecordQuery::Numbers(&[])), NONE);
}

/// Keys are looked up within a kind of record and a kind of key; a shared key finds all that have it, and a record
/// that is found by two keys comes once.
pub fn records_are_found_by_their_keys(store: &dyn Store) {
    let supplier = Record {
        keys: keyed(3, &[(KeyKind::Code, "A"), (KeyKind::Link, "p")]).keys,
        ..record(RecordKind::Supplier, 3, "s")
    };
    put(
        store,
        &[
            keyed(1, &[(KeyKind::Sku, "A"), (KeyKind::Link, "p"), (KeyKind::Link, "q")]),
            keyed(2, &[(KeyKind::Barcode, "A"), (KeyKind::Link, "p")]),
            supplier,
        ],
    );
    assert_eq!(by_key(store, KeyKind::Sku, "A"), [1]);
    assert_eq!(by_key(store, KeyKind::Barcode, "A"), [2]);
    assert_eq!(by_key(store, KeyKind::Code, "A"), NONE);
    assert_eq!(by_key(store, KeyKind::Link, "p"), [1, 2]);
    assert_eq!(found(store, &RecordQuery::Keys(RecordKind::Supplier, KeyKind::Code, &["A"])), [3]);
    let links = ["q", "p", "unknown", "p"];
    assert_eq!(found(store, &RecordQuery::Keys(RecordKind::Variant, KeyKind::Link, &links)), [1, 2]);
    assert_eq!(found(store, &RecordQuery::Keys(RecordKind::Variant, KeyKind::Link, &[])), NONE);
}

/// A key is not a pattern, not a number and not folded.
pub fn keys_are_compared_byte_by_byte(store: &dyn Store) {
    let texts = ["a", "A", "a ", " a", "%", "_", "*", "'", "a%", "007", "7", "7.0", "é", "e\u{301}", "黑", ""];
    let records: Vec<Record> = (1..).zip(texts).map(|(number, text)| keyed(number, &[(KeyKind::Sku, text)])).collect();
    put(store, &records);
    for (number, text) in (1..).zip(texts) {
        assert_eq!(by_key(store, KeyKind::Sku, text), [number], "key {text:?}");
    }
    assert_eq!(by_key(store, KeyKind::Sku, "É"), NONE);
    assert_eq!(by_key(store, KeyKind::Sku, "00"), NONE);
}

/// Records that are erased are replaced, and the others stay as they are, with all they are found by.
pub fn an_erased_record_is_what_is_left_of_it(store: &dyn Store) {
    let kind = RecordKind::Variant;
    let named = |number, name: &str| Record {
        name: name.into(),
        ..keyed(number, &[(KeyKind::Sku, &format!("S{number}")), (KeyKind::Link, "p")])
    };
    let records: Vec<Record> = (1..=40).map(|number| named(number, &format!("somebody {number}"))).collect();
    put(store, &records);
    let left = record(kind, 7, "nobody");
    write(store, |transaction| transaction.erase_records(&[left.clone(), named(8, "another")])).unwrap();
    assert_eq!(find(store, &RecordQuery::Ids(kind, &[left.id])), [left]);
    assert_eq!(by_key(store, KeyKind::Sku, "S7"), NONE);
    assert_eq!(by_key(store, KeyKind::Sku, "S8"), [8]);
    assert_eq!(by_key(store, KeyKind::Link, "p").len(), 39);
    let containing = |text| found(store, &RecordQuery::NameContains { kind, text, limit: 99 });
    assert_eq!((containing("body 7"), containing("anoth"), containing("nobo")), (vec![], vec![8], vec![7]));
    assert_eq!(containing("somebody").len(), 38);
    put(store, &[named(41, "one more")]);
    let all = find(store, &RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX });
    let others: Vec<Record> = all.into_iter().filter(|record| ![7, 8, 41].contains(&record.number.0)).collect();
    let untouched = records.into_iter().filter(|record| ![7, 8].contains(&record.number.0));
    assert_eq!(others, untouched.map(with_sorted_keys).collect::<Vec<_>>());
}

/// The new state of a record is the only one: fields, keys and name.
pub fn a_replaced_record_loses_what_it_was_found_by(store: &dyn Store) {
    let old = Record {
        reorder_point: Some(Quantity::ONE),
        name: "old name".into(),
        ..keyed(1, &[(KeyKind::Sku, "OLD"), (KeyKind::Barcode, "1"), (KeyKind::Link, "p")])
    };
    let new = Record {
        name: "new name".into(),
        code: "NEW".into(),
        body: b"[1]".to_vec(),
        ..keyed(1, &[(KeyKind::Barcode, "1"), (KeyKind::Sku, "NEW")])
    };
    put(store, &[old, keyed(2, &[(KeyKind::Link, "p")])]);
    put(store, &[record(RecordKind::Variant, 1, "in between"), new.clone()]);
    assert_eq!(by_key(store, KeyKind::Sku, "OLD"), NONE);
    assert_eq!(by_key(store, KeyKind::Sku, "NEW"), [1]);
    assert_eq!(by_key(store, KeyKind::Barcode, "1"), [1]);
    assert_eq!(by_key(store, KeyKind::Link, "p"), [2]);
    assert_eq!(find(store, &RecordQuery::Numbers(&[RecordNo(1)])), [with_sorted_keys(new)]);
    for (text, numbers) in [("old", &[][..]), ("in between", &[]), ("new", &[1])] {
        let kind = RecordKind::Variant;
        assert_eq!(found(store, &RecordQuery::NameStartsWith { kind, text, limit: 9 }), numbers, "{text}");
        assert_eq!(found(store, &RecordQuery::NameContains { kind, text, limit: 9 }), numbers, "{text}");
    }
}

/// A unique key that one record gives up can be taken by another one, in one call or in two.
pub fn a_key_passes_from_one_record_to_another(store: &dyn Store) {
    let key = [(KeyKind::Barcode, "690")];
    put(store, &[keyed(1, &key)]);
    put(store, &[keyed(1, &[]), keyed(2, &key)]);
    assert_eq!(by_key(store, KeyKind::Barcode, "690"), [2]);
    write(store, |transaction| {
        transaction.put_records(&[keyed(2, &[])])?;
        transaction.put_records(&[keyed(1, &key)])
    })
    .unwrap();
    assert_eq!(by_key(store, KeyKind::Barcode, "690"), [1]);
}

/// The numbers of what a question finds come in the order in which the records come, whatever the question.
pub fn numbers_come_as_their_records_do(store: &dyn Store) {
    let kind = RecordKind::Variant;
    let named = |number, name: &str, keys: &[(KeyKind, &str)]| Record { name: name.into(), ..keyed(number, keys) };
    let shared = (KeyKind::Link, "p");
    put(
        store,
        &[
            named(4, "tea", &[shared]),
            named(2, "Tea red", &[(KeyKind::Sku, "A"), shared]),
            named(9, "green tea", &[(KeyKind::Sku, "B")]),
            named(7, "TEA", &[shared, (KeyKind::Link, "q")]),
            record(RecordKind::Product, 5, "tea"),
        ],
    );
    let (ids, unknown) = ([9, 2, 77, 9, 5].map(id), [9, 77, 2, 0, u32::MAX, 9, 5].map(RecordNo));
    let questions = [
        (RecordQuery::Ids(kind, &ids), 2),
        (RecordQuery::Ids(kind, &[]), 0),
        (RecordQuery::Numbers(&unknown), 3),
        (RecordQuery::Numbers(&[]), 0),
        (RecordQuery::Keys(kind, KeyKind::Link, &["q", "p", "p"]), 3),
        (RecordQuery::Keys(kind, KeyKind::Sku, &["B", "A", "C"]), 2),
        (RecordQuery::All { kind, after: RecordNo(2), limit: 2 }, 2),
        (RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX }, 4),
        (RecordQuery::NameStartsWith { kind, text: "tEa", limit: 99 }, 3),
        (RecordQuery::NameStartsWith { kind, text: "tea", limit: 2 }, 2),
        (RecordQuery::NameStartsWith { kind, text: "", limit: 0 }, 0),
        (RecordQuery::NameContains { kind, text: "tea", limit: 99 }, 4),
        (RecordQuery::NameContains { kind, text: "e", limit: 3 }, 3),
    ];
    for (query, many) in questions {
        let (records, numbers) =
            store.read(|transaction| Ok((transaction.records(&query)?, transaction.record_numbers(&query)?))).unwrap();
        assert_eq!(numbers, records.iter().map(|record| record.number).collect::<Vec<_>>(), "{query:?}");
        assert_eq!(numbers.len(), many, "{query:?}");
    }
}

/// A page begins after a number and has at most so many records of its kind.
pub fn records_come_in_pages_by_number(store: &dyn Store) {
    let kind_of = |number| if number % 3 == 0 { RecordKind::Member } else { RecordKind::Variant };
    let records: Vec<Record> = (1..=20).rev().map(|number| record(kind_of(number), number, "n")).collect();
    put(store, &records);
    let page = |after, limit| {
        let query = RecordQuery::All { kind: RecordKind::Variant, after: RecordNo(after), limit };
        find(store, &query).iter().map(|record| record.number.0).collect::<Vec<_>>()
    };
    assert_eq!(page(0, 4), [1, 2, 4, 5]);
    assert_eq!(page(5, 4), [7, 8, 10, 11]);
    assert_eq!(page(6, 1), [7]);
    assert_eq!(page(16, 4), [17, 19, 20]);
    assert_eq!(page(20, 4), NONE);
    assert_eq!(page(u32::MAX, 4), NONE);
    assert_eq!(page(0, 0), NONE);
    assert_eq!(page(0, usize::MAX).len(), 14);
}
