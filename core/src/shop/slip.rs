use serde::{Deserialize, Serialize};

use crate::document::Header;
use crate::ledger::PostNo;
use crate::value::{BusinessDay, Timestamp};

/// Where a document that was posted stands: its number, its place in the books, its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The number that is printed: `S-T1-000123`.
    pub number: String,
    /// Its place in the shop's order of posting.
    pub post_no: PostNo,
    /// When it happened.
    pub effective_at: Timestamp,
    /// The shop's day it belongs to.
    pub business_day: BusinessDay,
}

impl Slip {
    pub(crate) fn new(post_no: PostNo, header: Header) -> Self {
        let Header { number, effective_at, business_day, .. } = header;
        Self { number, post_no, effective_at, business_day }
    }
}
