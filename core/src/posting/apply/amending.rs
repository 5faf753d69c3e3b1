//! Entries that were otherwise: what happened since is replayed with what they really were.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::past::{self, Amended};
use super::payment;
use super::purchase::{payable, restate_order};
use super::revalue::account;
use super::sale::{self, OnDay};
use super::standing::{Later, Standing, entry};
use crate::document::{AmendedPart, Body, DocumentKind, EntryAmendBody};
use crate::ledger::{Account, SaleLine, VariantNo};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::state::own;
use crate::posting::stated::StatedLine;
use crate::posting::timeline::Amendment;
use crate::value::{BusinessDay, Money, Quantity, VariantId};
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
    let later = Later::load(gate, &posted)?;
    let parts = parts(gate, &body.parts)?;
    let lines = Standing::lines_at(gate, &posted, later.at)?;
    gate.cards_numbered(lines.iter().filter_map(|standing| standing.row.kit))?;
    for standing in lines {
        let line = body.lines.iter().find(|line| line.line == standing.line);
        if line.is_none() && body.at.is_none() {
            continue;
        }
        let (from, key) = standing.place();
        let at = body.at.unwrap_or(from);
        let more = match standing.row.kit {
            Some(_) => parts.get(&(standing.line, standing.row.variant)).copied().unwrap_or_default(),
            None => line.map(|line| line.quantity).unwrap_or_default(),
        };
        let quantity = if standing.row.quantity.is_negative() { more.neg()? } else { more };
        let value = line.map(|line| line.value).unwrap_or_default();
        let counted = line.and_then(|line| line.counted);
        let is_valued = line.is_some_and(|line| line.unit_cost.is_some());
        let amendment = Amendment { key, from, at, day: zone.business_day(at), quantity, value, counted, is_valued };
        of_variants.entry(standing.row.variant).or_default().push((standing, amendment));
    }
    let before = StatedLine::lines_since(gate, &posted, &later)?;
    let books = Books { posted: &posted, before };
    let mut slip = Slip { printed: sale::lines_of(gate, posted.post_no)?, ..Slip::default() };
    let cards = gate.cards_numbered(of_variants.keys().copied())?;
    for (card, lines) in cards.into_iter().zip(of_variants.into_values()) {
        let (standing, amendments): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        let amended = past::amend(gate, rows, &card, &amendments)?;
        for (standing, amendment) in standing.iter().zip(&amendments) {
            let amended: Vec<&Amended> = amended.iter().filter(|amended| amended.key == amendment.key).collect();
            for amended in &amended {
                books.book(rows, (standing, amendment), amended)?;
            }
            let line = body.lines.iter().find(|line| line.line == standing.line);
            slip.put_right(standing, line.map(|line| line.quantity).unwrap_or_default(), &amended)?;
        }
    }
    slip.write(gate, rows, &books)?;
    restate_order(gate, &posted, Some(&body.lines))
}

/// How much more moved of the parts of kits.
fn parts(gate: &mut Gate<'_>, amended: &[AmendedPart]) -> Result<FxHashMap<(usize, VariantNo), Quantity>> {
    let ids: Vec<VariantId> = amended.iter().map(|part| part.variant).collect();
    let cards = gate.goods(&ids)?;
    Ok(amended.iter().zip(cards).map(|(part, card)| ((part.line, card.no), part.quantity)).collect())
}

/// The other side of what the stock is worth more.
struct Books<'a> {
    posted: &'a Posted,
    /// The lines before they were amended.
    before: Vec<StatedLine>,
}

