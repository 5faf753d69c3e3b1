//! What the lines of a document say by all that was said of them since.

use super::apply::is_void;
use super::gate::{Gate, Posted};
use crate::Result;
use crate::document::Body;
use crate::storage::DocumentQuery;
use crate::value::{Money, Price, Quantity};

/// A line of a document as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatedLine {
    /// How much moved; of a count: how much was found.
    pub(crate) quantity: Quantity,
    /// What goods that came in cost themselves, if that was said; what a supplier gives back for goods that went back.
    pub(crate) value: Money,
    /// What one of them cost; of a write-down: what can be realised for it.
    pub(crate) unit_cost: Option<Price>,
}

impl StatedLine {
    const fn of(quantity: Quantity) -> Self {
        Self { quantity, value: Money::ZERO, unit_cost: None }
    }

    const fn worth(self, value: Money) -> Self {
        Self { value, ..self }
    }

    /// The lines of a document as it was posted; none of one that moves no goods.
    pub(super) fn posted(body: &Body) -> Vec<Self> {
        match body {
            Body::OpeningStock(body) => body.lines.iter().map(|l| Self::of(l.quantity).worth(l.value)).collect(),
            Body::Receipt(body) => {
                let line = |l: &crate::document::ReceivedLine| {
                    let unit_cost = Some(l.unit_cost);
                    Self { quantity: l.quantity, value: l.value, unit_cost }
                };
                body.lines.iter().map(line).collect()
            }
            Body::SupplierReturn(body) => body.lines.iter().map(|l| Self::of(l.quantity).worth(l.refund)).collect(),
            Body::Sale(body) => body.lines.iter().map(|l| Self::of(l.quantity)).collect(),
            Body::Refund(body) => body.lines.iter().map(|l| Self::of(l.quantity)).collect(),
            Body::UnlinkedRefund(body) => {
                let line = |l: &crate::document::UnlinkedLine| {
                    let (quantity, value, unit_cost) = (l.quantity, l.value, l.unit_cost);
                    Self { quantity, value, unit_cost }
                };
                body.lines.iter().map(line).collect()
            }
            Body::Count(body) => body.lines.iter().map(|l| Self::of(l.counted)).collect(),
            Body::WriteOff(body) => body.lines.iter().map(|l| Self::of(l.quantity)).collect(),
            Body::WriteDown(body) => {
                let line = |l: &crate::document::WrittenDownLine| {
                    let unit_cost = Some(l.unit_value);
                    Self { unit_cost, ..Self::of(Quantity::ZERO) }
                };
                body.lines.iter().map(line).collect()
            }
            Body::Transfer(body) => body.lines.iter().map(|l| Self::of(l.quantity)).collect(),
            _ => Vec::new(),
        }
    }

    /// The lines of a document; none of one that moves no goods.
    pub(crate) fn lines(gate: &mut Gate<'_>, posted: &Posted) -> Result<Vec<Self>> {
        let mut lines = Self::posted(&posted.body);
        for later in gate.documents(&DocumentQuery::ReferringTo(posted.header.id))? {
            match &later.body {
                Body::EntryAmend(body) => {
                    for amended in &body.lines {
                        let Some(line) = lines.get_mut(amended.line) else { continue };
                        line.quantity = amended.counted.map_or_else(|| line.quantity.add(amended.quantity), Ok)?;
                        line.value = line.value.add(amended.value)?;
                        line.unit_cost = amended.unit_cost.or(line.unit_cost);
                    }
                }
                Body::Reprice(body) if !is_void(gate, later.header.id)? => {
                    for repriced in &body.lines {
                        let Some(line) = lines.get_mut(repriced.receipt_line) else { continue };
                        line.value = line.value.add(repriced.difference)?;
                        line.unit_cost = Some(repriced.unit_cost);
                    }
                }
                _ => {}
            }
        }
        Ok(lines)
    }
}
