use std::cmp::Ordering;

use crate::Error;
use crate::value::Money;

/// An exact fraction of minor units: what a part of a line costs need not be a whole number.
///
/// The denominator is above zero. In lowest terms only where 64 bits would not hold it otherwise: to reduce each result
/// would take most of the time of a search. When 128 bits do not hold a result, which takes half a dozen stacked
/// promotions that each split the same lines anew, it is computed to 2^-32 of a minor unit instead: a cart is not
/// refused for that. Line totals stay whole in any case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratio {
    numerator: i128,
    denominator: i128,
}

const COARSE_BITS: u32 = 32;
/// Products of two such numbers fit.
const MOST_FACTOR_BITS: u32 = 62;

/// A result that does not fit. Small, as [`Error`] is not: every sum carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

impl From<TooLarge> for Error {
    fn from(_: TooLarge) -> Self {
        Self::too_large("discount")
    }
}

/// A fraction that may not fit.
pub(super) type Exact = std::result::Result<Ratio, TooLarge>;

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        // 64-bit division is several times as fast.
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd_of_small(x, y).into();
        }
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1)
}

fn gcd_of_small(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Ratio {
    pub(super) const ZERO: Self = Self::whole(0);

    pub(super) const fn whole(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    pub(super) fn money(amount: Money) -> Self {
        Self::whole(i128::from(amount.minor()))
    }

    /// `denominator` is above zero.
    pub(super) fn new(numerator: i128, denominator: i128) -> Self {
        if i64::try_from(numerator).is_ok() && i64::try_from(denominator).is_ok() {
            return Self { numerator, denominator };
        }
        Self::reduced(numerator, denominator)
    }

    pub(super) fn is_positive(self) -> bool {
        self.numerator > 0
    }

    /// True for equal fractions in the same terms.
    pub(super) fn is_written_as(self, other: Self) -> bool {
        (self.numerator, self.denominator) == (other.numerator, other.denominator)
    }

    #[inline]
    pub(super) fn add(self, other: Self) -> Exact {
        // Most lines cost whole minor units most of the time.
        if let (true, Some(sum)) = (self.is_whole() && other.is_whole(), self.numerator.checked_add(other.numerator)) {
            return Ok(Self::whole(sum));
        }
        self.add_fraction(other)
    }

    fn is_whole(self) -> bool {
        self.denominator == 1
    }

    fn add_fraction(self, other: Self) -> Exact {
        self.try_add(other).or_else(|| self.coarse()?.try_add(other.coarse()?)).ok_or(TooLarge)
    }

    pub(super) fn sub(self, other: Self) -> Exact {
        self.add(Self { numerator: -other.numerator, ..other })
    }

    /// Times `numerator / denominator`, the latter above zero.
    pub(super) fn times(self, numerator: i128, denominator: i128) -> Exact {
        if numerator == denominator {
            return Ok(self);
        }
        let exact = self.try_times(Self::new(numerator, denominator));
        exact.or_else(|| self.nearly_times(numerator, denominator)).ok_or(TooLarge)
    }

    /// Times `part / whole`, the latter above zero.
    pub(super) fn times_share(self, part: Self, whole: Self) -> Exact {
        if part.denominator == whole.denominator {
            return self.times(part.numerator, whole.numerator);
        }
        let exact = self.try_times(part).and_then(|all| all.try_times(whole.inverse()));
        exact.or_else(|| self.nearly_times(part.coarse_numerator()?, whole.coarse_numerator()?)).ok_or(TooLarge)
    }

    /// The product to 2^-32, however long its factors are.
    fn nearly_times(self, numerator: i128, denominator: i128) -> Option<Self> {
        let bits = i128::BITS - numerator.unsigned_abs().max(denominator.unsigned_abs()).leading_zeros();
        let excess = bits.saturating_sub(MOST_FACTOR_BITS);
        let (numerator, denominator) = (numerator >> excess, (denominator >> excess).max(1));
        let own = self.coarse_numerator()?;
        // The quotient first: of the rest and the factor both are short.
        let whole = (own / denominator).checked_mul(numerator)?;
        Some(Self::new(whole.checked_add(own % denominator * numerator / denominator)?, 1 << COARSE_BITS))
    }

    /// Numerator and denominator, if 64 bits hold them: sums of two products of them cannot overflow.
    fn small(self) -> Option<(i64, i64)> {
        Some((i64::try_from(self.numerator).ok()?, i64::try_from(self.denominator).ok()?))
    }

    fn try_add(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator {
            return Some(Self::new(self.numerator.checked_add(other.numerator)?, self.denominator));
        }
        let common = match (self.small(), other.small()) {
            (Some((_, a)), Some((_, b))) => gcd_of_small(a.unsigned_abs(), b.unsigned_abs()).into(),
            _ => gcd(self.denominator, other.denominator),
        };
        let (mine, its) = if common == 1 {
            (other.denominator, self.denominator)
        } else {
            (other.denominator / common, self.denominator / common)
        };
        let numerator = self.numerator.checked_mul(mine)?.checked_add(other.numerator.checked_mul(its)?)?;
        Some(Self::new(numerator, self.denominator.checked_mul(mine)?))
    }

    fn try_times(self, other: Self) -> Option<Self> {
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            // What cancels out cheaply: a part of a span and back, a share of whole hundreds.
            let (a, d) = if a % d == 0 { (a / d, 1) } else { (a, d) };
            let (c, b) = if c % b == 0 { (c / b, 1) } else { (c, b) };
            return Some(Self::new(i128::from(a) * i128::from(c), i128::from(b) * i128::from(d)));
        }
        let (a, b) =
            (Self::reduced(self.numerator, other.denominator), Self::reduced(other.numerator, self.denominator));
        Some(Self {
            numerator: a.numerator.checked_mul(b.numerator)?,
            denominator: a.denominator.checked_mul(b.denominator)?,
        })
    }

    fn reduced(numerator: i128, denominator: i128) -> Self {
        let common = gcd(numerator, denominator).max(1);
        Self { numerator: numerator / common, denominator: denominator / common }
    }

    /// The nearest multiple of 2^-32 below.
    fn coarse(self) -> Option<Self> {
        Some(Self::new(self.coarse_numerator()?, 1 << COARSE_BITS))
    }

    /// How many times 2^-32 it is, without the fraction.
    fn coarse_numerator(self) -> Option<i128> {
        let whole = self.floor();
        let excess = (i128::BITS - self.denominator.leading_zeros()).saturating_sub(i128::BITS - COARSE_BITS - 2);
        let (rest, denominator) = (self.numerator.rem_euclid(self.denominator) >> excess, self.denominator >> excess);
        whole.checked_mul(1 << COARSE_BITS)?.checked_add((rest << COARSE_BITS) / denominator)
    }

    #[inline]
    pub(super) fn floor(self) -> i128 {
        if self.is_whole() { self.numerator } else { self.floor_of_fraction() }
    }

    fn floor_of_fraction(self) -> i128 {
        match self.small() {
            Some((numerator, denominator)) => numerator.div_euclid(denominator).into(),
            None => self.numerator.div_euclid(self.denominator),
        }
    }

    pub(super) fn ceil(self) -> i128 {
        -Self { numerator: -self.numerator, ..self }.floor()
    }

    /// The nearest whole number, halves up. Discounts and nets that are rounded are never below zero.
    pub(super) fn round(self) -> i128 {
        let floor = self.floor();
        let rest = self.numerator - floor * self.denominator;
        floor + i128::from(rest >= self.denominator - rest)
    }

    /// What is above the whole number below.
    pub(super) fn fraction(self) -> Self {
        Self { numerator: self.numerator - self.floor() * self.denominator, denominator: self.denominator }
    }

    pub(super) fn to_money(self) -> crate::Result<Money> {
        Money::try_from(self.round())
    }
}

impl Ord for Ratio {
    /// By products of 64 bits; else by continued fractions: exact, and no product can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        let (mut a, mut b) = (*self, *other);
        loop {
            let by_floor = a.floor().cmp(&b.floor());
            let (rest_a, rest_b) = (a.fraction(), b.fraction());
            if by_floor.is_ne() || rest_a.numerator == 0 || rest_b.numerator == 0 {
                return by_floor.then(rest_a.numerator.cmp(&rest_b.numerator));
            }
            // a < b if and only if 1/b < 1/a.
            (a, b) = (rest_b.inverse(), rest_a.inverse());
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

impl Ratio {
    fn inverse(self) -> Self {
        Self { numerator: self.denominator, denominator: self.numerator }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_round_up() {
        for (n, d, want) in [(1, 2, 1), (3, 2, 2), (1, 3, 0), (2, 3, 1), (4, 1, 4), (0, 5, 0)] {
            assert_eq!(Ratio::new(n, d).round(), want, "{n}/{d}");
        }
        assert_eq!((Ratio::new(7, 2).floor(), Ratio::new(7, 2).ceil(), Ratio::whole(3).ceil()), (3, 4, 3));
    }

    #[test]
    fn beyond_128_bits_the_error_is_below_a_billionth() {
        let primes = [2_147_483_647, 2_147_483_629, 2_147_483_587, 2_147_483_579, 2_147_483_563_i128];
        let sum = primes.iter().try_fold(Ratio::whole(1_000), |sum, p| sum.add(Ratio::new(p - 1, *p))).unwrap();
        // 1000 + 5 - (about 5 / 2^31)
        assert!(sum < Ratio::whole(1_005) && sum > Ratio::whole(1_005).sub(Ratio::new(1, 100_000_000)).unwrap());
        assert!(Ratio::whole(i128::MAX).add(Ratio::whole(1)).is_err());
    }

    proptest! {
        /// Nothing that a cart can come to is refused, however many promotions share it out anew.
        #[test]
        fn shares_of_shares_stay_close(total in 1i64..i64::MAX / 64, parts in prop::collection::vec((1i128..1_000_000_007, 1i128..1_000_000_007), 1..40)) {
            let (mut left, mut taken) = (Ratio::money(Money::from_minor(total)), Ratio::ZERO);
            for (a, b) in parts {
                let part = left.times_share(Ratio::new(a, b), Ratio::new(a, b).add(Ratio::new(b, a + 1)).unwrap()).unwrap();
                left = left.sub(part).unwrap();
                taken = taken.add(part).unwrap();
            }
            prop_assert_eq!(left.add(taken).unwrap().round(), i128::from(total));
        }

        #[test]
        fn arithmetic_is_that_of_fractions(a in -9_999i128..9_999, b in 1i128..999, c in -9_999i128..9_999, d in 1i128..999) {
            let (x, y) = (Ratio::new(a, b), Ratio::new(c, d));
            prop_assert_eq!(x.add(y).unwrap(), Ratio::new(a * d + c * b, b * d));
            prop_assert_eq!(x.sub(y).unwrap().add(y).unwrap(), x);
            prop_assert_eq!(x.times(c, d).unwrap(), Ratio::new(a * c, b * d));
            prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        }
    }
}
