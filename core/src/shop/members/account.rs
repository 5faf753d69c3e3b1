use serde::{Deserialize, Serialize};

use super::Members;
use crate::document::{AppliedTender, Body, Digest, SettlementBody};
use crate::party::StoredValue;
use crate::posting::{Command, Decided, Gate, Posted, digest_of};
use crate::shop::payment::{holder, member, owed, positive, stored_value};
use crate::shop::shifts::must_be_open;
use crate::shop::till::apply_money;
use crate::shop::{Slip, Tender};
use crate::value::{DocumentId, MemberId, Money};
use crate::{Error, Expected, Noun, Result};

/// What a member has with the shop, and the shop with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberAccount {
    /// What they have stored.
    pub stored: StoredValue,
    /// What they owe; below zero for what the shop owes them, after goods came back that were paid.
    pub owed: Money,
    /// What they may owe.
    pub credit_limit: Money,
}

/// What a member paid of what they owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Its id.
    pub id: DocumentId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// Who.
    pub member: MemberId,
    /// How much.
    pub amount: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
    /// What they got back in cash.
    pub change: Money,
}

impl Members<'_> {
    /// What a member has stored and owes.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn account(&self, id: MemberId) -> Result<MemberAccount> {
        self.shop.examine(|gate| {
            let credit_limit = holder(gate, id)?.credit_limit;
            Ok(MemberAccount { stored: stored_value(gate, id)?, owed: owed(gate, id)?, credit_limit })
        })
    }

    /// A member pays what they owe, or a part of it: the oldest sale first. The money is no sale: that was one when the goods
    /// left.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`], for more than they owe too, and for tenders that are no money;
    /// [`Error::TendersDiffer`], [`Error::ChangeNotFromCash`].
    pub fn settle(&self, id: DocumentId, member: MemberId, amount: Money, tenders: &[Tender]) -> Result<Settlement> {
        let Posted { post_no, header, body } = self.shop.post(&Settle { id, member, amount, tenders })?;
        let Body::Settlement(body) = body else { return Err(Error::not_found(Noun::Document, id)) };
        Ok(Settlement {
            id,
            slip: Slip::new(post_no, header),
            member,
            amount: body.amount,
            change: Money::sum(body.tenders.iter().map(|tender| tender.change))?,
            tenders: body.tenders,
        })
    }
}

/// What [`Members::settle`] posts.
#[derive(Serialize)]
struct Settle<'a> {
    id: DocumentId,
    member: MemberId,
    amount: Money,
    tenders: &'a [Tender],
}

impl Command for Settle<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("settle", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        positive(self.amount)?;
        member(gate, self.member)?;
        let owed = owed(gate, self.member)?.max(Money::ZERO);
        if self.amount > owed {
            return Err(Error::invalid("amount", self.amount, Expected::AtMost(owed.to_string())));
        }
        let tenders = apply_money(self.tenders, self.amount)?;
        let body = SettlementBody { member: self.member, amount: self.amount, tenders };
        Ok(Decided::new(Body::Settlement(body), gate.when(&[])?).concerning(Some(self.member)))
    }
}
