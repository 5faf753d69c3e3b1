//! Numbers for new SKUs and in-store barcodes.

use rustc_hash::FxHashSet;

use crate::catalog::{CodeRule, NumberedRule};
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

/// Gives out the numbers of one rule; those that are taken by hand are skipped.
pub(super) struct Numbering {
    name: &'static str,
    keys: KeyKind,
    rule: NumberedRule,
    used: bool,
    /// Numbers given by hand in the same document.
    reserved: FxHashSet<String>,
}

impl Numbering {
    pub(super) fn load(gate: &mut Gate<'_>, name: &'static str) -> Result<Self> {
        let key = format!("{}:{name}", RecordKind::CodeRule.code());
        let found = gate.tx.records(&RecordQuery::Keys(RecordKind::CodeRule, KeyKind::Code, &[&key]))?.pop();
        let (pattern, keys) = if name == SKU { ("P######", KeyKind::Sku) } else { ("20##########C", KeyKind::Barcode) };
        let rule = match found {
            Some(record) => body(&record)?,
            None => NumberedRule { rule: CodeRule::parse(pattern)?, next: 1 },
        };
        Ok(Self { name, keys, rule, used: false, reserved: FxHashSet::default() })
    }

    /// Keeps away from these SKUs, or keys of barcodes.
    pub(super) fn reserve(&mut self, keys: impl Iterator<Item = String>) {
        self.reserved.extend(keys);
    }

    pub(super) fn next(&mut self, gate: &mut Gate<'_>) -> Result<String> {
        self.used = true;
        for _ in 0..MOST_TAKEN {
            let code = self.rule.rule.code(self.rule.next)?;
            self.rule.next += 1;
            let key = match self.keys {
                KeyKind::Barcode => crate::catalog::Barcode::parse(&code)?.key().to_string(),
                _ => code.clone(),
            };
            if self.reserved.contains(&key) {
                continue;
            }
            if gate.tx.records(&RecordQuery::Keys(RecordKind::Variant, self.keys, &[&key]))?.is_empty() {
                return Ok(code);
            }
        }
        let holder = format!("and so are the {MOST_TAKEN} numbers before it");
        Err(Error::Duplicate { what: Noun::CodeRule, key: self.rule.rule.to_string(), holder })
    }

    /// The rule as it is from now on, if numbers were given out.
    pub(super) fn record(self) -> Option<EditedRecord> {
        let NumberedRule { rule, next } = self.rule;
        self.used.then(|| EditedRecord::CodeRule { name: self.name.to_string(), rule, next })
    }
}
