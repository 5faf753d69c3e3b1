use std::thread;

use super::sample::{DEVICE, document, head_after, pool, post, quantity, write};
use crate::ledger::{Pool, PostNo, VariantNo};
use crate::storage::{Posting, DocumentQuery, PoolQuery, StateChange, Store, StoreExt, Transaction};
use crate::{Error, Result};

const THREADS: u64 = 4;
const ROUNDS: u64 = 25;

/// Posts the next document and counts it in a pool.
fn increment(transaction: &mut dyn Transaction) -> Result<()> {
    let next = transaction.head(DEVICE)?.map_or(PostNo::NONE, |head| head.post_no).next()?;
    let counted = counter(transaction)?.map_or(0, |pool| pool.quantity.micros());
    let postings = [Posting::bare(document(next.0))];
    transaction.post(&postings, &head_after(&postings))?;
    transaction.set_state(&StateChange { pools: vec![pool(1, quantity(counted + 1))], ..StateChange::default() })
}

fn counter(transaction: &mut dyn Transaction) -> Result<Option<Pool>> {
    Ok(transaction.pools(&PoolQuery::Variants(&[VariantNo(1)]))?.first().cloned())
}

/// Runs a write until it is through: a dozen lost races are not the end of the case.
fn insist(store: &dyn Store, mut work: impl FnMut(&mut dyn Transaction) -> Result<()>) {
    while let Err(error) = store.write(&mut work) {
        assert!(matches!(error, Error::Contention { .. }), "{error}");
    }
}

/// Several threads add to the same counter and the same chain of posting numbers: each adds once.
pub fn no_increment_of_many_threads_is_lost(store: &dyn Store) {
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| (0..ROUNDS).for_each(|_| insist(store, increment)));
        }
    });
    let total = THREADS * ROUNDS;
    let counted = store.read(counter).unwrap().unwrap();
    assert_eq!(counted.quantity.micros().cast_unsigned(), total);
    assert_eq!(store.read(|transaction| transaction.head(DEVICE)).unwrap().unwrap().post_no, PostNo(total));
    let all = DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX };
    let posts: Vec<u64> = store
        .read(|transaction| transaction.documents(&all))
        .unwrap()
        .iter()
        .map(|document| document.post_no.0)
        .collect();
    assert_eq!(posts, (1..=total).collect::<Vec<_>>());
}

/// While others write, a reader sees the head and the counter of one and the same moment, and never an earlier one
/// than before.
pub fn readers_see_whole_transactions(store: &dyn Store) {
    post(store, &[Posting::bare(document(1))]);
    write(store, |transaction| {
        transaction.set_state(&StateChange { pools: vec![pool(1, quantity(1))], ..StateChange::default() })
    })
    .unwrap();
    thread::scope(|scope| {
        scope.spawn(|| (0..THREADS * ROUNDS).for_each(|_| insist(store, increment)));
        for _ in 0..2 {
            scope.spawn(|| {
                let mut seen = 0;
                for _ in 0..2 * THREADS * ROUNDS {
                    let (post, counted) = store
                        .read(|transaction| {
                            let post = transaction.head(DEVICE)?.map_or(PostNo::NONE, |head| head.post_no);
                            Ok((post.0, counter(transaction)?.map_or(0, |pool| pool.quantity.micros())))
                        })
                        .unwrap();
                    assert_eq!(post, counted.cast_unsigned());
                    assert!(post >= seen, "{post} after {seen}");
                    seen = post;
                    thread::yield_now();
                }
            });
        }
    });
}
