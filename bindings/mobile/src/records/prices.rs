// Written by tools/mirror.py from the engine's source.

use crate::mirror::records;
use rust_decimal::Decimal;
use tillbook::value::VariantId;

records! {
    /// A price from a quantity on.
    in NewPriceStep = tillbook::shop::NewPriceStep {
        /// The pack that it is a price of; `None` for the stock unit.
        #[uniffi(default = None)]
        pack: Option<String>,
        /// From so many packs or stock units in the cart on; zero or more.
        from: Decimal,
        /// Of one pack or stock unit, above zero.
        price: Decimal,
    }

    /// What a price list shall say of a variant.
    in VariantPrices = tillbook::shop::VariantPrices {
        /// The variant.
        variant: VariantId,
        /// Its prices, 1 to 100, in any order; each unit and quantity once.
        #[uniffi(default = [])]
        steps: Vec<NewPriceStep>,
    }
}
