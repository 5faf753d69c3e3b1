//! Price lists that make no sense.

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::pricing::{Cart, CartLine, PriceList};
use tillbook::promotion::Hours;
use tillbook::shop::{NewProduct, Tender, VariantEdit, VariantPrices};
use tillbook::value::{DocumentId, Money, PriceListId, SaleId, VariantId};

use crate::bench::{Bench, time};

fn list(name: &str) -> PriceList {
    PriceList::new(PriceListId::derived("bench", name), name)
}

/// A bench with one list.
fn bench() -> (Bench, PriceListId) {
    let bench = Bench::new();
    bench.shop.prices().put_lists(DocumentId::new(), &[list("A")]).unwrap();
    (bench, list("A").id)
}

#[track_caller]
fn refuses_list(bench: &Bench, list: PriceList, names: &[&str]) {
    bench.refuses("invalid", names, |shop| shop.prices().put_lists(DocumentId::new(), &[list]));
}

#[track_caller]
fn refuses(bench: &Bench, code: &str, prices: &[VariantPrices], names: &[&str]) {
    bench.refuses(code, names, |shop| shop.prices().set(DocumentId::new(), list("A").id, prices));
}

#[test]
fn a_list_holds_for_somebody_at_some_time() {
    let (bench, _) = bench();
    refuses_list(&bench, list(" "), &["records[0].name"]);
    let levels =
        |levels: &[&str]| PriceList { member_levels: levels.iter().map(ToString::to_string).collect(), ..list("A") };
    refuses_list(&bench, levels(&["gold", ""]), &["records[0].member_levels[1]"]);
    refuses_list(&bench, levels(&["gold", "gold"]), &["records[0].member_levels[1]", "gold"]);
    refuses_list(&bench, levels(&["gold"; 101]), &["records[0].member_levels", "101", "100"]);
    let window = |from, until| PriceList { valid_from: Some(time(from)), valid_until: Some(time(until)), ..list("A") };
    let (noon, before) = ("2026-03-10T12:00:00+08:00", "2026-03-10T11:59:59+08:00");
    refuses_list(&bench, window(noon, before), &["records[0].valid_until"]);
    refuses_list(&bench, window(noon, noon), &["records[0].valid_until"]);
    let hours = |weekdays: &[u8], from_minute, until_minute| PriceList {
        hours: Some(Hours { weekdays: weekdays.to_vec(), from_minute, until_minute }),
        ..list("A")
    };
    refuses_list(&bench, hours(&[0], 0, 60), &["records[0].hours.weekdays", "0", "7"]);
    refuses_list(&bench, hours(&[], 1_440, 60), &["records[0].hours.from_minute", "1440"]);
    refuses_list(&bench, hours(&[], 0, 0), &["records[0].hours.until_minute", "0"]);
    bench.refuses("invalid", &["records[1].price_list"], |shop| {
        shop.prices().put_lists(DocumentId::new(), &[list("A"), list("A")])
    });
    bench.refuses("empty", &[], |shop| shop.prices().put_lists(DocumentId::new(), &[]));
    let many: Vec<PriceList> = (0..1_000).map(|number| list(&format!("L{number}"))).collect();
    bench
        .refuses("invalid", &["price_lists", "1001", "1000"], |shop| shop.prices().put_lists(DocumentId::new(), &many));
    bench.goes_on();
}

#[test]
fn prices_are_above_zero_and_each_quantity_has_one() {
    let (bench, _) = bench();
    let tea = || VariantPrices::new(bench.tea);
    let refuses = |prices: VariantPrices, names: &[&str]| {
        refuses(&bench, "invalid", &[VariantPrices::new(bench.milk).each(dec!(4)), prices], names);
    };
    refuses(tea(), &["lines[1].steps"]);
    refuses(tea().each(dec!(0)), &["lines[1].steps[0].price", "0"]);
    refuses(tea().each(dec!(9)).pack("case", dec!(-1)), &["lines[1].steps[1].price", "-1"]);
    refuses(tea().each(dec!(9.0000001)), &["lines[1].steps[0].price", "9.0000001"]);
    refuses(tea().each(dec!(1_000_000_001)), &["lines[1].steps[0].price", "1000000001", "1000000000"]);
    refuses(tea().from(dec!(-1), dec!(9)), &["lines[1].steps[0].from", "-1"]);
    refuses(tea().from(Decimal::MAX, dec!(9)), &["lines[1].steps[0].from"]);
    refuses(tea().from(dec!(12), dec!(9)).from(dec!(12.0), dec!(8)), &["lines[1].steps[1].from", "12.0"]);
    refuses(tea().each(dec!(9)).from(dec!(0), dec!(8)), &["lines[1].steps[1].from", "0"]);
    refuses(tea().pack("case", dec!(99)).pack("case", dec!(98)), &["lines[1].steps[1].from", "1"]);
    // The stock unit has a name too.
    refuses(tea().from(dec!(1), dec!(9)).pack("each", dec!(8)), &["lines[1].steps[1].from", "1"]);
    let many = (0..101).fold(tea(), |tea, from| tea.from(from.into(), dec!(9)));
    refuses(many, &["lines[1].steps", "101", "100"]);
    refuses(VariantPrices::new(bench.milk).each(dec!(3)), &["lines[1].variant", &bench.milk.to_string()]);
    bench.goes_on();
}

