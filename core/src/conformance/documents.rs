use super::sample::{at, day, document, document_id, document_with, id, post};
use crate::document::{Digest, Document, DocumentKind, Header, Slot};
use crate::ledger::PostNo;
use crate::storage::{DocumentQuery, Posting, Store, StoreExt};
use crate::value::{BusinessDay, Date, Timestamp};

const NONE: [u64; 0] = [];

fn find(store: &dyn Store, query: &DocumentQuery<'_>) -> Vec<Document> {
    store.read(|transaction| transaction.documents(query)).unwrap()
}

/// The posting numbers of what is found, in the order of the answer.
fn found(store: &dyn Store, query: &DocumentQuery<'_>) -> Vec<u64> {
    find(store, query).iter().map(|document| document.post_no.0).collect()
}

/// Posts `count` documents in one call, the header of each changed.
fn post_all(store: &dyn Store, count: u64, change: impl Fn(u64, &mut Header)) {
    let changed = |number| Posting::bare(document_with(number, |header| change(number, header)));
    post(store, &(1..=count).map(changed).collect::<Vec<Posting>>());
}

/// Every field comes back as it was posted, at the ends of its range too.
pub fn every_field_of_a_document_comes_back(store: &dyn Store) {
    let full = document_with(1, |header| {
        header.kind = DocumentKind::Refund;
        header.number = "R-T 1'%-000001".into();
        header.effective_at = Timestamp::MIN;
        header.recorded_at = Timestamp::MAX;
        header.business_day = BusinessDay(Date::MIN);
        header.actor = "小丽".into();
        header.approver = Some(String::new());
        header.slot = Slot { device: "T1".into(), epoch: u64::MAX, seq: 1 };
        header.prev_hash = Digest::of(b"before");
        header.refers_to = Some(document_id(77));
        header.party = Some(id(88));
        header.schema = u16::MAX;
    });
    let plain =
        Document { body: Vec::new(), ..document_with(2, |header| header.business_day = BusinessDay(Date::MAX)) };
    let manager = document_with(3, |header| header.approver = Some("manager".into()));
    let written = [full, plain, manager];
    post(store, &written.clone().map(Posting::bare));
    assert_eq!(find(store, &DocumentQuery::After { after: PostNo::NONE, limit: 9 }), written);
}

/// One by one, several at once in the order of posting, unknown ones left out, repeated ones once.
pub fn documents_are_found_by_id_post_number_and_slot(store: &dyn Store) {
    post_all(store, 5, |number, header| match number {
        4 => header.slot = Slot { device: "T2".into(), epoch: 9, seq: 1 },
        5 => header.slot = Slot { device: "T1".into(), epoch: u64::MAX, seq: 1 },
        _ => {}
    });
    let ids = [3, 1, 99, 3].map(document_id);
    assert_eq!(found(store, &DocumentQuery::Ids(&ids)), [1, 3]);
    assert_eq!(found(store, &DocumentQuery::Ids(&[])), NONE);
    let posts = [PostNo(4), PostNo(2), PostNo(0), PostNo(9), PostNo::MAX, PostNo(4)];
    assert_eq!(found(store, &DocumentQuery::Posts(&posts)), [2, 4]);
    assert_eq!(found(store, &DocumentQuery::Posts(&[])), NONE);
    let place = |device, seq| found(store, &DocumentQuery::Place { device, seq });
    assert_eq!(place("T2", 1), [4]);
    assert_eq!(place("T1", 1), [1, 5]);
    assert_eq!(place("T1", 4), NONE);
    assert_eq!(place("t2", 1), NONE);
    assert_eq!(place("T2", u64::MAX), NONE);
}

/// Those of one device after a place, by place and in it by posting number, at most `limit`.
pub fn documents_of_a_chain_come_in_pages(store: &dyn Store) {
    post_all(store, 7, |number, header| match number {
        2 | 5 => header.slot = Slot { device: "T2".into(), epoch: 9, seq: number },
        6 => header.slot = Slot { device: "T1".into(), epoch: 5, seq: 3 },
        _ => {}
    });
    let page = |device, after, limit| found(store, &DocumentQuery::Chain { device, after, limit });
    assert_eq!(page("T1", 0, 4), [1, 3, 6, 4]);
    assert_eq!(page("T1", 3, usize::MAX), [4, 7]);
    assert_eq!(page("T2", 2, 9), [5]);
    assert_eq!(page("T2", 5, 9), NONE);
    assert_eq!(page("T1", u64::MAX, 9), NONE);
    assert_eq!(page("t1", 0, 9), NONE);
    assert_eq!(page("T1", 0, 0), NONE);
}

