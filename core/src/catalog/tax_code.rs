use serde::{Deserialize, Serialize};

use super::{check_code, check_name};
use crate::Result;
use crate::value::Rate;

/// A tax on sales and its rate, such as `V13` at 0.13.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxCode {
    /// The short code; unique.
    pub code: String,
    /// Such as `VAT 13 %` or 增值税13%.
    pub name: String,
    /// The rate.
    pub rate: Rate,
}

impl TaxCode {
    /// A tax code called by its own code.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid) for a bad code.
    pub fn new(code: impl Into<String>, rate: Rate) -> Result<Self> {
        let code = code.into();
        let tax = Self { name: code.clone(), code, rate };
        tax.check()?;
        Ok(tax)
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_code("code", &self.code)?;
        check_name("name", &self.name)
    }
}
