//! What the lines of a document say by all that was said of them since.

use super::apply::{Later, is_void};
use super::gate::{Gate, Posted};
use crate::Result;
use crate::document::Body;
use crate::value::{Money, Price, Quantity};

/// A line of a document as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StatedLine {
    /// How much moved; of a count: how much was found.
    pub(crate) quantity: Quantity,
    /// What goods that came in cost themselves, if that was said; what a supplier gives back for goods that went back.
    pub(crate) value: Money,
    /// What one of them cost, if not what all of them cost was said; of a write-down: what can be realised for it.
    pub(crate) unit_cost: Option<Price>,
}

impl StatedLine {
    const fn of(quantity: Quantity) -> Self {
        Self { quantity, value: Money::ZERO, unit_cost: None }
    }

    const fn worth(self, value: Money) -> Self {
        Self { value, ..self }
    }

    const fn at(self, unit_cost: Option<Price>) -> Self {
        Self { unit_cost, ..self }
    }

    /// The lines of a document as it was posted; none of one that moves no goods.
    pub(super) fn posted(body: &Body) -> Vec<Self> {
        match body {
            Body::OpeningStock(body) => {
                each(&body.lines, |l| Self::of(l.quantity).worth(l.value).at(Some(l.unit_cost)))
            }
            Body::Receipt(body) => each(&body.lines, |l| {
                let unit_cost = Some(l.unit_cost).filter(|_| !l.by_amount);
                Self::of(l.quantity).worth(l.value).at(unit_cost)
            }),
            Body::SupplierReturn(body) => each(&body.lines, |l| Self::of(l.quantity).worth(l.refund)),
            Body::Sale(body) => each(&body.lines, |l| Self::of(l.quantity)),
            Body::Refund(body) => each(&body.lines, |l| Self::of(l.quantity)),
            Body::UnlinkedRefund(body) => each(&body.lines, |l| Self::of(l.quantity).worth(l.value).at(l.unit_cost)),
            Body::Count(body) => each(&body.lines, |l| Self::of(l.counted)),
            Body::WriteOff(body) => each(&body.lines, |l| Self::of(l.quantity)),
            Body::WriteDown(body) => each(&body.lines, |l| Self::of(Quantity::ZERO).at(Some(l.unit_value))),
            Body::Transfer(body) => each(&body.lines, |l| Self::of(l.quantity)),
            _ => Vec::new(),
        }
    }

    /// The lines of a document; none of one that moves no goods.
    pub(crate) fn lines(gate: &mut Gate<'_>, posted: &Posted) -> Result<Vec<Self>> {
        let later = Later::load(gate, posted)?;
        Self::lines_since(gate, posted, &later)
    }

    /// The lines of a document, by what was said of it since.
    pub(crate) fn lines_since(gate: &mut Gate<'_>, posted: &Posted, later: &Later) -> Result<Vec<Self>> {
        let mut lines = Self::posted(&posted.body);
        for later in &later.documents {
            match &later.body {
                Body::EntryAmend(body) => {
                    for amended in &body.lines {
                        let Some(line) = lines.get_mut(amended.line) else { continue };
                        line.quantity = amended.counted.map_or_else(|| line.quantity.add(amended.quantity), Ok)?;
                        line.value = line.value.add(amended.value)?;
                        line.unit_cost = amended.unit_cost.or(line.unit_cost.filter(|_| !amended.by_amount));
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

fn each<T>(lines: &[T], stated: impl Fn(&T) -> StatedLine) -> Vec<StatedLine> {
    lines.iter().map(stated).collect()
}
