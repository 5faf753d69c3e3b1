//! What stays, and what changes.

use rust_decimal_macros::dec;
use tillbook::pricing::{Cart, CartLine, PriceList};
use tillbook::shop::{Tender, VariantPrices};
use tillbook::value::{DocumentId, Price, SaleId, ShiftId};

use super::Open;
use super::market::{Market, list, list_for, moment, money};

pub(crate) fn locked(open: Open<'_>) {
    let market = Market::new(open);
    let wholesale = list_for("Wholesale", "wholesale");
    market.put(&wholesale, |tea| tea.each(dec!(8)).pack("case", dec!(180)));
    let cart = market.teas(3).line(market.cases(dec!(2))).member(market.wang);
    let sale = market.sell(&cart);
    assert_eq!(sale.total, money(38_400));
    // The list asks for more, and is over at once.
    market.set(&wholesale, VariantPrices::new(market.tea).each(dec!(9)));
    let over = PriceList { valid_until: Some(moment("2026-03-10T12:00:00+08:00")), ..wholesale };
    market.shop.prices().put_lists(DocumentId::new(), &[over]).unwrap();
    assert_eq!(market.total(&cart), 51 * 9_50);
    // What was sold was sold, in the same words; the same request gives the same answer.
    let known = market.shop.till().sale(sale.id).unwrap();
    assert_eq!((&known.lines, known.lines[0].price_reason.as_str()), (&sale.lines, "Wholesale"));
    let again = market.shop.till().sell(sale.id, &cart, &[Tender::cash(money(38_400))]).unwrap();
    assert_eq!(again, sale);
    assert_eq!(market.take_back(&sale, dec!(1)).total, money(8_00));
    market.prove();
    let other = market.sell(&cart);
    market.shop.till().void(DocumentId::new(), other.id, "mistyped").unwrap();
    market.prove();
}

pub(crate) fn by_hand(open: Open<'_>) {
    let market = Market::new(open);
    market.put(&list("Special"), |tea| tea.each(dec!(9)).pack("case", dec!(200)));
    let shift = market.shop.shifts().open(ShiftId::new(), dec!(0), None).unwrap();
    let haggled = |line: CartLine| Cart::new().line(line.at_price(dec!(8), "haggled"));
    let line = market.line(&haggled(CartLine::new(market.tea, dec!(2))));
    assert_eq!((line.list_price.map(Price::to_decimal), line.listed), (Some(dec!(9)), None));
    assert_eq!(line.next_price, None);
    let sale = market.sell(&haggled(CartLine::new(market.tea, dec!(2))));
    assert_eq!(sale.lines[0].list_price.map(Price::to_decimal), Some(dec!(9)));
    market.sell(&haggled(market.cases(dec!(1))));
    // 2.00 off two bottles, 8.00 off a case of 200.00.
    let report = market.shop.approved_by("boss").shifts().x_report(shift.id).unwrap();
    assert_eq!((report.figures.price_changes.lines, report.figures.price_changes.amount), (2, money(10_00)));
    // The price that it has anyway is no other one.
    let as_marked = Cart::new().line(CartLine::new(market.tea, dec!(1)).at_price(dec!(9), "as marked"));
    assert_eq!(market.line(&as_marked).list_price, None);
    market.prove();
}

pub(crate) fn edited(open: Open<'_>) {
    let market = Market::new(open);
    let (a, b) = (list("A"), list("B"));
    market.put(&a, |tea| tea.from(dec!(10), dec!(8)).each(dec!(9)));
    market.put(&b, |tea| tea.each(dec!(9.90)));
    market.set(&a, VariantPrices::new(market.rice).each(dec!(3.50)));
    let prices = market.shop.prices();
    let names: Vec<String> = prices.lists().unwrap().into_iter().map(|list| list.name).collect();
    assert_eq!(names, ["A", "B"]);
    let said = prices.of_variant(market.tea).unwrap();
    let steps: Vec<_> = said[0].steps.iter().map(|step| (step.from.to_decimal(), step.price.to_decimal())).collect();
    assert_eq!((said.len(), steps), (2, vec![(dec!(0), dec!(9)), (dec!(10), dec!(8))]));
    let of_a = || prices.of_list(a.id).unwrap().iter().map(|prices| prices.variant).collect::<Vec<_>>();
    assert_eq!(of_a(), [market.tea, market.rice]);
    // What is said anew takes the place of all that was said before, of this variant alone.
    market.set(&a, VariantPrices::new(market.tea).from(dec!(20), dec!(8)));
    assert_eq!(market.total(&market.teas(10).add(market.rice, dec!(1))), 99_00 + 3_50);
    prices.remove(DocumentId::new(), a.id, &[market.tea]).unwrap();
    assert_eq!((of_a(), prices.of_variant(market.tea).unwrap().len()), (vec![market.rice], 1));
    assert_eq!(market.total(&market.teas(20)), 19_800);
    // Another till knows it too, and a sale at an unchanged price goes on.
    let id = SaleId::new();
    market.shop.till().sell(id, &market.teas(1), &[Tender::cash(money(9_90))]).unwrap();
    assert_eq!(market.shop.till().sale(id).unwrap().lines[0].price_reason, "B");
    market.prove();
}
