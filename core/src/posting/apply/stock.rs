//! Opening stock, counts, write-offs, transfers.

use super::super::picks::{negated, of_line};
use super::super::rows::Moved;
use super::{Incoming, Outgoing, bring_in, goods, meet_batch, take_out};
use crate::Result;
use crate::document::{CountBody, OpeningBody, Pick, TransferBody, WriteOffBody};
use crate::ledger::{Account, MovementKind};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;

pub(super) fn opening(gate: &mut Gate<'_>, body: &OpeningBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, body.lines.iter().map(|line| line.variant))?;
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        meet_batch(gate, card, &line.batch, (line.produced_on, line.expires_on), rows.next_movement()?)?;
        let picks = [Pick { batch: line.batch.clone(), quantity: line.quantity }];
        let (kind, quantity, value) = (MovementKind::Opening, line.quantity, line.value);
        bring_in(gate, rows, card, &Incoming { document_line, kind, location, picks: &picks, quantity, value })?;
        rows.enter(Account::Stock, value);
        rows.withdraw(Account::OpeningEquity, value);
    }
    Ok(())
}

pub(super) fn count(gate: &mut Gate<'_>, body: &CountBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, body.lines.iter().map(|line| line.variant))?;
    let kind = MovementKind::Count;
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let difference = line.counted.sub(line.expected)?;
        if difference.is_positive() {
            let value = gate.state.goods(card.no)?.carrying_value(difference)?;
            let picks = of_line(&line.differences, difference);
            let quantity = difference;
            bring_in(gate, rows, card, &Incoming { document_line, kind, location, picks: &picks, quantity, value })?;
            rows.enter(Account::Stock, value);
            rows.withdraw(Account::CountVariance, value);
        } else if difference.is_negative() {
            let quantity = difference.neg()?;
            let picks = match line.differences.as_slice() {
                [] => vec![Pick { batch: String::new(), quantity }],
                differences => negated(differences.to_vec())?,
            };
            let cost = take_out(
                gate,
                rows,
                card,
                &Outgoing { document_line, kind, location, picks: &picks, quantity, from: None },
            )?;
            rows.withdraw(Account::Stock, cost);
            rows.enter(Account::CountVariance, cost);
        }
    }
    Ok(())
}

pub(super) fn write_off(gate: &mut Gate<'_>, body: &WriteOffBody, rows: &mut Rows) -> Result<()> {
    let location = gate.snapshot()?.location(Some(body.location))?.0;
    let cards = goods(gate, body.lines.iter().map(|line| line.variant))?;
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let (kind, quantity) = (MovementKind::WriteOff, line.quantity);
        let picks = of_line(&line.picks, quantity);
        let cost = take_out(
            gate,
            rows,
            card,
            &Outgoing { document_line, kind, location, picks: &picks, quantity, from: None },
        )?;
        rows.withdraw(Account::Stock, cost);
        rows.enter(Account::WriteOff, cost);
    }
    Ok(())
}

/// One cost pool a variant: carrying goods changes where they lie, not what they are worth.
pub(super) fn transfer(gate: &mut Gate<'_>, body: &TransferBody, rows: &mut Rows) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let (from, to) = (snapshot.location(Some(body.from))?.0, snapshot.location(Some(body.to))?.0);
    let cards = goods(gate, body.lines.iter().map(|line| line.variant))?;
    for (document_line, (line, card)) in body.lines.iter().zip(&cards).enumerate() {
        let into = of_line(&line.picks, line.quantity);
        for (location, picks) in [(from, negated(into.clone())?), (to, into)] {
            for pick in &picks {
                let facts = super::batch_facts(gate, card, &pick.batch, rows.next_movement()?)?;
                gate.state.goods_mut(card.no)?.move_level(location, &pick.batch, pick.quantity, facts)?;
            }
            let (kind, variant, value) = (MovementKind::Transfer, card.no, crate::value::Money::ZERO);
            rows.moved(Moved {
                document_line,
                kind,
                variant,
                location,
                picks: &picks,
                value,
                of: None,
                takes: Vec::new(),
            })?;
        }
        gate.state.goods_mut(card.no)?.moved_at(rows.at);
    }
    Ok(())
}
