use std::ops::RangeInclusive;

use super::table::{Index, Keyed, Log, settle_parts};
use crate::Result;
use crate::ledger::{Entry, LineKey, Movement, PostNo, Revaluation, SaleLine, VariantNo};
use crate::storage::LedgerFilter;
use crate::value::{BusinessDay, Timestamp};

/// A row of a ledger, as far as filters look at it.
pub(super) trait Row: Keyed<Key = LineKey> + Clone {
    fn business_day(&self) -> BusinessDay;

    fn variant(&self) -> Option<VariantNo>;

    /// What rows of one variant are ordered by before their key; the same for all rows if there is nothing.
    fn time(&self) -> Timestamp;
}

macro_rules! row {
    ($type:ident, variant: $variant:expr, time: $time:expr) => {
        impl Keyed for $type {
            type Key = LineKey;

            fn key(&self) -> LineKey {
                self.key
            }
        }

        impl Row for $type {
            fn business_day(&self) -> BusinessDay {
                self.business_day
            }

            fn variant(&self) -> Option<VariantNo> {
                let variant: fn(&Self) -> Option<VariantNo> = $variant;
                variant(self)
            }

            fn time(&self) -> Timestamp {
                let time: fn(&Self) -> Timestamp = $time;
                time(self)
            }
        }
    };
}

row!(Movement, variant: |row| Some(row.variant), time: |row| row.effective_at);
row!(Revaluation, variant: |row| Some(row.variant), time: |_| Timestamp::MIN);
row!(SaleLine, variant: |row| Some(row.variant), time: |_| Timestamp::MIN);
row!(Entry, variant: |_| None, time: |_| Timestamp::MIN);

/// A ledger with the rows of each variant and each day in their order.
#[derive(Debug)]
pub(super) struct Ledger<R> {
    log: Log<R>,
    variants: Index<(VariantNo, Timestamp, LineKey)>,
    days: Index<(BusinessDay, LineKey)>,
}

settle_parts! { Ledger<R> { log variants days } }

impl<R: Keyed> Default for Ledger<R> {
    fn default() -> Self {
        Self { log: Log::default(), variants: Index::default(), days: Index::default() }
    }
}

impl<R: Row> Ledger<R> {
    pub(super) fn extend(&mut self, rows: &[R]) -> Result<()> {
        for row in rows {
            self.log.push(row.clone())?;
            self.days.put((row.business_day(), row.key()), ());
            if let Some(variant) = row.variant() {
                self.variants.put((variant, row.time(), row.key()), ());
            }
        }
        Ok(())
    }

    /// Gives the rows that fit to `sink`, by key, or by (`time`, key) when the filter names a variant. Takes the
    /// shortest way there is: by document, else by variant, else by day.
    pub(super) fn scan(&self, filter: &LedgerFilter<'_>, sink: &mut dyn FnMut(&R) -> Result<()>) -> Result<()> {
        if let Some(posts) = filter.posts {
            let mut posts = posts.to_vec();
            posts.sort_unstable();
            posts.dedup();
            let mut rows: Vec<&R> = self.of_posts(&posts).filter(|row| fits(*row, filter)).collect();
            if filter.variant.is_some() {
                rows.sort_by_key(|row| (row.time(), row.key()));
            }
            rows.into_iter().try_for_each(sink)
        } else if let Some(variant) = filter.variant {
            self.of_variant(variant).filter(|row| fits(*row, filter)).try_for_each(sink)
        } else if let Some((from, to)) = filter.days {
            self.of_days(from, to).into_iter().try_for_each(sink)
        } else {
            self.log.rows().iter().try_for_each(sink)
        }
    }

    fn of_posts(&self, posts: &[PostNo]) -> impl Iterator<Item = &R> {
        posts.iter().filter(|post| **post < PostNo::MAX).flat_map(|post| {
            let end = LineKey::first_of(PostNo(post.0 + 1));
            self.log.between(&LineKey::first_of(*post), &end)
        })
    }

    fn of_days(&self, from: BusinessDay, to: BusinessDay) -> Vec<&R> {
        if from > to {
            return Vec::new();
        }
        let range = (from, LineKey::first_of(PostNo::NONE))..=(to, LineKey::LAST);
        let mut rows: Vec<&R> = self.days.range(range).filter_map(|((_, key), ())| self.log.get(key)).collect();
        rows.sort_by_key(|row| row.key());
        rows
    }

    fn of_variant(&self, variant: VariantNo) -> impl Iterator<Item = &R> {
        self.of_variant_within(variant, &(Timestamp::MIN..=Timestamp::MAX))
    }

    /// The rows of a variant within a span of time, by (`time`, key).
    pub(super) fn of_variant_within(
        &self,
        variant: VariantNo,
        span: &RangeInclusive<Timestamp>,
    ) -> impl Iterator<Item = &R> {
        let first = (variant, *span.start(), LineKey::first_of(PostNo::NONE));
        let last = (variant, *span.end(), LineKey::LAST);
        // An empty span would be refused.
        let span = (first <= last).then(|| self.variants.range(first..=last));
        span.into_iter().flatten().filter_map(|((_, _, key), ())| self.log.get(key))
    }
}

fn fits<R: Row>(row: &R, filter: &LedgerFilter<'_>) -> bool {
    filter.variant.is_none_or(|variant| row.variant() == Some(variant))
        && filter.days.is_none_or(|(from, to)| (from..=to).contains(&row.business_day()))
}
