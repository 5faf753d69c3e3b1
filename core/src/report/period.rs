use serde::{Deserialize, Serialize};

use crate::storage::LedgerFilter;
use crate::value::{BusinessDay, Date};
use crate::{Error, Expected, Result};

/// Business days from one to another, the last one excluded; or all days.
///
/// ```
/// use tillbook::report::Period;
/// use tillbook::value::BusinessDay;
/// let day = |text: &str| text.parse().map(BusinessDay);
/// let september = Period::new(day("2017-09-01")?, day("2017-10-01")?)?;
/// assert_eq!(september.days(), Some(30));
/// assert_eq!(Period::day(day("2017-09-01")?).days(), Some(1));
/// assert!(Period::new(day("2017-09-02")?, day("2017-09-01")?).is_err());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Bounds", into = "Bounds")]
pub struct Period {
    bounds: Option<(BusinessDay, BusinessDay)>,
}

/// As a period is written.
#[derive(Serialize, Deserialize)]
struct Bounds {
    from: Option<BusinessDay>,
    until: Option<BusinessDay>,
}

/// A range of days that holds none, as stores understand it.
const NO_DAYS: (BusinessDay, BusinessDay) = (BusinessDay(Date::MAX), BusinessDay(Date::MIN));

impl Period {
    /// The days from `from`, included, to `until`, excluded; none if both are the same.
    ///
    /// # Errors
    /// [`Error::Invalid`] when `until` is before `from`.
    pub fn new(from: BusinessDay, until: BusinessDay) -> Result<Self> {
        if until < from {
            return Err(Error::invalid("until", until, Expected::NotBefore(from.to_string())));
        }
        Ok(Self { bounds: Some((from, until)) })
    }

    /// One day.
    pub fn day(day: BusinessDay) -> Self {
        Self { bounds: Some((day, next(day))) }
    }

    /// All days of the shop.
    pub const fn all() -> Self {
        Self { bounds: None }
    }

    /// The first day; `None` for a period of all days.
    pub fn from(&self) -> Option<BusinessDay> {
        self.bounds.map(|(from, _)| from)
    }

    /// The day after the last one; `None` for a period of all days.
    pub fn until(&self) -> Option<BusinessDay> {
        self.bounds.map(|(_, until)| until)
    }

    /// The number of its days; `None` for a period of all days.
    pub fn days(&self) -> Option<u32> {
        self.bounds.map(|(from, until)| until.date().days().abs_diff(from.date().days()))
    }

    /// True if the day lies in it.
    pub fn contains(&self, day: BusinessDay) -> bool {
        self.bounds.is_none_or(|(from, until)| from <= day && day < until)
    }

    /// Its days one by one; none for a period of all days.
    pub(crate) fn each_day(&self) -> impl Iterator<Item = BusinessDay> {
        let (from, until) = self.bounds.map_or((0, 0), |(from, until)| (from.date().days(), until.date().days()));
        (from..until).map(|days| BusinessDay(Date::from_days(days)))
    }

    /// First and last day, both included, as documents are asked for.
    pub(crate) fn first_and_last(&self) -> (BusinessDay, BusinessDay) {
        match self.bounds {
            None => (BusinessDay(Date::MIN), BusinessDay(Date::MAX)),
            Some((from, until)) if from < until => (from, BusinessDay(until.date().plus_days(-1))),
            Some(_) => NO_DAYS,
        }
    }

    /// The ledger rows of its days.
    pub(crate) fn filter(&self) -> LedgerFilter<'static> {
        LedgerFilter { days: self.bounds.map(|_| self.first_and_last()), ..LedgerFilter::default() }
    }

    /// The ledger rows of its days and of all days before.
    pub(crate) fn filter_with_past(&self) -> LedgerFilter<'static> {
        let days = self.bounds.map(|(_, until)| match until.date() {
            Date::MIN => NO_DAYS,
            until => (BusinessDay(Date::MIN), BusinessDay(until.plus_days(-1))),
        });
        LedgerFilter { days, ..LedgerFilter::default() }
    }

    /// True for a day before it.
    pub(crate) fn is_after(&self, day: BusinessDay) -> bool {
        self.bounds.is_some_and(|(from, _)| day < from)
    }
}

fn next(day: BusinessDay) -> BusinessDay {
    BusinessDay(day.date().plus_days(1))
}

impl TryFrom<Bounds> for Period {
    type Error = Error;

    fn try_from(bounds: Bounds) -> Result<Self> {
        match (bounds.from, bounds.until) {
            (Some(from), Some(until)) => Self::new(from, until),
            (None, None) => Ok(Self::all()),
            (Some(from), None) => Err(Error::invalid("until", "", Expected::NotBefore(from.to_string()))),
            (None, Some(_)) => Err(Error::invalid("from", "", Expected::Date)),
        }
    }
}

impl From<Period> for Bounds {
    fn from(period: Period) -> Self {
        Self { from: period.from(), until: period.until() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn day(text: &str) -> BusinessDay {
        BusinessDay(text.parse().unwrap())
    }

    #[test]
    fn a_period_holds_its_first_day_and_not_the_day_after_its_last() {
        let period = Period::new(day("2026-01-30"), day("2026-02-02")).unwrap();
        assert!(!period.contains(day("2026-01-29")));
        assert!(period.contains(day("2026-01-30")));
        assert!(period.contains(day("2026-02-01")));
        assert!(!period.contains(day("2026-02-02")));
        assert_eq!(period.filter().days, Some((day("2026-01-30"), day("2026-02-01"))));
        assert_eq!(period.filter_with_past().days, Some((BusinessDay(Date::MIN), day("2026-02-01"))));
        assert_eq!(period.each_day().count(), 3);
    }

    #[test]
    fn an_empty_period_asks_for_nothing_even_on_the_first_of_all_days() {
        for first in [day("2026-01-30"), BusinessDay(Date::MIN)] {
            let period = Period::new(first, first).unwrap();
            let (from, to) = period.filter().days.unwrap();
            assert!(from > to && !period.contains(first) && period.each_day().next().is_none());
        }
    }

    #[test]
    fn a_period_is_read_back_as_it_was_written() {
        for period in [Period::all(), Period::day(day("2026-02-28"))] {
            let json = serde_json::to_string(&period).unwrap();
            assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }
        for bad in [
            r#"{"from":"2026-01-02","until":"2026-01-01"}"#,
            r#"{"from":"2026-01-02","until":null}"#,
            r#"{"from":null,"until":"2026-01-01"}"#,
        ] {
            assert!(serde_json::from_str::<Period>(bad).is_err(), "{bad}");
        }
    }
}
