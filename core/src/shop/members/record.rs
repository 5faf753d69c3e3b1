use uuid::Uuid;

use crate::Result;
use crate::document::{Body, Digest, EditedRecord, Personal, PersonalData, SealedMember};
use crate::party::Member;
use crate::posting::{Command, Decided, Gate, Posted, body, digest_of};
use crate::shop::edit::Edit;
use crate::storage::{RecordKind, RecordQuery};
use crate::value::DocumentId;

/// What [`Members::put`](super::Members::put) posts.
pub(super) struct Put<'a> {
    pub(super) id: DocumentId,
    pub(super) members: &'a [Member],
}

impl Command for Put<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    /// Without what identifies a person: whoever has the digest and the rest of the request could try all phone numbers.
    fn request(&self) -> Result<Digest> {
        let strip =
            |member: &Member| Member { code: String::new(), name: String::new(), birthday: None, ..member.clone() };
        digest_of("members", &self.members.iter().map(strip).collect::<Vec<_>>())
    }

    /// What is not in the request is compared with what is kept, as far as it was not erased.
    fn repeats(&self, gate: &mut Gate<'_>, known: &Posted) -> Result<bool> {
        let inline = self.members.iter().cloned().map(EditedRecord::Member).collect();
        if known.body == Body::Records(inline) {
            return Ok(true); // Of an early release.
        }
        if known.header.request != self.request()? {
            return Ok(false);
        }
        let ids: Vec<Uuid> = self.members.iter().map(|member| Personal::record_id(self.id, member.id)).collect();
        for record in gate.tx.records(&RecordQuery::Ids(RecordKind::Personal, &ids))? {
            let Personal { member: id, data, .. } = body(&record)?;
            let Some(data) = data else { continue };
            if !self.members.iter().any(|member| member.id == id && data.is_of(member)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let records: Vec<_> = self.members.iter().cloned().map(EditedRecord::Member).collect();
        let edit = Edit { id: self.id, request: self.request()?, make: &|_| Ok(records.clone()) };
        let checked = edit.decide(gate)?;
        let (mut sealed, mut personal) = (Vec::with_capacity(records.len()), Vec::with_capacity(records.len()));
        for member in self.members {
            let data = PersonalData::of(member);
            sealed.push(EditedRecord::SealedMember(SealedMember::of(member, &data)?));
            personal.push(Personal { data: Some(data), ..Personal::missing(self.id, member.id) });
        }
        Ok(Decided { body: Body::Records(sealed), personal, ..checked })
    }
}
