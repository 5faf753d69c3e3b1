/// Digits of a card number.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
/// Digits of it that may be kept.
const SHOWN: usize = 4;

/// A text in which of each whole card number only the last four digits are left, since a shop must not keep one (PCI DSS,
/// requirement 3). A card number has 13 to 19 digits, in groups or not, the last of which fits the others (Luhn).
pub(crate) fn masked(text: &str) -> String {
    let mut kept: Vec<char> = text.chars().collect();
    let mut run: Vec<(usize, u32)> = Vec::new();
    // Blanks and hyphens group the digits of one number; anything else ends it.
    for (place, c) in text.chars().chain(['.']).enumerate() {
        match c.to_digit(10) {
            Some(digit) => run.push((place, digit)),
            None if matches!(c, ' ' | '-') => {}
            None => {
                if is_card(&run) {
                    for (place, _) in run.iter().rev().skip(SHOWN) {
                        if let Some(digit) = kept.get_mut(*place) {
                            *digit = '*';
                        }
                    }
                }
                run.clear();
            }
        }
    }
    kept.into_iter().collect()
}

fn is_card(digits: &[(usize, u32)]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weighted = digits.iter().rev().enumerate().map(|(place, (_, digit))| match place % 2 {
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
        for (card, kept) in [
            ("4111111111111111", "************1111"),
            ("4111 1111 1111 1111", "**** **** **** 1111"),
            ("ref 5500-0000-0000-0004!", "ref ****-****-****-0004!"),
            ("4222222222222", "*********2222"),
            ("卡 6240008631401148 尾", "卡 ************1148 尾"),
            ("4111111111111111;4222222222222", "************1111;*********2222"),
        ] {
            assert_eq!((masked(card), masked(kept)), (kept.to_string(), kept.to_string()));
        }
        for other in
            ["", "****1111", "4111111111111112", "411111111111", "4200001234202603101234567890", "4111x111111111111"]
        {
            assert_eq!(masked(other), other);
        }
    }
}
