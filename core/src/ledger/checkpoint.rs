use super::{LineKey, VariantNo};
use crate::value::Timestamp;

/// A part of the timeline of a variant. Places are effective times and movements, ordered by both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The variant.
    pub variant: VariantNo,
    /// It begins after this place, ...
    pub after: (Timestamp, LineKey),
    /// ... and ends with this one.
    pub until: (Timestamp, LineKey),
}

/// What a variant's goods were worth, and in which layers, after one of its movements: where a replay may begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The variant.
    pub variant: VariantNo,
    /// When the movement happened, ...
    pub at: Timestamp,
    /// ... and the movement. Checkpoints of a variant are ordered by both.
    pub key: LineKey,
    /// The state of the engine, as JSON.
    pub body: Vec<u8>,
}
