use serde::{Deserialize, Serialize};

use super::check_name;
use crate::Result;
use crate::ledger::CostingMethod;
use crate::value::CategoryId;

/// A node of the category tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Such as `Drinks` or 饮料.
    pub name: String,
    /// What it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CategoryId>,
    /// How its products are costed, if not as its parent's or the shop's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costing: Option<CostingMethod>,
}

impl Category {
    pub(crate) fn check(&self) -> Result<()> {
        check_name("name", &self.name)
    }
}