#[test]
fn a_list_names_what_is_known() {
    let (bench, known) = bench();
    let (nobody, stranger) = (PriceListId::new(), VariantId::new());
    let tea = VariantPrices::new(bench.tea).each(dec!(9));
    bench.refuses("not_found", &["price list", &nobody.to_string()], |shop| {
        shop.prices().set(DocumentId::new(), nobody, std::slice::from_ref(&tea))
    });
    let unknown = [tea.clone(), VariantPrices::new(stranger).each(dec!(1))];
    refuses(&bench, "not_found", &unknown, &[&stranger.to_string()]);
    let pallet = [tea.clone(), VariantPrices::new(bench.milk).pack("case", dec!(99))];
    refuses(&bench, "not_found", &pallet, &["lines[1].steps[0].pack", "case"]);
    refuses(&bench, "empty", &[], &[]);
    bench.refuses("invalid", &["lines", "5001", "5000"], |shop| {
        shop.prices().set(DocumentId::new(), known, &vec![tea.clone(); 5_001])
    });
    let prices = bench.shop.prices();
    bench.refuses("not_found", &[&stranger.to_string()], |_| prices.remove(DocumentId::new(), known, &[stranger]));
    bench.refuses("empty", &[], |_| prices.remove(DocumentId::new(), known, &[]));
    bench.refuses("not_found", &[&nobody.to_string()], |_| prices.of_list(nobody));
    bench.refuses("not_found", &[&stranger.to_string()], |_| prices.of_variant(stranger));
    let id = DocumentId::new();
    prices.set(id, known, &[tea]).unwrap();
    let other = VariantPrices::new(bench.tea).each(dec!(9.50));
    bench.refuses("id_reused", &[&id.to_string(), "records"], |shop| shop.prices().set(id, known, &[other]));
    prices.remove(DocumentId::new(), known, &[bench.tea]).unwrap();
    bench.goes_on();
}

/// Prices may be made ready for goods that are off the shelf; they are not sold for all that.
#[test]
fn goods_off_the_shelf_are_not_sold_by_a_list() {
    let (bench, list) = bench();
    let off = VariantEdit { on_shelf: Some(false), ..VariantEdit::new(bench.milk) };
    bench.shop.catalog().edit(DocumentId::new(), &[off]).unwrap();
    bench.shop.prices().set(DocumentId::new(), list, &[VariantPrices::new(bench.milk).each(dec!(3))]).unwrap();
    let cart = Cart::new().add(bench.milk, dec!(1));
    bench.refuses("wrong_state", &["MILK", "off_shelf"], |shop| shop.till().price(&cart));
    bench.goes_on();
}

#[test]
fn amounts_by_a_list_that_do_not_fit_are_refused() {
    let (bench, list) = bench();
    let dear = VariantPrices::new(bench.tea).each(dec!(1_000_000_000)).pack("third", dec!(1_000_000_000));
    let over = PriceList { overrides: true, ..self::list("A") };
    bench.shop.prices().put_lists(DocumentId::new(), &[over]).unwrap();
    bench.shop.prices().set(DocumentId::new(), list, &[dear]).unwrap();
    let much = CartLine::new(bench.tea, dec!(999_999_999));
    for line in [much.clone().pack("third"), much] {
        let cart = Cart::new().line(line);
        bench.refuses("too_large", &["lines[0]", "amount"], |shop| shop.till().price(&cart));
    }
    bench.shop.prices().remove(DocumentId::new(), list, &[bench.tea]).unwrap();
    bench.goes_on();
}

/// With price lists the goods of a cart are one call more, the first time; without, none.
#[test]
fn prices_are_read_with_the_goods() {
    let bench = Bench::new();
    let more: Vec<NewProduct> = (0..40).map(|i| NewProduct::new(format!("n{i}")).price(dec!(1))).collect();
    let goods = bench.shop.catalog().add_all(DocumentId::new(), &more).unwrap();
    let goods: Vec<VariantId> = goods.iter().map(|card| card.variants[0].id).collect();
    let cart = goods.iter().fold(Cart::new(), |cart, id| cart.add(*id, dec!(3)));
    let asked = || {
        let shop = Shop::open(bench.store.clone()).unwrap();
        let price = || drop(shop.till().price(&cart).unwrap());
        (bench.store.records_read(price), bench.store.records_read(price))
    };
    let (first, next) = asked();
    let lists = [list("A"), list("B"), list("C")];
    bench.shop.prices().put_lists(DocumentId::new(), &lists).unwrap();
    for list in &lists {
        let prices: Vec<_> = goods.iter().map(|id| VariantPrices::new(*id).each(dec!(0.90))).collect();
        let set = || bench.shop.prices().set(DocumentId::new(), list.id, &prices).unwrap();
        assert!(bench.store.records_read(set) < 20);
    }
    assert_eq!(asked(), (first + 1, next));
    assert_eq!(next, 0);
    let total = Money::from_minor(40 * 2_70);
    assert_eq!(bench.shop.till().price(&cart).unwrap().total, total);
    let sold = bench.shop.till().sell(SaleId::new(), &cart, &[Tender::cash(total)]);
    assert_eq!(sold.unwrap_err().code(), "out_of_stock");
}
