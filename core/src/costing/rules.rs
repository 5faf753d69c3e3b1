use serde::{Deserialize, Serialize};

use super::UnitCost;
use crate::ledger::{CostingMethod, NegativeStock};

/// How the goods of an item are costed.
///
/// ```
/// use tillbook::costing::{CostScope, NegativeStock, Rules};
/// use tillbook::ledger::CostingMethod;
/// let rules = Rules { negative: NegativeStock::Allow, ..Rules::from(CostingMethod::MovingAverage) };
/// assert_eq!(rules.scope, CostScope::Item);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// By which method.
    pub method: CostingMethod,
    /// What shares a cost.
    #[serde(default)]
    pub scope: CostScope,
    /// Whether more may leave than is there.
    #[serde(default)]
    pub negative: NegativeStock,
    /// What a unit is taken to cost of which nothing else is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_unit_cost: Option<UnitCost>,
}

impl From<CostingMethod> for Rules {
    /// One pool an item, which is never short.
    fn from(method: CostingMethod) -> Self {
        Self { method, ..Self::default() }
    }
}

/// What shares a cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostScope {
    /// All goods of an item, wherever they lie: to carry them changes no cost.
    #[default]
    Item,
    /// The goods of an item at one location: goods that are carried take their value along.
    Location,
}
