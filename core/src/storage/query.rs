//! What can be asked of a store.

use uuid::Uuid;

use super::{KeyKind, RecordKind};
use crate::document::DocumentKind;
use crate::ledger::{LineKey, PostNo, RecordNo, VariantNo};
use crate::value::{BusinessDay, Date, DocumentId, Timestamp};

/// Which records.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum RecordQuery<'a> {
    /// Those of this kind with these ids; unknown ids are left out.
    Ids(RecordKind, &'a [Uuid]),
    /// Those with these numbers; unknown numbers are left out.
    Numbers(&'a [RecordNo]),
    /// Those of this kind that have one of these keys.
    Keys(RecordKind, KeyKind, &'a [&'a str]),
    /// Those of this kind with a number above `after`, by number, at most `limit`.
    All {
        /// The kind.
        kind: RecordKind,
        /// The last number of the page before; 0 for the first page.
        after: RecordNo,
        /// At most so many.
        limit: usize,
    },
    /// Those of this kind whose name begins with the text, at most `limit`. Upper and lower case of the letters A
    /// to Z count as equal, those of other letters do not. By name with A to Z in lower case, then by number. The
    /// empty text begins every name.
    NameStartsWith {
        /// The kind.
        kind: RecordKind,
        /// The text; taken literally.
        text: &'a str,
        /// At most so many.
        limit: usize,
    },
    /// Those of this kind whose name contains the text, by number, at most `limit`. Upper and lower case of the
    /// letters A to Z count as equal, those of other letters do not. Every name contains the empty text.
    NameContains {
        /// The kind.
        kind: RecordKind,
        /// The text; taken literally.
        text: &'a str,
        /// At most so many.
        limit: usize,
    },
}

/// Which documents. Lists come by posting number, if nothing else is said.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum DocumentQuery<'a> {
    /// Those with these ids; unknown ids are left out.
    Ids(&'a [DocumentId]),
    /// Those with these posting numbers; unknown ones are left out.
    Posts(&'a [PostNo]),
    /// Those in this place of a device's chains, one an epoch.
    Place {
        /// The device.
        device: &'a str,
        /// The place.
        seq: u64,
    },
    /// Those of a device's chains after a place, at most `limit`; by place, then by posting number.
    Chain {
        /// The device.
        device: &'a str,
        /// The last place of the page before.
        after: u64,
        /// At most so many.
        limit: usize,
    },
    /// Those that refer to this one.
    ReferringTo(DocumentId),
    /// Those that concern this member or supplier, after a posting number, at most `limit`.
    Party {
        /// The member or supplier.
        party: Uuid,
        /// The last posting number of the page before.
        after: PostNo,
        /// At most so many.
        limit: usize,
    },
    /// All after a posting number, at most `limit`.
    After {
        /// The last posting number of the page before.
        after: PostNo,
        /// At most so many.
        limit: usize,
    },
    /// Those of a kind on business days `from` to `to`, both included, after a posting number, at most `limit`.
    Days {
        /// The kind.
        kind: DocumentKind,
        /// First day.
        from: BusinessDay,
        /// Last day.
        to: BusinessDay,
        /// The last posting number of the page before.
        after: PostNo,
        /// At most so many.
        limit: usize,
    },
}

/// Which rows of a ledger; every condition that is given must hold. Without conditions: all rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct LedgerFilter<'a> {
    /// Only rows of documents with these posting numbers.
    pub posts: Option<&'a [PostNo]>,
    /// Only rows of business days from the first to the second, both included; none if the first is the later one.
    pub days: Option<(BusinessDay, BusinessDay)>,
    /// Only rows of this variant (entries have none: then no row).
    pub variant: Option<VariantNo>,
}

/// Which levels.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum LevelQuery<'a> {
    /// Those of these variants.
    Variants(&'a [VariantNo]),
    /// Those whose last good day is this one or an earlier one, by that day. Goods without such a day are left out.
    ExpiringUntil(Date),
    /// All, by variant, location and batch.
    All,
}

/// Which pools.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum PoolQuery<'a> {
    /// Those of these variants.
    Variants(&'a [VariantNo]),
    /// All, by variant.
    All,
}

/// Which checkpoints.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum CheckpointQuery {
    /// The newest one of a variant before a place of its timeline.
    Before {
        /// The variant.
        variant: VariantNo,
        /// The place: a time, ...
        at: Timestamp,
        /// ... and of the movements at that time the first one that is not before it.
        key: LineKey,
    },
    /// The one of a variant that so many places on follows a place of its timeline.
    Ahead {
        /// The variant.
        variant: VariantNo,
        /// The place: a time, ...
        at: Timestamp,
        /// ... and a movement at that time.
        key: LineKey,
        /// How many others lie between: none for the next one.
        between: u32,
    },
    /// All, by variant, `at` and `key`.
    All,
}
