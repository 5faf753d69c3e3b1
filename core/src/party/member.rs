use serde::{Deserialize, Serialize};

use crate::Result;
use crate::catalog::{check_code, check_name};
use crate::value::MemberId;

/// A customer whom the shop knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Card number or phone number: what the till finds them by; unique.
    pub code: String,
    /// What the shop calls them.
    pub name: String,
}

impl Member {
    pub(crate) fn check(&self) -> Result<()> {
        check_code("code", &self.code)?;
        check_name("name", &self.name)
    }
}
