use serde::{Deserialize, Serialize};

use crate::catalog::{check_code, check_name};
use crate::value::Money;
use crate::{Error, Expected, Result};

/// Levels that a shop may have.
const MOST_LEVELS: usize = 20;
/// Months that spend is counted over, at most.
pub(super) const MOST_MONTHS: u16 = 60;

/// Which level a member reaches by what they spend.
///
/// ```
/// use tillbook::party::{Level, LevelRules};
/// use tillbook::value::Money;
/// let levels = vec![
///     Level { code: "silver".into(), name: "银卡".into(), from: Money::from_minor(1_000_00) },
///     Level { code: "gold".into(), name: "金卡".into(), from: Money::from_minor(5_000_00) },
/// ];
/// let rules = LevelRules { months: 12, levels };
/// assert_eq!(rules.reached(Money::from_minor(4_999_99)).map(|level| level.code.as_str()), Some("silver"));
/// assert_eq!(rules.next(Money::from_minor(4_999_99)).map(|level| level.code.as_str()), Some("gold"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelRules {
    /// What counts is spent in so many calendar months, the current one and those before it: 1 to 60.
    pub months: u16,
    /// By rising `from`; at least one, at most 20.
    pub levels: Vec<Level>,
}

/// A level of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// What promotions and price lists ask for, such as `gold`.
    pub code: String,
    /// What the shop calls it.
    pub name: String,
    /// Who spent as much is on it; zero or more.
    pub from: Money,
}

impl LevelRules {
    /// The highest level that is reached by so much; `None` below the lowest.
    pub fn reached(&self, spent: Money) -> Option<&Level> {
        self.levels.iter().rfind(|level| level.from <= spent)
    }

    /// The lowest level that is not reached by so much; `None` on the highest.
    pub fn next(&self, spent: Money) -> Option<&Level> {
        self.levels.iter().find(|level| level.from > spent)
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.months == 0 || self.months > MOST_MONTHS {
            return Err(Error::invalid("months", self.months, Expected::Range("1".into(), MOST_MONTHS.to_string())));
        }
        if self.levels.is_empty() {
            return Err(Error::invalid("levels", "[]", Expected::NotEmpty));
        }
        if self.levels.len() > MOST_LEVELS {
            return Err(Error::invalid("levels", self.levels.len(), Expected::AtMostItems(MOST_LEVELS)));
        }
        let mut below: Option<Money> = None;
        for (index, level) in self.levels.iter().enumerate() {
            check_code(&format!("levels[{index}].code"), &level.code)?;
            check_name(&format!("levels[{index}].name"), &level.name)?;
            level.from.not_negative(&format!("levels[{index}].from"))?;
            if let Some(below) = below.filter(|below| level.from <= *below) {
                let expected = Expected::Above(below.to_string());
                return Err(Error::invalid(format!("levels[{index}].from"), level.from, expected));
            }
            below = Some(level.from);
            if self.levels.iter().take(index).any(|other| other.code == level.code) {
                return Err(Error::invalid(format!("levels[{index}].code"), &level.code, Expected::Unique));
            }
        }
        Ok(())
    }
}
