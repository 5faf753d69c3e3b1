use super::sample::{at, checkpoint, key, write};
use crate::ledger::{Checkpoint, LineKey, Stretch, VariantNo};
use crate::storage::{CheckpointQuery, StateChange, Store, StoreExt};

/// Four of variant 1, two of them at one time, and one of variant 2.
fn keep_five(store: &dyn Store) -> [Checkpoint; 5] {
    let five = [(1, 10, 5), (1, 20, 2), (1, 20, 7), (1, 30, 1), (2, 15, 3)];
    let five = five.map(|(variant, seconds, post)| checkpoint(variant, seconds, key(post, 0)));
    let change = StateChange { checkpoints: five.to_vec(), ..StateChange::default() };
    write(store, |transaction| transaction.set_state(&change)).unwrap();
    five
}

fn stretch(variant: u32, after: (i64, u64), until: (i64, u64)) -> Stretch {
    let place = |(seconds, post)| (at(seconds), key(post, 0));
    Stretch { variant: VariantNo(variant), after: place(after), until: place(until) }
}

fn all(store: &dyn Store) -> Vec<Checkpoint> {
    store.read(|transaction| transaction.checkpoints(&CheckpointQuery::All)).unwrap()
}

/// By time, then by key; the place itself is not before itself; other variants do not count.
pub fn the_newest_checkpoint_before_a_place_is_found(store: &dyn Store) {
    let five = keep_five(store);
    let before = |variant, seconds, key: LineKey| {
        let query = CheckpointQuery::Before { variant: VariantNo(variant), at: at(seconds), key };
        store.read(|transaction| transaction.checkpoints(&query)).unwrap()
    };
    assert_eq!(before(1, 10, key(5, 0)), []);
    assert_eq!(before(1, 10, key(5, 1)), [five[0].clone()]);
    assert_eq!(before(1, 20, key(2, 0)), [five[0].clone()]);
    assert_eq!(before(1, 20, key(7, 0)), [five[1].clone()]);
    assert_eq!(before(1, 25, key(0, 0)), [five[2].clone()]);
    assert_eq!(before(1, 99, key(0, 0)), [five[3].clone()]);
    assert_eq!(before(2, 99, key(0, 0)), [five[4].clone()]);
    assert_eq!(before(3, 99, key(0, 0)), []);
}

/// By time, then by key; the place itself is not ahead of itself; other variants do not count.
pub fn a_checkpoint_ahead_of_a_place_is_found(store: &dyn Store) {
    let five = keep_five(store);
    let ahead = |seconds, key: LineKey, between| {
        let query = CheckpointQuery::Ahead { variant: VariantNo(1), at: at(seconds), key, between };
        store.read(|transaction| transaction.checkpoints(&query)).unwrap()
    };
    assert_eq!(ahead(0, key(9, 0), 0), [five[0].clone()]);
    assert_eq!(ahead(0, key(9, 0), 3), [five[3].clone()]);
    assert_eq!(ahead(0, key(9, 0), 4), []);
    assert_eq!(ahead(20, key(2, 0), 0), [five[2].clone()]);
    assert_eq!(ahead(20, key(2, 0), 1), [five[3].clone()]);
    assert_eq!(ahead(20, key(1, 0), 0), [five[1].clone()]);
    assert_eq!(ahead(30, key(1, 0), 0), []);
}

/// Those in a stretch go, before new ones come; a checkpoint is replaced as a whole.
pub fn outdated_checkpoints_are_removed(store: &dyn Store) {
    let five = keep_five(store);
    assert_eq!(all(store), five);
    let other = Checkpoint { body: b"7".to_vec(), ..five[0].clone() };
    let newer = checkpoint(1, 40, key(1, 0));
    let change = StateChange {
        outdated: vec![stretch(1, (20, 2), (20, 7)), stretch(9, (0, 0), (99, 0)), stretch(2, (15, 3), (99, 0))],
        checkpoints: vec![newer.clone(), other.clone()],
        ..StateChange::default()
    };
    write(store, |transaction| transaction.set_state(&change)).unwrap();
    assert_eq!(all(store), [other, five[1].clone(), five[3].clone(), newer, five[4].clone()]);
}
