//! Read-only questions.

use crate::shop::Shop;

/// Read-only questions.
#[derive(Clone, Copy)]
pub struct Reports<'a> {
    shop: &'a Shop,
}

impl<'a> Reports<'a> {
    pub(crate) const fn new(shop: &'a Shop) -> Self {
        Self { shop }
    }
}
