//! Entries that were otherwise: what happened since is replayed with what they really were.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::past::{self, Amended};
use super::purchase::payable;
use super::revalue::account;
use super::sale;
use super::standing::{Standing, entry};
use crate::document::{Body, DocumentKind, EntryAmendBody};
use crate::ledger::{Account, SaleLine, VariantNo};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::state::own;
use crate::posting::stated::StatedLine;
use crate::posting::timeline::Amendment;
use crate::value::{Money, Quantity};
use crate::{Error, Noun, Result};

/// Whether a document of this kind can be said to have been otherwise.
pub(crate) const fn can_be_amended(kind: DocumentKind) -> bool {
    matches!(
        kind,
        DocumentKind::OpeningStock
            | DocumentKind::Receipt
            | DocumentKind::SupplierReturn
            | DocumentKind::Sale
            | DocumentKind::Refund
            | DocumentKind::UnlinkedRefund
            | DocumentKind::Count
            | DocumentKind::WriteOff
            | DocumentKind::Transfer
    )
}

/// The entry was otherwise.
pub(super) fn amend(gate: &mut Gate<'_>, body: &EntryAmendBody, rows: &mut Rows) -> Result<()> {
    let posted = entry(gate, body.document)?;
    let zone = gate.snapshot()?.zone.clone();
    let mut of_variants: BTreeMap<VariantNo, Vec<(Standing, Amendment)>> = BTreeMap::new();
    for standing in Standing::lines(gate, &posted)? {
        let line = body.lines.iter().find(|line| line.line == standing.line);
        if line.is_none() && body.at.is_none() {
            continue;
        }
        let (from, key) = standing.place();
        let at = body.at.unwrap_or(from);
        let more = line.map(|line| line.quantity).unwrap_or_default();
        let quantity = if standing.row.quantity.is_negative() { more.neg()? } else { more };
        let value = line.map(|line| line.value).unwrap_or_default();
        let counted = line.and_then(|line| line.counted);
        let is_valued = line.is_some_and(|line| line.unit_cost.is_some());
        let amendment = Amendment { key, from, at, day: zone.business_day(at), quantity, value, counted, is_valued };
        of_variants.entry(standing.row.variant).or_default().push((standing, amendment));
    }
    let before = StatedLine::lines(gate, &posted)?;
    let books = Books { sold: sale::lines_of(gate, posted.post_no)?, posted: &posted, before };
    let cards = gate.cards_numbered(of_variants.keys().copied())?;
    for (card, lines) in cards.into_iter().zip(of_variants.into_values()) {
        let (standing, amendments): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        for amended in past::amend(gate, rows, &card, &amendments)? {
            let line = standing.iter().zip(&amendments).find(|(_, amendment)| amendment.key == amended.key);
            if let Some((standing, amendment)) = line {
                books.book(gate, rows, (standing, amendment), &amended)?;
            }
        }
    }
    Ok(())
}

/// The other side of what the stock is worth more.
struct Books<'a> {
    posted: &'a Posted,
    /// Of a sale or a refund: its lines in the books.
    sold: FxHashMap<usize, SaleLine>,
    /// The lines before they were amended.
    before: Vec<StatedLine>,
}

impl Books<'_> {
    /// On the day on which it is worth more.
    fn book(
        &self,
        gate: &mut Gate<'_>,
        rows: &mut Rows,
        (line, amendment): (&Standing, &Amendment),
        amended: &Amended,
    ) -> Result<()> {
        let (day, minor) = (amended.day, i128::from(amended.value.minor()));
        rows.enter_on(day, own(Account::Stock), minor);
        match &self.posted.body {
            Body::Receipt(receipt) => rows.enter_on(day, payable(receipt.supplier), -minor),
            Body::SupplierReturn(back) => {
                let refund = i128::from(self.given_back(line.line, amendment, amended)?.minor());
                rows.enter_on(day, payable(back.supplier), refund);
                rows.enter_on(day, own(Account::PurchaseVariance), -minor - refund);
            }
            Body::Sale(_) | Body::Refund(_) | Body::UnlinkedRefund(_) => {
                rows.enter_on(day, own(Account::CostOfSales), -minor);
                let quantity = if amended.is_last { amendment.quantity.neg()? } else { Quantity::ZERO };
                let row = self.sold.get(&line.line).ok_or_else(|| Error::not_found(Noun::SaleLine, line.line))?;
                sale::amend_line(gate, rows, *row, day, (quantity, amended.value.neg()?))?;
            }
            _ => rows.enter_on(day, own(account(line.row.kind)), -minor),
        }
        Ok(())
    }

    /// What the supplier gives back more for goods that went back, on the day that is booked.
    fn given_back(&self, line: usize, amendment: &Amendment, amended: &Amended) -> Result<Money> {
        let before = self.before.get(line).map(|line| line.value).unwrap_or_default();
        match (amended.is_only, amended.is_last) {
            (true, _) => Ok(amendment.value),
            (false, false) => before.neg(),
            (false, true) => before.add(amendment.value),
        }
    }
}
