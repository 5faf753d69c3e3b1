use super::{LineKey, MemberNo, TaxNo, VariantNo};
use crate::value::{BusinessDay, Money, Quantity};
use crate::{Error, Result};

/// Whether goods were sold or came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SaleLineKind {
    /// Sold.
    Sale,
    /// Brought back, all or in part.
    Refund,
    /// A sale that never was: the opposite of its line.
    Void,
    /// Another quantity left, or at another time: what that changes of the line. Money that was paid stays.
    Amend,
}

impl SaleLineKind {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Refund => "refund",
            Self::Void => "void",
            Self::Amend => "amend",
        }
    }

    /// The kind with this code.
    ///
    /// # Errors
    /// [`Error::Corrupt`]: codes come from stores.
    pub fn from_code(code: &str) -> Result<Self> {
        [Self::Sale, Self::Refund, Self::Void, Self::Amend]
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Error::Corrupt { what: format!("unknown sale line kind `{code}`") })
    }
}

/// One line of a sale, refund or void, as reports add it up: refunds and voids carry negative figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaleLine {
    /// Posting number and line.
    pub key: LineKey,
    /// Sold or brought back.
    pub kind: SaleLineKind,
    /// The sale line that came back.
    pub of: Option<LineKey>,
    /// What was sold.
    pub variant: VariantNo,
    /// To whom.
    pub member: Option<MemberNo>,
    /// The day it belongs to.
    pub business_day: BusinessDay,
    /// How much.
    pub quantity: Quantity,
    /// Quantity times unit price, in the shop's price basis (with tax where prices include it).
    pub gross: Money,
    /// Taken off by manual discounts, promotions and points, in the price basis.
    pub discount: Money,
    /// Taken off by coupons, in the price basis.
    pub coupon: Money,
    /// What the customer pays for the line, tax included.
    pub total: Money,
    /// The tax in `total`.
    pub tax: Money,
    /// The tax code.
    pub tax_code: TaxNo,
    /// What the goods cost.
    pub cost: Money,
}
