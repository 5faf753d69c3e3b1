use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Barcode;
use super::gs1_format::{format_of, length_of};
use crate::value::Date;
use crate::{Error, Expected, Result};

/// What ends an element of variable length (FNC1 as scanners send it).
const SEPARATOR: char = '\u{1d}';
const FIELD: &str = "element_string";

/// One element of a GS1-128, `DataBar`, `DataMatrix` or GS1 QR code: an application identifier and its value.
///
/// ```
/// use tillbook::catalog::Element;
/// use tillbook::value::Date;
/// let today = Date::new(2026, 11, 23)?;
/// let elements = Element::parse_all("010690123456789210AB123\u{1d}3103001250", today)?;
/// assert_eq!((elements[1].ai.as_str(), elements[1].value.as_str()), ("10", "AB123"));
/// assert_eq!(elements[2].decimal.unwrap().to_string(), "1.250"); // kilograms
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Application identifier: 2 to 4 digits, such as 01 for a GTIN, 10 for a lot, 17 for an expiry date.
    pub ai: String,
    /// The value as it was read.
    pub value: String,
    /// The day, where the value is a date; the first one of a period. The time of day is in `value` only.
    pub date: Option<Date>,
    /// The number with its decimals, where the identifier says how many it has: weights and other measures
    /// (31nn to 36nn), amounts (390n to 393n, 395n) and percentages (394n).
    pub decimal: Option<Decimal>,
}

impl Element {
    /// All elements of what a scanner sent, in their order. A symbology identifier (`]C1`, `]d2`, ...) and
    /// separators before, between and after elements are skipped.
    ///
    /// Years have two digits: they are taken as the year that is at most 49 years before and at most 50 years
    /// after the year of `today`. Day 00 is the last of its month. (GS1 General Specifications, section 7.12.)
    ///
    /// Check digits inside are not verified here: see [`Element::gtin`].
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `element_string` and the element at which reading stopped: an unknown
    /// identifier, a value that is too short, too long or has other characters than its format allows, or a
    /// date that does not exist.
    pub fn parse_all(data: &str, today: Date) -> Result<Vec<Self>> {
        let mut rest = without_symbology(data).trim_matches(SEPARATOR);
        if rest.is_empty() {
            return Err(Error::invalid(FIELD, data, Expected::NotEmpty));
        }
        let mut elements = Vec::new();
        while !rest.is_empty() {
            let (element, left) = Self::first(rest, today)?;
            elements.push(element);
            rest = left.trim_start_matches(SEPARATOR);
        }
        Ok(elements)
    }

    /// The GTIN of identifiers 01, 02 and 03; nothing for others.
    ///
    /// # Errors
    /// [`Error::CheckDigit`] when its last digit is wrong.
    pub fn gtin(&self) -> Option<Result<Barcode>> {
        matches!(self.ai.as_str(), "01" | "02" | "03").then(|| Barcode::parse_gtin(&self.value))
    }

    /// The element at the start of `data`, and what follows it.
    fn first(data: &str, today: Date) -> Result<(Self, &str)> {
        let (ai, after_ai, format) = (2..=4)
            .find_map(|length| {
                let (ai, after_ai) = data.split_at_checked(length)?;
                Some((ai, after_ai, format_of(ai)?))
            })
            .ok_or_else(|| Error::invalid(FIELD, data, Expected::Known))?;
        let chunk = after_ai.split(SEPARATOR).next().unwrap_or_default();
        let refused = || Error::invalid(FIELD, format!("({ai}){chunk}"), Expected::OneOf(format));
        let (value, left) =
            length_of(chunk, format).and_then(|length| after_ai.split_at_checked(length)).ok_or_else(refused)?;
        let element = Self {
            ai: ai.to_string(),
            value: value.to_string(),
            date: if holds_date(ai) { Some(date(value, today)?) } else { None },
            decimal: decimal(ai, value),
        };
        Ok((element, left))
    }
}

/// `data` without the three characters by which a scanner may say what kind of symbol it read.
fn without_symbology(data: &str) -> &str {
    match data.split_at_checked(3) {
        Some((symbology, rest)) if symbology.starts_with(']') => rest,
        _ => data,
    }
}

/// Identifiers whose value begins with year, month and day.
fn holds_date(ai: &str) -> bool {
    matches!(
        ai,
        "11" | "12" | "13" | "15" | "16" | "17" | "4324" | "4325" | "4326" | "7003" | "7006" | "7007" | "7011" | "8008"
    )
}

