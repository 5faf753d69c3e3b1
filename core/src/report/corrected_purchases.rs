//! Receipts and supplier returns that were otherwise, and what later documents made of their prices.

use rustc_hash::FxHashMap;

use super::purchases::PurchaseTotals;
use super::{Period, sources};
use crate::Result;
use crate::document::{Body, DocumentKind};
use crate::ledger::{Account, LineKey, PostNo};
use crate::posting::Posted;
use crate::storage::{DocumentQuery, LedgerFilter, Transaction};
use crate::value::{DocumentId, Money, Quantity, SupplierId};

/// Documents that say something of purchases, and what they say it of.
#[derive(Default)]
struct Corrections {
    documents: FxHashMap<PostNo, Posted>,
    /// Receipts, returns, freight and prices that were amended or voided.
    subjects: FxHashMap<DocumentId, Posted>,
}

impl Corrections {
    /// Those with rows in the period. An amendment has some on the day on which a document was said to have happened, which
    /// is not its own: so all amendments are looked at.
    fn load(tx: &mut dyn Transaction, period: Period) -> Result<Self> {
        let mut found = Self::default();
        let of_period = [DocumentKind::EntryVoid, DocumentKind::Reprice, DocumentKind::LandedCost];
        let kinds = of_period.map(|kind| (kind, period));
        for (kind, period) in kinds.into_iter().chain([(DocumentKind::EntryAmend, Period::all())]) {
            sources::documents(tx, period, kind, &mut |posted| {
                found.documents.insert(posted.post_no, posted);
                Ok(())
            })?;
        }
        let corrections = found.documents.values().filter(|posted| is_correction(posted.header.kind));
        let mut ids: Vec<DocumentId> = corrections.filter_map(|posted| posted.header.refers_to).collect();
        ids.sort_unstable();
        ids.dedup();
        for ids in ids.chunks(sources::PAGE) {
            for document in tx.documents(&DocumentQuery::Ids(ids))? {
                found.subjects.insert(document.header.id, Posted::read(document)?);
            }
        }
        found.documents.retain(|_, posted| {
            let subject = posted.header.refers_to.and_then(|id| found.subjects.get(&id));
            !is_correction(posted.header.kind) || subject.is_some_and(|subject| is_purchase(subject.header.kind))
        });
        Ok(found)
    }

    /// The document, and what it speaks of: itself if it puts nothing right.
    fn of(&self, post: PostNo) -> Option<(&Posted, &Posted)> {
        let document = self.documents.get(&post)?;
        if !is_correction(document.header.kind) {
            return Some((document, document));
        }
        Some((document, self.subjects.get(&document.header.refers_to?)?))
    }
}

const fn is_correction(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::EntryVoid | DocumentKind::EntryAmend)
}

const fn is_purchase(kind: DocumentKind) -> bool {
    let is_goods = matches!(kind, DocumentKind::Receipt | DocumentKind::SupplierReturn);
    is_goods || matches!(kind, DocumentKind::Reprice | DocumentKind::LandedCost)
}

/// Adds what was said of purchases, on the days on which it is booked.
pub(super) fn add(
    tx: &mut dyn Transaction,
    period: Period,
    totals: &mut FxHashMap<SupplierId, PurchaseTotals>,
) -> Result<()> {
    let found = Corrections::load(tx, period)?;
    let mut posts: Vec<PostNo> = found.documents.keys().copied().collect();
    posts.sort_unstable();
    let filter = LedgerFilter { posts: Some(&posts), ..period.filter() };
    tx.entries(&filter, &mut |entry| {
        let (Account::Payable, Some(owner)) = (entry.account, entry.owner) else { return Ok(()) };
        let Some((_, subject)) = found.of(entry.key.post()) else { return Ok(()) };
        totals.entry(SupplierId::from_uuid(owner)).or_default().owe(subject.header.kind, entry.amount)
    })?;
    let mut last = None;
    tx.movements(&filter, &mut |row| {
        let Some((document, subject)) = found.of(row.key.post()) else { return Ok(()) };
        // It may make a count find something else too.
        if row.corrects.map(LineKey::post) != Some(subject.post_no) {
            return Ok(());
        }
        let one = sources::lines_more(row, sources::amended_to(document));
        let place = (row.key.post(), one);
        let is_first = last.replace(place) != Some(place);
        restate(subject, row.quantity, (one, is_first), totals)
    })
}

/// So much more was moved by a line of a receipt or return.
fn restate(
    subject: &Posted,
    more: Quantity,
    (one, is_first): (i64, bool),
    totals: &mut FxHashMap<SupplierId, PurchaseTotals>,
) -> Result<()> {
    let documents = if is_first { one } else { 0 };
    match &subject.body {
        Body::Receipt(body) => {
            let sums = totals.entry(body.supplier).or_default();
            sums.receipts = sums.receipts.saturating_add_signed(documents);
            sums.receipt_lines = sums.receipt_lines.saturating_add_signed(one);
            sums.units_received = sums.units_received.add(more)?;
            for line in &body.lines {
                sums.units_rejected = match documents {
                    0 => sums.units_rejected,
                    1.. => sums.units_rejected.add(line.rejected)?,
                    _ => sums.units_rejected.sub(line.rejected)?,
                };
            }
        }
        Body::SupplierReturn(body) => {
            let sums = totals.entry(body.supplier).or_default();
            sums.returns = sums.returns.saturating_add_signed(documents);
            sums.units_returned = sums.units_returned.sub(more)?;
        }
        _ => {}
    }
    Ok(())
}

impl PurchaseTotals {
    /// What a supplier is owed, below zero for more, because of such a document or what was said of it.
    fn owe(&mut self, kind: DocumentKind, amount: Money) -> Result<()> {
        match kind {
            DocumentKind::Receipt | DocumentKind::Reprice => self.value = self.value.sub(amount)?,
            DocumentKind::SupplierReturn => self.returned_value = self.returned_value.add(amount)?,
            DocumentKind::LandedCost => self.landed_costs = self.landed_costs.sub(amount)?,
            _ => {}
        }
        Ok(())
    }
}
