//! What the shop keeps of a member: points by lots, which are in the ledger too, and what was spent by months.

use super::records::{Draft, member, put};
use crate::document::{MembersMergedBody, PointsAdjustedBody, SaleBody, SalePoints};
use crate::ledger::{Account, BalanceKey, Unit};
use crate::party::{Member, MemberBook, PointsLot};
use crate::posting::gate::Gate;
use crate::posting::rows::Rows;
use crate::posting::snapshot;
use crate::storage::{RecordKind, RecordQuery, Transaction};
use crate::value::{BusinessDay, MemberId, Money};
use crate::{Error, MemberRefusal, Noun, Result};

/// Members that may have been merged one into the next.
const MOST_MERGED: usize = 1_000;

/// The book of a member as the last document left it; an empty one for who has none.
pub(crate) fn member_book(tx: &mut dyn Transaction, member: MemberId) -> Result<MemberBook> {
    let found = tx.records(&RecordQuery::Ids(RecordKind::MemberBook, &[member.uuid()]))?.pop();
    found.as_ref().map_or_else(|| Ok(MemberBook::default()), snapshot::body)
}

/// The member with this id, or whom it turned out to be.
pub(crate) fn one_member(tx: &mut dyn Transaction, id: MemberId) -> Result<Member> {
    let mut next = id;
    for _ in 0..MOST_MERGED {
        let found = tx.records(&RecordQuery::Ids(RecordKind::Member, &[next.uuid()]))?.pop();
        let member: Member = snapshot::body(&found.ok_or_else(|| Error::not_found(Noun::Member, next))?)?;
        match member.merged_into {
            Some(other) => next = other,
            None => return Ok(member),
        }
    }
    Err(Error::Corrupt { what: format!("member {id} was merged in a circle") })
}

/// The same, of whom the shop knows who they are.
pub(crate) fn active_member(tx: &mut dyn Transaction, id: MemberId) -> Result<Member> {
    let member = one_member(tx, id)?;
    match member.erased_by {
        Some(_) => Err(MemberRefusal::Erased { member: member.id.to_string() }.into()),
        None => Ok(member),
    }
}

/// The book that goes on with what was in a member's, and whose it is.
fn open_book(tx: &mut dyn Transaction, member: MemberId) -> Result<(MemberId, MemberBook)> {
    let mut next = member;
    for _ in 0..MOST_MERGED {
        let book = member_book(tx, next)?;
        match book.moved_to() {
            Some(other) => next = other,
            None => return Ok((next, book)),
        }
    }
    Err(Error::Corrupt { what: format!("the book of member {member} was moved in a circle") })
}

/// A part of a sale, or all of it.
pub(super) struct Sold<'a> {
    pub(super) sale: &'a SaleBody,
    /// The day of the sale.
    pub(super) day: BusinessDay,
    pub(super) points: Option<&'a SalePoints>,
    pub(super) total: Money,
}

/// What a document does to a book.
#[derive(Default)]
struct Change {
    lots: Vec<PointsLot>,
    issued: i64,
    /// Below zero where the member redeems.
    redeemed: i64,
    spent: Option<(BusinessDay, Money)>,
}

/// A sale to a member, or a refund that never was.
pub(super) fn sold(gate: &mut Gate<'_>, rows: &mut Rows, part: &Sold<'_>) -> Result<()> {
    let mut change = Change::default();
    if let Some(points) = part.points {
        (change.issued, change.redeemed) = (points.earned, negated(points.redeemed())?);
        change.lots.push(PointsLot { good_until: points.good_until, points: points.earned });
        change.lots.extend(negative(&points.redeemed)?);
    }
    change.spent = part.sale.counts_as_spend.then_some((part.day, part.total));
    enter(gate, rows, part.sale.member, &change)
}

