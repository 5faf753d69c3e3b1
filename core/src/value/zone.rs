use jiff::tz::TimeZone;

use super::{BusinessDay, Date, Timestamp};
use crate::{Error, Expected, Result};

/// The shop's time zone and the hour at which its day begins.
///
/// ```
/// use tillbook::value::Zone;
/// let zone = Zone::new("Asia/Shanghai", 4)?;
/// let late = "2026-01-01T03:59:00+08:00".parse()?;
/// assert_eq!(zone.business_day(late).to_string(), "2025-12-31");
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Zone {
    zone: TimeZone,
    cutover_hour: u8,
}

impl Zone {
    /// From an IANA name and a cut-over hour from 0 to 12. The time zone rules are built into the library.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown name or another hour.
    pub fn new(name: &str, cutover_hour: u8) -> Result<Self> {
        let zone = TimeZone::get(name).map_err(|_| Error::invalid("time_zone", name, Expected::TimeZone))?;
        if cutover_hour > 12 {
            let expected = Expected::Range("0".into(), "12".into());
            return Err(Error::invalid("cutover_hour", cutover_hour, expected));
        }
        Ok(Self { zone, cutover_hour })
    }

    /// Coordinated universal time, with days from midnight.
    pub fn utc() -> Self {
        Self { zone: TimeZone::UTC, cutover_hour: 0 }
    }

    /// The calendar date at `at`.
    pub fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at.jiff()).date().into()
    }

    /// The business day that `at` belongs to.
    pub fn business_day(&self, at: Timestamp) -> BusinessDay {
        let local = self.zone.to_datetime(at.jiff());
        let date = Date::from(local.date());
        let before_cutover = u8::try_from(local.hour()).unwrap_or(0) < self.cutover_hour;
        BusinessDay(if before_cutover { date.plus_days(-1) } else { date })
    }

    /// The local hour of the day, 0 to 23.
    pub fn hour(&self, at: Timestamp) -> u8 {
        u8::try_from(self.zone.to_datetime(at.jiff()).hour()).unwrap_or(0)
    }

    /// The local minute of the day, 0 to 1439.
    pub fn minute(&self, at: Timestamp) -> u16 {
        let local = self.zone.to_datetime(at.jiff());
        u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0)
    }

    /// The moment of `hour`:00 local time on `date`. Where the clock jumps over it, the moment after the
    /// jump; where it comes twice, the first.
    pub fn at(&self, date: Date, hour: u8) -> Timestamp {
        let time = date.jiff().at(i8::try_from(hour.min(23)).unwrap_or(0), 0, 0, 0);
        match self.zone.to_ambiguous_timestamp(time).compatible() {
            Ok(at) => at.into(),
            Err(_) => Timestamp::MAX,
        }
    }

    /// The first moment of a business day.
    pub fn start(&self, day: BusinessDay) -> Timestamp {
        self.at(day.date(), self.cutover_hour)
    }
}
