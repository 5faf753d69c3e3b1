use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::document::{Body, Document, DocumentKind};
use crate::ledger::{Movement, MovementKind, PostNo};
use crate::posting::Posted;
use crate::storage::{DocumentQuery, LedgerFilter, Transaction};
use crate::value::{BusinessDay, DocumentId, Money, Quantity, SaleId, Timestamp, VariantId};
use crate::{Error, Noun, Result};

/// What a sale cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleCost {
    /// The sale.
    pub sale: SaleId,
    /// Its lines, in their order.
    pub lines: Vec<SaleLineCost>,
    /// What they cost in all.
    pub cost: Money,
}

/// What a line of a sale cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLineCost {
    /// What was sold.
    pub variant: VariantId,
    /// How much.
    pub quantity: Quantity,
    /// What it cost when it was posted.
    pub posted: Money,
    /// Which goods were taken then, oldest first. Empty under moving average: the line took its share of the pool.
    pub taken: Vec<TakenFrom>,
    /// What later documents made of that, by posting number.
    pub revaluations: Vec<CostRevaluation>,
    /// What it cost as it is known now: `posted` and all revaluations.
    pub cost: Money,
}

/// By how much a later document changed the cost of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostRevaluation {
    /// The document: paper that came late, a freight bill, goods that covered a shortage.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The day the difference is booked on.
    pub business_day: BusinessDay,
    /// Above zero when the line cost more than was known before.
    pub cost: Money,
}

/// Goods that a line was costed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenFrom {
    /// The document that brought them in: a receipt, the opening stock, a refund, a count.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// When they came in.
    pub effective_at: Timestamp,
    /// How much of them was taken.
    pub quantity: Quantity,
    /// What that cost.
    pub cost: Money,
}

pub(super) fn explain(tx: &mut dyn Transaction, id: SaleId) -> Result<SaleCost> {
    let unknown = || Error::not_found(Noun::Sale, id);
    let posted = Posted::read(tx.documents(&DocumentQuery::Ids(&[id.into()]))?.pop().ok_or_else(unknown)?)?;
    let Body::Sale(body) = &posted.body else { return Err(unknown()) };
    let mut movements: Vec<Movement> = Vec::new();
    let filter = LedgerFilter { posts: Some(&[posted.post_no]), ..LedgerFilter::default() };
    tx.movements(&filter, &mut |movement| {
        movements.push(movement.clone());
        Ok(())
    })?;
    let voids = voids_of(tx, id)?;
    let sources = sources_of(tx, &movements)?;
    let mut lines = Vec::with_capacity(body.lines.len());
    for (index, line) in body.lines.iter().enumerate() {
        let is_sale = |m: &&Movement| m.kind == MovementKind::Sale && usize::from(m.document_line) == index;
        let of_line: Vec<&Movement> = movements.iter().filter(is_sale).collect();
        let posted = Money::sum(of_line.iter().map(|m| m.value))?.neg()?;
        let mut revaluations = revaluations(tx, &of_line)?;
        revaluations.extend(voided(&voids, &of_line)?);
        let later = Money::sum(revaluations.iter().map(|revaluation| revaluation.cost))?;
        let cost = posted.add(later)?;
        let parts = of_line.iter().flat_map(|movement| &movement.takes);
        let taken = parts
            .map(|take| {
                let source = sources.get(&take.source.post());
                let (document, number, kind, effective_at) =
                    source.cloned().ok_or_else(|| Error::not_found(Noun::Document, take.source.post()))?;
                Ok(TakenFrom { document, number, kind, effective_at, quantity: take.quantity, cost: take.value })
            })
            .collect::<Result<_>>()?;
        lines.push(SaleLineCost { variant: line.variant, quantity: line.quantity, posted, taken, revaluations, cost });
    }
    let cost = Money::sum(lines.iter().map(|line| line.cost))?;
    Ok(SaleCost { sale: id, lines, cost })
}

/// The documents that say the sale never was, with their movements.
fn voids_of(tx: &mut dyn Transaction, id: SaleId) -> Result<Vec<(Document, Vec<Movement>)>> {
    let later = tx.documents(&DocumentQuery::ReferringTo(id.into()))?;
    let mut voids = Vec::new();
    for document in later.into_iter().filter(|document| document.header.kind == DocumentKind::Void) {
        let mut rows = Vec::new();
        let filter = LedgerFilter { posts: Some(&[document.post_no]), ..LedgerFilter::default() };
        tx.movements(&filter, &mut |row| {
            rows.push(row.clone());
            Ok(())
        })?;
        voids.push((document, rows));
    }
    Ok(voids)
}

fn voided(voids: &[(Document, Vec<Movement>)], of_line: &[&Movement]) -> Result<Vec<CostRevaluation>> {
    let Some(first) = of_line.first() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (document, rows) in voids {
        let own = rows.iter().filter(|row| row.corrects == Some(first.key));
        let (header, cost) = (&document.header, Money::sum(own.map(|row| row.value))?.neg()?);
        found.push(CostRevaluation {
            document: header.id,
            number: header.number.clone(),
            kind: header.kind,
            business_day: header.business_day,
            cost,
        });
    }
    Ok(found)
}

/// What later documents made of the cost of a line.
fn revaluations(tx: &mut dyn Transaction, of_line: &[&Movement]) -> Result<Vec<CostRevaluation>> {
    let Some(first) = of_line.first() else { return Ok(Vec::new()) };
    let rows = tx.revaluations_of(first.variant, &[first.key])?;
    let posts: Vec<PostNo> = rows.iter().map(|row| row.key.post()).collect();
    let sources = headers(tx, posts)?;
    rows.iter()
        .map(|row| {
            let source = sources.get(&row.key.post());
            let (document, number, kind, _) =
                source.cloned().ok_or_else(|| Error::not_found(Noun::Document, row.key.post()))?;
            Ok(CostRevaluation { document, number, kind, business_day: row.business_day, cost: row.value.neg()? })
        })
        .collect()
}

type Source = (DocumentId, String, DocumentKind, Timestamp);

/// The documents that brought the goods in, in one call.
fn sources_of(tx: &mut dyn Transaction, movements: &[Movement]) -> Result<FxHashMap<PostNo, Source>> {
    headers(tx, movements.iter().flat_map(|m| m.takes.iter().map(|t| t.source.post())).collect())
}

fn headers(tx: &mut dyn Transaction, mut posts: Vec<PostNo>) -> Result<FxHashMap<PostNo, Source>> {
    posts.sort_unstable();
    posts.dedup();
    let documents = tx.documents(&DocumentQuery::Posts(&posts))?;
    let source = |d: Document| (d.post_no, (d.header.id, d.header.number, d.header.kind, d.header.effective_at));
    Ok(documents.into_iter().map(source).collect())
}
