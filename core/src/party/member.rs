use serde::{Deserialize, Serialize};

use crate::catalog::{check_code, check_name};
use crate::value::{Date, DocumentId, MemberId, Money};
use crate::{Error, Expected, Result};

/// A customer whom the shop knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Card number or phone number: what the till finds them by; unique.
    pub code: String,
    /// What the shop calls them.
    pub name: String,
    /// Their level, such as `gold`, which promotions and price lists may ask for; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// Their birthday, if they told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Birthday>,
    /// How much they may owe; zero or more, zero for those who pay at once.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub credit_limit: Money,
    /// Days within which they pay what they buy on account; `None` for what the shop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_days: Option<u16>,
    /// The member that this one turned out to be; set by [`Members::merge`](crate::shop::Members::merge) alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<MemberId>,
    /// The document that erased code, name and birthday; set by [`Members::erase`](crate::shop::Members::erase) alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_by: Option<DocumentId>,
}

/// A day of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birthday {
    month: i8,
    day: i8,
}

impl Birthday {
    /// A month and a day of it; 29 February is one.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is no such day.
    pub fn new(month: i8, day: i8) -> Result<Self> {
        let birthday = Self { month, day };
        birthday.check()?;
        Ok(birthday)
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> i8 {
        self.day
    }

    /// The day in a year: a 29 February is the 28th in years without it.
    pub fn in_year(self, year: i16) -> Option<Date> {
        let leap_day = self.month == 2 && self.day == 29;
        Date::new(year, self.month, self.day).or_else(|e| if leap_day { Date::new(year, 2, 28) } else { Err(e) }).ok()
    }

    fn check(self) -> Result<()> {
        let written = format!("{:02}-{:02}", self.month, self.day);
        // A leap year has all days.
        Date::new(2024, self.month, self.day).map(drop).map_err(|_| Error::invalid("birthday", written, Expected::Date))
    }
}

impl Member {
    /// The name of all who were erased.
    pub const ERASED: &str = "已删除 (erased)";

    /// A member without level or birthday, who pays at once.
    pub fn new(id: MemberId, code: impl Into<String>, name: impl Into<String>) -> Self {
        let (code, name, level) = (code.into(), name.into(), String::new());
        let (birthday, credit_limit, credit_days) = (None, Money::ZERO, None);
        Self { id, code, name, level, birthday, credit_limit, credit_days, merged_into: None, erased_by: None }
    }

    /// What is left of a member whose data were erased.
    pub(crate) fn erased(&self, by: DocumentId) -> Self {
        Self { merged_into: self.merged_into, erased_by: Some(by), ..Self::new(self.id, "", Self::ERASED) }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_code("code", &self.code)?;
        check_name("name", &self.name)?;
        if !self.level.is_empty() {
            check_code("level", &self.level)?;
        }
        self.credit_limit.not_negative("credit_limit")?;
        if let Some(other) = self.merged_into {
            return Err(Error::invalid("merged_into", other, Expected::Absent));
        }
        if let Some(document) = self.erased_by {
            return Err(Error::invalid("erased_by", document, Expected::Absent));
        }
        self.birthday.map_or(Ok(()), Birthday::check)
    }
}
