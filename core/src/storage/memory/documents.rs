use uuid::Uuid;

use super::table::{Index, Keyed, Log, Table, settle_parts};
use crate::Result;
use crate::document::Document;
use crate::ledger::PostNo;
use crate::storage::{ChainHead, DocumentQuery, Head};
use crate::value::{BusinessDay, DocumentId};

/// The documents, the indexes that questions need, and how far the shop has come.
#[derive(Debug, Default)]
pub(super) struct Documents {
    log: Log<Document>,
    ids: Table<DocumentId, PostNo>,
    places: Index<(String, u64, PostNo)>,
    references: Index<(DocumentId, PostNo)>,
    parties: Index<(Uuid, PostNo)>,
    days: Index<(BusinessDay, PostNo)>,
    /// The newest document of each device.
    chains: Table<String, ChainHead>,
    /// One row.
    head: Table<(), Head>,
}

settle_parts! { Documents { log ids places references parties days chains head } }

impl Keyed for Document {
    type Key = PostNo;

    fn key(&self) -> PostNo {
        self.post_no
    }
}

impl Documents {
    pub(super) fn head(&self, device: &str) -> Option<Head> {
        let head = self.head.get(&())?;
        Some(Head { chain: self.chains.get(device).cloned(), ..head.clone() })
    }

    pub(super) fn set_head(&mut self, head: &Head) {
        self.head.put((), head.clone());
    }

    pub(super) fn push(&mut self, document: &Document) -> Result<()> {
        self.log.push(document.clone())?;
        let (post, header) = (document.post_no, &document.header);
        self.ids.put(header.id, post);
        self.places.put((header.slot.device.clone(), header.slot.seq, post), ());
        if let Some(other) = header.refers_to {
            self.references.put((other, post), ());
        }
        if let Some(party) = header.party {
            self.parties.put((party, post), ());
        }
        self.days.put((header.business_day, post), ());
        let chain = ChainHead { slot: header.slot.clone(), hash: header.hash };
        self.chains.put(header.slot.device.clone(), chain);
        Ok(())
    }

    pub(super) fn find(&self, query: &DocumentQuery<'_>) -> Vec<Document> {
        match *query {
            DocumentQuery::Ids(ids) => self.get_all(ids.iter().filter_map(|id| self.ids.get(id)).copied().collect()),
            DocumentQuery::Posts(posts) => self.get_all(posts.to_vec()),
            DocumentQuery::Place { device, seq } => {
                let device = device.to_string();
                let range = self.places.range((device.clone(), seq, PostNo::NONE)..=(device, seq, PostNo::MAX));
                self.get_each(range.map(|((_, _, post), ())| *post), usize::MAX)
            }
            DocumentQuery::Chain { device, after, limit } => {
                let device = device.to_string();
                let range = self.places.range((device.clone(), after, PostNo::MAX)..=(device, u64::MAX, PostNo::MAX));
                self.get_each(
                    range
                        .map(|((_, seq, post), ())| (*seq, *post))
                        .filter(|(seq, _)| *seq > after)
                        .map(|(_, post)| post),
                    limit,
                )
            }
            DocumentQuery::ReferringTo(id) => {
                let range = self.references.range((id, PostNo::NONE)..=(id, PostNo::MAX));
                self.get_each(range.map(|((_, post), ())| *post), usize::MAX)
            }
            DocumentQuery::Party { party, after, limit } => {
                let range = self.parties.range((party, PostNo::NONE)..=(party, PostNo::MAX));
                self.get_each(range.map(|((_, post), ())| *post).filter(|post| *post > after), limit)
            }
            DocumentQuery::After { after, limit } => {
                let later = self.log.from(&after).iter().filter(|document| document.post_no > after);
                later.take(limit).cloned().collect()
            }
            DocumentQuery::Days { kind, from, to, after, limit } => {
                let posts = self.posts_of_days(from, to);
                let found = posts.into_iter().filter(|post| *post > after).filter_map(|post| self.log.get(&post));
                found.filter(|document| document.header.kind == kind).take(limit).cloned().collect()
            }
        }
    }

    /// The posting numbers of business days `from` to `to`, both included, sorted.
    pub(super) fn posts_of_days(&self, from: BusinessDay, to: BusinessDay) -> Vec<PostNo> {
        if from > to {
            return Vec::new();
        }
        let range = self.days.range((from, PostNo::NONE)..=(to, PostNo::MAX));
        let mut posts: Vec<PostNo> = range.map(|((_, post), ())| *post).collect();
        posts.sort_unstable();
        posts
    }

    fn get_all(&self, mut posts: Vec<PostNo>) -> Vec<Document> {
        posts.sort_unstable();
        posts.dedup();
        self.get_each(posts.into_iter(), usize::MAX)
    }

    fn get_each(&self, posts: impl Iterator<Item = PostNo>, limit: usize) -> Vec<Document> {
        posts.filter_map(|post| self.log.get(&post)).take(limit).cloned().collect()
    }
}
