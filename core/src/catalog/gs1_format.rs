//! The formats of GS1 application identifiers (GS1 General Specifications, section 3.2, figure 3.2-1).
//!
//! A format is one part or several, as the specification writes them: `N` digits, `X` character set 82, `Y` set
//! 39, `Z` set 64, `-` a minus sign; then how many there are, with `..` before the most that are allowed. A `?`
//! says that the part may be left out.

/// The format of the value behind `ai`; nothing for an identifier that does not exist.
pub(super) fn format_of(ai: &str) -> Option<&'static str> {
    let number: u16 = ai.bytes().all(|b| b.is_ascii_digit()).then(|| ai.parse().ok())??;
    match ai.len() {
        2 => of_two_digits(number),
        3 => of_three_digits(number),
        4 => of_four_digits(number),
        _ => None,
    }
}

fn of_two_digits(ai: u16) -> Option<&'static str> {
    Some(match ai {
        0 => "N18",
        1..=3 => "N14",
        10 | 21 | 22 => "X..20",
        11..=13 | 15..=17 => "N6",
        20 => "N2",
        30 | 37 => "N..8",
        90 => "X..30",
        91..=99 => "X..90",
        _ => return None,
    })
}

fn of_three_digits(ai: u16) -> Option<&'static str> {
    Some(match ai {
        235 => "X..28",
        240 | 241 | 250 | 251 | 400 | 401 | 403 => "X..30",
        242 => "N..6",
        243 | 254 | 420 | 710..=717 => "X..20",
        253 => "N13 X..17?",
        255 => "N13 N..12?",
        402 => "N17",
        410..=417 => "N13",
        421 => "N3 X..9",
        422 | 424 | 426 => "N3",
        423 | 425 => "N3 N..12",
        427 => "X..3",
        _ => return None,
    })
}

fn of_four_digits(ai: u16) -> Option<&'static str> {
    match ai {
        // The fourth digit counts decimals, at most five of the six digits.
        3100..=3169 | 3200..=3379 | 3400..=3579 | 3600..=3699 => (ai % 10 <= 5).then_some("N6"),
        3900..=4999 => of_prices_and_transport(ai),
        7000..=7999 => of_goods(ai),
        8000..=8999 => of_special_uses(ai),
        _ => None,
    }
}

fn of_prices_and_transport(ai: u16) -> Option<&'static str> {
    Some(match ai {
        3900..=3909 | 3920..=3929 => "N..15",
        3910..=3919 | 3930..=3939 => "N3 N..15",
        3940..=3943 => "N4",
        3950..=3955 | 4326 => "N6",
        4300 | 4301 | 4310 | 4311 | 4320 => "X..35",
        4302..=4306 | 4312..=4316 => "X..70",
        4307 | 4317 => "X2",
        4308 | 4319 => "X..30",
        4309 => "N20",
        4318 => "X..20",
        4321..=4323 => "N1",
        4324 | 4325 => "N10",
        4330..=4333 => "N6 -1?",
        _ => return None,
    })
}

fn of_goods(ai: u16) -> Option<&'static str> {
    Some(match ai {
        7001 => "N13",
        7002 | 7023 => "X..30",
        7003 => "N10",
        7004 => "N..4",
        7005 => "X..12",
        7006 => "N6",
        7007 => "N6 N6?",
        7008 => "X..3",
        7009 | 7255 => "X..10",
        7010 => "X..2",
        7011 => "N6 N4?",
        7020..=7022 | 7240 => "X..20",
        7030..=7039 => "N3 X..27",
        7040 => "N1 X3",
        7041 => "X..4",
        7230..=7239 => "X2 X..28",
        7241 => "N2",
        7242 => "X..25",
        7250 => "N8",
        7251 => "N12",
        7252 => "N1",
        7253 | 7254 | 7259 => "X..40",
        7256 => "X..90",
        7257 => "X..70",
        7258 => "N1 X1 N1",
        _ => return None,
    })
}

