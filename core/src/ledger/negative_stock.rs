use serde::{Deserialize, Serialize};

/// What happens when more leaves than is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NegativeStock {
    /// It is refused.
    #[default]
    Forbid,
    /// What is not there leaves at a provisional cost, which is made true when goods come in.
    Allow,
}
