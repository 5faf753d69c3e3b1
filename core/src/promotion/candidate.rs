use super::stock::Span;
use super::{Context, Goods, Promotion, Reason, Stacking};
use crate::value::PromotionId;

/// A promotion that may take part, with the lines it is about.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub(super) promotion: &'a Promotion,
    /// For each line of the cart: may it be discounted?
    in_scope: Vec<bool>,
    /// For each line of the cart: does it count for the condition? Absent if the condition has no scope of its own.
    counts: Option<Vec<bool>>,
}

fn at(lines: &[bool], line: usize) -> bool {
    lines.get(line).copied().unwrap_or(false)
}

impl<'a> Candidate<'a> {
    /// The candidate, or why `promotion` does not take part.
    pub(super) fn new(promotion: &'a Promotion, goods: &[Goods], context: &Context) -> Result<Self, Reason> {
        let begun = promotion.valid_from.is_none_or(|from| from <= context.at);
        let over = promotion.valid_until.is_some_and(|until| until <= context.at);
        if !begun || over {
            return Err(Reason::NotNow);
        }
        if promotion.members_only && !context.member {
            return Err(Reason::MembersOnly);
        }
        if promotion.requires_coupon.as_ref().is_some_and(|coupon| !context.coupons.contains(coupon)) {
            return Err(Reason::CouponNotEntered);
        }
        let in_scope: Vec<bool> = goods.iter().map(|goods| promotion.scope.contains(goods)).collect();
        if !in_scope.contains(&true) {
            return Err(Reason::NothingInScope);
        }
        let counts = promotion.condition.scope.as_ref();
        let counts = counts.map(|scope| goods.iter().map(|goods| scope.contains(goods)).collect());
        Ok(Self { promotion, in_scope, counts })
    }

    /// Its place in the order of plans.
    pub(super) fn rank(&self) -> (i32, PromotionId) {
        (self.promotion.priority, self.promotion.id)
    }

    pub(super) fn is_exclusive(&self) -> bool {
        self.promotion.stacking == Stacking::Exclusive
    }

    /// True if what happens to `line` can matter to it, or the other way round.
    pub(super) fn touches(&self, line: usize) -> bool {
        at(&self.in_scope, line) || self.counts.as_ref().is_some_and(|counts| at(counts, line))
    }

    /// True if it may take something off these units.
    pub(super) fn may_use(&self, span: &Span) -> bool {
        at(&self.in_scope, span.line) && !span.closed && !(self.is_exclusive() && span.discounted)
    }

    /// True if these units count for its condition.
    pub(super) fn counts(&self, span: &Span) -> bool {
        match &self.counts {
            Some(counts) => at(counts, span.line) && !span.closed,
            None => self.may_use(span),
        }
    }
}
