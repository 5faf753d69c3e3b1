use std::fmt;

use serde::{Deserialize, Serialize};

use super::barcode::{all_digits, check_digit};
use crate::{Error, Expected, Result};

const MAX_CHARS: usize = 32;
const SLOT: char = '#';
const CHECK: char = 'C';

/// How a shop numbers its own SKUs and in-store barcodes: text with one run of `#`, which the number fills,
/// zeros first.
///
/// A `C` at the end of a rule that otherwise has only digits and `#` is the mod-10 check digit of what stands
/// before it (see [`check_digit`]); any other `C` stands for itself. A code always has the length of its rule,
/// at most 32 characters; a number that needs more digits is refused.
///
/// ```
/// use tillbook::catalog::CodeRule;
/// let rule = CodeRule::parse("A-####")?;
/// assert_eq!(rule.code(1)?, "A-0001");
/// assert_eq!(rule.serial_of("A-0041"), Some(41));
/// assert_eq!(rule.serial_of("B-0041"), None);
/// assert!(rule.code(10_000).is_err());
///
/// let in_store = CodeRule::parse("20##########C")?; // EAN-13
/// assert_eq!(in_store.code(99_999)?, "2000000999999");
/// # Ok::<(), tillbook::Error>(())
/// ```
///
/// The next free number is one above the highest in use:
///
/// ```
/// # use tillbook::catalog::CodeRule;
/// # let rule = CodeRule::parse("A-####")?;
/// let in_use = ["A-0001", "A-0007", "walk-in"];
/// let next = in_use.iter().filter_map(|code| rule.serial_of(code)).max().map_or(1, |highest| highest + 1);
/// assert_eq!(rule.code(next)?, "A-0008");
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodeRule {
    before: String,
    /// How many digits the number has.
    digits: usize,
    /// What follows the number, without the check digit.
    after: String,
    with_check_digit: bool,
}

impl CodeRule {
    /// From its text.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `code_rule`: no run of `#` or more than one, over 32 characters, a control
    /// character, or a blank at either end.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |expected| Error::invalid("code_rule", text, expected);
        if text.chars().count() > MAX_CHARS {
            return Err(refused(Expected::AtMostChars(MAX_CHARS)));
        }
        let (before, rest) = text.split_once(SLOT).ok_or_else(|| refused(Expected::CodeRule))?;
        let after = rest.trim_start_matches(SLOT);
        if after.contains(SLOT) || text.contains(char::is_control) || text.trim() != text {
            return Err(refused(Expected::CodeRule));
        }
        let is_number = |part: &str| part.is_empty() || all_digits(part);
        let checked = after.strip_suffix(CHECK).filter(|after| is_number(before) && is_number(after));
        Ok(Self {
            before: before.to_string(),
            digits: 1 + rest.len() - after.len(),
            after: checked.unwrap_or(after).to_string(),
            with_check_digit: checked.is_some(),
        })
    }

    /// The code with number `serial`.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `serial` when it has more digits than the rule has `#`.
    pub fn code(&self, serial: u64) -> Result<String> {
        let digits = self.digits;
        let number = format!("{serial:0digits$}");
        if number.len() > digits {
            return Err(Error::invalid("serial", serial, Expected::AtMost("9".repeat(digits))));
        }
        let mut code = format!("{}{number}{}", self.before, self.after);
        if self.with_check_digit {
            code.push(check_digit(&code)?);
        }
        Ok(code)
    }

    /// The number in `code`, if this rule can have made it.
    pub fn serial_of(&self, code: &str) -> Option<u64> {
        let number = code.strip_prefix(self.before.as_str())?.get(..self.digits)?;
        let serial = all_digits(number).then_some(number)?.parse().ok()?;
        // Making it again compares all the rest: what follows the number, the length, the check digit.
        (self.code(serial).ok()? == code).then_some(serial)
    }
}

impl TryFrom<String> for CodeRule {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<CodeRule> for String {
    fn from(rule: CodeRule) -> Self {
        rule.to_string()
    }
}

impl fmt::Display for CodeRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, "#".repeat(self.digits), self.after)?;
        if self.with_check_digit { write!(f, "{CHECK}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn code(rule: &str, serial: u64) -> Result<String> {
        CodeRule::parse(rule)?.code(serial)
    }

    #[test]
    fn numbers_fill_the_run() {
        assert_eq!(code("#", 9).unwrap(), "9");
        assert_eq!(code("货-###号", 12).unwrap(), "货-012号");
        assert_eq!(code("20#####C", 1).unwrap(), "20000011");
        assert_eq!(code("####################", u64::MAX).unwrap(), "18446744073709551615");
    }

    #[test]
    fn only_a_rule_of_digits_has_a_check_digit() {
        assert_eq!(code("ABC-##", 1).unwrap(), "ABC-01");
        assert_eq!(code("A##C", 1).unwrap(), "A01C");
        assert_eq!(code("##-C", 1).unwrap(), "01-C");
        assert_eq!(code("##CC", 1).unwrap(), "01CC");
        assert_eq!(code("69012345678#C", 9).unwrap(), "6901234567892");
    }

    #[test]
    fn a_number_that_does_not_fit_is_refused() {
        let error = code("A-##", 100).unwrap_err();
        assert_eq!(error.to_string(), "serial: `100` is not accepted; expected at most 99");
    }

    #[test]
    fn other_codes_have_no_serial() {
        let rule = CodeRule::parse("20#####C").unwrap();
        assert_eq!(rule.serial_of("20000011"), Some(1));
        for other in ["", "20", "20000012", "2000001", "200000112", "21000011", "20+00011", "20０0011"] {
            assert_eq!(rule.serial_of(other), None, "{other}");
        }
        let long = CodeRule::parse("####################").unwrap();
        assert_eq!(long.serial_of("99999999999999999999"), None);
    }

    #[test]
    fn bad_rules_are_refused() {
        for text in ["", "A", "#-#", "##A##", " ##", "##\t", "A\n#", &"#".repeat(33)] {
            let error = CodeRule::parse(text).unwrap_err();
            assert!(matches!(error, Error::Invalid { field, .. } if field == "code_rule"), "{text}");
        }
        assert!(CodeRule::parse(&"#".repeat(32)).is_ok());
    }
}
