use serde::Serialize;
use uuid::Uuid;

use super::gate::{Gate, Posted};
use crate::document::{Body, Digest, Personal};
use crate::value::{DocumentId, Timestamp};
use crate::{Error, Result};

/// What a caller asks the shop to post.
pub(crate) trait Command {
    /// The id of the document, made by the caller.
    fn id(&self) -> DocumentId;

    /// SHA-256 of what is asked for: tells a repeated request from a reused id.
    fn request(&self) -> Result<Digest>;

    /// Whether a document with this id is what is asked for.
    fn repeats(&self, _gate: &mut Gate<'_>, known: &Posted) -> Result<bool> {
        Ok(known.header.request == self.request()?)
    }

    /// Turns the request into a document. Everything a caller can do wrong is refused here, before anything is
    /// written.
    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided>;
}

/// A document before it has its place.
pub(crate) struct Decided {
    pub(crate) body: Body,
    /// When it happens: at the caller's time, or now.
    pub(crate) at: Timestamp,
    pub(crate) refers_to: Option<DocumentId>,
    pub(crate) party: Option<Uuid>,
    /// What is not in the body, so that it can be erased.
    pub(crate) personal: Vec<Personal>,
}

impl Decided {
    pub(crate) fn new(body: Body, at: Timestamp) -> Self {
        Self { body, at, refers_to: None, party: None, personal: Vec::new() }
    }

    pub(crate) fn referring_to(mut self, id: impl Into<DocumentId>) -> Self {
        self.refers_to = Some(id.into());
        self
    }

    pub(crate) fn completing(mut self, id: Option<impl Into<DocumentId>>) -> Self {
        self.refers_to = id.map(Into::into);
        self
    }

    pub(crate) fn concerning(mut self, party: Option<impl Into<Uuid>>) -> Self {
        self.party = party.map(Into::into);
        self
    }
}

/// The digest of a request: its kind and its JSON.
pub(crate) fn digest_of(kind: &str, request: &impl Serialize) -> Result<Digest> {
    let json = serde_json::to_vec(&(kind, request))
        .map_err(|e| Error::Corrupt { what: format!("request cannot be written as JSON: {e}") })?;
    Ok(Digest::of(&json))
}
