//! Points: how many a sale earns, and what those are worth that a member redeems in it.

use serde::{Deserialize, Serialize};

use super::{Discount, DiscountKind, QuotedLine};
use crate::promotion::{Evaluation, Goods, Scope};
use crate::value::{Date, Money, Rate, allocate};
use crate::{Error, Expected, Result};

/// Kinds of goods that may be excluded.
const MOST_EXCLUDED: usize = 100;
/// Months that points may be good for.
const MOST_MONTHS: u16 = 120;
/// Points, or minor units, that one rule may name.
const MOST: i64 = 1_000_000_000;

/// How members earn and redeem points.
///
/// ```
/// use tillbook::pricing::{PointsRules, Redeeming};
/// use tillbook::value::{Money, Rate};
/// // A point for each whole yuan, good for a year; a hundred of them are worth 1.00, for at most half of a sale.
/// let rules = PointsRules {
///     valid_months: Some(12),
///     redeeming: Some(Redeeming { most: "0.5".parse()?, ..Redeeming::new(100, Money::from_minor(1_00)) }),
///     ..PointsRules::earning(1, Money::from_minor(1_00))
/// };
/// assert_eq!(rules.good_until("2026-03-10".parse()?), Some("2027-03-31".parse()?));
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsRules {
    /// So many points, 1 to 1,000,000,000, ...
    pub points: i64,
    /// ... for so much paid, tax included; above zero. Promotions may multiply them. The points of a whole sale are rounded
    /// down, once.
    pub per: Money,
    /// Goods that earn none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Scope>,
    /// Points are good until the end of the month that comes so many months after the one they are earned in: 0 to 120;
    /// `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_months: Option<u16>,
    /// What they are worth; `None` for a shop that takes none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeeming: Option<Redeeming>,
}

/// What points are worth at the till.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redeeming {
    /// So many points, 1 to 1,000,000,000, ...
    pub points: i64,
    /// ... take off so much, in the price basis; above zero.
    pub worth: Money,
    /// Points are redeemed in multiples of so many, which must be worth whole minor units.
    pub in_steps_of: i64,
    /// The most that they take off of what a sale costs otherwise: above 0, at most 1.
    pub most: Rate,
}

impl Redeeming {
    /// In multiples of these points, for the whole of a sale.
    pub const fn new(points: i64, worth: Money) -> Self {
        Self { points, worth, in_steps_of: points, most: Rate::ONE }
    }

    fn check(self) -> Result<()> {
        at_most("redeeming.points", self.points)?;
        at_most("redeeming.worth", self.worth.minor())?;
        at_most("redeeming.in_steps_of", self.in_steps_of)?;
        let exact = self.points / common_factor(self.points, self.worth.minor());
        if self.in_steps_of % exact != 0 {
            return Err(Error::invalid("redeeming.in_steps_of", self.in_steps_of, Expected::MultipleOf(exact)));
        }
        if self.most == Rate::ZERO || self.most > Rate::ONE {
            let expected = Expected::Range("a share above 0".into(), "1".into());
            return Err(Error::invalid("redeeming.most", self.most, expected));
        }
        Ok(())
    }

    /// What so many points take off.
    fn worth_of(self, points: i64) -> Result<Money> {
        Money::try_from(i128::from(points) * i128::from(self.worth.minor()) / i128::from(self.points.max(1)))
    }

    /// The most points that a sale of this amount takes.
    pub(super) fn most_for(self, amount: Money) -> i64 {
        let (share, whole) = self.most.fraction();
        let most = i128::from(amount.minor()) * share / whole;
        let step = i128::from(self.in_steps_of.max(1));
        let points = most * i128::from(self.points) / i128::from(self.worth.minor().max(1));
        i64::try_from(points / step * step).unwrap_or(i64::MAX)
    }
}

impl PointsRules {
    /// So many points for so much paid; they never lapse and are worth nothing yet.
    pub const fn earning(points: i64, per: Money) -> Self {
        Self { points, per, excluded: Vec::new(), valid_months: None, redeeming: None }
    }

    /// The last day of points that are earned on a day.
    pub fn good_until(&self, earned_on: Date) -> Option<Date> {
        self.valid_months.map(|months| earned_on.end_of_month(months))
    }

    pub(crate) fn check(&self) -> Result<()> {
        at_most("points", self.points)?;
        at_most("per", self.per.minor())?;
        if self.excluded.len() > MOST_EXCLUDED {
            return Err(Error::invalid("excluded", self.excluded.len(), Expected::AtMostItems(MOST_EXCLUDED)));
        }
        for (index, scope) in self.excluded.iter().enumerate() {
            scope.check(&format!("excluded[{index}]"))?;
        }
        if let Some(months) = self.valid_months.filter(|months| *months > MOST_MONTHS) {
            return Err(Error::invalid("valid_months", months, Expected::Range("0".into(), MOST_MONTHS.to_string())));
        }
        self.redeeming.map_or(Ok(()), Redeeming::check)
    }