fn of_special_uses(ai: u16) -> Option<&'static str> {
    Some(match ai {
        8001 => "N14",
        8002 | 8012 => "X..20",
        8003 => "N14 X..16?",
        8004 => "X..30",
        8005 => "N6",
        8007 => "X..34",
        8008 => "N8 N..4?",
        8009 => "X..50",
        8010 => "Y..30",
        8011 => "N..12",
        8013 | 8014 | 8020 => "X..25",
        8006 | 8017 | 8018 | 8026 => "N18",
        8019 => "N..10",
        8030 => "Z..90",
        8040 | 8041 => "N15",
        8042 => "N32",
        8043 => "N18 N..2?",
        8110 | 8112 | 8200 => "X..70",
        8111 => "N4",
        _ => return None,
    })
}

/// How many bytes at the start of `chunk` (all up to the next separator) are the value of this format; nothing
/// when they do not follow it. A value of variable length has to end where the chunk ends; behind one of fixed
/// length the next element may follow at once.
pub(super) fn length_of(chunk: &str, format: &str) -> Option<usize> {
    let mut length = 0;
    for part in format.split(' ') {
        length += part_length(chunk.get(length..)?, part)?;
    }
    let is_open = format.contains("..") || format.contains('?');
    (!is_open || length == chunk.len()).then_some(length)
}

fn part_length(rest: &str, part: &str) -> Option<usize> {
    let (set, size) = part.split_at_checked(1)?;
    let (size, optional) = size.strip_suffix('?').map_or((size, false), |size| (size, true));
    if optional && rest.is_empty() {
        return Some(0);
    }
    let (most, least): (usize, usize) = match size.strip_prefix("..") {
        Some(most) => (most.parse().ok()?, 1),
        None => (size.parse().ok()?, size.parse().ok()?),
    };
    let length = rest.len().min(most);
    let fits = length >= least && rest.bytes().take(length).all(|b| is_in_set(b, set));
    fits.then_some(length)
}

/// GS1 General Specifications, section 7.11.
fn is_in_set(byte: u8, set: &str) -> bool {
    match set {
        "N" => byte.is_ascii_digit(),
        "Y" => byte.is_ascii_digit() || byte.is_ascii_uppercase() || b"#-/".contains(&byte),
        "Z" => byte.is_ascii_alphanumeric() || b"-_=".contains(&byte),
        "-" => byte == b'-',
        _ => byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_identifier_is_the_start_of_another() {
        let known: Vec<String> = (2..=4_usize)
            .flat_map(|length| {
                (0..10_u32.pow(u32::try_from(length).unwrap_or(0))).map(move |n| format!("{n:0length$}"))
            })
            .filter(|ai| format_of(ai).is_some())
            .collect();
        for (ai, other) in known.iter().flat_map(|ai| known.iter().map(move |other| (ai, other))) {
            assert!(ai == other || !other.starts_with(ai.as_str()), "{ai} {other}");
        }
    }

    #[test]
    fn values_follow_their_format() {
        assert_eq!(length_of("123456rest", "N6"), Some(6));
        assert_eq!(length_of("12345", "N6"), None);
        assert_eq!(length_of("AB-1", "X..20"), Some(4));
        assert_eq!(length_of("", "X..20"), None);
        assert_eq!(length_of("1568", "N3 N..15"), Some(4));
        assert_eq!(length_of("156", "N3 N..15"), None);
        assert_eq!(length_of("260101", "N6 N6?"), Some(6));
        assert_eq!(length_of("260101261231", "N6 N6?"), Some(12));
        assert_eq!(length_of("2601012612", "N6 N6?"), None);
        assert_eq!(length_of("001850-", "N6 -1?"), Some(7)); // below zero: 18.50 degrees of frost
    }

    #[test]
    fn character_sets_are_kept_apart() {
        assert!(is_in_set(b'/', "Y") && is_in_set(b'=', "Z") && is_in_set(b'_', "X"));
        assert!(!is_in_set(b'a', "Y") && !is_in_set(b'/', "Z") && !is_in_set(b' ', "X") && !is_in_set(b'#', "X"));
        assert!(!is_in_set(b'A', "N") && !is_in_set(0xe8, "X"));
    }
}
