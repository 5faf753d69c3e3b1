use crate::value::{Money, Quantity, share};
use crate::{Error, Expected, Result};

/// What goods that a customer brings back come in at: their share of what the sale line still costs. The last
/// ones take the rest, so a line that came back entirely leaves no cost of sales behind, whatever the goods cost by now.
///
/// `remaining_cost` and `remaining_quantity` are those of the sale line, less what came back before.
///
/// # Errors
/// [`Error::Invalid`] when `returned` is not above zero, or more than remains.
///
/// ```
/// use tillbook::costing::return_value;
/// use tillbook::value::{Money, Quantity};
/// let (one, two) = (Quantity::ONE, Quantity::whole(2)?);
/// let first = return_value(Money::from_minor(667), one, two)?;
/// let last = return_value(Money::from_minor(667).sub(first)?, one, one)?;
/// assert_eq!((first.minor(), last.minor()), (334, 333));
/// # Ok::<(), tillbook::Error>(())
/// ```
pub fn return_value(remaining_cost: Money, returned: Quantity, remaining_quantity: Quantity) -> Result<Money> {
    if !returned.is_positive() {
        return Err(Error::invalid("quantity", returned, Expected::Positive));
    }
    if returned > remaining_quantity {
        return Err(Error::invalid("quantity", returned, Expected::AtMost(remaining_quantity.to_string())));
    }
    share(remaining_cost, returned.micros(), remaining_quantity.micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_sold_comes_back() {
        let quantity = Quantity::from_micros;
        let value = |returned| return_value(Money::from_minor(100), quantity(returned), quantity(3));
        assert_eq!(value(2).unwrap().minor(), 67);
        assert_eq!(value(3).unwrap().minor(), 100);
        assert_eq!(
            value(4).unwrap_err().to_string(),
            "quantity: `0.000004` is not accepted; expected at most 0.000003"
        );
        assert_eq!(value(0).unwrap_err().code(), "invalid");
        assert_eq!(value(-1).unwrap_err().code(), "invalid");
    }
}