    pub(super) fn excludes(&self, goods: &Goods) -> bool {
        self.excluded.iter().any(|scope| scope.contains(goods))
    }
}

fn at_most(field: &str, value: i64) -> Result<()> {
    if (1..=MOST).contains(&value) {
        return Ok(());
    }
    Err(Error::invalid(field, value, Expected::Range("1".into(), MOST.to_string())))
}

fn common_factor(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { common_factor(b, a % b) }
}

/// What a sale does to the points of its member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedPoints {
    /// What the member may redeem before the sale.
    pub available: i64,
    /// The most that this sale takes of them.
    pub most: i64,
    /// What the member redeems in it.
    pub redeemed: i64,
    /// What that takes off; each line has its share as a discount.
    pub worth: Money,
    /// What the sale earns.
    pub earned: i64,
}

/// What points are quoted by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PointsTerms<'a> {
    pub(crate) rules: &'a PointsRules,
    /// What the member has.
    pub(crate) available: i64,
    /// What they want to redeem.
    pub(crate) redeem: i64,
}

/// Takes what the redeemed points are worth off the lines, in proportion to what is left of them.
pub(super) fn redeem(lines: &mut [QuotedLine], terms: PointsTerms<'_>) -> Result<QuotedPoints> {
    let (available, redeemed) = (terms.available, terms.redeem);
    let before = Money::sum(lines.iter().map(|line| line.net))?;
    let at_most = terms.rules.redeeming.map_or(0, |redeeming| redeeming.most_for(before));
    let most = match terms.rules.redeeming {
        Some(redeeming) => at_most.min(available / redeeming.in_steps_of.max(1) * redeeming.in_steps_of),
        None => 0,
    };
    let mut quoted = QuotedPoints { available, most, redeemed, worth: Money::ZERO, earned: 0 };
    if redeemed == 0 {
        return Ok(quoted);
    }
    let redeeming = terms.rules.redeeming.ok_or_else(|| Error::invalid("redeem", redeemed, Expected::Absent))?;
    if redeemed < 0 {
        return Err(Error::invalid("redeem", redeemed, Expected::NotNegative));
    }
    if redeemed % redeeming.in_steps_of.max(1) != 0 {
        return Err(Error::invalid("redeem", redeemed, Expected::MultipleOf(redeeming.in_steps_of)));
    }
    if redeemed > available {
        return Err(Error::PointsOverdrawn { asked: redeemed, available });
    }
    if redeemed > at_most {
        return Err(Error::invalid("redeem", redeemed, Expected::AtMost(at_most.to_string())));
    }
    quoted.worth = redeeming.worth_of(redeemed)?;
    let weights: Vec<i64> = lines.iter().map(|line| line.net.minor()).collect();
    let amounts = allocate(quoted.worth, &weights)?;
    let weights: Vec<i64> = amounts.iter().map(|amount| amount.minor()).collect();
    let points = allocate(Money::from_minor(redeemed), &weights)?;
    for ((line, amount), points) in lines.iter_mut().zip(amounts).zip(points) {
        line.net = line.net.sub(amount)?;
        line.points.redeemed = points.minor();
        if !amount.is_zero() {
            let (kind, reason) = (DiscountKind::Points, format!("{} points", points.minor()));
            line.discounts.push(Discount { kind, reason, promotion: None, amount });
        }
    }
    Ok(quoted)
}

/// Gives each line its share of the points that all of them earn. `earns` says which goods do.
pub(super) fn earn(
    lines: &mut [QuotedLine],
    rules: &PointsRules,
    (earns, evaluation): (&[bool], Option<&Evaluation>),
    prices_include_tax: bool,
) -> Result<i64> {
    let too_large = || Error::too_large("points");
    let mut weights = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let factor = evaluation.map_or(100, |found| found.points_factor(index));
        let paid =
            if earns.get(index).copied().unwrap_or(true) { line.total(prices_include_tax)? } else { Money::ZERO };
        weights.push(paid.minor().checked_mul(factor).ok_or_else(too_large)?);
    }
    let paid: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let points = paid * i128::from(rules.points) / (i128::from(rules.per.minor().max(1)) * 100);
    let points = i64::try_from(points).map_err(|_| too_large())?;
    for (line, share) in lines.iter_mut().zip(allocate(Money::from_minor(points), &weights)?) {
        line.points.earned = share.minor();
    }
    Ok(points)
}
