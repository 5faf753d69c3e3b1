//! What stands beside documents: whether it is what they were sealed over, and where it is missing, whether it was erased.

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::gate::Posted;
use super::snapshot::body;
use super::verify::Report;
use crate::Result;
use crate::document::{Body, Document, DocumentKind, EditedRecord, Header, Personal, SealedMember};
use crate::storage::{RecordKind, RecordQuery, Transaction};
use crate::value::MemberId;

/// The rule that is broken where personal data are not what a document says.
pub(super) const RULE: &str = "personal";

/// What stands beside these documents.
pub(super) fn read(tx: &mut dyn Transaction, documents: &[Document]) -> Result<Vec<Personal>> {
    let mut ids: Vec<Uuid> = Vec::new();
    for document in documents.iter().filter(|document| document.header.kind == DocumentKind::Records) {
        // One that cannot be read is reported where it is replayed.
        let Ok(posted) = Posted::read(document.clone()) else { continue };
        ids.extend(sealed(&posted).map(|sealed| Personal::record_id(posted.header.id, sealed.id)));
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    tx.records(&RecordQuery::Ids(RecordKind::Personal, &ids))?.iter().map(body).collect()
}

fn sealed(posted: &Posted) -> impl Iterator<Item = &SealedMember> {
    let edited = if let Body::Records(edited) = &posted.body { edited.as_slice() } else { &[] };
    edited.iter().filter_map(|record| if let EditedRecord::SealedMember(sealed) = record { Some(sealed) } else { None })
}

/// The seals of the documents so far whose data are missing.
#[derive(Debug, Default)]
pub(super) struct Seals {
    missing: FxHashMap<MemberId, Vec<Header>>,
}

impl Seals {
    /// Looks at a document, with what stands beside it.
    pub(super) fn look(&mut self, posted: &Posted, personal: &[Personal], report: &mut Report) -> Result<()> {
        if let Body::MemberErased(erased) = &posted.body {
            for member in &erased.members {
                self.missing.remove(member);
            }
        }
        for sealed in sealed(posted) {
            let is_of = |kept: &&Personal| kept.document == posted.header.id && kept.member == sealed.id;
            match personal.iter().find(is_of).and_then(|kept| kept.data.as_ref()) {
                None => self.missing.entry(sealed.id).or_default().push(posted.header.clone()),
                Some(data) if data.seal()? != sealed.seal => {
                    let what = format!("what is kept of member {} is not what it was sealed over", sealed.id);
                    report.add(Some(&posted.header), RULE, what);
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// After the last document: what is missing was never erased.
    pub(super) fn finish(self, report: &mut Report) {
        let mut missing: Vec<(Header, MemberId)> = Vec::new();
        for (member, headers) in self.missing {
            missing.extend(headers.into_iter().map(|header| (header, member)));
        }
        missing.sort_by_key(|(header, member)| (header.recorded_at, header.id, *member));
        for (header, member) in &missing {
            report.add(Some(header), RULE, format!("what it says of member {member} is missing, and was not erased"));
        }
    }
}
