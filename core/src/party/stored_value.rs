use serde::{Deserialize, Serialize};

use crate::Result;
use crate::value::{Money, share};

/// Which part of stored value is spent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendOrder {
    /// Both in proportion to what there is of them; the bonus is rounded to the minor unit, the principal takes the rest.
    #[default]
    Proportion,
    /// What the member paid in, then what the shop gave.
    PrincipalFirst,
}

/// What the shop gives to whoever pays in so much (充100送10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpBonus {
    /// To whoever pays in this or more; above zero.
    pub from: Money,
    /// So much, once; zero or more.
    pub bonus: Money,
}

/// What a member has with the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredValue {
    /// What they paid in.
    pub principal: Money,
    /// What the shop gave on top.
    pub bonus: Money,
}

impl StoredValue {
    /// Both.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn total(self) -> Result<Money> {
        self.principal.add(self.bonus)
    }

    /// Takes `amount` off in this order; `None` where it holds less.
    ///
    /// ```
    /// # use tillbook::party::{SpendOrder, StoredValue};
    /// # use tillbook::value::Money;
    /// let fen = Money::from_minor;
    /// let card = StoredValue { principal: fen(100_00), bonus: fen(10_00) };
    /// let taken = card.take(fen(55_00), SpendOrder::Proportion)?;
    /// assert_eq!(taken, Some(StoredValue { principal: fen(50_00), bonus: fen(5_00) }));
    /// let taken = card.take(fen(55_00), SpendOrder::PrincipalFirst)?;
    /// assert_eq!(taken, Some(StoredValue { principal: fen(55_00), bonus: fen(0) }));
    /// assert_eq!(card.take(fen(110_01), SpendOrder::Proportion)?, None);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn take(self, amount: Money, order: SpendOrder) -> Result<Option<Self>> {
        let total = self.total()?;
        if amount > total {
            return Ok(None);
        }
        // A principal below zero, which no till makes, is not spent.
        let bonus = match order {
            SpendOrder::Proportion if self.principal > Money::ZERO => share(self.bonus, amount.minor(), total.minor())?,
            _ => amount.sub(self.principal.max(Money::ZERO))?.max(Money::ZERO),
        };
        Ok(Some(Self { principal: amount.sub(bonus)?, bonus }))
    }
}
