use super::sample::{DEVICE, document, document_id, document_with, head_after, post, write};
use crate::document::{Digest, Document, Slot};
use crate::ledger::{PostNo, RecordNo};
use crate::storage::{ChainHead, DocumentQuery, Head, Posting, Store, StoreExt};

fn head(store: &dyn Store, device: &str) -> Option<Head> {
    store.read(|transaction| transaction.head(device)).unwrap()
}

fn chain(store: &dyn Store, device: &str) -> Option<ChainHead> {
    head(store, device).and_then(|head| head.chain)
}

fn end(document: &Document) -> ChainHead {
    ChainHead { slot: document.header.slot.clone(), hash: document.header.hash }
}

fn of_device(post: u64, device: &str, epoch: u64, seq: u64) -> Document {
    document_with(post, |header| header.slot = Slot { device: device.into(), epoch, seq })
}

/// None before the first document; then the numbers that the newest posting gave, in its own transaction too.
pub fn the_head_moves_with_each_posting(store: &dyn Store) {
    assert_eq!(head(store, DEVICE), None);
    for number in 1..=3_u32 {
        let postings = [Posting::bare(document(number.into()))];
        let moved = Head {
            record_no: RecordNo(number * 1_000_000_000),
            catalog: Digest::of(&number.div_ceil(2).to_be_bytes()),
            ..head_after(&postings)
        };
        let inside = write(store, |transaction| {
            transaction.post(&postings, &moved)?;
            transaction.head(DEVICE)
        });
        assert_eq!(inside.unwrap(), Some(moved.clone()));
        assert_eq!(head(store, DEVICE), Some(moved));
    }
}

/// A device sees the newest document of its own, also when one call posts those of several devices.
pub fn each_device_has_its_own_chain(store: &dyn Store) {
    let documents =
        [of_device(1, "T1", 7, 1), of_device(2, "T2", 8, 1), of_device(3, "T1", 7, 2), of_device(4, "T3", 9, 1)];
    post(store, &documents.clone().map(Posting::bare));
    assert_eq!(chain(store, "T1"), Some(end(&documents[2])));
    assert_eq!(chain(store, "T2"), Some(end(&documents[1])));
    assert_eq!(chain(store, "T3"), Some(end(&documents[3])));
    let unknown = head(store, "t1").unwrap();
    assert_eq!((unknown.chain, unknown.post_no, unknown.record_no), (None, PostNo(4), RecordNo(40)));
    let next = of_device(5, "T2", 8, 2);
    post(store, &[Posting::bare(next.clone())]);
    assert_eq!(chain(store, "T2"), Some(end(&next)));
    assert_eq!(chain(store, "T1"), Some(end(&documents[2])));
}

/// The newest document of a device is the last one that was posted, not the one with the largest epoch or place.
pub fn a_new_epoch_goes_on_from_its_own_documents(store: &dyn Store) {
    let old = [of_device(1, "T1", u64::MAX, 1), of_device(2, "T1", u64::MAX, 2)];
    post(store, &old.clone().map(Posting::bare));
    assert_eq!(chain(store, "T1"), Some(end(&old[1])));
    let new = of_device(3, "T1", 5, 1);
    post(store, &[Posting::bare(new.clone())]);
    assert_eq!(chain(store, "T1"), Some(end(&new)));
}

/// Asked for at once, in a read and in a write, by a device that posted and by one that did not.
pub fn head_and_documents_are_those_asked_for_one_by_one(store: &dyn Store) {
    let ids = [4, 1, 9, 2].map(document_id);
    let nothing = store.write(|transaction| transaction.head_and_documents(DEVICE, &ids)).unwrap();
    assert_eq!(nothing, (None, Vec::new()));
    let documents: Vec<Document> = (1..=4).map(|post| of_device(post, ["T1", "T2"][usize::from(post % 2 == 0)], 7, post)).collect();
    post(store, &documents.into_iter().map(Posting::bare).collect::<Vec<_>>());
    for device in ["T1", "T2", "T3"] {
        for asked in [&ids[..], &ids[2..3], &[]] {
            let query = DocumentQuery::Ids(asked);
            let apart = store.read(|transaction| Ok((transaction.head(device)?, transaction.documents(&query)?)));
            let apart = apart.unwrap();
            assert_eq!(store.read(|transaction| transaction.head_and_documents(device, asked)).unwrap(), apart);
            assert_eq!(store.write(|transaction| transaction.head_and_documents(device, asked)).unwrap(), apart);
        }
    }
}
