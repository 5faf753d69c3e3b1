use crate::ledger::LocationNo;

/// Something for each location. Nearly all goods lie at one: its thing stands in the list itself, and a list of lists
/// stays small.
#[derive(Debug, Clone)]
pub(super) struct Places<T> {
    at: Option<LocationNo>,
    /// What is at `at`, or something blank.
    first: T,
    // Boxed twice over: what hardly anybody has takes no more room than a pointer.
    #[allow(clippy::box_collection)]
    more: Option<Box<Vec<(LocationNo, T)>>>,
}

impl<T> Places<T> {
    /// A list of nothing; `blank` is what stands for that.
    pub(super) const fn new(blank: T) -> Self {
        Self { at: None, first: blank, more: None }
    }

    pub(super) fn get(&self, location: LocationNo) -> Option<&T> {
        self.iter().find(|(at, _)| *at == location).map(|(_, thing)| thing)
    }

    /// What is there for `location`; made when there is nothing yet.
    pub(super) fn entry(&mut self, location: LocationNo, blank: impl FnOnce() -> T) -> &mut T {
        if *self.at.get_or_insert(location) == location {
            return &mut self.first;
        }
        let more = self.more.get_or_insert_default();
        let index = more.iter().position(|(at, _)| *at == location).unwrap_or_else(|| {
            more.push((location, blank()));
            more.len() - 1
        });
        &mut more[index].1
    }

    /// All things, the one that still is blank among them.
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut T> {
        std::iter::once(&mut self.first)
            .chain(self.more.iter_mut().flat_map(|more| more.iter_mut()).map(|(_, thing)| thing))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (LocationNo, &T)> {
        let first = self.at.map(|at| (at, &self.first));
        let more = self.more.iter().flat_map(|more| more.iter());
        first.into_iter().chain(more.map(|(at, thing)| (*at, thing)))
    }
}

impl<T: PartialEq> Places<T> {
    /// Whether both hold the same, where nothing is the same as something `blank`.
    pub(super) fn same(&self, other: &Self, blank: impl Fn(&T) -> bool) -> bool {
        let within = |some: &Self, all: &Self| {
            some.iter().all(|(at, thing)| all.get(at).map_or_else(|| blank(thing), |there| there == thing))
        };
        within(self, other) && within(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_does_not_matter_which_came_first_nor_what_is_blank() {
        let of = |list: &[(u32, u8)]| {
            let mut places = Places::new(0_u8);
            for (location, thing) in list {
                *places.entry(LocationNo(*location), || 0) = *thing;
            }
            places
        };
        let same = |one: &Places<u8>, other: &Places<u8>| one.same(other, |thing| *thing == 0);
        assert!(same(&of(&[(1, 5), (2, 6), (3, 0)]), &of(&[(4, 0), (2, 6), (1, 5)])));
        assert!(!same(&of(&[(1, 5), (2, 6)]), &of(&[(1, 5)])));
        assert!(!same(&of(&[(1, 5)]), &of(&[(1, 5), (2, 6)])));
        let places = of(&[(7, 5), (2, 6), (7, 8)]);
        assert_eq!(
            (places.get(LocationNo(7)), places.get(LocationNo(2)), places.get(LocationNo(1))),
            (Some(&8), Some(&6), None)
        );
    }
}
