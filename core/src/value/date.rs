use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Expected, Result};

/// A calendar date, such as an expiry date. Stored as days since 1970-01-01, written as 2026-01-31.
///
/// ```
/// use tillbook::value::Date;
/// let day: Date = "2024-02-28".parse()?;
/// assert_eq!(day.plus_days(2).to_string(), "2024-03-01");
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(i32);

impl Date {
    /// 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// 9999-12-30: the last whole day in every time zone.
    pub const MAX: Self = Self(2_932_895);

    /// From a year (1 to 9999), month and day.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self> {
        let written = || format!("{year:04}-{month:02}-{day:02}");
        let date =
            jiff::civil::Date::new(year, month, day).map_err(|_| Error::invalid("date", written(), Expected::Date))?;
        let date = Self::from(date);
        if date < Self::MIN || date > Self::MAX {
            return Err(Error::invalid("date", written(), Expected::Date));
        }
        Ok(date)
    }

    /// From days since 1970-01-01; kept between [`Date::MIN`] and [`Date::MAX`].
    pub const fn from_days(days: i32) -> Self {
        if days < Self::MIN.0 {
            Self::MIN
        } else if days > Self::MAX.0 {
            Self::MAX
        } else {
            Self(days)
        }
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// So many days later (earlier if negative), kept between [`Date::MIN`] and [`Date::MAX`].
    pub const fn plus_days(self, days: i32) -> Self {
        Self::from_days(self.0.saturating_add(days))
    }

    /// The last day of the month that comes so many months after its own, at most [`Date::MAX`].
    pub fn end_of_month(self, months_later: u16) -> Self {
        let later = self.jiff().first_of_month().saturating_add(jiff::Span::new().months(months_later));
        Self::from(later.last_of_month()).min(Self::MAX)
    }

    /// Its year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.jiff().year()
    }

    /// 1 for Monday to 7 for Sunday.
    pub const fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday; the remainder fits a byte.
        (self.0 + 3).rem_euclid(7).to_le_bytes()[0] + 1
    }

    pub(super) fn jiff(self) -> jiff::civil::Date {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().days(self.0)).unwrap_or(epoch)
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        Self(epoch.until(date).map_or(0, |span| span.get_days()))
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = || Error::invalid("date", text, Expected::Date);
        let well_formed = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !well_formed {
            return Err(refused());
        }
        let date: jiff::civil::Date = text.parse().map_err(|_| refused())?;
        Self::new(date.year(), date.month(), date.day())
    }
}

impl TryFrom<String> for Date {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.jiff().fmt(f)
    }
}

/// The shop's day: a calendar date in its time zone, which begins at its cut-over hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BusinessDay(pub Date);

impl BusinessDay {
    /// The calendar date of its beginning.
    pub const fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for BusinessDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
