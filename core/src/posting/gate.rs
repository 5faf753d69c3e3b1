use std::sync::Arc;

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::apply;
use super::authority::Authority;
use super::command::{Command, Decided};
use super::picks::Shelf;
use super::rows::Rows;
use super::snapshot::{Card, Snapshot};
use super::state::{Moment, State};
use super::timeline::{Moments, Timeline};
use crate::document::{Body, Digest, Document, Header, Personal, Slot};
use crate::ledger::{BalanceKey, Level, LineKey, LocationNo, Movement, PostNo, RecordNo, Revaluation, VariantNo};
use crate::storage::{ChainHead, DocumentQuery, Head, LedgerFilter, Posting, Transaction};
use crate::value::{BusinessDay, DocumentId, MemberId, Money, Timestamp, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Documents kept back to be written together.
const MOST_PENDING: usize = 64;
/// How far ahead of the engine's clock a caller's time may be: as much as clocks differ. Later documents about the same
/// goods are never dated before it.
const FURTHEST_AHEAD_MICROS: i64 = 10 * 60 * 1_000_000;

/// Who posts, where, and when.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) actor: String,
    pub(crate) approver: Option<String>,
    /// Says what they may do.
    pub(crate) authority: Arc<dyn Authority>,
    /// The caller's time; `None` for now.
    pub(crate) at: Option<Timestamp>,
    /// The engine's clock.
    pub(crate) now: Timestamp,
    pub(crate) device: String,
    /// The epoch of a device that has not posted yet, or whose database was restored.
    pub(crate) new_epoch: u64,
    /// True if the database was restored or copied: its chain goes on in the new epoch.
    pub(crate) restored: bool,
}

/// A document that stands.
#[derive(Debug, Clone)]
pub(crate) struct Posted {
    pub(crate) post_no: PostNo,
    pub(crate) header: Header,
    pub(crate) body: Body,
}

impl Posted {
    pub(crate) fn read(document: Document) -> Result<Self> {
        let body = Body::from_json(document.header.kind, document.header.schema, &document.body)?;
        Ok(Self { post_no: document.post_no, header: document.header, body })
    }
}

/// One write transaction of a shop.
pub(crate) struct Gate<'a> {
    pub(crate) tx: &'a mut dyn Transaction,
    pub(crate) state: &'a mut State,
    pub(crate) context: &'a Context,
    head: Head,
    snapshot: Option<Arc<Snapshot>>,
    pending: Vec<Posting>,
    /// What stands of the requests that are to be posted, until each is.
    standing: FxHashMap<DocumentId, Option<Document>>,
    /// What stands beside the documents that are to be applied, where it was not erased.
    personal: FxHashMap<Uuid, Personal>,
}

impl<'a> Gate<'a> {
    /// Opens the gate: takes the shop's lock, and looks whether requests with these ids were posted before.
    pub(crate) fn open(
        tx: &'a mut dyn Transaction,
        state: &'a mut State,
        context: &'a Context,
        snapshot: Option<Arc<Snapshot>>,
        requests: &[DocumentId],
    ) -> Result<Self> {
        let none = Head {
            post_no: PostNo::NONE,
            hash: Digest::NONE,
            record_no: crate::ledger::RecordNo(0),
            catalog: Digest::NONE,
            chain: None,
        };
        let (head, documents) = match requests {
            [] => (tx.head(&context.device)?, Vec::new()),
            requests => tx.head_and_documents(&context.device, requests)?,
        };
        let head = head.unwrap_or(none);
        let mut standing: FxHashMap<DocumentId, Option<Document>> = requests.iter().map(|id| (*id, None)).collect();
        standing.extend(documents.into_iter().map(|document| (document.header.id, Some(document))));
        state.begin((head.post_no, head.hash));
        let snapshot = snapshot.filter(|snapshot| snapshot.catalog == head.catalog);
        let (pending, personal) = (Vec::new(), FxHashMap::default());
        Ok(Self { tx, state, context, head, snapshot, pending, standing, personal })
    }

