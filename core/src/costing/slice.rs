use serde::{Deserialize, Serialize};

use crate::ledger::{Layer, LineKey, Take, VariantNo};
use crate::value::{Money, Quantity, Timestamp, share};
use crate::{Error, Expected, Result};

/// What is left of the goods that one movement brought in: a [`Layer`] that does not say of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// When the goods came in.
    pub at: Timestamp,
    /// The movement that brought them in.
    pub source: LineKey,
    /// What is left; above zero in a book.
    pub quantity: Quantity,
    /// What that is worth; zero or more in a book.
    pub value: Money,
}

impl Slice {
    /// The slice as a layer of `variant`.
    pub fn layer(self, variant: VariantNo) -> Layer {
        let Self { at, source, quantity, value } = self;
        Layer { variant, at, source, quantity, value }
    }

    /// The place in the queue: the older first, of two at one time the one posted first.
    pub(super) fn place(&self) -> (Timestamp, LineKey) {
        (self.at, self.source)
    }

    /// The slice with nothing left of it.
    pub(super) fn gone(self) -> Self {
        Self { quantity: Quantity::ZERO, value: Money::ZERO, ..self }
    }

    /// Takes `wanted`, or all there is when that is less. `wanted` is above zero.
    pub(super) fn cut(&mut self, wanted: Quantity) -> Take {
        let quantity = wanted.min(self.quantity);
        let value = part(self.value, quantity, self.quantity);
        self.quantity = Quantity::from_micros(self.quantity.micros() - quantity.micros());
        self.value = Money::from_minor(self.value.minor() - value.minor());
        Take { source: self.source, quantity, value }
    }
}

impl From<Layer> for Slice {
    fn from(layer: Layer) -> Self {
        let Layer { at, source, quantity, value, .. } = layer;
        Self { at, source, quantity, value }
    }
}

/// What `quantity` of `whole` units worth `value` costs, for 0 < `quantity` <= `whole` and a value of zero or more:
/// the [`share`] of it, found with a single division where 64 bits hold the product and no sign can turn up.
pub(super) fn part(value: Money, quantity: Quantity, whole: Quantity) -> Money {
    if quantity == whole {
        return value;
    }
    let unsigned = (value.minor().cast_unsigned(), quantity.micros().cast_unsigned(), whole.micros().cast_unsigned());
    let (minor, part, parts) = unsigned;
    match minor.checked_mul(part).and_then(|product| product.checked_add(parts / 2)) {
        Some(rounded_up) => Money::from_minor((rounded_up / parts).cast_signed()),
        // A part of a value is never more than the value, so it always fits.
        None => share(value, quantity.micros(), whole.micros()).unwrap_or(value),
    }
}

/// Goods that can come in: some, and worth zero or more. With that, what goes out can neither overflow nor leave
/// a value behind that nobody owns.
pub(super) fn acceptable(quantity: Quantity, value: Money) -> Result<()> {
    if !quantity.is_positive() {
        return Err(Error::invalid("quantity", quantity, Expected::Positive));
    }
    value.not_negative("value").map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ONE_THIRD: (Quantity, Quantity) = (Quantity::from_micros(1), Quantity::from_micros(3));

    #[test]
    fn a_cut_never_takes_more_than_there_is() {
        let source = LineKey::from_column(7);
        let slice = |micros, minor| Slice {
            at: Timestamp::from_micros(0),
            source,
            quantity: Quantity::from_micros(micros),
            value: Money::from_minor(minor),
        };
        let mut cut = slice(3, 1_000);
        assert_eq!(cut.cut(ONE_THIRD.0), Take { source, quantity: ONE_THIRD.0, value: Money::from_minor(333) });
        assert_eq!(cut, slice(2, 667));
        assert_eq!(cut.cut(Quantity::from_micros(9)).value.minor(), 667);
        assert_eq!(cut, slice(3, 1_000).gone());
        assert_eq!(Slice::from(cut.layer(VariantNo(1))), cut);
    }

    #[test]
    fn a_part_of_the_largest_value_fits() {
        let largest = Money::from_minor(i64::MAX);
        assert_eq!(part(largest, ONE_THIRD.0, ONE_THIRD.1).minor(), 3_074_457_345_618_258_602);
        assert_eq!(
            part(largest, Quantity::from_micros(i64::MAX - 1), Quantity::from_micros(i64::MAX)).minor(),
            i64::MAX - 1
        );
    }

    #[test]
    fn only_goods_come_in() {
        assert!(acceptable(Quantity::ONE, Money::ZERO).is_ok()); // a free sample
        let refusal = |quantity, minor| acceptable(quantity, Money::from_minor(minor)).unwrap_err().to_string();
        assert_eq!(refusal(Quantity::ZERO, 1), "quantity: `0` is not accepted; expected a number above zero");
        assert_eq!(refusal(Quantity::ONE, -1), "value: `-1` is not accepted; expected zero or a number above it");
    }

    proptest! {
        /// The quick division is the one rounding rule of the books.
        #[test]
        fn a_part_is_a_share(minor in 0..=i64::MAX, bits in 0u32..63, a in 1..=i64::MAX, b in 1..=i64::MAX) {
            let (value, a, b) = (Money::from_minor(minor >> bits), (a >> bits).max(1), (b >> bits).max(1));
            let (quantity, whole) = (a.min(b), a.max(b));
            let part = part(value, Quantity::from_micros(quantity), Quantity::from_micros(whole));
            prop_assert_eq!(part, share(value, quantity, whole).unwrap());
        }
    }
}
