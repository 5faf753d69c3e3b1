use uuid::Uuid;

use super::table::{Index, Table, settle_parts};
use crate::ledger::RecordNo;
use crate::storage::{KeyKind, Record, RecordKey, RecordKind, RecordQuery};

/// The records and what they are found by.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    records: Table<(RecordKind, RecordNo), Record>,
    ids: Table<(RecordKind, Uuid), RecordNo>,
    kinds: Table<RecordNo, RecordKind>,
    keys: Index<(RecordKind, RecordKey, RecordNo)>,
    /// By name with A to Z in lower case.
    names: Index<(RecordKind, String, RecordNo)>,
}

settle_parts! { Catalog { records ids kinds keys names } }

impl Catalog {
    pub(super) fn put(&mut self, record: &Record) {
        if let Some(number) = self.ids.get(&(record.kind, record.id)).copied() {
            self.remove(record.kind, number);
        }
        let (kind, number) = (record.kind, record.number);
        for key in &record.keys {
            self.keys.put((kind, key.clone(), number), ());
        }
        self.names.put((kind, record.name.to_ascii_lowercase(), number), ());
        self.kinds.put(number, kind);
        self.ids.put((kind, record.id), number);
        self.records.put((kind, number), record.clone());
    }

    fn remove(&mut self, kind: RecordKind, number: RecordNo) {
        let Some(old) = self.records.get(&(kind, number)) else { return };
        for key in &old.keys {
            self.keys.remove(&(kind, key.clone(), number));
        }
        self.names.remove(&(kind, old.name.to_ascii_lowercase(), number));
        self.kinds.remove(&number);
        self.ids.remove(&(kind, old.id));
        self.records.remove(&(kind, number));
    }

    pub(super) fn clear(&mut self) {
        self.records.clear();
        self.ids.clear();
        self.kinds.clear();
        self.keys.clear();
        self.names.clear();
    }

    pub(super) fn find(&self, query: &RecordQuery<'_>) -> Vec<&Record> {
        match *query {
            RecordQuery::Ids(kind, ids) => {
                let numbers = ids.iter().filter_map(|id| self.ids.get(&(kind, *id))).copied().collect();
                self.of_kind(kind, numbers)
            }
            RecordQuery::Numbers(numbers) => {
                let found = unique(numbers.to_vec()).into_iter();
                found.filter_map(|number| self.records.get(&(*self.kinds.get(&number)?, number))).collect()
            }
            RecordQuery::Keys(kind, key_kind, texts) => {
                self.of_kind(kind, texts.iter().flat_map(|text| self.holders(kind, key_kind, text)).collect())
            }
            RecordQuery::All { kind, after, limit } => {
                self.numbered(kind).filter(|record| record.number > after).take(limit).collect()
            }
            RecordQuery::NameStartsWith { kind, text, limit } => self.starting_with(kind, text, limit),
            RecordQuery::NameContains { kind, text, limit } => {
                self.numbered(kind).filter(|record| contains(&record.name, text)).take(limit).collect()
            }
        }
    }

    /// The variants, by number.
    pub(super) fn variants(&self) -> impl Iterator<Item = &Record> {
        self.numbered(RecordKind::Variant)
    }

    /// The records of a kind, by number.
    pub(super) fn numbered(&self, kind: RecordKind) -> impl Iterator<Item = &Record> {
        self.records.range((kind, RecordNo(0))..=(kind, RecordNo(u32::MAX))).map(|(_, record)| record)
    }

    fn of_kind(&self, kind: RecordKind, numbers: Vec<RecordNo>) -> Vec<&Record> {
        unique(numbers).into_iter().filter_map(|number| self.records.get(&(kind, number))).collect()
    }

    fn holders(&self, kind: RecordKind, key_kind: KeyKind, text: &str) -> impl Iterator<Item = RecordNo> {
        let key = RecordKey { kind: key_kind, text: text.to_string() };
        let range = (kind, key.clone(), RecordNo(0))..=(kind, key, RecordNo(u32::MAX));
        self.keys.range(range).map(|((_, _, number), ())| *number)
    }

    fn starting_with(&self, kind: RecordKind, text: &str, limit: usize) -> Vec<&Record> {
        let text = text.to_ascii_lowercase();
        let named = self.names.range((kind, text.clone(), RecordNo(0))..);
        named
            .map(|(key, ())| key)
            .take_while(|(of, name, _)| *of == kind && name.starts_with(&text))
            .filter_map(|(_, _, number)| self.records.get(&(kind, *number)))
            .take(limit)
            .collect()
    }
}

/// Each number once, sorted.
fn unique(mut numbers: Vec<RecordNo>) -> Vec<RecordNo> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Byte by byte: in UTF-8 no character begins inside another one.
fn contains(name: &str, text: &str) -> bool {
    text.is_empty() || name.as_bytes().windows(text.len()).any(|part| part.eq_ignore_ascii_case(text.as_bytes()))
}
