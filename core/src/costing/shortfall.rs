use std::fmt;

use crate::value::Quantity;

/// A book was asked for more than it holds. It was left as it was.
///
/// A typed error of its own: what follows from it (a refusal that names the goods, or a short sale) is for the
/// caller to decide, who knows what the goods are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortfall {
    /// Quantity asked for.
    pub asked: Quantity,
    /// Quantity on hand: zero or more, less than was asked for.
    pub available: Quantity,
}

impl Shortfall {
    /// Refuses more than there is.
    pub(super) fn check(asked: Quantity, available: Quantity) -> Result<(), Self> {
        if asked > available { Err(Self { asked, available }) } else { Ok(()) }
    }

    /// How much is missing; above zero.
    pub fn missing(self) -> Quantity {
        Quantity::from_micros(self.asked.micros().saturating_sub(self.available.micros()))
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} asked for, {} on hand: {} missing", self.asked, self.available, self.missing())
    }
}

impl std::error::Error for Shortfall {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_more_than_there_is_is_refused() {
        let (two, three) = (Quantity::from_micros(2_000_000), Quantity::from_micros(3_000_000));
        assert_eq!(Shortfall::check(two, two), Ok(()));
        let shortfall = Shortfall { asked: three, available: two };
        assert_eq!(Shortfall::check(three, two), Err(shortfall));
        assert_eq!(shortfall.to_string(), "3 asked for, 2 on hand: 1 missing");
    }
}
