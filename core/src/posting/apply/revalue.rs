//! What movements are worth more or less because of a later document.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::costing::TrueUp;
use crate::ledger::{Account, LineKey, Movement, MovementKind, Revaluation, VariantNo};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::posting::state::own;
use crate::value::{BusinessDay, Money, Quantity, Timestamp};
use crate::{Error, Result};

/// By how much more or less a movement is worth.
pub(super) struct Correction {
    /// The first movement of its line.
    pub(super) corrects: LineKey,
    pub(super) document_line: u16,
    pub(super) kind: MovementKind,
    /// The kit that it is a part of.
    pub(super) kit: Option<VariantNo>,
    /// Of a shortage: the movement that covers it.
    pub(super) by: Option<LineKey>,
    pub(super) effective_at: Timestamp,
    /// The day it is booked on.
    pub(super) day: BusinessDay,
    /// Above zero when the stock is worth more.
    pub(super) value: Money,
}

/// Goods came in that had left before: the document that brought them books what they really cost, on its own day.
pub(super) fn cover(gate: &mut Gate<'_>, rows: &mut Rows, card: &Card, true_up: &TrueUp) -> Result<()> {
    let value = true_up.difference().neg()?;
    if value.is_zero() {
        return Ok(());
    }
    let Movement { document_line, kind, kit, .. } = movement(gate, rows, true_up.sale)?;
    let (corrects, by) = (true_up.sale, Some(true_up.by));
    let (effective_at, day) = (rows.at, rows.day);
    let correction = Correction { corrects, document_line, kind, kit, by, effective_at, day, value };
    book_all(gate, rows, card, vec![correction])
}

/// Enters corrections of one variant into the ledgers, and into the totals of what it was sold as.
pub(super) fn book_all(gate: &mut Gate<'_>, rows: &mut Rows, card: &Card, corrections: Vec<Correction>) -> Result<()> {
    let mut sums: FxHashMap<(BusinessDay, MovementKind), i128> = FxHashMap::default();
    let mut costs: BTreeMap<VariantNo, i128> = BTreeMap::new();
    rows.revaluations.reserve(corrections.len());
    for correction in corrections {
        let Correction { corrects, document_line, kind, kit, by, effective_at, day, value } = correction;
        let minor = i128::from(value.minor());
        *sums.entry((day, kind)).or_default() += minor;
        if account(kind) == Account::CostOfSales {
            *costs.entry(kit.unwrap_or(card.no)).or_default() -= minor;
        }
        rows.revaluations.push(Revaluation {
            key: rows.next_revaluation()?,
            corrects,
            document_line,
            kind,
            variant: card.no,
            kit,
            by,
            effective_at,
            business_day: day,
            value,
        });
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_unstable();
    for ((day, kind), sum) in sums {
        enter(rows, kind, day, Money::try_from(sum)?);
    }
    costs.retain(|_, cost| *cost != 0);
    gate.cards_numbered(costs.keys().copied().filter(|sold| *sold != card.no))?;
    for (sold, cost) in costs {
        let cost = Money::try_from(cost)?;
        gate.state.goods_mut(sold)?.sold(Quantity::ZERO, Money::ZERO, Money::ZERO, cost)?;
    }
    Ok(())
}

/// Enters a change of stock value of movements of this kind into the books of a day.
pub(super) fn enter(rows: &mut Rows, kind: MovementKind, day: BusinessDay, value: Money) {
    let minor = i128::from(value.minor());
    rows.enter_on(day, own(Account::Stock), minor);
    rows.enter_on(day, own(account(kind)), -minor);
}

/// Where the other side of a change of stock value belongs.
pub(super) fn account(kind: MovementKind) -> Account {
    match kind {
        MovementKind::Opening => Account::OpeningEquity,
        MovementKind::Receipt | MovementKind::SupplierReturn => Account::PurchaseVariance,
        MovementKind::Count | MovementKind::Recounted => Account::CountVariance,
        MovementKind::WriteOff => Account::WriteOff,
        MovementKind::WriteDown => Account::WriteDown,
        _ => Account::CostOfSales,
    }
}

/// The movement with this key, of this document or an earlier one.
pub(super) fn movement(gate: &mut Gate<'_>, rows: &Rows, key: LineKey) -> Result<Movement> {
    if let Some(own) = rows.movements.iter().find(|movement| movement.key == key) {
        return Ok(own.clone());
    }
    let found = gate.movements_of(&[key.post()])?.into_iter().find(|movement| movement.key == key);
    found.ok_or_else(|| Error::Corrupt { what: format!("no movement {}.{}", key.post(), key.line()) })
}
