use serde::{Deserialize, Serialize};

use crate::value::Quantity;
use crate::{Error, Expected, Result};

/// A pack that a product is bought or sold in, as an exact fraction of its stock unit: a case of 24 is 24/1,
/// a glass out of a bottle of six glasses is 1/6.
///
/// ```
/// use tillbook::catalog::Pack;
/// use tillbook::value::Quantity;
/// let case = Pack::of("case", 24, 1)?;
/// assert_eq!(case.in_units(Quantity::whole(2)?)?, Quantity::whole(48)?);
/// let ninth = Pack::of("ninth", 1, 9)?;
/// assert_eq!(ninth.in_units(Quantity::whole(9)?)?, Quantity::ONE); // nothing is lost on the way
/// assert!(ninth.in_units(Quantity::ONE).is_err()); // 0.111... has no exact quantity
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Such as `case` or 箱.
    pub name: String,
    /// So many units ...
    pub units: u32,
    /// ... are in so many packs.
    pub packs: u32,
}

impl Pack {
    /// `units` stock units are in `packs` packs.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty name or a zero.
    pub fn of(name: impl Into<String>, units: u32, packs: u32) -> Result<Self> {
        let pack = Self { name: name.into(), units, packs };
        pack.check()?;
        Ok(pack)
    }

    pub(crate) fn check(&self) -> Result<()> {
        super::check_name("name", &self.name)?;
        for (field, value) in [("units", self.units), ("packs", self.packs)] {
            if value == 0 {
                return Err(Error::invalid(field, value, Expected::Positive));
            }
        }
        Ok(())
    }

    /// The quantity in stock units.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it needs more than six decimals; [`Error::TooLarge`].
    pub fn in_units(&self, packs: Quantity) -> Result<Quantity> {
        let product = i128::from(packs.micros()) * i128::from(self.units);
        let whole = i128::from(self.packs.max(1));
        if product % whole != 0 {
            return Err(Error::invalid("quantity", packs, Expected::Decimals(6)));
        }
        let micros = i64::try_from(product / whole).map_err(|_| Error::too_large("quantity"))?;
        Ok(Quantity::from_micros(micros))
    }

    /// The least number of whole packs that hold at least `units`.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn whole_packs_for(&self, units: Quantity) -> Result<i64> {
        let needed = i128::from(units.micros().max(0)) * i128::from(self.packs);
        let per_pack = i128::from(self.units.max(1)) * i128::from(Quantity::ONE.micros());
        let packs = (needed + per_pack - 1) / per_pack;
        i64::try_from(packs).map_err(|_| Error::too_large("number of packs"))
    }
}
