use serde::{Deserialize, Serialize};

use super::level::MOST_MONTHS;
use crate::value::{Date, MemberId, Money};
use crate::{Error, Result};

/// Points that lapse together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsLot {
    /// The last day on which they can be redeemed; `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_until: Option<Date>,
    /// How many; below zero for what is taken out of the lot.
    pub points: i64,
}

impl PointsLot {
    /// Those that never lapse come last.
    fn last_day(&self) -> Date {
        self.good_until.unwrap_or(Date::MAX)
    }
}

/// What a member spent in a month, less what came back of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct MonthSpend {
    /// The last day of the month.
    month: Date,
    /// How much, tax included.
    spent: Money,
}

/// The points of a member by lots, and what they spent by months: state that follows from the documents.
///
/// A lot is what all documents put into it less what they took, and never forgotten: a refund finds the lot of its sale as
/// long as the shop lives. Of a lot whose last day is over, points above zero have lapsed. Below zero it falls when a refund
/// takes back points that were spent meanwhile; the member owes them, whatever day it is.
///
/// ```
/// use tillbook::party::{MemberBook, PointsLot};
/// let lot = |day: &str, points| -> tillbook::Result<_> { Ok(PointsLot { good_until: Some(day.parse()?), points }) };
/// let mut book = MemberBook::default();
/// book.put(lot("2027-01-31", 120)?)?;
/// book.put(lot("2027-02-28", 50)?)?;
/// assert_eq!(book.available("2027-01-31".parse()?)?, 170);
/// assert_eq!(book.oldest(130, "2027-01-31".parse()?)?, [lot("2027-01-31", 120)?, lot("2027-02-28", 10)?]);
/// assert_eq!(book.available("2027-02-01".parse()?)?, 50); // the older lot has lapsed
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MemberBook {
    /// By last day; none of zero points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lots: Vec<PointsLot>,
    /// The last day whose lots were booked as lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lapsed_through: Option<Date>,
    /// By month; none of zero, and none that no level counts any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    spend: Vec<MonthSpend>,
    /// Whose book goes on with what was in this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved_to: Option<MemberId>,
}

impl MemberBook {
    /// All lots, lapsed ones too, by their last day.
    pub fn lots(&self) -> &[PointsLot] {
        &self.lots
    }

    /// What the member has by the ledger: all lots, less what was booked as lapsed. Below zero when they owe points.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn balance(&self) -> Result<i64> {
        sum(self.lots.iter().map(|lot| if self.is_over(lot) { lot.points.min(0) } else { lot.points }))
    }

    /// What the member may redeem on a day; zero when they owe points.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn available(&self, on: Date) -> Result<i64> {
        Ok(self.on(on).balance()?.max(0))
    }

    /// The book as it is on a day, whatever was booked since.
    #[must_use]
    pub fn on(&self, day: Date) -> Self {
        let mut book = self.clone();
        book.lapse(day.plus_days(-1));
        book
    }

    /// The lots that so many points come out of on a day: what lapses first goes first. Fewer if there are not so many.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn oldest(&self, points: i64, on: Date) -> Result<Vec<PointsLot>> {
        let (book, mut left, mut taken) = (self.on(on), points, Vec::new());
        for lot in book.lots.iter().filter(|lot| lot.points > 0 && !book.is_over(lot)) {
            let part = lot.points.min(left);
            if part <= 0 {
                break;
            }
            left -= part;
            taken.push(PointsLot { points: part, ..*lot });
        }
        Ok(taken)
    }

    /// Puts points into their lot, or takes them out if they are below zero.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn put(&mut self, change: PointsLot) -> Result<()> {
        match self.lots.binary_search_by_key(&change.last_day(), PointsLot::last_day) {
            Ok(index) => {
                let Some(lot) = self.lots.get_mut(index) else { return Ok(()) };
                lot.points = sum([lot.points, change.points])?;
                if lot.points == 0 {
                    self.lots.remove(index);
                }
            }
            Err(index) if change.points != 0 => self.lots.insert(index, change),
            Err(_) => {}
        }
        Ok(())
    }

    /// Books the lots up to a day as lapsed. What the member owes is taken out of them first.
    pub fn lapse(&mut self, through: Date) {
        if self.lapsed_through.is_some_and(|since| through <= since) {
            return;
        }
        let goes = |lot: &PointsLot| lot.points > 0 && lot.last_day() <= through && !self.is_over(lot);
        let (owed, lapsing) = (self.indexes(|lot| lot.points < 0), self.indexes(goes));
        for going in lapsing {
            for &debt in &owed {
                let read = |index: usize| self.lots.get(index).map_or(0, |lot| lot.points);
                let part = read(going).min(read(debt).saturating_neg());
                for (index, change) in [(going, -part), (debt, part)] {
                    if let Some(lot) = self.lots.get_mut(index) {
                        lot.points += change;
                    }
                }
            }
        }
        self.lots.retain(|lot| lot.points != 0);
        self.lapsed_through = Some(through);
    }

    /// What was spent in so many calendar months up to that of a day.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn spent(&self, months: u16, on: Date) -> Result<Money> {
        let this_month = on.end_of_month(0);
        let counts =
            |of: &&MonthSpend| of.month <= this_month && of.month.end_of_month(months.saturating_sub(1)) >= this_month;
        Money::sum(self.spend.iter().filter(counts).map(|of| of.spent))
    }

    /// Adds to what was spent on a day; less than zero for what comes back of it.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn spend(&mut self, on: Date, amount: Money) -> Result<()> {
        let month = on.end_of_month(0);
        let newest = self.spend.last().map_or(month, |last| last.month.max(month));
        match self.spend.binary_search_by_key(&month, |of| of.month) {
            Ok(index) => {
                if let Some(of) = self.spend.get_mut(index) {
                    of.spent = of.spent.add(amount)?;
                }
            }
            Err(index) => self.spend.insert(index, MonthSpend { month, spent: amount }),
        }
        self.spend.retain(|of| !of.spent.is_zero() && of.month.end_of_month(MOST_MONTHS) >= newest);
        Ok(())
    }

    /// The member whose book goes on with what was in this one.
    pub const fn moved_to(&self) -> Option<MemberId> {
        self.moved_to
    }

    /// Moves all that is in this book into that of another member.
    pub(crate) fn move_into(&mut self, other: &mut Self, member: MemberId) -> Result<()> {
        let through = self.lapsed_through.max(other.lapsed_through);
        let moved = std::mem::replace(self, Self { moved_to: Some(member), ..Self::default() });
        if let Some(through) = through {
            other.lapse(through);
        }
        moved.lots.into_iter().try_for_each(|lot| other.put(lot))?;
        moved.spend.into_iter().try_for_each(|of| other.spend(of.month, of.spent))
    }

    fn indexes(&self, is_meant: impl Fn(&PointsLot) -> bool) -> Vec<usize> {
        self.lots.iter().enumerate().filter(|(_, lot)| is_meant(lot)).map(|(index, _)| index).collect()
    }

    fn is_over(&self, lot: &PointsLot) -> bool {
        self.lapsed_through.is_some_and(|through| lot.good_until.is_some_and(|day| day <= through))
    }
}

fn sum(points: impl IntoIterator<Item = i64>) -> Result<i64> {
    Money::sum(points.into_iter().map(Money::from_minor)).map(Money::minor).map_err(|_| Error::too_large("points"))
}
