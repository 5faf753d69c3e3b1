use serde::{Deserialize, Serialize};

use crate::party::{SpendOrder, TopUpBonus};
use crate::pricing::RoundOff;
use crate::value::{Money, share};
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
    /// How totals are rounded off, where the cart says nothing else; only in a shop whose prices include tax.
    pub round_off: RoundOff,
    /// The smallest coin, in minor units, where it is more than one of them: what is paid in cash is rounded to it, half away
    /// from zero and never to nothing. Zero for a shop that has coins for every amount.
    pub smallest_coin: Money,
}

impl Default for PaymentRules {
    /// Stored value in proportion, no bonuses, thirty days of credit, nothing rounded.
    fn default() -> Self {
        Self {
            spend: SpendOrder::Proportion,
            top_up_bonuses: Vec::new(),
            credit_days: 30,
            round_off: RoundOff::Nothing,
            smallest_coin: Money::ZERO,
        }
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

    /// An amount of cash as coins can pay it.
    pub(crate) fn in_coins(&self, amount: Money) -> Result<Money> {
        let coin = self.smallest_coin;
        if coin.minor() <= 1 || amount <= Money::ZERO {
            return Ok(amount);
        }
        let coins = share(amount, 1, coin.minor())?;
        coins.max(Money::from_minor(1)).times(coin.minor())
    }

    /// `prices_include_tax` as in the settings.
    pub(crate) fn check(&self, prices_include_tax: bool) -> Result<()> {
        self.smallest_coin.not_negative("smallest_coin")?;
        if !prices_include_tax && self.round_off != RoundOff::Nothing {
            let nothing = Expected::Exactly(RoundOff::Nothing.code().into());
            return Err(Error::invalid("round_off", self.round_off.code(), nothing));
        }
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
