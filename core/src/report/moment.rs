use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::ledger::PostNo;
use crate::storage::{DocumentQuery, Transaction};
use crate::value::{BusinessDay, Date, Timestamp, Zone};
use crate::{Error, Result};

/// When the stock is looked at: a [`Timestamp`], or the end of a [`BusinessDay`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// At this time, with all that happened at it.
    At(Timestamp),
    /// When this day was over.
    EndOf(BusinessDay),
}

impl Moment {
    /// The last time that counts.
    pub(crate) fn time(self, zone: &Zone) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::EndOf(day) if day.date() == Date::MAX => Timestamp::MAX,
            Self::EndOf(day) => {
                let next = zone.start(BusinessDay(day.date().plus_days(1)));
                Timestamp::from_micros(next.micros() - 1)
            }
        }
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self::At(at)
    }
}

impl From<BusinessDay> for Moment {
    fn from(day: BusinessDay) -> Self {
        Self::EndOf(day)
    }
}

/// By what is known a question about the past is answered. Paper comes late: what was there on a day is one thing as it
/// is known now, and another as it was known then. The latter never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Known {
    /// By all that is known now.
    #[default]
    Now,
    /// By what was known after this document.
    After(PostNo),
    /// By what was known at this time: by all documents that were recorded until then. It is looked for by halves; where
    /// the device's clock was set back across that time, what is found is one of the places at which it passed it.
    At(Timestamp),
}

impl Known {
    /// The last document that counts.
    pub(crate) fn until(self, tx: &mut dyn Transaction) -> Result<PostNo> {
        match self {
            Self::Now => Ok(PostNo::MAX),
            Self::After(post) => Ok(post),
            Self::At(time) => last_recorded(tx, time),
        }
    }
}

/// The last document that was recorded until `time`. Which ones are looked at does not depend on how many there are, so
/// that the answer stays the same when more are posted.
fn last_recorded(tx: &mut dyn Transaction, time: Timestamp) -> Result<PostNo> {
    let newest = tx.head("")?.ok_or(Error::NoShop)?.post_no;
    let (mut last, mut step) = (PostNo::NONE, (PostNo::MAX.0 >> 1) + 1);
    while step > 0 {
        let next = PostNo(last.0 + step);
        if next <= newest && document(tx, next)?.header.recorded_at <= time {
            last = next;
        }
        step >>= 1;
    }
    Ok(last)
}

fn document(tx: &mut dyn Transaction, post: PostNo) -> Result<Document> {
    let found = tx.documents(&DocumentQuery::Posts(&[post]))?.pop();
    found.ok_or_else(|| Error::Corrupt { what: format!("no document {post}") })
}
