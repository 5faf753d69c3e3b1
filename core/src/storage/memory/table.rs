use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::RangeBounds;

use crate::{Error, Result};

/// How to take back one change of a [`Table`].
#[derive(Debug)]
enum Undo<K, V> {
    Row(K, Option<V>),
    All(BTreeMap<K, V>),
}

/// Rows by key. Changes apply at once; the old values wait in a journal until the transaction is settled.
#[derive(Debug)]
pub(super) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    journal: Vec<Undo<K, V>>,
}

/// A set of keys: an index.
pub(super) type Index<K> = Table<K, ()>;

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), journal: Vec::new() }
    }
}

impl<K: Ord + Clone, V> Table<K, V> {
    pub(super) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.rows.get(key)
    }

    pub(super) fn range(&self, range: impl RangeBounds<K>) -> impl Iterator<Item = (&K, &V)> {
        self.rows.range(range)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (&K, &V)> {
        self.rows.iter()
    }

    /// Adds a row, or replaces the one with its key.
    pub(super) fn put(&mut self, key: K, value: V) {
        let old = self.rows.insert(key.clone(), value);
        self.journal.push(Undo::Row(key, old));
    }

    pub(super) fn remove(&mut self, key: &K) {
        if let Some((key, old)) = self.rows.remove_entry(key) {
            self.journal.push(Undo::Row(key, Some(old)));
        }
    }

    pub(super) fn clear(&mut self) {
        self.journal.push(Undo::All(std::mem::take(&mut self.rows)));
    }

    pub(super) fn commit(&mut self) {
        self.journal.clear();
    }

    pub(super) fn roll_back(&mut self) {
        while let Some(undo) = self.journal.pop() {
            match undo {
                Undo::Row(key, Some(old)) => drop(self.rows.insert(key, old)),
                Undo::Row(key, None) => drop(self.rows.remove(&key)),
                Undo::All(rows) => self.rows = rows,
            }
        }
    }
}

/// What a [`Log`] is ordered by.
pub(super) trait Keyed {
    type Key: Ord;

    fn key(&self) -> Self::Key;
}

/// Rows in the order of their keys, appended and never changed.
#[derive(Debug)]
pub(super) struct Log<R> {
    rows: Vec<R>,
    /// How many are committed.
    kept: usize,
}

impl<R> Default for Log<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), kept: 0 }
    }
}

impl<R: Keyed> Log<R> {
    pub(super) fn rows(&self) -> &[R] {
        &self.rows
    }

    pub(super) fn get(&self, key: &R::Key) -> Option<&R> {
        let position = self.rows.binary_search_by(|row| row.key().cmp(key)).ok()?;
        self.rows.get(position)
    }

    /// The rows with keys from `key` on.
    pub(super) fn from(&self, key: &R::Key) -> &[R] {
        self.rows.get(self.position(key)..).unwrap_or_default()
    }

    /// The rows with keys from `first` on that are below `end`.
    pub(super) fn between(&self, first: &R::Key, end: &R::Key) -> &[R] {
        self.rows.get(self.position(first)..self.position(end)).unwrap_or_default()
    }

    fn position(&self, key: &R::Key) -> usize {
        self.rows.partition_point(|row| row.key() < *key)
    }

    /// Appends a row.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a key that does not come after the newest one.
    pub(super) fn push(&mut self, row: R) -> Result<()> {
        if self.rows.last().is_some_and(|last| last.key() >= row.key()) {
            return Err(Error::Corrupt { what: "a row was posted before the newest one".into() });
        }
        self.rows.push(row);
        Ok(())
    }

    pub(super) fn commit(&mut self) {
        self.kept = self.rows.len();
    }

    pub(super) fn roll_back(&mut self) {
        self.rows.truncate(self.kept);
    }
}

/// Gives a struct `commit` and `roll_back`, which do the same to each of its parts. A part that is not named does not
/// compile.
macro_rules! settle_parts {
    ($type:ident $(<$row:ident>)? { $($part:ident)* }) => {
        impl $(<$row: super::ledger::Row>)? $type $(<$row>)? {
            pub(super) fn commit(&mut self) {
                let Self { $($part),* } = self;
                $($part.commit();)*
            }

            pub(super) fn roll_back(&mut self) {
                let Self { $($part),* } = self;
                $($part.roll_back();)*
            }
        }
    };
}
pub(super) use settle_parts;

#[cfg(test)]
mod tests {
    use super::*;

    impl Keyed for u8 {
        type Key = Self;

        fn key(&self) -> Self {
            *self
        }
    }

    fn rows(table: &Table<u8, &'static str>) -> Vec<(u8, &'static str)> {
        table.rows().map(|(key, value)| (*key, *value)).collect()
    }

    #[test]
    fn a_table_takes_back_every_kind_of_change_in_reverse() {
        let mut table = Table::default();
        table.put(1, "one");
        table.put(2, "two");
        table.commit();
        table.put(1, "uno");
        table.remove(&2);
        table.put(3, "three");
        table.clear();
        table.put(1, "again");
        table.remove(&9);
        assert_eq!(rows(&table), [(1, "again")]);
        table.roll_back();
        assert_eq!(rows(&table), [(1, "one"), (2, "two")]);
        table.roll_back();
        assert_eq!(rows(&table), [(1, "one"), (2, "two")]);
    }

    #[test]
    fn a_log_keeps_its_order_and_forgets_what_was_not_committed() {
        let mut log = Log::default();
        log.push(1).unwrap();
        log.push(5).unwrap();
        log.commit();
        log.push(6).unwrap();
        assert!(log.push(6).is_err());
        log.roll_back();
        assert_eq!(log.rows(), [1, 5]);
        assert_eq!((log.from(&2), log.between(&0, &5), log.between(&6, &1)), (&[5][..], &[1][..], &[][..]));
        assert_eq!((log.get(&5), log.get(&4)), (Some(&5), None));
        log.push(6).unwrap();
    }
}
