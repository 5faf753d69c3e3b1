use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::barcode::{all_digits, verify_check_digit};
use crate::{Error, Expected, Result};

const MAX_CHARS: usize = 32;
/// Weights and amounts stay far below what an `i64` holds.
const MAX_FIELD_DIGITS: usize = 12;
/// Letters of a pattern, each in one run: item, weight, amount, not read, check digit.
const LETTERS: &str = "IWAXC";

/// Where a scale of the shop prints item, weight and amount in its labels' barcodes.
///
/// GS1 leaves the prefixes 20 to 29 to each shop or country, so the layout is a setting, never a law. A
/// pattern has one character for each digit of the code:
///
/// | character | meaning |
/// |---|---|
/// | digits at the start | the prefix, by which the label is recognised |
/// | `I` | item number |
/// | `W` | weight in grams |
/// | `A` | amount in minor units (分) |
/// | `X` | not read and not checked, such as a price verifier |
/// | `C`, last | mod-10 check digit of all digits before it, checked (see [`check_digit`](super::check_digit)) |
///
/// Each letter stands in one run; `I` and one of `W` and `A` are needed. A label of 8, 12, 13 or 14 digits
/// is a GTIN to every scanner, so it must end in `C`; others, such as labels of 18 digits, may end in `X` if
/// the scale does not follow the rule.
///
/// ```
/// use tillbook::catalog::ScalePattern;
/// let pattern = ScalePattern::parse("21IIIIIAAAAAWWWWWC")?;
/// let label = pattern.read("210004500868003551")?.unwrap();
/// assert_eq!(label.item, "00045");
/// assert_eq!((label.amount_minor, label.weight_g), (Some(868), Some(355)));
/// assert_eq!(pattern.read("6901234567892")?, None); // no label of this scale
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScalePattern(String);

/// What a scale label says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleLabel {
    /// The digits that say which pattern it is.
    pub prefix: String,
    /// Item number as printed, leading zeros kept.
    pub item: String,
    /// Weight in grams, if the pattern has it.
    pub weight_g: Option<i64>,
    /// Amount in minor units, if the pattern has it.
    pub amount_minor: Option<i64>,
    /// The check digit, if the pattern has one; it was found right.
    pub check_digit: Option<char>,
}

impl ScalePattern {
    /// From its text.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `scale_pattern`.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |expected| Err(Error::invalid("scale_pattern", text, expected));
        if text.chars().count() > MAX_CHARS {
            return refused(Expected::AtMostChars(MAX_CHARS));
        }
        let prefix = prefix_digits(text);
        let letters = text.get(prefix..).unwrap_or_default();
        let known = prefix > 0 && letters.chars().all(|c| LETTERS.contains(c));
        let one_run = LETTERS.chars().all(|c| c == 'X' || run(text, c).is_none_or(|r| r.len() == count(text, c)));
        let measured = ['W', 'A'].iter().any(|c| count(text, *c) > 0);
        let fits = ['W', 'A'].iter().all(|c| count(text, *c) <= MAX_FIELD_DIGITS);
        let check_is_last = count(text, 'C') <= usize::from(text.ends_with('C'));
        let gtin_is_checked = !matches!(text.len(), 8 | 12 | 13 | 14) || text.ends_with('C');
        if known && one_run && measured && fits && check_is_last && gtin_is_checked && count(text, 'I') > 0 {
            Ok(Self(text.to_string()))
        } else {
            refused(Expected::OneOf("22IIIIIWWWWWC, 22IIIIIAAAAAC, 21IIIIIAAAAAWWWWWC and the like"))
        }
    }

    /// Reads a scanned code. Nothing when its length or prefix is not that of the pattern: it may still be an
    /// ordinary barcode.
    ///
    /// # Errors
    /// [`Error::CheckDigit`] when the code is such a label and the pattern's check digit does not fit.
    pub fn read(&self, code: &str) -> Result<Option<ScaleLabel>> {
        let prefix = self.0.get(..prefix_digits(&self.0)).unwrap_or_default();
        if code.len() != self.0.len() || !all_digits(code) || !code.starts_with(prefix) {
            return Ok(None);
        }
        if self.0.ends_with('C') {
            verify_check_digit(code)?;
        }
        let field = |letter| run(&self.0, letter).and_then(|range| code.get(range));
        let number = |letter| field(letter).and_then(|digits| digits.parse().ok());
        Ok(Some(ScaleLabel {
            prefix: prefix.to_string(),
            item: field('I').unwrap_or_default().to_string(),
            weight_g: number('W'),
            amount_minor: number('A'),
            check_digit: field('C').and_then(|digit| digit.chars().next()),
        }))
    }
}

