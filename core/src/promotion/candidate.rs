use super::lines::Lines;
use super::stock::{Measure, Span};
use super::{Benefit, Context, Goods, Promotion, Reason, Scope, Stacking, limit};
use crate::value::PromotionId;

/// A promotion that may take part, with the lines it is about.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub(super) promotion: &'a Promotion,
    /// Lines that may be discounted; for a reward out of other goods, lines that are paid.
    in_scope: Lines,
    /// Lines that count for the condition; absent if the condition has no scope of its own.
    counts: Option<Lines>,
    /// Lines that rewarded units come from, if not from the scope.
    rewarded: Option<Lines>,
    /// For each item of a bundle the lines it stands on.
    items: Vec<Lines>,
    /// All of them: what happens to other lines cannot matter to it.
    touched: Lines,
    /// How often it may be used, if that is limited.
    pub(super) most_uses: Option<u32>,
}

impl<'a> Candidate<'a> {
    /// The candidate, or why `promotion` does not take part.
    pub(super) fn new(promotion: &'a Promotion, goods: &[Goods], context: &Context) -> Result<Self, Reason> {
        if context.declined.contains(&promotion.id) {
            return Err(Reason::Declined);
        }
        promotion.may_take_part(context)?;
        let most_uses = limit::most_uses(promotion, &context.used)?;
        let lines_of =
            |scope: &Scope| Lines::of(goods.len(), |line| goods.get(line).is_some_and(|g| scope.contains(g)));
        let in_scope = Lines::of(goods.len(), |line| goods.get(line).is_some_and(|goods| promotion.is_about(goods)));
        let counts = match &promotion.condition.scope {
            Some(scope) => Some(lines_of(scope)),
            None if matches!(promotion.benefit, Benefit::AddOn { .. }) => {
                Some(Lines::of(goods.len(), |line| !in_scope.contains(line)))
            }
            None => None,
        };
        let rewarded = match &promotion.benefit {
            Benefit::BuyXGetY { get_scope, .. } => get_scope.as_ref().map(lines_of),
            _ => None,
        };
        let items: Vec<Lines> = match &promotion.benefit {
            Benefit::BundlePrice { items, .. } => {
                let stands_on = |variant, line: usize| goods.get(line).is_some_and(|goods| goods.variant == variant);
                items.iter().map(|item| Lines::of(goods.len(), |line| stands_on(item.variant, line))).collect()
            }
            _ => Vec::new(),
        };
        let is_beside = promotion.benefit.is_beside();
        let about = if is_beside { counts.as_ref().unwrap_or(&in_scope) } else { &in_scope };
        if about.is_empty() {
            return Err(Reason::NothingInScope);
        }
        let mut touched = match &promotion.benefit {
            _ if is_beside => about.clone(),
            // Of a bundle only the items matter, unless the rest of the scope counts for its condition.
            Benefit::BundlePrice { .. } if !promotion.condition.is_bound() => Lines::of(goods.len(), |_| false),
            _ => in_scope.clone(),
        };
        counts.iter().chain(&rewarded).chain(&items).for_each(|lines| touched.add(lines));
        Ok(Self { promotion, in_scope, counts, rewarded, items, touched, most_uses })
    }

    /// Its place in the order of plans.
    pub(super) fn rank(&self) -> (i32, PromotionId) {
        (self.promotion.priority, self.promotion.id)
    }

    pub(super) fn is_exclusive(&self) -> bool {
        self.promotion.stacking == Stacking::Exclusive
    }

    /// The lines that can matter to it, and to which it can matter.
    pub(super) fn touched(&self) -> &Lines {
        &self.touched
    }

    /// True if it may take something off these units.
    pub(super) fn may_use(&self, span: &Span) -> bool {
        self.in_scope.contains(span.line) && self.finds_open(span)
    }

    /// True if it may give these units as the reward for others.
    pub(super) fn may_reward(&self, span: &Span) -> bool {
        self.rewarded.as_ref().is_some_and(|lines| lines.contains(span.line)) && self.finds_open(span)
    }

    /// True if these units may stand for an item of its bundle.
    pub(super) fn may_bundle(&self, item: usize, span: &Span) -> bool {
        self.items.get(item).is_some_and(|lines| lines.contains(span.line)) && self.may_use(span)
    }

    /// True if these units count for its condition.
    pub(super) fn counts(&self, span: &Span) -> bool {
        match &self.counts {
            Some(counts) => counts.contains(span.line) && !span.closed,
            None => self.may_use(span),
        }
    }

    /// Exclusive promotions want untouched units, multi-buys such as no multi-buy has used; nothing is done to closed ones.
    fn finds_open(&self, span: &Span) -> bool {
        let used_up = self.promotion.benefit.is_multi_buy() && (span.in_set || span.measure == Measure::Weight);
        let spoilt = self.is_exclusive() && span.discounted;
        !(span.closed || used_up || spoilt)
    }
}
