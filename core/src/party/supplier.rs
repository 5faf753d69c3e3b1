use serde::{Deserialize, Serialize};

use crate::catalog::{check_code, check_name};
use crate::value::SupplierId;
use crate::{Error, Expected, Result};

/// Who sells to the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// Its id.
    pub id: SupplierId,
    /// A short code; unique.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Days from an order to its delivery.
    #[serde(default)]
    pub lead_time_days: u32,
    /// The weekday on which the shop orders there, 1 = Monday to 7 = Sunday; `None` for any day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_weekday: Option<u8>,
}

impl Supplier {
    pub(crate) fn check(&self) -> Result<()> {
        check_code("code", &self.code)?;
        check_name("name", &self.name)?;
        if let Some(day) = self.review_weekday
            && !(1..=7).contains(&day)
        {
            return Err(Error::invalid("review_weekday", day, Expected::Range("1".into(), "7".into())));
        }
        Ok(())
    }
}
