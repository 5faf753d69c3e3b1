//! Goods that came in cost more, or less: freight, duty, prices.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::past;
use super::purchase::payable;
use super::standing::{Standing, entry};
use crate::document::{LandedCostBody, RepriceBody};
use crate::ledger::{Account, LineKey, Movement, MovementKind, PostNo, VariantNo};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::timeline::Place;
use crate::storage::DocumentQuery;
use crate::value::{Money, ReceiptId, SupplierId, VariantId};
use crate::{Error, Noun, Result};

/// By how much more goods of one variant cost, by where they came.
type Raise = Vec<(Place, Money)>;

/// Freight and the like: the goods cost more from the day on which they came.
pub(super) fn landed(gate: &mut Gate<'_>, body: &LandedCostBody, rows: &mut Rows) -> Result<()> {
    let mut places = Receipts::default();
    let mut more = Vec::with_capacity(body.shares.len());
    for share in &body.shares {
        more.push((share.variant, places.place(gate, share.receipt, share.receipt_line)?, share.value));
    }
    raise(gate, rows, MovementKind::Landed, &more)?;
    owe(rows, body.supplier, Money::sum(body.shares.iter().map(|share| share.value))?);
    Ok(())
}

/// The price was another, from the day on which the goods came.
pub(super) fn reprice(gate: &mut Gate<'_>, body: &RepriceBody, rows: &mut Rows) -> Result<()> {
    let mut places = Receipts::default();
    let mut more = Vec::with_capacity(body.lines.len());
    for line in &body.lines {
        more.push((line.variant, places.place(gate, body.receipt, line.receipt_line)?, line.difference));
    }
    raise(gate, rows, MovementKind::Repriced, &more)?;
    owe(rows, body.supplier, Money::sum(body.lines.iter().map(|line| line.difference))?);
    Ok(())
}

/// The stock is worth more, which a supplier is owed; below zero for less.
pub(super) fn owe(rows: &mut Rows, supplier: SupplierId, more: Money) {
    rows.enter(Account::Stock, more);
    rows.enter_owned(payable(supplier), -i128::from(more.minor()));
}

/// Raises the value of goods that came in, variant by variant.
fn raise(gate: &mut Gate<'_>, rows: &mut Rows, kind: MovementKind, more: &[(VariantId, Place, Money)]) -> Result<()> {
    let ids: Vec<VariantId> = more.iter().map(|(variant, ..)| *variant).collect();
    let cards = gate.goods(&ids)?;
    let more = cards.into_iter().zip(more).map(|(card, (_, place, value))| (card, (*place, *value)));
    raise_cards(gate, rows, kind, more)
}

/// Takes back what came to the value of goods.
pub(super) fn lower(gate: &mut Gate<'_>, rows: &mut Rows, kind: MovementKind, moved: &[Movement]) -> Result<()> {
    let roots: Vec<LineKey> = moved.iter().filter(|row| row.kind == kind).filter_map(|row| row.corrects).collect();
    let mut posts: Vec<PostNo> = roots.iter().map(|root| root.post()).collect();
    posts.sort_unstable();
    posts.dedup();
    let mut places: FxHashMap<LineKey, Place> = FxHashMap::default();
    for receipt in gate.documents(&DocumentQuery::Posts(&posts))? {
        places.extend(Standing::lines(gate, &receipt)?.iter().map(|line| (line.row.key, line.place())));
    }
    let raised: Vec<&Movement> = moved.iter().filter(|row| row.kind == kind).collect();
    let cards = gate.cards_numbered(raised.iter().map(|row| row.variant))?;
    let mut more = Vec::with_capacity(raised.len());
    for (row, card) in raised.into_iter().zip(cards) {
        let place = row.corrects.and_then(|root| places.get(&root));
        let place = place.ok_or_else(|| Error::not_found(Noun::Receipt, row.key.post()))?;
        more.push((card, (*place, row.value.neg()?)));
    }
    raise_cards(gate, rows, kind, more.into_iter())
}

fn raise_cards(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    kind: MovementKind,
    more: impl Iterator<Item = (Arc<Card>, (Place, Money))>,
) -> Result<()> {
    let mut of_cards: BTreeMap<VariantNo, (Arc<Card>, Raise)> = BTreeMap::new();
    for (card, one) in more {
        of_cards.entry(card.no).or_insert_with(|| (card, Vec::new())).1.push(one);
    }
    for (card, more) in of_cards.into_values() {
        past::revalue(gate, rows, &card, kind, &more)?;
    }
    Ok(())
}

/// Receipts that were looked up, each once.
#[derive(Default)]
struct Receipts(Vec<(ReceiptId, Vec<Standing>)>);

impl Receipts {
    /// Where the goods of a line stand in their timeline.
    fn place(&mut self, gate: &mut Gate<'_>, receipt: ReceiptId, line: usize) -> Result<Place> {
        let known = self.0.iter().position(|(known, _)| *known == receipt);
        let index = if let Some(index) = known {
            index
        } else {
            let posted = entry(gate, receipt.into())?;
            self.0.push((receipt, Standing::lines(gate, &posted)?));
            self.0.len() - 1
        };
        let found = self.0.get(index).and_then(|(_, lines)| lines.iter().find(|standing| standing.line == line));
        found.map(Standing::place).ok_or_else(|| Error::not_found(Noun::Receipt, receipt))
    }
}
