//! What the shop sells: products with variants, units and packs, barcodes, categories, taxes and places.

mod barcode;
mod category;
mod code_rule;
mod gs1;
mod gs1_format;
mod kit;
mod location;
mod numbered_rule;
mod product;
mod reference;
mod scale_label;
mod tax_code;
mod unit;
mod variant;

pub use barcode::{Barcode, check_digit};
pub use category::Category;
pub use code_rule::CodeRule;
pub use gs1::Element;
pub use kit::KitPart;
pub use location::Location;
pub use numbered_rule::NumberedRule;
pub use product::{Product, ProductOption};
pub(crate) use reference::masked;
pub use scale_label::{ScaleLabel, ScalePattern};
pub use tax_code::TaxCode;
pub use unit::Pack;
pub use variant::{Variant, VariantBarcode};

use crate::{Error, Expected, Result};

/// Characters of a name.
const MOST_NAME_CHARS: usize = 200;
/// Characters of a code.
const MOST_CODE_CHARS: usize = 48;

/// Accepts text that a person can read: not empty, no control characters, not too long.
pub(crate) fn check_name(field: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::invalid(field, text.escape_debug(), Expected::NotEmpty));
    }
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, text.escape_debug(), Expected::PlainText));
    }
    check_length(field, text, MOST_NAME_CHARS)
}

/// Accepts a short code: as a name, without blanks at its ends.
pub(crate) fn check_code(field: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::invalid(field, text.escape_debug(), Expected::NotEmpty));
    }
    if text.trim() != text || text.chars().any(char::is_control) {
        return Err(Error::invalid(field, text.escape_debug(), Expected::PlainText));
    }
    check_length(field, text, MOST_CODE_CHARS)
}

fn check_length(field: &str, text: &str, most: usize) -> Result<()> {
    if text.chars().count() > most {
        return Err(Error::invalid(field, text, Expected::AtMostChars(most)));
    }
    Ok(())
}
