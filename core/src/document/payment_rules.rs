use serde::{Deserialize, Serialize};

use crate::party::{SpendOrder, TopUpBonus};
use crate::value::Money;
use crate::{Error, Expected, Result};

/// Steps of a rule for bonuses.
const MOST_STEPS: usize = 50;

/// How a shop takes payments: part of its [`Settings`](super::Settings).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentRules {
    /// Which part of stored value is spent first.
    pub spend: SpendOrder,
    /// What is given on top of what is paid in: the highest step that is reached, once.
    pub top_up_bonuses: Vec<TopUpBonus>,
    /// Days within which members pay what they buy on account, where their record says nothing else.
    pub credit_days: u16,
}

impl Default for PaymentRules {
    /// Stored value in proportion, no bonuses, thirty days of credit.
    fn default() -> Self {
        Self { spend: SpendOrder::Proportion, top_up_bonuses: Vec::new(), credit_days: 30 }
    }
}

impl PaymentRules {
    /// What the shop gives on top of so much.
    pub fn bonus_for(&self, paid_in: Money) -> Money {
        let reached = self.top_up_bonuses.iter().filter(|step| step.from <= paid_in);
        reached.max_by_key(|step| step.from).map_or(Money::ZERO, |step| step.bonus)
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn check(&self) -> Result<()> {
        let steps = &self.top_up_bonuses;
        if steps.len() > MOST_STEPS {
            return Err(Error::invalid("top_up_bonuses", steps.len(), Expected::AtMostItems(MOST_STEPS)));
        }
        for (index, step) in steps.iter().enumerate() {
            let field = |name| format!("top_up_bonuses[{index}].{name}");
            if step.from <= Money::ZERO {
                return Err(Error::invalid(field("from"), step.from, Expected::Positive));
            }
            if steps.iter().take(index).any(|before| before.from == step.from) {
                return Err(Error::invalid(field("from"), step.from, Expected::Unique));
            }
            step.bonus.not_negative(&field("bonus"))?;
        }
        Ok(())
    }
}
