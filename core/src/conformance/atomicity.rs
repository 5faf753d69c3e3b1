use super::sample::{DEVICE, checkpoint, document, head_after, id, key, layer, level, movement, pool, post, put, quantity, record, write};
use super::snapshot::Snapshot;

use crate::ledger::{Account, Balance, BalanceKey, BatchInfo, Unit, VariantNo};
use crate::storage::{Access, Posting, RecordKind, StateChange, Store, StoreExt, Transaction};
use crate::value::{Date, Money};
use crate::{Error, Result};

type Write = fn(&mut dyn Transaction) -> Result<()>;

/// One of each kind of write, for a store that was [filled](fill).
const WRITES: [(&str, Write); 6] = [
    ("a new record", |transaction| transaction.put_records(&[record(RecordKind::Variant, 9, "new")])),
    ("a replaced record", |transaction| transaction.put_records(&[record(RecordKind::Variant, 1, "replaced")])),
    ("a document", |transaction| {
        let postings = [Posting { movements: vec![movement(2, 0, 1)], ..Posting::bare(document(2)) }];
        transaction.post(&postings, &head_after(&postings))
    }),
    ("new state", |transaction| transaction.set_state(&change(2, 5))),
    ("state removed", |transaction| transaction.set_state(&change(1, 0))),
    ("no state", |transaction| transaction.clear_state()),
];

fn change(variant: u32, micros: i64) -> StateChange {
    StateChange {
        pools: vec![pool(variant, quantity(micros))],
        layers: vec![layer(variant, 0, key(1, 0), quantity(micros))],
        levels: vec![level(variant, 1, "", quantity(micros))],
        batches: vec![BatchInfo {
            variant: VariantNo(variant),
            batch: "A".into(),
            produced_on: None,
            expires_on: Some(Date::from_days(1)),
            since: key(1, 0),
        }],
        balances: vec![Balance {
            key: BalanceKey { account: Account::Payable, owner: Some(id(variant.into())), unit: Unit::Money },
            amount: Money::from_minor(micros),
        }],
        outdated: Vec::new(),
        checkpoints: vec![checkpoint(variant, micros, key(1, 0))],
    }
}

fn fill(store: &dyn Store) {
    put(store, &[record(RecordKind::Variant, 1, "first")]);
    post(store, &[Posting { movements: vec![movement(1, 0, 1)], ..Posting::bare(document(1)) }]);
    write(store, |transaction| transaction.set_state(&change(1, 7))).unwrap();
}

fn stop<T>() -> Result<T> {
    Err(Error::too_large("patience"))
}

/// A fresh store has no head, no rows and no error for any question.
pub fn a_new_store_is_empty(store: &dyn Store) {
    let snapshot = Snapshot::of(store);
    assert_eq!(snapshot.head, None);
    assert!(snapshot.records.is_empty() && snapshot.documents.is_empty());
    assert!(snapshot.movements.is_empty() && snapshot.sale_lines.is_empty() && snapshot.entries.is_empty());
    assert!(snapshot.levels.is_empty() && snapshot.pools.is_empty() && snapshot.layers.is_empty());
    assert!(snapshot.balances.is_empty());
    assert_eq!(store.read(|transaction| transaction.low_stock(10)).unwrap(), []);
}

/// An attempt runs the work exactly once, or at most once when it ends in a conflict.
pub fn work_runs_once_in_an_attempt(store: &dyn Store) {
    for access in [Access::Read, Access::Write] {
        let outcome = (0..100).find_map(|_| {
            let mut runs = 0;
            let outcome = store.attempt(access, &mut |transaction| {
                runs += 1;
                transaction.head(DEVICE).map(drop)
            });
            assert!(runs <= 1, "{access:?}: the work ran {runs} times");
            match outcome {
                Err(Error::Conflict) => None,
                other => Some((other.is_ok(), runs)),
            }
        });
        assert_eq!(outcome, Some((true, 1)), "{access:?}");
    }
}

/// An error of the work is the answer of the attempt.
pub fn the_error_of_the_work_comes_back(store: &dyn Store) {
    let read = store.read(|_| stop::<()>());
    let write = write(store, |_| stop::<()>());
    assert!(matches!(read, Err(Error::TooLarge { what: "patience", .. })), "{read:?}");
    assert!(matches!(write, Err(Error::TooLarge { what: "patience", .. })), "{write:?}");
}

/// Whatever was written before the work failed is gone, and the store goes on working.
pub fn work_that_fails_leaves_no_trace(store: &dyn Store) {
    fill(store);
    let before = Snapshot::of(store);
    for (name, one) in WRITES {
        let outcome = write(store, |transaction| {
            one(transaction)?;
            assert_ne!(Snapshot::inside(transaction)?, before, "{name}: not written");
            stop::<()>()
        });
        assert!(matches!(outcome, Err(Error::TooLarge { .. })), "{name}: {outcome:?}");
        assert_eq!(Snapshot::of(store), before, "{name}");
    }
    let all = write(store, |transaction| {
        WRITES.iter().try_for_each(|(_, one)| one(transaction))?;
        stop::<()>()
    });
    assert!(all.is_err());
    assert_eq!(Snapshot::of(store), before, "all writes");
    post(store, &[Posting::bare(document(2))]);
    assert_eq!(Snapshot::of(store).documents.len(), 2);
}

/// What a transaction wrote it sees at once, and so does the next one.
pub fn a_transaction_reads_what_it_wrote(store: &dyn Store) {
    fill(store);
    for (name, one) in WRITES {
        let (before, inside) = write(store, |transaction| {
            let before = Snapshot::inside(transaction)?;
            one(transaction)?;
            Ok((before, Snapshot::inside(transaction)?))
        })
        .unwrap();
        assert_ne!(before, inside, "{name}");
        assert_eq!(Snapshot::of(store), inside, "{name}");
    }
}

/// A read transaction answers [`Error::ReadOnly`] to each write, and writes nothing.
pub fn a_read_transaction_refuses_to_write(store: &dyn Store) {
    fill(store);
    let before = Snapshot::of(store);
    for (name, one) in WRITES {
        let answer = store.read(one);
        assert!(matches!(answer, Err(Error::ReadOnly { .. })), "{name}: {answer:?}");
        assert_eq!(Snapshot::of(store), before, "{name}");
    }
}