impl Books<'_> {
    fn stated(&self, line: usize) -> StatedLine {
        self.before.get(line).copied().unwrap_or_default()
    }

    /// On the day on which it is worth more.
    fn book(&self, rows: &mut Rows, (line, amendment): (&Standing, &Amendment), amended: &Amended) -> Result<()> {
        let (day, minor) = (amended.day, i128::from(amended.value.minor()));
        rows.enter_on(day, own(Account::Stock), minor);
        match &self.posted.body {
            Body::Receipt(receipt) => rows.enter_on(day, payable(receipt.supplier), -minor),
            Body::SupplierReturn(back) => {
                let refund = i128::from(self.given_back(line.line, amendment, amended)?.minor());
                rows.enter_on(day, payable(back.supplier), refund);
                rows.enter_on(day, own(Account::PurchaseVariance), -minor - refund);
            }
            _ => rows.enter_on(day, own(account(line.row.kind)), -minor),
        }
        Ok(())
    }

    /// What the supplier gives back more for goods that went back, on the day that is booked.
    fn given_back(&self, line: usize, amendment: &Amendment, amended: &Amended) -> Result<Money> {
        let before = self.stated(line).value;
        match (amended.is_only, amended.is_last) {
            (true, _) => Ok(amendment.value),
            (false, false) => before.neg(),
            (false, true) => before.add(amendment.value),
        }
    }
}

/// The slip of a sale or a refund; nothing of another document.
#[derive(Default)]
struct Slip {
    /// Its lines in the books, as they were posted.
    printed: FxHashMap<usize, SaleLine>,
    /// What puts them right.
    changes: BTreeMap<usize, LineChange>,
}

/// What becomes of a line of a slip: all goods that it moved together.
struct LineChange {
    /// How many more there are of it; below zero for what came back.
    more: Quantity,
    /// The day that it is taken off, and by how much more the stock is worth there, where it stands on another one now.
    off: Option<(BusinessDay, Money)>,
    /// The day that it stands on, and by how much more the stock is worth there.
    on: (BusinessDay, Money),
}

impl Slip {
    fn put_right(&mut self, line: &Standing, more: Quantity, amended: &[&Amended]) -> Result<()> {
        if self.printed.is_empty() {
            return Ok(());
        }
        let row = self.printed.get(&line.line).ok_or_else(|| Error::not_found(Noun::SaleLine, line.line))?;
        let (off, day, value) = match amended {
            [before, after] if before.day != after.day => (Some((before.day, before.value)), after.day, after.value),
            _ => {
                let day = amended.last().map_or(row.business_day, |amended| amended.day);
                (None, day, Money::sum(amended.iter().map(|amended| amended.value))?)
            }
        };
        let more = if row.quantity.is_negative() { more.neg()? } else { more };
        let change = self.changes.entry(line.line);
        let change =
            change.or_insert(LineChange { more, off: off.map(|(day, _)| (day, Money::ZERO)), on: (day, Money::ZERO) });
        if let (Some((_, sum)), Some((_, value))) = (&mut change.off, off) {
            *sum = sum.add(value)?;
        }
        change.on.1 = change.on.1.add(value)?;
        Ok(())
    }

    /// Its lines follow each other day by day; what was paid stands on the day of the goods.
    fn write(self, gate: &mut Gate<'_>, rows: &mut Rows, books: &Books<'_>) -> Result<()> {
        let (mut amended, mut off, mut on) = (Vec::new(), Vec::new(), Vec::new());
        for (line, change) in &self.changes {
            let row = *self.printed.get(line).ok_or_else(|| Error::not_found(Noun::SaleLine, line))?;
            let (day, value) = change.on;
            let now = OnDay { day, quantity: change.more, cost: value.neg()? };
            let Some((from, value)) = change.off else {
                amended.push(sale::amended(row, now));
                continue;
            };
            let stated = books.stated(*line).quantity;
            let stated = if row.quantity.is_negative() { stated.neg()? } else { stated };
            let less = OnDay { day: from, quantity: stated.neg()?, cost: value.neg()? };
            let [was, is] = sale::moved(row, less, OnDay { quantity: stated.add(change.more)?, ..now })?;
            off.push(was);
            on.push(is);
        }
        let days = off.first().zip(on.first()).map(|(off, on)| (off.business_day, on.business_day));
        for line in amended.into_iter().chain(off).chain(on) {
            sale::book(gate, rows, SaleLine { key: rows.next_sale_line()?, ..line })?;
        }
        let Some((from, to)) = days else { return Ok(()) };
        let member = payment::payer(gate, books.posted)?;
        rows.on(from, |rows| payment::of_slip(rows, member, books.posted, -1))?;
        rows.on(to, |rows| payment::of_slip(rows, member, books.posted, 1))
    }
}
