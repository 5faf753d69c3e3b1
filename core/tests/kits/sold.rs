//! Kits as they are sold and come back.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::costing::NegativeStock;
use tillbook::document::Settings;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::ReceiptLine;
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, Quantity};

use super::world::{World, fen, q};

pub(crate) fn at_the_cost_of_its_parts(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let stockroom = world.shop.stockroom();
    assert_eq!(stockroom.available(world.set).unwrap(), q(dec!(10)));
    assert_eq!(stockroom.available(world.latte).unwrap(), q(dec!(32)));
    assert_eq!(stockroom.available(world.cup).unwrap(), q(dec!(20)));
    assert_eq!(world.shop.till().scan("SET").unwrap().on_hand, q(dec!(10)));

    let later = world.receive(2, &[ReceiptLine::of(world.tea, dec!(5), dec!(14))]);
    let cart = Cart::new().add(world.tea, dec!(9)).add(world.set, dec!(3)).add(world.cup, dec!(1));
    let sale = world.sell(3, &cart);
    assert_eq!((sale.total, sale.lines.len()), (fen(27_000 + 15_000 + 1_500), 3));
    let parts: Vec<_> = sale.lines[1].parts.iter().map(|part| (part.variant, part.quantity)).collect();
    assert_eq!(parts, [(world.tea, q(dec!(3))), (world.cup, q(dec!(6)))]);
    assert_eq!(
        (world.on_hand(world.tea), world.on_hand(world.cup)),
        ((q(dec!(3)), fen(4_200)), (q(dec!(13)), fen(7_800)))
    );

    // The last of the old tea and two of the new.
    let cost = stockroom.explain_cost(sale.id).unwrap();
    let set = &cost.lines[1];
    assert_eq!((set.variant, set.quantity, set.cost), (world.set, q(dec!(3)), fen(1_200 + 2_800 + 3_600)));
    let taken: Vec<_> = set.parts[0].taken.iter().map(|taken| (taken.quantity, taken.cost)).collect();
    assert_eq!(taken, [(q(dec!(1)), fen(1_200)), (q(dec!(2)), fen(2_800))]);
    assert_eq!(set.parts[0].taken[1].document, later.into());
    assert_eq!((set.parts[1].variant, set.parts[1].quantity, set.parts[1].cost), (world.cup, q(dec!(6)), fen(3_600)));
    assert_eq!(cost.cost, fen(10_800 + 7_600 + 600));

    let row = world.row(world.set).unwrap();
    assert_eq!((row.quantity, row.net_sales, row.cost), (q(dec!(3)), fen(15_000), fen(7_600)));
    assert_eq!((world.cost(world.tea), world.cost(world.cup)), (fen(10_800), fen(600)));
    world.proved();
}

pub(crate) fn by_the_recipe_of_its_time(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let sale = world.sell(2, &Cart::new().add(world.set, dec!(2)));
    world.recipe(world.set, &[(world.milk, dec!(1))]);
    assert_eq!(world.sell(3, &Cart::new().add(world.set, dec!(1))).lines[0].parts.len(), 1);
    assert_eq!(world.shop.till().sale(sale.id).unwrap().lines, sale.lines);
    world.refund(4, &sale, &[(0, dec!(1))]).unwrap();
    assert_eq!(world.on_hand(world.tea), (q(dec!(9)), fen(10_800)));
    assert_eq!(world.on_hand(world.cup), (q(dec!(18)), fen(10_800)));
    assert_eq!(world.on_hand(world.milk).0, q(dec!(7)));
    // It is a kit no longer: it has stock of its own, and what was sold before comes back as it was.
    world.recipe(world.set, &[]);
    world.receive(5, &[ReceiptLine::of(world.set, dec!(5), dec!(20))]);
    world.refund(6, &sale, &[(0, dec!(1))]).unwrap();
    assert_eq!(world.on_hand(world.tea), (q(dec!(10)), fen(12_000)));
    world.sell(7, &Cart::new().add(world.set, dec!(5)));
    assert_eq!(world.cost(world.set), fen(500 + 10_000));
    world.proved();
}

