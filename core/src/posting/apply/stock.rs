//! Opening stock, counts, write-offs, transfers.

use std::sync::Arc;

use super::lines::{self, Moving, goods, meet_batch};
use crate::Result;
use crate::costing::{Act, UnitCost};
use crate::document::{CountBody, CountedLine, OpeningBody, Pick, TransferBody, WriteDownBody, WriteOffBody};
use crate::ledger::{Account, LocationNo, MovementKind};
use crate::posting::gate::Gate;
use crate::posting::picks::{negated, of_line};
use crate::posting::rows::Rows;
use crate::posting::snapshot::Card;
use crate::value::Quantity;

pub(super) fn opening(gate: &mut Gate<'_>, body: &OpeningBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let batches = body.lines.iter().zip(&cards).map(|(line, card)| (card.no, line.batch.as_str()));
    gate.state.load_batches(gate.tx, batches)?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let since = rows.movement_after(document_line)?;
        meet_batch(gate, card, &line.batch, (line.produced_on, line.expires_on), since)?;
        let picks = vec![Pick { batch: line.batch.clone(), quantity: line.quantity }];
        let act = Act::Receive { quantity: line.quantity, value: line.value };
        moved.push(Moving::coming(document_line, card, MovementKind::Opening, act).into(location, picks));
        rows.enter(Account::Stock, line.value);
        rows.withdraw(Account::OpeningEquity, line.value);
    }
    lines::post(gate, rows, &moved).map(drop)
}

pub(super) fn count(gate: &mut Gate<'_>, body: &CountBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        moved.push(counted(document_line, line, card, location)?);
    }
    for outcome in lines::post(gate, rows, &moved)? {
        rows.enter(Account::Stock, outcome.value);
        rows.withdraw(Account::CountVariance, outcome.value);
    }
    Ok(())
}

/// The difference turns up, or leaves. A count that found what was expected stands in the ledger too: it may be otherwise
/// when older paper comes in.
fn counted(document_line: usize, line: &CountedLine, card: &Arc<Card>, location: LocationNo) -> Result<Moving> {
    let (kind, difference) = (MovementKind::Count, line.counted.sub(line.expected)?);
    if difference.is_positive() {
        let act = Act::Found { quantity: difference };
        let picks = of_line(&line.differences, difference);
        return Ok(Moving::coming(document_line, card, kind, act).into(location, picks));
    }
    let quantity = difference.neg()?;
    let picks = match line.differences.as_slice() {
        [] => vec![Pick { batch: String::new(), quantity }],
        differences => negated(differences.to_vec())?,
    };
    let lost = Moving::coming(document_line, card, kind, Act::Issue { quantity }).out_of(location, picks)?;
    Ok(Moving { act: lost.act.filter(|_| !quantity.is_zero()), ..lost })
}

pub(super) fn write_off(gate: &mut Gate<'_>, body: &WriteOffBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let act = Act::Issue { quantity: line.quantity };
        let picks = of_line(&line.picks, line.quantity);
        moved.push(Moving::coming(document_line, card, MovementKind::WriteOff, act).out_of(location, picks)?);
    }
    for outcome in lines::post(gate, rows, &moved)? {
        rows.enter(Account::Stock, outcome.value);
        rows.withdraw(Account::WriteOff, outcome.value);
    }
    Ok(())
}

pub(super) fn write_down(gate: &mut Gate<'_>, body: &WriteDownBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let location = snapshot.location(Some(body.location))?.0;
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let unit = UnitCost::from_price(line.unit_value, snapshot.settings.currency)?;
        let act = Act::Realizable { unit };
        let nothing = of_line(&[], Quantity::ZERO);
        moved.push(Moving::coming(document_line, card, MovementKind::WriteDown, act).into(location, nothing));
    }
    for outcome in lines::post(gate, rows, &moved)? {
        rows.enter(Account::Stock, outcome.value);
        rows.withdraw(Account::WriteDown, outcome.value);
    }
    Ok(())
}

/// Carrying goods changes where they lie, not what they are worth.
pub(super) fn transfer(gate: &mut Gate<'_>, body: &TransferBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let (from, to) = (snapshot.location(Some(body.from))?.0, snapshot.location(Some(body.to))?.0);
    let cards = goods(gate, rows, body.lines.iter().map(|line| line.variant))?;
    let mut moved = Vec::with_capacity(body.lines.len());
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let act = Act::Transfer { to, quantity: line.quantity };
        let picks = of_line(&line.picks, line.quantity);
        let line = Moving::coming(document_line, card, MovementKind::Transfer, act).out_of(from, picks)?;
        moved.push(Moving { to: Some(to), ..line });
    }
    lines::post(gate, rows, &moved).map(drop)
}
