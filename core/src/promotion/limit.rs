use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Coupon, EnteredCoupon, Promotion, Reason};
use crate::ledger::{Account, BalanceKey, Unit};
use crate::value::{BusinessDay, DocumentId, MemberId, Money, PromotionId};
use crate::{Error, Expected, Result};

/// A bound on what a promotion gives over all sales of the shop, in all or for each member or day (秒杀, 限购, 限用一次).
///
/// Sales are counted from the document on that brought the limit. What a void or a refund brings back may be used again.
///
/// ```
/// use tillbook::promotion::Limit;
/// let flash_sale = Limit::uses(100); // the first hundred units
/// let household = Limit::uses(2).per_member().per_day();
/// let once = Limit::sales(1).per_member();
/// assert_eq!((flash_sale.most, household.per_day, once.per_day), (100, true, false));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    /// At least 1.
    pub most: u32,
    /// Of what.
    pub counts: Counts,
    /// Each member has so many. A promotion with such a limit is for members only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub per_member: bool,
    /// Each of the shop's days has so many.
    #[serde(default, skip_serializing_if = "is_false")]
    pub per_day: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde passes what it skips so
pub(super) const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What a [`Limit`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// What [`Promotion::max_uses`] counts in one cart: discounted units, sets, or steps.
    Uses,
    /// Sales in which it applied, however much it gave.
    Sales,
}

impl Limit {
    /// So many units, sets or steps.
    pub const fn uses(most: u32) -> Self {
        Self { most, counts: Counts::Uses, per_member: false, per_day: false }
    }

    /// So many sales.
    pub const fn sales(most: u32) -> Self {
        Self { counts: Counts::Sales, ..Self::uses(most) }
    }

    /// For each member.
    pub const fn per_member(self) -> Self {
        Self { per_member: true, ..self }
    }

    /// On each day.
    pub const fn per_day(self) -> Self {
        Self { per_day: true, ..self }
    }

    /// True if both count the same.
    fn counts_as(self, other: Self) -> bool {
        Self { most: other.most, ..self } == other
    }

    /// What counts the uses for `member` on `day`; `None` for a limit per member where there is none.
    pub fn counter(self, promotion: PromotionId, member: Option<MemberId>, day: BusinessDay) -> Option<Counter> {
        let member = if self.per_member { Some(member?) } else { None };
        Some(Counter::Promotion { promotion, counts: self.counts, member, day: self.per_day.then_some(day) })
    }

    /// How many of so many uses count.
    pub(crate) const fn counted(self, uses: u32) -> u32 {
        match self.counts {
            Counts::Uses => uses,
            Counts::Sales => 1,
        }
    }
}

/// How much of a limit was used before this cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedBefore {
    /// The promotion.
    pub promotion: PromotionId,
    /// One of its limits.
    pub limit: Limit,
    /// What was used of it, by the member and on the day in question if the limit is theirs.
    pub uses: u32,
}

/// What counts uses: an account of its own in the account ledger ([`Account::Uses`], in [`Unit::Uses`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counter {
    /// Of a promotion.
    Promotion {
        /// The promotion.
        promotion: PromotionId,
        /// What is counted.
        counts: Counts,
        /// Of this member only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        member: Option<MemberId>,
        /// On this day only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<BusinessDay>,
    },
    /// Of a coupon on record.
    Coupon {
        /// Its code.
        code: String,
        /// The promotion that it opened.
        promotion: PromotionId,
    },
}

impl From<&EnteredCoupon> for Counter {
    fn from(coupon: &EnteredCoupon) -> Self {
        Self::Coupon { code: coupon.code.clone(), promotion: coupon.promotion }
    }
}

impl Counter {
    /// What counts the uses of a coupon.
    pub fn of(coupon: &Coupon) -> Self {
        Self::Coupon { code: coupon.code.clone(), promotion: coupon.promotion }
    }

    /// The promotion whose uses it counts.
    pub const fn promotion(&self) -> PromotionId {
        match self {
            Self::Promotion { promotion, .. } | Self::Coupon { promotion, .. } => *promotion,
        }
    }

    /// The code of a coupon.
    pub(crate) fn into_code(self) -> Option<String> {
        match self {
            Self::Coupon { code, .. } => Some(code),
            Self::Promotion { .. } => None,
        }
    }

    /// The owner of its account: the same for the same counter in every shop and at any time (UUIDv8, SHA-256 over its
    /// parts). That of a coupon is the id of its record.
    pub fn owner(&self) -> Uuid {
        match self {
            Self::Promotion { promotion, counts, member, day } => {
                let counts = match counts {
                    Counts::Uses => "uses",
                    Counts::Sales => "sales",
                };
                let member = member.map(|member| member.to_string()).unwrap_or_default();
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                DocumentId::derived("promotion uses", &format!("{promotion}/{counts}/{member}/{day}")).uuid()
            }
            Self::Coupon { code, .. } => Coupon::record_id(code),
        }
    }

    /// Its account.
    pub(crate) fn key(&self) -> BalanceKey {
        BalanceKey { account: Account::Uses, owner: Some(self.owner()), unit: Unit::Uses }
    }
}

/// Uses that a sale took, or that a refund gave back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedUse {
    /// What counts them.
    pub counter: Counter,
    /// How many, above zero.
    pub uses: u32,
}

/// What takes all uses of these coupons away, whatever was used of them: they are never given out again.
pub(crate) fn withdrawn(coupons: &[Coupon]) -> Vec<CountedUse> {
    coupons.iter().map(|coupon| CountedUse { counter: Counter::of(coupon), uses: coupon.uses }).collect()
}

/// How many uses a balance is; what was given back too often is none.
pub(crate) fn counted(balance: Money) -> u32 {
    u32::try_from(balance.minor().max(0)).unwrap_or(u32::MAX)
}

/// Limits that one promotion may have: all that differ.
const MOST_LIMITS: usize = 8;

pub(super) fn check(limits: &[Limit]) -> Result<()> {
    if limits.len() > MOST_LIMITS {
        return Err(Error::invalid("limits", limits.len(), Expected::AtMostItems(MOST_LIMITS)));
    }
    for (index, limit) in limits.iter().enumerate() {
        if limit.most == 0 {
            return Err(Error::invalid(format!("limits[{index}].most"), limit.most, Expected::Positive));
        }
        if limits.iter().take(index).any(|earlier| earlier.counts_as(*limit)) {
            return Err(Error::invalid(format!("limits[{index}]"), limit.most, Expected::Unique));
        }
    }
    Ok(())
}

/// How often the promotion may be used in this cart, if that is bounded; or the limit that is used up.
pub(super) fn most_uses(promotion: &Promotion, used: &[UsedBefore]) -> Result<Option<u32>, Reason> {
    let mut most = promotion.max_uses;
    for &limit in &promotion.limits {
        let of_limit = |used: &&UsedBefore| used.promotion == promotion.id && used.limit == limit;
        let left = limit.most.saturating_sub(used.iter().find(of_limit).map_or(0, |used| used.uses));
        if left == 0 {
            return Err(Reason::UsedUp { limit });
        }
        if limit.counts == Counts::Uses {
            most = Some(most.map_or(left, |most| most.min(left)));
        }
    }
    Ok(most)
}