/// Fractions of parts that no refund has exactly come back with the last of them.
pub(crate) fn brought_back_in_parts(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let before = [world.tea, world.cup, world.milk].map(|goods| world.on_hand(goods));
    let cart =
        Cart::new().add(world.latte, dec!(7)).line(CartLine::new(world.set, dec!(3)).take_off(dec!(10), "dented"));
    let sale = world.sell(2, &cart);
    assert_eq!(sale.lines[0].parts[0].quantity, q(dec!(0.233333)));
    let mut paid_back = Money::ZERO;
    for (latte, set) in [(2, 1), (1, 1), (4, 1)] {
        let lines = [(0, Decimal::from(latte)), (1, Decimal::from(set))];
        let refund = world.refund(3, &sale, &lines).unwrap();
        assert!(world.refund(3, &sale, &[(0, dec!(8))]).is_err());
        let totals = world.shop.reports().sales(tillbook::report::Period::all()).unwrap();
        assert!(totals.refunds.amount > paid_back);
        paid_back = totals.refunds.amount;
        // It never was, and is made again.
        world.shop.office().void(DocumentId::new(), refund.into(), "wrong slip").unwrap();
        world.refund(3, &sale, &lines).unwrap();
    }
    assert_eq!(paid_back, sale.total);
    assert_eq!([world.tea, world.cup, world.milk].map(|goods| world.on_hand(goods)), before);
    assert_eq!((world.cost(world.latte), world.cost(world.set)), (fen(0), fen(0)));
    world.proved();

    let sale = world.sell(4, &cart);
    world.shop.till().void(DocumentId::new(), sale.id, "by mistake").unwrap();
    assert_eq!([world.tea, world.cup, world.milk].map(|goods| world.on_hand(goods)), before);
    assert_eq!(world.row(world.latte).unwrap().quantity, Quantity::ZERO);
    let voids = world.shop.reports().sales(tillbook::report::Period::all()).unwrap().voids;
    assert_eq!((voids.lines, voids.units, voids.amount), (2, q(dec!(10)), sale.total));
    world.proved();
}

pub(crate) fn short_of_a_part(store: Arc<dyn Store>) {
    let world = World::with(store, Settings { negative_stock: NegativeStock::Allow, ..Settings::default() });
    world.receive(1, &[ReceiptLine::of(world.tea, dec!(2), dec!(12)), ReceiptLine::of(world.cup, dec!(2), dec!(6))]);
    let sale = world.sell(2, &Cart::new().add(world.set, dec!(2)));
    let short: Vec<_> = sale.lines[0].parts.iter().map(|part| part.short).collect();
    assert_eq!(short, [q(dec!(0)), q(dec!(2))]);
    assert_eq!(world.cost(world.set), fen(2_400 + 2_400));
    // What comes in covers it, and costs more.
    world.receive(3, &[ReceiptLine::of(world.cup, dec!(10), dec!(8))]);
    assert_eq!(world.cost(world.set), fen(2_400 + 1_200 + 1_600));
    assert_eq!(world.shop.stockroom().explain_cost(sale.id).unwrap().cost, fen(5_200));
    world.proved();

    let strict = VariantRule(&world);
    strict.refuses_shortage();
    world.proved();
}

/// Cups of which no more may leave than are there.
struct VariantRule<'a>(&'a World);

impl VariantRule<'_> {
    fn refuses_shortage(&self) {
        let Self(world) = self;
        let edit = tillbook::shop::VariantEdit::new(world.cup).negative_stock(NegativeStock::Forbid);
        world.shop.catalog().edit(DocumentId::new(), &[edit]).unwrap();
        let left = world.on_hand(world.cup).0.to_decimal();
        let cart = Cart::new().add(world.cup, left - dec!(3)).add(world.set, dec!(2));
        let error = world.try_sell(4, &cart).unwrap_err();
        assert_eq!(error.code(), "out_of_stock");
        assert!(error.to_string().contains("CUP"), "{error}");
        world.sell(4, &Cart::new().add(world.cup, left - dec!(4)).add(world.set, dec!(2)));
        assert_eq!(world.on_hand(world.cup), (Quantity::ZERO, Money::ZERO));
    }
}

pub(crate) fn out_of_batches(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let sale = world.sell(2, &Cart::new().add(world.latte, dec!(20)));
    let picks: Vec<_> = sale.lines[0].parts[1].picks.iter().map(|pick| (pick.batch.as_str(), pick.quantity)).collect();
    assert_eq!(picks, [("SOONER", q(dec!(4))), ("LATER", q(dec!(1)))]);
    world.refund(3, &sale, &[(0, dec!(4))]).unwrap();
    let levels = |batch: &str| {
        let levels = world.shop.stockroom().levels(&[world.milk]).unwrap();
        levels.iter().find(|level| level.batch == batch).map(|level| level.quantity)
    };
    assert_eq!((levels("SOONER"), levels("LATER")), (Some(q(dec!(1))), Some(q(dec!(3)))));
    // Of what came back nothing is good on the 11th.
    let many = Cart::new().add(world.latte, dec!(16));
    assert_eq!(world.try_sell(11, &many).unwrap_err().code(), "expired");
    world.sell(11, &Cart::new().add(world.latte, dec!(12)));
    assert_eq!((levels("SOONER"), levels("LATER")), (Some(q(dec!(1))), None));
    world.proved();
}
