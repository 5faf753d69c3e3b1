//! Prices by quantity and by pack.

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::VariantPrices;
use tillbook::value::Quantity;

use super::Open;
use super::market::{Market, list, money};

pub(crate) fn scales(open: Open<'_>) {
    let market = Market::new(open);
    let by_units = list("Scale");
    market.put(&by_units, |tea| tea.from(dec!(60), dec!(8)).from(dec!(12), dec!(9)));
    let costs = [11, 12, 59, 60, 100].map(|units| market.total(&market.teas(units)));
    assert_eq!(costs, [11_000, 10_800, 53_100, 48_000, 80_000]);
    // What is nearly reached: by one more, all of them cost less.
    let next = |units| {
        let next = market.line(&market.teas(units)).next_price;
        next.map(|next| (next.missing.to_decimal(), next.price.to_decimal(), next.name))
    };
    assert_eq!(next(11), Some((dec!(1), dec!(9), "Scale".into())));
    assert_eq!(next(12), Some((dec!(48), dec!(8), "Scale".into())));
    assert_eq!(next(60), None);
    // However they are scanned, the same goods count together; others do not.
    let apart = market.teas(5).add(market.rice, dec!(20)).add(market.tea, dec!(7));
    assert_eq!(
        market.quote(&apart).lines.iter().map(|line| line.net.minor()).collect::<Vec<_>>(),
        [45_00, 80_00, 63_00]
    );
    let case_and_more = market.teas(36).line(market.cases(dec!(1)));
    assert_eq!(market.total(&case_and_more), 48_000);
    // Those with a price by hand count too, and keep theirs.
    let by_hand = market.teas(6).line(CartLine::new(market.tea, dec!(6)).at_price(dec!(7), "dented"));
    assert_eq!(market.total(&by_hand), 54_00 + 42_00);
    // What comes back later changes nothing: each was sold at 9.00.
    let sale = market.sell(&market.teas(12));
    assert_eq!(market.take_back(&sale, dec!(5)).total, money(45_00));
    assert_eq!(sale.lines[0].listed.as_ref().map(|listed| listed.from), Some(Quantity::whole(12).unwrap()));
    market.prove();
}

pub(crate) fn cases(open: Open<'_>) {
    let market = Market::new(open);
    let by_case = list("By the case");
    market.put(&by_case, |tea| tea.pack("case", dec!(200.01)).packs_from("case", dec!(10), dec!(190)));
    // A price of the unit cannot say it: 200.01 / 24 = 8.33375.
    let cases = |count| Cart::new().line(market.cases(count));
    let costs = [dec!(1), dec!(3), dec!(9), dec!(10)].map(|count| market.total(&cases(count)));
    assert_eq!(costs, [20_001, 60_003, 180_009, 190_000]);
    let line = market.line(&cases(dec!(9)));
    let next = line.next_price.as_ref().map(|next| (next.missing.to_decimal(), next.price.to_decimal()));
    assert_eq!((line.unit_price.to_decimal(), next), (dec!(8.33375), Some((dec!(1), dec!(190)))));
    let pack = line.listed.unwrap().pack.unwrap();
    assert_eq!((pack.pack.as_str(), pack.packs.to_decimal(), pack.price.to_decimal()), ("case", dec!(9), dec!(200.01)));
    // 24 loose ones are no case, and half a case is none either.
    assert_eq!(market.total(&market.teas(24)), 24_000);
    assert_eq!(market.total(&cases(dec!(0.5))), 12_000);
    assert_eq!(market.total(&cases(dec!(0.5)).line(market.cases(dec!(0.5)))), 20_002); // 100.005 each
    // A price of the unit is asked for a case where none is said of cases, and where it is said, that counts first.
    let units = list("Units");
    market.put(&units, |tea| tea.from(dec!(24), dec!(8)));
    assert_eq!(market.line(&cases(dec!(1))).price_reason, "Units"); // 192.00
    market.set(&by_case, VariantPrices::new(market.tea).each(dec!(7.50)).pack("case", dec!(199.99)));
    assert_eq!(market.total(&cases(dec!(1))), 19_200);
    market.set(&units, VariantPrices::new(market.tea).from(dec!(24), dec!(9)));
    assert_eq!(market.total(&cases(dec!(1))), 19_999);
    // It comes back bottle by bottle, and to the cent.
    let sale = market.sell(&cases(dec!(1)));
    let back: Vec<i64> = [1, 1, 7, 15].map(|units| market.take_back(&sale, Decimal::from(units)).total.minor()).into();
    assert_eq!((back[0], back.iter().sum::<i64>()), (8_33, 19_999));
    market.prove();
}

pub(crate) fn weighed(open: Open<'_>) {
    let market = Market::new(open);
    let sacks = list("Sacks");
    market.put(&sacks, |tea| tea.each(dec!(9)));
    market.set(&sacks, VariantPrices::new(market.rice).each(dec!(3.80)).from(dec!(2.5), dec!(3.333333)));
    let costs = [dec!(0.4), dec!(2.499), dec!(2.5)].map(|kilos| market.total(&Cart::new().add(market.rice, kilos)));
    assert_eq!(costs, [1_52, 9_50, 8_33]);
    market.sell(&Cart::new().add(market.rice, dec!(2.5)));
    market.prove();
}
