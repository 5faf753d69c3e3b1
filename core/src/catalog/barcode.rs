use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::{Error, Expected, Result};

/// Length of the key that all GTINs share.
const KEY_DIGITS: usize = 14;
/// What a Code 128 label of a shelf edge can carry.
const MAX_CHARS: usize = 48;

/// What a scanner reads from a label, checked and ready to be looked up.
///
/// Two kinds of code exist side by side:
///
/// - a *GTIN*: 8, 12, 13 or 14 digits (EAN-8, UPC-A, EAN-13, GTIN-14), whose last digit must fit the
///   others. Scanners add or drop leading zeros, so two GTINs are equal when they are the same number:
///   look-ups compare the [`key`](Barcode::key), which is the GTIN-14.
/// - a *plain code*, as shops give to their own goods (`A-0001`, a five-digit PLU, an 18-digit scale
///   label): anything else of 1 to 48 printable ASCII characters without a blank at either end. It is
///   equal only to itself, with upper and lower case told apart.
///
/// Digits of a GTIN's length are never taken as a plain code: a misread label must not pass as another one.
/// UPC-E (compressed to 8 digits) has to be expanded by the scanner, since its check digit is that of the
/// UPC-A it stands for.
///
/// ```
/// use tillbook::catalog::Barcode;
/// let upc = Barcode::parse("036000291452")?;
/// let as_scanned = Barcode::parse("0036000291452")?;
/// assert_eq!(upc, as_scanned);
/// assert_eq!(as_scanned.key(), "00036000291452");
/// assert_eq!(as_scanned.to_string(), "0036000291452"); // prints as it was given
///
/// let own = Barcode::parse("A-0001")?;
/// assert_eq!((own.key(), own.gtin14()), ("A-0001", None));
///
/// let misread = Barcode::parse("6901234567893").unwrap_err();
/// assert_eq!(misread.to_string(), "barcode `6901234567893` has a wrong check digit; it should end in 2");
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Barcode {
    key: String,
    /// Zeros at the start of `key` that are not part of the code as it was given.
    padding: usize,
}

impl Barcode {
    /// A GTIN or a plain code.
    ///
    /// # Errors
    /// [`Error::CheckDigit`] for 8, 12, 13 or 14 digits with a wrong last one; [`Error::Invalid`] naming
    /// `barcode` for text that is empty, too long, not printable ASCII, or has a blank at either end.
    pub fn parse(text: &str) -> Result<Self> {
        if has_gtin_length(text) && all_digits(text) {
            return Self::parse_gtin(text);
        }
        let refused = |expected| Err(Error::invalid("barcode", text, expected));
        if text.is_empty() {
            return refused(Expected::NotEmpty);
        }
        if text.chars().count() > MAX_CHARS {
            return refused(Expected::AtMostChars(MAX_CHARS));
        }
        let printable = text.bytes().all(|b| b == b' ' || b.is_ascii_graphic());
        if !printable || text.starts_with(' ') || text.ends_with(' ') {
            return refused(Expected::Gtin);
        }
        Ok(Self { key: text.to_string(), padding: 0 })
    }

    /// A GTIN and nothing else: for goods that others must recognise too.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `barcode` for anything but 8, 12, 13 or 14 digits; [`Error::CheckDigit`]
    /// with the digit that would fit.
    pub fn parse_gtin(text: &str) -> Result<Self> {
        if !has_gtin_length(text) || !all_digits(text) {
            return Err(Error::invalid("barcode", text, Expected::Gtin));
        }
        verify_check_digit(text)?;
        Ok(Self { key: format!("{text:0>KEY_DIGITS$}"), padding: KEY_DIGITS - text.len() })
    }

    /// An in-store code: EAN-13 or EAN-8 made of `prefix`, `serial` and the check digit, the serial filled
    /// with zeros on its left.
    ///
    /// The prefix must begin as GS1 leaves to shops (GS1 General Specifications, section 1.4: restricted
    /// circulation numbers): 02, 04 or 2 for `length` 13, and 0 or 2 for `length` 8. Any other belongs to
    /// somebody else's goods.
    ///
    /// ```
    /// use tillbook::catalog::Barcode;
    /// assert_eq!(Barcode::make_in_store("20", 1, 13)?.to_string(), "2000000000015");
    /// assert!(Barcode::make_in_store("20", 10_000, 8).is_ok());
    /// assert!(Barcode::make_in_store("20", 100_000, 8).is_err()); // five digits are left
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `length`, `prefix` or `serial`.
    pub fn make_in_store(prefix: &str, serial: u64, length: usize) -> Result<Self> {
        let (starts, allowed): (&[&str], _) = match length {
            8 => (&["0", "2"], "0, 2"),
            13 => (&["02", "04", "2"], "02, 04, 20 to 29"),
            _ => return Err(Error::invalid("length", length, Expected::OneOf("8, 13"))),
        };
        if !all_digits(prefix) || !starts.iter().any(|start| prefix.starts_with(start)) {
            return Err(Error::invalid("prefix", prefix, Expected::OneOf(allowed)));
        }
        let digits = (length - 1).saturating_sub(prefix.len());
        if digits == 0 {
            return Err(Error::invalid("prefix", prefix, Expected::AtMostChars(length - 2)));
        }
        let body = format!("{prefix}{serial:0digits$}");
        if body.len() != length - 1 {
            return Err(Error::invalid("serial", serial, Expected::AtMost("9".repeat(digits))));
        }
        let check = check_digit(&body)?;
        Self::parse_gtin(&format!("{body}{check}"))
    }

