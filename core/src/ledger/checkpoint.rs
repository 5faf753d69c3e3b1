use super::{LineKey, VariantNo};
use crate::value::Timestamp;

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
