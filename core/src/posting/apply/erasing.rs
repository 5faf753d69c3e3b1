//! What the shop knew of a person is erased; what they have with the shop is in the ledgers, and stays.

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::records::{Draft, erase, member, personal};
use crate::document::{Body, MemberErasedBody, Personal};
use crate::ledger::Account;
use crate::party::Member;
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::snapshot::body;
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::DocumentId;
use crate::{MemberRefusal, Result};

/// Their records say nothing of them any more, nor do those beside the documents.
pub(super) fn erased(gate: &mut Gate<'_>, by: DocumentId, erased: &MemberErasedBody) -> Result<()> {
    let ids: Vec<Uuid> = erased.members.iter().map(|member| member.uuid()).collect();
    let links: Vec<String> = erased.members.iter().map(ToString::to_string).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    for record in gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &ids))? {
        drafts.push(member(&body::<Member>(&record)?.erased(by))?);
    }
    for record in gate.tx.records(&RecordQuery::Keys(RecordKind::Personal, KeyKind::Link, &links))? {
        let kept: Personal = body(&record)?;
        drafts.push(personal(&Personal { erased_by: Some(by), ..Personal::missing(kept.document, kept.member) })?);
    }
    erase(gate, drafts)
}

/// Refuses what would give a card or a debt to a member of whom nobody knows who they are. Other documents ask who the member
/// is when they are decided; these are about earlier ones.
pub(crate) fn refuse_erased(gate: &mut Gate<'_>, posted: &Posted, rows: &Rows) -> Result<()> {
    let corrects = matches!(
        posted.body,
        Body::Refund(_) | Body::UnlinkedRefund(_) | Body::Void(_) | Body::EntryVoid(_) | Body::EntryAmend(_)
    );
    if !corrects {
        return Ok(());
    }
    let accounts = [Account::StoredValuePrincipal, Account::StoredValueBonus, Account::Receivable];
    let mut sums: FxHashMap<(Account, Uuid), i128> = FxHashMap::default();
    for entry in rows.entries.iter().filter(|entry| accounts.contains(&entry.account)) {
        if let Some(owner) = entry.owner {
            *sums.entry((entry.account, owner)).or_default() += i128::from(entry.amount.minor());
        }
    }
    // What is moved to another day is neither more nor less.
    let owners: Vec<Uuid> = sums.into_iter().filter(|(_, sum)| *sum != 0).map(|((_, owner), _)| owner).collect();
    if owners.is_empty() {
        return Ok(());
    }
    for record in gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &owners))? {
        let member: Member = body(&record)?;
        if member.erased_by.is_some() {
            return Err(MemberRefusal::Erased { member: member.id.to_string() }.into());
        }
    }
    Ok(())
}
