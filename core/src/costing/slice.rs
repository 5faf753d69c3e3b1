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

/// What `quantity` of `whole` units worth `value` costs, for 0 < `quantity` <= `whole` and a value of zero or more.
pub(super) fn part(value: Money, quantity: Quantity, whole: Quantity) -> Money {
    // A part of a value is never more than the value, so it always fits.
    share(value, quantity.micros(), whole.micros()).unwrap_or(value)
}

/// Goods that can come in: some, and worth zero or more. With that, what goes out can neither overflow nor leave
/// a value behind that nobody owns.
pub(super) fn acceptable(quantity: Quantity, value: Money) -> Result<()> {
    if !quantity.is_positive() {
        return Err(Error::invalid("quantity", quantity, Expected::Positive));
    }
    value.not_negative("value").map(drop)
}
