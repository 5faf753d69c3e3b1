use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Expected, Result};

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
///
/// ```
/// use tillbook::value::Timestamp;
/// let at: Timestamp = "2026-01-31T09:30:00+08:00".parse()?;
/// assert_eq!(at.to_string(), "2026-01-31T01:30:00Z");
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first moment of the years 1 to 9999 that the engine accepts.
    pub const MIN: Self = Self(-62_135_596_800_000_000);
    /// The last one.
    pub const MAX: Self = Self(253_402_207_200_000_000 - 1);

    /// From microseconds since 1970-01-01T00:00:00Z; kept within the years 1 to 9999.
    pub const fn from_micros(micros: i64) -> Self {
        if micros < Self::MIN.0 {
            Self::MIN
        } else if micros > Self::MAX.0 {
            Self::MAX
        } else {
            Self(micros)
        }
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    pub(super) fn jiff(self) -> jiff::Timestamp {
        // In range by construction.
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(at: jiff::Timestamp) -> Self {
        Self::from_micros(at.as_microsecond())
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let at: jiff::Timestamp = text.parse().map_err(|_| Error::invalid("time", text, Expected::Timestamp))?;
        Ok(at.into())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.jiff().fmt(f)
    }
}
