//! What another number of kits makes of their parts.

use crate::Result;
use crate::document::{AmendedLine, AmendedPart, Body, MovedPart, RefundBody, SaleBody};
use crate::posting::{Gate, Later, Posted, SoldPart, SoldSoFar};
use crate::value::{Money, Quantity, SaleId, share};

/// The parts of amended lines of kits: in proportion, so that all that comes back of a kit is all that left.
pub(super) fn parts(
    gate: &mut Gate<'_>,
    posted: &Posted,
    later: &Later,
    amended: &[AmendedLine],
) -> Result<Vec<AmendedPart>> {
    match &posted.body {
        Body::Sale(sale) if amended.iter().any(|line| !parts_at(sale, line.line).is_empty()) => {
            of_sale(gate, sale, SaleId::from_uuid(posted.header.id.uuid()), amended)
        }
        Body::Refund(back) if back.lines.iter().any(|line| !line.parts.is_empty()) => {
            of_refund(gate, back, later, amended)
        }
        _ => Ok(Vec::new()),
    }
}

fn parts_at(sale: &SaleBody, line: usize) -> &[MovedPart] {
    sale.lines.get(line).map(|line| line.parts.as_slice()).unwrap_or_default()
}

/// As much of each part as the sale took for so many kits at first, but no less than came back.
fn of_sale(gate: &mut Gate<'_>, sale: &SaleBody, id: SaleId, amended: &[AmendedLine]) -> Result<Vec<AmendedPart>> {
    let sold = SoldSoFar::load(gate, id)?;
    let mut parts = Vec::new();
    for line in amended {
        let (known, kits) = (sold.line(line.line)?, sale.lines.get(line.line).map(|line| line.quantity));
        let really = known.sold.add(line.quantity)?;
        let all_came_back = really == known.sold.sub(known.quantity_left)?;
        for (place, part) in parts_at(sale, line.line).iter().enumerate() {
            let before = known.part(place)?;
            let quantity = in_proportion(part.quantity, really, kits.unwrap_or_default())?;
            let back = before.sold.sub(before.quantity_left)?;
            // With the last of the kits the last of their parts came back; of others there is something left to.
            let really = if all_came_back { back.max(LEAST) } else { quantity.max(back.add(LEAST)?) };
            let quantity = really.sub(before.sold)?;
            parts.push(AmendedPart { line: line.line, variant: part.variant, quantity });
        }
    }
    Ok(parts)
}

/// Nothing moved is no line any more.
const LEAST: Quantity = Quantity::from_micros(1);

fn of_refund(
    gate: &mut Gate<'_>,
    back: &RefundBody,
    later: &Later,
    amended: &[AmendedLine],
) -> Result<Vec<AmendedPart>> {
    let sold = SoldSoFar::load(gate, back.sale)?;
    let mut parts = Vec::new();
    for line in amended {
        let Some(refunded) = back.lines.get(line.line) else { continue };
        let of = sold.line(refunded.sale_line)?;
        let really = of.sold.sub(of.quantity_left)?.add(line.quantity)?;
        for part in &refunded.parts {
            let known = of.part(sold.part_place(refunded.sale_line, part.variant)?)?;
            let came = part.quantity.add(later.amended_part(line.line, part.variant)?)?;
            let due = due_back(known, really, of.sold)?;
            let quantity = due.max(LEAST.sub(came)?).min(known.quantity_left);
            parts.push(AmendedPart { line: line.line, variant: part.variant, quantity });
        }
    }
    Ok(parts)
}

/// By how much more of a part comes back when so many of the kits come back in all.
pub(in crate::shop) fn due_back(part: &SoldPart, kits: Quantity, of: Quantity) -> Result<Quantity> {
    let back = part.sold.sub(part.quantity_left)?;
    in_proportion(part.sold, kits, of)?.sub(back)
}

fn in_proportion(quantity: Quantity, part: Quantity, whole: Quantity) -> Result<Quantity> {
    let micros = share(Money::from_minor(quantity.micros()), part.micros(), whole.micros())?;
    Ok(Quantity::from_micros(micros.minor()))
}
