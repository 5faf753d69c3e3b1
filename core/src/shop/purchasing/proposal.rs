use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{OrderLine, Purchasing, open_orders};
use crate::Result;
use crate::ledger::{RecordNo, VariantNo};
use crate::party::Supply;
use crate::posting::body;
use crate::storage::{KeyKind, RecordKind, RecordQuery, Transaction};
use crate::value::{Price, Quantity, SupplierId, VariantId};

/// Variants that one proposal looks at.
const MOST_LOW: usize = 100_000;

/// What to order next from one supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderProposal {
    /// Whom to order from; `None` for goods that nobody is known to sell.
    pub supplier: Option<SupplierId>,
    /// What.
    pub lines: Vec<ProposedLine>,
}

/// A line of a proposal, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedLine {
    /// What to order.
    pub variant: VariantId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// On hand now.
    pub on_hand: Quantity,
    /// Still to come of open orders.
    pub on_order: Quantity,
    /// Its reorder point.
    pub reorder_point: Quantity,
    /// Stock units in one pack there.
    pub pack_size: Quantity,
    /// What to order: the fewest whole packs that bring on hand and on order above the reorder point.
    pub quantity: Quantity,
    /// What one stock unit cost there last.
    pub unit_cost: Option<Price>,
}

impl ProposedLine {
    /// The line of an order; an unknown cost counts as nothing.
    pub fn order_line(&self) -> OrderLine {
        let unit_cost = self.unit_cost.unwrap_or(Price::ZERO).to_decimal();
        OrderLine { variant: self.variant, quantity: self.quantity.to_decimal(), unit_cost }
    }
}

impl Purchasing<'_> {
    /// The next orders: everything at or below its reorder point, counting what is on its way, by supplier. The supplier
    /// is the preferred one, else the one that is known longest.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn propose(&self) -> Result<Vec<OrderProposal>> {
        self.shop.read(|tx, snapshot| {
            let low = tx.low_stock(MOST_LOW)?;
            let numbers: Vec<RecordNo> = low.iter().map(|low| RecordNo(low.variant.0)).collect();
            let cards = snapshot.cards_numbered(tx, &numbers)?;
            let ids: FxHashMap<VariantNo, VariantId> = cards.iter().map(|card| (card.no, card.variant.id)).collect();
            let on_order = on_order(tx)?;
            let supplies = supplies(tx, ids.values().copied())?;
            let mut proposals: BTreeMap<Option<SupplierId>, Vec<ProposedLine>> = BTreeMap::new();
            for low in low {
                let Some(&variant) = ids.get(&low.variant) else { continue };
                let on_order = on_order.get(&variant).copied().unwrap_or(Quantity::ZERO);
                let position = low.on_hand.add(on_order)?;
                if position > low.reorder_point {
                    continue;
                }
                let supply = supplies.get(&variant);
                let pack_size = supply.map_or(Quantity::ONE, |supply| supply.pack_size);
                proposals.entry(supply.map(|supply| supply.supplier)).or_default().push(ProposedLine {
                    variant,
                    sku: low.sku,
                    name: low.name,
                    on_hand: low.on_hand,
                    on_order,
                    reorder_point: low.reorder_point,
                    pack_size,
                    quantity: packs_above(low.reorder_point.sub(position)?, pack_size)?,
                    unit_cost: supply.and_then(|supply| supply.last_cost),
                });
            }
            Ok(proposals.into_iter().map(|(supplier, lines)| OrderProposal { supplier, lines }).collect())
        })
    }
}

/// The fewest whole packs that hold more than `missing`.
fn packs_above(missing: Quantity, pack: Quantity) -> Result<Quantity> {
    let pack_micros = i128::from(pack.micros().max(1));
    let packs = i128::from(missing.micros()) / pack_micros + 1;
    let micros = i64::try_from(packs * pack_micros).map_err(|_| crate::Error::too_large("quantity"))?;
    Ok(Quantity::from_micros(micros))
}

/// What is still to come, per variant.
pub(crate) fn on_order(tx: &mut dyn Transaction) -> Result<FxHashMap<VariantId, Quantity>> {
    let mut sums: FxHashMap<VariantId, Quantity> = FxHashMap::default();
    for order in open_orders(tx)? {
        for line in &order.lines {
            let sum = sums.entry(line.variant).or_insert(Quantity::ZERO);
            *sum = sum.add(order.outstanding(line)?)?;
        }
    }
    Ok(sums)
}

/// The supply that the next order of each variant goes to.
fn supplies(
    tx: &mut dyn Transaction,
    variants: impl Iterator<Item = VariantId>,
) -> Result<FxHashMap<VariantId, Supply>> {
    let links: Vec<String> = variants.map(|id| id.to_string()).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let mut chosen: FxHashMap<VariantId, Supply> = FxHashMap::default();
    let mut records = tx.records(&RecordQuery::Keys(RecordKind::Supply, KeyKind::Link, &links))?;
    records.sort_by_key(|record| record.number);
    for record in &records {
        let supply: Supply = body(record)?;
        match chosen.get(&supply.variant) {
            Some(known) if known.preferred || !supply.preferred => {}
            _ => drop(chosen.insert(supply.variant, supply)),
        }
    }
    Ok(chosen)
}
