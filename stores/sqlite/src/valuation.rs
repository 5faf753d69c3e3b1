//! What was on hand at a time: one look at each row of two ledgers.

use rusqlite::params;
use tillbook::Result;
use tillbook::ledger::{PostNo, VariantNo};
use tillbook::storage::{OnHand, OnHandSums};
use tillbook::value::{Money, Quantity, Timestamp};

use crate::ledger::last_key;
use crate::link::{Link, integer};

/// Added up here: SQLite would sort the rows to group them, and refuses sums that run over on the way.
pub(crate) fn on_hand_at(
    link: &Link,
    at: Timestamp,
    known: PostNo,
    sink: &mut dyn FnMut(&OnHand) -> Result<()>,
) -> Result<()> {
    let mut sums = OnHandSums::default();
    let until = params![last_key(known), at.micros()];
    let sql = "SELECT variant, quantity, value FROM movement WHERE key <= ?1 AND effective_at <= ?2";
    link.prepare(sql)?.each(until, |row| {
        let (quantity, value) = (Quantity::from_micros(integer(row, 1)?), Money::from_minor(integer(row, 2)?));
        sums.add(VariantNo::from_column(integer(row, 0)?)?, quantity, value);
        Ok(())
    })?;
    let sql = "SELECT variant, value FROM revaluation WHERE key <= ?1 AND effective_at <= ?2";
    link.prepare(sql)?.each(until, |row| {
        let value = Money::from_minor(integer(row, 1)?);
        sums.add(VariantNo::from_column(integer(row, 0)?)?, Quantity::ZERO, value);
        Ok(())
    })?;
    sums.each(sink)
}