    /// What look-ups compare: the GTIN-14, or the plain code itself. No plain code looks like a GTIN-14.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The GTIN filled with zeros to 14 digits; nothing for a plain code.
    pub fn gtin14(&self) -> Option<&str> {
        (self.key.len() == KEY_DIGITS && all_digits(&self.key)).then_some(&self.key)
    }

    /// The code as it was given.
    pub fn text(&self) -> &str {
        self.key.get(self.padding..).unwrap_or(&self.key)
    }
}

/// The check digit that follows `body`: from the right the digits weigh 3, 1, 3, ..., and with the check
/// digit they add up to a multiple of ten (GS1 General Specifications, section 7.9). The same rule serves
/// GTINs, SSCCs and most scale labels.
///
/// ```
/// assert_eq!(tillbook::catalog::check_digit("690123456789")?, '2');
/// # Ok::<(), tillbook::Error>(())
/// ```
///
/// # Errors
/// [`Error::Invalid`] naming `body` when it is empty or not all digits.
pub fn check_digit(body: &str) -> Result<char> {
    if !all_digits(body) {
        return Err(Error::invalid("body", body, Expected::Whole));
    }
    let weights = [3, 1].into_iter().cycle();
    let sum = body.bytes().rev().zip(weights).fold(0, |sum, (digit, weight)| (sum + (digit - b'0') * weight) % 10);
    Ok(char::from(b'0' + (10 - sum) % 10))
}

/// Refuses `digits` unless the last one is the check digit of the others.
pub(super) fn verify_check_digit(digits: &str) -> Result<()> {
    let (body, given) = digits.split_at_checked(digits.len().saturating_sub(1)).unwrap_or(("", digits));
    let expected = check_digit(body)?;
    if given.starts_with(expected) { Ok(()) } else { Err(Error::CheckDigit { code: digits.to_string(), expected }) }
}

/// True for one digit or more, and nothing but ASCII digits.
pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn has_gtin_length(text: &str) -> bool {
    matches!(text.len(), 8 | 12 | 13 | 14)
}

impl PartialEq for Barcode {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Barcode {}

impl Hash for Barcode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for Barcode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Barcode {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl TryFrom<String> for Barcode {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<Barcode> for String {
    fn from(barcode: Barcode) -> Self {
        barcode.text().to_string()
    }
}

impl fmt::Display for Barcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

impl fmt::Debug for Barcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_gtin_length_has_the_same_key() {
        for (text, key) in [
            ("96385074", "00000096385074"),
            ("036000291452", "00036000291452"),
            ("6901234567892", "06901234567892"),
            ("16901234567899", "16901234567899"),
        ] {
            let barcode = Barcode::parse(text).unwrap();
            assert_eq!((barcode.key(), barcode.gtin14(), barcode.text()), (key, Some(key), text));
            assert_eq!(Barcode::parse(key).unwrap(), barcode);
        }
    }

    #[test]
    fn a_gtin_of_wrong_shape_is_refused() {
        for text in
            ["", "1", "690123456789X", "69012345678921", "690123456", " 6901234567892", "６９０１２３４５６７８９２"]
        {
            assert!(Barcode::parse_gtin(text).is_err(), "{text}");
        }
        assert_eq!(Barcode::parse_gtin("690123456").unwrap_err().code(), "invalid");
        assert!(matches!(Barcode::parse("96385075"), Err(Error::CheckDigit { expected: '4', .. })));
    }

    #[test]
    fn own_codes_are_plain() {
        for text in ["7", "94011", "A-0001", "shelf 4/2", "123456789", "210004500868003551", &"x".repeat(48)] {
            let barcode = Barcode::parse(text).unwrap();
            assert_eq!((barcode.key(), barcode.gtin14(), barcode.text()), (text, None, text));
        }
        assert_ne!(Barcode::parse("a-1").unwrap(), Barcode::parse("A-1").unwrap());
        assert_ne!(Barcode::parse("0007").unwrap(), Barcode::parse("7").unwrap());
        for text in ["", " A", "A ", "A\n", "苹果", "A\u{1d}B", &"x".repeat(49)] {
            let error = Barcode::parse(text).unwrap_err();
            assert!(matches!(error, Error::Invalid { field, .. } if field == "barcode"));
        }
    }

    #[test]
    fn in_store_codes_stay_in_the_shops_range() {
        let made = |prefix, serial, length| Barcode::make_in_store(prefix, serial, length);
        assert_eq!(made("02", 7, 13).unwrap().text(), "0200000000073");
        assert_eq!(made("2", 999_999, 8).unwrap().text(), "29999996");
        assert_eq!(made("20", 9_999_999_999, 13).unwrap().text().len(), 13);
        let field = |error| match error {
            Error::Invalid { field, .. } => field,
            other => other.to_string(),
        };
        assert_eq!(field(made("20", 10_000_000_000, 13).unwrap_err()), "serial");
        assert_eq!(field(made("2", u64::MAX, 8).unwrap_err()), "serial");
        assert_eq!(field(made("20", 1, 12).unwrap_err()), "length");
        for prefix in ["", "69", "2x", "0", "200000000000", "2000000000000000"] {
            assert_eq!(field(made(prefix, 1, 13).unwrap_err()), "prefix", "{prefix}");
        }
    }

    #[test]
    fn a_check_digit_needs_digits() {
        assert_eq!(check_digit("0").unwrap(), '0');
        assert_eq!(check_digit("21000450086800355").unwrap(), '1');
        assert!(check_digit("").is_err());
        assert!(check_digit("12a").is_err());
    }

    #[test]
    fn json_is_the_text() {
        let barcode: Barcode = serde_json::from_str("\"036000291452\"").unwrap();
        assert_eq!(serde_json::to_string(&barcode).unwrap(), "\"036000291452\"");
        assert!(serde_json::from_str::<Barcode>("\"036000291453\"").is_err());
    }
}
