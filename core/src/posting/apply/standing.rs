//! How the lines of a document stand by all that was said of them since.

use crate::document::{Body, DocumentKind};
use crate::ledger::{Movement, MovementKind};
use crate::posting::gate::{Gate, Posted};
use crate::posting::timeline::Place;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, Timestamp};
use crate::{Error, Noun, Result};

/// A line of a document that moved goods.
pub(crate) struct Standing {
    /// The line, from 0.
    pub(crate) line: usize,
    /// The first movement that it made.
    pub(crate) row: Movement,
    /// When it happened by all that was said since.
    at: Timestamp,
}

impl Standing {
    /// Where it stands in the timeline of its goods.
    pub(crate) const fn place(&self) -> Place {
        (self.at, self.row.key)
    }

    /// The lines of a document.
    pub(crate) fn lines(gate: &mut Gate<'_>, posted: &Posted) -> Result<Vec<Self>> {
        let at = happened_at(gate, posted)?;
        let mut lines: Vec<Self> = Vec::new();
        for row in gate.movements_of(&[posted.post_no])? {
            let line = usize::from(row.document_line);
            let is_first = row.corrects.is_none() && !is_method(row.kind);
            // The rows of a line follow each other.
            if is_first && lines.last().is_none_or(|last| last.line != line) {
                lines.push(Self { line, row, at });
            }
        }
        Ok(lines)
    }
}

const fn is_method(kind: MovementKind) -> bool {
    matches!(kind, MovementKind::ToFifo | MovementKind::ToMovingAverage)
}

/// The document with this id.
pub(crate) fn entry(gate: &mut Gate<'_>, id: DocumentId) -> Result<Posted> {
    let found = gate.documents(&DocumentQuery::Ids(&[id]))?.pop();
    found.ok_or_else(|| Error::not_found(Noun::Document, id))
}

/// When a document happened by all that was said since.
pub(crate) fn happened_at(gate: &mut Gate<'_>, posted: &Posted) -> Result<Timestamp> {
    let mut at = posted.header.effective_at;
    for later in gate.documents(&DocumentQuery::ReferringTo(posted.header.id))? {
        if let Body::EntryAmend(body) = later.body {
            at = body.at.unwrap_or(at);
        }
    }
    Ok(at)
}

/// Whether a document was said never to have been.
pub(crate) fn is_void(gate: &mut Gate<'_>, id: DocumentId) -> Result<bool> {
    let later = gate.documents(&DocumentQuery::ReferringTo(id))?;
    Ok(later.iter().any(|later| matches!(later.header.kind, DocumentKind::Void | DocumentKind::EntryVoid)))
}
