//! Laws of the values.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::value::{BusinessDay, Currency, Date, Money, Price, Quantity, Rate, Timestamp, Zone, allocate, share};

fn json_round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["CNY", "JPY", "KWD"]).prop_map(|code| code.parse().unwrap())
}

proptest! {
    #[test]
    fn money_survives_printing_and_json(minor: i64, currency in currencies()) {
        let money = Money::from_minor(minor);
        let printed: Decimal = money.text(currency).parse().unwrap();
        prop_assert_eq!(Money::from_decimal(printed, currency).unwrap(), money);
        prop_assert_eq!(json_round_trip(&money), money);
    }

    #[test]
    fn quantities_and_prices_survive_printing_and_json(micros: i64) {
        let quantity = Quantity::from_micros(micros);
        prop_assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
        prop_assert_eq!(json_round_trip(&quantity), quantity);
        let price = Price::from_micros(micros);
        prop_assert_eq!(price.to_string().parse::<Price>().unwrap(), price);
        prop_assert_eq!(json_round_trip(&price), price);
    }

    #[test]
    fn rates_survive_printing_and_json(mantissa in 0i64..1_000_000, scale in 0u32..12) {
        if let Ok(rate) = Rate::try_from(Decimal::new(mantissa, scale)) {
            prop_assert_eq!(rate.to_string().parse::<Rate>().unwrap(), rate);
            prop_assert_eq!(json_round_trip(&rate), rate);
        }
    }

    #[test]
    fn times_and_dates_survive_printing_and_json(micros in Timestamp::MIN.micros()..=Timestamp::MAX.micros()) {
        let at = Timestamp::from_micros(micros);
        prop_assert_eq!(at.to_string().parse::<Timestamp>().unwrap(), at);
        prop_assert_eq!(json_round_trip(&at), at);
        let date = Zone::new("UTC", 0).unwrap().date(at);
        prop_assert_eq!(date.to_string().parse::<Date>().unwrap(), date);
        prop_assert_eq!(json_round_trip(&date), date);
        prop_assert_eq!(json_round_trip(&BusinessDay(date)), BusinessDay(date));
        prop_assert_eq!(i64::from(date.days()), micros.div_euclid(86_400_000_000));
    }

    /// Arithmetic answers exactly or refuses; it never wraps.
    #[test]
    fn sums_are_exact_or_refused(a: i64, b: i64) {
        let exact = i128::from(a) + i128::from(b);
        match Money::from_minor(a).add(Money::from_minor(b)) {
            Ok(sum) => prop_assert_eq!(i128::from(sum.minor()), exact),
            Err(error) => {
                prop_assert_eq!(error.code(), "too_large");
                prop_assert!(i64::try_from(exact).is_err());
            }
        }
        let difference = Quantity::from_micros(a).sub(Quantity::from_micros(b));
        prop_assert_eq!(difference.ok().map(|d| i128::from(d.micros())),
            i64::try_from(i128::from(a) - i128::from(b)).ok().map(i128::from));
    }

    /// An amount is the nearest minor unit, halves away from zero.
    #[test]
    fn amounts_are_the_nearest_minor_unit(price: i64, quantity: i64, currency in currencies()) {
        let product = i128::from(price) * i128::from(quantity);
        let unit = 10_i128.pow(12 - currency.decimals());
        match Price::from_micros(price).amount(Quantity::from_micros(quantity), currency) {
            Ok(amount) => {
                let error = product - i128::from(amount.minor()) * unit;
                prop_assert!(error.abs() * 2 <= unit);
                prop_assert!(error.abs() * 2 < unit || error.signum() != product.signum());
            }
            Err(_) => prop_assert!((product.abs() + unit) / unit >= i128::from(i64::MAX)),
        }
    }

    #[test]
    fn allocation_sums_exactly_and_is_fair(total in -1_000_000_000_000i64..1_000_000_000_000,
                                           weights in prop::collection::vec(0i64..1_000_000, 1..20)) {
        let shares = allocate(Money::from_minor(total), &weights).unwrap();
        prop_assert_eq!(Money::sum(shares.iter().copied()).unwrap(), Money::from_minor(total));
        let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        if sum > 0 {
            for (share, weight) in shares.iter().zip(&weights) {
                // Less than one minor unit away from the exact share.
                let off = i128::from(share.minor()) * sum - i128::from(total) * i128::from(*weight);
                prop_assert!(off.abs() < sum);
            }
        }
    }

    /// Taking a value out piece by piece leaves nothing behind.
    #[test]
    fn shares_exhaust_the_total(total in 0i64..1_000_000_000, pieces in prop::collection::vec(1i64..1_000, 1..20)) {
        let (mut left, mut value) = (pieces.iter().sum::<i64>(), Money::from_minor(total));
        for piece in &pieces {
            let taken = share(value, *piece, left).unwrap();
            value = value.sub(taken).unwrap();
            left -= piece;
        }
        prop_assert_eq!(value, Money::ZERO);
    }

    /// Net and tax inside a price add up, and the tax is that of the net within half a minor unit.
    #[test]
    fn tax_inside_is_tax_on_the_net(amount in -1_000_000_000i64..1_000_000_000, per_mille in 0i64..1_000) {
        let rate = Rate::try_from(Decimal::new(per_mille, 3)).unwrap();
        let amount = Money::from_minor(amount);
        let tax = rate.inside(amount).unwrap();
        let net = amount.sub(tax).unwrap();
        let exact_off = i128::from(net.minor()) * i128::from(1_000 + per_mille) - i128::from(amount.minor()) * 1_000;
        prop_assert!(exact_off.abs() * 2 <= i128::from(1_000 + per_mille));
    }
}

#[test]
fn the_day_changes_with_the_clocks() {
    let zone = Zone::new("America/New_York", 0).unwrap();
    let day = |text: &str| zone.business_day(text.parse().unwrap()).to_string();
    assert_eq!(day("2017-11-05T05:59:59Z"), "2017-11-05"); // 01:59:59 summer time
    assert_eq!(day("2017-11-06T04:59:59Z"), "2017-11-05"); // 23:59:59 winter time
    assert_eq!(zone.at("2017-11-05".parse().unwrap(), 6).to_string(), "2017-11-05T11:00:00Z");
    assert_eq!(zone.at("2017-03-12".parse().unwrap(), 2).to_string(), "2017-03-12T07:00:00Z"); // skipped hour
}

#[test]
fn bad_values_name_field_value_and_remedy() {
    let error = Quantity::positive("-1".parse().unwrap(), "lines[0].quantity").unwrap_err();
    assert_eq!(error.to_string(), "lines[0].quantity: `-1` is not accepted; expected a number above zero");
    let error = Price::not_negative("0.0000001".parse().unwrap(), "price").unwrap_err();
    assert_eq!(error.to_string(), "price: `0.0000001` is not accepted; expected at most 6 decimals");
    assert!(Money::from_decimal(Decimal::MAX, Currency::CNY).is_err());
    assert!("2026-02-30".parse::<Date>().is_err());
    assert!("26-2-3".parse::<Date>().is_err());
    assert!("XX".parse::<Currency>().is_err());
    assert!(Zone::new("Nowhere/Land", 0).is_err());
    assert!(Rate::try_from(Decimal::NEGATIVE_ONE).is_err());
}