    /// The catalog as this transaction sees it.
    pub(crate) fn snapshot(&mut self) -> Result<Arc<Snapshot>> {
        if let Some(snapshot) = &self.snapshot {
            return Ok(Arc::clone(snapshot));
        }
        let snapshot = Arc::new(Snapshot::load(self.tx, self.head.catalog)?);
        self.snapshot = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// What a person calls a location.
    pub(crate) fn place_name(&self, location: LocationNo) -> String {
        let locations = self.snapshot.as_ref().map(|snapshot| snapshot.locations()).unwrap_or_default();
        let found = locations.iter().find(|(no, _)| *no == location);
        found.map_or_else(String::new, |(_, location)| location.name.clone())
    }

    /// How far the shop has come.
    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Cards of these variants, with their goods loaded.
    pub(crate) fn goods(&mut self, ids: &[VariantId]) -> Result<Vec<Arc<Card>>> {
        let cards = self.snapshot()?.cards(self.tx, ids)?;
        self.state.load(self.tx, &cards)?;
        Ok(cards)
    }

    /// As [`goods`](Self::goods), of what has stock itself: a kit is refused.
    pub(crate) fn stocked(&mut self, ids: &[VariantId]) -> Result<Vec<Arc<Card>>> {
        let cards = self.goods(ids)?;
        cards.iter().try_for_each(|card| card.check_stocked())?;
        Ok(cards)
    }

    /// The movements of these documents.
    pub(crate) fn movements_of(&mut self, posts: &[PostNo]) -> Result<Vec<Movement>> {
        self.flush()?;
        let mut rows = Vec::new();
        let filter = LedgerFilter { posts: Some(posts), ..LedgerFilter::default() };
        self.tx.movements(&filter, &mut |row| {
            rows.push(row.clone());
            Ok(())
        })?;
        Ok(rows)
    }

    /// What is in these accounts, in this order, after what this transaction posted so far. It holds the shop's lock:
    /// what a decision allows on account of a balance is still allowed when it is posted.
    pub(crate) fn balances(&mut self, keys: &[BalanceKey]) -> Result<Vec<Money>> {
        self.state.load_balances(self.tx, keys)?;
        Ok(keys.iter().map(|key| self.state.balance(key)).collect())
    }

    /// The cards of the variants with these record numbers, in this order, with their goods loaded.
    pub(crate) fn cards_numbered(&mut self, numbers: impl Iterator<Item = VariantNo>) -> Result<Vec<Arc<Card>>> {
        let numbers: Vec<RecordNo> = numbers.map(|no| RecordNo(no.0)).collect();
        let cards = self.snapshot()?.cards_numbered(self.tx, &numbers)?;
        if cards.len() < numbers.len() {
            let unknown = numbers.iter().find(|number| cards.iter().all(|card| card.no.0 != number.0));
            return Err(Error::not_found(Noun::Variant, unknown.map(|number| number.0).unwrap_or_default()));
        }
        self.state.load(self.tx, &cards)?;
        Ok(cards)
    }

    /// When a document about these goods happens: at the caller's time; or now, and never before their newest movement
    /// even if the clock was set back.
    pub(crate) fn when(&mut self, cards: &[Arc<Card>]) -> Result<Timestamp> {
        if let Some(at) = self.context.at {
            self.may_happen(at)?;
            return Ok(at);
        }
        let mut at = self.context.now;
        for card in cards {
            at = at.max(self.state.goods(card.no)?.pool().newest_at);
        }
        self.on_open_day(at)?;
        Ok(at)
    }

    /// Refuses a time that is yet to come, one before the shop opened, and one that is locked.
    pub(crate) fn may_happen(&mut self, at: Timestamp) -> Result<()> {
        let latest = Timestamp::from_micros(self.context.now.micros().saturating_add(FURTHEST_AHEAD_MICROS));
        if at > latest {
            return Err(Error::invalid("effective_at", at, Expected::AtMost(latest.to_string())));
        }
        self.on_open_day(at)
    }

    fn on_open_day(&mut self, at: Timestamp) -> Result<()> {
        let snapshot = self.snapshot()?;
        let opened_on = snapshot.settings.opened_on;
        let day = snapshot.zone.business_day(at);
        if day < BusinessDay(opened_on) {
            return Err(Error::BeforeOpening { at, opened_on });
        }
        self.open_day(day)
    }

    /// Refuses a day on which nothing happens any more.
    pub(crate) fn open_day(&mut self, day: BusinessDay) -> Result<()> {
        match self.snapshot()?.settings.locked_through {
            Some(through) if day.date() <= through => Err(Error::PeriodLocked { day, through }),
            _ => Ok(()),
        }
    }

    /// What can be taken of these goods at a time: what lay there then and was not taken later.
    pub(crate) fn shelf(&mut self, cards: &[Arc<Card>], at: Timestamp) -> Result<Shelf> {
        let mut there = Shelf::default();
        for card in cards {
            if let Some(moments) = self.moments(card, at)? {
                there.put(card.no, moments.left);
            }
        }
        Ok(there)
    }

    /// What lay where at a time.
    pub(crate) fn levels_at(&mut self, card: &Card, at: Timestamp) -> Result<Vec<Level>> {
        match self.moments(card, at)? {
            Some(moments) => Ok(moments.then),
            None => Ok(self.state.goods(card.no)?.levels().to_vec()),
        }
    }

    /// Nothing for goods that did not move later.
    fn moments(&mut self, card: &Card, at: Timestamp) -> Result<Option<Moments>> {
        if at >= self.state.goods(card.no)?.pool().newest_at {
            return Ok(None);
        }
        let place = (at, LineKey::first_of(PostNo::MAX));
        let timeline = Timeline::load(self, card, place)?;
        timeline.moments(self, card, place).map(Some)
    }

    /// The documents with these ids, by posting number.
    pub(crate) fn documents(&mut self, query: &DocumentQuery<'_>) -> Result<Vec<Posted>> {
        self.flush()?;
        self.tx.documents(query)?.into_iter().map(Posted::read).collect()
    }

    /// Posts a request, or recognises it.
    pub(crate) fn post(&mut self, command: &dyn Command) -> Result<Posted> {
        let (id, request) = (command.id(), command.request()?);
        if let Some(known) = self.known(id)? {
            if !command.repeats(self, &known)? {
                return Err(Error::IdReused { id: id.to_string(), kind: known.header.kind.code() });
            }
            return Ok(known);
        }
        let decided = command.decide(self)?;
        let Decided { body, at, refers_to, party, personal } = decided;
        self.provide(personal);
        // The first document of a shop brings the settings that the later ones are read with.
        let zone = match &body {
            Body::Settings(settings) => settings.zone()?,
            _ => self.snapshot()?.zone.clone(),
        };
        let json = body.to_json()?;
        let post_no = self.head.post_no.next()?;
        let (slot, prev_hash) = self.next_slot();
        let mut header = Header {
            id,
            kind: body.kind(),
            number: format!("{}-{}-{:06}", body.kind().letter(), slot.device, slot.seq),
            effective_at: at,
            recorded_at: self.context.now,
            business_day: zone.business_day(at),
            actor: self.context.actor.clone(),
            approver: self.context.approver.clone(),
            slot,
            prev_hash,
            hash: Digest::NONE,
            request,
            refers_to,
            party,
            schema: Body::SCHEMA,
        };
        header.hash = header.hash_with(&json);
        self.head.chain = Some(ChainHead { slot: header.slot.clone(), hash: header.hash });
        let posted = Posted { post_no, header, body };
        let rows = self.replay(&posted)?;
        apply::refuse_erased(self, &posted, &rows)?;
        let document = Document { post_no, header: posted.header.clone(), body: json };
        self.keep(rows.into_posting(document))?;
        Ok(posted)
    }

    /// Gives what stands beside documents.
    pub(crate) fn provide(&mut self, personal: impl IntoIterator<Item = Personal>) {
        let by_id = |personal: Personal| (Personal::record_id(personal.document, personal.member), personal);
        self.personal.extend(personal.into_iter().map(by_id));
    }

    /// What stands beside a document about a member; a missing one for what is not there any more.
    pub(super) fn personal(&mut self, document: DocumentId, member: MemberId) -> Personal {
        let kept = self.personal.remove(&Personal::record_id(document, member));
        kept.unwrap_or_else(|| Personal::missing(document, member))
    }

    /// Keeps a document to be written with the next ones.
    pub(crate) fn keep(&mut self, posting: Posting) -> Result<()> {
        self.pending.push(posting);
        if self.pending.len() >= MOST_PENDING { self.flush() } else { Ok(()) }
    }

    /// What the documents that are not written yet make earlier ones worth.
    pub(crate) fn revaluations(&self) -> Vec<Revaluation> {
        self.pending.iter().flat_map(|posting| posting.revaluations.iter().copied()).collect()
    }

    /// Applies a document to the state and gives the ledger rows it makes.
    pub(crate) fn replay(&mut self, posted: &Posted) -> Result<Rows> {
        (self.head.post_no, self.head.hash) = (posted.post_no, posted.header.hash);
        let mut rows = Rows::new(posted);
        apply::apply(self, posted, &mut rows)?;
        let keys = rows.balance_keys();
        self.state.load_balances(self.tx, &keys)?;
        rows.finish(self.state)?;
        Ok(rows)
    }

    /// Gives out record numbers, and notes that the catalog is a new one from this document on.
    pub(crate) fn put_records(&mut self, records: &[crate::storage::Record], catalog: bool) -> Result<()> {
        if catalog {
            self.head.catalog = self.head.hash;
            self.snapshot = None;
        }
        self.tx.put_records(records)
    }

    /// Writes what is left of records that were erased.
    pub(super) fn erase_records(&mut self, records: &[crate::storage::Record]) -> Result<()> {
        self.head.catalog = self.head.hash;
        self.snapshot = None;
        self.tx.erase_records(records)
    }

    /// The next free record number.
    pub(crate) fn next_record_no(&mut self) -> Result<crate::ledger::RecordNo> {
        let next = self.head.record_no.0.checked_add(1).ok_or(Error::too_large("record number"))?;
        self.head.record_no = crate::ledger::RecordNo(next);
        Ok(self.head.record_no)
    }

    fn known(&mut self, id: DocumentId) -> Result<Option<Posted>> {
        if self.pending.iter().any(|posting| posting.document.header.id == id) {
            self.flush()?;
        }
        let document = match self.standing.remove(&id) {
            Some(document) => document,
            None => self.tx.documents(&DocumentQuery::Ids(&[id]))?.pop(),
        };
        document.map(Posted::read).transpose()
    }

    fn next_slot(&self) -> (Slot, Digest) {
        if let Some(chain) = &self.head.chain {
            let epoch = if self.context.restored { self.context.new_epoch } else { chain.slot.epoch };
            return (Slot { epoch, seq: chain.slot.seq + 1, ..chain.slot.clone() }, chain.hash);
        }
        let slot = Slot { device: self.context.device.clone(), epoch: self.context.new_epoch, seq: 1 };
        (slot, Digest::NONE)
    }

    pub(crate) fn flush(&mut self) -> Result<()> {
        if !self.pending.is_empty() {
            self.tx.post(&self.pending, &self.head)?;
            self.pending.clear();
        }
        Ok(())
    }

    /// Writes everything. Gives how far the shop has come, and the catalog it goes with.
    pub(crate) fn close(mut self) -> Result<(Moment, Option<Arc<Snapshot>>)> {
        self.flush()?;
        let change = self.state.changes()?;
        if change != crate::storage::StateChange::default() {
            self.tx.set_state(&change)?;
        }
        Ok(((self.head.post_no, self.head.hash), self.snapshot))
    }
}
