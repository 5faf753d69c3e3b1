use super::check;
use super::handle::Shop;
use crate::party::Member;
use crate::posting::{body, one_member};
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::{DocumentId, MemberId};
use crate::{Error, Noun, Result};

mod account;
mod erase;
mod merge;
mod points;
mod record;
mod standing;
mod stored_value;

pub use account::{MemberAccount, Settlement};
pub use erase::Erasure;
pub use standing::{NextLevel, Standing};
pub use stored_value::{CashOut, TopUp};

/// Customers whom the shop knows.
#[derive(Clone, Copy)]
pub struct Members<'a> {
    pub(crate) shop: &'a Shop,
}

impl Members<'_> {
    /// Adds members, or replaces those with the same id. Code, name and birthday are kept beside the document, which holds a
    /// [seal](crate::document::SealedMember) of them: [`erase`](Members::erase) can remove them.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::Duplicate`] for a code that another member has; [`Error::WrongState`] for a member who
    /// was merged into another; [`MemberRefusal::Erased`](crate::MemberRefusal::Erased).
    pub fn put(&self, id: DocumentId, members: &[Member]) -> Result<()> {
        self.shop.post(&record::Put { id, members }).map(|_| ())
    }

    /// The member with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn member(&self, id: MemberId) -> Result<Member> {
        let query = RecordQuery::Ids(RecordKind::Member, &[id.uuid()]);
        let found = self.shop.read(|tx, _| Ok(tx.records(&query)?.pop()))?;
        body(&found.ok_or_else(|| Error::not_found(Noun::Member, id))?)
    }

    /// Members whose name contains the text, upper and lower case A to Z alike, without those who were merged into another or
    /// erased; at most `limit` (1,000).
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty text.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Member>> {
        check::search(text)?;
        let query = RecordQuery::NameContains { kind: RecordKind::Member, text, limit: limit.min(check::MOST_FOUND) };
        let found = self.shop.read(|tx, _| tx.records(&query))?;
        let members: Vec<Member> = found.iter().map(body).collect::<Result<_>>()?;
        Ok(members.into_iter().filter(|member| member.merged_into.is_none() && member.erased_by.is_none()).collect())
    }

    /// The member with this card or phone number, if there is one; for the code of a record that was merged into another
    /// that other one.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn by_code(&self, code: &str) -> Result<Option<Member>> {
        let key = format!("{}:{code}", RecordKind::Member.code());
        let query = RecordQuery::Keys(RecordKind::Member, KeyKind::Code, &[&key]);
        self.shop.read(|tx, _| {
            let Some(found) = tx.records(&query)?.pop() else { return Ok(None) };
            one_member(tx, MemberId::from_uuid(found.id)).map(Some)
        })
    }
}