/// All that refer to a document, whatever their kind, in the order of posting.
pub fn documents_are_found_by_what_they_refer_to(store: &dyn Store) {
    post_all(store, 6, |number, header| {
        header.refers_to = match number {
            3 | 5 => Some(document_id(1)),
            4 => Some(document_id(2)),
            _ => None,
        };
        header.kind = if number == 5 { DocumentKind::Void } else { DocumentKind::Refund };
    });
    assert_eq!(found(store, &DocumentQuery::ReferringTo(document_id(1))), [3, 5]);
    assert_eq!(found(store, &DocumentQuery::ReferringTo(document_id(2))), [4]);
    assert_eq!(found(store, &DocumentQuery::ReferringTo(document_id(3))), NONE);
}

/// Those of one member or supplier, after a posting number, at most `limit`.
pub fn documents_of_a_party_come_in_pages(store: &dyn Store) {
    post_all(store, 9, |number, header| header.party = (number != 9).then(|| id(number % 2)));
    let page =
        |party, after, limit| found(store, &DocumentQuery::Party { party: id(party), after: PostNo(after), limit });
    assert_eq!(page(1, 0, 2), [1, 3]);
    assert_eq!(page(1, 3, 9), [5, 7]);
    assert_eq!(page(1, 2, 1), [3]);
    assert_eq!(page(0, 0, usize::MAX), [2, 4, 6, 8]);
    assert_eq!(page(0, 8, 9), NONE);
    assert_eq!(page(1, 0, 0), NONE);
    assert_eq!(page(2, 0, 9), NONE);
}

/// All after a posting number, at most `limit`.
pub fn documents_come_in_pages(store: &dyn Store) {
    post_all(store, 5, |_, _| ());
    post(store, &[Posting::bare(document(6))]);
    let page = |after, limit| found(store, &DocumentQuery::After { after, limit });
    assert_eq!(page(PostNo::NONE, 4), [1, 2, 3, 4]);
    assert_eq!(page(PostNo(4), 4), [5, 6]);
    assert_eq!(page(PostNo(6), 4), NONE);
    assert_eq!(page(PostNo::MAX, 4), NONE);
    assert_eq!(page(PostNo::NONE, 0), NONE);
    assert_eq!(page(PostNo(1), usize::MAX), [2, 3, 4, 5, 6]);
}

/// Those of a kind on a span of days, both ends included, by posting number though days may go back.
pub fn documents_of_days_are_of_one_kind(store: &dyn Store) {
    let days = [3, 1, 2, 5, 1, 4, 2, 9];
    post_all(store, 8, |number, header| {
        header.business_day = day(days[usize::try_from(number).unwrap() - 1]);
        header.kind = if number == 5 { DocumentKind::Refund } else { DocumentKind::Sale };
        header.effective_at = at(-60 * i64::try_from(number).unwrap());
    });
    let page = |kind, from, to, after, limit| {
        let (from, to, after) = (day(from), day(to), PostNo(after));
        found(store, &DocumentQuery::Days { kind, from, to, after, limit })
    };
    assert_eq!(page(DocumentKind::Sale, 1, 3, 0, 9), [1, 2, 3, 7]);
    assert_eq!(page(DocumentKind::Refund, 1, 3, 0, 9), [5]);
    assert_eq!(page(DocumentKind::Sale, 1, 1, 0, 9), [2]);
    assert_eq!(page(DocumentKind::Sale, 1, 3, 1, 2), [2, 3]);
    assert_eq!(page(DocumentKind::Sale, 1, 3, 3, 9), [7]);
    assert_eq!(page(DocumentKind::Sale, 6, 8, 0, 9), NONE);
    assert_eq!(page(DocumentKind::Sale, 3, 1, 0, 9), NONE);
    assert_eq!(page(DocumentKind::Count, 0, 9, 0, 9), NONE);
    assert_eq!(page(DocumentKind::Sale, 0, 9, 0, 0), NONE);
    let all = DocumentQuery::Days {
        kind: DocumentKind::Sale,
        from: BusinessDay(Date::MIN),
        to: BusinessDay(Date::MAX),
        after: PostNo::NONE,
        limit: usize::MAX,
    };
    assert_eq!(found(store, &all), [1, 2, 3, 4, 6, 7, 8]);
}
