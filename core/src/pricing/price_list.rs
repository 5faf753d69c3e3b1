use serde::{Deserialize, Serialize};

use crate::catalog::{check_code, check_name};
use crate::promotion::{Context, Hours};
use crate::value::{PriceListId, Timestamp};
use crate::{Error, Expected, Result};

/// Levels that one list may be for.
const MOST_LEVELS: usize = 100;

/// Other prices than the catalog's, for whom and when they hold. What it says of each variant is kept beside it, in
/// [`ListPrices`](super::ListPrices).
///
/// ```
/// use tillbook::pricing::PriceList;
/// use tillbook::value::PriceListId;
/// let wholesale = PriceList {
///     member_levels: vec!["wholesale".into()],
///     ..PriceList::new(PriceListId::new(), "批发价")
/// };
/// wholesale.check()?;
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    /// Its id.
    pub id: PriceListId,
    /// What the till slip calls its prices.
    pub name: String,
    /// True if a member must be present.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub members_only: bool,
    /// Levels of members that it is for, at most 100; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub member_levels: Vec<String>,
    /// True if its prices hold even where they are higher than others: the catalog's, a member's, those of lists that do
    /// not override (夜间价, 节日价). Otherwise the lowest price counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overrides: bool,
    /// Its first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// The moment when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// Its hours of the week, by the shop's clock; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

impl PriceList {
    /// For everybody, at all times, where it is cheaper than the catalog.
    pub fn new(id: PriceListId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            members_only: false,
            member_levels: Vec::new(),
            overrides: false,
            valid_from: None,
            valid_until: None,
            hours: None,
        }
    }

    /// True if it holds at this moment, for who is at the till.
    pub fn holds(&self, context: &Context) -> bool {
        let begun = self.valid_from.is_none_or(|from| from <= context.at);
        let over = self.valid_until.is_some_and(|until| until <= context.at);
        let in_hours = self.hours.as_ref().is_none_or(|hours| hours.contains(context.local));
        let is_theirs = match &context.member {
            Some(shopper) => self.member_levels.is_empty() || self.member_levels.contains(&shopper.level),
            None => self.member_levels.is_empty() && !self.members_only,
        };
        begun && !over && in_hours && is_theirs
    }

    /// Checks that the fields make sense, alone and together.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field, such as `valid_until`.
    pub fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        if self.member_levels.len() > MOST_LEVELS {
            let expected = Expected::AtMostItems(MOST_LEVELS);
            return Err(Error::invalid("member_levels", self.member_levels.len(), expected));
        }
        for (index, level) in self.member_levels.iter().enumerate() {
            check_code(&format!("member_levels[{index}]"), level)?;
            if self.member_levels.iter().take(index).any(|other| other == level) {
                return Err(Error::invalid(format!("member_levels[{index}]"), level, Expected::Unique));
            }
        }
        if let (Some(from), Some(until)) = (self.valid_from, self.valid_until)
            && until <= from
        {
            return Err(Error::invalid("valid_until", until, Expected::Above(from.to_string())));
        }
        self.hours.as_ref().map_or(Ok(()), Hours::check)
    }
}
