use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::catalog::check_code;
use crate::value::{Date, DocumentId, MemberId, PromotionId};
use crate::{Error, Expected, Result};

/// A coupon of its own: a code on record that opens a promotion with [`issued_coupons`](super::Promotion::issued_coupons),
/// so many times, for one member or for everybody.
///
/// ```
/// use tillbook::promotion::Coupon;
/// use tillbook::value::PromotionId;
/// let coupon = Coupon::new("WELCOME-4711", PromotionId::new());
/// assert_eq!((coupon.uses, coupon.member), (1, None));
/// coupon.check()?;
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// What is entered, exactly.
    pub code: String,
    /// What it opens.
    pub promotion: PromotionId,
    /// Whose it is; `None` for whoever brings it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// The first of the shop's days on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Date>,
    /// The last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Sales that it may be used in, at least 1.
    pub uses: u32,
}

impl Coupon {
    /// For one sale, at any time, of whoever brings it.
    pub fn new(code: impl Into<String>, promotion: PromotionId) -> Self {
        Self { code: code.into(), promotion, member: None, first_day: None, last_day: None, uses: 1 }
    }

    /// Checks that the fields make sense.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field.
    pub fn check(&self) -> Result<()> {
        check_code("code", &self.code)?;
        if let (Some(first), Some(last)) = (self.first_day, self.last_day)
            && last < first
        {
            return Err(Error::invalid("last_day", last, Expected::NotBefore(first.to_string())));
        }
        if self.uses == 0 {
            return Err(Error::invalid("uses", self.uses, Expected::Positive));
        }
        Ok(())
    }

    /// The id of the record of the coupon with this code.
    pub(crate) fn record_id(code: &str) -> Uuid {
        DocumentId::derived("coupon", code).uuid()
    }
}

impl From<&Coupon> for EnteredCoupon {
    fn from(coupon: &Coupon) -> Self {
        Self { code: coupon.code.clone(), promotion: coupon.promotion }
    }
}

/// A coupon on record that was entered and holds now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredCoupon {
    /// Its code.
    pub code: String,
    /// What it opens.
    pub promotion: PromotionId,
}
