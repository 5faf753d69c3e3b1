//! Which of the prices that may hold does.

use rust_decimal_macros::dec;
use tillbook::party::{Level, LevelRules};
use tillbook::pricing::{CartLine, PriceList};
use tillbook::promotion::{Benefit, Hours, Promotion};
use tillbook::shop::{Tender, VariantPrices};
use tillbook::value::{DocumentId, PromotionId, Rate, SaleId};

use super::Open;
use super::market::{Market, list, list_for, moment, money};

pub(crate) fn by_level(open: Open<'_>) {
    let market = Market::new(open);
    let wholesale = list_for("Wholesale", "wholesale");
    market.put(&wholesale, |tea| tea.each(dec!(8.50)));
    let paid = [market.teas(2), market.teas(2).member(market.lin), market.teas(2).member(market.wang)];
    assert_eq!(paid.map(|cart| market.total(&cart)), [20_00, 19_00, 17_00]);
    // A list for members of any level.
    let club = PriceList { members_only: true, ..list("Club") };
    market.put(&club, |tea| tea.each(dec!(9)));
    let paid = [market.teas(2), market.teas(2).member(market.lin), market.teas(2).member(market.wang)];
    assert_eq!(paid.map(|cart| market.total(&cart)), [20_00, 18_00, 17_00]);
    // The quote and the sale say which list it was.
    let cart = market.teas(2).member(market.wang);
    let quoted = market.line(&cart);
    assert_eq!((quoted.price_reason.as_str(), quoted.unit_price.to_decimal()), ("Wholesale", dec!(8.5)));
    let sale = market.sell(&cart);
    assert_eq!(sale.lines[0].listed, quoted.listed);
    assert_eq!(quoted.listed.map(|listed| listed.list), Some(wholesale.id));
    market.prove();
}

pub(crate) fn by_spend(open: Open<'_>) {
    let market = Market::new(open);
    let level = |code: &str, yuan: i64| Level { code: code.into(), name: code.into(), from: money(yuan * 100) };
    let levels = LevelRules { months: 3, levels: vec![level("silver", 100)] };
    market.shop.members().set_levels(DocumentId::new(), Some(&levels)).unwrap();
    market.put(&list_for("Silver", "silver"), |tea| tea.each(dec!(8)));
    let cart = market.teas(11).member(market.lin);
    assert_eq!(market.sell(&cart).total, money(10_450));
    assert_eq!(market.sell(&cart).total, money(88_00));
    market.prove();
}

pub(crate) fn by_time(open: Open<'_>) {
    let market = Market::new(open);
    let evening = Hours { weekdays: vec![2], from_minute: 22 * 60, until_minute: 60 };
    let late = PriceList {
        valid_from: Some(moment("2026-03-10T00:00:00+08:00")),
        valid_until: Some(moment("2026-03-24T23:00:00+08:00")),
        hours: Some(evening),
        ..list("Late")
    };
    market.put(&late, |tea| tea.each(dec!(8)));
    let costs = |time: &str| {
        market.at(time);
        market.total(&market.teas(1))
    };
    // Tuesdays from ten to one, by the shop's clock; the hour after midnight is still Tuesday's.
    assert_eq!(costs("2026-03-10T21:59:59+08:00"), 10_00);
    assert_eq!(costs("2026-03-10T14:00:00Z"), 8_00);
    assert_eq!(costs("2026-03-11T00:59:59+08:00"), 8_00);
    assert_eq!(costs("2026-03-11T01:00:00+08:00"), 10_00);
    assert_eq!(costs("2026-03-11T22:30:00+08:00"), 10_00);
    assert_eq!(costs("2026-03-24T22:59:59+08:00"), 8_00);
    assert_eq!(costs("2026-03-24T23:00:00+08:00"), 10_00);
    // A sale that is entered late has the price of its own time.
    let then = market.shop.at(moment("2026-03-17T23:00:00+08:00"));
    let sale = then.till().sell(SaleId::new(), &market.teas(1), &[Tender::cash(money(8_00))]).unwrap();
    assert_eq!(sale.lines[0].price_reason, "Late");
    market.prove();
}

