use serde::{Deserialize, Serialize};

use super::CodeRule;

/// A code rule with the number that it gives out next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedRule {
    /// The pattern.
    pub rule: CodeRule,
    /// The next number.
    pub next: u64,
}
