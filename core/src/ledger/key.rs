use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

macro_rules! number {
    ($(#[doc = $doc:literal] $name:ident)*) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// As a column holds it.
            pub const fn column(self) -> i64 {
                self.0 as i64
            }

            /// From a column.
            ///
            /// # Errors
            /// [`Error::Corrupt`] when the column holds no such number.
            pub fn from_column(value: i64) -> Result<Self> {
                u32::try_from(value)
                    .map(Self)
                    .map_err(|_| Error::Corrupt { what: format!("record number {value}") })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<RecordNo> for $name {
            fn from(number: RecordNo) -> Self {
                Self(number.0)
            }
        }
    )*};
}

/// The number that the shop gave a record: one gap-free series for records of all kinds, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordNo(pub u32);

number! {
    /// The record number of a variant.
    VariantNo
    /// The record number of a location.
    LocationNo
    /// The record number of a member.
    MemberNo
    /// The record number of a tax code.
    TaxNo
}

/// The order in which one shop's documents were posted: 1, 2, 3, ... without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostNo(pub u64);

impl PostNo {
    /// Before the first document.
    pub const NONE: Self = Self(0);
    /// The largest one: a [`LineKey`] has 39 bits for it.
    pub const MAX: Self = Self((1 << 39) - 1);

    /// The number after this one.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn next(self) -> Result<Self> {
        if self < Self::MAX { Ok(Self(self.0 + 1)) } else { Err(Error::too_large("posting number")) }
    }
}

impl fmt::Display for PostNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One row of a ledger: posting number and line of its document, in one integer that sorts like both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineKey(i64);

impl LineKey {
    /// A late document may correct as many rows as a busy variant has.
    const LINE_BITS: u32 = 24;
    const LINES: i64 = 1 << Self::LINE_BITS;
    /// No key is greater.
    pub const LAST: Self = Self(i64::MAX);

    /// From a posting number and a line below 16,777,216.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for another line or posting number.
    pub fn new(post: PostNo, line: usize) -> Result<Self> {
        let line = i64::try_from(line).ok().filter(|line| *line < Self::LINES);
        let line = line.ok_or(Error::too_large("number of lines"))?;
        if post > PostNo::MAX {
            return Err(Error::too_large("posting number"));
        }
        Ok(Self((post.0.cast_signed() << Self::LINE_BITS) | line))
    }

    /// The first key a document can have; keys of earlier documents are below it.
    pub const fn first_of(post: PostNo) -> Self {
        Self(post.0.cast_signed() << Self::LINE_BITS)
    }

    /// The posting number.
    pub const fn post(self) -> PostNo {
        PostNo((self.0 >> Self::LINE_BITS).cast_unsigned())
    }

    /// The line, from 0.
    pub const fn line(self) -> usize {
        let bytes = self.0.to_le_bytes();
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) as usize
    }

    /// As a column holds it.
    pub const fn column(self) -> i64 {
        self.0
    }

    /// From a column.
    pub const fn from_column(value: i64) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_by_post_then_line_and_round_trip() {
        let key = LineKey::new(PostNo(7), 16_777_215).unwrap();
        assert_eq!((key.post(), key.line()), (PostNo(7), 16_777_215));
        assert!(key < LineKey::first_of(PostNo(8)));
        assert_eq!(LineKey::new(PostNo::MAX, 3).unwrap().post(), PostNo::MAX);
        assert!(LineKey::new(PostNo(1), 16_777_216).is_err());
        assert!(PostNo::MAX.next().is_err());
    }
}
