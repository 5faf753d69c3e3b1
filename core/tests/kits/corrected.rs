//! Kits of which something was otherwise than it was said.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::pricing::Cart;
use tillbook::report::Period;
use tillbook::shop::{Amendment, LineAmendment, PriceLine, ReceiptLine, Sale};
use tillbook::storage::Store;
use tillbook::value::{BusinessDay, DocumentId, Money};

use super::world::{World, date, fen, noon, q};

/// The books agree with what is said of the sale.
#[track_caller]
fn costs(world: &World, sale: &Sale, set: i64) {
    assert_eq!(world.cost(world.set), fen(set));
    assert_eq!(world.shop.stockroom().explain_cost(sale.id).unwrap().lines[0].cost, fen(set));
    world.proved();
}

pub(crate) fn late_paper(store: Arc<dyn Store>) {
    let world = World::new(store);
    let first = [ReceiptLine::of(world.tea, dec!(10), dec!(12)), ReceiptLine::of(world.cup, dec!(20), dec!(6))];
    let first = world.receive(4, &first);
    let sale = world.sell(6, &Cart::new().add(world.set, dec!(3)).add(world.tea, dec!(1)));
    costs(&world, &sale, 3 * 2_400);
    // It had come before.
    world.receive(2, &[ReceiptLine::of(world.tea, dec!(2), dec!(9))]);
    costs(&world, &sale, 2 * 900 + 1_200 + 3 * 1_200);
    world.receive(5, &[ReceiptLine::of(world.cup, dec!(20), dec!(7))]);
    costs(&world, &sale, 3_000 + 6 * 650);
    // Cheaper tea.
    let prices = [PriceLine { receipt_line: 0, unit_cost: dec!(10) }];
    world.shop.at(noon(8)).purchasing().reprice(DocumentId::new(), first, &prices).unwrap();
    costs(&world, &sale, 2 * 900 + 1_000 + 6 * 650);
    assert_eq!(world.cost(world.tea), fen(1_000));
    let explained = world.shop.stockroom().explain_cost(sale.id).unwrap();
    assert_eq!(explained.lines[0].revaluations.len(), 3);
    assert_eq!(explained.lines[0].parts[1].revaluations.len(), 1);
    // Of what came back too.
    world.refund(9, &sale, &[(0, dec!(1))]).unwrap();
    world.receive(3, &[ReceiptLine::of(world.cup, dec!(60), dec!(6))]);
    assert_eq!(world.on_hand(world.cup).0, q(dec!(96)));
    let back = world.cost(world.set);
    let explained = world.shop.stockroom().explain_cost(sale.id).unwrap();
    assert_eq!(explained.lines[0].cost.sub(back).unwrap(), fen(back.minor() / 2));
    world.proved();
}

fn amend(world: &World, document: DocumentId, day: Option<i32>, quantity: Option<Decimal>) -> tillbook::Result<()> {
    let lines: Vec<LineAmendment> =
        quantity.iter().map(|_| LineAmendment { line: 0, quantity, ..LineAmendment::default() }).collect();
    let amendment = Amendment { at: day.map(noon), lines, reason: "misread".into() };
    world.shop.office().amend(DocumentId::new(), document, &amendment)
}

pub(crate) fn amended(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let before = [world.tea, world.cup, world.milk].map(|goods| world.on_hand(goods));
    let sale = world.sell(4, &Cart::new().add(world.latte, dec!(6)).add(world.set, dec!(1)));
    // Really nine, the day before.
    amend(&world, sale.id.into(), Some(3), Some(dec!(9))).unwrap();
    assert_eq!(world.on_hand(world.milk).0, q(dec!(5.75)));
    assert_eq!(world.on_hand(world.tea).0, q(dec!(8.7)));
    let row = world.row(world.latte).unwrap();
    assert_eq!((row.quantity, row.net_sales), (q(dec!(9)), fen(6 * 1_800)));
    let day = |day| world.shop.reports().sales(Period::day(BusinessDay(date(day)))).unwrap();
    assert_eq!(
        (day(3).sales, day(3).net, day(3).cogs),
        (1, sale.total, world.cost(world.latte).add(fen(2_400)).unwrap())
    );
    assert_eq!((day(4).sales, day(4).net, day(4).cogs), (0, Money::ZERO, Money::ZERO));
    let explained = world.shop.stockroom().explain_cost(sale.id).unwrap();
    assert_eq!(explained.lines[0].parts[1].quantity, q(dec!(2.25)));
    assert_eq!(explained.lines[0].cost, world.cost(world.latte));
    world.proved();

    // Two came back, no, five; then the rest, in two parts.
    let refund = world.refund(5, &sale, &[(0, dec!(2))]).unwrap();
    amend(&world, refund.into(), None, Some(dec!(5))).unwrap();
    amend(&world, refund.into(), Some(6), None).unwrap();
    world.proved();
    // No more than that is left of it.
    assert_eq!(amend(&world, sale.id.into(), None, Some(dec!(4))).unwrap_err().code(), "refund_exceeds");
    amend(&world, sale.id.into(), None, Some(dec!(8))).unwrap();
    world.refund(7, &sale, &[(0, dec!(1)), (1, dec!(1))]).unwrap();
    let last = world.refund(7, &sale, &[(0, dec!(2))]).unwrap();
    assert_eq!([world.tea, world.cup, world.milk].map(|goods| world.on_hand(goods)), before);
    assert_eq!(world.cost(world.latte), Money::ZERO);
    world.proved();
    world.shop.office().void(DocumentId::new(), last.into(), "wrong slip").unwrap();
    world.refund(8, &sale, &[(0, dec!(2))]).unwrap();
    assert_eq!([world.tea, world.cup, world.milk].map(|goods| world.on_hand(goods)), before);
    world.proved();
}
