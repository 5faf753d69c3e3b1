use serde::{Deserialize, Serialize};

use crate::promotion::{Context, Coupon, Evaluation, Promotion, Reason, Refused};
use crate::value::{BusinessDay, MemberId};

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
    /// It was entered before, or another coupon of the same promotion was: one counts in a cart.
    Repeated,
    /// It was used as often as it may be, or was withdrawn.
    UsedUp,
    /// It holds from a later day on.
    NotYet,
    /// Its last day is over.
    Expired,
    /// It belongs to a member who is not at the till.
    NotTheirs,
    /// The promotions that ask for it do nothing, each for its own reason; by priority and id.
    Refused(Vec<Refused>),
}

impl CouponReason {
    /// Why a coupon on record does not hold, if it does not.
    pub(crate) fn against(coupon: &Coupon, used: u32, member: Option<MemberId>, day: BusinessDay) -> Option<Self> {
        if coupon.member.is_some() && coupon.member != member {
            return Some(Self::NotTheirs);
        }
        if coupon.first_day.is_some_and(|first| day.date() < first) {
            return Some(Self::NotYet);
        }
        if coupon.last_day.is_some_and(|last| day.date() > last) {
            return Some(Self::Expired);
        }
        (used >= coupon.uses).then_some(Self::UsedUp)
    }

    /// Why a sale is refused: the customer would pay more than the code promised. Other reasons stop no sale.
    pub(crate) fn stops_sale(&self) -> Option<&'static str> {
        match self {
            Self::UsedUp => Some("used_up"),
            Self::NotYet => Some("not_yet"),
            Self::Expired => Some("expired"),
            Self::NotTheirs => Some("not_theirs"),
            Self::Refused(refused) => {
                refused.iter().any(|refused| matches!(refused.reason, Reason::UsedUp { .. })).then_some("used_up")
            }
            Self::Unknown => Some("unknown"),
            Self::Repeated => None,
        }
    }
}

/// The codes that give nothing, in the order in which they were entered.
pub(super) fn unused_coupons(
    context: &Context,
    spoilt: &[UnusedCoupon],
    promotions: &[Promotion],
    evaluation: Option<&Evaluation>,
) -> Vec<UnusedCoupon> {
    let (entered, mut unused) = (&context.coupons, Vec::new());
    for (index, code) in entered.iter().enumerate() {
        let reason = if entered.iter().take(index).any(|earlier| earlier == code) {
            Some(CouponReason::Repeated)
        } else if let Some(spoilt) = spoilt.iter().find(|coupon| coupon.code == *code) {
            Some(spoilt.reason.clone())
        } else {
            why_unused(code, context, promotions, evaluation)
        };
        unused.extend(reason.map(|reason| UnusedCoupon { code: code.clone(), reason }));
    }
    unused
}

/// `None` for a code that a promotion of the plan uses up.
fn why_unused(
    code: &str,
    context: &Context,
    promotions: &[Promotion],
    evaluation: Option<&Evaluation>,
) -> Option<CouponReason> {
    let issued = context.issued.iter().find(|coupon| coupon.code == code);
    let asks = |promotion: &&Promotion| {
        promotion.requires_coupon.as_deref() == Some(code)
            || issued.is_some_and(|coupon| promotion.issued_coupons && coupon.promotion == promotion.id)
    };
    let asking: Vec<&Promotion> = promotions.iter().filter(asks).collect();
    let Some(found) = evaluation.filter(|_| !asking.is_empty()) else { return Some(CouponReason::Unknown) };
    if found.applied.iter().any(|applied| applied.coupon.as_deref() == Some(code)) {
        return None;
    }
    if found.applied.iter().any(|applied| asking.iter().any(|promotion| promotion.id == applied.promotion)) {
        return Some(CouponReason::Repeated);
    }
    let is_asking = |refused: &&Refused| asking.iter().any(|promotion| promotion.id == refused.promotion);
    Some(CouponReason::Refused(found.refused.iter().filter(is_asking).cloned().collect()))
}
