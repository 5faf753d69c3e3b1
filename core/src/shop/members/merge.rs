use serde::Serialize;

use super::Members;
use crate::catalog::check_name;
use crate::document::{Body, Digest, MembersMergedBody};
use crate::party::{Member, StoredValue};
use crate::posting::{Command, Decided, Gate, body, digest_of};
use crate::shop::payment::{member, owed, stored_value};
use crate::storage::{RecordKind, RecordQuery};
use crate::value::{DocumentId, MemberId};
use crate::{Error, Expected, MemberRefusal, Noun, Result};

impl Members<'_> {
    /// States that two records are of the same person: `into` goes on, with the points and the spend of both. The code of
    /// the other leads to it from now on, and what comes back of sales to the other concerns it. Name, level and birthday
    /// are those of `into`. It cannot be undone.
    ///
    /// ```
    /// # use tillbook::party::Member;
    /// # use tillbook::pricing::PointsRules;
    /// # use tillbook::value::{DocumentId, MemberId, Money};
    /// # let shop = tillbook::Shop::memory()?.approved_by("boss");
    /// # let (card, phone) = (MemberId::new(), MemberId::new());
    /// # let members = [Member::new(card, "VIP0815", "Li"), Member::new(phone, "13800000000", "Li Wei")];
    /// # shop.members().put(DocumentId::new(), &members)?;
    /// # shop.members().set_points(DocumentId::new(), Some(&PointsRules::earning(1, Money::from_minor(1_00))))?;
    /// # shop.members().adjust_points(DocumentId::new(), card, 120, "opening")?;
    /// # shop.members().adjust_points(DocumentId::new(), phone, 30, "opening")?;
    /// shop.members().merge(DocumentId::new(), card, phone, "the same person")?;
    /// let li = shop.members().by_code("VIP0815")?.map(|member| member.id);
    /// assert_eq!(li, Some(phone));
    /// assert_eq!(shop.members().standing(phone)?.points, 150);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] for one and the same record, or without a reason; [`Error::WrongState`] if
    /// one of them was merged before, or `from` has stored value or owes something: pay it out, settle it first;
    /// [`MemberRefusal::Erased`](crate::MemberRefusal::Erased).
    pub fn merge(&self, id: DocumentId, from: MemberId, into: MemberId, reason: &str) -> Result<()> {
        self.shop.post(&Merge { id, from, into, reason }).map(|_| ())
    }
}

/// What [`Members::merge`] posts.
#[derive(Serialize)]
struct Merge<'a> {
    id: DocumentId,
    from: MemberId,
    into: MemberId,
    reason: &'a str,
}

impl Command for Merge<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("merge_members", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        check_name("reason", self.reason)?;
        let (from, into) = (self.from, self.into);
        if from == into {
            return Err(Error::invalid("into", into, Expected::Another));
        }
        let found = gate.tx.records(&RecordQuery::Ids(RecordKind::Member, &[from.uuid(), into.uuid()]))?;
        for wanted in [from, into] {
            let record = found.iter().find(|record| record.id == wanted.uuid());
            let member: Member = body(record.ok_or_else(|| Error::not_found(Noun::Member, wanted))?)?;
            if member.merged_into.is_some() {
                return Err(Error::WrongState { what: Noun::Member, key: member.code, state: "merged" });
            }
            if member.erased_by.is_some() {
                return Err(MemberRefusal::Erased { member: wanted.to_string() }.into());
            }
        }
        if stored_value(gate, from)? != StoredValue::default() || !owed(gate, from)?.is_zero() {
            return Err(Error::WrongState { what: Noun::Member, key: member(gate, from)?.code, state: "in_account" });
        }
        let at = gate.when(&[])?;
        let body = MembersMergedBody { from, into, reason: self.reason.to_string() };
        Ok(Decided::new(Body::MembersMerged(body), at).concerning(Some(into)))
    }
}
