use serde::{Deserialize, Serialize};

use crate::party::Birthday;
use crate::value::{Date, Timestamp, Zone};
use crate::{Error, Expected, Result};

const MINUTES_A_DAY: u16 = 24 * 60;

/// A moment on the shop's calendar and clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTime {
    /// The calendar date.
    pub date: Date,
    /// Minutes since midnight, 0 to 1439.
    pub minute: u16,
}

impl LocalTime {
    /// What calendar and clock of `zone` show at `at`.
    pub fn of(zone: &Zone, at: Timestamp) -> Self {
        Self { date: zone.date(at), minute: zone.minute(at) }
    }
}

/// Hours of the week at which a promotion or a price list holds, by the shop's clock.
///
/// ```
/// use tillbook::promotion::{Hours, LocalTime};
/// let friday_night = Hours { weekdays: vec![5], from_minute: 22 * 60, until_minute: 2 * 60 };
/// let holds = |date: &str, minute| Ok::<_, tillbook::Error>(friday_night.contains(LocalTime { date: date.parse()?, minute }));
/// assert!(holds("2026-01-02", 23 * 60)?); // a Friday
/// assert!(holds("2026-01-03", 119)?); // still its night
/// assert!(!holds("2026-01-03", 120)?);
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// 1 for Monday to 7 for Sunday; empty for every day.
    #[serde(default)]
    pub weekdays: Vec<u8>,
    /// The first minute of the day, 0 to 1439.
    pub from_minute: u16,
    /// The minute when it is over, 1 to 1440. If it is not after `from_minute` it is one of the next day, and the hours
    /// after midnight belong to the weekday before.
    pub until_minute: u16,
}

impl Hours {
    /// True at this time.
    pub fn contains(&self, at: LocalTime) -> bool {
        let on = |date: Date| self.weekdays.is_empty() || self.weekdays.contains(&date.weekday());
        if self.from_minute < self.until_minute {
            return on(at.date) && (self.from_minute..self.until_minute).contains(&at.minute);
        }
        if at.minute >= self.from_minute {
            on(at.date)
        } else {
            at.minute < self.until_minute && on(at.date.plus_days(-1))
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        if let Some(day) = self.weekdays.iter().find(|day| !(1..=7).contains(*day)) {
            return Err(Error::invalid("hours.weekdays", day, Expected::Range("1".into(), "7".into())));
        }
        if self.from_minute >= MINUTES_A_DAY {
            let expected = Expected::Range("0".into(), "1439".into());
            return Err(Error::invalid("hours.from_minute", self.from_minute, expected));
        }
        if self.until_minute == 0 || self.until_minute > MINUTES_A_DAY {
            let expected = Expected::Range("1".into(), "1440".into());
            return Err(Error::invalid("hours.until_minute", self.until_minute, expected));
        }
        Ok(())
    }
}

/// Days around a member's birthday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BirthdayWindow {
    /// Days before it, at most 180.
    #[serde(default)]
    pub days_before: u8,
    /// Days after it, at most 180.
    #[serde(default)]
    pub days_after: u8,
}

impl BirthdayWindow {
    /// True if `date` is so close to a birthday. Who is born on a 29 February has it on the 28th in other years.
    pub fn contains(&self, date: Date, birthday: Birthday) -> bool {
        let days = (-1..=1).filter_map(|years| Some(birthday.in_year(date.year().checked_add(years)?)?.days()));
        let (first, last) = (date.days() - i32::from(self.days_after), date.days() + i32::from(self.days_before));
        days.into_iter().any(|day| (first..=last).contains(&day))
    }

    pub(super) fn check(self) -> Result<()> {
        for (field, days) in [("birthday.days_before", self.days_before), ("birthday.days_after", self.days_after)] {
            if days > 180 {
                return Err(Error::invalid(field, days, Expected::Range("0".into(), "180".into())));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_birthday_window_goes_over_new_year() {
        let window = BirthdayWindow { days_before: 3, days_after: 1 };
        let holds = |date: &str, month, day| window.contains(date.parse().unwrap(), Birthday::new(month, day).unwrap());
        assert!(holds("2026-12-30", 1, 2) && holds("2027-01-03", 1, 2));
        assert!(!holds("2026-12-29", 1, 2) && !holds("2027-01-04", 1, 2));
        assert!(holds("2027-01-01", 12, 31));
        assert!(holds("2027-02-28", 2, 29) && holds("2028-03-01", 2, 29) && !holds("2027-03-02", 2, 29));
    }
}
