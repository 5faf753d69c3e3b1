/// A set of lines of the cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines(Vec<u64>);

const BITS: usize = u64::BITS as usize;

impl Lines {
    /// The lines out of `count` for which `is_in` holds.
    pub(super) fn of(count: usize, is_in: impl Fn(usize) -> bool) -> Self {
        let mut words = vec![0_u64; count.div_ceil(BITS)];
        for (index, word) in words.iter_mut().enumerate() {
            let first = index * BITS;
            for bit in 0..BITS.min(count - first) {
                *word |= u64::from(is_in(first + bit)) << bit;
            }
        }
        Self(words)
    }

    pub(super) fn contains(&self, line: usize) -> bool {
        self.0.get(line / BITS).is_some_and(|word| word >> (line % BITS) & 1 == 1)
    }

    /// From the first to the last.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, &word)| {
            let rest = |left: &u64| Some(left & (left - 1)).filter(|left| *left != 0);
            let words = std::iter::successors(Some(word).filter(|word| *word != 0), rest);
            words.map(move |left| index * BITS + left.trailing_zeros() as usize)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// True if a line is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(mine, its)| mine & its != 0)
    }

    /// Takes in the lines of another set.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, its)| *mine |= its);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_one_word_are_kept_apart() {
        let of = |picked: &'static [usize]| Lines::of(130, |line| picked.contains(&line));
        let (mut a, b) = (of(&[0, 64, 129]), of(&[1, 128]));
        assert!(a.contains(129) && !a.contains(128) && !a.contains(999));
        assert!(a.iter().eq([0, 64, 129]) && of(&[]).iter().next().is_none());
        assert!(!a.meets(&b) && !of(&[]).meets(&a) && of(&[]).is_empty());
        a.add(&b);
        assert!(a.contains(128) && a.meets(&b) && a.contains(64));
    }
}
