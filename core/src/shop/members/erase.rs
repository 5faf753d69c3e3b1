use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Members;
use crate::document::{Body, CustomerOrder, Digest, MemberErasedBody};
use crate::party::{Member, StoredValue};
use crate::posting::{Command, Decided, Gate, OPEN_ORDERS, Posted, active_member, body, digest_of, member_book};
use crate::shop::Slip;
use crate::shop::payment::{owed, stored_value};
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{DocumentId, MemberId, Money, Timestamp};
use crate::{Error, MemberRefusal, Noun, Result};

/// That what the shop knew of a person was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// The member, and all records that were merged into theirs.
    pub members: Vec<MemberId>,
}

impl Members<'_> {
    /// Erases what the shop knows of a person: code, name and birthday, in the member's record and beside all documents, also
    /// of records that were merged into it. What they bought, paid and earned stays in the ledgers, of a member of whom nobody
    /// knows who they were. The document says who erased them and when, and nothing of the person. It cannot be undone.
    /// What backups still hold is the shop's to erase: see `docs/members.md`.
    ///
    /// ```
    /// # use tillbook::party::Member;
    /// # use tillbook::value::{DocumentId, MemberId};
    /// # let shop = tillbook::Shop::memory()?.as_actor("xiaoli");
    /// let li = MemberId::new();
    /// shop.members().put(DocumentId::new(), &[Member::new(li, "13800000000", "Li Lei")])?;
    /// shop.members().erase(DocumentId::new(), li)?;
    /// assert_eq!(shop.members().by_code("13800000000")?, None);
    /// assert_eq!(shop.members().member(li)?.name, Member::ERASED);
    /// assert!(shop.office().verify()?.is_clean());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`MemberRefusal::Erased`](crate::MemberRefusal::Erased) if they were erased before; [`MemberRefusal::Holds`](crate::MemberRefusal::Holds) while they have stored
    /// value, points or a deposit for an order, or owe something.
    pub fn erase(&self, id: DocumentId, member: MemberId) -> Result<Erasure> {
        let Posted { post_no, header, body } = self.shop.post(&Erase { id, member })?;
        let Body::MemberErased(MemberErasedBody { members }) = body else {
            return Err(Error::not_found(Noun::Document, id));
        };
        Ok(Erasure { id, slip: Slip::new(post_no, header), members })
    }
}

/// What [`Members::erase`] posts.
#[derive(Serialize)]
struct Erase {
    id: DocumentId,
    member: MemberId,
}

impl Command for Erase {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("erase_member", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let member = active_member(gate.tx, self.member)?;
        let at = gate.when(&[])?;
        let members = same_person(gate, member.id)?;
        let (stored, owed) = (stored_value(gate, member.id)?, owed(gate, member.id)?);
        let (points, deposits) = (points(gate, member.id, at)?, deposits(gate, &members)?);
        if stored != StoredValue::default() || !owed.is_zero() || points > 0 || !deposits.is_zero() {
            let (member, stored) = (member.name, stored.total()?);
            return Err(MemberRefusal::Holds { member, stored, owed, points, deposits }.into());
        }
        let body = MemberErasedBody { members };
        Ok(Decided::new(Body::MemberErased(body), at).concerning(Some(member.id)))
    }
}

/// What they may redeem; nothing in a shop that has given up its points.
fn points(gate: &mut Gate<'_>, member: MemberId, at: Timestamp) -> Result<i64> {
    let snapshot = gate.snapshot()?;
    if snapshot.settings.points.is_none() {
        return Ok(0);
    }
    Ok(member_book(gate.tx, member)?.available(snapshot.zone.business_day(at).date())?.max(0))
}

/// What is left of what they paid for orders.
fn deposits(gate: &mut Gate<'_>, members: &[MemberId]) -> Result<Money> {
    let query = RecordQuery::Keys(RecordKind::CustomerOrder, KeyKind::Link, &[OPEN_ORDERS]);
    let orders: Vec<CustomerOrder> = gate.tx.records(&query)?.iter().map(body).collect::<Result<_>>()?;
    let theirs = orders.iter().filter(|order| order.member.is_some_and(|member| members.contains(&member)));
    Money::sum(theirs.flat_map(|order| &order.deposit).map(|part| part.amount))
}

/// A member, and all whose records lead to theirs.
fn same_person(gate: &mut Gate<'_>, member: MemberId) -> Result<Vec<MemberId>> {
    let mut merged: FxHashMap<MemberId, Vec<MemberId>> = FxHashMap::default();
    gate.tx.bodies(RecordKind::Member, &mut |_, json| {
        let member: Member =
            serde_json::from_slice(json).map_err(|e| Error::Corrupt { what: format!("record of a member: {e}") })?;
        if let Some(into) = member.merged_into {
            merged.entry(into).or_default().push(member.id);
        }
        Ok(())
    })?;
    let mut found = vec![member];
    let mut next = 0;
    while let Some(into) = found.get(next) {
        found.extend(merged.remove(into).unwrap_or_default());
        next += 1;
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Shop;
    use crate::document::EditedRecord;
    use crate::storage::{DocumentQuery, MemoryStore, StoreExt};

    /// Documents of an early release hold the data themselves. They are read, and what they say is forgotten, but they stay as
    /// they are.
    #[test]
    fn documents_without_a_seal_are_read_and_stay() {
        let store = Arc::new(MemoryStore::default());
        let shop = Shop::create(Arc::clone(&store), crate::document::Settings::default()).unwrap();
        let (id, li) = (DocumentId::new(), Member::new(MemberId::new(), "13912345678", "Li"));
        shop.edit(id, "members", &[EditedRecord::Member(li.clone())]).unwrap();
        shop.members().put(id, std::slice::from_ref(&li)).unwrap();
        let other = Member { name: "Wang".into(), ..li.clone() };
        assert_eq!(shop.members().put(id, std::slice::from_ref(&other)).unwrap_err().code(), "id_reused");
        shop.members().put(DocumentId::new(), &[other]).unwrap();
        assert_eq!(shop.members().by_code(&li.code).unwrap().unwrap().name, "Wang");
        for erased in [false, true] {
            if erased {
                shop.members().erase(DocumentId::new(), li.id).unwrap();
                assert_eq!(shop.members().by_code(&li.code).unwrap(), None);
            }
            assert!(shop.office().verify().unwrap().is_clean());
            shop.office().rebuild().unwrap();
            assert!(shop.office().verify().unwrap().is_clean());
            assert_eq!(shop.members().member(li.id).unwrap().erased_by.is_some(), erased);
        }
        let document = store.read(|tx| tx.documents(&DocumentQuery::Ids(&[id]))).unwrap().pop().unwrap();
        assert!(String::from_utf8(document.body).unwrap().contains("13912345678"));
    }
}
