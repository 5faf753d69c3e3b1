use crate::Result;
use crate::value::Quantity;

/// Signed quantities of batches, by the index of the batch. Nearly always one.
#[derive(Debug, Clone, Default)]
pub(in crate::posting) struct Picks {
    first: Option<(u32, Quantity)>,
    more: Vec<(u32, Quantity)>,
}

/// Batches of which nothing is moved make no difference.
impl PartialEq for Picks {
    fn eq(&self, other: &Self) -> bool {
        if self.first == other.first && self.more == other.more {
            return true;
        }
        let within = |some: &Self, all: &Self| {
            some.iter().filter(|(_, quantity)| !quantity.is_zero()).all(|pick| all.iter().any(|other| other == pick))
        };
        within(self, other) && within(other, self)
    }
}

impl Picks {
    /// Adds a quantity to what is there of its batch; one of zero is left out.
    pub(in crate::posting) fn add(&mut self, batch: u32, quantity: Quantity) -> Result<()> {
        if let Some((_, sum)) = self.first.iter_mut().chain(&mut self.more).find(|(known, _)| *known == batch) {
            *sum = sum.add(quantity)?;
        } else if self.first.is_none() {
            self.first = Some((batch, quantity)).filter(|_| !quantity.is_zero());
        } else if !quantity.is_zero() {
            self.more.push((batch, quantity));
        }
        Ok(())
    }

    /// Moves so much more: of the batch that was moved last. What is less comes off the last batches.
    pub(super) fn extend(&mut self, mut more: Quantity) -> Result<()> {
        let is_less = more.is_negative();
        let picks = self.first.iter_mut().chain(&mut self.more);
        for (_, quantity) in picks.rev().filter(|(_, quantity)| quantity.is_negative() != is_less) {
            let all = quantity.neg()?;
            let change = if more.is_negative() { more.max(all) } else { more.min(all) };
            (*quantity, more) = (quantity.add(change)?, more.sub(change)?);
        }
        let last = self.iter().last().map_or(0, |(batch, _)| batch);
        self.add(last, more)
    }

    /// By how much it moves more than `other`.
    pub(in crate::posting) fn less(&self, other: &Self) -> Result<Self> {
        let mut difference = self.clone();
        for (batch, quantity) in other.iter() {
            difference.add(batch, quantity.neg()?)?;
        }
        Ok(difference)
    }

    pub(in crate::posting) fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, Quantity)> {
        self.first.iter().chain(&self.more).copied()
    }

    pub(in crate::posting) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(in crate::posting) fn total(&self) -> Result<Quantity> {
        Quantity::sum(self.iter().map(|(_, quantity)| quantity))
    }
}
