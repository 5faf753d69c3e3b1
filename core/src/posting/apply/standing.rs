//! How the lines of a document stand by all that was said of them since.

use crate::document::{Body, DocumentKind};
use crate::ledger::{Movement, MovementKind};
use crate::posting::gate::{Gate, Posted};
use crate::posting::timeline::Place;
use crate::storage::DocumentQuery;
use crate::value::{DocumentId, Quantity, Timestamp, VariantId};
use crate::{Error, Noun, Result};

/// A line of a document that moved goods, or a part of a kit that did.
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
        Self::lines_at(gate, posted, at)
    }

    /// The lines of a document that happened then by all that was said since.
    pub(super) fn lines_at(gate: &mut Gate<'_>, posted: &Posted, at: Timestamp) -> Result<Vec<Self>> {
        let mut lines: Vec<Self> = Vec::new();
        for row in gate.movements_of(&[posted.post_no])? {
            let line = usize::from(row.document_line);
            let is_first = row.corrects.is_none() && !is_method(row.kind);
            // The rows of a line follow each other, those of a kit part by part.
            let is_next = |last: &Self| last.line != line || last.row.variant != row.variant;
            if is_first && lines.last().is_none_or(is_next) {
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

/// What later documents say of one, read once.
pub(crate) struct Later {
    /// Those that refer to it, by posting number.
    pub(crate) documents: Vec<Posted>,
    /// When it happened by all that was said since.
    pub(crate) at: Timestamp,
    /// True if it was said never to have been.
    pub(crate) is_void: bool,
}

impl Later {
    pub(crate) fn load(gate: &mut Gate<'_>, posted: &Posted) -> Result<Self> {
        let documents = gate.documents(&DocumentQuery::ReferringTo(posted.header.id))?;
        let amended = documents.iter().rev().find_map(|later| match &later.body {
            Body::EntryAmend(body) => body.at,
            _ => None,
        });
        let is_void = documents.iter().any(says_void);
        Ok(Self { documents, at: amended.unwrap_or(posted.header.effective_at), is_void })
    }

    /// By how much more of a part of a kit moved than the document says.
    pub(crate) fn amended_part(&self, line: usize, part: VariantId) -> Result<Quantity> {
        let amended = self.documents.iter().filter_map(|later| match &later.body {
            Body::EntryAmend(body) => Some(&body.parts),
            _ => None,
        });
        let its = amended.flatten().filter(|known| known.line == line && known.variant == part);
        Quantity::sum(its.map(|known| known.quantity))
    }
}

/// When a document happened by all that was said since.
pub(crate) fn happened_at(gate: &mut Gate<'_>, posted: &Posted) -> Result<Timestamp> {
    Ok(Later::load(gate, posted)?.at)
}

/// Whether a document was said never to have been.
pub(crate) fn is_void(gate: &mut Gate<'_>, id: DocumentId) -> Result<bool> {
    Ok(gate.documents(&DocumentQuery::ReferringTo(id))?.iter().any(says_void))
}

const fn says_void(later: &Posted) -> bool {
    matches!(later.header.kind, DocumentKind::Void | DocumentKind::EntryVoid)
}
