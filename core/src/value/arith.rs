//! Division with the one rounding rule of the books: half away from zero (四舍五入).

use crate::{Error, Result};

/// `numerator / denominator`, half away from zero.
///
/// # Errors
/// [`Error::TooLarge`] when the result does not fit, or the denominator is zero.
pub(crate) fn div_round(numerator: i128, denominator: i128, what: &'static str) -> Result<i64> {
    let too_large = Error::too_large(what);
    // Most figures of a shop fit 64 bits, where division is several times as fast.
    if let (Ok(n), Ok(d)) = (i64::try_from(numerator), i64::try_from(denominator))
        && d != 0
        && n.unsigned_abs() < 1 << 62
        && d.unsigned_abs() < 1 << 62
    {
        let (q, r) = (n / d, n % d);
        let away = 2 * r.unsigned_abs() >= d.unsigned_abs();
        let sign = if (n < 0) == (d < 0) { 1 } else { -1 };
        return Ok(if away { q + sign } else { q });
    }
    let quotient = numerator.checked_div(denominator).ok_or_else(|| too_large.clone())?;
    let rest = numerator.checked_rem(denominator).ok_or_else(|| too_large.clone())?;
    let away = rest.unsigned_abs() >= denominator.unsigned_abs() - rest.unsigned_abs();
    let sign = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
    i64::try_from(if away { quotient + sign } else { quotient }).map_err(|_| too_large)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (n, d, want) in [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (-4, 3, -1), (0, 7, 0)] {
            assert_eq!(div_round(n, d, "t").unwrap(), want, "{n}/{d}");
        }
        assert!(div_round(1, 0, "t").is_err());
        assert!(div_round(i128::MAX, 1, "t").is_err());
    }

    proptest! {
        /// The 64-bit path answers what the 128-bit path would.
        #[test]
        fn both_widths_agree(n in any::<i64>(), d in any::<i64>().prop_filter("zero", |d| *d != 0), k in 1i64..1_000) {
            let wide = div_round(i128::from(n) << 64, i128::from(d) << 64, "t");
            let narrow = div_round(i128::from(n), i128::from(d), "t");
            prop_assert_eq!(wide.ok(), narrow.ok());
            // scaling both sides changes nothing
            let scaled = div_round(i128::from(n) * i128::from(k), i128::from(d) * i128::from(k), "t");
            prop_assert_eq!(scaled.ok(), div_round(i128::from(n), i128::from(d), "t").ok());
        }
    }
}
