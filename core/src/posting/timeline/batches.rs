use rustc_hash::FxHashMap;

use crate::{Error, Result};

/// The batches of a timeline, by the index that facts name them with; the first one is goods without a batch.
///
/// They are numbered as they are met, and that depends on how far the past is read: nothing that is written may follow the
/// order of the indices.
#[derive(Debug, Clone)]
pub(in crate::posting) struct Batches {
    numbers: Vec<String>,
    indices: FxHashMap<String, u32>,
}

impl Default for Batches {
    fn default() -> Self {
        Self { numbers: vec![String::new()], indices: FxHashMap::from_iter([(String::new(), 0)]) }
    }
}

impl Batches {
    /// The index of a batch, which is added if it is new.
    pub(in crate::posting) fn index(&mut self, number: &str) -> Result<u32> {
        if number.is_empty() {
            return Ok(0);
        }
        if let Some(index) = self.known(number) {
            return Ok(index);
        }
        let index = u32::try_from(self.numbers.len()).map_err(|_| Error::too_large("number of batches"))?;
        self.numbers.push(number.to_string());
        self.indices.insert(number.to_string(), index);
        Ok(index)
    }

    pub(super) fn known(&self, number: &str) -> Option<u32> {
        self.indices.get(number).copied()
    }

    pub(in crate::posting) fn number(&self, index: u32) -> &str {
        usize::try_from(index).ok().and_then(|index| self.numbers.get(index)).map_or("", String::as_str)
    }

    pub(in crate::posting) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..).zip(self.numbers.iter().map(String::as_str))
    }
}
