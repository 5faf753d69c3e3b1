use serde::Serialize;

use crate::Result;
use crate::document::{Body, Digest, Settings, ShiftRules};
use crate::posting::{Command, Decided, Gate, digest_of};
use crate::value::DocumentId;

/// What [`Shifts::put_rules`](super::Shifts::put_rules) posts.
#[derive(Serialize)]
pub(super) struct PutRules<'a> {
    pub(super) id: DocumentId,
    pub(super) rules: &'a ShiftRules,
}

impl Command for PutRules<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("shift_rules", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        self.rules.check()?;
        let at = gate.when(&[])?;
        let settings = Settings { shifts: self.rules.clone(), ..gate.snapshot()?.settings.clone() };
        Ok(Decided::new(Body::Settings(settings), at))
    }
}
