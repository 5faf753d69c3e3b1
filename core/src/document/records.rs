use serde::{Deserialize, Serialize};

use super::SealedMember;
use crate::catalog::{Category, CodeRule, Location, Product, TaxCode, Variant};
use crate::party::{Member, Supplier, Supply};
use crate::pricing::{ListPrices, PriceList};
use crate::promotion::{Coupon, Promotion};

/// The full new state of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)] // each record documents itself
pub enum EditedRecord {
    TaxCode(TaxCode),
    Category(Category),
    Location(Location),
    Product(Product),
    Variant(Variant),
    Supplier(Supplier),
    /// A member in a document of an early release: what identifies the person stands in it.
    Member(Member),
    SealedMember(SealedMember),
    Supply(Supply),
    Promotion(Box<Promotion>),
    PriceList(PriceList),
    ListPrices(ListPrices),
    Coupon(Coupon),
    /// A code rule and its next number.
    CodeRule {
        name: String,
        rule: CodeRule,
        next: u64,
    },
}
