//! Sales and refunds of another day, and the money that goes there with them.

use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::document::PaymentRules;
use tillbook::ledger::TenderMethod;
use tillbook::report::{DayClose, Period, TenderTotal};
use tillbook::shop::{RefundLine, RefundTo, Tender};
use tillbook::storage::Store;
use tillbook::value::{BusinessDay, DocumentId, Money, RefundId, SaleId};

use super::world::{World, day, fen};

fn close(world: &World, on: &str) -> DayClose {
    world.shop.reports().day_close(BusinessDay(day(on))).unwrap()
}

/// What is left of what came and went by any method.
fn paid(close: &DayClose) -> Vec<TenderTotal> {
    let some = |total: &&TenderTotal| !(total.received.is_zero() && total.refunded.is_zero() && total.net.is_zero());
    close.tenders.iter().filter(some).copied().collect()
}

/// From card, on account and in cash that is rounded: all of it moves, nothing of it is spent twice.
pub(crate) fn with_all_that_was_paid(store: Arc<dyn Store>) {
    let rules = PaymentRules { smallest_coin: fen(5), ..PaymentRules::default() };
    let world = World::with(store, rules);
    let (shop, paid_in) = (world.march(2), [Tender::wechat(fen(10_00))]);
    shop.members().top_up(DocumentId::new(), world.member, fen(10_00), Some(fen(2_00)), &paid_in).unwrap();
    let tenders = [
        Tender::new(TenderMethod::StoredValue, fen(6_00)),
        Tender::new(TenderMethod::OnAccount, fen(9_02)),
        Tender::cash(fen(15_00)),
    ];
    let sale = world.march(4).till().sell(SaleId::new(), &world.cart(3), &tenders).unwrap();
    assert_eq!(sale.rounding, fen(2));
    let (there, card) = (close(&world, "2026-03-04"), world.card());
    assert_eq!((there.cash_rounding, paid(&there).len()), (fen(2), 3));
    world.amend(sale.id.into(), 6).unwrap();
    let moved = close(&world, "2026-03-06");
    assert_eq!((&moved.tenders, moved.cash_rounding, &moved.sales), (&there.tenders, fen(2), &there.sales));
    let left = close(&world, "2026-03-04");
    assert_eq!((paid(&left), left.cash_rounding), (vec![], fen(0)));
    assert_eq!((world.card(), world.owed()), (card, fen(9_02)));
    let open = &world.shop.reports().receivables(day("2030-01-01")).unwrap()[0].open[0];
    assert_eq!((open.business_day, open.due_on), (BusinessDay(day("2026-03-06")), day("2026-03-14")));
    world.proved();

    let (shop, lines) = (world.march(8), [RefundLine::new(0, Decimal::ONE)]);
    let back = shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "sour").unwrap();
    let (there, accounts) = (close(&world, "2026-03-08"), (world.card(), world.owed()));
    world.amend(back.id.into(), 7).unwrap();
    let moved = close(&world, "2026-03-07");
    assert_eq!(
        (&moved.tenders, moved.cash_rounding, &moved.sales),
        (&there.tenders, there.cash_rounding, &there.sales)
    );
    assert_eq!((paid(&close(&world, "2026-03-08")), (world.card(), world.owed())), (vec![], accounts));
    world.proved();

    // They never were: gone from where they stood.
    world.shop.office().void(DocumentId::new(), back.id.into(), "typo").unwrap();
    world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap();
    for on in ["2026-03-04", "2026-03-06", "2026-03-07", "2026-03-08"] {
        let close = close(&world, on);
        assert_eq!((paid(&close), close.cash_rounding), (vec![], fen(0)), "{on}");
    }
    assert_eq!((world.card().total().unwrap(), world.owed()), (fen(12_00), Money::ZERO));
    assert_eq!(world.shop.reports().sales(Period::all()).unwrap().net, fen(0));
    world.proved();
}
