use serde::{Deserialize, Serialize};

use crate::value::{Money, Price, Rate};
use crate::{Error, Expected, Result};

/// What a promotion takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Benefit {
    /// A share of the net of the goods in scope; with `max_uses`, of the dearest units.
    PercentOff {
        /// Above 0, at most 1: 0.2 is 20 % off (8折).
        rate: Rate,
    },
    /// An amount, never more than the goods cost.
    AmountOff {
        /// Above zero.
        amount: Money,
        /// How often the amount is taken off.
        per: Per,
    },
    /// Units that are dearer get this price, others keep theirs; with `max_uses`, the units that save most.
    FixedPrice {
        /// Per unit (weighed goods: per kilogram, or whatever the quantity counts); zero or more.
        price: Price,
    },
}

/// How often a [`Benefit::AmountOff`] is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Per {
    /// Once (立减).
    Order,
    /// For each unit (直降), weighed goods by their quantity; with `max_uses`, the units that save most.
    Unit,
    /// Each time the condition is reached (每满减): the amount in question divided by `min_amount`, or the
    /// quantity by `min_quantity` if there is no `min_amount`, without the fraction. `max_uses` limits the times.
    EveryThreshold,
}

impl Benefit {
    /// Checks the figures.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field.
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::PercentOff { rate } if *rate == Rate::ZERO || *rate > Rate::ONE => {
                Err(Error::invalid("benefit.rate", rate, Expected::Range("a share above 0".into(), "1".into())))
            }
            Self::AmountOff { amount, .. } if amount.minor() <= 0 => {
                Err(Error::invalid("benefit.amount", amount, Expected::Positive))
            }
            Self::FixedPrice { price } if *price < Price::ZERO => {
                Err(Error::invalid("benefit.price", price, Expected::NotNegative))
            }
            _ => Ok(()),
        }
    }
}
