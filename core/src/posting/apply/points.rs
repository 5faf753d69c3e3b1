//! Points of members: each change goes into its lot, and into the ledger.

use super::records::{Draft, put};
use crate::document::{PointsAdjustedBody, SalePoints};
use crate::ledger::{Account, BalanceKey, Unit};
use crate::party::{MemberBook, PointsLot};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::posting::snapshot;
use crate::storage::{RecordKind, RecordQuery, Transaction};
use crate::value::MemberId;
use crate::{Error, Result};

/// The points of a member as the last document left them; none for one who never had any.
pub(crate) fn member_book(tx: &mut dyn Transaction, member: MemberId) -> Result<MemberBook> {
    let found = tx.records(&RecordQuery::Ids(RecordKind::MemberBook, &[member.uuid()]))?.pop();
    found.as_ref().map_or_else(|| Ok(MemberBook::default()), snapshot::body)
}

/// What a sale did to the points of its member.
pub(super) fn sold(gate: &mut Gate<'_>, rows: &mut Rows, member: MemberId, points: &SalePoints) -> Result<()> {
    let mut lots = vec![PointsLot { good_until: points.good_until, points: points.earned }];
    for lot in &points.redeemed {
        lots.push(PointsLot { points: negated(lot.points)?, ..*lot });
    }
    enter(gate, rows, member, &lots, (points.earned, negated(points.redeemed())?))
}

/// Takes back what a sale did, or a part of it.
pub(super) fn unsold(gate: &mut Gate<'_>, rows: &mut Rows, member: MemberId, points: &SalePoints) -> Result<()> {
    let earned = negated(points.earned)?;
    let mut lots = vec![PointsLot { good_until: points.good_until, points: earned }];
    lots.extend(&points.redeemed);
    enter(gate, rows, member, &lots, (earned, points.redeemed()))
}

/// What was given or taken by hand.
pub(super) fn adjusted(gate: &mut Gate<'_>, rows: &mut Rows, body: &PointsAdjustedBody) -> Result<()> {
    enter(gate, rows, body.member, &body.lots, (body.points()?, 0))
}

/// It never was.
pub(super) fn unadjusted(gate: &mut Gate<'_>, rows: &mut Rows, body: &PointsAdjustedBody) -> Result<()> {
    let negative = |lot: &PointsLot| Ok(PointsLot { points: negated(lot.points)?, ..*lot });
    let lots: Vec<PointsLot> = body.lots.iter().map(negative).collect::<Result<_>>()?;
    enter(gate, rows, body.member, &lots, (negated(body.points()?)?, 0))
}

/// Puts points into their lots. `issued` and `redeemed` (below zero where the member redeems) say why; what the member has
/// less than both together has lapsed.
fn enter(
    gate: &mut Gate<'_>,
    rows: &mut Rows,
    member: MemberId,
    lots: &[PointsLot],
    (issued, redeemed): (i64, i64),
) -> Result<()> {
    let mut book = member_book(gate.tx, member)?;
    let before = i128::from(book.balance()?);
    book.lapse(rows.day.date().plus_days(-1));
    for lot in lots {
        book.put(*lot)?;
    }
    let more = i128::from(book.balance()?) - before;
    let (issued, redeemed) = (i128::from(issued), i128::from(redeemed));
    let key = |account, owner| BalanceKey { account, owner, unit: Unit::Points };
    rows.enter_owned(key(Account::MemberPoints, Some(member.uuid())), -more);
    rows.enter_owned(key(Account::PointsIssued, None), issued);
    rows.enter_owned(key(Account::PointsRedeemed, None), redeemed);
    rows.enter_owned(key(Account::PointsLapsed, None), more - issued - redeemed);
    put(gate, vec![Draft::new(RecordKind::MemberBook, member.uuid(), "", &book)?], false)
}

fn negated(points: i64) -> Result<i64> {
    points.checked_neg().ok_or(Error::too_large("points"))
}