/// A refund to a member, or a sale that never was.
pub(super) fn unsold(gate: &mut Gate<'_>, rows: &mut Rows, part: &Sold<'_>) -> Result<()> {
    let mut change = Change::default();
    if let Some(points) = part.points {
        (change.issued, change.redeemed) = (negated(points.earned)?, points.redeemed());
        change.lots.push(PointsLot { good_until: points.good_until, points: change.issued });
        change.lots.extend(&points.redeemed);
    }
    change.spent = if part.sale.counts_as_spend { Some((part.day, part.total.neg()?)) } else { None };
    enter(gate, rows, part.sale.member, &change)
}

/// What was given or taken by hand.
pub(super) fn adjusted(gate: &mut Gate<'_>, rows: &mut Rows, body: &PointsAdjustedBody) -> Result<()> {
    let change = Change { lots: body.lots.clone(), issued: body.points()?, ..Change::default() };
    enter(gate, rows, Some(body.member), &change)
}

/// It never was.
pub(super) fn unadjusted(gate: &mut Gate<'_>, rows: &mut Rows, body: &PointsAdjustedBody) -> Result<()> {
    let change = Change { lots: negative(&body.lots)?, issued: negated(body.points()?)?, ..Change::default() };
    enter(gate, rows, Some(body.member), &change)
}

/// One book goes on with what was in both; the record of the other member leads to it.
pub(super) fn merged(gate: &mut Gate<'_>, rows: &mut Rows, body: &MembersMergedBody) -> Result<()> {
    let (mut from, mut into) = (member_book(gate.tx, body.from)?, member_book(gate.tx, body.into)?);
    let (had, before) = (i128::from(from.balance()?), i128::from(into.balance()?));
    let yesterday = rows.day.date().plus_days(-1);
    from.lapse(yesterday);
    into.lapse(yesterday);
    from.move_into(&mut into, body.into)?;
    let after = i128::from(into.balance()?);
    rows.enter_owned(points_of(body.from), had);
    rows.enter_owned(points_of(body.into), before - after);
    rows.enter_owned(points_in(Account::PointsLapsed), after - before - had);
    let ended = Member { merged_into: Some(body.into), ..one_member(gate.tx, body.from)? };
    let book = |id: MemberId, book: &MemberBook| Draft::new(RecordKind::MemberBook, id.uuid(), "", book);
    put(gate, vec![member(&ended)?, book(body.from, &from)?, book(body.into, &into)?], true)
}

/// Changes a book, and enters its points into the ledger: what the member has less than was issued and redeemed has lapsed.
fn enter(gate: &mut Gate<'_>, rows: &mut Rows, member: Option<MemberId>, change: &Change) -> Result<()> {
    let Some(member) = member.filter(|_| change.spent.is_some() || !change.lots.is_empty()) else { return Ok(()) };
    let (member, mut book) = open_book(gate.tx, member)?;
    let before = i128::from(book.balance()?);
    book.lapse(rows.day.date().plus_days(-1));
    for lot in &change.lots {
        book.put(*lot)?;
    }
    if let Some((day, amount)) = change.spent {
        book.spend(day.date(), amount)?;
    }
    let more = i128::from(book.balance()?) - before;
    let (issued, redeemed) = (i128::from(change.issued), i128::from(change.redeemed));
    rows.enter_owned(points_of(member), -more);
    rows.enter_owned(points_in(Account::PointsIssued), issued);
    rows.enter_owned(points_in(Account::PointsRedeemed), redeemed);
    rows.enter_owned(points_in(Account::PointsLapsed), more - issued - redeemed);
    put(gate, vec![Draft::new(RecordKind::MemberBook, member.uuid(), "", &book)?], false)
}

fn points_of(member: MemberId) -> BalanceKey {
    BalanceKey { account: Account::MemberPoints, owner: Some(member.uuid()), unit: Unit::Points }
}

const fn points_in(account: Account) -> BalanceKey {
    BalanceKey { account, owner: None, unit: Unit::Points }
}

fn negative(lots: &[PointsLot]) -> Result<Vec<PointsLot>> {
    lots.iter().map(|lot| Ok(PointsLot { points: negated(lot.points)?, ..*lot })).collect()
}

fn negated(points: i64) -> Result<i64> {
    points.checked_neg().ok_or(Error::too_large("points"))
}