pub(crate) fn lowest(open: Open<'_>) {
    let market = Market::new(open);
    let (a, b) = (list("A"), list("B"));
    market.put(&a, |tea| tea.each(dec!(9.80)));
    market.put(&b, |tea| tea.each(dec!(9.90)));
    let reason = |cart| market.line(&cart).price_reason;
    assert_eq!(reason(market.teas(1)), "A");
    assert_eq!(reason(market.teas(1).member(market.lin)), "member price"); // 9.50
    // As much as the catalog asks, or a member pays: nothing is to be explained.
    market.set(&a, VariantPrices::new(market.tea).each(dec!(10)));
    market.set(&b, VariantPrices::new(market.tea).each(dec!(10)));
    assert_eq!((reason(market.teas(1)), market.line(&market.teas(1)).listed), (String::new(), None));
    // Of two that ask as much, always the same one.
    market.set(&a, VariantPrices::new(market.tea).each(dec!(9)));
    market.set(&b, VariantPrices::new(market.tea).each(dec!(9)));
    let first = if a.id < b.id { "A" } else { "B" };
    assert_eq!(reason(market.teas(1)), first);
    // What a list does not name costs what it costs.
    let rice = market.teas(1).add(market.rice, dec!(2));
    assert_eq!(market.total(&rice), 17_00);
    market.prove();
}

pub(crate) fn overriding(open: Open<'_>) {
    let market = Market::new(open);
    market.put(&list("Sale"), |tea| tea.each(dec!(9)));
    let night = PriceList { overrides: true, ..list("Night") };
    market.put(&night, |tea| tea.each(dec!(12)));
    let costs = || [market.teas(1), market.teas(1).member(market.lin)].map(|cart| market.total(&cart));
    assert_eq!(costs(), [12_00, 12_00]);
    // Of several that override the lowest counts.
    let staff = PriceList { overrides: true, members_only: true, ..list("Staff") };
    market.put(&staff, |tea| tea.each(dec!(11)));
    assert_eq!(costs(), [12_00, 11_00]);
    // Where none of them reaches, the others count again.
    market.set(&night, VariantPrices::new(market.tea).from(dec!(2), dec!(12)));
    assert_eq!(costs(), [9_00, 11_00]);
    assert_eq!(market.sell(&market.teas(2)).total, money(24_00));
    market.prove();
}

pub(crate) fn guarded(open: Open<'_>) {
    let market = Market::new(open);
    let list = list("Special");
    market.put(&list, |tea| tea.each(dec!(7.50)));
    let tenth = Benefit::PercentOff { rate: Rate::percent(dec!(10)).unwrap() };
    let tenth = Promotion::new(PromotionId::derived("market", "tenth"), "tenth", tenth);
    let cart = market.teas(2);
    assert_eq!(market.total(&cart), 15_00);
    market.shop.promotions().put(DocumentId::new(), &[tenth]).unwrap();
    // 7.50 is above 7.00, a tenth less is not.
    let refused = |cart| {
        let sold = market.shop.till().sell(SaleId::new(), cart, &[Tender::cash(money(13_50))]);
        [market.shop.till().price(cart).unwrap_err(), sold.unwrap_err()].map(|error| error.code())
    };
    assert_eq!(refused(&cart), ["below_lowest_price"; 2]);
    let boss = market.shop.approved_by("boss");
    assert_eq!(boss.till().sell(SaleId::new(), &cart, &[Tender::cash(money(13_50))]).unwrap().total, money(13_50));
    // A list alone can ask for less than the guard allows, and so can a discount by hand on top of it.
    market.set(&list, VariantPrices::new(market.tea).each(dec!(6.99)));
    assert_eq!(refused(&cart), ["below_lowest_price"; 2]);
    market.set(&list, VariantPrices::new(market.tea).each(dec!(8)));
    assert_eq!(market.total(&cart), 14_40);
    let line = CartLine::new(market.tea, dec!(2)).take_off(dec!(0.41), "dented");
    assert_eq!(refused(&tillbook::pricing::Cart::new().line(line)), ["below_lowest_price"; 2]);
    market.prove();
}
