use super::check_code;
use crate::{Error, Expected, Result};

/// Digits of a card number.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

/// Accepts the reference of a payment: a short code that holds no whole card number, which a shop must not keep. A card
/// number has 13 to 19 digits, in groups or not, the last of which fits the others (Luhn).
pub(crate) fn check_reference(field: &str, text: &str) -> Result<()> {
    check_code(field, text)?;
    let mut digits: Vec<u32> = Vec::new();
    // Blanks and hyphens group the digits of one number; anything else ends it.
    for c in text.chars().chain(['.']) {
        match c.to_digit(10) {
            Some(digit) => digits.push(digit),
            None if matches!(c, ' ' | '-') => {}
            None => {
                if is_card(&digits) {
                    let shown: String = digits.iter().rev().take(4).rev().map(u32::to_string).collect();
                    return Err(Error::invalid(field, format_args!("…{shown}"), Expected::Masked));
                }
                digits.clear();
            }
        }
    }
    Ok(())
}

fn is_card(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weighted = digits.iter().rev().enumerate().map(|(place, digit)| match place % 2 {
        0 => *digit,
        _ => doubled(*digit),
    });
    CARD_DIGITS.contains(&digits.len()) && weighted.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_card_numbers_are_told_from_other_references() {
        // Numbers that makers of payment systems publish for tests.
        for card in
            ["4111111111111111", "4111 1111 1111 1111", "ref 5500-0000-0000-0004!", "4222222222222", "6240008631401148"]
        {
            let error = check_reference("reference", card).unwrap_err().to_string();
            let last: String = card.chars().filter(char::is_ascii_digit).collect();
            assert!(error.contains(&last[last.len() - 4..]) && !error.contains(&last[..8]), "{error}");
        }
        for other in
            ["****1111", "4111111111111112", "411111111111", "4200001234202603101234567890", "4111x111111111111"]
        {
            check_reference("reference", other).unwrap();
        }
    }
}
