use serde::{Deserialize, Serialize};

use super::check_name;
use crate::Result;
use crate::value::LocationId;

/// A place inside one shop: shelf, back room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// Such as `Shop floor` or 货架.
    pub name: String,
}

impl Location {
    pub(crate) fn check(&self) -> Result<()> {
        check_name("name", &self.name)
    }
}
