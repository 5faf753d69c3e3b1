//! What lies where, added up from the list of all movements.

use super::request::Pick;
use super::world::Number;

#[derive(Debug, Clone, Copy)]
struct Move {
    ware: usize,
    place: usize,
    batch: u8,
    quantity: Number,
}

/// What is known of a batch since it first came in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Batch {
    ware: usize,
    number: u8,
    pub(crate) produced: Option<i32>,
    pub(crate) expires: Option<i32>,
}

/// All movements that ever were, and all batches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shelf {
    moves: Vec<Move>,
    batches: Vec<Batch>,
}

/// Goods of one batch in one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Heap {
    pub(crate) batch: u8,
    pub(crate) quantity: Number,
    pub(crate) expires: Option<i32>,
    /// The movement it began with.
    since: usize,
}

impl Shelf {
    pub(crate) fn moved(&mut self, ware: usize, place: usize, picks: &[Pick], sign: Number) {
        for (batch, quantity) in picks {
            self.moves.push(Move { ware, place, batch: *batch, quantity: sign * quantity });
        }
    }

    pub(crate) fn batch(&self, ware: usize, batch: u8) -> Option<Batch> {
        self.batches.iter().find(|known| (known.ware, known.number) == (ware, batch)).copied()
    }

    pub(crate) fn meet(&mut self, ware: usize, batch: u8, (produced, expires): (Option<i32>, Option<i32>)) {
        if batch != 0 && self.batch(ware, batch).is_none() {
            self.batches.push(Batch { ware, number: batch, produced, expires });
        }
    }

    /// Heaps in the order in which they are sold: by last good day, those without one last; then by age.
    pub(crate) fn heaps(&self, ware: usize, place: usize) -> Vec<Heap> {
        let mut heaps: Vec<Heap> = Vec::new();
        for (index, moved) in self.moves.iter().enumerate().filter(|(_, moved)| moved.ware == ware) {
            // A batch is as old as its first movement anywhere, goods without a batch as the heap they lie on.
            let first = self.moves.iter().position(|m| m.ware == ware && m.batch == moved.batch).unwrap();
            let since = if moved.batch == 0 { index } else { first };
            if moved.place != place {
                continue;
            }
            if let Some(heap) = heaps.iter_mut().find(|heap| heap.batch == moved.batch) {
                heap.quantity += moved.quantity;
            } else {
                let expires = self.batch(ware, moved.batch).and_then(|batch| batch.expires);
                heaps.push(Heap { batch: moved.batch, quantity: moved.quantity, expires, since });
            }
            assert!(heaps.iter().all(|heap| heap.quantity >= 0), "{heaps:?}");
            heaps.retain(|heap| heap.quantity != 0);
        }
        heaps.sort_by_key(|heap| (heap.expires.is_none(), heap.expires, heap.since));
        heaps
    }

    /// The heap that found goods are put on: the one that expires last, of these the youngest.
    pub(crate) fn latest(&self, ware: usize, place: usize) -> u8 {
        let latest =
            self.heaps(ware, place).into_iter().max_by_key(|heap| (heap.expires.is_none(), heap.expires, heap.since));
        latest.map_or(0, |heap| heap.batch)
    }

    /// What would be picked. Goods whose last good day is before `good_on` are expired; these are refused, or where
    /// someone approves go last.
    pub(crate) fn pick(
        &self,
        (ware, place): (usize, usize),
        quantity: Number,
        batch: Option<u8>,
        good_on: Option<i32>,
        approved: bool,
    ) -> Result<Vec<Pick>, &'static str> {
        let heaps = self.heaps(ware, place);
        let heaps = heaps.into_iter().filter(|heap| batch.is_none_or(|batch| heap.batch == batch));
        let is_good = |heap: &Heap| !matches!((heap.expires, good_on), (Some(last), Some(on)) if last < on);
        let (mut usable, expired): (Vec<Heap>, Vec<Heap>) = heaps.partition(is_good);
        let in_all: Number = usable.iter().chain(&expired).map(|heap| heap.quantity).sum();
        if approved {
            usable.extend(expired);
        }
        if usable.iter().map(|heap| heap.quantity).sum::<Number>() < quantity {
            return Err(if in_all >= quantity { "expired" } else { "out_of_stock" });
        }
        let (mut left, mut picks) = (quantity, Vec::new());
        for heap in usable {
            let taken = left.min(heap.quantity);
            left -= taken;
            if taken > 0 {
                picks.push((heap.batch, taken));
            }
        }
        Ok(picks)
    }
}
