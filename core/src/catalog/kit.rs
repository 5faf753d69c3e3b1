use serde::{Deserialize, Serialize};

use super::{Pack, Variant};
use crate::value::{Quantity, VariantId};
use crate::{Error, Expected, Result};

/// Parts that a kit may have.
const MOST_PARTS: usize = 100;

/// A part of a kit (组合商品): so much of another variant leaves the stock with each stock unit of the kit that is sold. The
/// parts of a dish are its recipe.
///
/// ```
/// use tillbook::catalog::{KitPart, Pack};
/// use tillbook::value::{Quantity, VariantId};
/// let wine = KitPart { variant: VariantId::new(), quantity: Quantity::ONE, pack: Some(Pack::of("glass", 1, 6)?) };
/// assert_eq!(wine.of_kits(Quantity::whole(12)?)?, Quantity::whole(2)?); // bottles
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitPart {
    /// What leaves; goods, no other kit.
    pub variant: VariantId,
    /// How much of it, above zero: packs if `pack` says which, else stock units.
    pub quantity: Quantity,
    /// The pack that the quantity counts, as it was when the kit was put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
}

impl KitPart {
    /// Stock units of the part in so many kits: rounded once, half away from zero, to a millionth, and never nothing.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn of_kits(&self, kits: Quantity) -> Result<Quantity> {
        let (units, packs) = self.fraction();
        let whole = packs * i128::from(Quantity::ONE.micros());
        let product = i128::from(self.quantity.micros()).checked_mul(i128::from(kits.micros()));
        let product = product.and_then(|product| product.checked_mul(units)).ok_or(Error::too_large("quantity"))?;
        let micros = (product + whole / 2) / whole;
        i64::try_from(micros.max(1)).map(Quantity::from_micros).map_err(|_| Error::too_large("quantity"))
    }

    /// How many whole kits there is enough of the part for.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn kits_of(&self, on_hand: Quantity) -> Result<Quantity> {
        let (units, packs) = self.fraction();
        let kits = i128::from(on_hand.micros().max(0)) * packs / (i128::from(self.quantity.micros().max(1)) * units);
        Quantity::whole(i64::try_from(kits).map_err(|_| Error::too_large("quantity"))?)
    }

    fn fraction(&self) -> (i128, i128) {
        self.pack.as_ref().map_or((1, 1), |pack| (pack.units.max(1).into(), pack.packs.max(1).into()))
    }
}

impl Variant {
    /// True if its parts leave the stock when it is sold; it has no stock itself.
    pub const fn is_kit(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Refuses parts that cannot be, and what a kit has no use for.
    pub(super) fn check_parts(&self) -> Result<()> {
        if !self.is_kit() {
            return Ok(());
        }
        if self.parts.len() > MOST_PARTS {
            return Err(Error::invalid("parts", self.parts.len(), Expected::AtMostItems(MOST_PARTS)));
        }
        for (index, part) in self.parts.iter().enumerate() {
            let field = format!("parts[{index}].variant");
            if part.variant == self.id {
                return Err(Error::invalid(field, part.variant, Expected::Another));
            }
            if self.parts.iter().take(index).any(|other| other.variant == part.variant) {
                return Err(Error::invalid(field, part.variant, Expected::Unique));
            }
            if !part.quantity.is_positive() {
                return Err(Error::invalid(format!("parts[{index}].quantity"), part.quantity, Expected::Positive));
            }
        }
        if let Some(point) = self.reorder_point {
            return Err(Error::invalid("reorder_point", point, Expected::Absent));
        }
        match self.assumed_cost {
            Some(cost) => Err(Error::invalid("assumed_cost", cost, Expected::Absent)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(micros: i64, pack: Option<Pack>) -> KitPart {
        KitPart { variant: VariantId::new(), quantity: Quantity::from_micros(micros), pack }
    }

    #[test]
    fn a_fraction_is_rounded_once_for_all_kits() {
        let third = part(1_000_000, Some(Pack::of("third", 1, 3).unwrap()));
        let of = |kits| third.of_kits(Quantity::whole(kits).unwrap()).unwrap().micros();
        assert_eq!([of(1), of(2), of(3)], [333_333, 666_667, 1_000_000]);
        assert_eq!(part(1, None).of_kits(Quantity::from_micros(1)).unwrap().micros(), 1);
        assert!(part(i64::MAX, Some(Pack::of("ship", u32::MAX, 1).unwrap())).of_kits(Quantity::ONE).is_err());
    }

    #[test]
    fn what_is_there_makes_whole_kits() {
        let glass = part(2_000_000, Some(Pack::of("glass", 1, 6).unwrap()));
        let of = |micros| glass.kits_of(Quantity::from_micros(micros)).unwrap();
        assert_eq!(of(1_000_000), Quantity::whole(3).unwrap());
        assert_eq!((of(333_333), of(333_334)), (Quantity::ZERO, Quantity::ONE));
        assert_eq!(of(-1_000_000), Quantity::ZERO);
    }
}
