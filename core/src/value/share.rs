//! Splitting money without losing a minor unit.

use super::Money;
use super::arith::div_round;
use crate::{Error, Expected, Result};

/// Splits `total` in proportion to `weights` by largest remainder: every share is floored, then the
/// spare minor units go to the largest remainders, equal remainders to the earlier line. The shares
/// sum to `total` exactly; a negative total is split as its opposite. All-zero weights count as equal ones.
///
/// # Errors
/// [`Error::Invalid`] for no weights or a negative weight.
///
/// ```
/// use tillbook::value::{Money, allocate};
/// let shares = allocate(Money::from_minor(1_000), &[1, 1, 1])?;
/// assert_eq!(shares.iter().map(|m| m.minor()).collect::<Vec<_>>(), [334, 333, 333]);
/// # Ok::<(), tillbook::Error>(())
/// ```
pub fn allocate(total: Money, weights: &[i64]) -> Result<Vec<Money>> {
    if weights.is_empty() {
        return Err(Error::invalid("weights", "[]", Expected::NotEmpty));
    }
    if let Some(negative) = weights.iter().find(|w| **w < 0) {
        return Err(Error::invalid("weights", negative, Expected::NotNegative));
    }
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let flat = sum == 0;
    let whole = if flat { weights.len() as i128 } else { sum };
    let weight = |i: usize| if flat { 1 } else { i128::from(weights[i]) };

    let magnitude = i128::from(total.minor()).abs();
    let mut shares: Vec<i128> = (0..weights.len()).map(|i| magnitude * weight(i) / whole).collect();
    let spare = magnitude - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(magnitude * weight(i) % whole), i));
    for &i in order.iter().take(usize::try_from(spare).unwrap_or(0)) {
        shares[i] += 1;
    }
    let sign = i128::from(total.minor().signum());
    shares.into_iter().map(|share| Money::try_from(share * sign)).collect()
}

/// `part / whole` of `total`, half away from zero; the whole of it is `total` exactly.
///
/// # Errors
/// [`Error::TooLarge`] for a whole of zero.
///
/// ```
/// use tillbook::value::{Money, share};
/// assert_eq!(share(Money::from_minor(667), 1, 2)?.minor(), 334);
/// # Ok::<(), tillbook::Error>(())
/// ```
pub fn share(total: Money, part: i64, whole: i64) -> Result<Money> {
    if part == whole {
        return Ok(total);
    }
    div_round(i128::from(total.minor()) * i128::from(part), i128::from(whole), "amount").map(Money::from_minor)
}
