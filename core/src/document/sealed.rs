use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Digest;
use crate::party::{Birthday, Member};
use crate::value::{DocumentId, MemberId, Money};
use crate::{Error, Result};

/// A member as a document states them. Documents cannot be changed, so what identifies the person stands beside them, where
/// it can be erased; the document holds a seal of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedMember {
    /// Their id.
    pub id: MemberId,
    /// Their level, set by hand; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// How much they may owe.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub credit_limit: Money,
    /// Days within which they pay what they buy on account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_days: Option<u16>,
    /// SHA-256 of a random salt and of code, name and birthday, as they are kept: it proves what they were while they are
    /// there, and tells nothing of them when they and the salt are gone.
    pub seal: Digest,
}

/// What a document says of a person, beside it: the record of a member and a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Personal {
    pub(crate) member: MemberId,
    pub(crate) document: DocumentId,
    /// `None` when it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<PersonalData>,
    /// The document that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) erased_by: Option<DocumentId>,
}

/// What identifies a person. The seal is of these fields in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PersonalData {
    /// 122 random bits: phone numbers are few enough to try them all.
    salt: Uuid,
    code: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birthday: Option<Birthday>,
}

impl Personal {
    /// The id of the record.
    pub(crate) fn record_id(document: DocumentId, member: MemberId) -> Uuid {
        DocumentId::derived(&document.to_string(), &member.to_string()).uuid()
    }

    /// Nothing is known any more.
    pub(crate) const fn missing(document: DocumentId, member: MemberId) -> Self {
        Self { member, document, data: None, erased_by: None }
    }
}

impl PersonalData {
    /// With a new salt.
    pub(crate) fn of(member: &Member) -> Self {
        let (code, name) = (member.code.clone(), member.name.clone());
        Self { salt: Uuid::new_v4(), code, name, birthday: member.birthday }
    }

    /// What a document holds in place of it.
    pub(crate) fn seal(&self) -> Result<Digest> {
        let json = serde_json::to_vec(self).map_err(|e| Error::Corrupt { what: format!("personal data: {e}") })?;
        Ok(Digest::of(&json))
    }

    /// Whether it says the same of this member.
    pub(crate) fn is_of(&self, member: &Member) -> bool {
        (&self.code, &self.name, self.birthday) == (&member.code, &member.name, member.birthday)
    }
}

impl SealedMember {
    pub(crate) fn of(member: &Member, data: &PersonalData) -> Result<Self> {
        Ok(Self {
            id: member.id,
            level: member.level.clone(),
            credit_limit: member.credit_limit,
            credit_days: member.credit_days,
            seal: data.seal()?,
        })
    }

    /// The member, as far as they are known still.
    pub(crate) fn open(&self, data: Option<&PersonalData>) -> Member {
        Member {
            level: self.level.clone(),
            credit_limit: self.credit_limit,
            credit_days: self.credit_days,
            birthday: data.and_then(|data| data.birthday),
            ..Member::new(
                self.id,
                data.map(|data| data.code.as_str()).unwrap_or_default(),
                data.map(|data| data.name.as_str()).unwrap_or_default(),
            )
        }
    }
}
