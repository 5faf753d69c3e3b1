// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::given;
use crate::pairs::{CouponLeft, LimitLeft};
use crate::records::{Coupon, Promotion};
use crate::{Result, Shop};
use tillbook::value::{DocumentId, MemberId, PromotionId};

/// Offers.
#[derive(Debug, uniffi::Object)]
pub struct Promotions {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Promotions {
    /// Adds promotions, or replaces those with the same id. Sales that were posted keep what they got.
    ///
    /// Throws: `Invalid`; `NotFound` for goods or categories that a promotion names and nobody knows.
    pub fn put(&self, id: DocumentId, promotions: Vec<Promotion>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.promotions().put(id, &given(promotions, currency)?))
    }

    /// Puts coupons on record, or replaces those with the same codes: what was used of them stays used. At most 5,000
    /// at once.
    ///
    /// Throws: `Invalid`; `NotFound` for a promotion or a member that nobody knows.
    pub fn issue(&self, id: DocumentId, coupons: Vec<Coupon>) -> Result<()> {
        self.shop.ask(|shop, currency| shop.promotions().issue(id, &given(coupons, currency)?))
    }

    /// The coupon with this code, and how often it may still be used, whatever the day.
    ///
    /// Throws: `NotFound`.
    pub fn coupon(&self, code: String) -> Result<CouponLeft> {
        self.shop.ask(|shop, _| shop.promotions().coupon(&code))
    }

    /// What is left of each limit of a promotion now, in its order; of a limit per member for `member`, and none of it
    /// without one.
    ///
    /// Throws: `NotFound`.
    pub fn left(&self, promotion: PromotionId, member: Option<MemberId>) -> Result<Vec<LimitLeft>> {
        self.shop.ask(|shop, _| shop.promotions().left(promotion, member))
    }

    /// All promotions, past ones included.
    ///
    /// Throws: Failures of the storage.
    pub fn all(&self) -> Result<Vec<Promotion>> {
        self.shop.ask(|shop, _| shop.promotions().all())
    }
}
