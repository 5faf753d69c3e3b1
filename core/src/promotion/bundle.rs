//! Sets of goods for a price.

use super::BundleItem;
use super::candidate::Candidate;
use super::groups::{Heap, dearest_first, heaps};
use super::piece::Take;
use super::ratio::Ratio;
use super::stock::Spans;
use crate::Result;
use crate::value::Money;

/// The goods that one item of a set is taken from, the dearest first.
struct Source {
    heaps: Vec<Heap>,
    /// Units that a set takes.
    per_set: i64,
    /// The heap that comes next, and what of it is gone.
    next: usize,
    gone: i64,
}

impl Source {
    fn new(mut heaps: Vec<Heap>, per_set: u32) -> Self {
        dearest_first(&mut heaps);
        Self { heaps, per_set: per_set.into(), next: 0, gone: 0 }
    }

    /// How many sets the goods are enough for.
    fn sets(&self) -> i64 {
        self.heaps.iter().map(|heap| heap.units).fold(0, i64::saturating_add) / self.per_set
    }

    /// How many sets are left that take the same units.
    fn equal_sets(&self) -> i64 {
        self.heaps.get(self.next).map_or(0, |heap| (heap.units - self.gone) / self.per_set)
    }

    /// Takes the units of so many sets: heap and units.
    fn take(&mut self, sets: i64) -> Vec<(Heap, i64)> {
        let mut left = sets * self.per_set;
        let mut taken = Vec::new();
        while let Some(heap) = self.heaps.get(self.next)
            && left > 0
        {
            let units = left.min(heap.units - self.gone);
            if units > 0 {
                taken.push((*heap, units));
            }
            left -= units;
            self.gone += units;
            if self.gone == heap.units {
                (self.next, self.gone) = (self.next + 1, 0);
            }
        }
        taken
    }
}

/// As many sets as the goods make, as long as a set costs more than `price`.
fn sets(mut sources: Vec<Source>, price: Money, most: Option<u32>) -> Result<Take> {
    let possible = sources.iter().map(Source::sets).min().unwrap_or(0);
    let mut left = most.map_or(possible, |most| possible.min(most.into()));
    let (mut pieces, mut made) = (Vec::new(), 0);
    while left > 0 {
        // Sets of equal units are made together; one that takes different units is made for itself.
        let equal = sources.iter().map(Source::equal_sets).min().unwrap_or(0).clamp(1, left);
        let taken: Vec<(Heap, i64)> = sources.iter_mut().flat_map(|source| source.take(equal)).collect();
        let mut net = Ratio::ZERO;
        for (heap, units) in &taken {
            net = net.add(heap.each.times((*units).into(), 1)?)?;
        }
        let saving = net.sub(Ratio::money(price).times(equal.into(), 1)?)?;
        if !saving.is_positive() {
            break;
        }
        for (heap, units) in taken {
            pieces.push(heap.piece(units, heap.each.times_share(saving, net)?)?);
        }
        left -= equal;
        made += equal;
    }
    Take::of_sets(pieces, made)
}

/// Sets of certain goods.
pub(super) fn of_items(candidate: &Candidate<'_>, spans: &Spans, items: &[BundleItem], price: Money) -> Result<Take> {
    let mut sources = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        sources.push(Source::new(heaps(spans, |span| candidate.may_bundle(index, span))?, item.units));
    }
    sets(sources, price, candidate.most_uses)
}

/// Sets of any goods in scope.
pub(super) fn of_any(candidate: &Candidate<'_>, spans: &Spans, count: u32, price: Money) -> Result<Take> {
    let source = Source::new(heaps(spans, |span| candidate.may_use(span))?, count);
    sets(vec![source], price, candidate.most_uses)
}
