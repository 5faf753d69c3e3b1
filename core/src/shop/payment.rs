//! What members have stored and what they owe, as a decision about a payment needs it.

use crate::document::AppliedTender;
use crate::ledger::{Account, BalanceKey, TenderMethod};
use crate::party::{Member, StoredValue};
use crate::posting::{Gate, body};
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{Date, MemberId, Money};
use crate::{Error, Expected, MemberRefusal, Noun, Result};

/// Accepts an amount above zero.
pub(super) fn positive(amount: Money) -> Result<()> {
    if amount > Money::ZERO { Ok(()) } else { Err(Error::invalid("amount", amount, Expected::Positive)) }
}

/// The member with this id, who was not merged into another, nor erased.
pub(super) fn member(gate: &mut Gate<'_>, id: MemberId) -> Result<Member> {
    let member = holder(gate, id)?;
    match member.erased_by {
        Some(_) => Err(MemberRefusal::Erased { member: id.to_string() }.into()),
        None => Ok(member),
    }
}

/// The member with this id, who was not merged into another.
pub(super) fn holder(gate: &mut Gate<'_>, id: MemberId) -> Result<Member> {
    let found = gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &[id.uuid()]))?.pop();
    let member: Member = body(&found.ok_or_else(|| Error::not_found(Noun::Member, id))?)?;
    if member.merged_into.is_some() {
        return Err(Error::WrongState { what: Noun::Member, key: member.code, state: "merged" });
    }
    Ok(member)
}

/// The accounts of a member's stored value: principal, bonus.
pub(super) fn stored_value_keys(id: MemberId) -> [BalanceKey; 2] {
    [Account::StoredValuePrincipal, Account::StoredValueBonus].map(|account| BalanceKey::of(account, id.uuid()))
}

/// What a member has stored. What the shop owes them is a credit in its books.
pub(super) fn stored_value(gate: &mut Gate<'_>, id: MemberId) -> Result<StoredValue> {
    let balances = gate.balances(&stored_value_keys(id))?;
    let held = |index: usize| balances.get(index).copied().unwrap_or_default().neg();
    Ok(StoredValue { principal: held(0)?, bonus: held(1)? })
}

/// What a member owes; below zero for what the shop owes them.
pub(super) fn owed(gate: &mut Gate<'_>, id: MemberId) -> Result<Money> {
    let balances = gate.balances(&[BalanceKey::of(Account::Receivable, id.uuid())])?;
    Ok(balances.first().copied().unwrap_or_default())
}

/// Whoever pays or is paid by a method that only members have.
pub(super) fn whose(member: Option<MemberId>) -> Result<MemberId> {
    member.ok_or_else(|| Error::invalid("member", "", Expected::Known))
}

/// Takes from this member's card and puts on their account what these tenders of a sale say.
pub(super) fn charge(
    gate: &mut Gate<'_>,
    tenders: &mut [AppliedTender],
    (payer, day): (Option<MemberId>, Date),
) -> Result<()> {
    for tender in tenders.iter_mut().filter(|tender| tender.method.needs_member()) {
        let id = whose(payer)?;
        if tender.method == TenderMethod::StoredValue {
            let card = stored_value(gate, id)?;
            let order = gate.snapshot()?.settings.payments.spend;
            let Some(taken) = card.take(tender.applied, order)? else {
                return Err(overdrawn(gate, id, card.total()?, tender.applied));
            };
            tender.bonus = taken.bonus;
        } else {
            tender.due_on = Some(due_on(gate, id, tender.applied, day)?);
        }
    }
    Ok(())
}

/// The day until which a member has to pay what they buy on account.
fn due_on(gate: &mut Gate<'_>, id: MemberId, asked: Money, day: Date) -> Result<Date> {
    let (member, owed) = (member(gate, id)?, owed(gate, id)?);
    if owed.add(asked)? > member.credit_limit && gate.context.approver.is_none() {
        let limit = member.credit_limit;
        return Err(Error::OverCreditLimit { member: member.name, owed, limit, asked });
    }
    let days = member.credit_days.unwrap_or(gate.snapshot()?.settings.payments.credit_days);
    Ok(day.plus_days(days.into()))
}

/// Says that a member has less stored than is asked for.
pub(super) fn overdrawn(gate: &mut Gate<'_>, id: MemberId, left: Money, asked: Money) -> Error {
    match member(gate, id) {
        Ok(member) => Error::CardOverdrawn { member: member.name, left, asked },
        Err(error) => error,
    }
}

/// Refuses to take more off a card than there is of each part.
pub(super) fn can_take(gate: &mut Gate<'_>, id: MemberId, wanted: StoredValue) -> Result<()> {
    let held = stored_value(gate, id)?;
    for (left, asked) in [(held.principal, wanted.principal), (held.bonus, wanted.bonus)] {
        if asked > left {
            return Err(overdrawn(gate, id, left, asked));
        }
    }
    Ok(())
}
