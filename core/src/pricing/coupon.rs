use serde::{Deserialize, Serialize};

use crate::promotion::{Evaluation, Promotion, Refused};

/// A coupon code that was entered and gives nothing. A quote names it, so that the till can tell the customer why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedCoupon {
    /// The code, as it was entered.
    pub code: String,
    /// Why.
    pub reason: CouponReason,
}

/// Why a coupon code gives nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CouponReason {
    /// No promotion of the shop's asks for this code; upper and lower case differ.
    Unknown,
    /// It was entered before, and counts once in a cart.
    Repeated,
    /// The promotions that ask for it do nothing, each for its own reason; by priority and id.
    Refused(Vec<Refused>),
}

/// The codes that give nothing, in the order in which they were entered.
pub(super) fn unused_coupons(
    entered: &[String],
    promotions: &[Promotion],
    evaluation: Option<&Evaluation>,
) -> Vec<UnusedCoupon> {
    let mut unused = Vec::new();
    for (index, code) in entered.iter().enumerate() {
        let reason = if entered.iter().take(index).any(|earlier| earlier == code) {
            Some(CouponReason::Repeated)
        } else {
            why_unused(code, promotions, evaluation)
        };
        unused.extend(reason.map(|reason| UnusedCoupon { code: code.clone(), reason }));
    }
    unused
}

/// `None` for a code that a promotion of the plan uses up.
fn why_unused(code: &str, promotions: &[Promotion], evaluation: Option<&Evaluation>) -> Option<CouponReason> {
    let asks = |promotion: &&Promotion| promotion.requires_coupon.as_deref() == Some(code);
    let asking: Vec<&Promotion> = promotions.iter().filter(asks).collect();
    let Some(found) = evaluation.filter(|_| !asking.is_empty()) else { return Some(CouponReason::Unknown) };
    if found.applied.iter().any(|applied| applied.coupon.as_deref() == Some(code)) {
        return None;
    }
    let is_asking = |refused: &&Refused| asking.iter().any(|promotion| promotion.id == refused.promotion);
    Some(CouponReason::Refused(found.refused.iter().filter(is_asking).cloned().collect()))
}