fn prefix_digits(pattern: &str) -> usize {
    pattern.bytes().take_while(u8::is_ascii_digit).count()
}

fn count(pattern: &str, letter: char) -> usize {
    pattern.chars().filter(|c| *c == letter).count()
}

/// Where the first run of `letter` stands.
fn run(pattern: &str, letter: char) -> Option<Range<usize>> {
    let start = pattern.find(letter)?;
    let length = pattern.chars().skip(start).take_while(|c| *c == letter).count();
    Some(start..start + length)
}

impl TryFrom<String> for ScalePattern {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<ScalePattern> for String {
    fn from(pattern: ScalePattern) -> Self {
        pattern.0
    }
}

impl fmt::Display for ScalePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(pattern: &str, code: &str) -> Result<Option<ScaleLabel>> {
        ScalePattern::parse(pattern)?.read(code)
    }

    #[test]
    fn weight_label_of_thirteen_digits() {
        let label = read("22IIIIIWWWWWC", "2200123012500").unwrap().unwrap();
        assert_eq!((label.prefix.as_str(), label.item.as_str()), ("22", "00123"));
        assert_eq!((label.weight_g, label.amount_minor, label.check_digit), (Some(1250), None, Some('0')));
    }

    #[test]
    fn a_wrong_check_digit_is_an_error_only_where_the_pattern_asks() {
        let error = read("22IIIIIWWWWWC", "2200123012501").unwrap_err();
        assert!(matches!(error, Error::CheckDigit { expected: '0', .. }));
        assert!(read("21IIIIIAAAAAWWWWWC", "210004500868003550").is_err());
        let label = read("21IIIIIAAAAAWWWWWX", "210004500868003550").unwrap().unwrap();
        assert_eq!((label.weight_g, label.check_digit), (Some(355), None));
    }

    #[test]
    fn digits_that_are_not_read_are_skipped() {
        let label = read("23IIIIIXWWWWXX", "23001239045678").map(|_| ());
        assert!(label.is_err()); // fourteen digits are a GTIN: the last must be checked
        let label = read("23IIIIIXWWWWXXX", "230012390456789").unwrap().unwrap();
        assert_eq!((label.item.as_str(), label.weight_g), ("00123", Some(456)));
    }

    #[test]
    fn other_codes_are_no_label() {
        for code in ["", "2300123012500", "220012301250", "22001230125001", "22O0123012500", "6901234567892"] {
            assert_eq!(read("22IIIIIWWWWWC", code).unwrap(), None, "{code}");
        }
    }

    #[test]
    fn bad_patterns_are_refused() {
        let too_long = format!("22I{}", "W".repeat(13));
        for text in [
            "",
            "22",
            "IIIIIWWWWWC",
            "22IIIIIC",
            "22WWWWWC",
            "22IIWWIIWWWWC",
            "22IIIIIWWWWWX",
            "22IIIIIWWWWCW",
            "22IIIIIWWWWCC",
            "22IIIIIQQQQQC",
            "22IIIII12WWWC",
            "22苹W",
            &too_long,
            &format!("22I{}", "X".repeat(33)),
        ] {
            assert!(ScalePattern::parse(text).is_err(), "{text}");
        }
    }
}
