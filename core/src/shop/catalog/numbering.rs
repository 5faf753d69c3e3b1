//! Numbers for new SKUs and in-store barcodes.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::catalog::{Barcode, CodeRule, NumberedRule};
use crate::document::EditedRecord;
use crate::posting::{Gate, body};
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::{Error, Noun, Result};

/// Name of the rule for SKUs.
pub(super) const SKU: &str = "sku";
/// Name of the rule for in-store barcodes.
pub(super) const BARCODE: &str = "barcode";
/// Numbers that are tried before the rule is given up for one whose numbers are free.
const MOST_TAKEN: usize = 10_000;
/// Numbers that the store is asked about in one call; it begins with one and doubles, for documents that need many.
const MOST_ASKED: usize = 128;

/// Gives out the numbers of one rule; those that are taken by hand are skipped.
pub(super) struct Numbering {
    name: &'static str,
    keys: KeyKind,
    rule: NumberedRule,
    used: bool,
    /// Numbers that nobody has, in their order, with their codes.
    free: VecDeque<(u64, String)>,
    /// The first number that the store was not asked about.
    unasked: u64,
    /// How many it is asked about next.
    asking: usize,
    /// Numbers given by hand in the same document.
    reserved: FxHashSet<String>,
}

/// The rule with this name as it stands, if one was set or gave out numbers.
pub(super) fn known(gate: &mut Gate<'_>, name: &str) -> Result<Option<NumberedRule>> {
    let key = format!("{}:{name}", RecordKind::CodeRule.code());
    let found = gate.tx.records(&RecordQuery::Keys(RecordKind::CodeRule, KeyKind::Code, &[&key]))?.pop();
    found.map(|record| body(&record)).transpose()
}

impl Numbering {
    pub(super) fn load(gate: &mut Gate<'_>, name: &'static str) -> Result<Self> {
        let (pattern, keys) = if name == SKU { ("P######", KeyKind::Sku) } else { ("20##########C", KeyKind::Barcode) };
        let rule = match known(gate, name)? {
            Some(rule) => rule,
            None => NumberedRule { rule: CodeRule::parse(pattern)?, next: 1 },
        };
        let (free, unasked, reserved) = (VecDeque::new(), rule.next, FxHashSet::default());
        Ok(Self { name, keys, rule, used: false, free, unasked, asking: 1, reserved })
    }

    /// Keeps away from these SKUs, or keys of barcodes.
    pub(super) fn reserve(&mut self, keys: impl Iterator<Item = String>) {
        self.reserved.extend(keys);
    }

    pub(super) fn next(&mut self, gate: &mut Gate<'_>) -> Result<String> {
        self.used = true;
        let mut tried = 0;
        while self.free.is_empty() && tried < MOST_TAKEN {
            tried += self.ask(gate)?;
        }
        let Some((number, code)) = self.free.pop_front() else {
            let holder = format!("and so are the {MOST_TAKEN} numbers before it");
            return Err(Error::Duplicate { what: Noun::CodeRule, key: self.rule.rule.to_string(), holder });
        };
        self.rule.next = number + 1;
        Ok(code)
    }

    /// Asks which of the next numbers nobody has. Gives how many it asked about; an error if the rule has no more.
    fn ask(&mut self, gate: &mut Gate<'_>) -> Result<usize> {
        let mut asked: Vec<(u64, String, String)> = Vec::with_capacity(self.asking);
        for _ in 0..self.asking {
            let code = match self.rule.rule.code(self.unasked) {
                Err(error) if asked.is_empty() => return Err(error),
                Err(_) => break,
                Ok(code) => code,
            };
            let key = match self.keys {
                KeyKind::Barcode => Barcode::parse(&code)?.key().to_string(),
                _ => code.clone(),
            };
            asked.push((self.unasked, code, key));
            self.unasked += 1;
        }
        let keys: Vec<&str> = asked.iter().map(|(.., key)| key.as_str()).collect();
        let holders = gate.tx.records(&RecordQuery::Keys(RecordKind::Variant, self.keys, &keys))?;
        let of_kind = holders.iter().flat_map(|record| &record.keys).filter(|key| key.kind == self.keys);
        let taken: FxHashSet<&str> = of_kind.map(|key| key.text.as_str()).collect();
        let count = asked.len();
        let is_free = |key: &String| !taken.contains(key.as_str()) && !self.reserved.contains(key);
        self.free.extend(asked.into_iter().filter(|(.., key)| is_free(key)).map(|(number, code, _)| (number, code)));
        self.asking = MOST_ASKED.min(2 * self.asking);
        Ok(count)
    }

    /// The rule as it is from now on, if numbers were given out.
    pub(super) fn record(self) -> Option<EditedRecord> {
        let NumberedRule { rule, next } = self.rule;
        self.used.then(|| EditedRecord::CodeRule { name: self.name.to_string(), rule, next })
    }
}
