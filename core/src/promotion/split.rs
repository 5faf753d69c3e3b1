use std::cmp::Reverse;

use super::ratio::Ratio;
use crate::Result;
use crate::value::Money;

/// One line's part in a discount.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) line: usize,
    /// The line's exact discount, above zero.
    pub(super) weight: Ratio,
    /// What the line costs: its share cannot be more.
    pub(super) room: i128,
}

/// Splits `total` in proportion to the weights by largest remainder, the earlier line first, as
/// [`crate::value::allocate`] does for whole weights. A total that was rounded up can be more than the weights;
/// the spare unit then goes to a line that has room for it.
pub(super) fn split(total: Money, claims: &[Claim]) -> Result<Vec<Money>> {
    if let [_] = claims {
        return Ok(vec![total]);
    }
    let whole = claims.iter().try_fold(Ratio::ZERO, |sum, claim| sum.add(claim.weight))?;
    let mut shares = Vec::with_capacity(claims.len());
    let mut fractions = Vec::with_capacity(claims.len());
    for claim in claims {
        let exact = Ratio::money(total).times_share(claim.weight, whole)?;
        shares.push(exact.floor().min(claim.room));
        fractions.push(exact.fraction());
    }
    let mut spare = i128::from(total.minor()) - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = if spare > 0 { (0..claims.len()).collect() } else { Vec::new() };
    order.sort_by_key(|&i| Reverse(fractions.get(i)));
    while spare > 0 {
        let before = spare;
        for &i in &order {
            if let (Some(share), Some(claim)) = (shares.get_mut(i), claims.get(i))
                && spare > 0
                && *share < claim.room
            {
                *share += 1;
                spare -= 1;
            }
        }
        if spare == before {
            break;
        }
    }
    shares.into_iter().map(Money::try_from).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::value::allocate;
    use proptest::prelude::*;

    #[test]
    fn a_total_that_was_rounded_up_goes_where_there_is_room() {
        let claim = |n, d, room| Claim { line: 0, weight: Ratio::new(n, d), room };
        let shares = split(Money::from_minor(4), &[claim(3, 1, 3), claim(1, 4, 1), claim(1, 4, 1)]).unwrap();
        assert_eq!(shares, [3, 1, 0].map(Money::from_minor));
    }

    proptest! {
        #[test]
        fn whole_weights_split_as_everywhere_else(weights in prop::collection::vec(1i64..1_000_000, 1..9), part in 0i64..=100) {
            let total = Money::from_minor(weights.iter().sum::<i64>() * part / 100);
            let claims: Vec<Claim> = weights
                .iter()
                .map(|&weight| Claim { line: 0, weight: Ratio::whole(weight.into()), room: weight.into() })
                .collect();
            prop_assert_eq!(split(total, &claims).unwrap(), allocate(total, &weights).unwrap());
        }
    }
}
