//! Where reports read: pages of documents, names of goods.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::Period;
use crate::document::{Body, DocumentKind, PurchaseOrder};
use crate::ledger::{Account, Movement, MovementKind, RecordNo, Revaluation, VariantNo};
use crate::posting::{Card, Posted, Snapshot, body};
use crate::storage::{DocumentQuery, LedgerFilter, Record, RecordKind, RecordQuery, SaleFigures, Transaction};
use crate::value::{Money, Quantity, Timestamp};
use crate::{Error, Noun, Result};

/// Documents and records that are read at a time.
pub(super) const PAGE: usize = 1_000;

/// Hands every document of a kind in the period to `sink`, by posting number.
pub(super) fn documents(
    tx: &mut dyn Transaction,
    period: Period,
    kind: DocumentKind,
    sink: &mut dyn FnMut(Posted) -> Result<()>,
) -> Result<()> {
    let (from, to) = period.first_and_last();
    let mut after = crate::ledger::PostNo::NONE;
    loop {
        let page = tx.documents(&DocumentQuery::Days { kind, from, to, after, limit: PAGE })?;
        let read = page.len();
        for document in page {
            after = document.post_no;
            sink(Posted::read(document)?)?;
        }
        if read < PAGE {
            return Ok(());
        }
    }
}

/// Hands the figures of all lines of sales that fit to `sink`, then what later documents made of their costs.
pub(super) fn figures(
    tx: &mut dyn Transaction,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&SaleFigures) -> Result<()>,
) -> Result<()> {
    tx.sale_figures(filter, sink)?;
    tx.revaluations(filter, &mut |row| match cost_of_sales(row)? {
        Some((_, cost)) => sink(&SaleFigures {
            variant: row.kit.unwrap_or(row.variant),
            business_day: row.business_day,
            quantity: Quantity::ZERO,
            total: Money::ZERO,
            tax: Money::ZERO,
            cost,
        }),
        None => Ok(()),
    })
}

/// By how much a revaluation raises the cost of goods that were sold, or of goods that came back (true).
pub(super) fn cost_of_sales(row: &Revaluation) -> Result<Option<(bool, Money)>> {
    match row.kind {
        MovementKind::Sale => Ok(Some((false, row.value.neg()?))),
        MovementKind::Refund => Ok(Some((true, row.value.neg()?))),
        _ => Ok(None),
    }
}

/// When the document that this one amends happened, if that is what it says.
pub(super) fn amended_to(correction: &Posted) -> Option<Timestamp> {
    if let Body::EntryAmend(body) = &correction.body { body.at } else { None }
}

/// By how many lines of a document there are more on a day because of a movement that puts it right: lines that never were, or
/// were amended to another time, are gone from where they stood.
pub(super) fn lines_more(row: &Movement, amended_to: Option<Timestamp>) -> i64 {
    match row.kind {
        MovementKind::Void => -1,
        MovementKind::Amended if amended_to.is_some_and(|at| at != row.effective_at) => -1,
        MovementKind::Amended | MovementKind::Recounted | MovementKind::Landed | MovementKind::Repriced => 0,
        // What was moved at that other time.
        _ => 1,
    }
}

/// The cards of these variants, by number.
pub(super) fn cards(
    tx: &mut dyn Transaction,
    snapshot: &Snapshot,
    numbers: &[VariantNo],
) -> Result<FxHashMap<VariantNo, Arc<Card>>> {
    let numbers: Vec<RecordNo> = numbers.iter().map(|no| RecordNo(no.0)).collect();
    Ok(snapshot.cards_numbered(tx, &numbers)?.into_iter().map(|card| (card.no, card)).collect())
}

/// The card of a variant that a ledger or state names.
pub(super) fn card(cards: &FxHashMap<VariantNo, Arc<Card>>, no: VariantNo) -> Result<&Arc<Card>> {
    cards.get(&no).ok_or_else(|| Error::not_found(Noun::Variant, no))
}

/// What is in the accounts of this kind, by owner; nothing of those that are empty.
pub(super) fn balances_of(tx: &mut dyn Transaction, account: Account) -> Result<BTreeMap<Uuid, Money>> {
    let all = tx.balances(None)?.into_iter();
    let filled = all.filter(|balance| balance.key.account == account && !balance.amount.is_zero());
    Ok(filled.filter_map(|balance| Some((balance.key.owner?, balance.amount))).collect())
}

/// The records of those who have accounts.
pub(super) fn owners<'a>(
    tx: &mut dyn Transaction,
    kind: RecordKind,
    ids: impl Iterator<Item = &'a Uuid>,
) -> Result<Vec<Record>> {
    let ids: Vec<Uuid> = ids.copied().collect();
    let mut found = Vec::with_capacity(ids.len());
    for page in ids.chunks(PAGE) {
        found.extend(tx.records(&RecordQuery::Ids(kind, page))?);
    }
    Ok(found)
}

/// All purchase orders there ever were, to `sink`.
pub(super) fn orders(tx: &mut dyn Transaction, sink: &mut dyn FnMut(PurchaseOrder) -> Result<()>) -> Result<()> {
    let mut after = RecordNo(0);
    loop {
        let page = tx.records(&RecordQuery::All { kind: RecordKind::Order, after, limit: PAGE })?;
        for record in &page {
            after = record.number;
            sink(body(record)?)?;
        }
        if page.len() < PAGE {
            return Ok(());
        }
    }
}
