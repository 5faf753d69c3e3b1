//! The memory store keeps the contract, also for callers who lose races or meet failures of the storage.
#![cfg(feature = "conformance")]

use tillbook::conformance::{Failing, Flaky};
use tillbook::storage::{Access, MemoryStore, RecordQuery, Store, StoreExt};
use tillbook::{Error, ledger};

mod memory {
    tillbook::store_conformance!(tillbook::storage::MemoryStore::default());
}

/// The cases reach the store through `StoreExt`, which has to make up for the lost races.
mod flaky {
    tillbook::store_conformance!(tillbook::conformance::Flaky::new(
        tillbook::storage::MemoryStore::default(),
        20_260_131,
        100
    ));
}

#[test]
fn a_panic_in_a_write_closes_the_store_but_one_in_a_read_does_not() {
    let store = MemoryStore::default();
    let attempt = |access| {
        let work = || store.attempt(access, &mut |_| panic!("the closure's own fault"));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).is_err());
    };
    attempt(Access::Read);
    assert!(store.read(|transaction| transaction.head("T1")).is_ok());
    attempt(Access::Write);
    assert!(matches!(store.read(|transaction| transaction.head("T1")), Err(Error::Closed)));
    assert!(matches!(store.write(|transaction| transaction.head("T1")), Err(Error::Closed)));
}

#[test]
fn lost_races_lose_no_increment() {
    let store = Flaky::new(MemoryStore::default(), 7, 10);
    tillbook::conformance::no_increment_of_many_threads_is_lost(&store);
    assert!(store.conflicts() > 20, "{} conflicts", store.conflicts());
}

#[test]
fn a_store_that_always_conflicts_ends_in_contention() {
    let store = Flaky::new(MemoryStore::default(), 1, 1);
    let mut runs = 0;
    let answer = store.read(|transaction| {
        runs += 1;
        transaction.head("T1")
    });
    assert!(matches!(answer, Err(Error::Contention { attempts: 12 })), "{answer:?}");
    assert_eq!((runs, store.conflicts()), (12, 12));
}

#[test]
fn work_runs_again_after_a_lost_connection() {
    let store = Failing::new(MemoryStore::default(), Error::Disconnected { operation: "read the head" });
    store.fail_at(1);
    let mut runs = 0;
    let answer = store.read(|transaction| {
        runs += 1;
        transaction.head("T1")
    });
    assert!(matches!(answer, Ok(None)), "{answer:?}");
    assert_eq!(runs, 2);
}

#[test]
fn a_failure_is_reported_at_each_call_and_at_the_commit_even_if_the_work_ignores_it() {
    let store = Failing::new(MemoryStore::default(), Error::StorageFull { operation: "write" });
    let numbers = [ledger::RecordNo(1)];
    let work = |store: &Failing<MemoryStore>| {
        store.write(|transaction| {
            let _ = transaction.head("T1");
            let _ = transaction.clear_state();
            let _ = transaction.records(&RecordQuery::Numbers(&numbers));
            Ok(())
        })
    };
    for nth in 1..=4 {
        store.fail_at(nth);
        assert!(matches!(work(&store), Err(Error::StorageFull { operation: "write" })), "call {nth}");
    }
    store.fail_at(5);
    assert!(work(&store).is_ok());
    assert_eq!(store.calls(), 4);
}