/// The day written as YYMMDD at the start of `value`.
fn date(value: &str, today: Date) -> Result<Date> {
    let refused = || Error::invalid(FIELD, value, Expected::Date);
    let two = |at: usize| value.get(at..at + 2).and_then(|digits| digits.parse::<i8>().ok()).ok_or_else(refused);
    let (year, month, day) = (full_year(i16::from(two(0)?), year_of(today)), two(2)?, two(4)?);
    if day != 0 {
        return Date::new(year, month, day).map_err(|_| refused());
    }
    (28..=31).rev().find_map(|last| Date::new(year, month, last).ok()).ok_or_else(refused)
}

fn year_of(date: Date) -> i16 {
    date.to_string().split('-').next().and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// The year that ends in `two_digits` and is at most 49 before and at most 50 after `this_year`.
fn full_year(two_digits: i16, this_year: i16) -> i16 {
    let year = this_year - this_year % 100 + two_digits;
    match year - this_year {
        51.. => year - 100,
        ..=-50 => year + 100,
        _ => year,
    }
}

/// The number with the decimals that the identifier's fourth digit gives it.
fn decimal(ai: &str, value: &str) -> Option<Decimal> {
    let digits = match ai.get(..3)? {
        "391" | "393" => value.get(3..)?, // behind the currency's number
        "390" | "392" | "394" | "395" => value,
        measure if ("310".."370").contains(&measure) => value,
        _ => return None,
    };
    let decimals = ai.get(3..)?.parse().ok()?;
    Some(Decimal::new(digits.parse().ok()?, decimals))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(data: &str) -> Result<Vec<Element>> {
        Element::parse_all(data, "2026-11-23".parse().unwrap())
    }

    fn only(data: &str) -> Element {
        let mut elements = read(data).unwrap();
        assert_eq!(elements.len(), 1, "{data}");
        elements.remove(0)
    }

    fn day(data: &str) -> String {
        only(data).date.unwrap().to_string()
    }

    #[test]
    fn elements_follow_each_other() {
        let elements = read("]C1010690123456789210AB123\u{1d}1726123137024\u{1d}21S/N-1").unwrap();
        let pairs: Vec<_> = elements.iter().map(|e| (e.ai.as_str(), e.value.as_str())).collect();
        let expected = [("01", "06901234567892"), ("10", "AB123"), ("17", "261231"), ("37", "024"), ("21", "S/N-1")];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn separators_may_stand_anywhere_between_elements() {
        let elements = read("\u{1d}0106901234567892\u{1d}\u{1d}10A\u{1d}").unwrap();
        assert_eq!(elements.len(), 2);
    }

    #[test]
    fn days_and_centuries() {
        assert_eq!(day("17260228"), "2026-02-28");
        assert_eq!(day("15240200"), "2024-02-29");
        assert_eq!(day("15270200"), "2027-02-28");
        assert_eq!(day("11770101"), "1977-01-01"); // 51 years ahead would be too far
        assert_eq!(day("11760101"), "2076-01-01"); // 50 years ahead
        assert_eq!(day("7007260101261231"), "2026-01-01"); // a period
        for bad in ["17261301", "17260230", "17260001", "17260000"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_century_turns_with_the_year() {
        assert_eq!((full_year(49, 2000), full_year(50, 2000), full_year(51, 2000)), (2049, 2050, 1951));
        assert_eq!((full_year(2, 2051), full_year(1, 2051), full_year(0, 2051)), (2002, 2101, 2100));
        assert_eq!((full_year(0, 2099), full_year(49, 2099), full_year(50, 2099)), (2100, 2149, 2050));
    }

    #[test]
    fn decimals_are_exact() {
        let decimal = |data| only(data).decimal.map(|d: Decimal| d.to_string());
        assert_eq!(decimal("3103001250"), Some("1.250".into()));
        assert_eq!(decimal("3100000007"), Some("7".into()));
        assert_eq!(decimal("39221299"), Some("12.99".into()));
        assert_eq!(decimal("3932156000868"), Some("8.68".into()));
        assert_eq!(decimal("3709"), None);
    }

    #[test]
    fn a_wrong_gtin_is_read_but_known_to_be_wrong() {
        assert!(only("0106901234567892").gtin().unwrap().is_ok());
        let wrong = only("0106901234567893").gtin().unwrap();
        assert!(matches!(wrong, Err(Error::CheckDigit { expected: '2', .. })));
        assert!(only("10A").gtin().is_none());
    }

    #[test]
    fn bad_data_is_refused() {
        for data in [
            "",
            "\u{1d}",
            "]C1",
            "0",
            "0106901",
            "010690123456789X",
            "10",
            "10A B",
            "10苹果",
            "05123",
            "3106001250",
            "37A",
            "0106901\u{1d}234567892",
            "10ABCDEFGHIJKLMNOPQRSTU",
        ] {
            let error = read(data).unwrap_err();
            assert!(matches!(error, Error::Invalid { field, .. } if field == FIELD), "{data}");
        }
    }
}
